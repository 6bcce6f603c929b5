//! What all pages of a class of codes show, made once for them: by a template of its own, before
//! them, so that what is wrong with it is told of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pages::Mistakes;
use super::parts;
use super::views::ClassIndexView;
use crate::model::{Class, Entry, KnowledgeBase, Route};
use crate::theme::{Desk, Theme};

/// The template; a theme without it has no such part.
pub const TEMPLATE: &str = "class-index.html";

/// What [`TEMPLATE`] makes of each class, empty where it makes a mistake; none where the theme has no
/// such template. And its mistakes, as each page of a class would meet them.
pub fn of_all(
    base: &Arc<KnowledgeBase>,
    theme: &Arc<Theme>,
) -> (BTreeMap<Class, String>, Mistakes) {
    if !theme.templates.has(TEMPLATE) {
        return Default::default();
    }
    let make = {
        let (base, theme) = (base.clone(), theme.clone());
        move |at: usize, desk: &Desk| {
            let view = classes(&base).nth(at).map(|entries| view(&base, entries));
            theme.templates.render(TEMPLATE, &view, desk).map(Into::into)
        }
    };
    let templates = vec![TEMPLATE; classes(base).count()];
    let made = theme.templates.pages(&templates, Arc::new(make));
    let (mut indexes, mut mistakes) = (BTreeMap::new(), Mistakes::default());
    for (html, entries) in made.zip(classes(base)) {
        let index: &mut String = indexes.entry(entries[0].code.class()).or_default();
        match html {
            Some(Ok(html)) => *index = String::from_utf8_lossy(&html).into_owned(),
            Some(Err(mistake)) => entries
                .iter()
                .for_each(|entry| mistakes.add(mistake.clone(), &Route::code(entry.code).output())),
            None => {}
        }
    }
    (indexes, mistakes)
}

/// The entries of each class, by number.
fn classes(base: &KnowledgeBase) -> impl Iterator<Item = &[Entry]> {
    base.entries.chunk_by(|one, next| one.code.class() == next.code.class())
}

fn view(base: &KnowledgeBase, entries: &[Entry]) -> ClassIndexView {
    let class = entries[0].code.class().pattern();
    ClassIndexView { class, index: parts::index(base, entries) }
}
