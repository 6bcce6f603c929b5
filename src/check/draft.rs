//! One code's file: its keys by the rules of the contract, then, once all pages are known, its
//! links. A [`Draft`] is what has been read; [`Draft::finish`] makes it an [`Entry`]. What is not
//! by the rules is reported where it stands; an entry without a part that must be there is left
//! out.

mod front_matter;
mod identity;
mod question;

use super::exchanges::draw_exchanges;
use super::links::Resolver;
use super::prose::{DraftProse, problem};
use super::settings::Site;
use crate::document::Document;
use crate::markdown::{Body, Flaw, ResolvedBody, WrittenLink};
use crate::model::entry::{ANCHORS, OWN_IDS};
use crate::model::{Cause, Entry, ResponseCode};
use crate::problem::{Place, Problem, Problems, Rule};
use front_matter::FrontMatter;

/// A code's file as far as it could be read.
#[derive(Debug)]
pub struct Draft {
    /// The code in the file, or else in its name.
    pub code: ResponseCode,
    /// Where the code is written; the whole file where only its name has one.
    pub code_place: Place,
    document: Document,
    front_matter: FrontMatter,
    body: Body,
}

impl Draft {
    /// Reads a document whose file is named after `named`. A file without any code is checked as
    /// far as possible, and then left out.
    pub fn read(
        document: Document,
        named: Option<ResponseCode>,
        site: &Site,
        problems: &Problems,
    ) -> Option<Self> {
        let keys = document.keys(problems, |fields| FrontMatter::read(fields, named, site));
        let (body, flaws) = body(&document, keys.as_ref());
        problems.extend(flaws.iter().map(|flaw| problem(flaw, document.body_place(&flaw.range))));
        let front_matter = keys?;
        let (code, code_place) = front_matter.identity.code.clone()?;
        Some(Self { code, code_place, document, front_matter, body })
    }

    /// The path of the file under the project's root.
    pub fn path(&self) -> &str {
        &self.document.file.path
    }

    /// Whether its file is named after its code.
    pub fn is_named_after_its_code(&self) -> bool {
        let name = self.path().rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').and_then(|(stem, _)| ResponseCode::parse(stem)) == Some(self.code)
    }

    /// The order of its question, and where that is written.
    pub fn question_order(&self) -> Option<(i64, &Place)> {
        let (order, place) = self.front_matter.question.as_ref()?.order.as_ref()?;
        Some((*order, place))
    }

    /// The fragments that lead to a part of its page.
    pub fn fragments(&self) -> Vec<String> {
        let keys = &self.front_matter;
        let shown = |anchor: &&&str| match **anchor {
            "standard" => keys.standard.is_some(),
            "related" => !keys.related.is_empty(),
            anchor => keys.dialling.has_part(anchor).unwrap_or(true),
        };
        let anchors = ANCHORS.iter().filter(shown);
        let headings = self.body.headings().iter().map(|heading| heading.id.clone());
        anchors.map(|anchor| (*anchor).to_owned()).chain(headings).collect()
    }

    /// Resolves every link; `None` if a part is missing.
    pub fn finish(self, resolver: &Resolver<'_>) -> Option<Entry> {
        self.check_related(resolver);
        let Self { code, document, front_matter: keys, body, .. } = self;
        let body = resolved(body, &document, code, resolver);
        let prose = |draft: DraftProse| resolver.resolve(draft, Some(code));
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
            q850: keys.q850.into_iter().map(Cause::value).collect(),
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
        for (code, place) in &self.front_matter.related {
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
    let target =
        |link: &WrittenLink| resolver.target(link, || document.body_place(&link.range), Some(code));
    let targets: Vec<_> = links.map(target).collect();
    body.resolve(&targets)
}
