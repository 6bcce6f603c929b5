//! `codes/NNN/index.md`: a code's page as Markdown, for programs and for people who read without a
//! browser. The facts are a table, every link is whole.

use std::fmt::Write;

use super::{parts, wording};
use crate::markdown::{Prose, escaped};
use crate::model::{Cause, Entry, KnowledgeBase, Route};
use crate::registry;
use crate::theme::Words;

/// About how many bytes a twin has.
const USUAL: usize = 4 << 10;

/// What a twin is written from.
struct Writer<'a> {
    base: &'a KnowledgeBase,
    words: &'a Words,
    out: String,
}

/// The twin of an entry's page.
pub fn markdown(base: &KnowledgeBase, entry: &Entry, words: &Words) -> Vec<u8> {
    let mut writer = Writer { base, words, out: String::with_capacity(USUAL) };
    writer.opening(entry);
    writer.facts(entry);
    writer.texts(entry);
    writer.dialling(entry);
    writer.body(entry);
    writer.related(entry);
    writer.out.into_bytes()
}

impl Writer<'_> {
    fn opening(&mut self, entry: &Entry) {
        let url = self.base.settings.base_url.absolute(&Route::code(entry.code));
        let _ = write!(self.out, "# {} {}\n\n<{url}>\n", entry.code, escaped(&entry.reason));
        let verdict = &entry.verdict;
        for (key, text) in
            [("retry", &verdict.retry), ("side", &verdict.side), ("next", &verdict.next)]
        {
            let label = self.say(&["code", key], &[]);
            let _ = write!(self.out, "\n- **{label}** {}", escaped(text));
        }
        self.out.push('\n');
        let ends_call = wording::ends_call(self.words, &entry.dialling);
        if !ends_call.is_empty() {
            let _ = write!(self.out, "\n{}\n", escaped(&ends_call));
        }
    }

    fn facts(&mut self, entry: &Entry) {
        self.heading("facts");
        let say = |key: &str| self.say(&["facts", key], &[]);
        let badges = parts::badges(self.base, &entry.badges).into_iter().map(|badge| badge.label);
        let class = entry.code.class().pattern();
        let class = format!("{class} {}", self.say(&["classes", class], &[]));
        let sent = registry::cause_sent_for(entry.code.number());
        let mut rows = vec![
            (say("badges"), escaped(&badges.collect::<Vec<_>>().join(", "))),
            (say("softphone"), escaped(&entry.softphone)),
            (say("type"), escaped(&wording::types(self.base, entry, self.words))),
            (say("side"), escaped(&wording::sides(self.words, &entry.dialling))),
            (say("class"), class),
            (say("defined_in"), self.definition(entry)),
            (say("cause_sent"), self.causes(sent.and_then(|value| Cause::new(value.into())))),
        ];
        let code = entry.code.to_string();
        let become_it = self.say(&["facts", "q850"], &[("code", &code)]);
        rows.push((become_it, self.causes(entry.q850.iter().copied())));
        let locally = entry.dialling.made_locally.as_ref();
        rows.push((say("made_locally"), locally.map_or(String::new(), |text| self.prose(text))));
        rows.push((say("reviewed"), entry.reviewed.clone().unwrap_or_default()));
        self.out.push_str("| | |\n| --- | --- |\n");
        for (name, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
            let _ = writeln!(self.out, "| {} | {} |", cell(&name), cell(&value));
        }
    }

    fn texts(&mut self, entry: &Entry) {
        self.part(&["code", "meaning"], &entry.meaning);
        if let Some(standard) = &entry.standard {
            self.part(&["code", "in_standard"], standard);
        }
        self.title(&["code", "causes"]);
        for cause in &entry.typical_causes {
            let cause = self.prose(cause);
            let _ = writeln!(self.out, "- {cause}");
        }
        self.part(&["entry", "retry"], &entry.retry);
        self.part(&["entry", "next"], &entry.next_step);
    }

    fn dialling(&mut self, entry: &Entry) {
        let dialling = &entry.dialling;
        if let Some(policy) = &dialling.retry_policy {
            self.heading("retry_policy");
            let rule = wording::retry_rule(self.words, policy.rule, dialling.ends_call);
            let conditions = wording::retry_conditions(self.words, policy.rule, dialling.ends_call);
            let reason = self.prose(&policy.reason);
            let told = format!("**{}** {}", escaped(&rule), escaped(&conditions));
            let _ = writeln!(self.out, "{}\n\n{reason}", told.trim_end());
        }
        if let Some(threshold) = &dialling.threshold {
            self.heading("threshold");
            let sentence = escaped(&wording::threshold(self.words, threshold));
            let alone = self.say(&["threshold", "alone"], &[]);
            let (then, reason) = (self.prose(&threshold.then), self.prose(&threshold.reason));
            let _ = writeln!(self.out, "**{sentence}** {then}\n\n{alone} {reason}");
        }
        if !dialling.headers.is_empty() {
            self.heading("headers");
        }
        for header in &dialling.headers {
            let tells = self.prose(&header.tells);
            let _ = writeln!(self.out, "- `{}`: {tells}", header.name);
        }
    }

    fn body(&mut self, entry: &Entry) {
        let body = entry.body.to_markdown(|url| self.absolute(url));
        if !body.trim().is_empty() {
            let _ = write!(self.out, "\n{}\n", body.trim());
        }
    }

    fn related(&mut self, entry: &Entry) {
        if entry.related.is_empty() {
            return;
        }
        self.title(&["facts", "related"]);
        for link in parts::links(self.base, &entry.related) {
            let url = self.absolute(&link.url);
            let _ = writeln!(self.out, "- [{} {}]({url})", link.code, escaped(&link.reason));
        }
    }

    /// The interface's word at a path.
    fn say(&self, path: &[&str], slots: &[(&str, &str)]) -> String {
        escaped(&self.words.say(path, slots))
    }

    /// A heading by the word `heading` of a table.
    fn heading(&mut self, table: &str) {
        self.title(&[table, "heading"]);
    }

    fn title(&mut self, path: &[&str]) {
        let title = self.say(path, &[]);
        let _ = write!(self.out, "\n## {title}\n\n");
    }

    fn part(&mut self, title: &[&str], text: &Prose) {
        self.title(title);
        let text = self.prose(text);
        let _ = writeln!(self.out, "{text}");
    }

    fn prose(&self, text: &Prose) -> String {
        text.to_markdown(|url| self.absolute(url))
    }

    fn definition(&self, entry: &Entry) -> String {
        let Some(record) = registry::find(entry.code.number()) else {
            return self.say(&["facts", "unregistered"], &[]);
        };
        let rfc = self.say(&["facts", "rfc"], &[("rfc", &record.rfc.to_string())]);
        let section = record.section.map(|section| {
            format!(", {}", self.say(&["facts", "section"], &[("section", section)]))
        });
        let url = parts::definition_url(record);
        format!("[{rfc}{}]({url})", section.unwrap_or_default())
    }

    /// Causes with their names.
    fn causes(&self, causes: impl IntoIterator<Item = Cause>) -> String {
        let views = causes.into_iter().map(|cause| parts::cause_view(self.base, cause));
        let named = views.map(|view| match view.name {
            Some(name) => format!("{} {}", view.value, escaped(&name)),
            None => view.value.to_string(),
        });
        named.collect::<Vec<_>>().join(", ")
    }

    fn absolute(&self, url: &str) -> String {
        let origin = if url.starts_with('/') { self.base.settings.base_url.origin() } else { "" };
        format!("{origin}{url}")
    }
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
