//! Smaller pages, style sheets and scripts; minify-html's only home.

use minify_html::Cfg;

/// A page without the white space and quotes that a browser does not need. Closing tags, the html
/// and head tags and `type=text` stay, inline JSON and `pre` are left alone.
pub fn page(html: &[u8]) -> Vec<u8> {
    let settings = Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        ..Cfg::default()
    };
    minify_html::minify(html, &settings)
}

/// A style sheet, minified by the crate's CSS engine.
pub fn style(css: &str) -> Vec<u8> {
    inline("<style>", css, "</style>", Cfg { minify_css: true, ..Cfg::default() })
}

/// A script module, minified by the crate's script engine.
pub fn script(module: &str) -> Vec<u8> {
    let settings = Cfg { minify_js: true, ..Cfg::default() };
    inline("<script type=\"module\">", module, "</script>", settings)
}

/// Minifies the content of an element and returns it alone. Content that would close the element
/// early is returned as it is.
fn inline(open: &str, content: &str, close: &str, settings: Cfg) -> Vec<u8> {
    if content.to_ascii_lowercase().contains(close.trim_end_matches('>')) {
        return content.as_bytes().to_vec();
    }
    let settings = Cfg { keep_closing_tags: true, ..settings };
    let minified = minify_html::minify(format!("{open}{content}{close}").as_bytes(), &settings);
    let start = minified.iter().position(|byte| *byte == b'>').map_or(0, |at| at + 1);
    let end = minified.len().saturating_sub(close.len()).max(start);
    minified[start..end].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(minified: Vec<u8>, expected: &str) {
        assert_eq!(String::from_utf8(minified).unwrap(), expected);
    }

    #[test]
    fn styles_and_scripts_lose_what_only_people_need() {
        check(style("/* a */\n.a { color: #ff0000; }\n"), ".a{color:red}");
        check(script("let name = f();\nconsole.log( name );\n"), "let name=f();console.log(name);");
        check(script("console.log(\"</script>\")"), "console.log(\"</script>\")");
    }

    #[test]
    fn pages_keep_tags_json_and_preformatted_text() {
        check(
            page(b"<!doctype html><html><head><title>a</title></head><body>\n<p>a  b</p>\n<pre>a\n  b</pre>\n<input type=\"text\">\n<script type=\"application/ld+json\">{\"a\": 1}</script></body></html>"),
            "<!doctype html><html><head><title>a</title></head><body><p>a b</p><pre>a\n  b</pre><input type=text><script type=application/ld+json>{\"a\": 1}</script></body></html>",
        );
    }
}
