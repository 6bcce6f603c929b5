//! What the preview hands out, and to whom.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::preview::Preview;
use crate::project::Project;

#[track_caller]
fn check(preview: &Preview, headers: &[(&str, &str)], status: u16) {
    assert_eq!(preview.ask("GET", "/", headers).status, status, "{headers:?}");
}

#[test]
fn only_our_own_names_are_answered() {
    let preview = Preview::of(&Project::small());
    let (_, port) = preview.address.split_once(':').unwrap();
    for ours in ["localhost", "127.0.0.1", "[::1]"] {
        check(&preview, &[("Host", &format!("{ours}:{port}"))], 200);
    }
    let foreign = format!("evil.example:{port}");
    for host in [foreign.as_str(), "localhost", "localhost:1", "", "127.0.0.1"] {
        check(&preview, &[("Host", host)], 403);
    }
    let ours = preview.address.as_str();
    for second in ["evil.example", ours] {
        check(&preview, &[("Host", ours), ("Host", second)], 400);
    }
    assert_eq!(preview.send(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 400);
    assert_eq!(
        preview.send(b"GET / HTTP/1.1\r\nHost: \xff\r\nConnection: close\r\n\r\n").status,
        400
    );
    let absolute =
        format!("GET http://{foreign}/ HTTP/1.1\r\nHost: {ours}\r\nConnection: close\r\n\r\n");
    assert_eq!(preview.send(absolute.as_bytes()).status, 403);
    assert_eq!(preview.send(b"GET / HTTP/1.0\r\n\r\n").status, 403);
}

#[test]
fn a_foreign_page_reads_nothing() {
    let preview = Preview::of(&Project::small());
    check(&preview, &[("Origin", &format!("http://{}", preview.address))], 200);
    let secure = format!("https://{}", preview.address);
    for origin in ["http://evil.example", "null", secure.as_str(), ""] {
        check(&preview, &[("Origin", origin)], 403);
    }
    let response = preview.get("/codes.json");
    assert_eq!(response.header("cross-origin-resource-policy"), Some("same-origin"));
}

#[test]
fn tricks_with_paths_lead_nowhere() {
    let preview = Preview::of(&Project::small());
    for path in [
        "/../content/site.toml",
        "/codes/../../content/site.toml",
        "/%2e%2e/content/site.toml",
        "/..%2fcontent%2fsite.toml",
        "/codes%2f404/",
        "/codes\\404/",
        "/codes%5c404/",
        "/..%5ccontent",
        "/index.html%00",
        "/%ff",
        "/%c0%ae%c0%ae/",
        "/%",
        "/%zz",
        "//codes/404/",
        "//evil.example/",
        "/_headers",
        "/_redirects",
        "/content/site.toml",
        "/_causebook/../index.html",
        "/_causebook/nothing",
    ] {
        let response = preview.get(path);
        assert!([400, 404].contains(&response.status), "{path}: {}", response.status);
        assert!(!response.text().contains("base_url"), "{path} leaks");
    }
    for bytes in [&b"GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"[..], b"GET /\xff\xfe HTTP/1.1\r\n\r\n"]
    {
        assert!([400, 403].contains(&preview.send(bytes).status), "{bytes:?}");
    }
}

#[test]
fn nothing_but_reading_is_allowed() {
    let preview = Preview::of(&Project::small());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let response = preview.ask(method, "/", &[]);
        assert_eq!(response.status, 405, "{method}");
        assert_eq!(response.header("allow"), Some("GET, HEAD"), "{method}");
    }
}

#[test]
fn head_says_what_get_says_without_a_body() {
    let preview = Preview::of(&Project::small());
    for path in ["/", "/codes.json", "/nowhere/", "/codes/404", "/_causebook/preview.js"] {
        let (get, head) = (preview.get(path), preview.ask("HEAD", path, &[]));
        let known = |name: &str| (get.header(name), head.header(name));
        assert_eq!(get.status, head.status, "{path}");
        for name in ["content-type", "content-length", "etag", "location"] {
            let (get, head) = known(name);
            assert_eq!(get, head, "{path}: {name}");
        }
        assert!(head.body.is_empty(), "{path}");
    }
}

#[test]
fn what_the_client_has_is_not_sent_again() {
    let project = Project::small();
    project.write("content/static/a.bin", [0; 100_000]);
    let preview = Preview::of(&project);
    for path in ["/", "/codes.json", "/a.bin", "/_causebook/preview.css"] {
        let first = preview.get(path);
        let tag = first.header("etag").unwrap().to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()]
        {
            let again = preview.ask("GET", path, &[("If-None-Match", &known)]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {known}");
            assert_eq!(again.header("etag"), Some(tag.as_str()));
        }
        assert_eq!(preview.ask("GET", path, &[("If-None-Match", "\"other\"")]).status, 200);
        assert_eq!(first.header("cache-control"), Some("no-cache"));
    }
}

#[test]
fn what_is_not_there_is_never_unchanged() {
    let preview = Preview::of(&Project::small());
    let tag = preview.get("/404.html").header("etag").unwrap().to_owned();
    for known in ["*", tag.as_str()] {
        for path in ["/nowhere/", "/_causebook/nothing"] {
            let again = preview.ask("GET", path, &[("If-None-Match", known)]);
            assert_eq!(again.status, 404, "{path} {known}");
            assert!(!again.body.is_empty(), "{path} {known}");
        }
    }
}

#[test]
fn every_output_comes_with_its_type() {
    let project = Project::small();
    project.write("content/static/shown/a.PNG", [1, 2, 3]);
    let preview = Preview::of(&project);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/codes/404/", "text/html; charset=utf-8"),
        ("/codes.json", "application/json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/shown/a.PNG", "image/png"),
    ] {
        let response = preview.get(path);
        assert_eq!((response.status, response.header("content-type")), (200, Some(kind)), "{path}");
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
    assert_eq!(preview.get("/shown/a.PNG").body, [1, 2, 3]);
}

#[test]
fn a_page_has_the_policy_of_the_site_and_the_script_of_the_preview() {
    let project = Project::small();
    let preview = Preview::of(&project);
    project.build(&[]);
    let headers = project.read("public/_headers");
    let response = preview.get("/");
    let policy = response.header("content-security-policy").unwrap();
    assert!(headers.contains(policy) && policy.contains("script-src 'self'"), "{policy}");
    assert_eq!(response.header("strict-transport-security"), None);
    assert!(response.text().contains("<script src=\"/_causebook/preview.js\" data-site=\""));
    assert!(!project.read("public/index.html").contains("_causebook"));
    assert!(!preview.page("/codes.json").contains("_causebook"));
    let script = preview.get("/_causebook/preview.js");
    assert!(script.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
}

#[test]
fn addresses_are_the_previews_own() {
    let preview = Preview::of(&Project::small());
    let page = preview.page("/codes/404/");
    assert!(page.contains(&format!("http://{}/codes/404/", preview.address)), "{page}");
    assert!(!page.contains("//example.com"), "{page}");
    assert!(page.contains("href=\"/codes/486/"), "{page}");
}

#[test]
fn wrong_addresses_are_answered_as_by_a_host() {
    let preview = Preview::of(&Project::small());
    let absent = preview.get("/nowhere/");
    assert_eq!(absent.status, 404);
    assert_eq!(absent.text(), preview.page("/404.html"));
    let folder = preview.get("/codes/404?q=a");
    assert_eq!((folder.status, folder.header("location")), (308, Some("/codes/404/?q=a")));
    let short = preview.get("/404");
    assert_eq!((short.status, short.header("location")), (307, Some("/codes/404/")));
    assert_eq!(short.header("cache-control"), Some("no-store"));
}

#[test]
fn a_static_file_that_became_something_else_is_not_handed_out() {
    let project = Project::small();
    for name in ["linked.txt", "folder/inner.txt", "pipe.txt", "whole.txt"] {
        project.write(&format!("content/static/{name}"), "ours");
    }
    let beside = project.beside("elsewhere");
    fs::create_dir(&beside).unwrap();
    fs::write(beside.join("inner.txt"), "not ours").unwrap();
    let preview = Preview::of(&project);
    let mut events = preview.events();

    let place = |name: &str| project.path("content/static").join(name);
    fs::remove_file(place("linked.txt")).unwrap();
    symlink(beside.join("inner.txt"), place("linked.txt")).unwrap();
    fs::remove_dir_all(place("folder")).unwrap();
    symlink(&beside, place("folder")).unwrap();
    fs::remove_file(place("pipe.txt")).unwrap();
    assert!(Command::new("mkfifo").arg(place("pipe.txt")).status().unwrap().success());
    events.until(|state| state["count"] == 3);

    for name in ["linked.txt", "folder/inner.txt", "pipe.txt"] {
        let response = preview.get(&format!("/{name}"));
        assert_eq!(response.status, 404, "{name}: {}", response.text());
    }
    assert_eq!(preview.page("/whole.txt"), "ours");
}

#[test]
fn a_static_file_may_be_a_link_within_the_project() {
    let project = Project::small();
    project.write("store/a.txt", "ours");
    project.write("content/static/b.txt", "");
    symlink("../../store/a.txt", project.path("content/static/a.txt")).unwrap();
    assert_eq!(Preview::of(&project).page("/a.txt"), "ours");
}
