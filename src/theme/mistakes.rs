//! From Tera's errors to problems with a place in the theme's source. Some errors carry template
//! and position, some only a text that quotes them, some only the names of templates: all become
//! a place.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::overrun::Overrun;
use super::tags;
use super::wording::{self, NO_ASSET, Told};
use crate::problem::{Place, Problem, Rule};
use crate::source::{SourceFile, first_line};

/// The source of each template, by its path below `templates/`.
pub type Sources = BTreeMap<String, Arc<SourceFile>>;

/// The mistake that an error stands for; of several, the first.
pub fn first(error: &tera::Error, sources: &Sources) -> Problem {
    all(error, sources).swap_remove(0)
}

/// What is said of a template whose page goes beyond a bound.
pub fn of_overrun(name: &str, overrun: Overrun, sources: &Sources) -> Problem {
    let problem = Problem::nowhere(Rule::Template, overrun.message()).help(overrun.help());
    Problem { place: sources.get(name).map(Place::file), ..problem }
}

/// A mistake of all templates together.
pub fn of_theme(message: &str) -> Problem {
    told(message, None)
}

/// A mistake in the engine's words.
fn told(words: &str, place: Option<Place>) -> Problem {
    let place = place.map(|place| match words {
        _ if is_loop(words) => whole_name(place),
        _ if words.starts_with("Unexpected end of input") => open_tag(place),
        _ => place,
    });
    let Told { message, help } = wording::told(words, place.as_ref());
    let rule = if words.starts_with(NO_ASSET) { Rule::Asset } else { Rule::Template };
    Problem { place, help, ..Problem::nowhere(rule, message) }
}

/// Whether the engine speaks of what a loop goes through.
fn is_loop(words: &str) -> bool {
    words.starts_with("Iteration not possible")
}

/// The tag that is open at the end of a template, in the place of its end.
fn open_tag(place: Place) -> Place {
    let text = &place.file.text;
    let Some(open) = tags::open_at(text, text.len()) else { return place };
    let length = text[open.start..].find("%}").map_or(2, |length| length + 2);
    Place::span(&place.file, open.start..open.start + length)
}

/// A place at the beginning of a name such as `entry.causes`, widened to all of it.
fn whole_name(place: Place) -> Place {
    let Some(span) = &place.span else { return place };
    let rest = place.file.text.get(span.start..).unwrap_or_default();
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
    let length = rest.find(|letter| !goes_on(letter)).unwrap_or(rest.len());
    Place::span(&place.file, span.start..span.end.max(span.start + length))
}

/// Every mistake that an error stands for; at least one.
pub fn all(error: &tera::Error, sources: &Sources) -> Vec<Problem> {
    let mistake = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = sources.get(report.filename());
            let place = file.map(|file| Place::span(file, report.span().range.clone()));
            told(report.message(), place)
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            told(&message, place_of(current, &format!("\"{parent}\""), sources))
        }
        _ => return quoted(&error.to_string(), sources),
    };
    vec![mistake]
}

/// Where `text` stands in a template, or the template as a whole.
fn place_of(name: &str, text: &str, sources: &Sources) -> Option<Place> {
    let file = sources.get(name)?;
    Some(match file.text.find(text) {
        Some(at) => Place::span(file, at..at + text.len()),
        None => Place::file(file),
    })
}

/// Reads reports of the form `error: MESSAGE`, ` --> TEMPLATE:LINE:COLUMN`, excerpt, `^^^`.
fn quoted(text: &str, sources: &Sources) -> Vec<Problem> {
    let reports = text.split("\n\nerror: ").map(|report| report.trim_start_matches("error: "));
    reports
        .map(|report| {
            let message = first_line(report);
            let place = quoted_place(report, sources).or_else(|| named_place(message, sources));
            told(message, place)
        })
        .collect()
}

fn quoted_place(report: &str, sources: &Sources) -> Option<Place> {
    let position = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = position.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let file = sources.get(parts.next()?)?;
    let width = report.lines().last()?.matches('^').count().max(1);
    Some(Place::span(file, span(&file.text, line, column, width)?))
}

/// The bytes of `width` characters at a line and column, both from 1; `None` where they are not: the
/// numbers are read from a text.
fn span(text: &str, line: usize, column: usize, width: usize) -> Option<Range<usize>> {
    let (line, column) = (line.checked_sub(1)?, column.checked_sub(1)?);
    let lines_before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(lines_before..)?;
    let offset = |characters: usize| {
        rest.char_indices().nth(characters).map_or(rest.len(), |(offset, _)| offset)
    };
    Some(lines_before + offset(column)..lines_before + offset(column.saturating_add(width)))
}

/// The last template that a message names in backquotes or quotes.
fn named_place(message: &str, sources: &Sources) -> Option<Place> {
    let mut names = message.split(['`', '\'']).filter_map(|name| sources.get(name));
    names.next_back().map(Place::file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(templates: &[(&str, &str)], message: &str, at: &str) {
        let source = |(name, text): &(&str, &str)| {
            ((*name).to_owned(), Arc::new(SourceFile::new(*name, *text)))
        };
        let sources: Sources = templates.iter().map(source).collect();
        let mut tera = tera::Tera::new();
        let added = tera.add_raw_templates(templates.iter().copied());
        let name = templates.first().map_or("", |(name, _)| name);
        let error = added.and_then(|()| tera.render(name, &tera::Context::new())).unwrap_err();
        let mistake = first(&error, &sources);
        let label = mistake.place.as_ref().map(Place::label).unwrap_or_default();
        assert_eq!((mistake.message.as_str(), label.as_str()), (message, at));
    }

    #[test]
    fn a_place_that_is_none_is_not_looked_for() {
        assert_eq!(span("a\nbc", 2, 2, 1), Some(3..4));
        assert_eq!(span("a\nbc", 9, usize::MAX, 9), Some(4..4));
        assert_eq!(span("a", 0, 1, 1), None);
        assert_eq!(span("a", 1, 0, 1), None);
    }

    #[test]
    fn every_error_of_the_engine_finds_its_place() {
        check(&[("a.html", "x\n{{ b }}")], "variable `b` is not defined", "a.html:2:4");
        check(&[("a.html", "x\ny {{ 1 | shout }}")], "unknown filter `shout`", "a.html:2:10");
        check(&[("a.html", "{{<b />}}")], "unknown component `b`", "a.html:1:3");
        check(&[("a.html", "{{ 5 | length }}")], "a number has no length", "a.html:1:8");
        let kind = "`in` cannot be used on a number";
        check(&[("a.html", "{{ \"a\" in 5 }}")], kind, "a.html:1:11");
        check(
            &[("a.html", "{% extends \"c.html\" %}")],
            "there is no template `c.html` to extend",
            "a.html:1:12",
        );
        check(
            &[
                ("a.html", "{% component c() %}{% endcomponent %}"),
                ("b.html", "{% component c() %}{% endcomponent %}"),
            ],
            "component `c` is defined in both `a.html` and `b.html`",
            "b.html",
        );
    }
}
