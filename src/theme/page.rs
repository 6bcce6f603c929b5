//! A page on its way: begun now, asked for later. While its template runs, another can be finished.

use serde::Serialize;

use super::Theme;
use super::mistakes::Mistake;
use super::templates::Rendering;
use crate::memory::{Asked, Memory};

/// A page that was made before, or is being rendered.
#[derive(Debug)]
pub struct Page<'a> {
    memory: &'a Memory<Vec<u8>>,
    state: State<'a>,
}

#[derive(Debug)]
enum State<'a> {
    Known(Vec<u8>),
    Rendering(Option<u128>, Rendering<'a>),
}

impl Theme {
    /// Begins a page; `view` is a map of what the template sees.
    ///
    /// # Errors
    /// Where the view cannot be shown to a template.
    pub fn begin_page(
        &self,
        template: &'static str,
        view: &impl Serialize,
    ) -> Result<Page<'_>, Mistake> {
        let memory = &self.pages;
        let state = match memory.ask(|| self.templates.origin(template, view)) {
            Asked::Known(html) => State::Known(html),
            Asked::Unknown(key) => {
                State::Rendering(key, self.templates.begin_page(template, view)?)
            }
        };
        Ok(Page { memory, state })
    }
}

impl Page<'_> {
    /// The page, once it is there, with `finish` done to it.
    ///
    /// # Errors
    /// The mistake of the theme that stops the page.
    pub fn finish(self, finish: impl Fn(&[u8]) -> Vec<u8>) -> Result<Vec<u8>, Mistake> {
        match self.state {
            State::Known(html) => Ok(html),
            State::Rendering(key, page) => {
                let html = finish(&page.page()?);
                self.memory.keep(key, &html);
                Ok(html)
            }
        }
    }
}
