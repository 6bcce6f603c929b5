//! Renders pages within limits of size, time, memory and depth. A template loop that writes nothing
//! cannot be interrupted from inside, so pages are rendered on worker threads; one that exceeds time
//! or memory is abandoned, and its template is not used again until it returns. Handing over costs
//! more than rendering a small page, so several pages of a template go together.

use std::collections::BTreeMap;
use std::io;
use std::iter;
use std::mem;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use memory_stats::memory_stats;
use tera::{Context, Tera};

use super::depth::{MAX_DEPTH, depth};
use super::overrun::{MAX_GROWTH, MAX_PAGE, MAX_TIME, Overrun};
use super::stack;

/// How many pieces are written between two looks at the clock; most are a word.
const PIECES_A_LOOK: usize = 256;
/// How much longer than [`MAX_TIME`] to wait for a page that writes nothing; one that writes stops
/// itself.
const GRACE: Duration = Duration::from_millis(200);
/// How often one who waits looks at the memory.
const LOOK: Duration = Duration::from_millis(10);

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
    /// A bound.
    Overrun(Overrun),
}

#[derive(Debug, Default)]
struct Workers {
    /// Those that wait for a page.
    idle: Vec<Worker>,
    /// Those that did not answer in time, and the templates that keep them.
    lost: Vec<(String, Worker)>,
    /// Templates that were given up once, and why: nobody waits for them again.
    given_up: BTreeMap<String, Overrun>,
}

/// Why a worker has not done its job.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// It still runs, beyond a bound.
    Beyond(Overrun),
    /// The thread is gone.
    Gone,
}

/// Pages of one template that are being rendered.
#[derive(Debug)]
pub struct Rendering<'a> {
    press: &'a Press,
    template: String,
    count: usize,
    end: Instant,
    pages: Rendered,
    worker: Result<Worker, Overrun>,
}

/// What has been rendered so far, in order; it ends with the first page that took too long.
type Rendered = Arc<Mutex<Vec<Result<Vec<u8>, Spoilt>>>>;

/// The pages of a template by what they show, and where they go.
struct Job {
    template: String,
    contexts: Vec<Context>,
    pages: Rendered,
}

#[derive(Debug)]
struct Worker {
    jobs: Sender<Job>,
    /// Told when a job is done.
    done: Receiver<()>,
}

impl Press {
    /// A press of compiled templates.
    pub fn new(engine: Tera) -> Self {
        Self { engine: Arc::new(engine), workers: Mutex::default() }
    }

    /// Another site begins: what was slow in the last one may have been the machine.
    pub fn begin(&self) {
        self.workers().given_up.clear();
    }

    /// The engine, to be set up before the next page.
    pub fn engine(&mut self) -> &mut Tera {
        // Idle threads have the engine as it was.
        self.workers().idle.clear();
        Arc::make_mut(&mut self.engine)
    }

    /// Begins to render pages of a template, one after the other.
    pub fn begin_pages(&self, template: &str, contexts: Vec<Context>) -> Rendering<'_> {
        let (worker, count) = (self.worker_for(template), contexts.len());
        let (template, pages) = (template.to_owned(), Rendered::default());
        if let Ok(worker) = &worker {
            let job = Job { template: template.clone(), contexts, pages: pages.clone() };
            // A worker that is gone answers nothing later.
            let _ = worker.jobs.send(job);
        }
        let end = Instant::now() + MAX_TIME + GRACE;
        Rendering { press: self, template, count, end, pages, worker }
    }

    /// A thread that is free for pages of `template`, or why there is none: nobody waits twice
    /// for a template, and none starts again while an older page of it still runs.
    fn worker_for(&self, template: &str) -> Result<Worker, Overrun> {
        let mut workers = self.workers();
        workers.lost.retain(|(_, worker)| worker.is_busy());
        if let Some(why) = workers.given_up.get(template) {
            return Err(*why);
        }
        if workers.lost.iter().any(|(keeper, _)| keeper == template) {
            return Err(Overrun::StillRuns);
        }
        Ok(workers.idle.pop().unwrap_or_else(|| Worker::start(self.engine.clone())))
    }

    fn workers(&self) -> MutexGuard<'_, Workers> {
        lock(&self.workers)
    }
}

impl Rendering<'_> {
    /// The pages, once they are there; for each that is not, why.
    pub fn pages(self) -> Vec<Result<Vec<u8>, Spoilt>> {
        let worker = match self.worker {
            Ok(worker) => worker,
            Err(message) => {
                let none = || Err(Spoilt::Overrun(message));
                return iter::repeat_with(none).take(self.count).collect();
            }
        };
        let answer = worker.wait(&self.pages, self.end);
        let mut pages = mem::take(&mut *lock(&self.pages));
        let mut workers = self.press.workers();
        let beyond = match answer {
            Err(Silence::Beyond(bound)) => Some(bound),
            _ if matches!(pages.last(), Some(Err(Spoilt::Overrun(Overrun::Time)))) => {
                Some(Overrun::Time)
            }
            _ => None,
        };
        if let Some(bound) = beyond {
            workers.given_up.insert(self.template.clone(), bound);
        }
        match answer {
            Ok(()) => workers.idle.push(worker),
            Err(Silence::Beyond(_)) => workers.lost.push((self.template, worker)),
            Err(Silence::Gone) => {}
        }
        pages.resize_with(self.count, || Err(beyond.map_or_else(gone, Spoilt::Overrun)));
        pages
    }
}

/// What becomes of a page whose thread is gone.
fn gone() -> Spoilt {
    Spoilt::Mistake(Box::new(tera::Error::message("the template cannot be rendered")))
}

impl Worker {
    /// Starts a thread that ends with the sender of its jobs.
    fn start(engine: Arc<Tera>) -> Self {
        let (jobs, todo) = channel::<Job>();
        let (tell, done) = channel();
        // A thread that cannot be had answers like one that is gone.
        let _ = stack::thread().spawn(move || {
            for job in todo {
                job.run(&engine);
                if tell.send(()).is_err() {
                    break;
                }
            }
        });
        Self { jobs, done }
    }

    /// Waits for the end of its job: until `end`, and longer as long as pages come.
    fn wait(&self, pages: &Rendered, mut end: Instant) -> Result<(), Silence> {
        let (mut seen, mut size) = (0, None);
        loop {
            match self.done.recv_timeout(LOOK) {
                Ok(()) => return Ok(()),
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Gone),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let count = lock(pages).len();
            if count > seen {
                (end, seen) = (Instant::now() + MAX_TIME + GRACE, count);
            }
            let now = memory_stats().map_or(0, |it| it.physical_mem);
            if now > *size.get_or_insert(now) + MAX_GROWTH {
                return Err(Silence::Beyond(Overrun::Memory));
            } else if Instant::now() > end {
                return Err(Silence::Beyond(Overrun::Time));
            }
        }
    }

    /// Whether it is still at its job.
    fn is_busy(&self) -> bool {
        matches!(self.done.try_recv(), Err(TryRecvError::Empty))
    }
}

impl Job {
    fn run(self, engine: &Tera) {
        for context in self.contexts {
            let page = render(engine, &self.template, &context);
            let is_slow = matches!(page, Err(Spoilt::Overrun(Overrun::Time)));
            lock(&self.pages).push(page);
            if is_slow {
                break;
            }
        }
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn render(engine: &Tera, template: &str, context: &Context) -> Result<Vec<u8>, Spoilt> {
    let end = Instant::now() + MAX_TIME;
    let mut page = Page { bytes: Vec::new(), pieces: 0, end, overrun: None };
    let rendered = engine.render_to(template, context, &mut page);
    match (rendered, page.overrun) {
        (Ok(()), _) if depth(&page.bytes) > MAX_DEPTH => Err(Spoilt::Overrun(Overrun::Depth)),
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
    overrun: Option<Overrun>,
}

impl io::Write for Page {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.pieces += 1;
        if self.bytes.len() + part.len() > MAX_PAGE {
            self.overrun = Some(Overrun::Size);
        } else if self.pieces.is_multiple_of(PIECES_A_LOOK) && Instant::now() > self.end {
            self.overrun = Some(Overrun::Time);
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
