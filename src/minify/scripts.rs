//! Script modules: oxc's only home.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

use super::Slip;

/// A module without comments and white space, with short names; as it is where the engine cannot
/// read it.
pub fn script(module: &str) -> Vec<u8> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, module, SourceType::mjs()).parse();
    if !parsed.errors.is_empty() {
        return module.as_bytes().to_vec();
    }
    let mut program = parsed.program;
    let options = MinifierOptions {
        mangle: Some(MangleOptions { top_level: true, ..MangleOptions::default() }),
        compress: Some(CompressOptions::smallest()),
    };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    let printer = Codegen::new().with_options(CodegenOptions::minify());
    printer.with_scoping(minified.scoping).build(&program).code.into_bytes()
}

/// What the engine cannot read.
pub fn script_slips(module: &str) -> Vec<Slip> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, module, SourceType::mjs()).parse();
    let slip = |error: &oxc_diagnostics::OxcDiagnostic| {
        let label = error.labels.as_ref().and_then(|labels| labels.first());
        let start = label.map_or(0, |label| label.offset());
        let length = label.map_or(0, |label| label.len());
        let slip = Slip::new(&error.message, start..start + length);
        match module[start..].chars().next() {
            Some('“' | '”' | '„' | '‘' | '’') => slip.help("write straight quotes"),
            _ => slip,
        }
    };
    parsed.errors.iter().map(slip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_loses_comments_and_long_names() {
        let module = "// a\nconst greeting = f();\nfunction greet(somebody) {\n  g(greeting, somebody);\n  g(somebody);\n}\ngreet(h);\ngreet(greeting);\n";
        let minified = String::from_utf8(script(module)).unwrap();
        assert!(!minified.contains("somebody") && !minified.contains("// a"), "{minified}");
    }

    #[test]
    fn a_mistake_in_a_module_is_placed() {
        let module = "const a = 1;\nconst b = ;\n";
        let slips = script_slips(module);
        assert_eq!(slips.len(), 1, "{slips:?}");
        assert_eq!(&module[slips[0].range.clone()], ";");
        assert_eq!(
            script_slips("import { a } from \"./a.mjs\";\nexport const b = a?.c ?? 1;\n"),
            []
        );
    }
}
