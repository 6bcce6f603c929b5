//! One code's file: its keys by the rules of the contract, then, once all pages are known, its
//! links. A [`Draft`] is what has been read; [`Draft::finish`] makes it an [`Entry`].

use super::dialling::DraftDialling;
use super::exchanges::draw_exchanges;
use super::links::Resolver;
use super::prose::{DraftProse, problem};
use super::settings::{Site, known};
use crate::document::{Document, Fields, Text};
use crate::markdown::Body;
use crate::model::entry::{ANCHORS, RESERVED_IDS};
use crate::model::{Entry, Question, ResponseCode, Verdict};
use crate::problem::{Place, Problem, Problems, Rule};
use crate::registry;

/// The most characters of a verdict's words.
const MAX_VERDICT: usize = 24;

/// A code's file as far as it could be read.
#[derive(Debug)]
pub struct Draft {
    /// The code in the file, or else in its name.
    pub code: ResponseCode,
    /// Where the code is written; the whole file where only its name has one.
    pub code_place: Place,
    document: Document,
    reason: Option<String>,
    registered: bool,
    softphone: Option<String>,
    badges: Vec<String>,
    types: Vec<String>,
    verdict: Option<Verdict>,
    meaning: Option<DraftProse>,
    standard: Option<DraftProse>,
    typical_causes: Vec<DraftProse>,
    retry: Option<DraftProse>,
    next_step: Option<DraftProse>,
    q850: Vec<u8>,
    search: Vec<String>,
    related: Vec<(ResponseCode, Place)>,
    reviewed: Option<String>,
    dialling: DraftDialling,
    question: Option<DraftQuestion>,
    body: Body,
}

#[derive(Debug)]
struct DraftQuestion {
    order: Option<(i64, Place)>,
    meaning: Option<DraftProse>,
    retry: Option<DraftProse>,
    action: Option<DraftProse>,
    badges: Option<Vec<String>>,
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
        let table = document.table(problems)?;
        let fields = Fields::new(document.source(problems), table.get_ref(), document.head(), "");
        let known = code(&fields, named)
            .or_else(|| named.map(|named| (named, Place::file(&document.file))));
        let code = known.as_ref().map(|(code, _)| *code);
        // Which of two codes is meant decides which phrase is right.
        let meant = code.filter(|code| named.is_none_or(|named| named == *code));
        let registered = registered(&fields, meant);
        let reason = reason(&fields, meant, registered);
        let softphone = fields.optional_plain("softphone").map(|text| text.value);
        let badges = badges(&fields, fields.texts("badges", 1..5), site);
        let types = types(&fields, site);
        let verdict = fields.table("verdict").and_then(verdict);
        let meaning = fields.prose("meaning");
        let standard = fields.optional_prose("standard");
        let typical_causes = fields.proses("typical_causes", 1..9);
        let retry = fields.prose("retry");
        let next_step = fields.prose("next_step");
        let q850 = causes(&fields);
        let search = fields.optional_texts("search", 0..usize::MAX).unwrap_or_default();
        let related = related(&fields, code);
        let reviewed = fields.optional_date("reviewed").inspect(|date| fields.not_before_sip(date));
        let dialling = DraftDialling::read(&fields, meant);
        let question = fields.optional_table("question").map(|table| question(table, site));
        fields.finish();
        drop(table);
        let (mut body, mut flaws) = Body::parse(document.body(), &RESERVED_IDS);
        let (code, code_place) = known.unzip();
        flaws.extend(draw_exchanges(&mut body, meant, reason.as_deref()));
        problems.extend(flaws.iter().map(|flaw| problem(flaw, document.body_place(&flaw.range))));
        let (code, code_place) = (code?, code_place?);
        Some(Self {
            code,
            code_place,
            reason,
            registered,
            softphone,
            badges,
            types,
            verdict,
            meaning,
            standard,
            typical_causes,
            retry,
            next_step,
            q850,
            search: search.into_iter().map(|text| text.value).collect(),
            related,
            reviewed: reviewed.map(|(date, _)| date),
            dialling,
            question,
            body,
            document,
        })
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
        let (order, place) = self.question.as_ref()?.order.as_ref()?;
        Some((*order, place))
    }

    /// The fragments that lead to a part of its page.
    pub fn fragments(&self) -> Vec<String> {
        let shown = |anchor: &&&str| match **anchor {
            "standard" => self.standard.is_some(),
            "related" => !self.related.is_empty(),
            anchor => self.dialling.has_part(anchor).unwrap_or(true),
        };
        let anchors = ANCHORS.iter().filter(shown);
        let headings = self.body.headings().iter().map(|heading| heading.id.clone());
        anchors.map(|anchor| (*anchor).to_owned()).chain(headings).collect()
    }

    /// Resolves every link; `None` if a part is missing.
    pub fn finish(mut self, resolver: &Resolver<'_>) -> Option<Entry> {
        self.check_related(resolver);
        let links = self.body.written_links().iter();
        let targets = links.map(|link| {
            resolver.target(link, &self.document.body_place(&link.range), Some(self.code))
        });
        let targets: Vec<_> = targets.collect();
        self.body.resolve(&targets);
        let own = Some(self.code);
        let prose = |draft: Option<DraftProse>| draft.map(|draft| resolver.resolve(draft, own));
        let typical_causes = self.typical_causes.into_iter();
        let typical_causes = typical_causes.map(|draft| resolver.resolve(draft, own)).collect();
        let (meaning, standard) = (prose(self.meaning), prose(self.standard));
        let (retry, next_step) = (prose(self.retry), prose(self.next_step));
        let question = self.question.map(|question| question.finish(resolver, own, &self.badges));
        let reason = self.reason?;
        Some(Entry {
            code: self.code,
            registered: self.registered,
            softphone: self.softphone.unwrap_or_else(|| reason.clone()),
            reason,
            badges: self.badges,
            types: self.types,
            verdict: self.verdict?,
            meaning: meaning?,
            standard,
            typical_causes,
            retry: retry?,
            next_step: next_step?,
            q850: self.q850,
            search: self.search,
            related: self.related.into_iter().map(|(code, _)| code).collect(),
            reviewed: self.reviewed,
            dialling: self.dialling.finish(resolver, self.code),
            question: question.flatten(),
            body: self.body,
            path: self.document.file.path.clone(),
        })
    }

    fn check_related(&self, resolver: &Resolver<'_>) {
        for (code, place) in &self.related {
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

impl DraftQuestion {
    fn finish(
        self,
        resolver: &Resolver<'_>,
        own: Option<ResponseCode>,
        badges: &[String],
    ) -> Option<Question> {
        let prose = |draft: Option<DraftProse>| draft.map(|draft| resolver.resolve(draft, own));
        let (meaning, retry, action) = (prose(self.meaning), prose(self.retry), prose(self.action));
        Some(Question {
            order: self.order?.0,
            meaning: meaning?,
            retry: retry?,
            action: action?,
            badges: self.badges.unwrap_or_else(|| badges.to_vec()),
        })
    }
}

/// The `code` key: a code, and that of the file's name.
fn code(fields: &Fields<'_>, named: Option<ResponseCode>) -> Option<(ResponseCode, Place)> {
    let (number, place) = fields.integer("code")?;
    let Some(code) = ResponseCode::new(number) else {
        let message = format!("{number} is not a SIP response code");
        let problem = Problem::at(place, Rule::CodeRange, message);
        fields.push(problem.help("codes go from 100 to 699 (RFC 3261 §7.2)"));
        return None;
    };
    if let Some(named) = named.filter(|named| *named != code) {
        let message = format!("the file is named after {named}, its `code` is {code}");
        let problem = Problem::at(place.clone(), Rule::FileName, message);
        fields
            .push(problem.help(format!("write `code = {named}`, or rename the file to {code}.md")));
    }
    Some((code, place))
}

/// Whether IANA's registry holds the code; the key may only deny what is not so.
fn registered(fields: &Fields<'_>, code: Option<ResponseCode>) -> bool {
    let written = fields.optional_boolean("registered");
    let Some(code) = code else { return false };
    let known = registry::find(code.number()).is_some();
    match (written, known) {
        (Some((false, place)), true) => {
            let message = format!("code {code} stands in IANA's registry");
            let problem = Problem::at(place, Rule::Registered, message);
            fields.push(problem.help("take `registered = false` out"));
        }
        (Some((true, place)), false) => {
            let message = format!("code {code} does not stand in IANA's registry");
            let problem = Problem::at(place, Rule::Registered, message);
            fields.push(problem.help("write `registered = false`"));
        }
        (None, false) => {
            let message = format!("code {code} does not stand in IANA's registry");
            let problem = Problem::at(fields.head(), Rule::Registered, message);
            fields.push(problem.help("write `registered = false`, or check the code's digits"));
        }
        _ => {}
    }
    known
}

/// The `reason` key: for a registered code, the registry's phrase.
fn reason(fields: &Fields<'_>, code: Option<ResponseCode>, registered: bool) -> Option<String> {
    let reason = fields.text("reason")?;
    let record = code.filter(|_| registered).and_then(|code| registry::find(code.number()));
    if let Some(record) = record.filter(|record| record.reason != reason.value) {
        let message = format!(
            "the registry calls {} \"{}\", not \"{}\"",
            record.code, record.reason, reason.value
        );
        let problem = Problem::at(reason.place, Rule::ReasonPhrase, message);
        fields.push(problem.help(format!(
            "write `reason = \"{}\"`; other wording of the softphone goes into `softphone`",
            record.reason
        )));
    }
    Some(reason.value)
}

fn badges(fields: &Fields<'_>, texts: Vec<Text>, site: &Site) -> Vec<String> {
    let names = site.names.as_ref().and_then(|names| names.badges.as_deref());
    ids_among(fields, texts, names, Rule::UnknownBadge)
}

fn types(fields: &Fields<'_>, site: &Site) -> Vec<String> {
    let names = site.names.as_ref().and_then(|names| names.types.as_deref());
    ids_among(fields, fields.texts("types", 1..4), names, Rule::UnknownType)
}

/// The texts that are known ids, each once.
fn ids_among(
    fields: &Fields<'_>,
    texts: Vec<Text>,
    names: Option<&[String]>,
    rule: Rule,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        let place = text.place.clone();
        let Some(id) = known(fields, text, names, rule) else { continue };
        if found.contains(&id) {
            let problem = Problem::at(place, Rule::Repeated, format!("`{id}` stands twice"));
            fields.push(problem.help("take one of them out"));
        } else {
            found.push(id);
        }
    }
    found
}

fn verdict(fields: Fields<'_>) -> Option<Verdict> {
    let words = |key| {
        let text = fields.plain(key)?;
        let length = text.value.chars().count();
        if length > MAX_VERDICT {
            let message = format!("`{key}` has {length} characters, at most {MAX_VERDICT} fit");
            let problem = Problem::at(text.place, Rule::TextLength, message);
            fields.push(problem.help("say it in two or three words; the rest goes into the text"));
        }
        Some(text.value)
    };
    let (retry, side, next) = (words("retry"), words("side"), words("next"));
    fields.finish();
    Some(Verdict { retry: retry?, side: side?, next: next? })
}

/// Q.850 cause values have seven bits; 0 is none of them (ITU-T Q.850 §2).
fn causes(fields: &Fields<'_>) -> Vec<u8> {
    let mut causes: Vec<u8> = Vec::new();
    for (number, place) in fields.optional_integers("q850") {
        match u8::try_from(number).ok().filter(|value| (1..=127).contains(value)) {
            None => {
                let message = format!("{number} is not a Q.850 cause value");
                let problem = Problem::at(place, Rule::NumberRange, message);
                fields.push(problem.help("cause values go from 1 to 127"));
            }
            Some(value) if causes.contains(&value) => {
                let message = format!("cause {value} stands twice");
                let problem = Problem::at(place, Rule::Repeated, message);
                fields.push(problem.help("take one of them out"));
            }
            Some(value) => causes.push(value),
        }
    }
    causes
}

fn related(fields: &Fields<'_>, own: Option<ResponseCode>) -> Vec<(ResponseCode, Place)> {
    let mut related: Vec<(ResponseCode, Place)> = Vec::new();
    for (number, place) in fields.optional_integers("related") {
        let problem = match ResponseCode::new(number) {
            None => {
                let message = format!("{number} is not a SIP response code");
                Problem::at(place, Rule::CodeRange, message).help("codes go from 100 to 699")
            }
            Some(code) if Some(code) == own => {
                let message = format!("{code} names itself as related");
                Problem::at(place, Rule::RelatedCode, message)
                    .help(format!("take {code} out of `related`"))
            }
            Some(code) if related.iter().any(|(known, _)| *known == code) => {
                let message = format!("related code {code} stands twice");
                Problem::at(place, Rule::RelatedCode, message).help("take one of them out")
            }
            Some(code) => {
                related.push((code, place));
                continue;
            }
        };
        fields.push(problem);
    }
    related
}

fn question(fields: Fields<'_>, site: &Site) -> DraftQuestion {
    let own_badges = fields.optional_texts("badges", 1..5);
    let question = DraftQuestion {
        order: fields.integer("order"),
        meaning: fields.prose("meaning"),
        retry: fields.prose("retry"),
        action: fields.prose("action"),
        badges: own_badges.map(|texts| badges(&fields, texts, site)),
    };
    fields.finish();
    question
}
