//! A code's file, whole: fences, front matter and what follows.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| causebook_fuzz::with(|scene| scene.file(bytes)));
