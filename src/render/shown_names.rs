//! The names under which systems show a code: what products write, and what Q.850 calls the causes
//! that become it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Cause, Lexicon, ResponseCode, Showing};
use crate::registry;

/// A name that products show, written alike, for more codes than this names none of them.
const MOST_CODES: usize = 12;
/// What stands before the names of causes in Asterisk.
const PREFIX: &str = "AST_CAUSE_";

/// What products show for each code.
#[derive(Debug)]
pub struct ShownNames<'a>(BTreeMap<ResponseCode, Vec<&'a str>>);

impl<'a> ShownNames<'a> {
    /// Gathers the names of all products.
    pub fn of(lexicon: &'a Lexicon) -> Self {
        let rows = || lexicon.products.iter().flat_map(|product| &product.rows);
        let names = |row: &'a Showing| row.shows.iter().map(String::as_str).filter(is_name);
        let mut codes: BTreeMap<&str, BTreeSet<ResponseCode>> = BTreeMap::new();
        for row in rows() {
            for name in names(row) {
                codes.entry(name).or_default().extend(codes_of(row));
            }
        }
        codes.retain(|_, codes| codes.len() <= MOST_CODES);
        let mut shown: BTreeMap<ResponseCode, Vec<&str>> = BTreeMap::new();
        for row in rows() {
            let names: Vec<_> = names(row).filter(|name| codes.contains_key(name)).collect();
            for code in codes_of(row) {
                shown.entry(code).or_default().extend(&names);
            }
        }
        Self(shown)
    }

    /// The names that products show for a code, or send it on for, then those of the causes `q850`
    /// that become it. Each stands once, whatever its case and what is between its words. Bare
    /// numbers are no names, and what is shown for almost everything names no code.
    pub fn of_code(&self, code: ResponseCode, q850: &[Cause]) -> Vec<&'a str> {
        let shown = self.0.get(&code).into_iter().flatten();
        let shown = shown.map(|name| name.strip_prefix(PREFIX).unwrap_or(name));
        let causes = q850.iter().filter_map(|value| registry::cause_name(value.value())).map(plain);
        let mut taken = BTreeSet::new();
        shown.chain(causes).filter(|name| taken.insert(key(name))).collect()
    }
}

fn codes_of(row: &Showing) -> impl Iterator<Item = ResponseCode> {
    let sent = row.sends.filter(|sent| !row.codes.contains(sent));
    row.codes.iter().copied().chain(sent)
}

fn is_name(text: &&str) -> bool {
    !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name of a cause without what the table says about it.
fn plain(name: &str) -> &str {
    let name = name.strip_suffix(" (national use)").unwrap_or(name);
    name.strip_suffix(", unspecified").unwrap_or(name)
}

/// What two names share that are the same.
fn key(name: &str) -> String {
    let upper = name.to_uppercase();
    let words = upper.strip_prefix(PREFIX).unwrap_or(&upper);
    let between = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let words: Vec<_> = words.split(between).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panic")]
mod tests {
    use super::*;
    use crate::model::{Evidence, Grounds, Product};

    fn code(number: u16) -> ResponseCode {
        ResponseCode::new(number.into()).unwrap()
    }

    fn row(shows: &[&str], codes: &[u16], sends: Option<u16>) -> Showing {
        let grounds =
            Grounds { evidence: Evidence::Practice, source: "a".to_owned(), uncertain: None };
        Showing {
            shows: shows.iter().map(|name| (*name).to_owned()).collect(),
            field: "STATUS".to_owned(),
            cause: None,
            number: None,
            codes: codes.iter().copied().map(code).collect(),
            sends: sends.map(code),
            meaning: None,
            lost: None,
            grounds,
        }
    }

    #[track_caller]
    fn check(rows: Vec<Showing>, number: u16, q850: &[u8], expected: &[&str]) {
        let product = Product { id: "a".to_owned(), name: "A".to_owned(), note: None, rows };
        let lexicon = Lexicon { products: vec![product], ..Lexicon::default() };
        let q850: Vec<_> = q850.iter().filter_map(|value| Cause::new((*value).into())).collect();
        assert_eq!(ShownNames::of(&lexicon).of_code(code(number), &q850), expected);
    }

    #[test]
    fn names_are_those_of_rows_with_the_code_and_of_rows_that_send_it() {
        let rows = || vec![row(&["BUSY"], &[486], None), row(&["CANCEL"], &[480], Some(487))];
        check(rows(), 486, &[], &["BUSY"]);
        check(rows(), 480, &[], &["CANCEL"]);
        check(rows(), 487, &[], &["CANCEL"]);
        check(rows(), 404, &[], &[]);
    }

    #[test]
    fn causes_give_their_names_without_what_the_table_says_of_them() {
        check(
            vec![],
            404,
            &[2, 17, 31, 10],
            &["No route to specified transit network", "User busy", "Normal"],
        );
    }

    #[test]
    fn a_name_stands_once_in_its_first_form() {
        let rows = vec![row(&["AST_CAUSE_USER_BUSY", "User-busy", "BUSY"], &[486], Some(486))];
        check(rows, 486, &[17], &["USER_BUSY", "BUSY"]);
    }

    #[test]
    fn numbers_and_what_is_shown_for_everything_name_no_code() {
        let all: Vec<u16> = (480..494).collect();
        let rows = vec![row(&["17", "FAILED"], &all[..7], None), row(&["FAILED"], &all[7..], None)];
        check(rows, 486, &[], &[]);
    }
}
