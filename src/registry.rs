//! What the standards say: registered response codes, Q.850 causes, and the mappings between them.
//! Content is checked against these tables, never against memory.

mod causes;
mod response_codes;

use response_codes::RESPONSE_CODES;

/// A row of IANA's registry of SIP response codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// The code, from 100 to 699.
    pub code: u16,
    /// The reason phrase.
    pub reason: &'static str,
    /// The number of the RFC that defines the code.
    pub rfc: u16,
    /// The section of that RFC; `None` where it is not verified.
    pub section: Option<&'static str>,
    /// Whether a dial attempt can be answered with it.
    pub invite: Invite,
}

/// Whether an INVITE, and so a dial attempt, can be answered with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invite {
    /// Any INVITE can be answered with it.
    Yes,
    /// Only with an extension or a header that few use.
    Conditional,
    /// Only requests within a call that is up, or that belong to an earlier request.
    InDialog,
    /// No INVITE is answered with it.
    No,
}

/// The record of a registered code.
pub fn find(code: u16) -> Option<&'static Record> {
    let at = RESPONSE_CODES.binary_search_by_key(&code, |record| record.code).ok()?;
    RESPONSE_CODES.get(at)
}

/// All registered codes, by number.
pub fn all() -> &'static [Record] {
    RESPONSE_CODES
}

/// The name of a Q.850 cause value, where the table has it.
pub fn cause_name(value: u8) -> Option<&'static str> {
    let at = causes::NAMES.binary_search_by_key(&value, |(value, _)| *value).ok()?;
    causes::NAMES.get(at).map(|(_, name)| *name)
}

/// The cause that a gateway sends to the telephone network for a code (RFC 3398 §8.2.6.1). It is
/// not the inverse of [`causes_for`].
pub fn cause_sent_for(code: u16) -> Option<u8> {
    let (_, cause) = causes::SIP_TO_ISUP.iter().find(|(sip, _)| *sip == code)?;
    Some(*cause)
}

/// The causes that a gateway turns into a code (RFC 3398 §7.2.4.1).
pub fn causes_for(code: u16) -> Vec<u8> {
    let turned = causes::ISUP_TO_SIP.iter().filter(|(_, sip)| *sip == code);
    turned.map(|(cause, _)| *cause).collect()
}

/// The codes that a gateway turns a cause into (RFC 3398 §7.2.4.1), by number.
pub fn codes_for_cause(value: u8) -> Vec<u16> {
    let turned = causes::ISUP_TO_SIP.iter().filter(|(cause, _)| *cause == value);
    turned.map(|(_, sip)| *sip).collect()
}

/// The codes for which a gateway sends a cause (RFC 3398 §8.2.6.1), by number.
pub fn codes_sent_as(value: u8) -> Vec<u16> {
    let sent = causes::SIP_TO_ISUP.iter().filter(|(_, cause)| *cause == value);
    sent.map(|(sip, _)| *sip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_holds_75_codes_each_once_by_number() {
        assert_eq!(all().len(), 75);
        assert!(all().is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn the_causes_are_sorted_by_value() {
        assert!(causes::NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(cause_name(17), Some("User busy"));
        assert_eq!(cause_name(10), None);
    }

    #[test]
    fn the_two_mappings_are_not_each_others_inverse() {
        assert_eq!(cause_sent_for(408), Some(102));
        assert_eq!(causes_for(408), [18]);
        assert_eq!(causes_for(503), [34, 38, 41, 42, 47, 58, 88]);
        assert_eq!(cause_sent_for(580), None);
        assert_eq!(codes_for_cause(21), [403, 603]);
        assert_eq!(codes_sent_as(21), [401, 402, 403, 407, 603]);
    }
}
