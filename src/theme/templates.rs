//! The theme's templates, compiled by Tera 2, and the few functions that they may call besides
//! Tera's own.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};
use xxhash_rust::xxh3::Xxh3;

use super::bounds;
use super::mistakes::{self, Sources};
use super::page;
use super::press::{Desk, Make, Press, Spoilt};
use super::wording::NO_ASSET;
use super::words::filled;
use crate::document::text;
use crate::load::ThemeFiles;
use crate::problem::{Place, Problem, Problems, Rule};
use crate::threads;

/// The templates that every theme has.
const PAGES: [&str; 3] = ["home.html", "code.html", "404.html"];

/// What to do about a template that is not there.
const WRITE: &str = "write it; the theme guide says what it receives";

/// Compiled templates.
#[derive(Debug, Clone)]
pub struct Templates {
    engine: Tera,
    press: Press,
    /// The folder that they lie in; ends with `/`.
    folder: String,
    /// The source of each template, by its name.
    sources: Sources,
    /// The hash of each value that every template sees.
    shared: BTreeMap<&'static str, u128>,
}

impl Templates {
    /// Compiles the templates; `urls` holds the URL of each asset by its name.
    pub fn compile(
        files: &ThemeFiles,
        urls: BTreeMap<String, String>,
        problems: &Problems,
    ) -> Option<Self> {
        let folder = format!("themes/{}/templates/", files.name);
        let mut sources = BTreeMap::new();
        let mut pages = BTreeSet::from(PAGES);
        for raw in &files.templates {
            let name = raw.path.strip_prefix(&folder).unwrap_or(&raw.path);
            match text(raw, problems) {
                Some(file) => drop(sources.insert(name.to_owned(), file)),
                None => drop(pages.remove(name)),
            }
        }
        for path in &files.unread {
            pages.remove(path.strip_prefix(&folder).unwrap_or(path));
        }
        let complete = are_there(&pages, &sources, &folder, problems);
        let is_whole = sources.len() == files.templates.len() && files.unread.is_empty();
        let tera = threads::run(|| {
            // What the others miss may stand in those that cannot be read.
            if is_whole { compile(&sources, &urls) } else { Err(syntax_mistakes(&sources, &urls)) }
        });
        let tera = tera.unwrap_or_else(|| {
            Err(vec![mistakes::of_theme(
                "the templates cannot be compiled: causebook broke down, or no thread is to be had",
            )])
        });
        let tera = tera.map_err(|mistakes| problems.extend(mistakes));
        tera.ok().filter(|_| complete).map(|engine| Self {
            engine,
            press: Press::default(),
            folder,
            sources,
            shared: BTreeMap::new(),
        })
    }

    /// Whether the theme has all of `names`; one that it lacks is reported.
    pub fn has_all(&self, names: &BTreeSet<&'static str>, problems: &Problems) -> bool {
        are_there(names, &self.sources, &self.folder, problems)
    }

    /// Whether the theme has a template that it may leave out.
    pub fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// Puts a value where every template sees it.
    ///
    /// # Errors
    /// Where the value cannot be shown to a template.
    pub fn share(&mut self, name: &'static str, value: &impl Serialize) -> Result<(), Problem> {
        let hash = hash(value);
        if self.shared.get(name) == Some(&hash) {
            return Ok(());
        }
        let value = Value::try_from_serializable(value);
        let value = value.map_err(|error| mistakes::first(&error, &self.sources))?;
        self.engine.global_context().insert_value(name, value);
        self.shared.insert(name, hash);
        Ok(())
    }

    /// The hash of all that decides a page of these templates.
    pub fn origin(&self, template: &str, view: &impl Serialize) -> u128 {
        let mut hasher = Xxh3::new();
        hasher.update(template.as_bytes());
        let parts = self.shared.values().copied().chain([hash(view)]);
        parts.for_each(|part| hasher.update(&part.to_le_bytes()));
        hasher.digest128()
    }

    /// Whether a template still runs that was given up.
    pub fn is_held_up(&self) -> bool {
        self.press.is_held_up()
    }

    /// What a template makes of `view`, a map, at the desk of the thread that runs it.
    ///
    /// # Errors
    /// Where the view cannot be shown to a template, those of the template, and bounds.
    pub fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        desk: &Desk,
    ) -> Result<Vec<u8>, Spoilt> {
        let context = Context::from_serialize(view);
        let context = context.map_err(|error| Spoilt::Mistake(Box::new(error)))?;
        desk.run(|| page::render(&self.engine, template, &context))
    }

    /// The pages that `make` makes on all processors, one for each of `templates`; in the place of
    /// each that is not there, the mistake of the theme that stops it, or `None` where another's did.
    pub fn pages(
        &self,
        templates: &[&'static str],
        make: Arc<Make>,
    ) -> impl Iterator<Item = Option<Result<Bytes, Problem>>> {
        let pages = self.press.pages(templates.to_vec(), make).into_iter();
        pages.zip(templates).map(|(page, template)| {
            let mistake = |spoilt| match spoilt {
                Spoilt::Mistake(error) => mistakes::first(&error, &self.sources),
                Spoilt::Overrun(overrun) => mistakes::of_overrun(template, overrun, &self.sources),
            };
            Some(page?.map_err(mistake))
        })
    }
}

fn are_there(
    names: &BTreeSet<&'static str>,
    sources: &Sources,
    folder: &str,
    problems: &Problems,
) -> bool {
    let missing: Vec<_> = names.iter().filter(|name| !sources.contains_key(**name)).collect();
    for name in &missing {
        let place = Place::path(format!("{folder}{name}"));
        let problem = Problem::at(place, Rule::MissingFile, format!("the theme has no {name}"));
        problems.push(problem.help(WRITE));
    }
    let blank = |name: &&&str| sources.get(**name).is_some_and(|it| it.text.trim().is_empty());
    for name in names.iter().filter(blank) {
        let place = Place::path(format!("{folder}{name}"));
        problems.push(Problem::at(place, Rule::Template, "the template is empty").help(WRITE));
    }
    missing.is_empty()
}

/// Compiles all templates; where that fails, each by itself, so that one syntax error does not hide
/// the next. The engine sees no template that is beyond its bounds.
fn compile(sources: &Sources, urls: &BTreeMap<String, String>) -> Result<Tera, Vec<Problem>> {
    let beyond = bounds::mistakes(sources);
    let mut error = None;
    if beyond.is_empty() {
        let mut tera = engine(urls);
        let all = sources.iter().map(|(name, file)| (name.as_str(), file.text.as_str()));
        match tera.add_raw_templates(all) {
            Ok(()) => return Ok(tera),
            Err(refusal) => error = Some(refusal),
        }
    }
    let broken: Vec<_> = beyond.into_iter().chain(syntax_mistakes(sources, urls)).collect();
    Err(match error {
        Some(error) if broken.is_empty() => mistakes::all(&error, sources),
        _ => broken,
    })
}

/// What the engine cannot read, each template by itself; those that it must not read are left out.
fn syntax_mistakes(sources: &Sources, urls: &BTreeMap<String, String>) -> Vec<Problem> {
    let readable = sources.iter().filter(|(_, file)| bounds::is_readable(&file.text));
    let broken = readable.filter_map(|(name, file)| {
        let error = engine(urls).add_raw_template(name, &file.text).err()?;
        let is_syntax = matches!(error.kind(), tera::ErrorKind::SyntaxError(_));
        is_syntax.then(|| mistakes::first(&error, sources))
    });
    broken.collect()
}

/// The hash of what a template sees of a value: its form as JSON.
fn hash(value: &impl Serialize) -> u128 {
    struct Hash(Xxh3);
    impl io::Write for Hash {
        fn write(&mut self, part: &[u8]) -> io::Result<usize> {
            self.0.update(part);
            Ok(part.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut hash = Hash(Xxh3::new());
    // A value that is none in JSON is none for a template either, which says so.
    let _ = serde_json::to_writer(&mut hash, value);
    hash.0.digest128()
}

/// Tera with our functions.
fn engine(urls: &BTreeMap<String, String>) -> Tera {
    let mut tera = Tera::new();
    tera.register_filter("fill", fill);
    tera.register_filter("safe", safe);
    let urls = urls.clone();
    tera.register_function("asset", move |kwargs: Kwargs, _: &State<'_>| asset(&urls, &kwargs));
    tera
}

/// `{{ body_html | safe }}`: Tera's own filter, to which a misspelt name is an empty text.
fn safe(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if value.is_undefined() {
        return Err(tera::Error::message("what `safe` is to print is not defined"));
    }
    Ok(match value.as_str() {
        Some(text) => Value::safe_string(text),
        None => Value::safe_string(&value.to_string()),
    })
}

/// `{{ words.count | fill(count=3) }}`: puts values in the place of `{count}`. A gap that stays is a
/// mistake; a language may do without one.
fn fill(text: &str, kwargs: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let value = |name: &str| kwargs.iter().find(|(key, _)| key.as_str() == Some(name));
    match gap(&filled(text, |name| value(name).map(|_| String::new()))) {
        Some(name) => Err(tera::Error::message(format!("nothing fills `{{{name}}}` of `{text}`"))),
        None => Ok(filled(text, |name| value(name).map(|(_, value)| value.to_string()))),
    }
}

/// The name in the first `{name}` of a text.
fn gap(text: &str) -> Option<&str> {
    let inner = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let of_name = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_';
    let begins = |name: &str| name.starts_with(|it: char| it.is_ascii_lowercase() || it == '_');
    let is_name = |name: &&str| begins(name) && name.bytes().all(of_name);
    inner.into_iter().find(is_name)
}

/// `{{ asset(name="site.css") }}`: the URL of an asset.
fn asset(urls: &BTreeMap<String, String>, kwargs: &Kwargs) -> TeraResult<String> {
    let name = kwargs.must_get::<&str>("name")?;
    let url = urls.get(name).cloned();
    url.ok_or_else(|| tera::Error::message(format!("{NO_ASSET} `{name}`")))
}
