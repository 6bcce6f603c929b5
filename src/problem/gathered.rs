//! The mistakes of a run as they are found, in bounded room: of thousands of one kind in one file,
//! or of all that there are, some are told, and of the others how many there are.

use std::collections::BTreeMap;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Exit, Failure, Place, Problem, Rule};

/// How many mistakes of one kind are told of a file.
const MOST_ALIKE: usize = 500;
/// How many mistakes are told in all.
const MOST_IN_ALL: usize = 10_000;
/// What to do about more.
const MORE_HELP: &str = "fix those that are told first";

/// All mistakes of a run. Shared by reference, on all threads, while checking: no check stops
/// another.
#[derive(Debug, Default)]
pub struct Problems(Mutex<Gathered>);

#[derive(Debug, Default)]
struct Gathered {
    /// Those that are told so far.
    told: Vec<Problem>,
    /// How many of each kind there are, by path.
    counts: BTreeMap<String, BTreeMap<Rule, usize>>,
    /// How many are beyond [`MOST_IN_ALL`].
    beyond: usize,
}

impl Problems {
    /// Adds a problem.
    pub fn push(&self, problem: Problem) {
        self.gathered().add(problem);
    }

    /// Adds several problems.
    pub fn extend(&self, problems: impl IntoIterator<Item = Problem>) {
        // Not while it is locked: what makes the problems may look at them.
        problems.into_iter().for_each(|problem| self.push(problem));
    }

    /// Takes over what `others` holds.
    pub fn merge(&self, others: Self) {
        let others = others.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut all = self.gathered();
        for (path, kinds) in others.counts {
            let known = all.counts.entry(path).or_default();
            kinds.into_iter().for_each(|(rule, count)| *known.entry(rule).or_default() += count);
        }
        all.beyond += others.beyond;
        all.told.extend(others.told);
        all.settle();
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.gathered().told.is_empty()
    }

    /// The paths that something is wrong with so far.
    pub fn paths(&self) -> Vec<String> {
        self.gathered().counts.keys().cloned().collect()
    }

    /// The problems by path, line and column, each once.
    pub fn into_sorted(self) -> Vec<Problem> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).sorted()
    }

    /// `value`, if nothing was wrong.
    ///
    /// # Errors
    /// A [`Failure`] with every problem; of the disk's kind where the disk refused something.
    pub fn unless_any<T>(self, value: T) -> Result<T, Failure> {
        if self.is_empty() {
            return Ok(value);
        }
        let problems = self.into_sorted();
        let is_refused = problems.iter().any(|problem| problem.rule == Rule::Disk);
        Err(Failure { exit: if is_refused { Exit::Refused } else { Exit::Problems }, problems })
    }

    /// The failure that ends a run, with everything that was found before it.
    pub fn ended_by(&self, failure: Failure) -> Failure {
        self.extend(failure.problems);
        let all = mem::take(&mut *self.gathered());
        Failure { problems: all.sorted(), ..failure }
    }

    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gathered {
    fn add(&mut self, problem: Problem) {
        if self.count(&problem) > MOST_ALIKE {
            return;
        }
        self.told.push(problem);
        if self.told.len() == 2 * MOST_IN_ALL {
            self.settle();
        }
    }

    /// How many there are of the kind and the file of `problem`, with it.
    fn count(&mut self, problem: &Problem) -> usize {
        let path = problem.place.as_ref().map_or("", |place| place.file.path.as_str());
        let kinds = self.counts.entry(path.to_owned()).or_default();
        let count = kinds.entry(problem.rule).or_default();
        *count += 1;
        *count
    }

    /// Sorts those that are told, and lets go of the last where there are too many: so it makes no
    /// difference who found what first.
    fn settle(&mut self) {
        self.told.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.told.dedup();
        self.beyond += self.told.len().saturating_sub(MOST_IN_ALL);
        self.told.truncate(MOST_IN_ALL);
    }

    fn sorted(mut self) -> Vec<Problem> {
        let kinds = self.counts.iter().flat_map(|(path, kinds)| {
            kinds.iter().filter_map(|(rule, count)| more_alike(path, *rule, *count))
        });
        self.told.extend(kinds);
        self.settle();
        let more = (self.beyond > 0).then(|| {
            let message = format!("{} in other places", more(self.beyond));
            Problem::nowhere(Rule::TooLarge, message).help(MORE_HELP)
        });
        self.told.extend(more);
        self.told
    }
}

/// What is told of those beyond [`MOST_ALIKE`].
fn more_alike(path: &str, rule: Rule, count: usize) -> Option<Problem> {
    let beyond = count.checked_sub(MOST_ALIKE).filter(|beyond| *beyond > 0)?;
    let message = format!("{} of this kind in this file", more(beyond));
    let problem = match path {
        "" => Problem::nowhere(rule, message),
        path => Problem::at(Place::path(path), rule, message),
    };
    Some(problem.help(MORE_HELP))
}

fn more(count: usize) -> String {
    match count {
        1 => "there is 1 more mistake".to_owned(),
        count => format!("there are {count} more mistakes"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::SourceFile;

    /// `count` mistakes in the file at `path`, the last one first.
    fn fill(problems: &Problems, path: &str, rule: Rule, count: usize) {
        let file = Arc::new(SourceFile::new(path, "x".repeat(count)));
        for at in (0..count).rev() {
            problems.push(Problem::at(Place::span(&file, at..at + 1), rule, "it is wrong"));
        }
    }

    fn labels(problems: &[Problem]) -> Vec<String> {
        problems.iter().map(|it| it.place.as_ref().map_or_else(String::new, Place::label)).collect()
    }

    #[test]
    fn of_many_alike_in_a_file_it_is_told_how_many_there_are() {
        let problems = Problems::default();
        fill(&problems, "a.md", Rule::ControlCharacter, MOST_ALIKE + 7);
        fill(&problems, "a.md", Rule::RawHtml, MOST_ALIKE);
        let sorted = problems.into_sorted();
        assert_eq!(sorted.len(), 2 * MOST_ALIKE + 1);
        assert_eq!(sorted[0].message, "there are 7 more mistakes of this kind in this file");
        assert_eq!((sorted[0].rule, labels(&sorted)[0].as_str()), (Rule::ControlCharacter, "a.md"));
    }

    #[test]
    fn those_of_two_together_are_counted_as_those_of_one() {
        let (problems, others) = (Problems::default(), Problems::default());
        fill(&problems, "a.md", Rule::RawHtml, 3);
        fill(&others, "a.md", Rule::RawHtml, MOST_ALIKE + 1);
        problems.merge(others);
        let sorted = problems.into_sorted();
        assert_eq!(sorted[0].message, "there are 4 more mistakes of this kind in this file");
    }

    #[test]
    fn of_many_in_all_the_first_by_place_are_told() {
        let files = MOST_IN_ALL / MOST_ALIKE;
        let path = |file: usize| format!("{file:03}.md");
        let told = |order: &mut dyn Iterator<Item = usize>| {
            let problems = Problems::default();
            order.for_each(|file| fill(&problems, &path(file), Rule::RawHtml, MOST_ALIKE));
            problems.into_sorted()
        };
        let sorted = told(&mut (0..3 * files).rev());
        assert_eq!(labels(&sorted), labels(&told(&mut (0..3 * files))));
        assert_eq!(sorted.len(), MOST_IN_ALL + 1);
        assert_eq!(labels(&sorted)[MOST_IN_ALL - 1], format!("{}:1:500", path(files - 1)));
        let last = &sorted[MOST_IN_ALL].message;
        assert_eq!(*last, format!("there are {} more mistakes in other places", 2 * MOST_IN_ALL));
    }

    #[test]
    fn what_is_found_twice_is_told_once() {
        let problems = Problems::default();
        fill(&problems, "a.md", Rule::RawHtml, 2);
        fill(&problems, "a.md", Rule::RawHtml, 2);
        assert_eq!(labels(&problems.into_sorted()), ["a.md:1:1", "a.md:1:2"]);
    }
}
