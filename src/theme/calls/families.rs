//! Which templates extend which, and so which pieces a call may call: a block, that of each template
//! that may be rendered; `super()`, that of the nearest above.

use std::collections::BTreeMap;
use std::iter;

use super::{Kind, MAX_CALLS, Piece, Written};

/// Which templates extend which, directly or by others.
#[derive(Default)]
pub struct Families<'a> {
    /// The ancestors of each template, nearest first; a template that extends itself has no entry.
    forebears: BTreeMap<&'a str, Vec<&'a str>>,
    /// The templates that extend each one, directly or by others.
    heirs: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Families<'a> {
    /// The families of the templates that `calls` stand in.
    pub fn of(calls: &'a [Written]) -> Self {
        let extends = calls.iter().filter(|call| call.kind == Kind::Extends);
        let parents = extends.filter_map(|call| Some((call.from.template()?, call.name.as_str())));
        let parents: BTreeMap<_, _> = parents.collect();
        let mut families = Self::default();
        for (heir, parent) in &parents {
            let line = iter::successors(Some(*parent), |name| parents.get(name).copied());
            // A longer line is refused.
            let line: Vec<_> = line.take(MAX_CALLS).collect();
            if line.contains(heir) {
                continue;
            }
            for forebear in &line {
                families.heirs.entry(forebear).or_default().push(heir);
            }
            families.forebears.insert(heir, line);
        }
        families
    }

    /// The pieces that a call may call, of those that have a `number`.
    pub fn called(&self, call: &Written, number: impl Fn(&Piece) -> Option<usize>) -> Vec<usize> {
        let name = || call.name.clone();
        let block = |template: &str, name: &str| {
            number(&Piece::Block(template.to_owned(), name.to_owned()))
        };
        match (call.kind, &call.from) {
            (Kind::Extends | Kind::Include, _) => {
                number(&Piece::Template(name())).into_iter().collect()
            }
            (Kind::Component, _) => number(&Piece::Component(name())).into_iter().collect(),
            (Kind::Block, Piece::Template(own) | Piece::Block(own, _)) => {
                let heirs = self.heirs.get(own.as_str()).into_iter().flatten().copied();
                let all = iter::once(own.as_str()).chain(heirs);
                all.filter_map(|template| block(template, &call.name)).collect()
            }
            (Kind::Super, Piece::Block(own, name)) => {
                let forebears = self.forebears.get(own.as_str()).into_iter().flatten();
                let mut blocks = forebears.filter_map(|template| block(template, name));
                blocks.next().into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}
