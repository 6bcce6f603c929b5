//! The line on a terminal that says what takes so long: it comes after half a second, and goes when
//! the work is done. A stream that is no terminal never sees it.

use std::sync::OnceLock;
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

/// The line, from the first word on.
#[derive(Debug, Default)]
pub struct Progress(OnceLock<ProgressBar>);

impl Progress {
    /// Says what is done now; an empty text removes the line.
    pub fn show(&self, words: &str) {
        match words {
            "" => self.0.get().into_iter().for_each(ProgressBar::finish_and_clear),
            words => self.0.get_or_init(begin).set_message(words.to_owned()),
        }
    }

    /// Does something else with the terminal, without the line.
    pub fn beside(&self, what: impl FnOnce()) {
        match self.0.get() {
            Some(bar) => bar.suspend(what),
            None => what(),
        }
    }
}

/// A line that shows itself when patience ends.
fn begin() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_draw_target(ProgressDrawTarget::hidden());
    let later = bar.clone();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        later.set_draw_target(ProgressDrawTarget::stderr());
        later.enable_steady_tick(BEAT);
    });
    bar
}
