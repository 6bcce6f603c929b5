//! What those who make pages share with the one who waits for them: which page is begun next, what
//! became of the others, and what each is at.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use bytes::Bytes;

use crate::theme::overrun::Overrun;

/// Why there is no page.
#[derive(Debug)]
pub enum Spoilt {
    /// The engine's error.
    Mistake(Box<tera::Error>),
    /// A bound.
    Overrun(Overrun),
}

/// Makes the page of a number; its template is run at the desk.
pub type Make = dyn Fn(usize, &Desk) -> Result<Bytes, Spoilt> + Send + Sync;

/// Where a thread works.
#[derive(Debug, Default)]
pub struct Desk(pub(super) Mutex<Work>);

/// What lies on a desk.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub page: usize,
    /// Since when its template runs, while it does.
    pub since: Option<Instant>,
    /// Why nobody waits for it any more.
    pub given_up: Option<Overrun>,
}

/// What those who make pages share with the one who waits.
pub(super) struct Board {
    make: Arc<Make>,
    /// The template of each page.
    pub templates: Vec<&'static str>,
    pub state: Mutex<State>,
    /// Told when there is nothing more to wait for.
    pub ended: Condvar,
}

pub(super) struct State {
    /// Pages that were begun, and what became of them.
    pages: Vec<Option<Result<Bytes, Spoilt>>>,
    /// Templates that are not used again, and why.
    given_up: BTreeMap<&'static str, Overrun>,
    /// Whether no more pages are begun.
    is_stopped: bool,
    /// How many threads one waits for.
    pub hands: usize,
}

impl Board {
    /// A board for a page of each of `templates`; those in `given_up` are not used.
    pub fn new(
        templates: Vec<&'static str>,
        make: Arc<Make>,
        given_up: BTreeMap<&'static str, Overrun>,
    ) -> Self {
        let state = Mutex::new(State { pages: Vec::new(), given_up, is_stopped: false, hands: 0 });
        Self { make, templates, state, ended: Condvar::new() }
    }

    /// Makes pages at a desk until there are no more, or nobody waits for the one that lies there.
    pub fn work(&self, desk: &Desk) {
        let mut made = None;
        while let Some(page) = self.next(desk, made) {
            let making = catch_unwind(AssertUnwindSafe(|| (self.make)(page, desk)));
            made = Some(making.unwrap_or_else(|_| Err(gone())));
        }
    }

    /// Takes what was made at a desk, and lays the next page there; `None` where there is none.
    fn next(&self, desk: &Desk, made: Option<Result<Bytes, Spoilt>>) -> Option<usize> {
        let (mut state, mut work) = (lock(&self.state), lock(&desk.0));
        work.since = None;
        if work.given_up.is_some() {
            return None;
        }
        if let Some(made) = made {
            state.put(work.page, self.templates[work.page], made);
        }
        if let Some(page) = state.begin(&self.templates) {
            work.page = page;
            return Some(page);
        }
        state.hands -= 1;
        if state.hands == 0 {
            self.ended.notify_one();
        }
        None
    }

    /// Gives up the thread at a desk for a bound; returns the template that keeps it.
    pub fn give_up(&self, state: &mut State, desk: &Desk, overrun: Overrun) -> &'static str {
        let mut work = lock(&desk.0);
        work.given_up = Some(overrun);
        let template = self.templates[work.page];
        state.put(work.page, template, Err(Spoilt::Overrun(overrun)));
        state.hands -= 1;
        template
    }

    /// Waits no more for the thread at a desk, nor for any other page: there is no memory for it.
    pub fn leave(&self, state: &mut State, desk: &Desk) {
        lock(&desk.0).given_up = Some(Overrun::Memory);
        state.hands -= 1;
    }
}

impl State {
    fn put(&mut self, page: usize, template: &'static str, made: Result<Bytes, Spoilt>) {
        if let Some(overrun) = ends_template(&made) {
            self.given_up.entry(template).or_insert(overrun);
            self.is_stopped |= overrun == Overrun::Memory;
        }
        self.pages[page] = Some(made);
    }

    /// The next page whose template is still used.
    fn begin(&mut self, templates: &[&'static str]) -> Option<usize> {
        while let Some(template) = templates.get(self.pages.len()).filter(|_| !self.is_stopped) {
            let overrun = self.given_up.get(template).copied();
            self.pages.push(overrun.map(|overrun| Err(Spoilt::Overrun(overrun))));
            if overrun.is_none() {
                return Some(self.pages.len() - 1);
            }
        }
        None
    }

    /// Every page, `None` where nobody has made it. Which of those behind one that ended its template
    /// were begun before that, is chance: none of them counts.
    pub fn take(&mut self, templates: &[&'static str]) -> Vec<Option<Result<Bytes, Spoilt>>> {
        self.pages.resize_with(templates.len(), || None);
        let mut ended = BTreeMap::new();
        let is_stopped = self.is_stopped;
        let pages = self.pages.drain(..).zip(templates).map(|(page, template)| {
            if let Some(overrun) = ended.get(template) {
                return Some(Err(Spoilt::Overrun(*overrun)));
            }
            let page = page.or_else(|| (!is_stopped).then(|| Err(gone())))?;
            ended.extend(ends_template(&page).map(|overrun| (*template, overrun)));
            Some(page)
        });
        pages.collect()
    }
}

impl Desk {
    /// Runs a template.
    ///
    /// # Errors
    /// Those of the template; and where it was given up, why: nothing is made of what it wrote, or a
    /// memory would hand it out as a page.
    pub fn run<T>(&self, template: impl FnOnce() -> Result<T, Spoilt>) -> Result<T, Spoilt> {
        lock(&self.0).since = Some(Instant::now());
        let done = template();
        let mut work = lock(&self.0);
        work.since = None;
        work.given_up.map_or(done, |overrun| Err(Spoilt::Overrun(overrun)))
    }
}

/// The bound by which a page ends the use of its template.
fn ends_template(page: &Result<Bytes, Spoilt>) -> Option<Overrun> {
    match page {
        Err(Spoilt::Overrun(it @ (Overrun::Time | Overrun::Memory))) => Some(*it),
        _ => None,
    }
}

/// What becomes of a page whose thread broke down.
pub(super) fn gone() -> Spoilt {
    let message = "causebook broke down, by a fault of its own or for want of memory or threads";
    Spoilt::Mistake(Box::new(tera::Error::message(message)))
}

pub(super) fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_writes_after_it_was_given_up_is_no_page() {
        let desk = Desk::default();
        let run = |given_up| {
            desk.run(|| {
                lock(&desk.0).given_up = given_up;
                Ok(())
            })
        };
        assert!(run(None).is_ok());
        assert!(matches!(run(Some(Overrun::Time)), Err(Spoilt::Overrun(Overrun::Time))));
    }
}
