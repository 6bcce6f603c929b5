//! Where pages are rendered, within the bounds of one: so many bytes, so much time, so deep. A loop that
//! writes nothing asks nobody, so that only another thread can tell that it takes too long: pages
//! are rendered on threads of their own, as many as are begun at a time, and one that does not answer
//! is left to itself. Its template rests until it does.

use std::collections::BTreeSet;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tera::{Context, Tera};

use super::depth::{MAX_DEPTH, depth};

/// The most bytes that a page may have.
const MAX_PAGE: usize = 8 << 20;
/// How many pieces are written between two looks at the clock; most are a word.
const PIECES_A_LOOK: usize = 256;
/// The longest time that a page may take.
const MAX_TIME: Duration = Duration::from_secs(2);
/// How much later than a page that writes one that does not is given up.
const GRACE: Duration = Duration::from_millis(200);
const TOO_DEEP: &str = "elements stand in each other more than 128 deep";
const TOO_LARGE: &str = "the page grows beyond 8 MiB";
const TOO_SLOW: &str = "the page takes longer than 2 seconds";
const STILL_RUNS: &str =
    "a page of this template still runs; it is tried again once that ends or the theme changes";

/// An engine, and the threads that it runs on.
#[derive(Debug)]
pub struct Press {
    engine: Arc<Tera>,
    workers: Mutex<Workers>,
}

/// Why there is no page.
#[derive(Debug)]
pub enum Spoilt {
    /// The engine's error.
    Mistake(Box<tera::Error>),
    /// A bound, in words.
    Overrun(&'static str),
}

#[derive(Debug, Default)]
struct Workers {
    /// Those that wait for a page.
    idle: Vec<Worker>,
    /// Those that did not answer in time, and the templates that keep them.
    lost: Vec<(String, Worker)>,
    /// Templates that were too slow once: nobody waits for them again.
    slow: BTreeSet<String>,
}

/// A page that is being rendered.
#[derive(Debug)]
pub struct Rendering<'a> {
    press: &'a Press,
    template: String,
    end: Instant,
    worker: Result<Worker, &'static str>,
}

#[derive(Debug)]
struct Worker {
    jobs: Sender<(String, Context)>,
    pages: Receiver<Result<Vec<u8>, Spoilt>>,
}

impl Press {
    /// A press of compiled templates.
    pub fn new(engine: Tera) -> Self {
        Self { engine: Arc::new(engine), workers: Mutex::default() }
    }

    /// Another site begins: what was slow in the last one may have been the machine.
    pub fn begin(&self) {
        self.workers().slow.clear();
    }

    /// The engine, to be set up before the next page.
    pub fn engine(&mut self) -> &mut Tera {
        // Idle threads have the engine as it was.
        self.workers().idle.clear();
        Arc::make_mut(&mut self.engine)
    }

    /// Begins to render a page.
    pub fn begin_page(&self, template: &str, context: Context) -> Rendering<'_> {
        let worker = self.worker_for(template);
        if let Ok(worker) = &worker {
            // A worker that is gone answers nothing later.
            let _ = worker.jobs.send((template.to_owned(), context));
        }
        let end = Instant::now() + MAX_TIME + GRACE;
        Rendering { press: self, template: template.to_owned(), end, worker }
    }

    /// A thread that is free for a page of `template`, or why there is none: nobody waits twice
    /// for a template, and none starts again while an older page of it still runs.
    fn worker_for(&self, template: &str) -> Result<Worker, &'static str> {
        let mut workers = self.workers();
        workers.lost.retain(|(_, worker)| worker.is_busy());
        if workers.slow.contains(template) {
            return Err(TOO_SLOW);
        }
        if workers.lost.iter().any(|(keeper, _)| keeper == template) {
            return Err(STILL_RUNS);
        }
        Ok(workers.idle.pop().unwrap_or_else(|| Worker::start(self.engine.clone())))
    }

    fn workers(&self) -> MutexGuard<'_, Workers> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rendering<'_> {
    /// The page, once it is there.
    ///
    /// # Errors
    /// See [`Spoilt`].
    pub fn page(self) -> Result<Vec<u8>, Spoilt> {
        let worker = self.worker.map_err(Spoilt::Overrun)?;
        let rest = self.end.saturating_duration_since(Instant::now());
        let page = worker.pages.recv_timeout(rest);
        let mut workers = self.press.workers();
        if let Err(RecvTimeoutError::Timeout) | Ok(Err(Spoilt::Overrun(TOO_SLOW))) = page {
            workers.slow.insert(self.template.clone());
        }
        match page {
            Ok(page) => {
                workers.idle.push(worker);
                page
            }
            Err(RecvTimeoutError::Timeout) => {
                workers.lost.push((self.template, worker));
                Err(Spoilt::Overrun(TOO_SLOW))
            }
            Err(RecvTimeoutError::Disconnected) => {
                let message = "the template cannot be rendered";
                Err(Spoilt::Mistake(Box::new(tera::Error::message(message))))
            }
        }
    }
}

impl Worker {
    /// Starts a thread that ends with the sender of its jobs.
    fn start(engine: Arc<Tera>) -> Self {
        let (jobs, todo) = channel::<(String, Context)>();
        let (done, pages) = channel();
        thread::spawn(move || {
            for (template, context) in todo {
                if done.send(render(&engine, &template, &context)).is_err() {
                    break;
                }
            }
        });
        Self { jobs, pages }
    }

    /// Whether its page is still to come.
    fn is_busy(&self) -> bool {
        matches!(self.pages.try_recv(), Err(TryRecvError::Empty))
    }
}

fn render(engine: &Tera, template: &str, context: &Context) -> Result<Vec<u8>, Spoilt> {
    let end = Instant::now() + MAX_TIME;
    let mut page = Page { bytes: Vec::new(), pieces: 0, end, overrun: None };
    let rendered = engine.render_to(template, context, &mut page);
    match (rendered, page.overrun) {
        (Ok(()), _) if depth(&page.bytes) > MAX_DEPTH => Err(Spoilt::Overrun(TOO_DEEP)),
        (Ok(()), _) => Ok(page.bytes),
        (Err(_), Some(message)) => Err(Spoilt::Overrun(message)),
        (Err(error), None) => Err(Spoilt::Mistake(Box::new(error))),
    }
}

/// What has been rendered of a page, within its bounds.
struct Page {
    bytes: Vec<u8>,
    pieces: usize,
    end: Instant,
    overrun: Option<&'static str>,
}

impl io::Write for Page {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.pieces += 1;
        if self.bytes.len() + part.len() > MAX_PAGE {
            self.overrun = Some(TOO_LARGE);
        } else if self.pieces.is_multiple_of(PIECES_A_LOOK) && Instant::now() > self.end {
            self.overrun = Some(TOO_SLOW);
        }
        if self.overrun.is_some() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
