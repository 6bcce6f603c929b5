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
    vec![Slip::new(message, at..end)]
}

/// A block that is still open at the end: it would swallow the next file.
fn open_block(css: &str) -> Option<Slip> {
    let mut open = Vec::new();
    let mut rest = css.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        match letter {
            '{' => open.push(at),
            '}' => drop(open.pop()),
            '"' | '\'' => while rest.next_if(|(_, next)| *next != letter).is_some() {},
            '/' if css[at..].starts_with("/*") => {
                let end = css[at..].find("*/").map_or(css.len(), |length| at + length);
                while rest.next_if(|(next, _)| *next <= end).is_some() {}
            }
            _ => continue,
        }
        if matches!(letter, '"' | '\'') {
            rest.next();
        }
    }
    open.first().map(|at| Slip::new("this block is not closed", *at..at + 1))
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

    #[test]
    fn a_mistake_in_a_style_sheet_is_placed() {
        let css = ".a { color: red }\n/* ü */ .b:::c { }\n";
        let slips = style_slips(css);
        assert_eq!(slips.len(), 1, "{slips:?}");
        assert_eq!(css[..slips[0].range.start].matches('\n').count(), 1, "{slips:?}");
        let open = ".a::before { content: \"}\" } /* { */\n.b { top: 0\n";
        assert_eq!(style_slips(open), [Slip::new("this block is not closed", 39..40)]);
        assert_eq!(style_slips(".a { color: light-dark(#fff, #000); &:hover { top: 0 } }"), []);
    }
}
