//! A theme: from its files to compiled templates, the words of the interface, and the assets as
//! they are published. Every mistake of the theme that shows without rendering is found here.
//!
//! 1. [`manifest`] reads in `theme.toml` which style sheets and scripts belong together.
//! 2. [`assets`] joins and minifies those, and names each asset by its content; [`joined`] leads from
//!    a mistake in the whole back to the part that it stands in.
//! 3. [`words`] chooses the words of the site's language.
//! 4. [`bounds`] refuses templates that the engine would not survive: [`tags`] says how deep their
//!    tags stand in each other, [`calls`] who calls whom, both by the [`marks`] in the text.
//! 5. [`templates`] compiles the others, on a thread of [`crate::threads`].
//! 6. [`press`] makes pages on all processors, and [`page`] renders them, within the bounds of
//!    [`overrun`], the one of [`depth`] among them.
//! 7. What the engine refuses in 5 and 6 becomes a problem at its place in [`mistakes`], in the words
//!    of [`wording`].
//!
//! [`written`] leads from what a finished page shows back to the template that holds it.

mod assets;
mod bounds;
mod calls;
mod depth;
mod joined;
mod manifest;
mod marks;
mod mistakes;
mod overrun;
mod page;
mod press;
mod tags;
mod templates;
mod wording;
mod words;
pub mod written;

pub use assets::Asset;
pub use press::{Desk, Spoilt};
pub use templates::Templates;
pub use words::Words;

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;

use crate::load::ThemeFiles;
use crate::memory::Memory;
use crate::problem::Problems;

/// A theme that is ready to render.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The compiled templates.
    pub templates: Templates,
    /// The words of the site's language.
    pub words: Words,
    /// Every asset, by name.
    pub assets: Vec<Asset>,
    /// Finished pages, by what they show: nothing is remembered unless this is replaced.
    pub pages: Arc<Memory<Bytes>>,
}

impl Theme {
    /// Compiles a theme for a site below the path `root`, which ends with `/`, in `language` (BCP 47).
    pub fn compile(
        files: &ThemeFiles,
        root: &str,
        language: &str,
        problems: &Problems,
    ) -> Option<Self> {
        let bundles = manifest::bundles(files, problems);
        let assets = assets::publish(files, &bundles, problems);
        let words = words::choose(files, language, problems);
        let urls = assets.iter().map(|asset| (asset.name.clone(), asset.url(root))).collect();
        let templates = Templates::compile(files, urls, problems);
        let (templates, words) = (templates?, words?);
        Some(Self { templates, words, assets, pages: Arc::new(Memory::nothing()) })
    }

    /// The page of `template` that shows `view`, a map, with `finish` done to it.
    ///
    /// # Errors
    /// Those of [`Templates::render`].
    pub fn page(
        &self,
        template: &str,
        view: &impl Serialize,
        desk: &Desk,
        finish: impl FnOnce(&[u8]) -> Bytes,
    ) -> Result<Bytes, Spoilt> {
        self.pages.recall(
            || self.templates.origin(template, view),
            || Ok(finish(&self.templates.render(template, view, desk)?)),
        )
    }
}
