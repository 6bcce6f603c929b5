//! Script modules: oxc's only home.

use oxc_allocator::Allocator;
use oxc_ast::ast::{ImportDeclaration, ImportDeclarationSpecifier, Program, Statement};
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_diagnostics::OxcDiagnostic;
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType, Span};

use super::Slip;

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

/// What the engine cannot read of a module, or else what cannot be joined with others.
pub fn script_slips(module: &str) -> Vec<Slip> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, module, SourceType::mjs()).parse();
    if parsed.errors.is_empty() {
        return unjoinable(&parsed.program, module);
    }
    parsed.errors.iter().map(|error| slip(error, module)).collect()
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

/// Joined modules share one scope: imports go, a line each, and of an export its first word.
fn unjoinable(program: &Program<'_>, module: &str) -> Vec<Slip> {
    let slip = |span: Span, message: &str, help| {
        let written = &module[span.start as usize..span.end as usize];
        let first = written.lines().next().unwrap_or_default().len();
        Slip::new(message, span.start as usize..span.start as usize + first).help(help)
    };
    let slips = program.body.iter().filter_map(|statement| match statement {
        Statement::ImportDeclaration(import) => {
            let lines = module[import.span.start as usize..import.span.end as usize].lines();
            if lines.count() > 1 {
                let message = "an import goes over several lines";
                return Some(slip(import.span, message, "write it in one line"));
            }
            let help = "import it by its own name; the files of a bundle share one scope";
            let renames = renames(import);
            renames.then(|| slip(import.span, "an import gives something another name", help))
        }
        Statement::ExportNamedDeclaration(export) if export.declaration.is_some() => None,
        Statement::ExportNamedDeclaration(_)
        | Statement::ExportDefaultDeclaration(_)
        | Statement::ExportAllDeclaration(_) => {
            let help = "write `export` before a `function`, `class` or `const` with a name";
            Some(slip(statement.span(), "only what is declared here can be exported", help))
        }
        _ => None,
    });
    slips.collect()
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
        let slips = script_slips(module);
        assert_eq!(slips.len(), 1, "{slips:?}");
        assert_eq!(&module[slips[0].range.clone()], ";");
        assert_eq!(
            script_slips("import { a } from \"./a.mjs\";\nexport const b = a?.c ?? 1;\n"),
            []
        );
    }

    #[track_caller]
    fn check_unjoinable(module: &str, message: &str) {
        let slips: Vec<_> = script_slips(module).into_iter().map(|slip| slip.message).collect();
        assert_eq!(slips, [message], "{module}");
    }

    #[test]
    fn what_cannot_be_joined_is_a_mistake() {
        let lines = "an import goes over several lines";
        check_unjoinable("import {\n  a,\n} from \"./a.mjs\";\n", lines);
        let name = "an import gives something another name";
        check_unjoinable("import { a as b } from \"./a.mjs\";\n", name);
        check_unjoinable("import a from \"./a.mjs\";\n", name);
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
