//! A page as a theme may make it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| causebook_fuzz::with(|scene| scene.page(bytes)));
