//! One message of an exchange: its lines through a SIP parser, and the headers that every message
//! has (RFC 3261 §8.1.1, §8.2.6, §20).

use std::ops::Range;

use bytes::Bytes;
use ezk_sip_types::Name;
use ezk_sip_types::header::HeaderParse;
use ezk_sip_types::header::typed::{
    AuthChallenge, AuthResponse, CSeq, CallID, Contact, ContentLength, Expires, FromTo,
    MaxForwards, MinExpires, MinSe, RetryAfter, Routing, SessionExpires, Via,
};

use super::start::Start;
use super::{addresses, flaw};
use crate::markdown::{Flaw, Line};
use crate::source::is_token;

/// The headers of every message; `Content-Length` so that a reader can see where a message ends.
const EVERYWHERE: [&str; 6] = ["Via", "From", "To", "Call-ID", "CSeq", "Content-Length"];
/// How the branch of a Via begins (RFC 3261 §8.1.1.7).
const COOKIE: &str = "z9hG4bK";

/// A message that was read to its end.
#[derive(Debug)]
pub struct Message {
    /// Who sends it.
    pub from: String,
    /// Who receives it.
    pub to: String,
    /// What the ladder calls it: the method, or code and reason phrase.
    pub label: String,
    /// Code and reason phrase of a response.
    pub response: Option<(u16, String)>,
    /// What it belongs to, where that is told.
    pub call: Option<Call>,
    /// The message as it is written.
    pub text: String,
}

/// What tells which call and which request a message belongs to.
#[derive(Debug)]
pub struct Call {
    /// The Call-ID.
    pub id: String,
    /// The bytes of the line that has it.
    pub line: Range<usize>,
    /// The branches of each Via.
    pub branches: Vec<String>,
}

/// A header as it is written.
struct Header<'a> {
    name: Name,
    value: &'a str,
    line: &'a Line,
}

impl Message {
    /// Reads the lines of a message; `None` where it has no start line.
    pub fn parse(from: &str, to: &str, lines: &[&Line]) -> (Option<Self>, Vec<Flaw>) {
        let Some((first, rest)) = lines.split_first() else { return (None, Vec::new()) };
        let mut flaws: Vec<_> = lines.iter().flat_map(|line| addresses::flaws_of(line)).collect();
        let Some(start) = Start::parse(first, &mut flaws) else { return (None, flaws) };
        let end = rest.iter().position(|line| line.text.is_empty()).unwrap_or(rest.len());
        let (head, body) = rest.split_at(end);
        let headers: Vec<_> =
            head.iter().filter_map(|line| Header::parse(line, &mut flaws)).collect();
        check_presence(first, &start, &headers, &mut flaws);
        check_length(&headers, body, &mut flaws);
        check_dialog(&start, &headers, &mut flaws);
        let text: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        let (from, to, label) = (from.to_owned(), to.to_owned(), start.label());
        let call = Call::of(&headers);
        let response = match start {
            Start::Request(_) => None,
            Start::Response(code, reason) => Some((code, reason)),
        };
        (Some(Self { from, to, label, response, call, text: text.join("\n") }), flaws)
    }
}

impl Call {
    fn of(headers: &[Header<'_>]) -> Option<Self> {
        let found = headers.iter().find(|header| header.name == Name::CALL_ID)?;
        let (id, line) = (found.value.to_owned(), found.line.range());
        let vias = headers.iter().filter(|header| header.name == Name::VIA);
        let branches = vias.flat_map(|via| branches(via.value)).flatten();
        Some(Self { id, line, branches: branches.map(str::to_owned).collect() })
    }
}

impl<'a> Header<'a> {
    fn parse(line: &'a Line, flaws: &mut Vec<Flaw>) -> Option<Self> {
        // Blanks may stand before the colon (RFC 3261 §7.3.1).
        let parts = line.text.split_once(':').map(|(name, value)| (name.trim_end(), value));
        let Some((name, value)) = parts.filter(|(name, _)| is_token(name)) else {
            let message = format!("`{}` is no header", line.text);
            flaws.push(flaw(line.range(), &message, "write `Name: value`, each in one line"));
            return None;
        };
        let header = Self { name: Name::from(name.to_owned()), value: value.trim(), line };
        if !header.is_valid() {
            let message = format!("the {name} `{}` is not valid", header.value);
            flaws.push(flaw(line.range(), &message, "RFC 3261 §20 shows its form"));
        }
        Some(header)
    }

    /// Whether the parser reads the value; a header that it does not know has any value but none.
    fn is_valid(&self) -> bool {
        let value = self.value;
        match &self.name {
            name if *name == Name::VIA => reads::<Via>(value),
            name if [Name::FROM, Name::TO].contains(name) => reads::<FromTo>(value),
            name if *name == Name::CALL_ID => reads::<CallID>(value) && !value.contains(' '),
            name if *name == Name::CSEQ => reads::<CSeq>(value),
            name if *name == Name::CONTENT_LENGTH => reads::<ContentLength>(value),
            name if *name == Name::MAX_FORWARDS => reads::<MaxForwards>(value),
            name if *name == Name::CONTACT => value == "*" || reads::<Contact>(value),
            name if *name == Name::RETRY_AFTER => reads::<RetryAfter>(value),
            name if *name == Name::EXPIRES => reads::<Expires>(value),
            name if *name == Name::MIN_EXPIRES => reads::<MinExpires>(value),
            name if *name == Name::MIN_SE => reads::<MinSe>(value),
            name if *name == Name::SESSION_EXPIRES => reads::<SessionExpires>(value),
            name if [Name::ROUTE, Name::RECORD_ROUTE].contains(name) => reads::<Routing>(value),
            name if [Name::WWW_AUTHENTICATE, Name::PROXY_AUTHENTICATE].contains(name) => {
                reads::<AuthChallenge>(value)
            }
            name if [Name::AUTHORIZATION, Name::PROXY_AUTHORIZATION].contains(name) => {
                reads::<AuthResponse>(value)
            }
            _ => !value.is_empty(),
        }
    }
}

/// Whether all of a value, or of each value of a list, is a `H`.
fn reads<H: HeaderParse>(value: &str) -> bool {
    let bytes = Bytes::copy_from_slice(value.as_bytes());
    let Ok(mut rest) = str::from_utf8(&bytes) else { return false };
    loop {
        match H::parse(&bytes, rest) {
            Ok((after, _)) if after.trim().is_empty() => return true,
            Ok((after, _)) => match after.trim_start().strip_prefix(',') {
                Some(next) if next.len() < rest.len() => rest = next.trim_start(),
                _ => return false,
            },
            Err(_) => return false,
        }
    }
}

/// Every message has its headers, a request Max-Forwards besides (RFC 3261 §8.1.1).
fn check_presence(first: &Line, start: &Start, headers: &[Header<'_>], flaws: &mut Vec<Flaw>) {
    let of_requests = matches!(start, Start::Request(_)).then_some("Max-Forwards");
    for name in EVERYWHERE.into_iter().chain(of_requests) {
        if !headers.iter().any(|header| header.name == *name) {
            let message = format!("the message has no {name}");
            flaws.push(flaw(first.range(), &message, &format!("add a line `{name}: …`")));
        }
    }
}

/// Content-Length counts the bytes of the body with CRLF at each line's end (RFC 3261 §20.14).
fn check_length(headers: &[Header<'_>], body: &[&Line], flaws: &mut Vec<Flaw>) {
    let lines = body.iter().skip(1).map(|line| line.text.len() + "\r\n".len());
    let length: usize = lines.sum();
    let written = headers.iter().find(|header| header.name == Name::CONTENT_LENGTH);
    if let Some(header) = written
        && header.value.parse() != Ok(length)
    {
        let message = format!("the body has {length} bytes, not {}", header.value);
        flaws.push(flaw(header.line.range(), &message, &format!("write {length}")));
    }
}

/// CSeq names the method, From and To carry their tags, Via its branch (RFC 3261 §8.1.1, §8.2.6.2).
fn check_dialog(start: &Start, headers: &[Header<'_>], flaws: &mut Vec<Flaw>) {
    let needs_tag = |name: &Name| {
        let answers = matches!(start, Start::Response(code, _) if *code > 100);
        *name == Name::FROM || (*name == Name::TO && answers)
    };
    let other_method = |value: &str| match start {
        Start::Request(method) => Some(method).filter(|method| !names(value, method)),
        Start::Response(..) => None,
    };
    for Header { name, value, line } in headers {
        let other_method = other_method(value).filter(|_| *name == Name::CSEQ);
        let (message, help) = if let Some(method) = other_method {
            let help = format!("write a number and the method, such as `1 {method}`");
            (format!("the CSeq `{value}` does not name {method}"), help)
        } else if needs_tag(name) && parameter(value, "tag").is_none_or(str::is_empty) {
            let name = name.as_print_str();
            (format!("the {name} has no tag"), "add `;tag=` and a word behind the `>`".to_owned())
        } else if *name == Name::VIA && !has_branch(value) {
            let help = format!("add `;branch={COOKIE}` and a word of its own");
            (format!("the Via has no branch that begins with {COOKIE}"), help)
        } else {
            continue;
        };
        flaws.push(flaw(line.range(), &message, &help));
    }
}

/// Whether each value of a Via has a branch that begins with the cookie.
fn has_branch(value: &str) -> bool {
    branches(value).all(|branch| branch.is_some_and(|branch| branch.starts_with(COOKIE)))
}

fn branches(via: &str) -> impl Iterator<Item = Option<&str>> {
    via.split(',').map(|value| parameter(value, "branch"))
}

/// A parameter of a header, behind the address where that stands in brackets: its name may have any
/// case, and blanks may stand on both sides of `;` and `=` (RFC 3261 §7.3.1, §25.1).
fn parameter<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    let behind = value.rsplit('>').next().unwrap_or_default();
    let mut parameters = behind.split(';').skip(1).filter_map(|part| part.split_once('='));
    let (_, value) = parameters.find(|(written, _)| written.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim())
}

fn names(value: &str, method: &str) -> bool {
    value.split_whitespace().nth(1) == Some(method)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The flaws of a request with these headers, besides those that it lacks.
    #[track_caller]
    fn check(headers: &[&str], expected: &[&str]) {
        let lines = std::iter::once(&"OPTIONS sip:a@b.example SIP/2.0").chain(headers);
        let lines = lines.map(|text| Line { start: 0, text: (*text).to_owned() });
        let lines: Vec<_> = lines.collect();
        let (_, flaws) = Message::parse("A", "B", &lines.iter().collect::<Vec<_>>());
        let messages: Vec<_> = flaws.into_iter().map(|flaw| flaw.message).collect();
        let found: Vec<_> = messages.iter().filter(|it| !it.contains("message has no")).collect();
        assert_eq!(found, expected, "{headers:?}");
    }

    #[test]
    fn parameters_have_any_case_and_blanks_round_them() {
        check(&["From: <sip:a@b.example>;tag=1"], &[]);
        check(&["From: <sip:a@b.example> ;Tag = a86b"], &[]);
        check(&["from\t : <sip:a@b.example>;tag=1", "max-forwards : 70"], &[]);
        check(&["From: \"A\" <sip:a@b.example>;x=y ; TAG=a86b"], &[]);
        check(&["From: sip:a@b.example;tag=1"], &[]);
        check(&["Via: SIP/2.0/UDP b.example ; rport ; Branch = z9hG4bK1"], &[]);
        check(
            &["Via: SIP/2.0/UDP b.example;branch=z9hG4bK1, SIP/2.0/UDP c.example;branch=z9hG4bK2"],
            &[],
        );
    }

    #[test]
    fn a_tag_and_a_branch_are_asked_for() {
        check(&["From: <sip:a@b.example;tag=1>"], &["the From has no tag"]);
        check(&["From: <sip:a@b.example>;tagged=1"], &["the From has no tag"]);
        let no_branch = "the Via has no branch that begins with z9hG4bK";
        check(&["Via: SIP/2.0/UDP b.example;branch=1"], &[no_branch]);
        check(&["Via: SIP/2.0/UDP b.example;branch=z9hG4bK1, SIP/2.0/UDP c.example"], &[no_branch]);
    }
}
