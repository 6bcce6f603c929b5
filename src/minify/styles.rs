//! Style sheets: lightningcss's only home.

mod brackets;

use lightningcss::error::{ParserError, SelectorError};
use lightningcss::properties::custom::Token;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::traits::ToCss;

use super::Slip;

/// A style sheet without what only people need; as it is where the engine cannot read it.
pub fn style(css: &str) -> Vec<u8> {
    let printer = PrinterOptions { minify: true, ..PrinterOptions::default() };
    let minified = StyleSheet::parse(css, ParserOptions::default()).ok().and_then(|mut sheet| {
        sheet.minify(MinifyOptions::default()).ok()?;
        sheet.to_css(printer).ok()
    });
    minified.map_or_else(|| css.to_owned(), |printed| printed.code).into_bytes()
}

/// What the engine cannot read, or reads on beyond the end of the file: the first mistake.
pub fn style_slips(css: &str) -> Vec<Slip> {
    let unmatched = brackets::unmatched(css);
    let Err(error) = StyleSheet::parse(css, ParserOptions::default()) else {
        return unmatched.into_iter().collect();
    };
    let at = error.loc.as_ref().map_or(0, |place| offset(css, place.line, place.column));
    let end = css[at..].find('\n').map_or(css.len(), |length| at + length);
    let at = end - css[at..end].trim_start().len();
    let slip = if css[at..end].starts_with("//") {
        Slip::new("this is no style rule", at..end).help("write a comment as /* … */")
    } else if let Some(slip) = unmatched.filter(|slip| slip.range.start <= at) {
        slip
    } else {
        Slip::new(&message(&error.kind, &css[at..end]), at..end)
    };
    vec![slip]
}

/// The engine's words, without those of its own source; `there` is where it stopped.
fn message(error: &ParserError<'_>, there: &str) -> String {
    if let ParserError::UnexpectedToken(Token::BadString(_)) = error {
        return "this text has no end".to_owned();
    }
    let told = error.to_string();
    let unexpected = match error {
        ParserError::EndOfInput => there.chars().next().map(String::from),
        error => token(error).and_then(|it| it.to_css_string(PrinterOptions::default()).ok()),
    };
    match unexpected.as_deref().map(str::trim) {
        Some("") => "this is no style rule".to_owned(),
        Some(unexpected) => format!("unexpected `{unexpected}`"),
        None if *error == ParserError::EndOfInput => "the file ends within a rule".to_owned(),
        None if told.contains('(') => "this is no style rule".to_owned(),
        None => told,
    }
}

/// What the engine met where it expected something else.
fn token<'a, 'i>(error: &'a ParserError<'i>) -> Option<&'a Token<'i>> {
    match error {
        ParserError::UnexpectedToken(token)
        | ParserError::SelectorError(
            SelectorError::BadValueInAttr(token)
            | SelectorError::ClassNeedsIdent(token)
            | SelectorError::ExplicitNamespaceUnexpectedToken(token)
            | SelectorError::InvalidQualNameInAttr(token)
            | SelectorError::NoQualifiedNameInAttributeSelector(token)
            | SelectorError::PseudoElementExpectedIdent(token)
            | SelectorError::UnexpectedTokenInAttributeSelector(token)
            | SelectorError::UnexpectedSelectorAfterPseudoElement(token),
        ) => Some(token),
        _ => None,
    }
}

/// The byte at a line from 0 and a column from 1; columns count UTF-16 units, as in browsers.
fn offset(css: &str, line: u32, column: u32) -> usize {
    let before: usize = css.split_inclusive('\n').take(line as usize).map(str::len).sum();
    let mut units = column.saturating_sub(1) as usize;
    for (at, letter) in css[before..].char_indices() {
        if units == 0 {
            return before + at;
        }
        units = units.saturating_sub(letter.len_utf16());
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_loses_what_only_people_need() {
        let css = "/* a */\n.a { color: #ff0000; }\n@media print { .a { color: black } }\n";
        let minified = String::from_utf8(style(css)).unwrap();
        assert_eq!(minified, ".a{color:red}@media print{.a{color:#000}}");
    }

    #[track_caller]
    fn check(css: &str, message: &str, marked: &str) {
        let slips = style_slips(css);
        let found: Vec<_> =
            slips.iter().map(|slip| (slip.message.as_str(), &css[slip.range.clone()])).collect();
        assert_eq!(found, [(message, marked)]);
    }

    #[test]
    fn a_mistake_in_a_style_sheet_is_placed() {
        check(".a { color: red }\n/* ü */ .b:::c { }\n", "unexpected `:`", "c { }");
        check("// a\n.a { top: 0 }\n", "this is no style rule", "// a");
        check(".a { top: 0 } }\n", "this `}` closes nothing", "}");
        check(".a { top: 0\n", "this block is not closed", "{");
        check("@media (x", "this bracket is not closed", "(");
    }

    #[test]
    fn what_is_unexpected_is_shown_as_it_is_written() {
        check("@container (x:) {}", "unexpected `:`", ":) {}");
        check("a { b }", "unexpected `}`", "}");
        check("a { b c }", "unexpected `c`", "c }");
        check("a[=b] {}", "unexpected `=`", "=b] {}");
        check(".a:: {}", "this is no style rule", "{}");
        check("a { content: 'x\n}", "this text has no end", "'x");
        check("a {} b", "the file ends within a rule", "");
    }

    #[test]
    fn a_right_style_sheet_has_no_mistake() {
        for css in [
            ".a { color: light-dark(#fff, #000); &:hover { top: 0 } }",
            r#".a::before { content: "\"{" }"#,
            "/*/ { */ .zz{color:red}",
            r".a\{b{color:red}",
        ] {
            assert_eq!(style_slips(css), [], "{css}");
        }
    }
}
