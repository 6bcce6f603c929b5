//! From a command line to what is said and the exit status: the words around the stages.

mod preview;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cli::{self, Cli, Color, Command, Format, Overrides, Reply, Shared};
use crate::load::find_root;
use crate::model::{BaseUrl, ResponseCode};
use crate::pipeline::{self, Built, Project, Stage, Told};
use crate::problem::{Exit, Failure, Problem, github, human, json};
use crate::publish::Report;
use crate::scaffold;

/// What is to be printed, and how the program ends.
#[derive(Debug)]
pub struct Outcome {
    /// How the program ends.
    pub exit: Exit,
    /// For programs, to standard output.
    pub output: String,
    /// For people, to standard error.
    pub messages: String,
}

/// Where words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output, for programs.
    Output,
    /// Standard error, for people.
    Messages,
    /// The line of a terminal that says what is done now; an empty text removes the line.
    Progress,
}

/// Prints words at once, from any thread.
pub type Say = Arc<dyn Fn(Stream, &str) + Send + Sync>;

/// Does what the command line `args` asks for; `say` prints what is to be read while it is done, on
/// a terminal of `width` columns if it is one.
pub fn run(args: &[OsString], width: Option<usize>, say: &Say) -> Outcome {
    let start = Instant::now();
    let mut cli = match cli::parse(args) {
        Ok(cli) => cli,
        Err(reply) => return Outcome::of(reply, cli::format(args)),
    };
    cli.shared.width = width;
    let performed = perform(&cli, say, start);
    say(Stream::Progress, "");
    match performed {
        Ok(outcome) if cli.shared.quiet => Outcome { messages: String::new(), ..outcome },
        Ok(outcome) => outcome,
        Err(failure) => Outcome::failed(&failure, cli.shared.format, cli.shared.width),
    }
}

/// The colour choice of the command line `args`; `auto` is left to the stream.
pub fn color_choice(args: &[OsString]) -> anstream::ColorChoice {
    match cli::color(args) {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
}

impl Outcome {
    fn done(messages: String) -> Self {
        Self { exit: Exit::Done, output: String::new(), messages }
    }

    fn of(reply: Reply, format: Format) -> Self {
        match reply {
            Reply::Asked(output) => Self { output, ..Self::done(String::new()) },
            Reply::Wrong { drawn, .. } if format == Format::Human => {
                Self { exit: Exit::Refused, ..Self::done(drawn) }
            }
            Reply::Wrong { message, help, .. } => {
                Self::failed(&Failure::usage(message, help), format, None)
            }
        }
    }

    fn failed(failure: &Failure, format: Format, width: Option<usize>) -> Self {
        let problems = in_form(&failure.problems, format, width);
        let (output, messages) = match format {
            Format::Human => {
                let closing = if failure.exit == Exit::Problems || failure.problems.len() > 1 {
                    format!("\n{}; nothing was written\n", counted_problems(failure))
                } else {
                    String::new()
                };
                (String::new(), problems + &closing)
            }
            Format::Json | Format::Github => (problems, String::new()),
        };
        Self { exit: failure.exit, output, messages }
    }
}

/// The problems in a form, with the end of the last line; drawn ones fit into `width` columns.
fn in_form(problems: &[Problem], format: Format, width: Option<usize>) -> String {
    let (form, between): (&dyn Fn(&Problem) -> String, _) = match format {
        Format::Human => (&|problem| human::draw(problem, width), "\n"),
        Format::Json => (&json::line, ""),
        Format::Github => (&github::command, ""),
    };
    let lines: Vec<_> = problems.iter().map(|problem| form(problem) + "\n").collect();
    lines.join(between)
}

fn counted_problems(failure: &Failure) -> String {
    counted(failure.problems.len(), "problem")
}

fn perform(cli: &Cli, say: &Say, start: Instant) -> Result<Outcome, Failure> {
    match &cli.command {
        Command::Build { out, overrides } => {
            let project = project(&cli.shared, overrides)?;
            let out = out.clone().unwrap_or_else(|| project.root.join("public"));
            if out.is_relative() {
                here()?;
            }
            let notice = |words: &str| {
                if !cli.shared.quiet {
                    say(Stream::Messages, &format!("{words}\n"));
                }
            };
            let told = Told { stage: &progress(&cli.shared, say), notice: &notice };
            let built = pipeline::build(&project, &out, &told)?;
            Ok(Outcome::done(said(&built, &out, start)))
        }
        Command::Serve { serving } => preview::show(&cli.shared, serving, say).map(Outcome::done),
        Command::Check { overrides } => {
            let project = project(&cli.shared, overrides)?;
            let site = pipeline::site(&project, &progress(&cli.shared, say))?;
            let (size, time) = (size(site.codes, site.pages.len()), in_words(start.elapsed()));
            let message = format!("{size}: no problems, in {time}\n");
            Ok(Outcome::done(message))
        }
        Command::New { code } => new_code(&cli.shared, code).map(Outcome::done),
        Command::Init { folder } => init(folder).map(Outcome::done),
        Command::Completions { shell } => {
            Ok(Outcome { output: cli::completions(*shell), ..Outcome::done(String::new()) })
        }
    }
}

/// Shows people what is done now.
fn progress<'a>(shared: &'a Shared, say: &'a Say) -> impl Fn(Stage) + 'a {
    |stage| {
        if !shared.quiet {
            say(Stream::Progress, stage.words());
        }
    }
}

fn new_code(shared: &Shared, digits: &str) -> Result<String, Failure> {
    let code = ResponseCode::parse(digits).ok_or_else(|| {
        let message = format!("`{digits}` is not a SIP response code");
        Failure::usage(message, "name three digits from 100 to 699, such as `causebook new 606`")
    })?;
    let path = scaffold::new_code(&root(shared.root.as_deref())?, code)?;
    let keys = scaffold::keys_to_write(code).join(", ");
    Ok(format!("wrote {path}; write {keys}, then run `causebook check`\n"))
}

fn init(folder: &Path) -> Result<String, Failure> {
    let files = scaffold::init(folder)?;
    let (count, folder) = (files.len(), quoted(&folder.display().to_string()));
    Ok(format!(
        "wrote {count} files to {folder}; run `causebook build --root {folder}`, then edit content/site.toml\n"
    ))
}

/// A path as a shell takes it for one word, and a program not for an option.
fn quoted(path: &str) -> String {
    if path.starts_with('-') {
        return quoted(&format!("./{path}"));
    }
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if path.chars().all(plain) {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

fn project(shared: &Shared, overrides: &Overrides) -> Result<Project, Failure> {
    let base_url = overrides.base_url.as_deref().map(base_url).transpose()?;
    Ok(Project { root: root(shared.root.as_deref())?, base_url, theme: overrides.theme.clone() })
}

/// The project's folder: as it was named, or the nearest one upwards.
fn root(named: Option<&Path>) -> Result<PathBuf, Failure> {
    let is_whole = named.is_some_and(Path::is_absolute);
    find_root(named, &if is_whole { PathBuf::new() } else { here()? })
}

/// The folder that the program runs in; it may be gone.
fn here() -> Result<PathBuf, Failure> {
    env::current_dir().map_err(|_| {
        let message = "the current folder is gone, or cannot be read";
        let help = "go to another folder, such as with `cd ~`, and run this again";
        Failure::usage(message, help)
    })
}

fn base_url(url: &str) -> Result<BaseUrl, Failure> {
    BaseUrl::parse(url).map_err(|bad| Failure::usage(bad.message(url), bad.help()))
}

fn said(built: &Built, out: &Path, start: Instant) -> String {
    let report = &built.report;
    let mut message = String::new();
    for path in &report.kept {
        let path = out.join(path);
        message += &format!("kept {}: obsolete, but edited by hand\n", path.display());
    }
    for path in &report.moved {
        let why = "it may be a person's, and the site has a file of its own in its place";
        message += &format!("moved to {path}: {why}\n");
    }
    if let Some(why) = &report.piecewise {
        message += &format!("published file by file, not in one step: {why}\n");
    }
    let Report { written, unchanged, removed, .. } = report;
    message
        + &format!(
            "{} in {}: {} written, {unchanged} unchanged, {removed} removed\n",
            size(built.codes, built.pages),
            in_words(start.elapsed()),
            counted(*written, "file")
        )
}

/// The size of a site.
fn size(codes: usize, pages: usize) -> String {
    format!("{}, {}", counted(codes, "code"), counted(pages, "page"))
}

/// How many there are of what is called `one`.
fn counted(count: usize, one: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {one}{plural}")
}

fn in_words(time: Duration) -> String {
    if time.as_secs() == 0 {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}
