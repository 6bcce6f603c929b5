//! What is refused of templates before the engine reads them, since it goes down as deep as they
//! do: tags that stand in each other too deep, and calls that go round in a circle or too deep.

use super::calls::{Call, Calls, Kind, MAX_CALLS, Piece};
use super::mistakes::Sources;
use super::tags::{MAX_NESTING, bottomless_tag};
use crate::document::listed;
use crate::problem::{Place, Problem, Rule};

/// The most components that may be called from within each other, by the engine's rule.
const MAX_COMPONENTS: usize = 20;

const TOGETHER: &str = "put some of them together";

/// What is beyond the bounds; empty where the engine may read everything.
pub fn mistakes(sources: &Sources) -> Vec<Problem> {
    let too_deep = sources.values().filter_map(|file| {
        let message = format!(
            "tags stand in each other more than {MAX_NESTING} deep; each `elif` goes one deeper"
        );
        let place = Place::span(file, bottomless_tag(&file.text)?);
        Some(mistake(message, place, "write it flatter, or move a part into a template of its own"))
    });
    too_deep.chain(bottomless_calls(sources)).collect()
}

/// Whether the engine may read a template by itself.
pub fn is_readable(text: &str) -> bool {
    bottomless_tag(text).is_none()
}

/// The calls that close a circle; where there is none, those from which on calls go too deep.
fn bottomless_calls(sources: &Sources) -> Vec<Problem> {
    let calls = Calls::of(sources);
    let mut circles = Vec::new();
    let order = walk(&calls.calls, |path, call| circles.push(circle(&calls.pieces, path, call)));
    if !circles.is_empty() {
        return circles;
    }
    let message =
        format!("components call each other more than {MAX_COMPONENTS} deep from here on");
    let is_component = |call: &Call| call.kind == Kind::Component;
    let chains = chains(&calls.calls, &order, is_component, MAX_COMPONENTS, &message);
    if !chains.is_empty() {
        return chains;
    }
    let message =
        format!("templates, components and blocks call each other more than {MAX_CALLS} deep");
    let message = message + " from here on";
    self::chains(&calls.calls, &order, |_| true, MAX_CALLS, &message)
}

fn mistake(message: String, place: Place, help: &str) -> Problem {
    Problem::at(place, Rule::Template, message).help(help)
}

/// Goes through all pieces by their calls, and returns them, the called before the calling. Tells
/// of each call that closes a circle, and of the pieces from the called one to the calling.
fn walk(calls: &[Vec<Call>], mut tell: impl FnMut(&[usize], &Call)) -> Vec<usize> {
    let mut order = Vec::new();
    let mut is_seen = vec![false; calls.len()];
    // Where a piece stands in the path, and the calls of those in the path that are still to do.
    let mut places = vec![None; calls.len()];
    let (mut path, mut rest) = (Vec::new(), Vec::new());
    for root in 0..calls.len() {
        let mut next = Some(root);
        loop {
            if let Some(piece) = next.take().filter(|piece| !is_seen[*piece]) {
                is_seen[piece] = true;
                places[piece] = Some(path.len());
                path.push(piece);
                rest.push(calls[piece].iter());
            }
            let (Some(piece), Some(rest_of_piece)) = (path.last(), rest.last_mut()) else { break };
            match rest_of_piece.next() {
                Some(call) => match places[call.to] {
                    Some(place) => tell(&path[place..], call),
                    None => next = Some(call.to),
                },
                None => {
                    places[*piece] = None;
                    order.extend(path.pop());
                    rest.pop();
                }
            }
        }
    }
    order
}

/// The circle that `call` closes: `path` is the pieces from the called one to the calling.
fn circle(pieces: &[Piece], path: &[usize], call: &Call) -> Problem {
    let called = &pieces[call.to];
    let (noun, verb) = match called {
        Piece::Template(_) if call.kind == Kind::Extends => ("template", "extends"),
        Piece::Template(_) => ("template", "includes"),
        Piece::Component(_) => ("component", "calls"),
        Piece::Block(..) => ("block", "holds"),
    };
    let name = called.name();
    let is_other = |other: &&Piece| match other {
        // A block belongs to its template.
        Piece::Block(_, other) => noun == "block" && other != name,
        other => *other != called,
    };
    let others = path.iter().map(|piece| &pieces[*piece]).filter(is_other);
    let by = by_way_of(others.map(Piece::name).collect());
    let message = format!("the {noun} `{name}` {verb} itself{by}");
    let help = match noun {
        "component" => "a component cannot call itself; break the circle",
        _ => "break the circle",
    };
    mistake(message, call.place.clone(), help)
}

/// The way round, in the names of those that it leads through.
fn by_way_of(mut others: Vec<&str>) -> String {
    others.dedup();
    match others.as_slice() {
        [] => String::new(),
        [a, b, c, _, rest @ ..] => {
            format!(", by way of {} and {} more", listed(&[a, b, c]), rest.len() + 1)
        }
        others => format!(", by way of {}", listed(others)),
    }
}

/// The calls at which a chain first holds more than `most` calls that `counted` accepts.
fn chains(
    calls: &[Vec<Call>],
    order: &[usize],
    counted: impl Fn(&Call) -> bool,
    most: usize,
    message: &str,
) -> Vec<Problem> {
    let mut depths = vec![0; calls.len()];
    let mut mistakes = Vec::new();
    for piece in order {
        for call in &calls[*piece] {
            let below = depths[call.to];
            let depth = below + usize::from(counted(call));
            if below <= most && depth > most {
                mistakes.push(mistake(message.to_owned(), call.place.clone(), TOGETHER));
            }
            depths[*piece] = depths[*piece].max(depth);
        }
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::SourceFile;

    /// The mistakes of templates, each as `PLACE: MESSAGE`.
    #[track_caller]
    fn check(templates: &[(&str, &str)], expected: &[&str]) {
        let source = |(name, text): &(&str, &str)| {
            ((*name).to_owned(), Arc::new(SourceFile::new(*name, *text)))
        };
        let sources: Sources = templates.iter().map(source).collect();
        let told = mistakes(&sources).into_iter().map(|mistake| {
            let label = mistake.place.as_ref().map(Place::label).unwrap_or_default();
            format!("{label}: {}", mistake.message)
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{templates:?}");
    }

    #[test]
    fn what_calls_itself_is_told_at_the_call_that_closes_the_circle() {
        check(&[("a", "{% include \"a\" %}")], &["a:1:1: the template `a` includes itself"]);
        check(
            &[("a", "{% extends \"b\" %}"), ("b", "{% extends \"a\" %}")],
            &["b:1:1: the template `a` extends itself, by way of `b`"],
        );
        check(
            &[("a", "{% component a() %}{{ <a /> }}{% endcomponent %}")],
            &["a:1:23: the component `a` calls itself"],
        );
        check(
            &[
                ("a", "{{ <c /> }}{% include \"b\" %}"),
                ("b", "{% component c() %}<b>{% include \"d\" %}{% endcomponent %}"),
                ("d", "{% if 1 %}{{ <c /> }}{% endif %}"),
            ],
            &["d:1:14: the component `c` calls itself, by way of `d`"],
        );
    }

    #[test]
    fn what_is_called_often_is_no_circle() {
        check(
            &[
                ("a", "{% component section() %}<section>{{ <b /> }}</section>{% endcomponent %}"),
                ("b", "{% component b() %}<section>{% endcomponent %}{{ <b /> }}{{ <b /> }}"),
                ("c", "{% include \"b\" %}{% <section> %}{{ <b /> }}{% </section> %}"),
                ("d", "{% include \"c\" %}{% include \"b\" %}{% include \"nowhere\" %}"),
            ],
            &[],
        );
    }

    #[test]
    fn blocks_that_replace_each_other_may_go_round() {
        let end = "{% endblock %}{% endblock %}";
        let base = format!("{{% block x %}}{{% block y %}}{end}{{% block z %}}{{% endblock %}}");
        let child = |parent: &str, [outer, inner]: [&str; 2]| {
            let outer = format!("{{% extends '{parent}' %}}{{% block {outer} %}}");
            format!("{outer}{{% block {inner} %}}{{{{ super() }}}}{end}")
        };
        check(&[("a", &base), ("b", &child("a", ["y", "v"]))], &[]);
        let (middle, lowest) = (child("a", ["z", "x"]), child("b", ["y", "z"]));
        check(
            &[("a", &base), ("b", &middle), ("c", &lowest)],
            &["b:1:47: the block `x` holds itself, by way of `y`, `z`"],
        );
    }

    #[test]
    fn of_a_long_circle_the_first_are_named() {
        let components = (0..9).map(|number| {
            let next = (number + 1) % 9;
            format!("{{% component c{number}() %}}{{{{ <c{next} /> }}}}{{% endcomponent %}}\n")
        });
        let expected = "the component `c0` calls itself, by way of `c1`, `c2`, `c3` and 5 more";
        check(&[("a", &components.collect::<String>())], &[&format!("a:9:24: {expected}")]);
    }
}
