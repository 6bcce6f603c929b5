//! A destination that is none of the forms of a link: what was meant by it.

use super::forms::split_fragment;
use crate::document::nearest;
use crate::model::ResponseCode;

/// What is wrong with it.
pub fn message(destination: &str) -> String {
    match destination {
        "" => "a link has no address".to_owned(),
        _ => format!("`{destination}` is nothing that this site knows"),
    }
}

/// The form that was meant; `names` are those of the named links.
pub fn help<'a>(destination: &str, names: impl Iterator<Item = &'a str>) -> String {
    if destination.is_empty() {
        "write an address between the round brackets, or the words alone".to_owned()
    } else if let Some(file) = code_file(destination) {
        format!("write {file}")
    } else if let Some(name) = nearest(destination, names) {
        format!("did you mean `link:{name}`?")
    } else if destination.contains('@') {
        format!("write [words](mailto:{destination})")
    } else if destination.starts_with("www.") {
        format!("write https://{destination}")
    } else {
        "link a code as 503.md, a named link as link:NAME, another site by its whole address"
            .to_owned()
    }
}

/// The code whose page an address is meant for.
pub fn code(destination: &str) -> Option<ResponseCode> {
    let (path, _) = split_fragment(destination);
    let file = path.trim_end_matches('/').rsplit('/').next()?;
    ResponseCode::parse(file.split('.').next()?)
}

/// A code's file, from another address of its page.
fn code_file(destination: &str) -> Option<String> {
    let (code, (_, fragment)) = (code(destination)?, split_fragment(destination));
    let fragment = fragment.map(|part| format!("#{part}")).unwrap_or_default();
    Some(format!("{code}.md{fragment}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(destination: &str, expected: &str) {
        let help = help(destination, ["top-up"].into_iter());
        assert!(help.contains(expected), "{help}");
    }

    #[test]
    fn the_form_that_was_meant_is_named() {
        check("503", "503.md");
        check("503.html#retry", "503.md#retry");
        check("../codes/503.MD", "503.md");
        check("codes/503/", "503.md");
        check("top-up", "link:top-up");
        check("topup", "link:top-up");
        check("help@a.example", "mailto:help@a.example");
        check("www.a.example/x", "https://www.a.example/x");
        check("", "words alone");
        check("nothing of these", "503.md, a named link");
    }
}
