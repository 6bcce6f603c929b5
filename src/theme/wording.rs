//! What the template engine says, in words for people who write themes, and what to do about it.

use super::tags;
use crate::document::did_you_mean;
use crate::problem::Place;
use crate::source::{first_line, within_sentence};

/// How it begins that an asset is not there, by which the rule is known.
pub const NO_ASSET: &str = "there is no asset";

/// A mistake in our words.
pub struct Told {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The way out, where one is known.
    pub help: Option<String>,
}

/// The engine's `words` about what stands at `place`.
pub fn told(words: &str, place: Option<&Place>) -> Told {
    let tag = unknown_tag(words, place).or_else(|| open_tag(words, place));
    if let Some(told) = tag.or_else(|| unknown_argument(words)) {
        return told;
    }
    if let Some(kind) = words.strip_prefix("Iteration not possible on type ") {
        return no_loop(kind, place);
    }
    let message = sentence(words);
    let help = match available(words) {
        Some(names) => {
            Some(format!("what is there: {names}; guard what may be missing with `{{% if … %}}`"))
        }
        None => slip_at(place).or_else(|| help_for(&message)).map(str::to_owned),
    };
    Told { message, help }
}

/// A slip that shows in the text at the place.
fn slip_at(place: Option<&Place>) -> Option<&'static str> {
    let (text, at) = (&place?.file.text, place?.span.as_ref()?.start);
    let (before, there) = (text.get(..at)?, text.get(at..)?);
    if there.starts_with(['“', '”', '„', '‘', '’']) {
        Some("write straight quotes, `\"`")
    } else if before.trim_end().ends_with("else") && there.starts_with("if") {
        Some("write `{% elif … %}`")
    } else {
        None
    }
}

/// A tag that nothing closes before the template ends; `place` is its own.
fn open_tag(words: &str, place: Option<&Place>) -> Option<Told> {
    let place = place.filter(|_| words.starts_with("Unexpected end of input"))?;
    let tag = place.file.text.get(place.span.clone()?)?.strip_prefix("{%")?;
    let name = tags::name(tag);
    Some(Told {
        message: format!("nothing closes this `{name}`"),
        help: Some(format!("write `{{% end{name} %}}` where it ends")),
    })
}

/// A tag that is misspelt, or that closes what is not the innermost.
fn unknown_tag(words: &str, place: Option<&Place>) -> Option<Told> {
    let place = place.filter(|_| words.starts_with("Unknown tag"))?;
    let (text, at) = (&place.file.text, place.span.as_ref()?.start);
    let name = tags::name(text.get(at..)?);
    if !tags::ALL.contains(&name) {
        let help = did_you_mean(name, tags::ALL.into_iter(), || {
            "the theme guide says what Tera 2 has in its place".to_owned()
        });
        return Some(Told { message: format!("unknown tag `{name}`"), help: Some(help) });
    }
    let before = text[..at].rfind("{%").unwrap_or(at);
    let Some(open) = tags::open_at(text, before) else {
        let message = format!("`{name}` stands where nothing is open");
        return Some(Told { message, help: Some("take it out, or open it above".to_owned()) });
    };
    Some(Told {
        message: format!("`{name}` stands where the `{}` of line {} is open", open.name, open.line),
        help: Some(format!("write `{{% end{} %}}` before it", open.name)),
    })
}

/// `Unknown argument(s) `a` in component call. Possible argument(s) are: `b`, `c``.
fn unknown_argument(words: &str) -> Option<Told> {
    let list = words.strip_prefix("Unknown argument(s) ")?;
    let (unknown, rest) = list.split_once(" in component call.").unwrap_or((list, ""));
    let known = rest.split_once(": ").map(|(_, known)| known);
    let names = known.into_iter().flat_map(|known| known.split('`').skip(1).step_by(2));
    let help = did_you_mean(unknown.trim_matches('`'), names, || {
        known.map_or_else(|| "it takes none".to_owned(), |known| format!("it takes {known}"))
    });
    Some(Told { message: format!("the component has no argument {unknown}"), help: Some(help) })
}

/// A loop over what is no list; `kind` is the engine's name of its type.
fn no_loop(kind: &str, place: Option<&Place>) -> Told {
    let span = place.and_then(|place| Some((&place.file.text, place.span.clone()?)));
    let name = span.and_then(|(text, span)| text.get(span)).unwrap_or_default();
    let message = match plain(kind) {
        _ if kind == "`undefined`" => format!("`{name}` is not defined"),
        kind => format!("a loop goes through a list or a table, `{name}` is {kind}"),
    };
    let help = help_for(&message).map(str::to_owned);
    Told { message, help }
}

/// Tera's words in the form of ours: no type names, no list of fields.
fn sentence(message: &str) -> String {
    let line = first_line(message);
    // The first sentence says what is wrong.
    let line = line.split(". ").next().unwrap_or(line).trim_end_matches('.');
    match line.strip_prefix("Value of type ").and_then(|rest| rest.split_once(' ')) {
        Some((kind, rest)) => plain(&format!("`{kind}` {rest}")),
        None => plain(&within_sentence(line)),
    }
}

/// A text without the engine's names of types.
fn plain(text: &str) -> String {
    TYPES.iter().fold(text.to_owned(), |text, (name, words)| text.replace(name, words))
}

/// What the engine's names of types are in plain words.
const TYPES: [(&str, &str); 26] = [
    ("a container of type ", ""),
    ("(a i64)", "(a number)"),
    ("`&str`", "a text"),
    ("`String`", "a text"),
    ("`string`", "a text"),
    ("`bool`", "true or false"),
    ("`u8`", "a number"),
    ("`u32`", "a number"),
    ("`u64`", "a number"),
    ("`u128`", "a number"),
    ("`usize`", "a whole number from 0"),
    ("`i32`", "a number"),
    ("`isize`", "a number"),
    ("`f32`", "a number"),
    ("`f64`", "a number"),
    ("`array`", "a list"),
    ("`map/struct`", "a table"),
    ("map/structs", "tables"),
    ("`bytes`", "bytes"),
    ("`undefined`", "nothing, it is not defined"),
    ("`none`", "nothing"),
    ("`i64`", "a number"),
    ("`i128`", "a number"),
    ("`Vec<Value>`", "a list"),
    ("`&[Value]`", "a list"),
    ("`Map`", "a table"),
];

/// The names that a message lists: ". Available fields: a, b".
fn available(message: &str) -> Option<&str> {
    let (_, list) = message.split_once(". Available ")?;
    list.split_once(": ").map(|(_, names)| names.trim_end_matches('.'))
}

fn help_for(message: &str) -> Option<&'static str> {
    let says = |words: &str| message.contains(words);
    if says("not defined") || says("undefined") {
        Some(
            "the theme guide lists what each template receives; guard what may be missing with `{% if … %}`",
        )
    } else if says("nothing fills") {
        Some("give `fill` a value for each name in braces")
    } else if says(NO_ASSET) {
        Some("name a bundle of theme.toml, or a file below assets/")
    } else if says("unknown filter") || says("unknown function") || says("unknown test") {
        Some("the theme guide lists filters and functions; Tera 2 has other names than Tera 1")
    } else if says("unknown component") || says("unknown template") || says("no template") {
        Some("check the name against the files in templates/")
    } else {
        None
    }
}
