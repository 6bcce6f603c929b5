//! Templates that go down without an end, or far: each is a problem at its place or a page, and
//! never the end of the program.

use crate::project::Project;

const TEMPLATES: &str = "themes/plain/templates";

/// A small site with more templates, the first of which `code.html` includes.
#[track_caller]
fn with_templates(templates: &[(&str, String)]) -> Project {
    let project = Project::small();
    for (name, text) in templates {
        project.write(&format!("{TEMPLATES}/{name}"), text);
    }
    if let Some((name, _)) = templates.first() {
        let include = format!("{{% include \"{name}\" %}}<h1>");
        project.edit(&format!("{TEMPLATES}/code.html"), "<h1>", &include);
    }
    project
}

/// `check` reports exactly one problem, at `place` in the templates: `NAME:LINE:COLUMN`.
#[track_caller]
fn check_refused(project: &Project, place: &str, message: &str) {
    let run = project.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    let problems = run.problems();
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    let path = problem["path"].as_str().unwrap();
    let found = format!("{path}:{}:{}", problem["line"], problem["column"]);
    let text = problem["message"].as_str().unwrap();
    assert_eq!((found, text), (format!("{TEMPLATES}/{place}"), message), "{problem}");
    assert!(problem["help"].is_string(), "{problem}");
}

#[track_caller]
fn check_accepted(project: &Project) {
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_condition_may_have_64_branches_and_not_thousands() {
    let branches = |count: usize| {
        let text = format!("{{% if 1 %}}\n{}{{% endif %}}", "{% elif 1 %}\n".repeat(count));
        with_templates(&[("branches.html", text)])
    };
    check_accepted(&branches(63));
    let message = "tags stand in each other more than 64 deep; each `elif` goes one deeper";
    check_refused(&branches(64), "branches.html:65:1", message);
    check_refused(&branches(20_000), "branches.html:65:1", message);
}

#[test]
fn the_deepest_style_sheet_within_the_bound_is_made_small() {
    let project = Project::small();
    let (open, close) = ("@media print{".repeat(127), "}".repeat(127));
    project.write("themes/plain/assets/css/b.css", format!("{open}a{{color:red}}{close}"));
    check_accepted(&project);
}

#[test]
fn the_longest_expression_that_the_engine_takes_is_compiled() {
    let deep = format!("{}1{}{}", "(".repeat(38), " + 1".repeat(200), ")".repeat(38));
    let deep = format!("{}{{{{ {deep} }}}}", "{% if 1 %}".repeat(38));
    let deep = deep + &"{% endif %}".repeat(38);
    let long = format!("{{{{ 1{} }}}}", " + 1".repeat(254));
    check_accepted(&with_templates(&[("deep.html", deep), ("long.html", long)]));
}

#[test]
fn a_component_and_a_template_that_call_each_other_are_refused() {
    let component = "{% component zz(n) %}{% include \"y.html\" %}{% endcomponent zz %}".to_owned();
    let call = "{{ <zz n={1} /> }}".to_owned();
    let project = with_templates(&[("y.html", call), ("zz.html", component)]);
    let message = "the template `y.html` includes itself, by way of `zz`";
    check_refused(&project, "zz.html:1:22", message);
}

#[test]
fn an_element_is_no_call_of_the_component_of_its_name() {
    let section = "{% component section(n) %}<section>{{ n }}</section>{% endcomponent %}";
    let zz =
        "{% component zz(n) %}{% if n > 0 %}{{ <zz n={n - 1} /> }}{% endif %}{% endcomponent %}";
    let call = "{{ <section n={1} /> }}{{ <zz n={1} /> }}";
    let templates = [("y.html", call), ("section.html", section), ("zz.html", zz)];
    let project = with_templates(&templates.map(|(name, text)| (name, text.to_owned())));
    check_refused(&project, "zz.html:1:39", "the component `zz` calls itself");
}

#[test]
fn blocks_that_hold_each_other_are_refused() {
    let templates = [
        ("base.html", "{% block a %}{% endblock %}{% block b %}{% endblock %}"),
        ("middle.html", "{% extends \"base.html\" %}{% block a %}{% block b %}"),
        ("y.html", "{% extends \"middle.html\" %}{% block b %}{% block a %}{{ super() }}"),
    ];
    let project = Project::small();
    for (name, text) in templates {
        let ends = if name == "base.html" { "" } else { "{% endblock %}{% endblock %}" };
        project.write(&format!("{TEMPLATES}/{name}"), format!("{text}{ends}"));
    }
    check_refused(&project, "y.html:1:57", "the block `a` holds itself, by way of `b`");
}

/// `count` templates, each of which calls the next by `call`, and a last one.
fn chain(count: usize, call: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let name = |number: usize| format!("y{number}.html");
    let mut chain: Vec<_> = (1..=count).map(|number| (name(number), call(number + 1))).collect();
    chain.push((name(count + 1), "<p>the end</p>".to_owned()));
    chain
}

#[track_caller]
fn with_chain(chain: &[(String, String)]) -> Project {
    let chain: Vec<_> = chain.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    with_templates(&chain)
}

#[test]
fn a_long_chain_of_templates_is_rendered_and_a_longer_one_refused() {
    let include = |number| format!("{{% include \"y{number}.html\" %}}");
    check_accepted(&with_chain(&chain(60, include)));
    let message = "templates, components and blocks call each other more than 64 deep from here on";
    check_refused(&with_chain(&chain(100, include)), "y36.html:1:1", message);
    let extends = |number| format!("{{% extends \"y{number}.html\" %}}");
    check_refused(&with_chain(&chain(2000, extends)), "y1936.html:1:1", message);
}

#[test]
fn a_long_chain_of_components_is_told_as_such() {
    let component =
        |name: usize, body: &str| format!("{{% component c{name}() %}}{body}{{% endcomponent %}}");
    let chain = |count: usize| {
        let calls =
            (1..count).map(|number| component(number, &format!("{{{{ <c{} /> }}}}", number + 1)));
        let all = calls.chain([component(count, "the end")]).collect::<Vec<_>>().join("\n");
        with_templates(&[("y.html", "{{ <c1 /> }}".to_owned()), ("all.html", all)])
    };
    check_accepted(&chain(20));
    let message = "components call each other more than 20 deep from here on";
    check_refused(&chain(21), "y.html:1:4", message);
}
