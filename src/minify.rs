//! Smaller pages, style sheets and scripts.

mod elements;
mod open;
mod pages;
mod plain;
mod scripts;
mod styles;

use std::ops::Range;

pub use pages::Pages;
pub use scripts::{Import, Module, script};
pub use styles::{style, style_slips};

use crate::source::{first_line, within_sentence};

/// A mistake in a style sheet or script that its engine cannot read past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The engine's words, in lower case.
    pub message: String,
    /// The bytes of the source that it is about.
    pub range: Range<usize>,
    /// The way out, where one is known.
    pub help: Option<&'static str>,
}

impl Slip {
    fn new(message: &str, range: Range<usize>) -> Self {
        let message = within_sentence(first_line(message).trim_end_matches('.'));
        Self { message, range, help: None }
    }

    fn help(self, help: &'static str) -> Self {
        Self { help: Some(help), ..self }
    }
}

/// A page without the white space and quotes that a browser does not need. Closing tags, the html
/// and head tags and `type=text` stay, inline JSON and `pre` are left alone.
pub fn page(html: &[u8]) -> Vec<u8> {
    let settings = minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        ..minify_html::Cfg::default()
    };
    minify_html::minify(html, &settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_keep_tags_json_and_preformatted_text() {
        let html = b"<!doctype html><html><head><title>a</title></head><body>\n<p>a  b</p>\n\
            <pre>a\n  b</pre>\n<input type=\"text\">\n\
            <script type=\"application/ld+json\">{\"a\": 1}</script></body></html>";
        let minified = String::from_utf8(page(html)).unwrap();
        assert_eq!(
            minified,
            "<!doctype html><html><head><title>a</title></head><body><p>a b</p><pre>a\n  b</pre>\
             <input type=text><script type=application/ld+json>{\"a\": 1}</script></body></html>"
        );
    }
}
