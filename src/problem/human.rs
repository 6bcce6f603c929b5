//! Problems for people: drawn in the layout of rustc by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Place, Problem};

/// Draws one problem, with escape sequences for colour; the stream drops them where they do not
/// belong.
pub fn draw(problem: &Problem) -> String {
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
    Renderer::styled().render(&[group])
}
