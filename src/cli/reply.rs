//! What a command line earns that leads to no command: the help that it asks for, or what is wrong
//! with it, in clap's words.

use clap::Error;

/// Clap's words.
#[derive(Debug)]
pub enum Reply {
    /// What was asked for: help, or the version; with colours.
    Asked(String),
    /// The command line is wrong.
    Wrong {
        /// All that is to be said, for people; with colours.
        drawn: String,
        /// What is wrong, in one line.
        message: String,
        /// What to do.
        help: String,
    },
}

impl From<Error> for Reply {
    fn from(error: Error) -> Self {
        let words = error.render();
        let drawn = words.ansi().to_string();
        if !error.use_stderr() {
            return Self::Asked(drawn);
        }
        let plain = words.to_string();
        let mut parts = plain.split("\n\n").map(in_one_line);
        let message = parts.next().unwrap_or_default();
        let message = message.strip_prefix("error: ").unwrap_or(&message).to_owned();
        let tip = parts.find_map(|part| part.strip_prefix("tip: ").map(str::to_owned));
        let help = tip.unwrap_or_else(|| "`causebook help` says what can be asked for".to_owned());
        Self::Wrong { drawn, message, help }
    }
}

fn in_one_line(part: &str) -> String {
    let lines: Vec<_> = part.lines().map(str::trim).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use crate::cli::{Reply, parse};

    #[track_caller]
    fn check(args: &[&str], message: &str, help: &str) {
        let args: Vec<_> = ["causebook"].iter().chain(args).map(Into::into).collect();
        match parse(&args) {
            Err(Reply::Wrong { message: said, help: helped, .. }) => {
                assert_eq!((said.as_str(), helped.as_str()), (message, help));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_one_line() {
        let usual = "`causebook help` says what can be asked for";
        let port = "invalid value '99999' for '--port <N>': a port is a number from 0 to 65535";
        check(&["serve", "--port", "99999"], port, usual);
        let out = "a value is required for '--out <DIR>' but none was supplied";
        check(&["build", "--out", ""], out, usual);
        let code = "the following required arguments were not provided: <CODE>";
        check(&["new"], code, usual);
        let shells = "invalid value 'tcsh' for '<SHELL>' \
                      [possible values: bash, elvish, fish, powershell, zsh]";
        check(&["completions", "tcsh"], shells, "a similar value exists: 'zsh'");
        let tip = "a similar argument exists: '--quiet'";
        check(&["build", "--quite"], "unexpected argument '--quite' found", tip);
        let none = "'causebook' requires a subcommand but one was not provided \
                    [subcommands: build, serve, check, new, init, completions, help]";
        check(&["--format", "json"], none, usual);
    }
}
