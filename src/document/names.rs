//! Whether the names that a table gives are known: where their key is misspelt or holds something
//! else, that is one mistake, and no name can be called unknown.

use std::iter::once;

use toml::de::DeValue;

use super::fields::Fields;
use super::nearest::nearest;

impl Fields<'_> {
    /// The own keys of a key, whatever they hold, in the order of the file; `None` where they are
    /// not known.
    pub fn names(&self, key: &'static str) -> Option<Vec<String>> {
        let table = match self.get(key).map(|value| value.value) {
            Some(DeValue::Table(table)) => table,
            Some(_) => return None,
            None => return (!self.misspells(key)).then(Vec::new),
        };
        let mut names: Vec<_> = table.keys().collect();
        names.sort_by_key(|name| name.span().start);
        Some(names.into_iter().map(|name| name.get_ref().to_string()).collect())
    }

    /// Whether a key holds tables, if it is there.
    pub fn has_tables(&self, key: &'static str) -> bool {
        match self.get(key).map(|value| value.value) {
            Some(DeValue::Array(items)) => {
                items.iter().all(|item| matches!(item.get_ref(), DeValue::Table(_)))
            }
            Some(_) => false,
            None => !self.misspells(key),
        }
    }

    /// Whether another key may be meant for a key that is not there.
    fn misspells(&self, key: &str) -> bool {
        self.table.keys().any(|name| nearest(name.get_ref(), once(key)).is_some())
    }
}
