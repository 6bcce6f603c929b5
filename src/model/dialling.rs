//! What a dialler and its people do with a code: whether a dial attempt can end with it, who can
//! fix it, when to try again, which headers to read, and from when on it is a pattern. The values
//! of a retry policy and of a threshold are the writers' recommendation; no standard has them.

mod ends_call;
mod retry;

use super::choice::Choice;
use crate::markdown::Prose;

pub use ends_call::EndsCall;
pub use retry::{Pacing, RetryKind, RetryPolicy, RetryRule, Scope};

/// What content says about a code for those who dial. Fields are named as the keys are.
#[derive(Debug)]
pub struct Dialling {
    /// How a dial attempt and the code go together.
    pub ends_call: EndsCall,
    /// Who can fix it, 0 to 3, the likeliest first.
    pub side: Vec<Side>,
    /// Who makes the code without sending it, and how to tell, where that happens.
    pub made_locally: Option<Prose>,
    /// When to try again.
    pub retry_policy: Option<RetryPolicy>,
    /// Headers of the answer that are worth reading, 0 to 4, in the writer's order.
    pub headers: Vec<Header>,
    /// From which share of calls on it is a pattern.
    pub threshold: Option<Threshold>,
}

/// Who can fix what a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The list of numbers.
    YourData,
    /// Dialler, softphone, trunk.
    YourSettings,
    /// Credit, limits, permissions.
    YourAccount,
    /// The provider and the carriers it uses.
    Provider,
    /// The network of the number that was called.
    DestinationNetwork,
    /// Nobody but the person called.
    PersonCalled,
}

/// A header that is worth reading in an answer.
#[derive(Debug)]
pub struct Header {
    /// A token (RFC 3261 §25.1), such as `Retry-After`.
    pub name: String,
    /// What it tells the reader of this code.
    pub tells: Prose,
}

/// From when on failures are a pattern.
#[derive(Debug)]
pub struct Threshold {
    /// From this share on, 1 to 100.
    pub share_percent: u8,
    /// Of what, and over what time.
    pub of: String,
    /// With fewer calls it may be chance; at least 1.
    pub least_calls: u32,
    /// What to do.
    pub then: Prose,
    /// Why these values.
    pub reason: Prose,
}

impl Choice for Side {
    const ALL: &'static [Self] = &[
        Self::YourData,
        Self::YourSettings,
        Self::YourAccount,
        Self::Provider,
        Self::DestinationNetwork,
        Self::PersonCalled,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::YourData => "your-data",
            Self::YourSettings => "your-settings",
            Self::YourAccount => "your-account",
            Self::Provider => "provider",
            Self::DestinationNetwork => "destination-network",
            Self::PersonCalled => "person-called",
        }
    }
}
