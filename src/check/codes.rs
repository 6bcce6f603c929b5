//! `content/codes/`: one file per code, the file's name is the code, no two share one.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::draft::Draft;
use super::settings::SiteToml;
use crate::document::Document;
use crate::load::RawFile;
use crate::model::ResponseCode;
use crate::problem::{Place, Problem, Problems, Rule};

/// Below so many files, another thread costs more than it brings.
pub const FILES_A_THREAD: usize = 16;

/// The codes' files.
#[derive(Debug, Default)]
pub struct Codes {
    /// By code, each code once.
    pub drafts: Vec<Draft>,
    /// Files that make no page: those whose keys could not be read, and all but the first about a
    /// code. What is wrong in them is told all the same.
    pub others: Vec<Draft>,
    /// Codes whose file could not be read, or has another code in its name: they have a page all the
    /// same, once that is fixed.
    pub unread: BTreeSet<ResponseCode>,
}

/// Reads every code's file.
pub fn check(files: &[RawFile], site: &SiteToml, problems: &Problems) -> Codes {
    // What could not even be loaded is known by its problem alone, be it the folder itself.
    let paths = problems.paths();
    let unread = match paths.iter().any(|path| path == "content/codes") {
        true => (100..700).filter_map(ResponseCode::new).collect(),
        false => paths.iter().filter_map(|path| meant(path)).collect(),
    };
    let mut codes = Codes { unread, ..Codes::default() };
    let read = files.par_iter().with_min_len(FILES_A_THREAD).map(|file| {
        let Some((stem, document)) = document(file, problems) else {
            return (meant(&file.path), None);
        };
        let named = named(stem, file, problems);
        let draft = document.and_then(|document| Draft::read(document, named, site, problems));
        (named, draft)
    });
    for (named, draft) in read.collect::<Vec<_>>() {
        match draft {
            Some(draft) if draft.is_read() => {
                codes.unread.extend(draft.other_code());
                codes.drafts.push(draft);
            }
            draft => {
                codes.unread.extend(named);
                codes.others.extend(draft);
            }
        }
    }
    codes.settle(problems);
    codes
}

impl Codes {
    /// Leaves one file a code: the first of those that are named after it.
    fn settle(&mut self, problems: &Problems) {
        self.drafts.sort_by_key(|draft| (draft.code, !draft.is_named, draft.path().to_owned()));
        refuse_duplicates(&self.drafts, problems);
        for draft in std::mem::take(&mut self.drafts) {
            let is_first = self.drafts.last().is_none_or(|last| last.code != draft.code);
            if is_first { &mut self.drafts } else { &mut self.others }.push(draft);
        }
        refuse_twin_orders(&self.drafts, problems);
        for draft in &self.drafts {
            self.unread.remove(&draft.code);
        }
    }
}

/// The stem of a file's name and what the file holds, if it can be read; `None` for a stray file.
fn document<'a>(file: &'a RawFile, problems: &Problems) -> Option<(&'a str, Option<Document>)> {
    let name = file.path.strip_prefix("content/codes/").unwrap_or(&file.path);
    match name.rsplit_once('.').filter(|_| !name.contains('/')) {
        Some((stem, "md")) => Some((stem, Document::markdown(file, problems))),
        Some((stem, "toml")) => Some((stem, Document::toml(file, problems))),
        _ => {
            let message = format!("`{name}` is not a code's file");
            let problem = Problem::at(Place::path(&file.path), Rule::StrayFile, message);
            problems.push(problem.help(match meant(&file.path) {
                Some(code) if is_text(name) => {
                    format!("rename it to {code}.md, or move it out of content/codes")
                }
                Some(code) => {
                    format!("write its text into {code}.md, and move it out of content/codes")
                }
                None => "name it NNN.md or NNN.toml, or move it out of content/codes".to_owned(),
            }));
            None
        }
    }
}

/// The code that a file in `content/codes/` is meant for, such as `404.md.txt` or `404.markdown`.
fn meant(path: &str) -> Option<ResponseCode> {
    let name = path.strip_prefix("content/codes/")?;
    ResponseCode::parse(name.split('.').next().unwrap_or_default())
}

/// Whether a name ends like that of a text file.
fn is_text(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    ["md", "markdown", "mdown", "mkd", "txt", "text", "toml"].contains(&ending.as_str())
}

/// The code that a file is named after.
fn named(stem: &str, file: &RawFile, problems: &Problems) -> Option<ResponseCode> {
    let named = ResponseCode::parse(stem);
    if named.is_none() {
        let message = format!("the file's name `{stem}` is not a code from 100 to 699");
        problems.push(
            Problem::at(Place::path(&file.path), Rule::FileName, message)
                .help("name the file after its code, such as 404.md"),
        );
    }
    named
}

fn refuse_duplicates(drafts: &[Draft], problems: &Problems) {
    // A file that is named after no code has been reported as that.
    let named: Vec<_> = drafts.iter().filter(|draft| draft.is_named).collect();
    for pair in named.windows(2) {
        let [first, second] = pair else { continue };
        if first.code == second.code {
            let message =
                format!("code {} has a page already, at {}", second.code, first.code_place.label());
            problems.push(
                Problem::at(second.code_place.clone(), Rule::DuplicateCode, message)
                    .help("keep one of the two files"),
            );
        }
    }
}

/// Two questions in one place of the order would swap at random edits.
fn refuse_twin_orders(drafts: &[Draft], problems: &Problems) {
    let mut taken: HashMap<i64, &Place> = HashMap::new();
    for (order, place) in drafts.iter().filter_map(Draft::question_order) {
        let first = *taken.entry(order).or_insert(place);
        if first != place {
            let message = format!("another question has the order {order}, at {}", first.label());
            problems.push(
                Problem::at(place.clone(), Rule::Repeated, message)
                    .help("give each question a number of its own"),
            );
        }
    }
}
