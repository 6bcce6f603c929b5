//! Problems for the page that shows them over the site: plain text in JSON, drawn as on a terminal
//! but without colours.

use anstream::adapter::strip_str;
use serde::Serialize;

use crate::problem::{Problem, human};

/// The most problems that are shown at once; further ones are only counted.
const MOST: usize = 50;

/// The problems of a build.
#[derive(Debug, Serialize)]
pub struct Overlay {
    /// How many there are in all.
    pub count: usize,
    /// The first of them.
    pub problems: Vec<Shown>,
}

/// One problem as text.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// What is wrong.
    pub message: String,
    /// Place, excerpt and help as on a terminal, below the message.
    pub excerpt: String,
}

/// What a page is to show of `problems`.
pub fn overlay(problems: &[Problem]) -> Overlay {
    let shown = problems.iter().take(MOST).map(show).collect();
    Overlay { count: problems.len(), problems: shown }
}

fn show(problem: &Problem) -> Shown {
    let drawn = strip_str(&human::draw(problem, None)).to_string();
    let excerpt = drawn.split_once('\n').map_or("", |(_, below)| below);
    Shown { message: problem.message.clone(), excerpt: excerpt.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Place, Rule};
    use crate::source::SourceFile;
    use std::sync::Arc;

    #[test]
    fn a_problem_is_shown_as_text_without_colours() {
        let file = Arc::new(SourceFile::new("content/codes/404.md", "one\ntwo\n"));
        let problem = Problem::at(Place::span(&file, 4..7), Rule::EmptyText, "a <b> message");
        let overlay = overlay(&[problem.help("write something")]);
        assert_eq!(overlay.count, 1);
        let shown = &overlay.problems[0];
        assert!(shown.excerpt.contains("content/codes/404.md:2:1"), "{}", shown.excerpt);
        assert_eq!(shown.message, "a <b> message");
        assert!(shown.excerpt.contains("2 | two") && shown.excerpt.contains("write something"));
        assert!(!shown.excerpt.contains('\u{1b}') && !shown.excerpt.contains("a <b> message"));
    }
}
