//! Recipes for hosts in `tests/hosts`: each says what the site's `_headers` and `_redirects` say.
//! nginx is started for real where it is installed.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::project::{Project, not_here, repository};
use crate::real::SITE;
use crate::serve::preview::{Response, free_address, until};

/// Headers by name.
type Headers = BTreeMap<String, String>;

fn recipe(name: &str) -> String {
    fs::read_to_string(repository().join("tests/hosts").join(name)).unwrap()
}

/// What `_headers` says for a path.
fn headers_for(path: &str) -> Headers {
    let mut headers = Headers::new();
    let mut fits = false;
    for line in SITE.text("_headers").lines() {
        match line.trim_start().split_once(": ") {
            Some((name, value)) if line.starts_with(' ') && fits => {
                headers.insert(name.to_lowercase(), value.to_owned());
            }
            Some(_) if line.starts_with(' ') => {}
            _ => fits = is_for(line, path),
        }
    }
    headers
}

/// Whether a pattern of `_headers` fits a path: `*` stands for any end, `:code` for a part.
fn is_for(pattern: &str, path: &str) -> bool {
    if let Some(start) = pattern.strip_suffix('*') {
        return path.starts_with(start);
    }
    let (parts, asked) = (pattern.split('/'), path.split('/'));
    parts.clone().count() == asked.clone().count()
        && parts.zip(asked).all(|(part, asked)| part == asked || part.starts_with(':'))
}

/// The rows of `_redirects`: from and to.
fn redirects() -> Vec<(String, String)> {
    let rows = SITE.text("_redirects").lines().map(|line| line.split(' '));
    let rows = rows.map(|mut row| (row.next().unwrap().to_owned(), row.next().unwrap().to_owned()));
    rows.collect()
}

/// nginx with the recipe, in a folder of its own; ended with its test.
struct Nginx {
    child: Child,
    address: String,
}

impl Nginx {
    /// Serves the site of a project; `None` where nginx is not installed.
    fn serve(project: &Project) -> Option<Self> {
        let program = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];
        let program = program.into_iter().find(|path| Path::new(path).exists())?;
        let folder = project.beside("nginx");
        fs::create_dir(&folder).unwrap();
        write_redirects(project, &folder.join("codes-redirects.map"));
        let address = free_address().to_string();
        let config = folder.join("nginx.conf");
        fs::write(&config, around(&folder, &site_config(project, &folder, &address))).unwrap();
        let mut command = Command::new(program);
        command.args(["-e", "stderr", "-c"]).arg(&config).stdin(Stdio::null());
        let child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut nginx = Self { child, address };
        until("nginx listens", || match nginx.child.try_wait().unwrap() {
            Some(status) => panic!("nginx ended with {status}"),
            None => TcpStream::connect(&nginx.address).ok(),
        });
        Some(nginx)
    }

    fn get(&self, path: &str) -> Response {
        self.ask(path, "")
    }

    /// Asks with more headers, each with its line end.
    fn ask(&self, path: &str, headers: &str) -> Response {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: codes.example.com\r\nConnection: close\r\n{headers}\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        Response::read(stream)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the command of the recipe that lists the redirects.
fn write_redirects(project: &Project, target: &Path) {
    let recipe = recipe("nginx.conf");
    let line = recipe.lines().find_map(|line| line.split_once("redirects:  ")).unwrap().1;
    let command = line.replace("/etc/nginx/codes-redirects.map", target.to_str().unwrap());
    let mut shell = Command::new("sh");
    assert!(shell.args(["-c", &command]).current_dir(project.root()).status().unwrap().success());
}

/// The recipe with paths and address of this test.
fn site_config(project: &Project, folder: &Path, address: &str) -> String {
    let mut config = recipe("nginx.conf");
    let map = folder.join("codes-redirects.map");
    for (old, new) in [
        ("/etc/nginx/codes-redirects.map;", format!("{};", map.display())),
        ("listen 80;", format!("listen {address};")),
        ("listen [::]:80;", String::new()),
        ("root /srv/codes;", format!("root {};", project.path("public").display())),
    ] {
        assert!(config.contains(old), "{old}");
        config = config.replace(old, &new);
    }
    config
}

/// What Debian has around a file of conf.d, in one process that writes below `folder` only.
fn around(folder: &Path, site: &str) -> String {
    let folder = folder.display();
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary = kinds.map(|kind| format!("{kind}_temp_path {folder}/{kind};\n")).concat();
    let types = "text/html html; text/css css; application/javascript js; application/json json; \
                 text/xml xml; text/plain txt; image/svg+xml svg; image/png png;";
    format!(
        "daemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{}}\nhttp {{\n\
         access_log off;\ntypes {{ {types} }}\ndefault_type application/octet-stream;\n\
         {temporary}{site}\n}}\n"
    )
}

/// The site as nginx serves it; `None` where that is not installed.
fn served() -> Option<(Project, Nginx)> {
    let project = Project::copy_of(repository());
    project.build(&[]);
    let nginx = Nginx::serve(&project);
    if nginx.is_none() {
        not_here("nginx is not installed");
    }
    Some((project, nginx?))
}

#[test]
fn nginx_serves_the_site_as_its_files_ask_for() {
    let Some((project, nginx)) = served() else { return };
    let asset = SITE.files.keys().find(|path| path.starts_with("assets/")).unwrap();
    let asset = format!("/{asset}");
    let pages = ["/", "/codes/404/", "/404.html"];
    let files = ["/codes.json", "/sitemap.xml", "/codes.csv", "/codes/404/index.md", "/llms.txt"];
    for path in pages.into_iter().chain(files).chain([asset.as_str()]) {
        let response = nginx.get(path);
        assert_eq!(response.status, 200, "{path}");
        for (name, value) in headers_for(path) {
            assert_eq!(response.header(&name), Some(value.as_str()), "{path}: {name}");
        }
        let index = if path.ends_with('/') { "index.html" } else { "" };
        let file = fs::read(project.path(&format!("public{path}{index}"))).unwrap();
        assert_eq!(response.body, file, "{path}");
    }
    for (from, to) in redirects() {
        for from in [from.clone(), format!("{from}/")] {
            let response = nginx.get(&from);
            assert_eq!((response.status, response.header("location")), (301, Some(&*to)), "{from}");
        }
    }
    let folder = nginx.get("/codes/404");
    assert_eq!((folder.status, folder.header("location")), (301, Some("/codes/404/")));
}

#[test]
fn nginx_answers_what_is_not_there_with_the_404_page() {
    let Some((project, nginx)) = served() else { return };
    let page = fs::read(project.path("public/404.html")).unwrap();
    let folders = ["/codes/", "/assets/"];
    let hidden = ["/_headers", "/_redirects", "/.gitignore", "/assets/none.0123456789abcdef.css"];
    for path in ["/nowhere/", "/codes/999/"].iter().chain(&folders).chain(&hidden) {
        let response = nginx.get(path);
        assert_eq!((response.status, &response.body), (404, &page), "{path}");
        for (name, value) in headers_for("/404.html") {
            assert_eq!(response.header(&name), Some(value.as_str()), "{path}: {name}");
        }
    }
}

#[test]
fn nginx_sends_nothing_twice_and_packs_what_it_sends() {
    let Some((_project, nginx)) = served() else { return };
    let first = nginx.get("/codes/404/");
    let tag = first.header("etag").unwrap();
    let again = nginx.ask("/codes/404/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("cache-control"), first.header("cache-control"));
    let packed = nginx.ask("/codes.json", "Accept-Encoding: gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() < nginx.get("/codes.json").body.len());
}

#[test]
fn cloudfront_is_told_the_same_headers() {
    let policy: Value = serde_json::from_str(&recipe("cloudfront-headers.json")).unwrap();
    let security = &policy["SecurityHeadersConfig"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let seconds = &security["StrictTransportSecurity"]["AccessControlMaxAgeSec"];
    let mut told = Headers::from([
        (
            "content-security-policy".to_owned(),
            text(&security["ContentSecurityPolicy"]["ContentSecurityPolicy"]),
        ),
        ("referrer-policy".to_owned(), text(&security["ReferrerPolicy"]["ReferrerPolicy"])),
        ("strict-transport-security".to_owned(), format!("max-age={seconds}")),
    ]);
    if security["ContentTypeOptions"]["Override"] == true {
        told.insert("x-content-type-options".to_owned(), "nosniff".to_owned());
    }
    let custom = policy["CustomHeadersConfig"]["Items"].as_array().unwrap();
    told.extend(custom.iter().map(|it| (text(&it["Header"]).to_lowercase(), text(&it["Value"]))));
    assert_eq!(custom.len(), policy["CustomHeadersConfig"]["Quantity"]);
    assert_eq!(told, headers_for("/robots.txt"));
}

#[test]
fn netlify_finds_what_its_settings_name() {
    let settings = fs::read_to_string(repository().join("netlify.toml")).unwrap();
    let (_, plugin) = settings.split_once("package = \"/").unwrap();
    let folder: PathBuf = repository().join(plugin.split('"').next().unwrap());
    assert!(folder.join("manifest.yml").is_file() && folder.join("index.js").is_file());
}
