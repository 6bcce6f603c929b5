//! The line on a terminal that says what takes so long: it comes after half a second, and goes when
//! the work is done. A stream that is no terminal never sees it.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget};

/// How long work may take without a word.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line moves, to show that the program lives.
const BEAT: Duration = Duration::from_millis(100);

/// The columns of the terminal that messages go to; `None` where that is none.
pub fn width() -> Option<usize> {
    Term::stderr().size_checked().map(|(_, columns)| usize::from(columns))
}

/// The line, from the first word of a work to its end.
#[derive(Debug, Default)]
pub struct Progress(Mutex<Option<Line>>);

#[derive(Debug)]
struct Line {
    bar: ProgressBar,
    /// Goes with the line: who waits to show it need not.
    _work: Sender<()>,
}

impl Progress {
    /// Says what is done now; an empty text removes the line.
    pub fn show(&self, words: &str) {
        let mut line = self.line();
        match words {
            "" => line.take().into_iter().for_each(|line| line.bar.finish_and_clear()),
            words => line.get_or_insert_with(begin).bar.set_message(words.to_owned()),
        }
    }

    /// Does something else with the terminal, without the line.
    pub fn beside(&self, what: impl FnOnce()) {
        match &*self.line() {
            Some(line) => line.bar.suspend(what),
            None => what(),
        }
    }

    fn line(&self) -> MutexGuard<'_, Option<Line>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A line that shows itself when patience ends, if the work has not ended by then.
fn begin() -> Line {
    let bar = ProgressBar::new_spinner();
    bar.set_draw_target(ProgressDrawTarget::hidden());
    let (work, end) = channel();
    let later = bar.clone();
    // Where there is no thread for it, there is no line.
    let _ = thread::Builder::new().spawn(move || {
        let goes_on = |time| end.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
        if goes_on(PATIENCE) {
            later.set_draw_target(ProgressDrawTarget::stderr());
            while goes_on(BEAT) {
                later.tick();
            }
        }
    });
    Line { bar, _work: work }
}
