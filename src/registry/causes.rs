//! Q.850 cause values and how gateways translate between them and SIP.
//!
//! The names are those of ITU-T Q.850, as public copies of the table agree on them. The mappings
//! are RFC 3398 §7.2.4.1 (ISUP to SIP) and §8.2.6.1 (SIP to ISUP), as four public copies of the
//! tables agree on them. Where the RFC names a second code for a cause (603 for 21 when the person
//! called rejected the call, 301 for 22 when the new number is known), both rows stand here.

/// Value and name, by value.
pub const NAMES: &[(u8, &str)] = &[
    (1, "Unallocated (unassigned) number"),
    (2, "No route to specified transit network (national use)"),
    (3, "No route to destination"),
    (4, "Send special information tone"),
    (5, "Misdialled trunk prefix (national use)"),
    (6, "Channel unacceptable"),
    (7, "Call awarded and being delivered in an established channel"),
    (8, "Preemption"),
    (9, "Preemption - circuit reserved for reuse"),
    (14, "QoR: ported number"),
    (16, "Normal call clearing"),
    (17, "User busy"),
    (18, "No user responding"),
    (19, "No answer from user (user alerted)"),
    (20, "Subscriber absent"),
    (21, "Call rejected"),
    (22, "Number changed"),
    (23, "Redirection to new destination"),
    (24, "Call rejected due to feature at the destination"),
    (25, "Exchange routing error"),
    (26, "Non-selected user clearing"),
    (27, "Destination out of order"),
    (28, "Invalid number format (address incomplete)"),
    (29, "Facility rejected"),
    (30, "Response to STATUS ENQUIRY"),
    (31, "Normal, unspecified"),
    (34, "No circuit/channel available"),
    (38, "Network out of order"),
    (39, "Permanent frame mode connection out of service"),
    (40, "Permanent frame mode connection operational"),
    (41, "Temporary failure"),
    (42, "Switching equipment congestion"),
    (43, "Access information discarded"),
    (44, "Requested circuit/channel not available"),
    (46, "Precedence call blocked"),
    (47, "Resource unavailable, unspecified"),
    (49, "Quality of service not available"),
    (50, "Requested facility not subscribed"),
    (53, "Outgoing calls barred within CUG"),
    (55, "Incoming calls barred within CUG"),
    (57, "Bearer capability not authorized"),
    (58, "Bearer capability not presently available"),
    (62, "Inconsistency in designated outgoing access information and subscriber class"),
    (63, "Service or option not available, unspecified"),
    (65, "Bearer capability not implemented"),
    (66, "Channel type not implemented"),
    (69, "Requested facility not implemented"),
    (70, "Only restricted digital information bearer capability is available (national use)"),
    (79, "Service or option not implemented, unspecified"),
    (81, "Invalid call reference value"),
    (82, "Identified channel does not exist"),
    (83, "A suspended call exists, but this call identity does not"),
    (84, "Call identity in use"),
    (85, "No call suspended"),
    (86, "Call having the requested call identity has been cleared"),
    (87, "User not member of CUG"),
    (88, "Incompatible destination"),
    (90, "Non-existent CUG"),
    (91, "Invalid transit network selection (national use)"),
    (95, "Invalid message, unspecified"),
    (96, "Mandatory information element is missing"),
    (97, "Message type non-existent or not implemented"),
    (98, "Message not compatible with call state or message type non-existent or not implemented"),
    (99, "Information element/parameter non-existent or not implemented"),
    (100, "Invalid information element contents"),
    (101, "Message not compatible with call state"),
    (102, "Recovery on timer expiry"),
    (103, "Parameter non-existent or not implemented, passed on (national use)"),
    (110, "Message with unrecognized parameter, discarded"),
    (111, "Protocol error, unspecified"),
    (127, "Interworking, unspecified"),
];

/// Cause value, response code.
#[rustfmt::skip]
pub const ISUP_TO_SIP: &[(u8, u16)] = &[
    (1, 404), (2, 404), (3, 404), (17, 486), (18, 408), (19, 480),
    (20, 480), (21, 403), (21, 603), (22, 301), (22, 410), (23, 410),
    (26, 404), (27, 502), (28, 484), (29, 501), (31, 480), (34, 503),
    (38, 503), (41, 503), (42, 503), (47, 503), (55, 403), (57, 403),
    (58, 503), (65, 488), (70, 488), (79, 501), (87, 403), (88, 503),
    (102, 504), (111, 500), (127, 500),
];

/// Response code, cause value.
#[rustfmt::skip]
pub const SIP_TO_ISUP: &[(u16, u8)] = &[
    (400, 41), (401, 21), (402, 21), (403, 21), (404, 1), (405, 63),
    (406, 79), (407, 21), (408, 102), (410, 22), (413, 127), (414, 127),
    (415, 79), (416, 127), (420, 127), (421, 127), (423, 127), (480, 18),
    (481, 41), (482, 25), (483, 25), (484, 28), (485, 1), (486, 17),
    (500, 41), (501, 79), (502, 38), (503, 41), (504, 102), (505, 127),
    (513, 127), (600, 17), (603, 21), (604, 1),
];
