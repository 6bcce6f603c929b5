//! Files of little but links or mistakes, each within its bounds, and too many that are: told about
//! within seconds, since a run that takes much longer is ended as a failure.

use std::fs;
use std::sync::Arc;

use causebook::pipeline::{self, Kept, Project as Source};

use crate::project::{Project, Run};

/// What `check` says of the small site with `text` as its page of 486.
#[track_caller]
fn check(text: impl AsRef<[u8]>) -> Run {
    let text = text.as_ref();
    assert!(text.len() < 1 << 20, "{}", text.len());
    let project = Project::small();
    project.write("content/codes/486.md", text);
    project.run(&["check", "--format", "json"])
}

/// The page of 486 with `text` in each field that may hold as much.
fn page(text: &str) -> String {
    let causes = vec![format!("\"{text}\""); 8].join(", ");
    format!(
        "+++\ncode = 486\nreason = \"Busy Here\"\nbadges = [\"later\"]\ntypes = [\"data\"]\n\
         meaning = \"{text}\"\ntypical_causes = [{causes}]\nretry = \"{text}\"\n\
         next_step = \"{text}\"\nverdict = {{ retry = \"a\", side = \"b\", next = \"c\" }}\n+++\n"
    )
}

#[test]
fn thousands_of_links_in_each_field_are_looked_up() {
    let run = check(page(&"[a](/?186a0)".repeat(4900)));
    assert_eq!(run.status, 0, "{:.2000}", run.stdout);
}

/// Of `count` mistakes of `rule`, 500 are told one by one, and of the others how many there are.
#[track_caller]
fn check_alike(text: &str, rule: &str, count: usize) {
    let run = check(text);
    let problems = run.problems();
    let alike = problems.iter().filter(|problem| problem["rule"] == rule);
    let messages: Vec<_> = alike.map(|problem| problem["message"].as_str().unwrap()).collect();
    assert_eq!(messages.len(), 501, "{:?}", messages.first());
    let more = format!("there are {} more mistakes of this kind in this file", count - 500);
    assert_eq!(messages[0], more);
}

#[test]
fn thousands_of_mistakes_of_one_kind_are_counted() {
    let page = page("Busy.");
    check_alike(&(page.clone() + &"\u{1}\n".repeat(400_000)), "control-character", 400_000);
    check_alike(&(page.clone() + &"\u{1}".repeat(400_000)), "control-character", 400_000);
    let badges = format!("\"later\", {}", "\"nope\", ".repeat(100_000));
    check_alike(&page.replace("\"later\"", &badges), "unknown-badge", 100_000);
    let causes = format!("q850 = [{}]\nmeaning", "17, ".repeat(200_000));
    check_alike(&page.replace("meaning", &causes), "repeated", 199_999);
}

#[test]
fn thousands_of_ids_of_an_unknown_vocabulary_are_compared() {
    let project = Project::small();
    project.edit("content/site.toml", "id = \"clean\"", "id = \"C\"");
    let ids: Vec<_> = (0..90_000).map(|id| format!("\"{id}\"")).collect();
    let badges = format!("badges = [\"later\", {}]", ids.join(","));
    project.edit("content/codes/486.md", "badges = [\"later\"]", &badges);
    let run = project.run(&["check", "--format", "json"]);
    let rules: Vec<_> = run.problems().iter().map(|it| it["rule"].clone()).collect();
    assert_eq!(rules, ["list-length", "invalid-id"]);
}

#[test]
fn of_thousands_of_headers_the_first_are_read() {
    let headers: String =
        (0..20_000).map(|at| format!("[[headers]]\nname='x{at}'\ntells='a'\n")).collect();
    let page = page("Busy.").replace("}\n+++\n", &format!("}}\n{headers}+++\n"));
    let [problem] = check(page).problems().try_into().unwrap();
    assert_eq!(problem["message"], "`headers` holds 20000 items");
}

#[test]
fn thousands_of_parties_of_an_exchange_are_too_many() {
    let messages: String =
        (0..30_000).map(|at| format!("{at} -> x{at}\nSIP/2.0 486 Busy\n\n")).collect();
    let text = page("Busy.") + "```sip\n" + &messages + "```\n";
    // Each message lacks six headers.
    check_alike(&text, "sip-exchange", 30_000 * 6 + 1);
}

#[test]
fn thousands_of_links_to_one_of_thousands_of_parts_are_looked_up() {
    let headings: String = (0..4900).map(|at| format!("## Part {at}\n\n")).collect();
    let run = check(page(&"[a](#part-7)".repeat(4900)) + &headings);
    assert_eq!(run.status, 0, "{:.2000}", run.stdout);
    let missed: String = (0..4900).map(|at| format!("[a](#prat-{at}) ")).collect();
    check_alike(&(page("Busy.") + &headings + &missed), "broken-link", 4900);
}

#[test]
fn of_bytes_that_are_not_utf_8_it_is_told_how_many_there_are() {
    let run = check(b"+++\n+++\ncaf\xe9, caf\xe9s");
    let [problem] = run.problems().try_into().unwrap();
    assert_eq!(problem["help"], "save the file as UTF-8; 2 places of it are not");
}

/// Refuses 70 files of one mebibyte each below `folder`.
#[track_caller]
fn check_crowd(folder: &str, extension: &str, path: &str, message: &str) {
    let project = Project::small();
    for number in 100..170 {
        let path = project.path(&format!("{folder}/{number}.{extension}"));
        fs::File::create(path).unwrap().set_len(1 << 20).unwrap();
    }
    let [problem] = project.run(&["check", "--format", "json"]).problems().try_into().unwrap();
    let found = ["rule", "path", "message"].map(|key| problem[key].as_str().unwrap());
    assert_eq!(found, ["too-large", path, message]);
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let message = "content has 70 MiB, more than 64 MiB";
    check_crowd("content/codes", "md", "content/codes", message);
    let message = "the templates have 70 MiB, more than 4 MiB";
    check_crowd("themes/plain/templates", "html", "themes/plain/templates", message);
    let message = "the theme has 70 MiB, more than 64 MiB";
    check_crowd("themes/plain/assets", "png", "themes/plain", message);
}

#[test]
fn bundles_that_are_too_large_together_are_not_read() {
    let project = Project::small();
    project.write("themes/plain/assets/large.css", "a".repeat(1 << 20));
    let bundles = (0..5).map(|number| format!("\nlarge{number} = [\"large.css\"]"));
    let large = format!("[styles]{}", bundles.collect::<String>());
    project.edit("themes/plain/theme.toml", "[styles]", &large);
    let [problem] = project.run(&["check", "--format", "json"]).problems().try_into().unwrap();
    let found = ["rule", "path", "message"].map(|key| problem[key].as_str().unwrap());
    let message = "the bundles have 5 MiB in all, more than 4 MiB";
    assert_eq!(found, ["too-large", "themes/plain/theme.toml", message]);
}

#[test]
fn pages_that_are_too_large_only_together_are_refused() {
    let project = Project::small();
    for code in 630..670 {
        let page = page("Busy.").replace("Busy Here\"", "Busy\"\nregistered = false");
        let page = page.replace("486", &code.to_string());
        project.write(&format!("content/codes/{code}.md"), page);
    }
    let mebibyte = "x".repeat((1 << 20) - (1 << 12));
    let code = "themes/plain/templates/code.html";
    let large = format!("{{% for part in range(end=7) %}}{mebibyte}{{% endfor %}}<h1>");
    project.edit(code, "<h1>", &large);
    let source = Source { root: project.root().to_owned(), base_url: None, theme: None };
    let failure =
        pipeline::site_again(&source, Arc::new(<[u8]>::to_vec), &mut Kept::nothing(), &|_| ())
            .unwrap_err();
    let messages: Vec<_> = failure.problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["all pages together grow beyond 256 MiB"]);
}
