//! A SIP response code and its class (RFC 3261 §7.2).

use std::fmt;

/// A code from 100 to 699.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseCode(u16);

/// The first digit of a code, named as in RFC 3261 §7.2; shown as `4xx`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// 1xx: the request is received and still being worked on.
    Provisional,
    /// 2xx: the request was understood and accepted.
    Success,
    /// 3xx: the caller has something more to do.
    Redirection,
    /// 4xx: this server cannot fulfil the request as it stands.
    RequestFailure,
    /// 5xx: the server failed at a request that looks valid.
    ServerFailure,
    /// 6xx: no server can fulfil the request.
    GlobalFailure,
}

impl ResponseCode {
    /// `number` as a code, if it is one.
    pub fn new(number: i64) -> Option<Self> {
        let number = u16::try_from(number).ok()?;
        (100..700).contains(&number).then_some(Self(number))
    }

    /// Three digits as a code, if they are one.
    pub fn parse(digits: &str) -> Option<Self> {
        let exact = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if exact { Self::new(digits.parse().ok()?) } else { None }
    }

    /// The code as a number, from 100 to 699.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The class, computed from the first digit.
    pub fn class(self) -> Class {
        match self.0 / 100 {
            1 => Class::Provisional,
            2 => Class::Success,
            3 => Class::Redirection,
            4 => Class::RequestFailure,
            5 => Class::ServerFailure,
            _ => Class::GlobalFailure,
        }
    }
}

impl fmt::Display for ResponseCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl Class {
    /// The short form, such as `4xx`.
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Provisional => "1xx",
            Self::Success => "2xx",
            Self::Redirection => "3xx",
            Self::RequestFailure => "4xx",
            Self::ServerFailure => "5xx",
            Self::GlobalFailure => "6xx",
        }
    }

    /// The name (RFC 3261 §7.2, §21).
    pub fn name(self) -> &'static str {
        match self {
            Self::Provisional => "Provisional",
            Self::Success => "Success",
            Self::Redirection => "Redirection",
            Self::RequestFailure => "Request Failure",
            Self::ServerFailure => "Server Failure",
            Self::GlobalFailure => "Global Failure",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_three_digits_from_100_to_699() {
        let parsed = |digits| ResponseCode::parse(digits).map(ResponseCode::number);
        assert_eq!(parsed("404"), Some(404));
        assert_eq!(parsed("100"), Some(100));
        assert_eq!(parsed("699"), Some(699));
        for wrong in ["099", "700", "40", "0404", "4o4", "+44", ""] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
