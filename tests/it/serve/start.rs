//! How the preview begins and ends.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use super::preview::{Preview, until};
use crate::project::{PROGRAM, Project, not_here};

#[test]
fn a_taken_port_is_named_with_the_next_free_one() {
    let project = Project::small();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = project.run(&["serve", "--port", &port]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains(&format!("port {port} is taken")), "{}", run.stderr);
    let (_, free) = run.stderr.split_once("`--port ").unwrap();
    let (free, rest) = free.split_once('`').unwrap();
    assert!(rest.starts_with(" is free"), "{}", run.stderr);
    let preview = Preview::start(&project, &["serve", "--port", free]);
    assert_eq!(preview.address, format!("127.0.0.1:{free}"));
}

#[test]
fn without_a_wish_the_next_free_port_is_taken() {
    let project = Project::small();
    let taken = TcpListener::bind(("127.0.0.1", 3000));
    let preview = Preview::start(&project, &["serve"]);
    let (_, port) = preview.address.split_once(':').unwrap();
    assert!((3001..=3100).contains(&port.parse::<u16>().unwrap()), "{port}");
    assert!(preview.said().contains("port 3000 is taken"), "{}", preview.said());
    drop(taken);
}

#[test]
fn an_address_of_another_computer_is_refused() {
    let project = Project::small();
    for host in ["203.0.113.9", "nowhere.invalid", ""] {
        let run = project.run(&["serve", "--port", "0", "--host", host]);
        assert_eq!(run.status, 2, "{host}: {}", run.stderr);
        assert!(run.stderr.contains("--host 127.0.0.1"), "{host}: {}", run.stderr);
    }
}

#[test]
fn the_whole_network_is_shown_to_only_with_a_warning() {
    let project = Project::small();
    let preview = Preview::start(&project, &["serve", "--port", "0", "--host", "0.0.0.0"]);
    assert!(preview.said().contains("whoever reaches this computer"), "{}", preview.said());
    assert!(preview.address.starts_with("127.0.0.1:"));
    let alone = Preview::of(&project);
    assert!(!alone.said().contains("whoever"), "{}", alone.said());
}

#[test]
fn ctrl_c_and_a_polite_end_are_no_failures() {
    for signal in ["INT", "TERM"] {
        let mut preview = Preview::of(&Project::small());
        let _listening = preview.events().next();
        assert_eq!(preview.end_by(signal), Some(0), "{signal}");
        until("it says so", || preview.said().contains("preview ended").then_some(()));
    }
}

#[test]
fn a_terminal_that_closes_is_no_matter() {
    let project = Project::small();
    let preview = Preview::of(&project);
    preview.hang_up();
    project.edit("content/codes/404.md", "related = [486]", "related = [487]");
    preview.events().until(|state| state["count"] == 1);
    project.edit("content/codes/404.md", "related = [487]", "related = [486]");
    preview.events().until(|state| state["count"] == 0);
}

/// A browser that writes down what it is to open, and comes before every other.
#[cfg(target_os = "linux")]
#[test]
fn the_chosen_browser_is_opened() {
    let project = Project::small();
    let (folder, opened) = (project.beside("programs"), project.beside("opened"));
    fs::create_dir(&folder).unwrap();
    let browser = folder.join("xdg-open");
    fs::write(&browser, format!("#!/bin/sh\necho \"$1\" > {}\n", opened.display())).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut command = project.command(&["serve", "--port", "0", "--open"]);
    let preview = Preview::run(command.env("PATH", path));
    let url = until("the browser is opened", || {
        fs::read_to_string(&opened).ok().filter(|url| url.ends_with('\n'))
    });
    assert_eq!(url, format!("http://{}/\n", preview.address));
}

/// A user namespace has limits of its own: there no watch is to be had.
#[cfg(target_os = "linux")]
#[test]
fn where_the_system_does_not_tell_the_preview_looks_by_itself() {
    for limit in ["max_inotify_watches", "max_inotify_instances"] {
        let none = format!("echo 0 > /proc/sys/user/{limit}");
        let namespace = ["--user", "--map-root-user", "sh", "-c"];
        let mut trial = Command::new("unshare");
        let trial = trial.args(namespace).arg(&none).stderr(Stdio::null()).status();
        if !trial.is_ok_and(|status| status.success()) {
            return not_here("user namespaces, or limits of their own, are not allowed");
        }
        let project = Project::small();
        let mut unshared = Command::new("unshare");
        let serve = format!("{none} && exec {PROGRAM} serve --port 0");
        unshared.args(namespace).arg(serve).current_dir(project.root()).stdin(Stdio::null());
        let preview = Preview::run(&mut unshared);
        assert!(preview.said().contains("looking for them twice a second"), "{}", preview.said());
        project.edit("content/codes/404.md", "No such number", "Seen by looking");
        preview.until_page_holds("/codes/404/", "Seen by looking");
    }
}
