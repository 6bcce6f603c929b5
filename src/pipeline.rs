//! The stages in order, a line each: the only code that sees them all.

use std::path::{Path, PathBuf};

use crate::check::check;
use crate::inspect::inspect;
use crate::load::Sources;
use crate::minify;
use crate::model::BaseUrl;
use crate::problem::{Failure, Problems};
use crate::publish::disk::System;
use crate::publish::{Means, Report, publish_with};
use crate::render::{Finish, Site, render};
use crate::theme::Theme;

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

/// The site in memory, with every check done and nothing written.
///
/// # Errors
/// Every problem of content and theme, or what the disk refused.
pub fn site(project: &Project) -> Result<Site, Failure> {
    site_finished_by(project, minify::page)
}

/// [`site`], with `finish` in the place of the minifier.
///
/// # Errors
/// As for [`site`].
pub fn site_finished_by(project: &Project, finish: Finish) -> Result<Site, Failure> {
    let problems = Problems::default();
    let sources = Sources::load(&project.root, project.theme.as_deref(), &problems)?;
    let knowledge = check(&sources, project.base_url.as_ref(), &problems);
    let settings = knowledge.as_ref().map(|knowledge| &knowledge.settings);
    let language = settings.map_or("en", |settings| &settings.language);
    let base_url = settings.map(|settings| &settings.base_url);
    let files = sources.theme.as_ref();
    let theme = files.and_then(|files| Theme::compile(files, base_url, language, &problems));
    let (Some(knowledge), Some(theme), true) = (knowledge, theme, problems.is_empty()) else {
        return problems.unless_any(Site::default());
    };
    let site = render(&knowledge, theme, finish, &problems);
    if problems.is_empty() {
        inspect(&site, &knowledge.settings.base_url, &problems);
    }
    problems.unless_any(site)
}

/// Writes the site of `project` to `out`; `notice` is told what that waits for.
///
/// # Errors
/// As for [`site`], or what the disk refused.
pub fn build(
    project: &Project,
    out: &Path,
    notice: &dyn Fn(&str),
) -> Result<(Site, Report), Failure> {
    let site = site(project)?;
    let means = Means { disk: &System, notice };
    let report = publish_with(&site, out, &project.root, means)?;
    Ok((site, report))
}
