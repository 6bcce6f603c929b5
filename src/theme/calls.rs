//! What the templates of a theme call: other templates, components, and blocks, which the templates
//! that extend theirs may replace.

mod families;
mod named;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::families::Families;
use super::marks::{Token, marks};
use super::mistakes::Sources;
use crate::problem::Place;
use crate::source::SourceFile;

/// The most calls that a page may be deep: of templates, components and blocks.
pub const MAX_CALLS: usize = 64;

/// What the engine runs as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// A template, by its name.
    Template(String),
    /// A component, by its name.
    Component(String),
    /// A template's block, by the names of both.
    Block(String, String),
}

/// A call of a piece.
#[derive(Debug)]
pub struct Call {
    /// The piece that is called, by its number.
    pub to: usize,
    /// How it is called.
    pub kind: Kind,
    /// Where it is called.
    pub place: Place,
}

/// How a piece is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{% extends "NAME" %}`
    Extends,
    /// `{% include "NAME" %}`
    Include,
    /// `{{ <NAME /> }}` or `{% <NAME> %}`
    Component,
    /// `{% block NAME %}`
    Block,
    /// `super()`
    Super,
}

/// All pieces, and what each one calls; a call of what is not there is left out.
#[derive(Debug, Default)]
pub struct Calls {
    /// A piece's number is its place in this.
    pub pieces: Vec<Piece>,
    /// The calls of each piece, by its number.
    pub calls: Vec<Vec<Call>>,
}

/// What stands in templates.
#[derive(Default)]
struct Found {
    pieces: BTreeSet<Piece>,
    calls: Vec<Written>,
}

/// A call as it is written.
struct Written {
    from: Piece,
    kind: Kind,
    name: String,
    place: Place,
}

impl Calls {
    /// The calls of all templates.
    pub fn of(sources: &Sources) -> Self {
        let mut found = Found::default();
        for (name, file) in sources {
            read(name, file, &mut found);
        }
        let families = Families::of(&found.calls);
        let pieces: Vec<_> = found.pieces.into_iter().collect();
        let mut calls: Vec<_> = pieces.iter().map(|_| Vec::new()).collect();
        let number = |piece: &Piece| pieces.binary_search(piece).ok();
        for call in &found.calls {
            let Some(from) = number(&call.from) else { continue };
            let called = families.called(call, number).into_iter();
            let place = || call.place.clone();
            calls[from].extend(called.map(|to| Call { to, kind: call.kind, place: place() }));
        }
        // The way by a parent is the longer one.
        calls.iter_mut().for_each(|calls| calls.sort_by_key(|call| call.kind == Kind::Extends));
        Self { pieces, calls }
    }
}

impl Piece {
    /// What it is called by, but for the template of a block.
    pub fn name(&self) -> &str {
        match self {
            Self::Template(name) | Self::Component(name) | Self::Block(_, name) => name,
        }
    }

    /// The template that it is, or that it is a block of.
    fn template(&self) -> Option<&str> {
        match self {
            Self::Template(name) | Self::Block(name, _) => Some(name),
            Self::Component(_) => None,
        }
    }
}

/// Reads the pieces of a template, and the calls in each.
fn read(name: &str, file: &Arc<SourceFile>, found: &mut Found) {
    // The innermost piece is the last.
    let mut open = vec![Piece::Template(name.to_owned())];
    found.pieces.extend(open.iter().cloned());
    for mark in marks(&file.text) {
        let tokens = mark.tokens();
        let Some(from) = open.last() else { break };
        found.calls.extend(named::calls(mark, &tokens).map(|(kind, name, range)| {
            let place = Place::span(file, range);
            Written { from: from.clone(), kind, name, place }
        }));
        match tokens.as_slice() {
            _ if !mark.is_tag => {}
            [(_, Token::Word("block")), (_, Token::Word(block)), ..] => {
                open.push(Piece::Block(name.to_owned(), (*block).to_owned()));
            }
            [(_, Token::Word("component")), rest @ ..] => {
                open.push(Piece::Component(named::dotted(rest).0));
            }
            [(_, Token::Word("endblock" | "endcomponent")), ..] if open.len() > 1 => {
                open.pop();
            }
            _ => {}
        }
        found.pieces.extend(open.last().cloned());
    }
}
