//! The real knowledge base of this repository, built once a run and held in memory.

use std::sync::LazyLock;

use serde_json::Value;

use crate::project::{Project, Tree, repository};

/// A built site.
pub struct Built {
    pub files: Tree,
    /// `codes.json`.
    pub index: Value,
}

/// The site with the settings that the repository has.
pub static SITE: LazyLock<Built> = LazyLock::new(|| Built::new(&[]));

/// The site as it would lie below a path.
pub static BELOW_A_PATH: LazyLock<Built> =
    LazyLock::new(|| Built::new(&["--base-url", "https://example.com/kb"]));

impl Built {
    fn new(args: &[&str]) -> Self {
        let project = Project::copy_of(repository());
        project.build(args);
        let files = project.public();
        let index = serde_json::from_slice(&files["codes.json"]).unwrap();
        Self { files, index }
    }

    /// A text file of the site.
    #[track_caller]
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("the site has no {path}"));
        str::from_utf8(bytes).unwrap()
    }

    /// The pages with their paths.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let pages = self.files.iter().filter(|(path, _)| path.ends_with(".html"));
        pages.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    pub fn home(&self) -> &[u8] {
        &self.files["index.html"]
    }

    /// The absolute address of the site; ends with `/`.
    pub fn base_url(&self) -> &str {
        self.index["site"]["base_url"].as_str().unwrap()
    }

    /// The records of all codes.
    pub fn codes(&self) -> &[Value] {
        self.index["codes"].as_array().unwrap()
    }

    /// The record of a code.
    #[track_caller]
    pub fn code(&self, code: u64) -> &Value {
        let found = self.codes().iter().find(|record| record["code"] == code);
        found.unwrap_or_else(|| panic!("codes.json has no {code}"))
    }

    /// The numbers of all codes.
    pub fn numbers(&self) -> Vec<u64> {
        self.codes().iter().map(|record| record["code"].as_u64().unwrap()).collect()
    }
}

/// The texts of a list.
pub fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}
