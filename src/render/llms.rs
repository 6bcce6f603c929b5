//! `llms.txt`: what the site holds, for programs that read for people (<https://llmstxt.org/>): the
//! Markdown twin of every page with a line about it, then the exports.

use std::fmt::Write;

use super::parts;
use crate::markdown::escaped;
use crate::model::{Entry, KnowledgeBase, OutputPath, Route};
use crate::theme::Words;

/// The exports, and the words that tell of them.
const EXPORTS: [(&str, &str); 3] =
    [("codes.json", "json"), ("codes.csv", "csv"), ("retry-policy.json", "retry_policy")];

/// The file's text.
pub fn text(base: &KnowledgeBase, words: &Words) -> Vec<u8> {
    let settings = &base.settings;
    let say = |key: &str| escaped(&words.say(&["exports", key], &[]));
    let description = settings.description.split_whitespace().collect::<Vec<_>>().join(" ");
    let (title, description) = (escaped(&parts::site_title(base)), escaped(&description));
    let mut out = format!("# {title}\n\n> {description}\n");
    let (ending, others): (Vec<_>, Vec<_>) =
        base.entries.iter().partition(|entry| entry.dialling.ends_call.ends());
    for (key, entries) in [("ending", ending), ("others", others)] {
        if entries.is_empty() {
            continue;
        }
        let _ = write!(out, "\n## {}\n\n", say(key));
        for entry in entries {
            let _ = writeln!(out, "{}", line(base, entry));
        }
    }
    let _ = write!(out, "\n## {}\n\n", say("heading"));
    let lexicon = (!base.lexicon.is_empty()).then_some(("causes.json", "causes"));
    for (path, key) in EXPORTS.into_iter().chain(lexicon) {
        let url = settings.base_url.absolute(&OutputPath::new(path).route());
        let _ = writeln!(out, "- [{path}]({url}): {}", say(key));
    }
    out.into_bytes()
}

fn line(base: &KnowledgeBase, entry: &Entry) -> String {
    let url = base.settings.base_url.absolute(&Route::twin(entry.code));
    let (reason, meaning) = (escaped(&entry.reason), escaped(&entry.meaning.to_plain_text()));
    format!("- [{} {reason}]({url}): {meaning}", entry.code)
}
