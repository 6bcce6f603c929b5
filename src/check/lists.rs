//! Lists in which nothing may stand twice.

use crate::document::Fields;
use crate::problem::{Place, Problem, Rule};

impl Fields<'_> {
    /// The values in their order; one that comes again is reported in the words of
    /// `twice`.
    pub fn each_once<T: PartialEq>(
        &self,
        values: impl IntoIterator<Item = (T, Place)>,
        twice: impl Fn(&T) -> String,
    ) -> Vec<T> {
        let mut found: Vec<T> = Vec::new();
        for (value, place) in values {
            if found.contains(&value) {
                let problem = Problem::at(place, Rule::Repeated, twice(&value));
                self.push(problem.help("take one of them out"));
            } else {
                found.push(value);
            }
        }
        found
    }
}
