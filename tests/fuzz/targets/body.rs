//! The Markdown below a front matter without mistakes.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| causebook_fuzz::with(|scene| scene.body(bytes)));
