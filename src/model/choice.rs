//! Words out of a fixed list.

/// A word out of a fixed list, as content writes it.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every word, in the order of the writers' guide.
    const ALL: &'static [Self];

    /// The word in content, in addresses and in exports.
    fn id(self) -> &'static str;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Evidence;
    use crate::model::dialling::{EndsCall, RetryKind, Scope, Side};

    #[track_caller]
    fn check<T: Choice>() {
        let words: Vec<_> = T::ALL.iter().map(|word| word.id()).collect();
        let once: BTreeSet<_> = words.iter().collect();
        assert_eq!(once.len(), words.len(), "{words:?}");
    }

    #[test]
    fn no_two_words_are_the_same() {
        check::<EndsCall>();
        check::<Evidence>();
        check::<RetryKind>();
        check::<Scope>();
        check::<Side>();
    }
}
