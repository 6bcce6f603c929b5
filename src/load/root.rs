//! The project's folder: the one that was named, or the nearest from here upwards. A folder without
//! `content/site.toml` is none.

use std::path::{Path, PathBuf};

use crate::problem::Failure;

/// The file that makes a folder a project's.
pub const SITE: &str = "content/site.toml";

/// The folder `named`, or else the nearest one from `here` upwards.
///
/// # Errors
/// A [`Failure`] where that is no project's.
pub fn find_root(named: Option<&Path>, here: &Path) -> Result<PathBuf, Failure> {
    let is_project = |folder: &Path| folder.join(SITE).exists();
    let start = named.unwrap_or(here).canonicalize().ok();
    let found = start.and_then(|start| {
        let reach = if named.is_some() { 1 } else { usize::MAX };
        start.ancestors().take(reach).find(|folder| is_project(folder)).map(Path::to_owned)
    });
    found.ok_or_else(|| match named {
        Some(named) => no_site(named),
        None => {
            no_project(format!("neither {} nor a folder above it holds {SITE}", here.display()))
        }
    })
}

/// A folder that was to be a project's holds no settings.
pub fn no_site(root: &Path) -> Failure {
    no_project(format!("{} holds no {SITE}", root.display()))
}

fn no_project(message: String) -> Failure {
    let help = "run this inside a knowledge base, or name one with `--root DIR`";
    Failure::usage(message, help)
}
