//! The stages in order, a line each: the only code that sees them all.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use crate::check;
use crate::inspect::{Guide, Looks, inspect};
use crate::load::{Sources, ThemeFiles, glance};
use crate::memory::Memory;
use crate::minify::Pages;
use crate::model::BaseUrl;
use crate::problem::{Failure, Problems};
use crate::publish::disk::System;
use crate::publish::{self, Current, Inputs, Means, Report, publish};
use crate::render::{Finish, Site, render};
use crate::theme::{Theme, written};
use crate::threads::{free, on_all_processors};

/// A project, and what the command line says instead of its settings.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds `content/site.toml`.
    pub root: PathBuf,
    /// Takes the place of `base_url` in `site.toml`.
    pub base_url: Option<BaseUrl>,
    /// A folder of `themes/`; takes the place of `theme` in `site.toml`.
    pub theme: Option<String>,
}

/// What is done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are read.
    Load,
    /// The content is checked, the theme compiled.
    Check,
    /// Pages are made.
    Render,
    /// Pages are looked at.
    Inspect,
    /// The site is written.
    Publish,
}

/// Who is told of a build while it runs.
pub struct Told<'a> {
    /// Of each stage as it begins.
    pub stage: &'a dyn Fn(Stage),
    /// Of what it waits for, as it begins to wait.
    pub notice: &'a dyn Fn(&str),
}

impl Default for Told<'_> {
    /// Nobody is told.
    fn default() -> Self {
        Self { stage: &|_| (), notice: &|_| () }
    }
}

impl Stage {
    /// What a person reads while it lasts.
    pub fn words(self) -> &'static str {
        match self {
            Self::Load => "reading",
            Self::Check => "checking",
            Self::Render => "rendering",
            Self::Inspect => "looking at the pages",
            Self::Publish => "writing",
        }
    }
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// How many codes have a page.
    pub codes: usize,
    /// How many of the files are pages.
    pub pages: usize,
    /// What was written, and what was not.
    pub report: Report,
}

/// The site in memory, with every check done and nothing written; `told` hears of each stage.
///
/// # Errors
/// Every problem of content and theme, or what the disk refused.
pub fn site(project: &Project, told: &dyn Fn(Stage)) -> Result<Site, Failure> {
    site_again(project, minifier(), &mut Kept::nothing(), told)
}

/// What makes pages small.
fn minifier() -> Finish {
    let pages = Pages::default();
    Arc::new(move |html| pages.minify(html))
}

/// What stays from one build to the next, so that the next need not make it again. It serves one
/// project, whose pages are always finished in the same way.
#[derive(Debug)]
pub struct Kept {
    theme: Option<(u128, Arc<Theme>)>,
    looks: Looks,
}

/// [`site`], with `finish` in the place of the minifier, and what is kept from the last time.
///
/// # Errors
/// As for [`site`].
pub fn site_again(
    project: &Project,
    finish: Finish,
    kept: &mut Kept,
    told: &dyn Fn(Stage),
) -> Result<Site, Failure> {
    let work = Work { project, finish, told };
    let problems = Problems::default();
    let sources = work.load(&problems)?;
    work.site(sources, kept, problems)
}

/// Writes the site of `project` to `out`. Where the last build began with the same, and what it
/// wrote is still there, nothing is to be done.
///
/// # Errors
/// As for [`site`], or what the disk refused.
pub fn build(project: &Project, out: &Path, told: &Told<'_>) -> Result<Built, Failure> {
    let root = &project.root;
    let glanced = || glance(root).map(|glance| glance ^ project.says());
    let (glance, last) =
        on_all_processors(|| rayon::join(glanced, || publish::last_build(out, root)));
    if let Some(current) = last.as_ref().zip(glance).and_then(|(last, glance)| last.saw(glance)) {
        return Ok(Built::already(&current));
    }
    let work = Work { project, finish: minifier(), told: told.stage };
    let problems = Problems::default();
    let sources = work.load(&problems)?;
    let inputs = on_all_processors(|| inputs(&sources, project, glance));
    let last = last.filter(|_| problems.is_empty());
    if let Some(current) = last.and_then(|last| last.was_of(&inputs)) {
        return Ok(Built::already(&current));
    }
    let mut kept = Kept::nothing();
    let site = work.site(sources, &mut kept, problems);
    free(kept);
    let site = site?;
    (told.stage)(Stage::Publish);
    let means = Means { disk: &System, notice: told.notice, inputs: Some(&inputs) };
    let report = publish(&site, out, root, means)?;
    let (codes, pages) = (site.codes, site.pages.len());
    free(site);
    Ok(Built { codes, pages, report })
}

impl Project {
    /// The hash of what the command line says instead of the settings.
    fn says(&self) -> u128 {
        xxh3_128(format!("{:?} {:?}", self.base_url, self.theme).as_bytes())
    }
}

impl Built {
    /// A build that found its site in place.
    fn already(current: &Current) -> Self {
        let report = Report { unchanged: current.files, ..Report::default() };
        Self { codes: current.codes, pages: current.pages, report }
    }
}

/// What is made of what, and who is told.
struct Work<'a> {
    project: &'a Project,
    finish: Finish,
    told: &'a dyn Fn(Stage),
}

impl Work<'_> {
    /// Reads everything; `problems` takes what cannot be read.
    fn load(&self, problems: &Problems) -> Result<Sources, Failure> {
        (self.told)(Stage::Load);
        let Project { root, theme, .. } = self.project;
        let load = || Sources::load(root, theme.as_deref(), problems);
        on_all_processors(load).map_err(|failure| problems.ended_by(failure))
    }

    /// From the sources to the site; `problems` holds what loading found.
    fn site(&self, sources: Sources, kept: &mut Kept, problems: Problems) -> Result<Site, Failure> {
        (self.told)(Stage::Check);
        let site = check::site(&sources, self.project.base_url.as_ref(), &problems);
        let settings = site.settings.as_ref();
        let root = settings.map_or("/", |it| it.base_url.path()).to_owned();
        let language = settings.map_or("en", |it| &it.language).to_owned();
        let checked = || check::check(&sources, site, &problems);
        let compiled = || kept.theme(sources.theme.as_ref()?, (&root, &language), &problems);
        let (knowledge, theme) = on_all_processors(|| rayon::join(checked, compiled));
        // Frees the content files before rendering, to keep the peak of memory low.
        let files = sources.into_theme();
        let (knowledge, mut theme, files) = match (knowledge, theme, files) {
            (Some(knowledge), Some(theme), Some(files)) if problems.is_empty() => {
                (knowledge, theme, files)
            }
            (_, theme, _) => {
                kept.theme = theme;
                return problems.unless_any(Site::default());
            }
        };
        (self.told)(Stage::Render);
        let knowledge = Arc::new(knowledge);
        let site = render(&knowledge, &mut theme.1, self.finish.clone(), &problems);
        kept.theme = Some(theme);
        if problems.is_empty() {
            (self.told)(Stage::Inspect);
            let find = |text: &str, template: &str| written::place(&files, text, template);
            let base_url = &knowledge.settings.base_url;
            let guide = Guide { base_url, looks: &kept.looks, find: &find };
            on_all_processors(|| inspect(&site, &guide, &problems));
        }
        free(knowledge);
        problems.unless_any(site)
    }
}

impl Kept {
    /// For a single build.
    pub fn nothing() -> Self {
        Self { theme: None, looks: Looks::nothing() }
    }

    /// For build after build.
    pub fn remembering() -> Self {
        Self { theme: None, looks: Looks::remembering() }
    }

    /// Whether a template still runs that was given up: once it ends, another build may go well.
    pub fn is_held_up(&self) -> bool {
        self.theme.as_ref().is_some_and(|(_, theme)| theme.templates.is_held_up())
    }

    /// The compiled theme for a site below `root` in `language`, and what it is known by; `None`
    /// where it has problems.
    fn theme(
        &mut self,
        files: &ThemeFiles,
        (root, language): (&str, &str),
        problems: &Problems,
    ) -> Option<(u128, Arc<Theme>)> {
        let key = files.fingerprint(&format!("{root} {language}"));
        if let Some(known) = self.theme.take().filter(|(known, _)| *known == key) {
            return Some(known);
        }
        let own = Problems::default();
        let theme = Theme::compile(files, root, language, &own);
        let is_whole = own.is_empty();
        problems.merge(own);
        let mut theme = theme.filter(|_| is_whole)?;
        if self.looks.remembers() {
            theme.pages = Arc::new(Memory::remembering());
        }
        Some((key, Arc::new(theme)))
    }
}

/// All that decides the site of `project`.
fn inputs(sources: &Sources, project: &Project, glance: Option<u128>) -> Inputs {
    let base_url = project.base_url.as_ref().map(ToString::to_string).unwrap_or_default();
    let copies = sources.static_files.iter();
    let copies = copies.map(|file| (file.inner_path().to_owned(), file.source.clone())).collect();
    Inputs { glance, texts: sources.fingerprint(&base_url), copies }
}
