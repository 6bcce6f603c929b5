//! What minify-html makes of parts of pages, each asked once.

use ahash::AHashMap;
use xxhash_rust::xxh3::xxh3_128;

use super::page;

/// How many parts are remembered at most.
const MAX_PARTS: usize = 1 << 13;
/// The largest part that is remembered, with its frame, in bytes.
const MAX_KEPT: usize = 1 << 9;

/// Results of minify-html by the hash of the part. A part met for the first time is only noted, its
/// result is kept from the second time on, because most parts occur once.
#[derive(Debug, Default)]
pub struct Known {
    parts: AHashMap<u128, Option<Box<[u8]>>>,
    /// A part in its frame.
    framed: Vec<u8>,
}

impl Known {
    /// Writes what minify-html makes of `part` between `before` and `after`, which stay as they are;
    /// it is asked where `plain` cannot write it.
    pub fn write(
        &mut self,
        before: &[&[u8]],
        part: &[u8],
        after: &[&[u8]],
        plain: impl FnOnce(&mut Vec<u8>) -> Option<()>,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        self.framed.clear();
        before.iter().chain([&part]).chain(after).for_each(|it| self.framed.extend_from_slice(it));
        let key = xxh3_128(&self.framed);
        let met = self.parts.get(&key);
        if let Some(Some(smaller)) = met {
            out.extend_from_slice(smaller);
            return Some(());
        }
        let met = met.is_some();
        let start = out.len();
        if plain(out).is_none() {
            let whole = page(&self.framed);
            let smaller = before.iter().try_fold(&*whole, |rest, it| rest.strip_prefix(*it))?;
            let smaller =
                after.iter().rev().try_fold(smaller, |rest, it| rest.strip_suffix(*it))?;
            out.extend_from_slice(smaller);
        }
        if met || self.framed.len() <= MAX_KEPT && self.parts.len() < MAX_PARTS {
            self.parts.insert(key, met.then(|| out[start..].into()));
        }
        Some(())
    }
}
