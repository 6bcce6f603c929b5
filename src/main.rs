//! The program: reads the command line, runs it, prints, and ends with its status.

mod progress;

use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::AutoStream;
use causebook::cli::Cli;
use causebook::problem::Exit;
use causebook::run::{self, Say, Stream};
use clap::Parser;
use progress::Progress;

fn main() -> ExitCode {
    let mut cli = Cli::parse();
    cli.shared.width = progress::width();
    let choice = run::color_choice(cli.shared.color);
    let lost = Arc::new(AtomicBool::new(false));
    let loses = lost.clone();
    let progress = Progress::default();
    let say: Say = Arc::new(move |stream, words| match stream {
        Stream::Progress => progress.show(words),
        Stream::Output => progress.beside(|| {
            // A reader that has gone away is no reason to complain.
            let written = stdout().write_all(words.as_bytes()).and_then(|()| stdout().flush());
            let refused = written.err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
            loses.fetch_or(refused.is_some(), Ordering::Relaxed);
        }),
        Stream::Messages => {
            let mut stderr = AutoStream::new(stderr(), choice);
            progress.beside(|| drop(stderr.write_all(words.as_bytes())));
        }
    });
    let outcome = run::run(&cli, &say);
    say(Stream::Output, &outcome.output);
    say(Stream::Messages, &outcome.messages);
    if lost.load(Ordering::Relaxed) {
        say(Stream::Messages, "error: the output cannot be written\n");
        return ExitCode::from(Exit::Refused as u8);
    }
    ExitCode::from(outcome.exit as u8)
}
