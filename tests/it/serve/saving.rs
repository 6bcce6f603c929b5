//! Saves as editors and version control do them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::thread;

use super::preview::{Preview, until};
use crate::project::{Project, lay_over};

const PAGE: &str = "content/codes/404.md";

/// The text of the page with other words.
fn with(project: &Project, words: &str) -> String {
    let text = project.read(PAGE);
    let (before, rest) = text.split_once("meaning = \"").unwrap();
    let (_, after) = rest.split_once('\n').unwrap();
    format!("{before}meaning = \"{words}.\"\n{after}")
}

#[test]
fn each_way_to_save_is_seen() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let (page, new) = (project.path(PAGE), project.path("content/codes/.404.md.new"));
    let backup = project.path("content/codes/404.md~");
    let in_place = |text: &str| fs::write(&page, text).unwrap();
    let renamed_over = |text: &str| {
        fs::write(&new, text).unwrap();
        fs::rename(&new, &page).unwrap();
    };
    let moved_away_and_made_anew = |text: &str| {
        fs::rename(&page, &backup).unwrap();
        fs::write(&page, text).unwrap();
    };
    let deleted_and_made_anew = |text: &str| {
        fs::remove_file(&page).unwrap();
        fs::write(&page, text).unwrap();
    };
    let from_elsewhere = |text: &str| {
        let elsewhere = project.beside("elsewhere.md");
        fs::write(&elsewhere, text).unwrap();
        fs::rename(&elsewhere, &page).unwrap();
    };
    let ways: [&dyn Fn(&str); 5] = [
        &in_place,
        &renamed_over,
        &moved_away_and_made_anew,
        &deleted_and_made_anew,
        &from_elsewhere,
    ];
    for round in 0..2 {
        for (number, save) in ways.iter().enumerate() {
            let words = format!("Way {number} in round {round}");
            save(&with(&project, &words));
            preview.until_page_holds("/codes/404/", &words);
        }
    }
}

#[test]
fn two_hundred_saves_in_a_row_end_with_the_last() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let new = project.path("content/codes/.404.md.new");
    for number in 0..200 {
        let text = with(&project, &format!("Save {number} of many"));
        if number % 2 == 0 {
            project.write(PAGE, text);
        } else {
            fs::write(&new, text).unwrap();
            fs::rename(&new, project.path(PAGE)).unwrap();
        }
    }
    preview.until_page_holds("/codes/404/", "Save 199 of many");
    preview.until_page_holds("/", "Save 199 of many");
    let state = preview.events().next();
    assert_eq!(state["count"], 0);
}

#[test]
fn a_save_during_a_build_is_not_lost() {
    let project = Project::small();
    let preview = Preview::of(&project);
    thread::scope(|scope| {
        for path in ["content/codes/404.md", "content/codes/486.md"] {
            let project = &project;
            scope.spawn(move || {
                for number in 0..60 {
                    let text = project.read(path);
                    let (front, _) = text.split_once("\n\nCount ").unwrap_or((text.trim_end(), ""));
                    project.write(path, format!("{front}\n\nCount {number} here.\n"));
                }
            });
        }
    });
    preview.until_page_holds("/codes/404/", "Count 59 here");
    preview.until_page_holds("/codes/486/", "Count 59 here");
}

#[test]
fn folders_that_go_and_come_back_are_followed() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let copy = project.beside("copy");
    for folder in ["content/codes", "content", "themes", "."] {
        let whole = project.path(folder).components().collect::<PathBuf>();
        lay_over(&whole, &copy);
        fs::remove_dir_all(&whole).unwrap();
        let mut events = preview.events();
        events.until(|state| state["count"].as_u64() > Some(0));
        assert_eq!(preview.get("/").status, 200, "{folder}: the last good site is kept");
        lay_over(&copy, &whole);
        events.until(|state| state["count"] == 0);
        let words = format!("After {} was gone", folder.replace('.', "all"));
        project.write(PAGE, with(&project, &words));
        preview.until_page_holds("/codes/404/", &words);
        fs::remove_dir_all(&copy).unwrap();
    }
}

#[test]
fn a_folder_exchanged_at_once_is_followed() {
    let project = Project::small();
    let preview = Preview::of(&project);
    for round in 0..3 {
        let next = project.beside("next");
        lay_over(&project.path("content"), &next);
        let words = format!("Exchange {round}");
        fs::write(next.join("codes/404.md"), with(&project, &words)).unwrap();
        fs::rename(project.path("content"), project.beside(&format!("old-{round}"))).unwrap();
        fs::rename(&next, project.path("content")).unwrap();
        preview.until_page_holds("/codes/404/", &words);
    }
    project.write(PAGE, with(&project, "At last"));
    preview.until_page_holds("/codes/404/", "At last");
}

#[test]
fn what_links_lead_to_within_the_project_is_followed() {
    let project = Project::small();
    let store = project.path("store");
    fs::create_dir(&store).unwrap();
    fs::rename(project.path(PAGE), store.join("404.md")).unwrap();
    symlink("../../store/404.md", project.path(PAGE)).unwrap();
    let preview = Preview::of(&project);
    project.write("store/404.md", with(&project, "Written in place"));
    preview.until_page_holds("/codes/404/", "Written in place");
    fs::write(store.join("new"), with(&project, "Renamed over")).unwrap();
    fs::rename(store.join("new"), store.join("404.md")).unwrap();
    preview.until_page_holds("/codes/404/", "Renamed over");

    let text = with(&project, "Back again");
    fs::remove_dir_all(&store).unwrap();
    preview.events().until(|state| state["count"].as_u64() > Some(0));
    project.write("store/404.md", text);
    preview.until_page_holds("/codes/404/", "Back again");

    project.write("deep/pics/a.txt", "a");
    for round in 0..2 {
        fs::create_dir_all(project.path("content/static")).unwrap();
        symlink("../../deep/pics", project.path("content/static/pics")).unwrap();
        preview.until_page_holds("/pics/a.txt", "a");
        project.write(&format!("deep/pics/{round}.txt"), "later");
        preview.until_page_holds(&format!("/pics/{round}.txt"), "later");
        fs::remove_file(project.path("content/static/pics")).unwrap();
        until("it is gone", || (preview.get("/pics/a.txt").status == 404).then_some(()));
    }
}

#[test]
fn leftovers_of_editors_are_no_reason_to_build() {
    let project = Project::small();
    let preview = Preview::of(&project);
    for name in ["content/codes/.404.md.swp", "content/codes/404.md~", "content/codes/4913"] {
        project.write(name, "not for the site");
    }
    project.write(PAGE, with(&project, "The real save"));
    preview.until_page_holds("/codes/404/", "The real save");
    let said = until("it is said", || Some(preview.said()).filter(|said| said.contains("changed")));
    assert!(!said.contains(".swp") && !said.contains('~') && !said.contains("4913"), "{said}");
}
