//! The command line: what can be asked for, and how it is written. Clap's only home.

mod reply;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

pub use reply::Reply;

/// Turns a folder of content files, one per SIP response code, into a knowledge-base site.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command understands.
    #[command(flatten)]
    pub shared: Shared,
}

const EXAMPLES: &str = "\
Examples:
  causebook build                      write the site to public/
  causebook build --out /tmp/site      write it somewhere else
  causebook check --format github      annotate a pull request
  causebook serve --open               write, save, and see it in the browser
  causebook new 606                    start a page for a code
  causebook init my-codes              start a knowledge base of your own";

/// What every command understands.
#[derive(Debug, Clone, Args)]
pub struct Shared {
    /// The project's folder [default: the nearest one upwards that holds content/site.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// How problems are printed; json and github go to standard output
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub format: Format,
    /// Colours in messages
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub color: Color,

    /// The columns of the terminal that messages go to, if they go to one.
    #[arg(skip)]
    pub width: Option<usize>,
    /// Say nothing but problems
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the site
    #[command(after_help = "Example:\n  causebook build --base-url https://preview.example.com")]
    Build {
        /// Where the site goes [default: public in the project's folder]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// What stands in the place of settings.
        #[command(flatten)]
        overrides: Overrides,
    },
    /// Show the site while you write: each save is in the browser at once; nothing is written
    #[command(after_help = "Example:\n  causebook serve --port 8080 --open")]
    Serve {
        /// Where the preview is shown.
        #[command(flatten)]
        serving: Serving,
    },
    /// Find every mistake that build would refuse; write nothing
    #[command(after_help = "Example:\n  causebook check --format json | jq .message")]
    Check {
        /// What stands in the place of settings.
        #[command(flatten)]
        overrides: Overrides,
    },
    /// Write a content file to fill in, from what the registry knows of a code
    #[command(after_help = "Example:\n  causebook new 606      writes content/codes/606.md")]
    New {
        /// Three digits, from 100 to 699
        code: String,
    },
    /// Write a small knowledge base for another provider
    #[command(after_help = "Example:\n  causebook init my-codes && cd my-codes && causebook build")]
    Init {
        /// A folder that does not exist yet, or is empty but for dot-files
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  causebook completions bash > ~/.local/share/bash-completion/completions/causebook"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Where the preview is shown.
#[derive(Debug, Args)]
pub struct Serving {
    /// The port; 0 takes any [default: 3000, or the next free one]
    #[arg(long, value_name = "N", value_parser = port)]
    pub port: Option<u16>,
    /// The address to listen at; another one than the default shows the preview to your network
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub host: String,
    /// Open the preview in the browser
    #[arg(long)]
    pub open: bool,
}

/// What stands in the place of settings.
#[derive(Debug, Args)]
pub struct Overrides {
    /// The absolute address of the site, instead of `base_url` in site.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// A folder of themes/, instead of `theme` in site.toml
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
}

/// Reads a command line, whose first word is the program's name.
///
/// # Errors
/// What to reply where it names no command.
pub fn parse(args: &[OsString]) -> Result<Cli, Reply> {
    Cli::try_parse_from(args).map_err(Reply::from)
}

/// The colour choice of a command line, whether or not the rest of it is understood.
pub fn color(args: &[OsString]) -> Color {
    choice(args, "--color").unwrap_or(Color::Auto)
}

/// The form of problems of a command line, whether or not the rest of it is understood.
pub fn format(args: &[OsString]) -> Format {
    choice(args, "--format").unwrap_or(Format::Human)
}

/// What a command line chooses for `option`, as `--option VALUE` or `--option=VALUE`.
fn choice<T: ValueEnum>(args: &[OsString], option: &str) -> Option<T> {
    let words = args.iter().map(|arg| arg.to_str().unwrap_or_default());
    let words: Vec<_> = words.take_while(|word| *word != "--").collect();
    let value = |(at, word): (usize, &&str)| match word.strip_prefix(option)? {
        "" => words.get(at + 1).copied().map(str::to_owned),
        rest => rest.strip_prefix('=').map(str::to_owned),
    };
    T::from_str(&words.iter().enumerate().find_map(value)?, false).ok()
}

/// A port in digits; the standard library would speak of its types.
fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "a port is a number from 0 to 65535")
}

/// The completions for a shell, as text.
pub fn completions(shell: clap_complete::Shell) -> String {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "causebook", &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on standard error
    Human,
    /// One JSON object a line
    Json,
    /// Workflow annotations
    Github,
}

/// Whether messages have colours: `auto` leaves it to the stream, `always` and `never` speak for
/// themselves. A documented variant would be listed in the help text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "clap prints the documentation of variants")]
pub enum Color {
    Auto,
    Always,
    Never,
}
