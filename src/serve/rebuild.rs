//! From changes to the next [`Preview`]: runs the pipeline at each, keeps the last good site where
//! that fails, and looks again by itself where the disk or a template was in the way.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::preview::Preview;
use super::shelf::Shelf;
use super::watch::Watch;
use super::{News, Tell};
use crate::pipeline::{self, Kept, Project};
use crate::problem::{Exit, Failure};

/// How long until a disk that refused is asked again.
const RETRY: Duration = Duration::from_secs(1);

/// Builds a project again and again.
pub struct Rebuilder {
    /// The project, with the preview's own address.
    pub project: Project,
    /// Where each build goes.
    pub sender: Sender<Arc<Preview>>,
    /// Who is told.
    pub tell: Tell,
    /// What stays from one build to the next.
    pub kept: Kept,
}

/// What to wait for after a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A change of the source.
    Change,
    /// A change, or a second: what the disk refused may come back without a word, and a template that
    /// was given up may come to its end.
    ChangeOrRetry,
}

impl Rebuilder {
    /// Builds after each change, until there are no more; `next` is what the build before asked for.
    pub fn run(mut self, mut watch: Watch, mut next: Next) {
        loop {
            let patience = (next == Next::ChangeOrRetry).then_some(RETRY);
            let Some(changes) = watch.next(patience) else { return };
            let changed: Vec<String> = changes.paths.into_iter().collect();
            next = self.build(&changed);
        }
    }

    /// Builds once; `changed` are the paths that are the reason.
    pub fn build(&mut self, changed: &[String]) -> Next {
        let start = Instant::now();
        let built = catch_unwind(AssertUnwindSafe(|| {
            let as_they_are = Arc::new(<[u8]>::to_vec);
            let told = |stage| (self.tell)(&News::Doing(Some(stage)));
            pipeline::site_again(&self.project, as_they_are, &mut self.kept, &told)
        }));
        (self.tell)(&News::Doing(None));
        match built {
            Ok(Ok(site)) => {
                let (codes, pages) = (site.codes, site.pages.len());
                let shelf = Shelf::of(site, &self.project.root);
                self.sender.send_modify(|preview| *preview = Arc::new(preview.built(shelf)));
                let time = start.elapsed();
                (self.tell)(&News::Built { changed, codes, pages, time });
                Next::Change
            }
            Ok(Err(failure)) => self.fail(&failure, changed, start),
            Err(_) => {
                (self.tell)(&News::Broken);
                Next::Change
            }
        }
    }

    fn fail(&self, failure: &Failure, changed: &[String], start: Instant) -> Next {
        let known = *self.sender.borrow().problems == *failure.problems;
        if !known || !changed.is_empty() {
            let problems = failure.problems.clone();
            self.sender.send_modify(|preview| *preview = Arc::new(preview.failed(problems)));
            (self.tell)(&News::Failed { changed, failure, time: start.elapsed() });
        }
        match failure.exit {
            Exit::Refused => Next::ChangeOrRetry,
            _ if self.kept.is_held_up() => Next::ChangeOrRetry,
            _ => Next::Change,
        }
    }
}
