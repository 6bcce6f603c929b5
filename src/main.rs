//! The program: reads the command line, runs it, prints, and ends with its status.

use std::io::{Write, stderr, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use anstream::AutoStream;
use causebook::cli::Cli;
use causebook::run::{self, Say, Stream};
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let choice = run::color_choice(cli.shared.color);
    // A reader that has gone away is no reason to complain.
    let say: Say = Arc::new(move |stream, words| {
        let _ = match stream {
            Stream::Output => stdout().write_all(words.as_bytes()),
            Stream::Messages => AutoStream::new(stderr(), choice).write_all(words.as_bytes()),
        };
    });
    let outcome = run::run(&cli, &say);
    say(Stream::Output, &outcome.output);
    say(Stream::Messages, &outcome.messages);
    ExitCode::from(outcome.exit as u8)
}
