//! Script modules: oxc's only home.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{ImportDeclaration, ImportDeclarationSpecifier, Program, Statement};
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_diagnostics::OxcDiagnostic;
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType, Span};

use super::Slip;
use crate::source::first_line;

/// What is to know of a module before it is joined with others, to share one scope with them.
#[derive(Debug, Default)]
pub struct Module {
    /// What it imports from other files.
    pub imports: Vec<Import>,
    /// The bytes that go, in their order: imports, and the word `export`.
    pub cuts: Vec<Range<usize>>,
    /// What the engine cannot read, or else what cannot be joined.
    pub slips: Vec<Slip>,
}

/// Where an import comes from.
#[derive(Debug, PartialEq, Eq)]
pub struct Import {
    /// As it is written, such as `./words.mjs`.
    pub path: String,
    /// The bytes of the module that say so, quotes included.
    pub range: Range<usize>,
}

/// Joined modules without comments and white space, with short names.
///
/// # Errors
/// What the engine cannot read, or a name that is declared twice: the first mistake.
pub fn script(modules: &str) -> Result<Vec<u8>, Slip> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, modules, SourceType::mjs()).parse();
    let mut program = parsed.program;
    let semantic = SemanticBuilder::new().with_check_syntax_error(true).build(&program);
    if let Some(error) = parsed.errors.iter().chain(&semantic.errors).next() {
        return Err(slip(error, modules));
    }
    let options = MinifierOptions {
        mangle: Some(MangleOptions { top_level: true, ..MangleOptions::default() }),
        compress: Some(CompressOptions::smallest()),
    };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    let printer = Codegen::new().with_options(CodegenOptions::minify());
    Ok(printer.with_scoping(minified.scoping).build(&program).code.into_bytes())
}

impl Module {
    /// Reads the text of a module.
    pub fn read(text: &str) -> Self {
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
        if parsed.errors.is_empty() {
            return Self::of(&parsed.program, text);
        }
        let slips: Vec<_> = parsed.errors.iter().map(|error| slip(error, text)).collect();
        // Of two at one place, the other one says why.
        let is_told = |it: &Slip| slips.iter().any(|other| other.range == it.range && other != it);
        let is_echo = |it: &Slip| it.message == "unexpected token" && is_told(it);
        let slips = slips.iter().filter(|slip| !is_echo(slip)).cloned().collect();
        Self { slips, ..Self::default() }
    }

    fn of(program: &Program<'_>, text: &str) -> Self {
        let mut module = Self::default();
        for statement in &program.body {
            match statement {
                Statement::ImportDeclaration(import) => {
                    module.cuts.push(bytes(import.span));
                    let path = import.source.value.to_string();
                    let range = bytes(import.source.span);
                    module.imports.extend(is_path(&path).then_some(Import { path, range }));
                }
                Statement::ExportNamedDeclaration(export) => {
                    let declared = export.declaration.as_ref().map(GetSpan::span);
                    let word = declared.map(|it| Span::new(export.span.start, it.start));
                    module.cuts.extend(word.map(bytes));
                }
                _ => {}
            }
            module.slips.extend(unjoinable(statement, text));
        }
        module
    }
}

fn bytes(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// The engine's error; where it has several places, what comes last is what is wrong.
fn slip(error: &OxcDiagnostic, module: &str) -> Slip {
    let labels = error.labels.as_deref().unwrap_or_default();
    let label = labels.iter().max_by_key(|label| label.offset());
    let start = label.map_or(0, |label| label.offset());
    let length = label.map_or(0, |label| label.len());
    let slip = Slip::new(&error.message, start..start + length);
    match module[start..].chars().next() {
        Some('“' | '”' | '„' | '‘' | '’') => slip.help("write straight quotes"),
        _ if error.message.contains("already been declared") => {
            slip.help("rename one of the two; the files of a bundle share one scope")
        }
        _ => slip,
    }
}

/// What cannot be joined with other modules; of what goes over several lines, the first is shown.
fn unjoinable(statement: &Statement<'_>, text: &str) -> Option<Slip> {
    let (message, help) = match statement {
        Statement::ImportDeclaration(import) if renames(import) => (
            "an import gives something another name",
            "import it by its own name; the files of a bundle share one scope",
        ),
        Statement::ImportDeclaration(import) if !is_path(&import.source.value) => {
            ("an import names no file of the theme", "write a path that begins with `./` or `../`")
        }
        Statement::ExportNamedDeclaration(export) if export.declaration.is_some() => return None,
        Statement::ExportNamedDeclaration(_)
        | Statement::ExportDefaultDeclaration(_)
        | Statement::ExportAllDeclaration(_) => (
            "only what is declared here can be exported",
            "write `export` before a `function`, `class` or `const` with a name",
        ),
        _ => return None,
    };
    let Range { start, end } = bytes(statement.span());
    let first = first_line(&text[start..end]).len();
    Some(Slip::new(message, start..start + first).help(help))
}

fn is_path(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../")
}

fn renames(import: &ImportDeclaration<'_>) -> bool {
    import.specifiers.iter().flatten().any(|specifier| match specifier {
        ImportDeclarationSpecifier::ImportSpecifier(it) => it.imported.name() != it.local.name,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_loses_comments_and_long_names() {
        let module = "// a\nconst greeting = f();\nfunction greet(somebody) {\n  g(greeting, somebody);\n  g(somebody);\n}\ngreet(h);\ngreet(greeting);\n";
        let minified = String::from_utf8(script(module).unwrap()).unwrap();
        assert!(!minified.contains("somebody") && !minified.contains("// a"), "{minified}");
    }

    #[test]
    fn a_mistake_in_a_module_is_placed() {
        let module = "const a = 1;\nconst b = ;\n";
        let slips = Module::read(module).slips;
        assert_eq!(slips.len(), 1, "{slips:?}");
        assert_eq!(&module[slips[0].range.clone()], ";");
        let module = "import { a } from \"./a.mjs\";\nexport const b = a?.c ?? 1;\n";
        assert_eq!(Module::read(module).slips, []);
    }

    #[test]
    fn what_has_no_end_is_told_once() {
        for module in ["const a = /x\n", "f(/[/\n)", "/x", "/[/"] {
            let slips = Module::read(module).slips;
            let messages: Vec<_> = slips.iter().map(|slip| slip.message.as_str()).collect();
            assert_eq!(messages, ["unterminated regular expression"], "{module}");
        }
    }

    #[track_caller]
    fn check_cuts(module: &str, expected: &[&str]) {
        let cuts: Vec<_> = Module::read(module).cuts.into_iter().map(|cut| &module[cut]).collect();
        assert_eq!(cuts, expected, "{module}");
    }

    #[test]
    fn imports_and_the_word_export_are_cut_wherever_they_stand() {
        check_cuts("import\"./a.mjs\";", &["import\"./a.mjs\";"]);
        check_cuts("  import { a } from './a.mjs'; a();", &["import { a } from './a.mjs';"]);
        check_cuts("import {\n  a\n} from './a.mjs'\n", &["import {\n  a\n} from './a.mjs'"]);
        check_cuts("f(`\nimport { a }\n`);\n/*\nimport b\nexport c\n*/\n", &[]);
        check_cuts(" export  const a = 1;export function b() {}", &["export  ", "export "]);
    }

    #[test]
    fn an_import_tells_where_it_comes_from() {
        let module = "import { a } from './a.mjs';\nimport '../b.mjs';\nimport 'c';\n";
        let imports = Module::read(module).imports.into_iter();
        let imports: Vec<_> = imports.map(|it| (it.path, &module[it.range])).collect();
        let path = |path: &str| path.to_owned();
        assert_eq!(imports, [(path("./a.mjs"), "'./a.mjs'"), (path("../b.mjs"), "'../b.mjs'")]);
    }

    #[track_caller]
    fn check_unjoinable(module: &str, message: &str) {
        let slips = Module::read(module).slips.into_iter();
        let slips: Vec<_> = slips.map(|slip| slip.message).collect();
        assert_eq!(slips, [message], "{module}");
    }

    #[test]
    fn what_cannot_be_joined_is_a_mistake() {
        let name = "an import gives something another name";
        check_unjoinable("import { a as b } from \"./a.mjs\";\n", name);
        check_unjoinable("import a from \"./a.mjs\";\n", name);
        let file = "an import names no file of the theme";
        check_unjoinable("import \"a.mjs\";\n", file);
        check_unjoinable("import { a } from \"https://cdn.example/a.mjs\";\n", file);
        let export = "only what is declared here can be exported";
        check_unjoinable("export default function () {}\n", export);
        check_unjoinable("const a = 1;\nexport { a };\n", export);
        check_unjoinable("export * from \"./a.mjs\";\n", export);
    }

    #[test]
    fn a_name_that_is_declared_twice_is_placed_where_it_comes_again() {
        let slip = script("const a = 1;\nconst a = 2;\n").unwrap_err();
        assert_eq!(slip.range, 19..20);
        assert!(slip.help.is_some(), "{slip:?}");
    }
}
