//! Problems for people: drawn in the layout of rustc by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Place, Problem};

/// Draws one problem, with escape sequences for colour; the stream drops them where they do not
/// belong. A line that is longer than `width` columns is shown in part, around the mistake.
pub fn draw(problem: &Problem, width: Option<usize>) -> String {
    let title = Level::ERROR.primary_title(&problem.message);
    let mut group = match &problem.place {
        None => Group::with_title(title),
        Some(Place { file, span: None }) => title.element(Origin::path(&file.path)),
        Some(Place { file, span: Some(span) }) => {
            let start = file.boundary(span.start);
            let end = file.boundary(span.end.max(start));
            title.element(
                Snippet::source(&file.text)
                    .path(&file.path)
                    .annotation(AnnotationKind::Primary.span(start..end)),
            )
        }
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
