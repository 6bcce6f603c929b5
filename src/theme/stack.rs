//! Threads on which templates are compiled and rendered: their stack holds what the bounds allow,
//! in a debug build too.

use std::thread::{self, Builder};

/// The bytes of such a stack. The system gives it as it is used.
const STACK: usize = 32 << 20;

/// A thread to be started.
pub fn thread() -> Builder {
    Builder::new().stack_size(STACK)
}

/// What `run` returns on such a thread; `None` where there is no thread to be had.
pub fn run<T: Send>(run: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| thread().spawn_scoped(scope, run).ok()?.join().ok())
}
