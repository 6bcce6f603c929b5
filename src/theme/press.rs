//! Makes pages on all processors. A template's loop that writes nothing cannot be interrupted from
//! inside, so pages are made on threads that can be given up: one who waits looks at what each is
//! at. Where a template takes too much time, its thread is left alone and another takes its place;
//! the template is not used again until that thread returns. Where one takes too much memory, no
//! other page is made either: it goes on taking.

mod board;

use std::iter;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use memory_stats::memory_stats;

use super::overrun::{MAX_GROWTH, MAX_TIME, Overrun};
use crate::threads;
use board::{Board, State, lock};

pub use board::{Desk, Make, Spoilt};

/// How much longer than [`MAX_TIME`] to wait for a template that writes nothing; one that writes
/// stops itself.
const GRACE: Duration = Duration::from_millis(200);
/// How often one who waits looks at the threads.
const LOOK: Duration = Duration::from_millis(10);

/// Where pages are made.
#[derive(Debug, Clone, Default)]
pub struct Press {
    /// Threads that were given up.
    lost: Arc<Mutex<Vec<Lost>>>,
}

/// A thread that was given up.
#[derive(Debug)]
struct Lost {
    /// The template that keeps it, and the bound that it went beyond.
    template: &'static str,
    overrun: Overrun,
    desk: Arc<Desk>,
}

/// A thread one waits for.
struct Hand {
    desk: Arc<Desk>,
    thread: JoinHandle<()>,
    /// A page that it was seen at, and the memory of the program then.
    seen: Option<(usize, usize)>,
    /// How many bytes the program has grown since.
    growth: usize,
}

impl Press {
    /// A page for each of `templates`, made by `make`. Once a template takes too long, it has no
    /// more pages. What one takes of memory it does not give back: after it no page is begun, and
    /// those that others have not made are `None`.
    pub fn pages(
        &self,
        templates: Vec<&'static str>,
        make: Arc<Make>,
    ) -> Vec<Option<Result<Bytes, Spoilt>>> {
        let mut lost = lock(&self.lost);
        lost.retain(Lost::still_runs);
        let given_up = lost.iter().map(|lost| (lost.template, lost.overrun));
        let board = Arc::new(Board::new(templates, make, given_up.collect()));
        let mut state = lock(&board.state);
        let hands = iter::repeat_with(|| Hand::start(&board, &mut state));
        let most = threads::processors().min(board.templates.len());
        let mut hands: Vec<_> = hands.take(most).flatten().collect();
        while state.hands > 0 {
            let waited = board.ended.wait_timeout(state, LOOK);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            // Once for all of them: to ask for each keeps those waiting who have made a page.
            let memory = memory_stats().map_or(0, |it| it.physical_mem);
            let grown = hands.iter_mut().map(|hand| hand.note_growth(memory)).max().unwrap_or(0);
            if grown > MAX_GROWTH {
                // Who took it shows only in how much came while each was at its page.
                let (growers, others): (Vec<_>, Vec<_>) =
                    hands.drain(..).partition(|hand| hand.growth > grown / 10 * 9);
                lost.extend(
                    growers
                        .into_iter()
                        .map(|hand| Lost::new(&board, &mut state, hand, Overrun::Memory)),
                );
                others.iter().for_each(|hand| board.leave(&mut state, &hand.desk));
                break;
            }
            let stay = hands.into_iter().filter_map(|hand| {
                if !hand.is_late() {
                    return Some(hand);
                }
                lost.push(Lost::new(&board, &mut state, hand, Overrun::Time));
                Hand::start(&board, &mut state)
            });
            hands = stay.collect();
        }
        let pages = state.take(&board.templates);
        drop(state);
        // What they hold of the board is free for the next site.
        hands.into_iter().for_each(|hand| drop(hand.thread.join()));
        pages
    }

    /// Whether a thread that was given up still runs, which keeps its template from being used.
    pub fn is_held_up(&self) -> bool {
        lock(&self.lost).iter().any(Lost::still_runs)
    }
}

impl Lost {
    fn new(board: &Board, state: &mut State, hand: Hand, overrun: Overrun) -> Self {
        let template = board.give_up(state, &hand.desk, overrun);
        Self { template, overrun, desk: hand.desk }
    }

    fn still_runs(&self) -> bool {
        lock(&self.desk.0).since.is_some()
    }
}

impl Hand {
    /// A thread that makes pages until there are no more; `None` where there is none to be had.
    fn start(board: &Arc<Board>, state: &mut State) -> Option<Self> {
        let desk = Arc::new(Desk::default());
        let thread = threads::start(|| {
            let (board, desk) = (board.clone(), desk.clone());
            move || board.work(&desk)
        })?;
        state.hands += 1;
        Some(Self { desk, thread, seen: None, growth: 0 })
    }

    /// Notes how many bytes the program has grown since it was first seen at its page, now that the
    /// program has `now` of them; 0 where no template runs there.
    fn note_growth(&mut self, now: usize) -> usize {
        let work = lock(&self.desk.0);
        let before = self.seen.filter(|(page, _)| *page == work.page && work.since.is_some());
        let before = before.map_or(now, |(_, before)| before);
        self.seen = Some((work.page, before));
        self.growth = now.saturating_sub(before);
        self.growth
    }

    /// Whether its template takes too long.
    fn is_late(&self) -> bool {
        lock(&self.desk.0).since.is_some_and(|since| since.elapsed() > MAX_TIME + GRACE)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::board::gone;
    use super::*;

    /// What became of pages, in words.
    fn told(pages: &[Option<Result<Bytes, Spoilt>>]) -> Vec<String> {
        let told = |page: &Option<Result<Bytes, Spoilt>>| match page {
            None => "none".to_owned(),
            Some(Ok(page)) => String::from_utf8_lossy(page).into_owned(),
            Some(Err(Spoilt::Overrun(overrun))) => format!("{overrun:?}"),
            Some(Err(Spoilt::Mistake(error))) => error.to_string(),
        };
        pages.iter().map(told).collect()
    }

    #[test]
    fn pages_come_in_their_order_and_one_that_breaks_down_takes_no_other_with_it() {
        let make = |page: usize, desk: &Desk| {
            assert_ne!(page, 7, "a page that breaks down on purpose");
            desk.run(|| Ok(page.to_string().into()))
        };
        let made = told(&Press::default().pages(vec!["a"; 99], Arc::new(make)));
        let gone = told(&[Some(Err(gone()))]).concat();
        let expected = |page: usize| if page == 7 { gone.clone() } else { page.to_string() };
        assert_eq!(made, (0..99).map(expected).collect::<Vec<_>>());
    }

    #[test]
    fn a_template_that_does_not_return_has_no_more_pages_until_it_does() {
        let (press, templates) = (Press::default(), vec!["a", "b", "a", "b", "a"]);
        let (end, ends) = channel::<()>();
        let ends = Mutex::new(ends);
        let make = move |page: usize, desk: &Desk| {
            desk.run(|| {
                // Ends with the other side.
                let _ = (page == 2).then(|| lock(&ends).recv());
                Ok(page.to_string().into())
            })
        };
        let at_once = |page: usize, desk: &Desk| desk.run(|| Ok(page.to_string().into()));
        let first = told(&press.pages(templates.clone(), Arc::new(make)));
        assert_eq!(first, ["0", "1", "Time", "3", "Time"]);
        let second = told(&press.pages(templates.clone(), Arc::new(at_once)));
        assert_eq!(second, ["Time", "1", "Time", "3", "Time"]);
        drop(end);
        while press.is_held_up() {
            std::thread::yield_now();
        }
        let third = told(&press.pages(templates, Arc::new(at_once)));
        assert_eq!(third, ["0", "1", "2", "3", "4"]);
    }
}
