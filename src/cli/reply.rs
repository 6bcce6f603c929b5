//! What a command line earns that leads to no command: the help that it asks for, or what is wrong
//! with it, in clap's words.

use clap::Error;

/// Clap's words, with colours.
#[derive(Debug)]
pub enum Reply {
    /// What was asked for: help, or the version.
    Asked(String),
    /// What is wrong.
    Wrong(String),
}

impl From<Error> for Reply {
    fn from(error: Error) -> Self {
        let words = error.render().ansi().to_string();
        if error.use_stderr() { Self::Wrong(words) } else { Self::Asked(words) }
    }
}
