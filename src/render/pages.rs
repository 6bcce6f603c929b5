//! Every page: its view through its template, then finished.

use std::collections::BTreeMap;

use serde::Serialize;

use super::views::{NotFoundView, PageView, SiteView};
use super::{Finish, code_page, home_page, parts};
use crate::model::{KnowledgeBase, OutputPath, Route};
use crate::problem::Problems;
use crate::theme::{Mistake, Templates, Theme};

/// The pages by their output paths.
pub fn render(
    base: &KnowledgeBase,
    theme: &mut Theme,
    finish: Finish,
    problems: &Problems,
) -> Vec<(OutputPath, Vec<u8>)> {
    let mut mistakes = Mistakes::default();
    let site = site_view(base);
    let shared = theme.templates.share("site", &site);
    let shared = shared.and_then(|()| theme.templates.share("words", &theme.words));
    if let Err(mistake) = shared {
        problems.push(mistake.into_problem());
        return Vec::new();
    }
    let mut pages = Vec::new();
    let templates = &theme.templates;
    let mut add = |path: OutputPath, template: &str, view: &dyn ErasedView| match view
        .render(templates, template)
    {
        Ok(html) => pages.push((path, finish(&html))),
        Err(mistake) => mistakes.add(mistake, &path),
    };
    add(Route::home().output(), "home.html", &home_page::view(base, &theme.words));
    for entry in &base.entries {
        add(Route::code(entry.code).output(), "code.html", &code_page::view(base, entry));
    }
    add(OutputPath::new("404.html"), "404.html", &not_found(base));
    mistakes.report(problems);
    pages
}

/// A view of any page.
trait ErasedView {
    fn render(&self, templates: &Templates, template: &str) -> Result<Vec<u8>, Mistake>;
}

impl<View: Serialize> ErasedView for View {
    fn render(&self, templates: &Templates, template: &str) -> Result<Vec<u8>, Mistake> {
        templates.render(template, self)
    }
}

/// Mistakes of templates, each once, with the pages that met it.
#[derive(Default)]
struct Mistakes(BTreeMap<(String, String), (Mistake, Vec<String>)>);

impl Mistakes {
    fn add(&mut self, mistake: Mistake, path: &OutputPath) {
        let place = mistake.place.as_ref().map(crate::problem::Place::label).unwrap_or_default();
        let met = self.0.entry((place, mistake.message.clone())).or_insert((mistake, Vec::new()));
        met.1.push(path.route().as_str().to_owned());
    }

    fn report(self, problems: &Problems) {
        for (mut mistake, pages) in self.0.into_values() {
            let first = pages.first().map_or("", String::as_str);
            let more = match pages.len() {
                1 => String::new(),
                2 => " and 1 more page".to_owned(),
                count => format!(" and {} more pages", count - 1),
            };
            mistake.message = format!("{}, while rendering {first}{more}", mistake.message);
            problems.push(mistake.into_problem());
        }
    }
}

fn site_view(base: &KnowledgeBase) -> SiteView {
    let settings = &base.settings;
    SiteView {
        title: settings.title.clone(),
        brand: settings.brand.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        root: settings.base_url.path().to_owned(),
        url: settings.base_url.to_string(),
        index_url: settings.base_url.relative(&OutputPath::new("codes.json").route()),
        count: base.entries.len(),
        support: parts::support(base),
    }
}

fn not_found(base: &KnowledgeBase) -> NotFoundView {
    NotFoundView {
        page: PageView {
            kind: "not-found",
            title: format!("{} · {}", base.settings.title, base.settings.brand),
            description: base.settings.description.clone(),
            canonical: None,
            json_ld: None,
            edit_url: None,
        },
        codes: base.entries.iter().map(|entry| parts::link(base, entry)).collect(),
        registered: crate::registry::all().iter().map(|record| record.code).collect(),
    }
}
