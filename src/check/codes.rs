//! `content/codes/`: one file per code, the file's name is the code, no two share one.

use std::collections::HashMap;

use super::document::Document;
use super::draft::Draft;
use super::settings::Site;
use crate::load::RawFile;
use crate::model::ResponseCode;
use crate::problem::{Place, Problem, Problems, Rule};

/// Reads every code's file; the drafts are sorted by code, each code once.
pub fn check(files: &[RawFile], site: &Site, problems: &Problems) -> Vec<Draft> {
    let mut drafts: Vec<_> = files.iter().filter_map(|file| draft(file, site, problems)).collect();
    drafts.sort_by(|a, b| (a.code, a.path()).cmp(&(b.code, b.path())));
    refuse_duplicates(&drafts, problems);
    drafts.dedup_by_key(|draft| draft.code);
    refuse_twin_orders(&drafts, problems);
    drafts
}

fn draft(file: &RawFile, site: &Site, problems: &Problems) -> Option<Draft> {
    let name = file.path.strip_prefix("content/codes/").unwrap_or(&file.path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    if name.contains('/') || !matches!(extension, "md" | "toml") {
        let message = format!("`{name}` is not a code's file");
        problems.push(
            Problem::at(Place::path(&file.path), Rule::StrayFile, message)
                .help("name it NNN.md or NNN.toml, or move it out of content/codes"),
        );
        return None;
    }
    let document = match extension {
        "md" => Document::markdown(file, problems),
        _ => Document::toml(file, problems),
    }?;
    let named = ResponseCode::parse(stem);
    if named.is_none() {
        let message = format!("the file's name `{stem}` is not a code from 100 to 699");
        problems.push(
            Problem::at(Place::path(&file.path), Rule::FileName, message)
                .help("name the file after its code, such as 404.md"),
        );
    }
    Draft::read(document, named, site, problems)
}

fn refuse_duplicates(drafts: &[Draft], problems: &Problems) {
    for pair in drafts.windows(2) {
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
        if let Some(first) = taken.insert(order, place) {
            let message = format!("another question has the order {order}, at {}", first.label());
            problems.push(
                Problem::at(place.clone(), Rule::Repeated, message)
                    .help("give each question a number of its own"),
            );
        }
    }
}
