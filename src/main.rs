//! The program: reads the command line, runs it, prints, and ends with its status.

mod progress;

use std::io::{Write, stderr, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use anstream::AutoStream;
use causebook::cli::Cli;
use causebook::run::{self, Say, Stream};
use clap::Parser;
use progress::Progress;

fn main() -> ExitCode {
    let mut cli = Cli::parse();
    cli.shared.width = progress::width();
    let choice = run::color_choice(cli.shared.color);
    let progress = Progress::default();
    // A reader that has gone away is no reason to complain.
    let say: Say = Arc::new(move |stream, words| match stream {
        Stream::Progress => progress.show(words),
        Stream::Output => progress.beside(|| drop(stdout().write_all(words.as_bytes()))),
        Stream::Messages => {
            let mut stderr = AutoStream::new(stderr(), choice);
            progress.beside(|| drop(stderr.write_all(words.as_bytes())));
        }
    });
    let outcome = run::run(&cli, &say);
    say(Stream::Output, &outcome.output);
    say(Stream::Messages, &outcome.messages);
    ExitCode::from(outcome.exit as u8)
}
