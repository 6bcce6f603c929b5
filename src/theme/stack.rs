//! Threads on which templates are compiled and pages are made: their stack holds what the bounds
//! allow, in a debug build too. The system gives a stack as it is used.

use std::thread::{self, Builder, JoinHandle};

/// The bytes of a stack that holds the deepest calls and tags.
const STACK: usize = 32 << 20;
/// Those of one on which a value that loops put into itself again and again can be taken apart: the
/// bound of memory is met before it is full.
const DEEP: usize = 1 << 30;

/// A thread that does `work`, on a deep stack where there is room for one; `None` where there is no
/// thread to be had.
pub fn start<W: FnOnce() + Send + 'static>(work: impl Fn() -> W) -> Option<JoinHandle<()>> {
    [DEEP, STACK].into_iter().find_map(|size| Builder::new().stack_size(size).spawn(work()).ok())
}

/// What `run` returns on such a thread; `None` where there is no thread to be had.
pub fn run<T: Send>(run: impl FnOnce() -> T + Send) -> Option<T> {
    let thread = Builder::new().stack_size(STACK);
    thread::scope(|scope| thread.spawn_scoped(scope, run).ok()?.join().ok())
}
