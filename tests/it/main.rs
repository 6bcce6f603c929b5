//! What `causebook` promises to the world outside: every test runs the built program, or looks at
//! a site as its visitors get it. Beside it, `house` holds the source to its own rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panic")]

mod broken;
mod content;
mod crowded;
mod deep_templates;
mod endless_templates;
mod exports;
mod faulty_disk;
mod formats;
mod fuzz;
mod golden;
mod guides;
mod host_files;
mod hosts;
mod house;
mod html;
mod index;
mod kept;
mod minified;
mod odd_files;
mod output_folder;
mod outputs;
mod project;
mod provider;
mod publish;
mod publish_earlier;
mod publish_faults;
mod publish_kill;
mod publish_meanwhile;
mod publish_places;
mod publish_room;
mod publish_stamp;
mod publish_state;
mod real;
mod scaffold;
#[path = "../fuzz/scene.rs"]
mod scene;
mod serve;
mod standards;
mod static_files;
mod terminal;
mod theme;
mod translations;
mod uncertain;
