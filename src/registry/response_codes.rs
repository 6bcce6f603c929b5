//! IANA's registry "Session Initiation Protocol (SIP) Parameters", table "Response Codes":
//! <https://www.iana.org/assignments/sip-parameters/> (sip-parameters-7.csv), as of 2026-07-30.
//! Phrase, RFC and section are the registry's; the sections of RFC 3261 were compared with its
//! table of contents. 202 is deprecated there. The sections for 199, 494 and 608 are not verified
//! and left out. Whether an INVITE can be answered with a code follows from the defining RFC.

use super::Invite::{Conditional, InDialog, No, Yes};
use super::{Invite, Record};

/// By number.
#[rustfmt::skip]
pub const RESPONSE_CODES: &[Record] = &[
    row(100, "Trying", 3261, "21.1.1", Yes),
    row(180, "Ringing", 3261, "21.1.2", Yes),
    row(181, "Call Is Being Forwarded", 3261, "21.1.3", Yes),
    row(182, "Queued", 3261, "21.1.4", Yes),
    row(183, "Session Progress", 3261, "21.1.5", Yes),
    row(199, "Early Dialog Terminated", 6228, "", Yes),
    row(200, "OK", 3261, "21.2.1", Yes),
    row(202, "Accepted", 6665, "8.3.1", No),
    row(204, "No Notification", 5839, "7.1", No),
    row(300, "Multiple Choices", 3261, "21.3.1", Yes),
    row(301, "Moved Permanently", 3261, "21.3.2", Yes),
    row(302, "Moved Temporarily", 3261, "21.3.3", Yes),
    row(305, "Use Proxy", 3261, "21.3.4", Yes),
    row(380, "Alternative Service", 3261, "21.3.5", Yes),
    row(400, "Bad Request", 3261, "21.4.1", Yes),
    row(401, "Unauthorized", 3261, "21.4.2", Yes),
    row(402, "Payment Required", 3261, "21.4.3", Yes),
    row(403, "Forbidden", 3261, "21.4.4", Yes),
    row(404, "Not Found", 3261, "21.4.5", Yes),
    row(405, "Method Not Allowed", 3261, "21.4.6", Yes),
    row(406, "Not Acceptable", 3261, "21.4.7", Yes),
    row(407, "Proxy Authentication Required", 3261, "21.4.8", Yes),
    row(408, "Request Timeout", 3261, "21.4.9", Yes),
    row(410, "Gone", 3261, "21.4.10", Yes),
    row(412, "Conditional Request Failed", 3903, "11.2.1", No),
    row(413, "Request Entity Too Large", 3261, "21.4.11", Yes),
    row(414, "Request-URI Too Long", 3261, "21.4.12", Yes),
    row(415, "Unsupported Media Type", 3261, "21.4.13", Yes),
    row(416, "Unsupported URI Scheme", 3261, "21.4.14", Yes),
    row(417, "Unknown Resource-Priority", 4412, "12.4", Yes),
    row(420, "Bad Extension", 3261, "21.4.15", Yes),
    row(421, "Extension Required", 3261, "21.4.16", Yes),
    row(422, "Session Interval Too Small", 4028, "6", Yes),
    row(423, "Interval Too Brief", 3261, "21.4.17", No),
    row(424, "Bad Location Information", 6442, "4.3", Conditional),
    row(425, "Bad Alert Message", 8876, "5.1", No),
    row(428, "Use Identity Header", 8224, "6.2.2", Yes),
    row(429, "Provide Referrer Identity", 3892, "5", No),
    row(430, "Flow Failed", 5626, "11.5", Conditional),
    row(433, "Anonymity Disallowed", 5079, "5", Yes),
    row(436, "Bad Identity Info", 8224, "6.2.2", Yes),
    row(437, "Unsupported Credential", 8224, "6.2.2", Yes),
    row(438, "Invalid Identity Header", 8224, "6.2.2", Yes),
    row(439, "First Hop Lacks Outbound Support", 5626, "11.6", No),
    row(440, "Max-Breadth Exceeded", 5393, "6.2", Yes),
    row(469, "Bad Info Package", 6086, "11.6", No),
    row(470, "Consent Needed", 5360, "5.9.2", Conditional),
    row(480, "Temporarily Unavailable", 3261, "21.4.18", Yes),
    row(481, "Call/Transaction Does Not Exist", 3261, "21.4.19", InDialog),
    row(482, "Loop Detected", 3261, "21.4.20", Yes),
    row(483, "Too Many Hops", 3261, "21.4.21", Yes),
    row(484, "Address Incomplete", 3261, "21.4.22", Yes),
    row(485, "Ambiguous", 3261, "21.4.23", Yes),
    row(486, "Busy Here", 3261, "21.4.24", Yes),
    row(487, "Request Terminated", 3261, "21.4.25", Yes),
    row(488, "Not Acceptable Here", 3261, "21.4.26", Yes),
    row(489, "Bad Event", 6665, "8.3.2", No),
    row(491, "Request Pending", 3261, "21.4.27", InDialog),
    row(493, "Undecipherable", 3261, "21.4.28", Yes),
    row(494, "Security Agreement Required", 3329, "", Conditional),
    row(500, "Server Internal Error", 3261, "21.5.1", Yes),
    row(501, "Not Implemented", 3261, "21.5.2", Yes),
    row(502, "Bad Gateway", 3261, "21.5.3", Yes),
    row(503, "Service Unavailable", 3261, "21.5.4", Yes),
    row(504, "Server Time-out", 3261, "21.5.5", Yes),
    row(505, "Version Not Supported", 3261, "21.5.6", Yes),
    row(513, "Message Too Large", 3261, "21.5.7", Yes),
    row(555, "Push Notification Service Not Supported", 8599, "8.1", No),
    row(580, "Precondition Failure", 3312, "8", Yes),
    row(600, "Busy Everywhere", 3261, "21.6.1", Yes),
    row(603, "Decline", 3261, "21.6.2", Yes),
    row(604, "Does Not Exist Anywhere", 3261, "21.6.3", Yes),
    row(606, "Not Acceptable", 3261, "21.6.4", Yes),
    row(607, "Unwanted", 8197, "4", Yes),
    row(608, "Rejected", 8688, "", Yes),
];

const fn row(
    code: u16,
    reason: &'static str,
    rfc: u16,
    section: &'static str,
    invite: Invite,
) -> Record {
    let section = if section.is_empty() { None } else { Some(section) };
    Record { code, reason, rfc, section, invite }
}
