//! Every page: its view through its template, then finished; on all processors at once, in one order.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use serde::Serialize;

use super::views::{NotFoundView, PageView, SiteView};
use super::{Finish, cheat_sheet, class_index, code_page, fitted, home_page, lexicon_pages, parts};
use crate::model::{Class, KnowledgeBase, OutputPath, Route};
use crate::problem::{Place, Problem, Problems, Rule, while_rendering};
use crate::theme::{Desk, Spoilt, Theme};

/// The most bytes that all pages may have together.
const MAX_PAGES: usize = 256 << 20;

/// A page: its output path, its template, and its HTML.
type Page = (OutputPath, &'static str, Bytes);

/// The pages in the order of [`subjects`].
pub fn render(
    base: &Arc<KnowledgeBase>,
    theme: &mut Arc<Theme>,
    finish: Finish,
    problems: &Problems,
) -> Vec<Page> {
    let has_sheet = theme.templates.has(cheat_sheet::TEMPLATE);
    if let Err(mistake) = share(base, Arc::make_mut(theme), has_sheet) {
        problems.push(mistake);
        return Vec::new();
    }
    let subjects = subjects(base, has_sheet);
    let templates: Vec<_> = subjects.iter().map(Subject::template).collect();
    let part = theme.templates.has(class_index::TEMPLATE).then_some(class_index::TEMPLATE);
    if !theme.templates.has_all(&templates.iter().copied().chain(part).collect(), problems) {
        return Vec::new();
    }
    let (class_indexes, mistakes) = class_index::of_all(base, theme);
    // One that was given up may go on taking memory: no page is made beside it.
    let is_taking = !mistakes.is_empty() && theme.templates.is_held_up();
    mistakes.report(problems);
    if is_taking {
        return Vec::new();
    }
    theme.pages.begin();
    let (base, theme) = (base.clone(), theme.clone());
    let size = AtomicUsize::new(0);
    let edition = Arc::new(Edition { base, theme, finish, subjects, class_indexes, size });
    edition.pages(&templates, problems)
}

/// Puts what all pages show where every template sees it.
fn share(base: &KnowledgeBase, theme: &mut Theme, has_sheet: bool) -> Result<(), Problem> {
    theme.templates.share("site", &site_view(base, has_sheet))?;
    theme.templates.share("words", &theme.words)
}

/// What all pages are made of, and how many bytes they have so far.
struct Edition {
    base: Arc<KnowledgeBase>,
    theme: Arc<Theme>,
    finish: Finish,
    subjects: Vec<Subject>,
    /// What the pages of each class share, where the theme has such a part.
    class_indexes: BTreeMap<Class, String>,
    size: AtomicUsize,
}

impl Edition {
    fn pages(self: Arc<Self>, templates: &[&'static str], problems: &Problems) -> Vec<Page> {
        let make = {
            let edition = self.clone();
            move |page: usize, desk: &Desk| edition.page(edition.subjects[page], desk)
        };
        let made = self.theme.templates.pages(templates, Arc::new(make));
        if self.is_too_large() {
            // Which pages were left out is chance, and so is what would be told of the others.
            problems.push(too_large());
            return Vec::new();
        }
        let mut pages = Vec::new();
        let mut mistakes = Mistakes::default();
        for (html, subject) in made.zip(&self.subjects) {
            let path = subject.output(&self.base);
            match html {
                Some(Ok(html)) => pages.push((path, subject.template(), html)),
                Some(Err(mistake)) => mistakes.add(mistake, &path),
                None => {}
            }
        }
        mistakes.report(problems);
        pages
    }

    fn page(&self, subject: Subject, desk: &Desk) -> Result<Bytes, Spoilt> {
        if self.is_too_large() {
            // Nobody will see it: there is no site.
            return Ok(Bytes::new());
        }
        let page = subject.page(self, desk)?;
        self.size.fetch_add(page.len(), Ordering::Relaxed);
        Ok(page)
    }

    fn is_too_large(&self) -> bool {
        self.size.load(Ordering::Relaxed) > MAX_PAGES
    }
}

fn too_large() -> Problem {
    let message = format!("all pages together grow beyond {} MiB", MAX_PAGES >> 20);
    let problem = Problem::nowhere(Rule::TooLarge, message);
    problem.help("let the templates show less on each page")
}

/// What a page is about; codes and causes by their place among others.
#[derive(Clone, Copy)]
enum Subject {
    Home,
    Code(usize),
    Causes,
    Cause(usize),
    Translate,
    SameEvent,
    CheatSheet,
    NotFound,
}

/// Every page that the knowledge base gives reason for; those first that grow with it, so that
/// nobody waits for one of them in the end.
fn subjects(base: &KnowledgeBase, has_sheet: bool) -> Vec<Subject> {
    let lexicon = &base.lexicon;
    let mut subjects = vec![Subject::Home];
    subjects.extend(has_sheet.then_some(Subject::CheatSheet));
    subjects.push(Subject::NotFound);
    subjects.extend((!lexicon.products.is_empty()).then_some(Subject::Translate));
    subjects.extend((!lexicon.causes.is_empty()).then_some(Subject::Causes));
    subjects.extend((!lexicon.events.is_empty()).then_some(Subject::SameEvent));
    subjects.extend((0..base.entries.len()).map(Subject::Code));
    subjects.extend((0..lexicon.causes.len()).map(Subject::Cause));
    subjects
}

impl Subject {
    fn page(self, edition: &Edition, desk: &Desk) -> Result<Bytes, Spoilt> {
        let (base, words) = (&*edition.base, &edition.theme.words);
        let plate = Plate { edition, template: self.template(), desk };
        match self {
            Self::Home => plate.print(&home_page::view(base, words)),
            Self::Code(at) => {
                let entry = &base.entries[at];
                let class_index = edition.class_indexes.get(&entry.code.class()).cloned();
                plate.print(&code_page::view(base, entry, words, class_index))
            }
            Self::Causes => plate.print(&lexicon_pages::causes(base, words)),
            Self::Cause(at) => {
                plate.print(&lexicon_pages::cause(base, words, &base.lexicon.causes[at]))
            }
            Self::Translate => plate.print(&lexicon_pages::translate(base, words)),
            Self::SameEvent => plate.print(&lexicon_pages::same_event(base, words)),
            Self::CheatSheet => plate.print(&cheat_sheet::view(base, words)),
            Self::NotFound => plate.print(&not_found(base)),
        }
    }

    fn template(&self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::Code(_) => "code.html",
            Self::Causes => "causes.html",
            Self::Cause(_) => "cause.html",
            Self::Translate => "translate.html",
            Self::SameEvent => "same_event.html",
            Self::CheatSheet => cheat_sheet::TEMPLATE,
            Self::NotFound => "404.html",
        }
    }

    fn output(self, base: &KnowledgeBase) -> OutputPath {
        match self {
            Self::Home => Route::home().output(),
            Self::Code(at) => Route::code(base.entries[at].code).output(),
            Self::Causes => Route::causes().output(),
            Self::Cause(at) => Route::cause(base.lexicon.causes[at].cause).output(),
            Self::Translate => Route::translate().output(),
            Self::SameEvent => Route::same_event().output(),
            Self::CheatSheet => Route::cheat_sheet().output(),
            Self::NotFound => Route::not_found().output(),
        }
    }
}

/// What a page is printed with.
struct Plate<'a> {
    edition: &'a Edition,
    template: &'static str,
    desk: &'a Desk,
}

impl Plate<'_> {
    fn print(&self, view: &impl Serialize) -> Result<Bytes, Spoilt> {
        let Edition { theme, finish, .. } = self.edition;
        theme.page(self.template, view, self.desk, |html| fitted(finish(html)))
    }
}

/// Mistakes of templates, each once, with the pages that met it.
#[derive(Default)]
pub struct Mistakes(BTreeMap<(String, String), (Problem, Vec<String>)>);

impl Mistakes {
    /// Adds what the page at `path` met.
    pub fn add(&mut self, mistake: Problem, path: &OutputPath) {
        let place = mistake.place.as_ref().map(Place::label).unwrap_or_default();
        let met = self.0.entry((place, mistake.message.clone())).or_insert((mistake, Vec::new()));
        met.1.push(path.route().as_str().to_owned());
    }

    /// Whether no page met any.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells them all.
    pub fn report(self, problems: &Problems) {
        for (mut mistake, pages) in self.0.into_values() {
            let first = pages.first().map_or("", String::as_str);
            mistake.message = while_rendering(&mistake.message, first, pages.len());
            problems.push(mistake);
        }
    }
}

fn site_view(base: &KnowledgeBase, has_sheet: bool) -> SiteView {
    let (settings, lexicon) = (&base.settings, &base.lexicon);
    let url = |route: Route| settings.base_url.relative(&route);
    SiteView {
        title: settings.title.clone(),
        brand: settings.brand.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        root: settings.base_url.path().to_owned(),
        url: settings.base_url.to_string(),
        index_url: settings.base_url.relative(&OutputPath::new("codes.json").route()),
        causes_url: (!lexicon.causes.is_empty()).then(|| url(Route::causes())),
        translate_url: (!lexicon.products.is_empty()).then(|| url(Route::translate())),
        same_event_url: (!lexicon.events.is_empty()).then(|| url(Route::same_event())),
        cheat_sheet_url: has_sheet.then(|| url(Route::cheat_sheet())),
        count: base.entries.len(),
        support: parts::support(base),
    }
}

fn not_found(base: &KnowledgeBase) -> NotFoundView {
    NotFoundView {
        page: PageView {
            kind: "not-found",
            title: parts::site_title(base),
            description: base.settings.description.clone(),
            canonical: None,
            json_ld: None,
            edit_url: None,
        },
        codes: base.entries.iter().map(|entry| parts::link(base, entry)).collect(),
        registered: crate::registry::all().iter().map(|record| record.code).collect(),
    }
}
