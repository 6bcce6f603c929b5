//! What a page may take of size, time, memory and depth, and what is said of one that takes more.

use std::time::Duration;

use super::depth::MAX_DEPTH;

/// The most bytes that a page may have.
pub const MAX_PAGE: usize = 8 << 20;
/// The longest time that a page may take.
pub const MAX_TIME: Duration = Duration::from_secs(2);
/// How much the program may grow while a template makes a page, in bytes. What each takes by itself
/// the system does not tell: of those that run, the one is meant that ran while most of it came.
pub const MAX_GROWTH: usize = 256 << 20;

/// A bound that a page goes beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overrun {
    /// Of [`MAX_DEPTH`].
    Depth,
    /// Of [`MAX_PAGE`].
    Size,
    /// Of [`MAX_TIME`].
    Time,
    /// Of [`MAX_GROWTH`].
    Memory,
}

impl Overrun {
    /// What is wrong.
    pub fn message(self) -> String {
        match self {
            Self::Depth => format!("elements stand in each other more than {MAX_DEPTH} deep"),
            Self::Size => format!("the page grows beyond {} MiB", MAX_PAGE >> 20),
            Self::Time => format!("the page takes longer than {} seconds", MAX_TIME.as_secs()),
            Self::Memory => {
                format!("the page takes more than {} MiB of memory", MAX_GROWTH >> 20)
            }
        }
    }

    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Depth => "look for a closing tag that is missing, above all in a loop",
            Self::Size | Self::Time | Self::Memory => "let its loops go through less",
        }
    }
}
