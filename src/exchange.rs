//! An exchange of SIP messages, as a writer puts it into a fenced block ` ```sip `: before each
//! message a line `Dialler -> A1ROUTES`, then the message as it goes over the wire. Turns the block
//! into a drawn ladder with its messages, and refuses what is not SIP, and every address or number
//! that may be somebody's.

mod addresses;
mod ladder;
mod message;
mod start;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::markdown::{Fence, Flaw, Line};
use crate::problem::Rule;
use message::{Call, Message};

/// What stands between the two parties of a message.
const ARROW: &str = " -> ";
/// How many parties a ladder has room for on a narrow screen.
const MAX_PARTIES: usize = 4;
/// The most characters of a party's name, for the same reason.
const MAX_NAME: usize = 16;

/// Messages in the order in which they were sent.
#[derive(Debug, Default)]
pub struct Exchange {
    messages: Vec<Message>,
}

impl Exchange {
    /// Reads a fenced block. The places of the flaws are bytes of the Markdown text.
    pub fn parse(fence: &Fence) -> (Self, Vec<Flaw>) {
        let mut reader = Reader::default();
        for line in &fence.lines {
            reader.read(line);
        }
        reader.end_message();
        let Reader { exchange, mut flaws, .. } = reader;
        if exchange.messages.is_empty() && flaws.is_empty() {
            flaws.push(flaw(fence.range.clone(), "the exchange has no message", ARROW_HELP));
        }
        flaws.extend(exchange.too_many_parties(&fence.range));
        flaws.extend(exchange.answers_of_other_calls());
        (exchange, flaws)
    }

    /// The flaw of an exchange that does not hold what its page is about: a response `code reason`.
    pub fn lacks(&self, code: u16, reason: &str, range: &Range<usize>) -> Option<Flaw> {
        let answers = self.messages.iter().filter_map(|message| message.response.as_ref());
        let phrases: Vec<_> =
            answers.filter(|(number, _)| *number == code).map(|(_, phrase)| phrase).collect();
        let message = match phrases.first() {
            None => format!("no message of the exchange answers with {code}"),
            Some(_) if phrases.iter().any(|phrase| *phrase == reason) => return None,
            Some(phrase) => {
                format!("the exchange answers with `{code} {phrase}`, not with `{code} {reason}`")
            }
        };
        Some(flaw(range.clone(), &message, &format!("let one begin `SIP/2.0 {code} {reason}`")))
    }

    /// The ladder and its messages as HTML; messages that answer with `code` stand open.
    pub fn to_html(&self, code: u16) -> String {
        ladder::draw(&self.messages, &self.parties(), code)
    }

    /// Who sends and receives, in the order in which they first appear; of too many, one more than
    /// there is room for.
    fn parties(&self) -> Vec<&str> {
        let mut parties: Vec<&str> = Vec::new();
        for party in self.messages.iter().flat_map(|message| [&message.from, &message.to]) {
            if parties.len() <= MAX_PARTIES && !parties.contains(&party.as_str()) {
                parties.push(party);
            }
        }
        parties
    }

    fn too_many_parties(&self, range: &Range<usize>) -> Option<Flaw> {
        let message = format!("the exchange has more than {MAX_PARTIES} parties");
        let help = "leave out who only passes messages on";
        (self.parties().len() > MAX_PARTIES).then(|| flaw(range.clone(), &message, help))
    }

    /// A response has the Call-ID of its request, which is the one with its branch (RFC 3261
    /// §8.2.6.2, §17.1.3); it may be shown without one.
    fn answers_of_other_calls(&self) -> Vec<Flaw> {
        let (mut asked, mut flaws) = (BTreeMap::new(), Vec::new());
        for message in &self.messages {
            let Some(Call { id, line, branches }) = &message.call else { continue };
            if message.response.is_none() {
                asked.extend(branches.iter().map(|branch| (branch, id)));
            } else if let Some(of_request) = branches.iter().find_map(|branch| asked.get(branch))
                && *of_request != id
            {
                let message = format!("the Call-ID `{id}` is not that of the request");
                let help = format!("write `Call-ID: {of_request}`");
                flaws.push(flaw(line.clone(), &message, &help));
            }
        }
        flaws
    }
}

const ARROW_HELP: &str = "begin each message with a line such as `Dialler -> A1ROUTES`";

/// Gathers messages and flaws line by line.
#[derive(Default)]
struct Reader<'a> {
    exchange: Exchange,
    flaws: Vec<Flaw>,
    /// Who sends and who receives the message that is being read, and the line that says so.
    arrow: Option<(&'a str, &'a str, &'a Line)>,
    lines: Vec<&'a Line>,
    /// Whether the lines before the first arrow were complained about.
    lost: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self, line: &'a Line) {
        let after_blank = self.lines.last().is_none_or(|line| line.text.trim().is_empty());
        match line.text.split_once(ARROW) {
            Some((from, to)) if after_blank => {
                self.end_message();
                self.begin_message(line, from.trim(), to.trim());
            }
            Some((from, to)) if self.is_in_a_head() && !from.contains(':') => {
                let message = format!("`{}` stands within a message", line.text.trim());
                self.flaws.push(flaw(line.range(), &message, "leave the line above it empty"));
                self.end_message();
                self.begin_message(line, from.trim(), to.trim());
            }
            _ if self.arrow.is_some() => self.lines.push(line),
            _ if line.text.trim().is_empty() || self.lost => {}
            _ => {
                self.lost = true;
                let message = format!("`{}` stands before the first message", line.text.trim());
                self.flaws.push(flaw(line.range(), &message, ARROW_HELP));
            }
        }
    }

    fn is_in_a_head(&self) -> bool {
        self.arrow.is_some() && self.lines.iter().all(|line| !line.text.trim().is_empty())
    }

    fn begin_message(&mut self, line: &'a Line, from: &'a str, to: &'a str) {
        self.arrow = Some((from, to, line));
        for name in [from, to].into_iter().filter(|name| name.chars().count() > MAX_NAME) {
            let message = format!("the name `{name}` has more than {MAX_NAME} characters");
            self.flaws.push(flaw(line.range(), &message, "write a shorter one"));
        }
        if from == to || from.is_empty() || to.is_empty() {
            let message = "a message goes from one party to another";
            self.flaws.push(flaw(line.range(), message, ARROW_HELP));
        }
    }

    fn end_message(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let Some((from, to, arrow)) = self.arrow.take() else { return };
        let Some(end) = lines.iter().rposition(|line| !line.text.trim().is_empty()) else {
            let help = "write the message below it, or take the line out";
            self.flaws.push(flaw(arrow.range(), "no message follows this line", help));
            return;
        };
        let lines = &lines[..=end];
        let (message, flaws) = Message::parse(from, to, lines);
        self.flaws.extend(flaws);
        self.exchange.messages.extend(message);
    }
}

/// A flaw of the exchange, or of a message.
fn flaw(range: Range<usize>, message: &str, help: &str) -> Flaw {
    Flaw { range, rule: Rule::SipExchange, message: message.to_owned(), help: help.to_owned() }
}
