//! The program: reads the command line, runs it, prints, and ends with its status.

use std::io::Write;
use std::process::ExitCode;

use causebook::cli::Cli;
use causebook::run;
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let choice = run::color_choice(cli.shared.color);
    // A reader that has gone away is no reason to complain.
    let tell = |text: &str| {
        let _ = anstream::AutoStream::new(std::io::stderr(), choice).write_all(text.as_bytes());
    };
    let outcome = run::run(&cli, &|notice| tell(&format!("{notice}\n")));
    let _ = std::io::stdout().write_all(outcome.output.as_bytes());
    tell(&outcome.messages);
    ExitCode::from(outcome.exit as u8)
}
