//! Themes: what is told of one that can be read in part.

use crate::project::Project;

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
