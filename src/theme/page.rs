//! Pages on their way: begun now, asked for later. While templates run, other pages can be finished.

use bytes::Bytes;
use serde::Serialize;
use tera::Context;

use super::Theme;
use super::templates::Rendering;
use crate::memory::{Asked, Memory};
use crate::problem::Problem;

/// What a page is made of.
#[derive(Debug)]
pub enum Draft {
    /// Nothing: it was made before.
    Known(Bytes),
    /// What its template sees, and what it is to be remembered by.
    New(Option<u128>, Context),
}

/// Pages of one template, some of which are being rendered.
#[derive(Debug)]
pub struct Pages<'a> {
    memory: &'a Memory<Bytes>,
    /// The context of a draft is with the renderer.
    drafts: Vec<Result<Begun, Problem>>,
    rendering: Option<Rendering<'a>>,
}

#[derive(Debug)]
enum Begun {
    Known(Bytes),
    Rendering(Option<u128>),
}

impl Theme {
    /// What the page of `template` is made of that shows `view`, a map.
    ///
    /// # Errors
    /// Where the view cannot be shown to a template.
    pub fn draft(&self, template: &str, view: &impl Serialize) -> Result<Draft, Problem> {
        Ok(match self.pages.ask(|| self.templates.origin(template, view)) {
            Asked::Known(html) => Draft::Known(html),
            Asked::Unknown(key) => Draft::New(key, self.templates.context(view)?),
        })
    }

    /// Begins pages of a template.
    pub fn begin_pages(
        &self,
        template: &'static str,
        drafts: impl Iterator<Item = Result<Draft, Problem>>,
    ) -> Pages<'_> {
        let mut contexts = Vec::new();
        let begun = drafts.map(|draft| {
            Ok(match draft? {
                Draft::Known(html) => Begun::Known(html),
                Draft::New(key, context) => {
                    contexts.push(context);
                    Begun::Rendering(key)
                }
            })
        });
        let drafts = begun.collect();
        let is_any = !contexts.is_empty();
        let rendering = is_any.then(|| self.templates.begin_pages(template, contexts));
        Pages { memory: &self.pages, drafts, rendering }
    }
}

impl Pages<'_> {
    /// The pages in their order, once they are there, with `finish` done to each; or the mistake of
    /// the theme that stops it.
    pub fn finish(
        self,
        finish: impl Fn(&[u8]) -> Bytes,
    ) -> impl Iterator<Item = Result<Bytes, Problem>> {
        let mut rendered = self.rendering.into_iter().flat_map(Rendering::pages);
        let memory = self.memory;
        self.drafts.into_iter().filter_map(move |draft| match draft {
            Err(mistake) => Some(Err(mistake)),
            Ok(Begun::Known(html)) => Some(Ok(html)),
            Ok(Begun::Rendering(key)) => Some(rendered.next()?.map(|html| {
                let html = finish(&html);
                memory.keep(key, &html);
                html
            })),
        })
    }
}
