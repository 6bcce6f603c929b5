//! Words out of a fixed list, numbers and days within bounds: what the structured keys of a code hold.

use std::hash::Hash;
use std::ops::{Range, RangeInclusive};

use crate::document::{Fields, Text, did_you_mean, listed};
use crate::model::Choice;
use crate::problem::{Place, Problem, Rule};

impl Fields<'_> {
    /// Refuses a day before SIP was (RFC 2543 is of March 1999).
    pub fn refuse_before_sip(&self, (date, place): &(String, Place)) {
        if date.as_str() < "1999-03" {
            let message = format!("{date} was before there was SIP");
            let problem = Problem::at(place.clone(), Rule::InvalidDate, message);
            self.push(problem.help("write the year with its four digits"));
        }
    }

    /// The word of a key that must be there.
    pub fn choice<T: Choice>(&self, key: &'static str) -> Option<T> {
        self.text(key).and_then(|text| self.among(key, text)).map(|(word, _)| word)
    }

    /// The word of a key that may be left out, and its place.
    pub fn optional_choice<T: Choice>(&self, key: &'static str) -> Option<(T, Place)> {
        self.optional_text(key).and_then(|text| self.among(key, text))
    }

    /// A list of words that may be left out; each may stand once.
    pub fn optional_choices<T: Choice + Eq + Hash>(
        &self,
        key: &'static str,
        count: Range<usize>,
    ) -> Vec<T> {
        let texts = self.optional_texts(key, count).unwrap_or_default().into_iter();
        let words = texts.filter_map(|text| self.among(key, text));
        self.each_once(words, |word: &T| format!("`{}` stands twice in `{key}`", word.id()))
    }

    /// A number of a key that must be there.
    pub fn number<T: TryFrom<i64>>(
        &self,
        key: &'static str,
        bounds: RangeInclusive<i64>,
    ) -> Option<T> {
        self.integer(key).and_then(|(number, place)| self.within(key, (number, place), bounds))
    }

    /// A number of a key that may be left out.
    pub fn optional_number<T: TryFrom<i64>>(
        &self,
        key: &'static str,
        bounds: RangeInclusive<i64>,
    ) -> Option<T> {
        self.optional_integer(key)
            .and_then(|(number, place)| self.within(key, (number, place), bounds))
    }

    fn within<T: TryFrom<i64>>(
        &self,
        key: &str,
        (number, place): (i64, Place),
        bounds: RangeInclusive<i64>,
    ) -> Option<T> {
        if bounds.contains(&number) {
            return T::try_from(number).ok();
        }
        let message = format!("`{key}` is {number}, out of its range");
        let help = format!("write a number from {} to {}", bounds.start(), bounds.end());
        self.push(Problem::at(place, Rule::NumberRange, message).help(help));
        None
    }

    fn among<T: Choice>(&self, key: &str, text: Text) -> Option<(T, Place)> {
        if let Some(word) = T::ALL.iter().find(|word| word.id() == text.value) {
            return Some((*word, text.place));
        }
        let words: Vec<_> = T::ALL.iter().map(|word| word.id()).collect();
        let otherwise = || format!("use one of {}", listed(&words));
        let help = did_you_mean(&text.value, words.iter().copied(), otherwise);
        let message = format!("`{key}` does not know the word `{}`", text.value);
        self.push(Problem::at(text.place, Rule::UnknownWord, message).help(help));
        None
    }
}
