//! The preview follows its source through mistakes, and says what it needs.

use std::fs;

use super::preview::{Preview, until};
use crate::project::{Project, tree};

const PAGE: &str = "content/codes/404.md";

#[test]
fn a_mistake_is_shown_over_the_last_good_page_until_it_is_mended() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let mut events = preview.events();
    let good = events.next();
    assert_eq!((&good["generation"], &good["count"]), (&1.into(), &0.into()));
    let before = preview.page("/codes/404/");

    project.edit(PAGE, "related = [486]", "related = [487]");
    let bad = events.until(|state| state["count"] == 1);
    let problem = &bad["problems"][0];
    assert!(problem["message"].as_str().unwrap().contains("487"), "{problem}");
    let excerpt = problem["excerpt"].as_str().unwrap();
    assert!(excerpt.contains("content/codes/404.md:13:12"), "{excerpt}");
    assert!(excerpt.contains("13 | related = [487]") && excerpt.contains("^^^"), "{excerpt}");
    assert!(!excerpt.contains('\u{1b}'), "{excerpt}");
    assert_eq!(bad["site"], good["site"]);
    assert_eq!(preview.page("/codes/404/"), before);
    until("the terminal shows it", || preview.said().contains("404.md:13:12").then_some(()));

    project.edit(PAGE, "related = [487]", "related = [486, 499]");
    let mended = events.until(|state| state["count"] == 0);
    assert_ne!(mended["site"], good["site"]);
    preview.until_page_holds("/codes/404/", "/codes/499/");
    until("a line for each", || {
        let said = preview.said();
        let lines = said.lines().filter(|line| line.contains("content/codes/404.md changed: "));
        (lines.count() >= 2).then_some(())
    });
}

#[test]
fn a_first_build_that_fails_shows_its_problems_and_comes_right() {
    let project = Project::small();
    project.edit(PAGE, "code = 404", "code = 405");
    let preview = Preview::of(&project);
    let waiting = preview.get("/codes/404/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.text().contains("data-site=\"\""), "{}", waiting.text());
    let mut events = preview.events();
    let bad = events.next();
    assert!(bad["count"].as_u64() > Some(0) && bad["site"].is_null(), "{bad}");
    project.edit(PAGE, "code = 405", "code = 404");
    assert!(events.until(|state| state["count"] == 0)["site"].is_string());
    preview.until_page_holds("/codes/404/", "No such number");
}

#[test]
fn who_comes_later_is_told_the_present_state_at_once() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let first = preview.events().next();
    project.edit(PAGE, "No such number", "A new meaning");
    preview.until_page_holds("/codes/404/", "A new meaning");
    let later = preview.events().next();
    assert!(later["generation"].as_u64() > first["generation"].as_u64(), "{later}");
    assert_ne!(later["site"], first["site"]);
    assert!(preview.page("/").contains(&format!("data-site={}", later["site"])));
}

#[test]
fn a_change_of_style_alone_needs_no_reload() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let mut events = preview.events();
    let before = events.next();
    project.write("themes/plain/assets/css/a.css", ".a { color: #00ff00; }\n");
    let after = events.until(|state| state["styles"] != before["styles"]);
    assert_eq!(after["site"], before["site"]);
    let style = after["styles"][0].as_str().unwrap();
    assert!(preview.page(style).contains("0f0") || preview.page(style).contains("lime"));
    assert!(preview.page("/").contains(style));
}

#[test]
fn theme_settings_and_static_files_are_followed() {
    let project = Project::small();
    let preview = Preview::of(&project);
    project.edit("themes/plain/templates/base.html", "<main>", "<main class=\"new-shape\">");
    preview.until_page_holds("/", "new-shape");
    project.edit("content/site.toml", "Small codes", "Large codes");
    preview.until_page_holds("/", "Large codes");
    project.write("content/static/.well-known/added.txt", "added");
    preview.until_page_holds("/.well-known/added.txt", "added");
    project.write("content/static/.well-known/added.txt", "altered");
    preview.until_page_holds("/.well-known/added.txt", "altered");
    fs::remove_file(project.path("content/static/.well-known/added.txt")).unwrap();
    until("it is gone", || (preview.get("/.well-known/added.txt").status == 404).then_some(()));
}

#[test]
fn another_theme_is_followed() {
    let project = Project::small();
    for (path, bytes) in tree(&project.path("themes/plain")) {
        let text = String::from_utf8_lossy(&bytes).replace("<main>", "<main class=\"other\">");
        project.write(&format!("themes/other/{path}"), text);
    }
    let preview = Preview::of(&project);
    assert!(!preview.page("/").contains("class=\"other\""));
    project.edit("content/site.toml", "theme = \"plain\"", "theme = \"other\"");
    preview.until_page_holds("/", "class=\"other\"");
}

#[test]
fn nothing_is_written() {
    let project = Project::small();
    project.build(&[]);
    let (public, state) = (project.public(), tree(&project.path(".causebook")));
    let preview = Preview::of(&project);
    project.edit(PAGE, "No such number", "A new meaning");
    preview.until_page_holds("/codes/404/", "A new meaning");
    assert_eq!((project.public(), tree(&project.path(".causebook"))), (public, state));
}
