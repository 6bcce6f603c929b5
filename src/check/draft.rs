//! One code's file: its keys by the rules of the contract, then, once all pages are known, its
//! links. A [`Draft`] is what has been read; [`Draft::finish`] makes it an [`Entry`]. What is not
//! by the rules is reported where it stands; an entry without a part that must be there is left
//! out.

mod front_matter;
mod identity;
mod question;

use super::exchanges::draw_exchanges;
use super::links::{Own, Resolver};
use super::prose::{DraftProse, problem};
use super::settings::SiteToml;
use crate::document::Document;
use crate::markdown::{Body, Flaw, ResolvedBody, WrittenLink};
use crate::model::entry::{ANCHORS, OWN_IDS};
use crate::model::{Entry, ResponseCode};
use crate::problem::{Place, Problem, Problems, Rule};
use front_matter::FrontMatter;

/// A code's file as far as it could be read.
#[derive(Debug)]
pub struct Draft {
    /// The code in the file's name, or else in the file.
    pub code: ResponseCode,
    /// Where the code is written; the whole file where only its name has one.
    pub code_place: Place,
    /// Whether the file is named after a code.
    pub is_named: bool,
    document: Document,
    /// `None` where it is no TOML.
    front_matter: Option<FrontMatter>,
    body: Body,
}

impl Draft {
    /// Reads a document whose file is named after `named`. A file without any code is checked as
    /// far as possible, and then left out. The code of its name is what others link to.
    pub fn read(
        document: Document,
        named: Option<ResponseCode>,
        site: &SiteToml,
        problems: &Problems,
    ) -> Option<Self> {
        let keys = document.keys(problems, |fields| FrontMatter::read(fields, named, site));
        let (body, flaws) = body(&document, keys.as_ref());
        problems.extend(flaws.iter().map(|flaw| problem(flaw, document.body_place(&flaw.range))));
        let written = keys.as_ref().and_then(|keys| keys.identity.code.clone());
        let (written, code_place) = written.unzip();
        let code = named.or(written)?;
        let code_place = code_place.unwrap_or_else(|| Place::file(&document.file));
        let is_named = named.is_some();
        Some(Self { code, code_place, is_named, document, front_matter: keys, body })
    }

    /// Whether its page can be told from it: its keys could be read.
    pub fn is_read(&self) -> bool {
        self.front_matter.is_some()
    }

    /// The code that the file gives itself, where it is not that of its name.
    pub fn other_code(&self) -> Option<ResponseCode> {
        let (code, _) = self.front_matter.as_ref()?.identity.code.as_ref()?;
        Some(*code).filter(|code| *code != self.code)
    }

    /// The path of the file under the project's root.
    pub fn path(&self) -> &str {
        &self.document.file.path
    }

    /// The order of its question, and where that is written.
    pub fn question_order(&self) -> Option<(i64, &Place)> {
        let (order, place) = self.front_matter.as_ref()?.question.as_ref()?.order.as_ref()?;
        Some((*order, place))
    }

    /// The fragments that lead to a part of its page.
    pub fn fragments(&self) -> Vec<String> {
        let shown = |anchor: &&&str| match (**anchor, &self.front_matter) {
            ("standard", Some(keys)) => keys.standard.is_some(),
            ("related", Some(keys)) => !keys.related.is_empty(),
            (anchor, Some(keys)) => keys.dialling.has_part(anchor).unwrap_or(true),
            (_, None) => true,
        };
        let anchors = ANCHORS.iter().filter(shown);
        let headings = self.body.heading_ids().iter().cloned();
        anchors.map(|anchor| (*anchor).to_owned()).chain(headings).collect()
    }

    /// Resolves every link; `None` if a part is missing.
    pub fn finish(self, resolver: &Resolver<'_>) -> Option<Entry> {
        self.check_related(resolver);
        let Self { code, document, front_matter, body, .. } = self;
        let body = resolved(body, &document, code, resolver);
        let keys = front_matter?;
        let prose = |draft: DraftProse| resolver.resolve(draft, Own::Code(code));
        let (meaning, standard) = (keys.meaning.map(prose), keys.standard.map(prose));
        let (retry, next_step) = (keys.retry.map(prose), keys.next_step.map(prose));
        let question = keys.question.map(|it| it.finish(resolver, code, &keys.badges));
        let typical_causes = keys.typical_causes.into_iter().map(prose).collect();
        let reason = keys.identity.reason?;
        Some(Entry {
            code,
            registered: keys.identity.registered,
            softphone: keys.softphone.unwrap_or_else(|| reason.clone()),
            reason,
            badges: keys.badges,
            types: keys.types,
            verdict: keys.verdict?,
            meaning: meaning?,
            standard,
            typical_causes,
            retry: retry?,
            next_step: next_step?,
            q850: keys.q850,
            search: keys.search,
            related: keys.related.into_iter().map(|(code, _)| code).collect(),
            reviewed: keys.reviewed,
            dialling: keys.dialling.finish(resolver, code),
            question: question.flatten(),
            body,
            path: document.file.path.clone(),
        })
    }

    fn check_related(&self, resolver: &Resolver<'_>) {
        let keys = self.front_matter.iter();
        for (code, place) in keys.flat_map(|keys| &keys.related) {
            if *code != self.code && !resolver.has_page(*code) {
                let message = format!("related code {code} has no page");
                let problem = Problem::at(place.clone(), Rule::RelatedCode, message);
                resolver.problems.push(problem.help(format!(
                    "write content/codes/{code}.md (`causebook new {code}`), or take {code} out of `related`"
                )));
            }
        }
    }
}

/// A code's body with its exchanges drawn, settled, and what is wrong with it; what an exchange is
/// about is told by the keys.
fn body(document: &Document, keys: Option<&FrontMatter>) -> (Body, Vec<Flaw>) {
    let reserved = [ANCHORS.as_slice(), &OWN_IDS].concat();
    let (mut body, mut flaws) = Body::parse(document.body(), &reserved);
    if let Some(FrontMatter { identity, .. }) = keys {
        flaws.extend(draw_exchanges(&mut body, identity.meant, identity.reason.as_deref()));
    }
    body.settle();
    (body, flaws)
}

/// A code's body with its links resolved.
fn resolved(
    body: Body,
    document: &Document,
    code: ResponseCode,
    resolver: &Resolver<'_>,
) -> ResolvedBody {
    let links = body.written_links().iter();
    let target = |link: &WrittenLink| {
        resolver.target(link, || document.body_place(&link.range), Own::Code(code))
    };
    let targets: Vec<_> = links.map(target).collect();
    body.resolve(&targets)
}
