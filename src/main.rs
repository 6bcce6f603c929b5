//! The program: reads the command line, runs it, prints, and ends with its status.

mod progress;

use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::AutoStream;
use causebook::problem::Exit;
use causebook::run::{self, Say, Stream};
use progress::Progress;

fn main() -> ExitCode {
    static LOST: AtomicBool = AtomicBool::new(false);
    let args: Vec<_> = std::env::args_os().collect();
    let (progress, choice) = (Progress::default(), run::color_choice(&args));
    let say: Say = Arc::new(move |stream, words| match stream {
        Stream::Progress => progress.show(words),
        Stream::Output => progress.beside(|| {
            let mut stdout = AutoStream::new(stdout(), choice);
            // A reader that has gone away is no reason to complain.
            let written = stdout.write_all(words.as_bytes()).and_then(|()| stdout.flush());
            let refused = written.err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
            LOST.fetch_or(refused.is_some(), Ordering::Relaxed);
        }),
        Stream::Messages => progress.beside(|| {
            let _ = AutoStream::new(stderr(), choice).write_all(words.as_bytes());
        }),
    });
    let outcome = run::run(&args, progress::width(), &say);
    say(Stream::Output, &outcome.output);
    say(Stream::Messages, &outcome.messages);
    if LOST.load(Ordering::Relaxed) {
        say(Stream::Messages, "error: the output cannot be written\n");
        return ExitCode::from(Exit::Refused as u8);
    }
    ExitCode::from(outcome.exit as u8)
}
