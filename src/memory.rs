//! What a stage made before, by the hash of what it was made of: the preview builds again and
//! again, and most of a site is the same each time.

use std::collections::HashMap;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What was made, as far as it is remembered. It holds only what the last two builds asked for.
#[derive(Debug)]
pub struct Memory<T>(Option<Mutex<Builds<T>>>);

#[derive(Debug)]
struct Builds<T> {
    last: HashMap<u128, T>,
    this: HashMap<u128, T>,
}

impl<T: Clone> Memory<T> {
    /// For a single build.
    pub fn nothing() -> Self {
        Self(None)
    }

    /// For build after build, of what is made from now on.
    pub fn remembering() -> Self {
        Self(Some(Mutex::new(Builds { last: HashMap::new(), this: HashMap::new() })))
    }

    /// Whether anything is remembered at all.
    pub fn remembers(&self) -> bool {
        self.0.is_some()
    }

    /// A build begins: what the last one did not ask for is forgotten.
    pub fn begin(&self) {
        if let Some(mut builds) = self.builds() {
            builds.last = mem::take(&mut builds.this);
        }
    }

    /// What was made of `origin`, or else what `make` makes now. Only a memory that remembers asks
    /// for the origin's hash.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn recall<E>(
        &self,
        origin: impl FnOnce() -> u128,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let key = self.remembers().then(origin);
        if let Some(known) = key.and_then(|key| self.known(key)) {
            return Ok(known);
        }
        let made = make()?;
        if let Some((key, mut builds)) = key.zip(self.builds()) {
            builds.this.insert(key, made.clone());
        }
        Ok(made)
    }

    fn known(&self, key: u128) -> Option<T> {
        let mut builds = self.builds()?;
        let known = builds.last.remove(&key).or_else(|| builds.this.get(&key).cloned())?;
        builds.this.insert(key, known.clone());
        Some(known)
    }

    fn builds(&self) -> Option<MutexGuard<'_, Builds<T>>> {
        Some(self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks for `key`; `Some` holds what is made now.
    #[track_caller]
    fn check(memory: &Memory<&'static str>, key: u128, made: &'static str, expected: &str) {
        assert_eq!(memory.recall(|| key, || Ok::<_, ()>(made)), Ok(expected));
    }

    #[test]
    fn what_was_made_once_is_not_made_again_until_a_build_goes_without_it() {
        let memory = Memory::remembering();
        check(&memory, 1, "a", "a");
        check(&memory, 1, "b", "a");
        memory.begin();
        check(&memory, 1, "c", "a");
        check(&memory, 2, "d", "d");
        memory.begin();
        memory.begin();
        check(&memory, 1, "e", "e");
    }

    #[test]
    fn no_memory_remembers_nothing() {
        let none = Memory::nothing();
        check(&none, 1, "a", "a");
        check(&none, 1, "b", "b");
    }
}
