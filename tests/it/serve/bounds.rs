//! What a client cannot do to the preview, and a template not to the computer.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use super::preview::{Preview, Response, until};
use crate::project::Project;

#[test]
fn a_head_beyond_16_kib_is_refused() {
    let preview = Preview::of(&Project::small());
    let fits = "a".repeat(8 << 10);
    assert_eq!(preview.ask("GET", "/", &[("X-A", &fits)]).status, 200);
    let long = "a".repeat(17 << 10);
    assert_eq!(preview.ask("GET", "/", &[("X-A", &long)]).status, 431);
    let many: Vec<_> = (0..150).map(|_| ("X-A", "a")).collect();
    assert_eq!(preview.ask("GET", "/", &many).status, 431);
    assert!([400, 414, 431].contains(&preview.get(&format!("/{}", "a".repeat(70_000))).status));
}

#[test]
fn a_client_that_does_not_finish_its_head_is_left() {
    let preview = Preview::of(&Project::small());
    let mut half = preview.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let mut silent = preview.connect();
    let mut idle = preview.connect();
    let head = format!("GET /robots.txt HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    idle.write_all(head.as_bytes()).unwrap();
    for stream in [&mut half, &mut silent, &mut idle] {
        // The read ends with the connection; the client's own deadline would be an error.
        stream.read_to_end(&mut Vec::new()).unwrap();
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_thousand_connections_at_once_do_no_harm() {
    let preview = Preview::of(&Project::small());
    let mut streams: Vec<TcpStream> = (0..1000).map(|_| preview.connect()).collect();
    let head = format!(
        "GET /codes/404/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        preview.address
    );
    for stream in &mut streams {
        stream.write_all(head.as_bytes()).unwrap();
    }
    let page = preview.page("/codes/404/");
    for stream in streams {
        let response = Response::read(stream);
        assert_eq!((response.status, response.text()), (200, page.clone()));
    }
}

#[test]
fn clients_that_break_off_do_no_harm() {
    let project = Project::small();
    project.write("content/static/large.bin", vec![7; 5_000_000]);
    let preview = Preview::of(&project);
    let head = format!("GET /large.bin HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    for _ in 0..50 {
        let mut stream = preview.connect();
        stream.write_all(head.as_bytes()).unwrap();
        let _ = stream.shutdown(Shutdown::Both);
        let _ = preview.connect().write_all(b"\x16\x03\x01\x02\0garbage\r\n\r\n");
    }
    let whole = preview.get("/large.bin");
    assert_eq!(whole.header("content-length"), Some("5000000"));
    assert!(whole.body.len() == 5_000_000 && whole.body.iter().all(|byte| *byte == 7));
}

#[test]
fn at_most_256_pages_listen() {
    let preview = Preview::of(&Project::small());
    let mut listeners: Vec<_> = (0..256).map(|_| preview.events()).collect();
    for events in &mut listeners {
        events.next();
    }
    assert_eq!(preview.get("/_causebook/events").status, 503);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_template_that_cannot_be_stopped_ends_the_preview_before_all_memory_is_gone() {
    let project = Project::small();
    let mut preview = Preview::of(&project);
    let doubled =
        "{% set a = 'a' %}{% for n in range(end=64) %}{% set_global a = a ~ a %}{% endfor %}";
    project.edit("themes/plain/templates/code.html", "<h1>", &format!("{doubled}<h1>"));
    assert_eq!(preview.end(), Some(2));
    let ends = || Some(preview.said()).filter(|said| said.contains("the preview ends"));
    let said = until("it says why", ends);
    assert!(said.contains("more than 256 MiB of memory"), "{said}");
}
