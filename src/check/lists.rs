//! Lists in which nothing may stand twice.

use std::collections::HashSet;
use std::hash::Hash;

use crate::document::Fields;
use crate::problem::{Place, Problem, Rule};

impl Fields<'_> {
    /// The values in their order; one that comes again is reported in the words of
    /// `twice`.
    pub fn each_once<T: Clone + Eq + Hash>(
        &self,
        values: impl IntoIterator<Item = (T, Place)>,
        twice: impl Fn(&T) -> String,
    ) -> Vec<T> {
        let (mut found, mut known) = (Vec::new(), HashSet::new());
        for (value, place) in values {
            if known.insert(value.clone()) {
                found.push(value);
            } else {
                let problem = Problem::at(place, Rule::Repeated, twice(&value));
                self.push(problem.help("take one of them out"));
            }
        }
        found
    }
}
