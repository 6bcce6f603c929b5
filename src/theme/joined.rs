//! The parts of a bundle as one text, and the way from it back to the part that a mistake stands
//! in.

use std::ops::Range;
use std::sync::Arc;

use crate::problem::Place;
use crate::source::SourceFile;

/// What stands between parts and in the place of what is cut out of one: it ends a statement, and
/// begins none.
const END: &str = "\n;\n";

/// The parts of a bundle as one.
#[derive(Default)]
pub struct Joined {
    /// Their text.
    pub text: String,
    /// Where a piece begins in `text`, and where in its part.
    pieces: Vec<(usize, Arc<SourceFile>, usize)>,
}

impl Joined {
    /// Appends a style sheet.
    pub fn append_style(&mut self, source: &Arc<SourceFile>) {
        self.append(source, 0..source.text.len());
        self.text.push('\n');
    }

    /// Appends a module without `cuts`: joined modules share one scope, so that every name that one
    /// imports is there already.
    pub fn append_module(&mut self, source: &Arc<SourceFile>, cuts: &[Range<usize>]) {
        let mut start = 0;
        for cut in cuts {
            self.append(source, start..cut.start);
            self.text.push_str(END);
            start = cut.end;
        }
        self.append(source, start..source.text.len());
        self.text.push_str(END);
    }

    fn append(&mut self, source: &Arc<SourceFile>, piece: Range<usize>) {
        self.pieces.push((self.text.len(), source.clone(), piece.start));
        self.text.push_str(source.text.get(piece).unwrap_or_default());
    }

    /// Where a part of the joined text stands in its source.
    pub fn place(&self, range: Range<usize>) -> Option<Place> {
        let at = self.pieces.partition_point(|(start, ..)| *start <= range.start);
        let (start, source, written) = self.pieces.get(at.checked_sub(1)?)?;
        let moved = |at: usize| (at.saturating_sub(*start) + written).min(source.text.len());
        Some(Place::span(source, moved(range.start)..moved(range.end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minify::{Module, script};

    #[track_caller]
    fn check(modules: &[&str], expected: &str) {
        let mut joined = Joined::default();
        for module in modules {
            let source = Arc::new(SourceFile::new("a.mjs", *module));
            joined.append_module(&source, &Module::read(module).cuts);
        }
        let published = script(&joined.text).unwrap();
        assert_eq!(String::from_utf8(published).unwrap(), expected);
    }

    #[test]
    fn a_module_loses_its_imports_and_nothing_else() {
        check(&["import { a } from './a.mjs'; f();"], "f();");
        check(&["  import\"./a.mjs\";f()\nimport {\n  b\n} from './b.mjs'\n"], "f();");
        check(&["f(`\nimport { a } from b\nexport c`);"], "f(`\nimport { a } from b\nexport c`);");
    }

    #[test]
    fn a_statement_ends_with_its_module_and_before_an_import() {
        check(&["f()", "(g)()"], "f(),g();");
        check(&["f()\nimport './a.mjs'\n(g)()"], "f(),g();");
        check(&["f() // g", "(h)()"], "f(),h();");
    }

    #[test]
    fn joined_modules_share_one_scope() {
        let module = "import { b } from \"./b.mjs\";\nexport function a() {\n  return b;\n}\n";
        let source = Arc::new(SourceFile::new("a.mjs", module));
        let mut joined = Joined::default();
        joined.append_module(&source, &Module::read(module).cuts);
        assert!(joined.text.contains("\nfunction a() {\n  return b;\n}\n"), "{}", joined.text);
        let at = joined.text.find("b;").unwrap();
        let place = joined.place(at..at + 1).unwrap();
        assert_eq!(place.span, Some(module.rfind("b;").unwrap()..module.rfind("b;").unwrap() + 1));
    }
}
