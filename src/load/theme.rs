//! The files of one theme, and which theme that is.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::tree::Tree;
use super::{MAX_IN_ALL, MAX_TEMPLATES, RawFile, Slot, builtin, refuse_too_much};
use crate::problem::{Failure, Problem, Rule};

/// A theme's files: those of the project, or the built-in ones.
#[derive(Debug)]
pub struct ThemeFiles {
    /// The name of its folder in `themes/`.
    pub name: String,
    /// `theme.toml`, where it exists.
    pub manifest: Slot,
    /// `words.toml`, where it exists.
    pub words: Slot,
    /// The files of `templates/`, by path.
    pub templates: Vec<RawFile>,
    /// Those of them that could not be read, which are problems already: paths.
    pub unread: Vec<String>,
    /// The files of `assets/`, by path, with their bytes.
    pub assets: Vec<RawFile>,
}

impl ThemeFiles {
    /// Whether it has a template of this name, such as `code.html`.
    pub fn has_template(&self, name: &str) -> bool {
        let path = self.template_path(name);
        self.templates.iter().any(|template| template.path == path)
    }

    /// The path of the template `name`, whether it is there or not.
    pub fn template_path(&self, name: &str) -> String {
        format!("themes/{}/templates/{name}", self.name)
    }

    /// Reads `themes/NAME`; `None` where that leads out of the project, which is a problem already.
    fn load(tree: &Tree<'_>, name: &str) -> Result<Option<Self>, Failure> {
        let folder = format!("themes/{name}");
        if !tree.has_folder(&folder) {
            return Ok(None);
        }
        let found = |inner: &str| tree.files(&format!("{folder}/{inner}"), super::is_leftover);
        let (templates, assets) = (found("templates")?, found("assets")?);
        let inner = format!("{folder}/templates");
        refuse_too_much("the templates have", &inner, templates.iter(), MAX_TEMPLATES)?;
        let all = templates.iter().chain(&assets);
        refuse_too_much("the theme has", &folder, all, MAX_IN_ALL)?;
        let read = tree.read_all(&templates);
        let known: BTreeSet<_> = read.iter().map(|file| &file.path).collect();
        let unread = templates.into_iter().map(|found| found.path);
        let unread = unread.filter(|path| !known.contains(path)).collect();
        Ok(Some(Self {
            name: name.to_owned(),
            manifest: tree.read(&format!("{folder}/theme.toml")),
            words: tree.read(&format!("{folder}/words.toml")),
            templates: read,
            unread,
            assets: tree.read_all(&assets),
        }))
    }
}

/// The theme that the command line asks for, or else the one that `site.toml` names, where it is
/// there; and the names of all that are.
///
/// # Errors
/// A [`Failure`] where the disk refuses, or where there is no theme of the name `asked`.
pub fn choose(
    tree: &Tree<'_>,
    asked: Option<&str>,
    site: &Slot,
) -> Result<(Option<ThemeFiles>, Vec<String>), Failure> {
    let mut names = tree.folders("themes")?;
    let theme = match asked.map(str::to_owned).or_else(|| named_in(site)) {
        Some(name) if names.contains(&name) => ThemeFiles::load(tree, &name)?,
        Some(name) if name == builtin::NAME => Some(builtin::default_theme()),
        _ => None,
    };
    if !names.iter().any(|name| name == builtin::NAME) {
        names.insert(0, builtin::NAME.to_owned());
    }
    match (asked, theme) {
        (Some(name), None) if names.iter().all(|known| known != name) => {
            Err(no_such_theme(name, &names))
        }
        (_, theme) => Ok((theme, names)),
    }
}

/// The theme that `site.toml` names, as far as that can be read; `check` judges the rest.
fn named_in(site: &Slot) -> Option<String> {
    let Slot::File(site) = site else { return None };
    let text = str::from_utf8(&site.bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (settings, _) = DeTable::parse_recoverable(text);
    settings.get_ref().get("theme").and_then(|value| match value.get_ref() {
        DeValue::String(name) => Some(name.to_string()),
        _ => None,
    })
}

/// The command line asks for a theme that is not there.
fn no_such_theme(name: &str, themes: &[String]) -> Failure {
    let known = themes.join(", ");
    let problem = Problem::nowhere(Rule::UnknownTheme, format!("there is no theme `{name}`"));
    Failure::refused(problem.help(format!("name a folder of themes/: {known}")))
}
