//! Lists in which nothing may stand twice.

use std::collections::HashSet;
use std::hash::Hash;

use super::fields::Fields;
use crate::problem::{Place, Problem, Rule};

impl Fields<'_> {
    /// The values in their order; one that comes again is reported in the words of
    /// `twice`.
    pub fn each_once<T: Clone + Eq + Hash>(
        &self,
        values: impl IntoIterator<Item = (T, Place)>,
        twice: impl Fn(&T) -> String,
    ) -> Vec<T> {
        self.each_placed_once(values, twice).into_iter().map(|(value, _)| value).collect()
    }

    /// [`Self::each_once`], with the places of the values.
    pub fn each_placed_once<T: Clone + Eq + Hash>(
        &self,
        values: impl IntoIterator<Item = (T, Place)>,
        twice: impl Fn(&T) -> String,
    ) -> Vec<(T, Place)> {
        let (mut found, mut known) = (Vec::new(), HashSet::new());
        for (value, place) in values {
            if known.insert(value.clone()) {
                found.push((value, place));
            } else {
                let problem = Problem::at(place, Rule::Repeated, twice(&value));
                self.push(problem.help("take one of them out"));
            }
        }
        found
    }
}
