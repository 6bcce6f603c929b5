//! Themes: what is told of one that can be read in part, and that the default theme has no word
//! that nobody asks for.

use crate::guides::read;
use crate::project::{Project, repository, tree};

#[test]
fn a_template_that_cannot_be_read_hides_no_other_mistake_and_makes_none() {
    let project = Project::small();
    for path in ["404.html", "components/badge.html"] {
        project.write(&format!("themes/plain/templates/{path}"), b"caf\xe9");
    }
    let home = "themes/plain/templates/home.html";
    project.write(home, project.read(home) + "{% if %}");
    let problems = project.run(&["check", "--format", "json"]).problems();
    let found: Vec<_> =
        problems.iter().map(|it| format!("{} {}", it["path"], it["rule"])).collect();
    let expected = [
        r#""themes/plain/templates/404.html" "not-utf-8""#,
        r#""themes/plain/templates/components/badge.html" "not-utf-8""#,
        r#""themes/plain/templates/home.html" "template""#,
    ];
    assert_eq!(found, expected, "{problems:#?}");
}

/// The words of a language, each as its table, such as `cause`, and its key.
fn words<'a>(file: &'a str, language: &str) -> Vec<(&'a str, &'a str)> {
    let mut table = None;
    let mut words = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix('[') {
            let name = name.trim_end_matches(']').split_once('.');
            table = name.filter(|(its, _)| *its == language).map(|(_, name)| name);
        } else if let (Some(table), Some((key, _))) = (table, line.split_once(" = ")) {
            words.push((table, key));
        }
    }
    words
}

/// Whether a text holds a word in quotes.
fn names(text: &str, word: &str) -> bool {
    text.contains(&format!("\"{word}\""))
}

/// Whether a template reads a word: by its name, where the table may have got another, in a loop
/// through the table, or as one of those that the template or the model names.
fn is_read(template: &str, table: &str, key: &str, model: &str) -> bool {
    let path = format!("words.{table}");
    let renamed = template.split("{% set ").skip(1).filter_map(|rest| {
        let (name, of) = rest.split_once(" %}")?.0.split_once(" = ")?;
        let rest = path.strip_prefix(of).filter(|rest| rest.is_empty() || rest.starts_with('.'))?;
        Some(format!("{name}{rest}"))
    });
    let goes_on = |rest: &str| rest.starts_with(|it: char| it.is_alphanumeric() || it == '_');
    renamed.chain([path.clone()]).any(|name| {
        let by_name = format!("{name}.{key}");
        let is_named = names(template, key) || names(model, key);
        template.split(&by_name).skip(1).any(|rest| !goes_on(rest))
            || template.contains(&format!(" in {name} %}}"))
            || template.contains(&format!("{name}[")) && is_named
    })
}

#[test]
fn every_word_of_the_default_theme_is_asked_for() {
    let program = |folder: &str| -> String {
        let files = tree(&repository().join("src").join(folder)).into_iter();
        let files = files.filter(|(path, _)| path.ends_with(".rs"));
        files.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
    };
    let (render, model) = (program("render"), program("model"));
    let is_said = |table: &str, key: &str| {
        table.split('.').all(|name| names(&render, name))
            && (names(&render, key) || names(&model, key))
    };
    let templates = tree(&repository().join("themes/default/templates")).into_values();
    let templates: Vec<_> = templates.map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    let file = read("themes/default/words.toml");
    let words = words(&file, "en");
    assert!(words.len() > 200, "{words:?}");
    let unread = words.into_iter().filter(|(table, key)| {
        let shown = |template: &String| is_read(template, table, key, &model);
        !templates.iter().any(shown) && !is_said(table, key)
    });
    assert_eq!(unread.collect::<Vec<_>>(), []);
}
