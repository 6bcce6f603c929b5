//! The exchanges of SIP messages in a body: drawn in their places, once they are valid and about the
//! code of their page.

use crate::exchange::Exchange;
use crate::markdown::{Body, Flaw};
use crate::model::ResponseCode;

/// The language of a fenced block that holds an exchange.
const LANGUAGE: &str = "sip";

/// Puts the drawing of each exchange in its place, and says what is wrong with it.
pub fn draw_exchanges(
    body: &mut Body,
    code: Option<ResponseCode>,
    reason: Option<&str>,
) -> Vec<Flaw> {
    let mut found = Vec::new();
    let fences =
        body.fences().iter().filter(|it| it.language.eq_ignore_ascii_case(LANGUAGE)).cloned();
    for fence in fences.collect::<Vec<_>>() {
        let (exchange, flaws) = Exchange::parse(&fence);
        if !flaws.is_empty() {
            found.extend(flaws);
            continue;
        }
        let code = code.map(ResponseCode::number);
        let about = code.zip(reason);
        found.extend(about.and_then(|(code, reason)| exchange.lacks(code, reason, &fence.range)));
        body.replace(&fence, exchange.to_html(code.unwrap_or_default()));
    }
    found
}
