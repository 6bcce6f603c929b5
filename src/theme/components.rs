//! The components that the theme's sources define, and which of them each one calls.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::mistakes::Sources;
use crate::source::SourceFile;

/// A component's definition.
pub struct Component<'a> {
    /// What templates call it.
    pub name: &'a str,
    /// The template that defines it.
    pub file: &'a Arc<SourceFile>,
    /// The bytes of its name.
    pub span: Range<usize>,
    body: &'a str,
}

/// All components, by file and place.
pub fn find(sources: &Sources) -> Vec<Component<'_>> {
    sources.values().flat_map(in_file).collect()
}

fn in_file(file: &Arc<SourceFile>) -> Vec<Component<'_>> {
    let mut components = Vec::new();
    for (at, _) in file.text.match_indices(" component ") {
        let opened = file.text[..at].ends_with("{%") || file.text[..at].ends_with("{%-");
        let start = at + " component ".len();
        let rest = &file.text[start..];
        let (Some(length), true) = (rest.find('('), opened) else { continue };
        let body = rest.split("endcomponent").next().unwrap_or(rest);
        components.push(Component {
            name: &rest[..length],
            file,
            span: start..start + length,
            body,
        });
    }
    components
}

impl Component<'_> {
    fn calls(&self, name: &str) -> bool {
        let name_goes_on = |letter: char| letter.is_alphanumeric() || "_.-".contains(letter);
        let call = format!("<{name}");
        self.body
            .match_indices(&call)
            .any(|(at, _)| !self.body[at + call.len()..].starts_with(name_goes_on))
    }

    /// Whether a chain of calls leads from it back to it.
    pub fn reaches_itself(&self, all: &[Component<'_>]) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![self];
        while let Some(caller) = open.pop() {
            for called in all.iter().filter(|component| caller.calls(component.name)) {
                if called.name == self.name {
                    return true;
                }
                if seen.insert(called.name) {
                    open.push(called);
                }
            }
        }
        false
    }
}
