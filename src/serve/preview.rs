//! What the preview shows at a moment: the last good site, and what is wrong with the source now.

use std::sync::Arc;

use super::shelf::Shelf;
use crate::problem::Problem;

/// One moment of the preview.
#[derive(Debug, Default, Clone)]
pub struct Preview {
    /// Counts the builds since the start.
    pub generation: u64,
    /// The last site without problems; `None` before the first.
    pub shelf: Option<Arc<Shelf>>,
    /// What stopped the last build; empty where it succeeded.
    pub problems: Arc<[Problem]>,
}

impl Preview {
    /// The moment after a build that succeeded.
    pub fn built(&self, shelf: Shelf) -> Self {
        let generation = self.generation + 1;
        Self { generation, shelf: Some(Arc::new(shelf)), problems: Arc::default() }
    }

    /// The moment after a build that failed: the last good site stays.
    pub fn failed(&self, problems: Vec<Problem>) -> Self {
        let generation = self.generation + 1;
        Self { generation, shelf: self.shelf.clone(), problems: problems.into() }
    }
}
