//! Problems for people: drawn in the layout of rustc by `annotate-snippets`.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};

use super::{Place, Problem, visible};

/// The most bytes of lines that are drawn; of longer ones only the place is told.
const MOST_DRAWN: usize = 4 << 10;

/// Draws one problem, with escape sequences for colour; the stream drops them where they do not
/// belong. A line that is longer than `width` columns is shown in part, around the mistake.
pub fn draw(problem: &Problem, width: Option<usize>) -> String {
    let title = Level::ERROR.primary_title(&problem.message);
    let mut group = match &problem.place {
        None => Group::with_title(title),
        Some(Place { file, span: None }) => title.element(Origin::path(visible(&file.path))),
        Some(place @ Place { span: Some(span), .. }) => placed(title, place, span),
    };
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = Renderer::styled();
    match width {
        Some(width) => renderer.term_width(width).render(&[group]),
        None => renderer.render(&[group]),
    }
}

/// Only the lines of the place are drawn from: with the whole file, a thousand problems would take
/// a thousand times as long.
fn placed<'a>(title: Title<'a>, place: &'a Place, span: &Range<usize>) -> Group<'a> {
    let (file, path) = (&place.file, visible(&place.file.path));
    let start = file.boundary(span.start);
    let end = file.boundary(span.end.max(start));
    let (at, lines) = (file.position(span), file.lines(&(start..end)));
    if lines.len() > MOST_DRAWN {
        return title.element(Origin::path(path).line(at.line).char_column(at.column));
    }
    let marked = start - lines.start..end - lines.start;
    // ASCII's controls are drawn as pictures by themselves; a dot has as many bytes as one of these.
    let drawn = file.text[lines].replace(|letter| ('\u{80}'..='\u{9f}').contains(&letter), "·");
    title.element(
        Snippet::source(drawn)
            .line_start(at.line)
            .path(path)
            .annotation(AnnotationKind::Primary.span(marked)),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::problem::Rule;
    use crate::source::SourceFile;

    #[track_caller]
    fn check(path: &str, text: &str, span: Range<usize>, expected: &str) {
        let place = Place::span(&Arc::new(SourceFile::new(path, text)), span);
        let drawn = draw(&Problem::at(place, Rule::EmptyText, "it is empty"), None);
        assert_eq!(anstream::adapter::strip_str(&drawn).to_string(), expected);
    }

    #[test]
    fn a_problem_is_drawn_with_its_line() {
        check(
            "a.md",
            "one\ntwo\n",
            4..7,
            "error: it is empty\n --> a.md:2:1\n  |\n2 | two\n  | ^^^",
        );
    }

    #[test]
    fn of_a_line_without_end_only_the_place_is_told() {
        let text = format!("one\n{}", "two ".repeat(MOST_DRAWN));
        check("a.md", &text, 8..11, "error: it is empty\n--> a.md:2:5");
    }

    #[test]
    fn what_a_line_hides_is_drawn() {
        let drawn = "error: it is empty\n --> a.md:1:4\n  |\n1 | a␛· b\n  |    ^";
        check("a.md", "a\u{1b}\u{9c} b", 4..5, drawn);
    }

    #[test]
    fn what_a_path_hides_is_named() {
        check(
            "a\u{1b}[31m\n.md",
            "one",
            0..3,
            "error: it is empty\n --> aU+001B[31mU+000A.md:1:1\n  |\n1 | one\n  | ^^^",
        );
    }
}
