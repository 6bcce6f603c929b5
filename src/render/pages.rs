//! Every page: its view through its template, then finished; on all processors at once, in one order.

use std::collections::BTreeMap;
use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use rayon::prelude::*;

use super::views::{ClassView, NotFoundView, PageView, SiteView};
use super::{Finish, cheat_sheet, code_page, fitted, home_page, lexicon_pages, parts};
use crate::model::{CauseEntry, Entry, KnowledgeBase, OutputPath, Route};
use crate::problem::{Place, Problem, Problems, Rule, while_rendering};
use crate::theme::{Draft, Pages, Theme};

/// How many pages a thread takes at a time.
const A_RUN: usize = 16;
/// How many of them are rendered together.
const TOGETHER: usize = 8;

/// The most bytes that all pages may have together.
const MAX_PAGES: usize = 256 << 20;

/// The output path of a page, its template, and its HTML or what became of that.
type Made<T> = (OutputPath, &'static str, T);

/// The pages in the order of [`subjects`].
pub fn render(
    base: &KnowledgeBase,
    theme: &mut Theme,
    finish: Finish<'_>,
    problems: &Problems,
) -> Vec<Made<Bytes>> {
    let has_sheet = theme.templates.has(cheat_sheet::TEMPLATE);
    theme.templates.begin();
    let shared = theme.templates.share("site", &site_view(base, has_sheet));
    let shared = shared.and_then(|()| theme.templates.share("words", &theme.words));
    if let Err(mistake) = shared {
        problems.push(mistake);
        return Vec::new();
    }
    let subjects = subjects(base, has_sheet);
    let templates = subjects.iter().map(Subject::template).collect();
    if !theme.templates.has_all(&templates, problems) {
        return Vec::new();
    }
    theme.pages.begin();
    Edition { base, theme, finish, size: AtomicUsize::new(0) }.pages(&subjects, problems)
}

/// What all pages are made of, and how many bytes they have so far.
struct Edition<'a> {
    base: &'a KnowledgeBase,
    theme: &'a Theme,
    finish: Finish<'a>,
    size: AtomicUsize,
}

impl Edition<'_> {
    fn pages(&self, subjects: &[Subject<'_>], problems: &Problems) -> Vec<Made<Bytes>> {
        let rendered = subjects.par_chunks(A_RUN).map(|run| self.in_turn(run));
        let rendered = rendered.flatten_iter().collect::<Vec<_>>();
        if self.is_too_large() {
            // Which pages were left out is chance, and so is what would be told of the others.
            problems.push(too_large());
            return Vec::new();
        }
        let mut pages = Vec::new();
        let mut mistakes = Mistakes::default();
        for (path, template, html) in rendered {
            match html {
                Ok(html) => pages.push((path, template, html)),
                Err(mistake) => mistakes.add(mistake, &path),
            }
        }
        mistakes.report(problems);
        pages
    }

    /// Renders pages some at a time; while their templates run, those before are finished.
    fn in_turn(&self, subjects: &[Subject<'_>]) -> Vec<Made<Result<Bytes, Problem>>> {
        let mut pages = Vec::new();
        let mut before: Option<(&[Subject<'_>], Pages<'_>)> = None;
        let alike = subjects.chunk_by(|one, next| one.template() == next.template());
        let together = alike.flat_map(|alike| alike.chunks(TOGETHER));
        let begun = together.take_while(|_| !self.is_too_large()).map(|together| {
            let drafts = together.iter().map(|subject| subject.draft(self.base, self.theme));
            Some((together, self.theme.begin_pages(together[0].template(), drafts)))
        });
        for begun in begun.chain([None]) {
            if let Some((subjects, rendering)) = mem::replace(&mut before, begun) {
                let finished = rendering.finish(|html| fitted((self.finish)(html)));
                let counted = finished.inspect(|html| self.count(html));
                let made = subjects.iter().zip(counted);
                pages.extend(made.map(|(page, html)| (page.output(), page.template(), html)));
            }
        }
        pages
    }

    fn count(&self, page: &Result<Bytes, Problem>) {
        let size = page.as_ref().map_or(0, Bytes::len);
        self.size.fetch_add(size, Ordering::Relaxed);
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

/// What a page is about.
enum Subject<'a> {
    Home,
    Code(&'a Entry),
    Causes,
    Cause(&'a CauseEntry),
    Translate,
    SameEvent,
    CheatSheet,
    NotFound,
}

/// Every page that the knowledge base gives reason for; those first that grow with it, so that
/// nobody waits for one of them in the end.
fn subjects(base: &KnowledgeBase, has_sheet: bool) -> Vec<Subject<'_>> {
    let lexicon = &base.lexicon;
    let mut subjects = vec![Subject::Home];
    subjects.extend(has_sheet.then_some(Subject::CheatSheet));
    subjects.push(Subject::NotFound);
    subjects.extend((!lexicon.products.is_empty()).then_some(Subject::Translate));
    subjects.extend((!lexicon.causes.is_empty()).then_some(Subject::Causes));
    subjects.extend((!lexicon.events.is_empty()).then_some(Subject::SameEvent));
    subjects.extend(base.entries.iter().map(Subject::Code));
    subjects.extend(lexicon.causes.iter().map(Subject::Cause));
    subjects
}

impl Subject<'_> {
    fn draft(&self, base: &KnowledgeBase, theme: &Theme) -> Result<Draft, Problem> {
        let (words, template) = (&theme.words, self.template());
        match self {
            Self::Home => theme.draft(template, &home_page::view(base, words)),
            Self::Code(entry) => theme.draft(template, &code_page::view(base, entry, words)),
            Self::Causes => theme.draft(template, &lexicon_pages::causes(base, words)),
            Self::Cause(entry) => theme.draft(template, &lexicon_pages::cause(base, words, entry)),
            Self::Translate => theme.draft(template, &lexicon_pages::translate(base, words)),
            Self::SameEvent => theme.draft(template, &lexicon_pages::same_event(base, words)),
            Self::CheatSheet => theme.draft(template, &cheat_sheet::view(base, words)),
            Self::NotFound => theme.draft(template, &not_found(base)),
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

    fn output(&self) -> OutputPath {
        match self {
            Self::Home => Route::home().output(),
            Self::Code(entry) => Route::code(entry.code).output(),
            Self::Causes => Route::causes().output(),
            Self::Cause(entry) => Route::cause(entry.cause).output(),
            Self::Translate => Route::translate().output(),
            Self::SameEvent => Route::same_event().output(),
            Self::CheatSheet => Route::cheat_sheet().output(),
            Self::NotFound => Route::not_found().output(),
        }
    }
}

/// Mistakes of templates, each once, with the pages that met it.
#[derive(Default)]
struct Mistakes(BTreeMap<(String, String), (Problem, Vec<String>)>);

impl Mistakes {
    fn add(&mut self, mistake: Problem, path: &OutputPath) {
        let place = mistake.place.as_ref().map(Place::label).unwrap_or_default();
        let met = self.0.entry((place, mistake.message.clone())).or_insert((mistake, Vec::new()));
        met.1.push(path.route().as_str().to_owned());
    }

    fn report(self, problems: &Problems) {
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
        classes: classes(base),
        support: parts::support(base),
    }
}

fn classes(base: &KnowledgeBase) -> Vec<ClassView> {
    let classes = base.entries.chunk_by(|one, next| one.code.class() == next.code.class());
    let view = |entries: &[Entry]| ClassView {
        pattern: entries[0].code.class().pattern(),
        index: parts::index(base, entries),
    };
    classes.map(view).collect()
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
