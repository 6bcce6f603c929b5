//! A Q.850 cause value and its class (ITU-T Q.850 §2).

use std::fmt;

/// A cause value from 1 to 127: seven bits, of which 0 is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cause(u8);

/// The upper three bits of a cause value: what kind of event it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CauseClass {
    /// 1 to 31: the call took an ordinary course.
    NormalEvent,
    /// 32 to 47: the network had nothing to carry the call with.
    ResourceUnavailable,
    /// 48 to 63: the service exists, but not for this call.
    ServiceNotAvailable,
    /// 64 to 79: the equipment cannot do it at all.
    ServiceNotImplemented,
    /// 80 to 95: a message that makes no sense here.
    InvalidMessage,
    /// 96 to 111: a message against the rules of the protocol.
    ProtocolError,
    /// 112 to 127: the reason was lost between two networks.
    Interworking,
}

impl Cause {
    /// `number` as a cause, if it is one.
    pub fn new(number: i64) -> Option<Self> {
        let value = u8::try_from(number).ok()?;
        (1..=127).contains(&value).then_some(Self(value))
    }

    /// The value, from 1 to 127.
    pub fn value(self) -> u8 {
        self.0
    }

    /// The class, computed from the upper three bits.
    pub fn class(self) -> CauseClass {
        match self.0 >> 4 {
            0 | 1 => CauseClass::NormalEvent,
            2 => CauseClass::ResourceUnavailable,
            3 => CauseClass::ServiceNotAvailable,
            4 => CauseClass::ServiceNotImplemented,
            5 => CauseClass::InvalidMessage,
            6 => CauseClass::ProtocolError,
            _ => CauseClass::Interworking,
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl CauseClass {
    /// The id, a key of `words.cause_classes`.
    pub fn id(self) -> &'static str {
        match self {
            Self::NormalEvent => "normal-event",
            Self::ResourceUnavailable => "resource-unavailable",
            Self::ServiceNotAvailable => "service-or-option-not-available",
            Self::ServiceNotImplemented => "service-or-option-not-implemented",
            Self::InvalidMessage => "invalid-message",
            Self::ProtocolError => "protocol-error",
            Self::Interworking => "interworking",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: i64, expected: &str) {
        assert_eq!(Cause::new(number).map(|cause| cause.class().id()), Some(expected), "{number}");
    }

    #[test]
    fn causes_go_from_1_to_127_and_their_upper_bits_are_the_class() {
        check(1, "normal-event");
        check(31, "normal-event");
        check(34, "resource-unavailable");
        check(63, "service-or-option-not-available");
        check(79, "service-or-option-not-implemented");
        check(95, "invalid-message");
        check(111, "protocol-error");
        check(127, "interworking");
        for wrong in [-1, 0, 128, 487] {
            assert_eq!(Cause::new(wrong), None, "{wrong}");
        }
    }
}
