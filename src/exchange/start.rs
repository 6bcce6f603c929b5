//! The start line of a message: a method and its target, or a code and its reason phrase (RFC 3261
//! §7.1, §7.2).

use ezk_sip_types::msg::MessageLine;

use super::flaw;
use crate::markdown::{Flaw, Line};

/// What a start line says.
#[derive(Debug)]
pub enum Start {
    /// The method of a request.
    Request(String),
    /// Code and reason phrase of a response.
    Response(u16, String),
}

impl Start {
    /// Reads a line; `None` where it is no start line. What is wrong with it goes to `flaws`.
    pub fn parse(line: &Line, flaws: &mut Vec<Flaw>) -> Option<Self> {
        let mut words = line.text.split(' ');
        let (first, second) = (words.next()?, words.next().unwrap_or_default());
        let (start, mistake) = match line.text.trim_end().parse() {
            Ok(MessageLine::Request(request)) => request_of(first, &request.method.to_string()),
            Ok(MessageLine::Response(response)) => {
                let (code, reason) = (response.code.into_u16(), response.reason);
                let reason = reason.map(|reason| reason.to_string()).unwrap_or_default();
                (Some(Self::Response(code, reason)), code_mistake(second, code))
            }
            Err(_) => {
                let message = format!("`{}` is no start line of a SIP message", line.text);
                let help = "write `INVITE sip:… SIP/2.0`, or `SIP/2.0 486 Busy Here`".to_owned();
                (None, Some((message, help)))
            }
        };
        flaws.extend(mistake.map(|(message, help)| flaw(line.range(), &message, &help)));
        start
    }

    /// What a ladder calls the message.
    pub fn label(&self) -> String {
        match self {
            Self::Request(method) => method.clone(),
            Self::Response(code, reason) => format!("{code} {reason}").trim_end().to_owned(),
        }
    }
}

/// A message and a help.
type Mistake = (String, String);

/// A request by its method; the parser takes a method for one that it knows if that begins alike,
/// in any case, but methods are told apart by case (RFC 3261 §25.1).
fn request_of(written: &str, known: &str) -> (Option<Start>, Option<Mistake>) {
    if written == known || !written.eq_ignore_ascii_case(known) {
        return (Some(Start::Request(written.to_owned())), None);
    }
    let message = format!("`{written}` is not the method {known}");
    let help = format!("write `{known}`: in a method, capitals and small letters differ");
    (Some(Start::Request(known.to_owned())), Some((message, help)))
}

/// What is wrong with a code.
fn code_mistake(digits: &str, code: u16) -> Option<Mistake> {
    let is_code = digits.len() == 3 && (100..700).contains(&code);
    let help = "codes go from 100 to 699 (RFC 3261 §7.2)".to_owned();
    (!is_code).then(|| (format!("`{digits}` is not a SIP response code"), help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, label: Option<&str>, mistake: Option<&str>) {
        let mut flaws = Vec::new();
        let start = Start::parse(&Line { start: 0, text: text.to_owned() }, &mut flaws);
        let messages: Vec<_> = flaws.iter().map(|flaw| flaw.message.as_str()).collect();
        let label = label.map(str::to_owned);
        assert_eq!((start.map(|it| it.label()), messages), (label, Vec::from_iter(mistake)));
    }

    #[test]
    fn a_start_line_names_a_method_or_a_code() {
        check("INVITE sip:a@b.example SIP/2.0", Some("INVITE"), None);
        check("SIP/2.0 486 Busy Here", Some("486 Busy Here"), None);
        check("SIP/2.0 699 ", Some("699"), None);
        check("INVITED sip:a@b.example SIP/2.0", Some("INVITED"), None);
        check("Hello", None, Some("`Hello` is no start line of a SIP message"));
    }

    #[test]
    fn a_code_is_one_and_a_method_has_its_capitals() {
        let message = "`invite` is not the method INVITE";
        check("invite sip:a@b.example SIP/2.0", Some("INVITE"), Some(message));
        check("SIP/2.0 99 X", Some("99 X"), Some("`99` is not a SIP response code"));
        check("SIP/2.0 700 X", Some("700 X"), Some("`700` is not a SIP response code"));
        check("SIP/2.0 0486 X", Some("486 X"), Some("`0486` is not a SIP response code"));
    }
}
