//! The threads that stages work on. Their stack holds what the bounds of templates and style sheets
//! allow, in a debug build too; the system gives a stack as it is used.

use std::mem;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{self, Builder, JoinHandle};

use rayon::ThreadPoolBuilder;

/// The bytes of a stack that holds the deepest calls, tags and brackets.
const STACK: usize = 32 << 20;
/// Those of one on which a value that loops put into itself again and again can be taken apart: the
/// bound of memory is met before it is full.
const DEEP: usize = 1 << 30;

/// How many threads can work at a time.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// A thread that does `work`, on a deep stack where there is room for one; `None` where there is no
/// thread to be had.
pub fn start<W: FnOnce() + Send + 'static>(work: impl Fn() -> W) -> Option<JoinHandle<()>> {
    [DEEP, STACK].into_iter().find_map(|size| Builder::new().stack_size(size).spawn(work()).ok())
}

/// What `run` returns on such a thread, which one of [`on_all_processors`] is; `None` where it breaks
/// down, or where there is no thread to be had.
pub fn run<T: Send>(run: impl FnOnce() -> T + Send) -> Option<T> {
    if rayon::current_thread_index().is_some() {
        return catch_unwind(AssertUnwindSafe(run)).ok();
    }
    let thread = Builder::new().stack_size(STACK);
    thread::scope(|scope| thread.spawn_scoped(scope, run).ok()?.join().ok())
}

/// What `work` returns, in which rayon works on all processors: on threads that are made for it, or
/// on this one alone where there are none to be had. Threads that slept through a stage of one thread
/// are woken late: on two processors, the exports took longer with them than without.
pub fn on_all_processors<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if rayon::current_thread_index().is_some() {
        return work();
    }
    let threads = ThreadPoolBuilder::new().num_threads(processors()).stack_size(STACK);
    match threads.build() {
        Ok(threads) => threads.install(work),
        Err(_) => {
            // From now on rayon works on this thread alone. It stays so.
            let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            alone.build().into_iter().for_each(mem::forget);
            work()
        }
    }
}

/// Lets go of what took many pieces of memory, on a thread of its own: nobody waits for it.
pub fn free<T: Send + 'static>(what: T) {
    let _ = Builder::new().spawn(|| drop(what));
}
