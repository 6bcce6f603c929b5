//! The live preview: a real program, real sockets, real saves.

mod access;
mod bounds;
mod following;
pub mod preview;
mod saving;
mod start;
mod voice;
