//! The live preview: a real program, real sockets, real saves.

mod access;
mod bounds;
mod following;
mod preview;
mod saving;
mod start;
