//! Whose addresses and numbers an example may show: those that are set apart for documentation,
//! so that nobody is ever called or attacked because of a page.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::markdown::{Flaw, Line};
use crate::problem::Rule;

/// RFC 2606 §2 and §3: names that nobody has.
const DOMAINS: [&str; 6] =
    ["example.com", "example.net", "example.org", "example", "invalid", "test"];
/// RFC 5737 §3: the first three bytes of addresses that nobody has.
const NETWORKS: [[u8; 3]; 3] = [[192, 0, 2], [198, 51, 100], [203, 0, 113]];
/// RFC 3849 §2: 2001:db8::/32.
const NETWORK_V6: [u16; 2] = [0x2001, 0xdb8];
/// What an address begins with: a scheme, and what stands behind its colon.
const SCHEMES: [(&str, &str); 5] =
    [("sip", ""), ("sips", ""), ("tel", ""), ("http", "//"), ("https", "//")];
/// The fewest digits that make a telephone number.
const NUMBER: usize = 7;

/// The addresses, hosts and numbers of a line that are not set apart for documentation.
pub fn flaws_of(line: &Line) -> Vec<Flaw> {
    let text = &line.text;
    let told = |help: &'static str| move |what| (what, help);
    let addresses = foreign_addresses(text)
        .map(told("use 192.0.2.x, 198.51.100.x, 203.0.113.x (RFC 5737) or 2001:db8:: (RFC 3849)"));
    let hosts = hosts(text)
        .filter(|host| is_foreign_host(host))
        .map(told("use example.com, example.net or example.org (RFC 2606)"));
    let numbers = users(text)
        .chain(international(text))
        .filter(|number| is_foreign_number(number))
        .map(told("use a number that ends in 555-01xx"));
    let mut flaws: Vec<_> = addresses
        .chain(hosts)
        .chain(numbers)
        .map(|(what, help)| {
            // Where this very slice lies: the same letters may stand before it as something else.
            let at = line.start + (what.as_ptr().addr() - text.as_ptr().addr());
            let message = format!("`{what}` may be somebody's");
            let help = help.to_owned();
            Flaw { range: at..at + what.len(), rule: Rule::RealAddress, message, help }
        })
        .collect();
    flaws.sort_by_key(|flaw| flaw.range.start);
    flaws.dedup_by_key(|flaw| flaw.range.start);
    flaws
}

fn foreign_addresses(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    let words = words.filter(|word| word.contains('.')).map(|word| word.trim_matches('.'));
    let v4 = words.filter(|word| {
        let address = word.parse::<Ipv4Addr>();
        address.is_ok_and(|address| !NETWORKS.contains(&network(address)))
    });
    let words = text.split(|letter: char| !(letter.is_ascii_hexdigit() || letter == ':'));
    let v6 = words.filter(|word| word.contains(':')).filter(|word| {
        let address = word.parse::<Ipv6Addr>();
        address.is_ok_and(|address| !address.segments().starts_with(&NETWORK_V6))
    });
    v4.chain(v6)
}

fn network(address: Ipv4Addr) -> [u8; 3] {
    let [a, b, c, _] = address.octets();
    [a, b, c]
}

/// What follows each scheme, up to the end of its address.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(':').filter_map(|(at, _)| {
        let begun = |(scheme, slashes): &(&str, &str)| {
            let start = at.checked_sub(scheme.len())?;
            let is_scheme = text.get(start..at)?.eq_ignore_ascii_case(scheme);
            text[at + 1..].strip_prefix(slashes).filter(|_| is_scheme)
        };
        SCHEMES.iter().find_map(begun).map(to_its_end)
    })
}

fn to_its_end(address: &str) -> &str {
    let ends = |letter: char| letter.is_whitespace() || ">\",/?;".contains(letter);
    address.split(ends).next().unwrap_or_default()
}

/// The hosts of addresses, those behind an `@`, and those of a `Via` or a `Warning` (RFC 3261
/// §20.42, §20.43).
fn hosts(text: &str) -> impl Iterator<Item = &str> {
    let of_addresses = addresses(text)
        .filter(|address| !address.contains('@') && !address.bytes().all(is_dialled));
    let behind_users = text.match_indices('@').map(|(at, _)| to_its_end(&text[at + 1..]));
    of_addresses
        .chain(behind_users)
        .chain(sent_by(text))
        .chain(warned_by(text))
        .filter(|host| !host.starts_with('['))
        .map(|host| host.split(':').next().unwrap_or_default())
}

/// Who each value of a `Via`, or `v` for short, says that the message was sent by: what stands
/// behind protocol, version and transport, with any blanks between them (RFC 3261 §25.1).
fn sent_by(text: &str) -> impl Iterator<Item = &str> {
    let (name, values) = text.split_once(':').unwrap_or_default();
    let is_via = ["via", "v"].iter().any(|via| name.trim_end().eq_ignore_ascii_case(via));
    let values = values.split(',').filter(move |_| is_via);
    values.filter_map(|value| {
        let transport = value.splitn(3, '/').nth(2)?.trim_start();
        let (_, host) = transport.split_once(char::is_whitespace)?;
        host.trim_start().split([' ', '\t', ';']).next()
    })
}

/// Who each value of a `Warning` comes from: the word behind its code; it may be a name that is no
/// host's.
fn warned_by(text: &str) -> impl Iterator<Item = &str> {
    let (name, values) = text.split_once(':').unwrap_or_default();
    let is_warning = name.trim_end().eq_ignore_ascii_case("warning");
    // Every second piece is a text in quotes.
    let values = values.split('"').step_by(2).filter(move |_| is_warning);
    let agents = values.filter_map(|value| value.trim_start_matches([',', ' ']).split(' ').nth(1));
    agents.filter(|agent| agent.contains('.'))
}

/// The numbers that begin with a `+`, wherever they stand, with single blanks in them.
fn international(text: &str) -> impl Iterator<Item = &str> {
    let ends =
        |letter: char| !u8::try_from(letter).is_ok_and(|byte| byte == b' ' || is_dialled(byte));
    text.match_indices('+').filter_map(move |(at, _)| {
        let in_a_word = text[..at].ends_with(char::is_alphanumeric);
        let number = text[at..].split(ends).next()?.split("  ").next()?;
        let number = number.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        Some(number).filter(|_| !in_a_word)
    })
}

fn users(text: &str) -> impl Iterator<Item = &str> {
    addresses(text).map(|address| address.split(['@', ':']).next().unwrap_or_default())
}

fn is_dialled(byte: u8) -> bool {
    byte.is_ascii_digit() || b"+-.()".contains(&byte)
}

fn is_foreign_host(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let known = |domain: &&str| {
        host == **domain || host.strip_suffix(*domain).is_some_and(|rest| rest.ends_with('.'))
    };
    !host.is_empty() && host.parse::<Ipv4Addr>().is_err() && !DOMAINS.iter().any(known)
}

/// A number with enough digits that is not 555-0100 to 555-0199, which the North American numbering
/// plan sets apart for fiction.
fn is_foreign_number(user: &str) -> bool {
    let digits: String = user.chars().filter(char::is_ascii_digit).collect();
    let is_number =
        digits.len() >= NUMBER && user.bytes().all(|byte| is_dialled(byte) || byte == b' ');
    let local = digits.len().checked_sub(NUMBER).map_or("", |start| &digits[start..]);
    is_number && !local.starts_with("55501") && user.parse::<Ipv4Addr>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_all(text: &str, expected: &[&str]) {
        let flaws = flaws_of(&Line { start: 0, text: text.to_owned() });
        let found: Vec<_> = flaws.into_iter().map(|flaw| text[flaw.range].to_owned()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        check_all(text, &Vec::from_iter(expected));
    }

    #[test]
    fn what_is_set_apart_for_documentation_may_be_shown() {
        check("INVITE sip:+12025550123@sip.example.com SIP/2.0", None);
        check("Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1", None);
        check("Contact: <sip:dialler@[2001:db8::1]:5060;transport=tcp>", None);
        check("To: <tel:+1-202-555-0123>", None);
        check("Warning: 399 proxy.example.net \"see 1.2.3\"", None);
        check("Reason: Q.850;cause=34", None);
        check("Call-ID: 20261122101500@198.51.100.7", None);
        check("c=IN IP6 2001:db8::1", None);
        check("v=0", None);
        check("Warning: 399 here \"see evil.com\", 370 a.example:5060 \"x\"", None);
        check("X-Note: call +1 202 555 0123 now, or a+4930123456", None);
        check("Accept: application/pidf+xml, 1+1", None);
        check("Date: Sat, 13 Nov 2010 23:29:00 +0100", None);
        check("Via: SIP/2.0/UDP  a.example ;branch=z9hG4bK1 , SIP / 2.0 / TCP b.example", None);
    }

    #[test]
    fn the_very_place_is_marked() {
        let text = "Contact: \"a1.io\" <sip:x@a1.io>";
        let flaws = flaws_of(&Line { start: 100, text: text.to_owned() });
        let ranges: Vec<_> = flaws.iter().map(|flaw| (flaw.range.start, flaw.range.end)).collect();
        assert_eq!(ranges, [(124, 129)]);
    }

    #[test]
    fn all_that_may_be_somebodys_is_found_once() {
        check_all("X-A: sip:bob@evil.com, 1.1.1.1", &["evil.com", "1.1.1.1"]);
        check_all("To: <sip:+12025551234@evil.com>", &["+12025551234", "evil.com"]);
        check_all("To: <tel:+442079460000>, <tel:+12025550123>", &["+442079460000"]);
    }

    #[test]
    fn what_may_be_somebodys_is_found() {
        check("INVITE sip:+12025551234@sip.example.com SIP/2.0", Some("+12025551234"));
        check("INVITE sip:100@10.0.0.1 SIP/2.0", Some("10.0.0.1"));
        check("Via: SIP/2.0/UDP pbx.local:5060;branch=z9hG4bK1", Some("pbx.local"));
        check("From: <sip:a@notexample.com>;tag=1", Some("notexample.com"));
        check("Contact: <sip:a@[fe80::1]>", Some("fe80::1"));
        check("To: <tel:+442079460000>", Some("+442079460000"));
        check("Call-ID: a@8.8.8.8", Some("8.8.8.8"));
        check("i: 4711@pbx.local", Some("pbx.local"));
        check("v: SIP/2.0/UDP pbx.local:5060;branch=z9hG4bK1", Some("pbx.local"));
        check("Via: SIP/2.0/UDP  pbx.local;branch=z9hG4bK1", Some("pbx.local"));
        check("Via:SIP / 2.0 / UDP\tpbx.local : 5060;branch=z9hG4bK1", Some("pbx.local"));
        check("Via: SIP/2.0/UDP a.example;branch=z9hG4bK1, SIP/2.0/TCP a1.io", Some("a1.io"));
        check("Contact: <SIP:a@notexample.com>", Some("notexample.com"));
        check("Contact: <TEL:+442079460000>", Some("+442079460000"));
        check("c=IN IP6 fe80::1", Some("fe80::1"));
        check("Call-Info: <https://a1.io/x>", Some("a1.io"));
        check("X-Note: call +49301234567 now", Some("+49301234567"));
        check("X-Note: call (+49 30 1234567).", Some("+49 30 1234567"));
        check("Warning: 399 evil.com \"x\"", Some("evil.com"));
        check("warning : 399 a.example \"x, y\", 370 evil.com:5060 \"z\"", Some("evil.com"));
    }
}
