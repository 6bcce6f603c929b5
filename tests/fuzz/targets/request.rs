//! A request as it comes over the wire: its path, and what the client writes after it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| causebook_fuzz::with(|scene| drop(
    scene.request(bytes)
)));
