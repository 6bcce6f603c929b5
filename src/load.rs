//! From a project's folder to [`Sources`]: every file that a build reads, as bytes, with nothing
//! judged but what cannot be read as a file at all. The only stage that reads the project,
//! but for static files, which are read again where they are copied.

mod builtin;
mod fingerprint;
mod glance;
mod root;
mod stat;
mod theme;
mod tree;

use std::path::{Path, PathBuf};

use bytes::Bytes;

pub use glance::glance;
pub use root::find_root;
pub use stat::Stat;
pub use theme::ThemeFiles;

use crate::problem::{Exit, Failure, Place, Problem, Problems, Rule};
use tree::Tree;

/// The most bytes that a file of content or theme may have, static files apart.
const MAX_FILE: u64 = 1 << 20;
/// The most bytes that content may have in all, static files apart; and a theme.
const MAX_IN_ALL: u64 = 64 << 20;
/// The most bytes that templates may have in all: compiled they take some 60 times as much.
const MAX_TEMPLATES: u64 = 4 << 20;

/// Everything that a build reads.
#[derive(Debug)]
pub struct Sources {
    /// `content/site.toml`.
    pub site: Slot,
    /// `content/home.toml`, where it exists.
    pub home: Slot,
    /// What lies right in `content/`, by name, leftovers of editors apart; folders end with `/`.
    pub names: Vec<String>,
    /// What lies in `content/codes/`, by path, leftovers of editors apart.
    pub codes: Vec<RawFile>,
    /// Causes and translations.
    pub lexicon: LexiconFiles,
    /// What lies in `content/static/`, by path.
    pub static_files: Vec<FoundFile>,
    /// The theme that was asked for, or that `site.toml` names; `None` if there is no such folder.
    pub theme: Option<ThemeFiles>,
    /// The names of the themes that there are.
    pub theme_names: Vec<String>,
}

/// The files about causes and translations; a project may have none of them.
#[derive(Debug)]
pub struct LexiconFiles {
    /// `content/sources.toml`.
    pub sources: Slot,
    /// `content/causes.toml`.
    pub causes: Slot,
    /// `content/events.toml`.
    pub events: Slot,
    /// What lies in `content/translations/`, by path, leftovers of editors apart.
    pub products: Vec<RawFile>,
}

/// A file that has its own place in a project or theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// It is there.
    File(RawFile),
    /// It is not there.
    Missing,
    /// It cannot be read as a file, which is a problem already.
    Unreadable,
}

/// A file and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// Relative to the project's root, with `/`.
    pub path: String,
    /// Its bytes as they lie on the disk.
    pub bytes: Bytes,
}

/// A file that is read when it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Relative to the project's root, with `/`.
    pub path: String,
    /// Where its bytes are.
    pub source: PathBuf,
    /// Its size in bytes when it was found.
    pub size: u64,
}

impl FoundFile {
    /// The path of a static file below `content/static/`.
    pub fn inner_path(&self) -> &str {
        self.path.strip_prefix("content/static/").unwrap_or(&self.path)
    }
}

impl Sources {
    /// Reads the project at `root`. `theme` is the theme that the command line asks for.
    ///
    /// # Errors
    /// A [`Failure`] where the disk refuses, or where no such theme exists.
    pub fn load(root: &Path, theme: Option<&str>, problems: &Problems) -> Result<Self, Failure> {
        let tree = Tree::new(root, problems)?;
        let site = tree.read(root::SITE);
        if site == Slot::Missing {
            return Err(root::no_site(root));
        }
        let home = tree.read("content/home.toml");
        let found = tree.files("content/codes", is_leftover)?;
        let products = tree.files("content/translations", is_leftover)?;
        let all = found.iter().chain(&products);
        refuse_too_much("content has", "content/codes", all, MAX_IN_ALL)?;
        let codes = tree.read_all(&found);
        let lexicon = LexiconFiles {
            sources: tree.read("content/sources.toml"),
            causes: tree.read("content/causes.toml"),
            events: tree.read("content/events.toml"),
            products: tree.read_all(&products),
        };
        let names = tree.names("content")?;
        let static_files = tree.files("content/static", is_left_out)?;
        tree.try_to_open(&static_files);
        let (theme, theme_names) = theme::choose(&tree, theme, &site)?;
        Ok(Self { site, home, names, codes, lexicon, static_files, theme, theme_names })
    }

    /// The theme; all else is forgotten.
    pub fn into_theme(self) -> Option<ThemeFiles> {
        self.theme
    }
}

/// Refuses more than `most` bytes before any of them are read. `what`, such as "content has", lies at
/// `path`.
fn refuse_too_much<'a>(
    what: &str,
    path: &str,
    files: impl Iterator<Item = &'a FoundFile>,
    most: u64,
) -> Result<(), Failure> {
    // Files beyond their own bound are not read; each is a problem of its own.
    let sizes = files.map(|file| file.size).filter(|size| *size <= MAX_FILE);
    let size: u64 = sizes.sum();
    if size <= most {
        return Ok(());
    }
    let message = format!("{what} {} MiB, more than {} MiB", size >> 20, most >> 20);
    let problem = Problem::at(Place::path(path), Rule::TooLarge, message);
    Err(Failure {
        exit: Exit::Problems,
        problems: vec![problem.help("take out what no page needs")],
    })
}

/// What editors leave behind, and the note for those who browse the folder.
fn is_leftover(name: &str) -> bool {
    let backup = name.starts_with('#') && name.ends_with('#');
    name.starts_with('.') || name.ends_with('~') || name == "4913" || backup || name == "README.md"
}

/// Whether no build reads a file of that name, wherever it lies.
pub fn is_left_out(name: &str) -> bool {
    is_leftover(name) && name != ".well-known" && name != "README.md"
}
