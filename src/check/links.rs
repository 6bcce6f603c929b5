//! Where links lead: codes, named links, pages and files of this site, other sites. Internal
//! targets and fragments must exist; what is none of these is refused.

mod forms;
mod meant;

use std::collections::{BTreeMap, BTreeSet};

pub use forms::{is_other_scheme, is_web_url};

use super::codes::Codes;
use super::draft::Draft;
use super::lexicon;
use super::prose::DraftProse;
use super::settings::Site;
use crate::document::{listed, nearest};
use crate::markdown::{Prose, Target, WrittenLink};
use crate::model::home::SECTIONS;
use crate::model::{BaseUrl, ResponseCode, Route, StaticFile};
use crate::problem::{Place, Problem, Problems, Rule};
use forms::{is_path, scheme, split_fragment};

/// The generated files that a `/path` may name, pages apart.
pub const GENERATED: [&str; 11] = [
    "/codes.json",
    "/codes.schema.json",
    "/codes.csv",
    "/retry-policy.json",
    "/retry-policy.schema.json",
    "/llms.txt",
    "/cheat-sheet/",
    "/404.html",
    "/sitemap.xml",
    "/robots.txt",
    "/opensearch.xml",
];

/// Every target there is.
pub struct Resolver<'a> {
    /// What `site.toml` says.
    pub site: &'a Site,
    /// Where dead ends are reported.
    pub problems: &'a Problems,
    base: Option<&'a BaseUrl>,
    /// The fragments of each code's page.
    codes: BTreeMap<ResponseCode, BTreeSet<String>>,
    /// The codes whose page could not be read.
    unread: BTreeSet<ResponseCode>,
    /// The fragments of pages that are neither the landing page nor a code's, by path.
    pages: BTreeMap<String, BTreeSet<String>>,
    /// The beginnings of paths below which pages may be that could not be read.
    unread_pages: Vec<Route>,
    /// Routes other than pages.
    files: BTreeSet<String>,
}

/// Why a link leads nowhere, and what to do.
struct DeadEnd {
    rule: Rule,
    message: String,
    help: String,
}

impl DeadEnd {
    fn broken(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { rule: Rule::BrokenLink, message: message.into(), help: help.into() }
    }
}

impl<'a> Resolver<'a> {
    /// Gathers the targets: the pages of `drafts`, `static_files` and what the site generates.
    pub fn new(
        site: &'a Site,
        codes: &Codes,
        static_files: &[StaticFile],
        problems: &'a Problems,
    ) -> Self {
        let fragments = |draft: &Draft| (draft.code, draft.fragments().into_iter().collect());
        let generated = GENERATED.iter().map(|path| (*path).to_owned());
        let copied = static_files.iter().map(|file| file.output.route().as_str().to_owned());
        Self {
            site,
            problems,
            base: site.settings.as_ref().map(|settings| &settings.base_url),
            codes: codes.drafts.iter().map(fragments).collect(),
            unread: codes.unread.clone(),
            pages: BTreeMap::new(),
            unread_pages: Vec::new(),
            files: generated.chain(copied).collect(),
        }
    }

    /// The same with the pages and files that come of `lexicon`.
    pub fn with(mut self, lexicon: &lexicon::Draft) -> Self {
        self.pages = lexicon.pages();
        self.unread_pages = lexicon.unread();
        self.files.extend(lexicon.files());
        self
    }

    /// Whether the site has a page for `code`.
    pub fn has_page(&self, code: ResponseCode) -> bool {
        self.codes.contains_key(&code) || self.unread.contains(&code)
    }

    /// The codes that have a page.
    pub fn codes(&self) -> impl Iterator<Item = ResponseCode> {
        self.codes.keys().copied()
    }

    /// A field's prose with its links resolved. `own` is the code whose page it belongs to.
    pub fn resolve(&self, draft: DraftProse, own: Option<ResponseCode>) -> Prose {
        let DraftProse { mut prose, text } = draft;
        let links = prose.written_links().iter();
        let targets: Vec<_> =
            links.map(|link| self.target(link, &text.part(&link.range), own)).collect();
        prose.resolve(&targets);
        prose
    }

    /// Where `link` leads; a dead end is reported at `place`.
    pub fn target(&self, link: &WrittenLink, place: &Place, own: Option<ResponseCode>) -> Target {
        let found = if link.image {
            self.image(&link.destination)
        } else {
            self.link(&link.destination, own)
        };
        found.unwrap_or_else(|dead_end| {
            self.report(dead_end, place);
            Target::Url(link.destination.clone())
        })
    }

    /// The targets of redirects exist, and their sources are free paths, each once.
    pub fn check_redirects(&self) {
        let mut sources: BTreeMap<&str, String> = BTreeMap::new();
        for (redirect, from, to) in &self.site.redirects {
            let taken = sources.insert(&redirect.from, from.label());
            if let Some(dead_end) = self.redirect_from(&redirect.from, taken) {
                self.report(dead_end, from);
            }
            if let Some(dead_end) = self.redirect_to(&redirect.to) {
                self.report(dead_end, to);
            }
        }
    }

    fn redirect_from(&self, from: &str, taken: Option<String>) -> Option<DeadEnd> {
        let (rule, message, help) = if !is_path(from) || from.contains(['#', '?', ' ']) {
            let message = format!("`{from}` is not a path of this site");
            (Rule::InvalidUrl, message, "write a path such as /old-address")
        } else if let Some(first) = taken {
            let message = format!("`{from}` is redirected twice, first at {first}");
            (Rule::Repeated, message, "take one of them out")
        } else if self.path(from).is_ok() {
            let message = format!("`{from}` exists, so nothing can be redirected from it");
            (Rule::DuplicateOutput, message, "take the redirect out, or name an old address")
        } else {
            return None;
        };
        Some(DeadEnd { rule, message, help: help.to_owned() })
    }

    fn redirect_to(&self, to: &str) -> Option<DeadEnd> {
        let help = "name a page of this site such as /codes/404/, or a whole address";
        if is_path(to) {
            let dead_end = self.path(to).err()?;
            return Some(DeadEnd { help: help.to_owned(), ..dead_end });
        }
        let message = format!("`{to}` is neither a path of this site nor a web address");
        (!is_web_url(to)).then(|| DeadEnd::broken(message, help))
    }

    fn report(&self, dead_end: DeadEnd, place: &Place) {
        let problem = Problem::at(place.clone(), dead_end.rule, dead_end.message);
        self.problems.push(problem.help(dead_end.help));
    }

    fn link(&self, destination: &str, own: Option<ResponseCode>) -> Result<Target, DeadEnd> {
        if let Some(name) = destination.strip_prefix("link:") {
            return self.named(name);
        }
        if let Some(fragment) = destination.strip_prefix('#') {
            return self.fragment(own, fragment);
        }
        if is_path(destination) {
            return self.path(destination).map(Target::Url);
        }
        if is_web_url(destination) || is_other_scheme(destination) {
            return self.whole(destination);
        }
        if let Some(scheme) = scheme(destination) {
            return Err(DeadEnd {
                rule: Rule::ForbiddenScheme,
                message: format!(
                    "links of the form `{scheme}:` are not allowed, or this one is not whole"
                ),
                help: "use https, http, mailto, tel, sip or sips, a /path, or another code's file"
                    .to_owned(),
            });
        }
        self.code_file(destination)
    }

    /// A whole address: one of this site is checked like a path.
    fn whole(&self, url: &str) -> Result<Target, DeadEnd> {
        let inner = self.base.and_then(|base| base.inner(url)?.strip_prefix(base.path()));
        match inner {
            Some(inner) => self.path(&format!("/{inner}")).map(Target::Url),
            None => Ok(Target::Url(url.to_owned())),
        }
    }

    fn named(&self, name: &str) -> Result<Target, DeadEnd> {
        let links = &self.site.links;
        if let Some(link) = links.iter().find(|link| link.name == name) {
            return Ok(match &link.url {
                Some(url) => return self.whole(url),
                None => Target::Place(link.label.clone()),
            });
        }
        let Some(names) = self.site.names.as_ref().map(|names| &names.links) else {
            return Ok(Target::Place(name.to_owned()));
        };
        if names.iter().any(|known| known == name) {
            return Ok(Target::Place(name.to_owned()));
        }
        Err(unknown_link(name, &names.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    /// `NNN.md`, as it also works where people browse the repository.
    fn code_file(&self, destination: &str) -> Result<Target, DeadEnd> {
        let (file, fragment) = split_fragment(destination);
        let file = file.strip_prefix("./").unwrap_or(file);
        let stem = file.strip_suffix(".md").or_else(|| file.strip_suffix(".toml"));
        let Some(code) = stem.and_then(ResponseCode::parse) else {
            let names = self.site.links.iter().map(|link| link.name.as_str());
            return Err(DeadEnd::broken(
                meant::message(destination),
                meant::help(destination, names),
            ));
        };
        self.code_page(code, fragment)
    }

    fn code_page(&self, code: ResponseCode, fragment: Option<&str>) -> Result<Target, DeadEnd> {
        if self.unread.contains(&code) {
            return Ok(Target::Url(self.url(&Route::code(code), fragment)));
        }
        let Some(fragments) = self.codes.get(&code) else {
            return Err(DeadEnd::broken(
                format!("code {code} has no page"),
                format!(
                    "write content/codes/{code}.md (`causebook new {code}`), or name the code without a link"
                ),
            ));
        };
        if let Some(fragment) = fragment {
            known_fragment(
                fragment,
                fragments.iter().map(String::as_str),
                &format!("the page of {code}"),
            )?;
        }
        Ok(Target::Url(self.url(&Route::code(code), fragment)))
    }

    fn home(&self, fragment: Option<&str>) -> Result<Target, DeadEnd> {
        if let Some(fragment) = fragment {
            let codes = self.codes.keys().chain(&self.unread);
            let entries: Vec<_> = codes.map(|code| format!("code-{code}")).collect();
            let ids = SECTIONS.into_iter().chain(entries.iter().map(String::as_str));
            known_fragment(fragment, ids, "the landing page")?;
        }
        Ok(Target::Url(self.url(&Route::home(), fragment)))
    }

    fn fragment(&self, own: Option<ResponseCode>, fragment: &str) -> Result<Target, DeadEnd> {
        match own {
            Some(code) => self.code_page(code, Some(fragment)),
            None => self.home(Some(fragment)),
        }
    }

    /// A `/path` of this site, as a URL with the base path.
    fn path(&self, destination: &str) -> Result<String, DeadEnd> {
        let (path, fragment) = split_fragment(destination);
        let (path, query) =
            path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        let page = path.strip_prefix("/codes/");
        let twin = page.and_then(|rest| ResponseCode::parse(rest.strip_suffix("/index.md")?));
        let code = page.and_then(|rest| ResponseCode::parse(rest.strip_suffix('/')?));
        let found = match code {
            _ if path == "/" => self.home(fragment),
            _ if twin.is_some_and(|code| self.has_page(code)) => {
                Ok(Target::Url(self.prefixed(path)))
            }
            Some(code) => self.code_page(code, fragment),
            None if self.is_unread(path) => Ok(Target::Url(self.prefixed(destination))),
            None if self.pages.contains_key(path) => self.page(path, fragment),
            None if self.files.contains(path) => Ok(Target::Url(self.prefixed(path))),
            None => Err(DeadEnd::broken(
                format!("`{path}` is no page or file of this site"),
                path_help(path),
            )),
        }?;
        let Target::Url(url) = found else { return Ok(String::new()) };
        Ok(match query {
            None => url,
            Some(query) => match url.split_once('#') {
                Some((url, fragment)) => format!("{url}?{query}#{fragment}"),
                None => format!("{url}?{query}"),
            },
        })
    }

    fn is_unread(&self, path: &str) -> bool {
        self.unread_pages.iter().any(|route| path.starts_with(route.as_str()))
    }

    /// A page that is neither the landing page nor a code's.
    fn page(&self, path: &str, fragment: Option<&str>) -> Result<Target, DeadEnd> {
        let ids = self.pages.get(path).into_iter().flatten().map(String::as_str);
        if let Some(fragment) = fragment {
            known_fragment(fragment, ids, path)?;
        }
        let url = self.prefixed(path);
        Ok(Target::Url(fragment.map_or_else(|| url.clone(), |part| format!("{url}#{part}"))))
    }

    fn image(&self, destination: &str) -> Result<Target, DeadEnd> {
        if is_path(destination) && self.files.contains(destination) {
            return Ok(Target::Url(self.prefixed(destination)));
        }
        let files = self.files.iter().map(String::as_str);
        let help = match nearest(destination, files).filter(|_| destination.len() > 3) {
            Some(file) => format!("did you mean `{file}`?"),
            None => "put the image into content/static/ and name it by its path, such as /images/trace.png".to_owned(),
        };
        let message = format!("`{destination}` is no image of this site");
        Err(DeadEnd { rule: Rule::ImageTarget, message, help })
    }

    fn url(&self, route: &Route, fragment: Option<&str>) -> String {
        let path = self.prefixed(route.as_str());
        fragment.map_or_else(|| path.clone(), |fragment| format!("{path}#{fragment}"))
    }

    fn prefixed(&self, path: &str) -> String {
        let base = self.base.map_or("/", BaseUrl::path);
        format!("{base}{}", path.trim_start_matches('/'))
    }
}

fn unknown_link(name: &str, names: &[&str]) -> DeadEnd {
    let help = match nearest(name, names.iter().copied()) {
        Some(known) => format!("did you mean `link:{known}`?"),
        None if names.is_empty() => format!("add [links.{name}] to content/site.toml"),
        None => format!("use one of {}, or add [links.{name}] to content/site.toml", listed(names)),
    };
    DeadEnd { rule: Rule::UnknownLink, message: format!("unknown link `{name}`"), help }
}

fn known_fragment<'a>(
    fragment: &str,
    mut ids: impl Iterator<Item = &'a str> + Clone,
    page: &str,
) -> Result<(), DeadEnd> {
    let all = ids.clone();
    if ids.any(|id| id == fragment) {
        return Ok(());
    }
    let help = match nearest(fragment, all.clone()) {
        Some(id) => format!("did you mean `#{id}`?"),
        None => format!("{page} has {}", listed(&all.take(12).collect::<Vec<_>>())),
    };
    Err(DeadEnd::broken(format!("{page} has no part `#{fragment}`"), help))
}

fn path_help(path: &str) -> String {
    if let Some(cause) = path.strip_prefix("/causes/").and_then(|rest| rest.strip_suffix('/')) {
        return format!("write about cause {cause} in content/causes.toml, or take the link out");
    }
    let code = path.trim_matches('/').strip_prefix("codes/").unwrap_or(path.trim_matches('/'));
    match ResponseCode::parse(code.trim_end_matches(".html")) {
        Some(code) => format!("write /codes/{code}/, or better {code}.md"),
        None => "name a page of this site, or a file that lies in content/static/".to_owned(),
    }
}
