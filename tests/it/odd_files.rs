//! What a folder of the repository cannot hold: files that are no text, no files or too large, and
//! templates without an end. Each is a problem within seconds, never a hang.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::project::Project;

/// `check` reports exactly one problem: its rule, its path, and a part of its message.
#[track_caller]
fn check(project: &Project, rule: &str, path: &str, message: &str) {
    let run = project.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    let problems = run.problems();
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    assert_eq!((problem["rule"].as_str(), problem["path"].as_str()), (Some(rule), Some(path)));
    assert!(problem["message"].as_str().unwrap().contains(message), "{problem}");
    assert!(problem["help"].is_string(), "{problem}");
}

#[track_caller]
fn make_fifo(project: &Project, path: &str) {
    let made = Command::new("mkfifo").arg(project.path(path)).status().unwrap();
    assert!(made.success());
}

/// The bytes of a file of the project with `bytes` before its last line.
fn with_bytes(project: &Project, path: &str, bytes: &[u8]) -> Vec<u8> {
    [fs::read(project.path(path)).unwrap().as_slice(), b"\n", bytes, b"\n"].concat()
}

#[test]
fn text_that_is_not_utf_8_is_located() {
    for path in [
        "content/codes/486.md",
        "content/site.toml",
        "content/home.toml",
        "themes/plain/theme.toml",
        "themes/plain/words.toml",
        "themes/plain/templates/code.html",
        "themes/plain/assets/css/a.css",
    ] {
        let project = Project::small();
        let line = project.read(path).lines().count() + 2;
        let bytes = with_bytes(&project, path, b"caf\xe9");
        project.write(path, bytes);
        let run = project.run(&["check", "--format", "json"]);
        let problem = run.problems().into_iter().find(|it| it["rule"] == "not-utf-8");
        let problem = problem.unwrap_or_else(|| panic!("{path}: {}{}", run.stdout, run.stderr));
        assert_eq!(problem["path"], path);
        let message = problem["message"].as_str().unwrap();
        assert!(message.starts_with("byte 0xe9 "), "{message}");
        assert!(message.contains(&format!("line {line}")), "{message}, not line {line}");
        assert_eq!((&problem["line"], &problem["column"]), (&line.into(), &4.into()), "{problem}");
    }
}

#[test]
fn utf_16_is_refused_and_an_image_of_the_theme_may_hold_any_byte() {
    let project = Project::small();
    let text: Vec<u8> =
        project.read("content/home.toml").encode_utf16().flat_map(u16::to_le_bytes).collect();
    project.write("content/home.toml", [b"\xff\xfe".as_slice(), &text].concat());
    check(&project, "not-utf-8", "content/home.toml", "byte 0xff");

    let project = Project::small();
    project.write("themes/plain/assets/images/dot.png", b"\x89PNG\r\n\x1a\n\xff\0");
    project.write("content/static/dot.png", b"\x89PNG\r\n\x1a\n\xff\0");
    project.build(&[]);
    assert_eq!(project.public()["dot.png"], b"\x89PNG\r\n\x1a\n\xff\0");
}

#[test]
fn a_content_file_over_one_mebibyte_is_refused() {
    let project = Project::small();
    let path = "content/codes/499.toml";
    let text = project.read(path);
    let filler = "#".repeat((1 << 20) - text.len() - 1);
    project.write(path, format!("{text}{filler}\n"));
    assert_eq!(project.run(&["check"]).status, 0, "one mebibyte fits");
    project.write(path, format!("{text}{filler}#\n"));
    check(&project, "too-large", path, "1 MiB");
}

#[test]
fn links_to_a_code_whose_file_cannot_be_read_are_no_second_problem() {
    let project = Project::small();
    project.write("content/codes/486.md", "#".repeat((1 << 20) + 1));
    check(&project, "too-large", "content/codes/486.md", "larger than 1 MiB");
    fs::remove_file(project.path("content/codes/486.md")).unwrap();
    make_fifo(&project, "content/codes/486.md");
    check(&project, "special-file", "content/codes/486.md", "neither a file nor a folder");
}

#[test]
fn a_name_that_is_not_utf_8_is_refused() {
    let project = Project::small();
    let path = project.path("content/static").join(OsStr::from_bytes(b"a\xff.txt"));
    fs::write(path, "a").unwrap();
    let message = "this name is not UTF-8";
    check(&project, "special-file", "content/static/a\u{fffd}.txt", message);
}

#[test]
fn a_static_file_may_be_large() {
    let project = Project::small();
    let bytes = vec![b'x'; 3 << 20];
    project.write("content/static/manual.pdf", &bytes);
    project.build(&[]);
    assert_eq!(fs::metadata(project.path("public/manual.pdf")).unwrap().len(), 3 << 20);
}

#[test]
fn a_pipe_is_a_problem_and_not_a_hang() {
    for path in [
        "content/codes/480.md",
        "content/static/pipe",
        "themes/plain/templates/pipe.html",
        "themes/plain/assets/pipe.css",
    ] {
        let project = Project::small();
        make_fifo(&project, path);
        check(&project, "special-file", path, "neither a file nor a folder");
    }
    for path in ["content/home.toml", "themes/plain/words.toml"] {
        let project = Project::small();
        fs::remove_file(project.path(path)).unwrap();
        make_fifo(&project, path);
        check(&project, "special-file", path, "not a file");
    }
}

#[test]
fn a_pipe_for_the_settings_is_named_and_not_a_hang() {
    let project = Project::small();
    fs::remove_file(project.path("content/site.toml")).unwrap();
    make_fifo(&project, "content/site.toml");
    check(&project, "special-file", "content/site.toml", "not a file");
}

#[test]
fn a_link_that_leaves_the_project_is_refused() {
    for path in ["content/codes/480.md", "content/static/passwd", "themes/plain/assets/x.css"] {
        let project = Project::small();
        let outside = project.beside("outside");
        fs::write(&outside, "secret").unwrap();
        symlink(&outside, project.path(path)).unwrap();
        check(&project, "special-file", path, "leads out of the project");
    }
    let project = Project::small();
    let outside = project.beside("folder");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret.txt"), "secret").unwrap();
    symlink(&outside, project.path("content/static/folder")).unwrap();
    check(&project, "special-file", "content/static/folder", "leads out of the project");
}

#[test]
fn a_folder_that_leaves_the_project_is_told_of_once() {
    for path in ["content", "themes/plain", "content/codes"] {
        let project = Project::small();
        let outside = project.beside("outside");
        fs::rename(project.path(path), &outside).unwrap();
        symlink(&outside, project.path(path)).unwrap();
        check(&project, "special-file", path, "leads out of the project");
    }
}

#[test]
fn a_device_behind_a_link_is_refused() {
    let project = Project::small();
    symlink("/dev/zero", project.path("content/codes/480.md")).unwrap();
    check(&project, "special-file", "content/codes/480.md", "leads out of the project");
}

#[test]
fn a_link_that_loops_or_leads_nowhere_is_refused() {
    let project = Project::small();
    symlink(".", project.path("content/static/again")).unwrap();
    check(
        &project,
        "special-file",
        "content/static/again",
        "leads back to a folder that it lies in",
    );
    let project = Project::small();
    symlink("../..", project.path("content/static/project")).unwrap();
    check(&project, "special-file", "content/static/project", "leads back");
    let project = Project::small();
    symlink("nowhere.md", project.path("content/codes/480.md")).unwrap();
    check(&project, "special-file", "content/codes/480.md", "leads nowhere");
    let project = Project::small();
    symlink("480.md", project.path("content/codes/480.md")).unwrap();
    check(&project, "special-file", "content/codes/480.md", "leads");
}

/// The small site, which can do without static files.
fn without_links_to_files() -> Project {
    let project = Project::small();
    let link = ", see [its guide](/.well-known/security.txt?as=text#L1)";
    project.edit("content/codes/404.md", link, "");
    project
}

#[test]
fn a_link_that_leads_nowhere_in_the_place_of_a_folder_or_a_needed_file_is_refused() {
    for path in ["content/codes", "content/static", "content/translations", "content/home.toml"] {
        for target in ["nowhere", path.rsplit('/').next().unwrap()] {
            let project = without_links_to_files();
            let removed = fs::remove_dir_all(project.path(path));
            let _ = removed.or_else(|_| fs::remove_file(project.path(path)));
            symlink(target, project.path(path)).unwrap();
            check(&project, "special-file", path, "leads nowhere");
        }
    }
}

#[test]
fn a_file_in_the_place_of_a_folder_is_refused() {
    for path in ["content/codes", "content/static", "content/translations"] {
        let project = without_links_to_files();
        let _ = fs::remove_dir_all(project.path(path));
        project.write(path, "x");
        check(&project, "special-file", path, "not a folder");
    }
}

#[test]
fn a_static_file_can_be_linked_whatever_its_name() {
    let project = Project::small();
    project.write("content/static/a b/für %41?.txt", "x");
    let body = "\n[one](</a b/für %2541%3F.txt>) [two](/a%20b/f%C3%BCr%20%2541%3f.txt)\n";
    let source = project.read("content/codes/486.md");
    project.write("content/codes/486.md", format!("{source}{body}"));
    project.build(&[]);
    let page = project.read("public/codes/486/index.html");
    assert_eq!(page.matches("/kb/a%20b/f%C3%BCr%20%2541%3F.txt").count(), 2, "{page}");
}

#[test]
fn a_link_inside_the_project_is_followed() {
    let project = Project::small();
    symlink(".well-known/security.txt", project.path("content/static/security.txt")).unwrap();
    project.build(&[]);
    let public = project.public();
    assert_eq!(public["security.txt"], public[".well-known/security.txt"]);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused() {
    let project = Project::small();
    fs::remove_file(project.path("content/home.toml")).unwrap();
    project.write("content/home.toml/words", "x");
    check(&project, "special-file", "content/home.toml", "not a file");
}

#[test]
fn no_static_file_takes_the_place_of_anything_that_the_site_writes() {
    let project = Project::small();
    project.write(
        "content/causes.toml",
        "[[causes]]\ncause = 17\nmeaning = \"The person called is busy.\"\n",
    );
    project.build(&["--theme", "default"]);
    let own = project.public();
    assert!(own.contains_key("causes.json") && own.contains_key("llms.txt"), "{:?}", own.keys());
    let is_static = |path: &str| project.path(&format!("content/static/{path}")).exists();
    let own: Vec<_> = own.keys().filter(|path| !is_static(path)).collect();
    for path in &own {
        project.write(&format!("content/static/{path}"), "mine");
    }
    let run = project.run(&["check", "--theme", "default", "--format", "json"]);
    let refused: Vec<_> = run.problems().iter().map(|it| it["path"].to_string()).collect();
    for path in own {
        let place = format!("\"content/static/{path}\"");
        assert!(refused.contains(&place), "{path} is silently replaced");
    }
}
