//! `home.toml`: the words of the landing page, section by section.

use super::ids::known;
use super::links::{Own, Resolver};
use super::numbers;
use crate::document::{Fields, nearest, read_keys, required};
use crate::load::Slot;
use crate::markdown::Prose;
use crate::model::ResponseCode;
use crate::model::home::{
    ActionFlow, Advantage, Categories, CategoryItem, Heading, Hero, HeroCode, Home, Item,
    ListOfPoints, QuickCard, Reference, Softphone, Support, Why,
};
use crate::problem::{Place, Problem, Rule};
use crate::registry;

/// Checks every section.
pub fn check(home: &Slot, resolver: &Resolver<'_>) -> Option<Home> {
    let raw = required(home, resolver.problems, || {
        let place = Place::path("content/home.toml");
        Problem::at(place, Rule::MissingFile, "the landing page has no words")
            .help("write content/home.toml; the writers' guide shows one")
    })?;
    read_keys(raw, resolver.problems, |fields| Reader { resolver }.home(fields))?
}

/// Reads sections; links and codes are looked up in `resolver`.
struct Reader<'a> {
    resolver: &'a Resolver<'a>,
}

impl Reader<'_> {
    fn home(&self, fields: Fields<'_>) -> Option<Home> {
        let hero = fields.table("hero").and_then(|fields| self.hero(fields));
        let why = fields.table("why").and_then(|fields| self.why(fields));
        let categories = fields.table("categories").and_then(|fields| self.categories(fields));
        let questions = fields.table("questions").and_then(|fields| self.heading_only(fields));
        let reference = fields.table("reference").and_then(|fields| self.reference(fields));
        let action_flow = fields.table("action_flow").and_then(|fields| self.action_flow(fields));
        let advantage = fields.table("advantage").and_then(|fields| self.advantage(fields));
        let softphone = fields.table("softphone").and_then(|fields| self.softphone(fields));
        let support = fields.table("support").and_then(|fields| self.support(fields));
        fields.finish();
        Some(Home {
            hero: hero?,
            why: why?,
            categories: categories?,
            questions: questions?,
            reference: reference?,
            action_flow: action_flow?,
            advantage: advantage?,
            softphone: softphone?,
            support: support?,
        })
    }

    fn hero(&self, fields: Fields<'_>) -> Option<Hero> {
        let heading = self.heading(&fields);
        let codes = fields.tables("codes").into_iter().filter_map(|fields| {
            let (code, note) = (self.code(&fields), self.prose(&fields, "note"));
            fields.finish();
            Some(HeroCode { code: code?, note: note? })
        });
        let codes = codes.collect();
        fields.finish();
        Some(Hero { heading: heading?, codes })
    }

    fn why(&self, fields: Fields<'_>) -> Option<Why> {
        let heading = self.heading(&fields);
        let items = fields.tables("items").into_iter().filter_map(|fields| {
            let item = self.item(&fields);
            fields.finish();
            item
        });
        let items = items.collect();
        fields.finish();
        Some(Why { heading: heading?, items })
    }

    fn categories(&self, fields: Fields<'_>) -> Option<Categories> {
        let heading = self.heading(&fields);
        let items = fields.tables("items").into_iter().filter_map(|fields| {
            let item = self.item(&fields);
            let codes = self.pages(&fields, fields.optional_integers("codes"));
            fields.finish();
            Some(CategoryItem { item: item?, codes })
        });
        let items = items.collect();
        fields.finish();
        Some(Categories { heading: heading?, items })
    }

    fn reference(&self, fields: Fields<'_>) -> Option<Reference> {
        let heading = self.heading(&fields);
        let in_full = self.pages(&fields, fields.optional_integers("in_full"));
        fields.finish();
        Some(Reference { heading: heading?, in_full })
    }

    fn heading_only(&self, fields: Fields<'_>) -> Option<Heading> {
        let heading = self.heading(&fields);
        fields.finish();
        heading
    }

    fn action_flow(&self, fields: Fields<'_>) -> Option<ActionFlow> {
        let heading = self.heading(&fields);
        let steps = fields.tables("steps").into_iter().filter_map(|fields| {
            let item = self.item(&fields);
            fields.finish();
            item
        });
        let steps = steps.collect();
        let cards = fields.tables("cards").into_iter().filter_map(|fields| {
            let (code, item) = (self.code(&fields), self.item(&fields));
            fields.finish();
            Some(QuickCard { code: code?, item: item? })
        });
        let cards = cards.collect();
        fields.finish();
        Some(ActionFlow { heading: heading?, steps, cards })
    }

    fn advantage(&self, fields: Fields<'_>) -> Option<Advantage> {
        let heading = self.heading(&fields);
        let without = fields.table("without").and_then(|fields| self.points(fields));
        let with = fields.table("with").and_then(|fields| self.points(fields));
        fields.finish();
        Some(Advantage { heading: heading?, without: without?, with: with? })
    }

    fn points(&self, fields: Fields<'_>) -> Option<ListOfPoints> {
        let title = self.prose(&fields, "title");
        let items = self.proses(&fields, "items");
        fields.finish();
        Some(ListOfPoints { title: title?, items })
    }

    fn softphone(&self, fields: Fields<'_>) -> Option<Softphone> {
        let heading = self.heading(&fields);
        let example = fields.table("example").map(|fields| {
            let parts = (
                self.code(&fields),
                self.prose(&fields, "meaning"),
                self.prose(&fields, "next_step"),
            );
            fields.finish();
            parts
        });
        fields.finish();
        let (code, meaning, next_step) = example?;
        Some(Softphone { heading: heading?, code: code?, meaning: meaning?, next_step: next_step? })
    }

    fn support(&self, fields: Fields<'_>) -> Option<Support> {
        let heading = self.heading(&fields);
        let checklist = self.proses(&fields, "checklist");
        let names = self.resolver.site.names.links.as_deref();
        let link = fields.optional_text("link");
        let link = link.and_then(|text| known(&fields, text, names, (Rule::UnknownLink, "link")));
        fields.finish();
        Some(Support { heading: heading?, checklist, link })
    }

    fn heading(&self, fields: &Fields<'_>) -> Option<Heading> {
        let (label, heading) = (self.prose(fields, "label"), self.prose(fields, "heading"));
        let text =
            fields.optional_prose("text").map(|draft| self.resolver.resolve(draft, Own::Home));
        Some(Heading { label: label?, heading: heading?, text })
    }

    fn item(&self, fields: &Fields<'_>) -> Option<Item> {
        let (title, text) = (self.prose(fields, "title"), self.prose(fields, "text"));
        Some(Item { title: title?, text: text? })
    }

    fn prose(&self, fields: &Fields<'_>, key: &'static str) -> Option<Prose> {
        fields.prose(key).map(|draft| self.resolver.resolve(draft, Own::Home))
    }

    fn proses(&self, fields: &Fields<'_>, key: &'static str) -> Vec<Prose> {
        let drafts = fields.proses(key, 1..usize::MAX).into_iter();
        drafts.map(|draft| self.resolver.resolve(draft, Own::Home)).collect()
    }

    /// The `code` of an item.
    fn code(&self, fields: &Fields<'_>) -> Option<ResponseCode> {
        fields.integer("code").and_then(|number| self.page(fields, number))
    }

    /// A list of codes that have a page, each once.
    fn pages(&self, fields: &Fields<'_>, numbers: Vec<(i64, Place)>) -> Vec<ResponseCode> {
        let codes = numbers.into_iter().filter_map(|(number, place)| {
            Some((self.page(fields, (number, place.clone()))?, place))
        });
        fields.each_once(codes, |code| format!("code {code} stands twice"))
    }

    /// A number as a code that has a page.
    fn page(&self, fields: &Fields<'_>, (number, place): (i64, Place)) -> Option<ResponseCode> {
        let code = numbers::code(fields, (number, place.clone()))?;
        if self.resolver.has_page(code) {
            return Some(code);
        }
        let message = format!("code {code} has no page");
        let problem = Problem::at(place, Rule::UnknownCode, message);
        fields.push(problem.help(self.way_to_page(code)));
        None
    }

    /// What to do about a code without a page: one that nobody has registered may be a slip.
    fn way_to_page(&self, code: ResponseCode) -> String {
        let codes: Vec<_> = self.resolver.codes().map(|code| code.to_string()).collect();
        match nearest(&code.to_string(), codes.iter().map(String::as_str)) {
            Some(near) if registry::find(code.number()).is_none() => {
                format!(
                    "did you mean {near}? Or write content/codes/{code}.md (`causebook new {code}`)"
                )
            }
            _ => format!(
                "write content/codes/{code}.md (`causebook new {code}`), or name a code that has a page"
            ),
        }
    }
}
