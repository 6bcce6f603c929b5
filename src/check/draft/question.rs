//! The `[question]` table of a code's file, which makes the code a common question of the landing
//! page.

use super::front_matter::badges;
use crate::check::links::{Own, Resolver};
use crate::check::prose::DraftProse;
use crate::check::settings::SiteToml;
use crate::document::Fields;
use crate::model::{Question, ResponseCode};
use crate::problem::Place;

/// A question as far as it could be read.
#[derive(Debug)]
pub struct DraftQuestion {
    /// Its place in the order of questions, and where that is written.
    pub order: Option<(i64, Place)>,
    meaning: Option<DraftProse>,
    retry: Option<DraftProse>,
    action: Option<DraftProse>,
    badges: Option<Vec<String>>,
}

impl DraftQuestion {
    /// Reads the table.
    pub fn read(fields: Fields<'_>, site: &SiteToml) -> Self {
        let own_badges = fields.optional_texts("badges", 1..5);
        let question = Self {
            order: fields.integer("order"),
            meaning: fields.prose("meaning"),
            retry: fields.prose("retry"),
            action: fields.prose("action"),
            badges: own_badges.map(|texts| badges(&fields, texts, site)),
        };
        fields.finish();
        question
    }

    /// Resolves every link on the page of `code`, whose `badges` hold where the question has none
    /// of its own; `None` if a part is missing.
    pub fn finish(
        self,
        resolver: &Resolver<'_>,
        code: ResponseCode,
        badges: &[String],
    ) -> Option<Question> {
        let prose =
            |draft: Option<DraftProse>| draft.map(|draft| resolver.resolve(draft, Own::Code(code)));
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
