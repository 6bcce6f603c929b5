//! Style sheets: lightningcss's only home.

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

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
    let Err(error) = StyleSheet::parse(css, ParserOptions::default()) else {
        return open_block(css).into_iter().collect();
    };
    let at = error.loc.as_ref().map_or(0, |place| offset(css, place.line, place.column));
    let end = css[at..].find('\n').map_or(css.len(), |length| at + length);
    let told = error.kind.to_string();
    let message = if told.contains('(') { "this is no style rule" } else { &told };
    let before = css[..at].trim_end();
    vec![if before.ends_with('}') && told.contains("end of input") {
        let last = before.len();
        Slip::new("this `}` closes nothing", last - 1..last)
            .help("take it out, or open a block above")
    } else if css[at..end].trim_start().starts_with("//") {
        Slip::new("this is no style rule", at..end).help("write a comment as /* … */")
    } else {
        Slip::new(message, at..end)
    }]
}

/// A block or comment that is still open at the end: it would swallow the next file.
fn open_block(css: &str) -> Option<Slip> {
    let mut open = Vec::new();
    let mut rest = css.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        match letter {
            '{' => open.push(at),
            '}' => drop(open.pop()),
            '"' | '\'' => {
                while let Some((_, inner)) = rest.next_if(|(_, next)| *next != letter) {
                    if inner == '\\' {
                        rest.next();
                    }
                }
            }
            '/' if css[at..].starts_with("/*") => {
                let Some(length) = css[at..].find("*/") else {
                    let slip = Slip::new("this comment has no end", at..at + 2);
                    return Some(slip.help("write */ behind it"));
                };
                let end = at + length;
                while rest.next_if(|(next, _)| *next <= end).is_some() {}
            }
            _ => continue,
        }
        if matches!(letter, '"' | '\'') {
            rest.next();
        }
    }
    let open = open.first().map(|at| Slip::new("this block is not closed", *at..at + 1));
    open.map(|slip| slip.help("write } where it ends"))
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
    fn check(css: &str, message: &str, range: std::ops::Range<usize>) {
        let slips = style_slips(css);
        let found: Vec<_> =
            slips.iter().map(|slip| (slip.message.as_str(), slip.range.clone())).collect();
        assert_eq!(found, [(message, range)]);
        assert!(slips[0].help.is_some());
    }

    #[test]
    fn a_mistake_in_a_style_sheet_is_placed() {
        let css = ".a { color: red }\n/* ü */ .b:::c { }\n";
        let slips = style_slips(css);
        assert_eq!(slips.len(), 1, "{slips:?}");
        assert_eq!(css[..slips[0].range.start].matches('\n').count(), 1, "{slips:?}");
        let open = ".a::before { content: \"}\" } /* { */\n.b { top: 0\n";
        check(open, "this block is not closed", 39..40);
        check(".a { top: 0 }\n/* b\n", "this comment has no end", 14..16);
        check(".a { top: 0 } }\n", "this `}` closes nothing", 14..15);
        check("// a\n.a { top: 0 }\n", "this is no style rule", 0..4);
        assert_eq!(style_slips(".a { color: light-dark(#fff, #000); &:hover { top: 0 } }"), []);
        assert_eq!(style_slips(r#".a::before { content: "\"{" }"#), []);
    }
}
