//! Where links lead: codes, named links, pages and files of this site, other sites. Internal
//! targets and fragments must exist; what is none of these is refused.

mod dead_end;
mod forms;
mod inside;
mod meant;
mod redirects;

use std::collections::{BTreeMap, BTreeSet};

pub use forms::{has_plain_host, is_other_scheme, is_web_url};

use super::codes::Codes;
use super::draft::Draft;
use super::lexicon;
use super::prose::DraftProse;
use super::settings::SiteToml;
use crate::load::ThemeFiles;
use crate::markdown::{Prose, Target, WrittenLink};
use crate::model::{BaseUrl, EXPORTS, FOR_THE_HOST, OutputPath, ResponseCode, Route, StaticFile};
use crate::problem::{Place, Problem, Problems};
use dead_end::DeadEnd;
use forms::{is_path, scheme, split_fragment};

/// The page that a text stands on: what it names as `#part` is a part of that.
#[derive(Debug, Clone, Copy)]
pub enum Own {
    /// The landing page.
    Home,
    /// A code's page.
    Code(ResponseCode),
    /// More than one page.
    Several,
}

/// Every target there is.
pub struct Resolver<'a> {
    /// What `site.toml` says.
    pub site: &'a SiteToml,
    /// Where dead ends are reported.
    pub problems: &'a Problems,
    base: Option<&'a BaseUrl>,
    /// The fragments of each code's page.
    codes: BTreeMap<ResponseCode, BTreeSet<String>>,
    /// The codes whose page could not be read.
    unread: BTreeSet<ResponseCode>,
    /// The fragments of pages that are neither the landing page nor a code's, by path; none where
    /// they are the theme's own.
    pages: BTreeMap<String, BTreeSet<String>>,
    /// The beginnings of paths below which pages may be that could not be read.
    unread_pages: Vec<Route>,
    /// Routes other than pages.
    files: BTreeSet<String>,
}

impl<'a> Resolver<'a> {
    /// Gathers the targets: the pages of `codes`, `static_files` and what the site generates.
    pub fn new(
        site: &'a SiteToml,
        codes: &Codes,
        static_files: &[StaticFile],
        problems: &'a Problems,
    ) -> Self {
        let fragments = |draft: &Draft| (draft.code, draft.fragments().into_iter().collect());
        let mut parts: BTreeMap<_, BTreeSet<_>> = codes.drafts.iter().map(fragments).collect();
        for other in &codes.others {
            // One of two files about a code may go: nobody knows which.
            parts.entry(other.code).and_modify(|ids| ids.extend(other.fragments()));
        }
        let served = EXPORTS.into_iter().filter(|path| !FOR_THE_HOST.contains(path));
        let exports = served.map(|path| OutputPath::new(path).route());
        let files = exports.chain(static_files.iter().map(|file| file.output.route()));
        // What cannot be read there is told of by itself, and not by those who link to it.
        let unread = problems.paths().into_iter().filter_map(|path| {
            Some(OutputPath::new(path.strip_prefix("content/static/")?).route())
        });
        let files = files.chain(unread);
        let bare = [Route::cheat_sheet(), Route::not_found()];
        Self {
            site,
            problems,
            base: site.settings.as_ref().map(|settings| &settings.base_url),
            codes: parts,
            unread: codes.unread.clone(),
            pages: bare.map(|route| (route.as_str().to_owned(), BTreeSet::new())).into(),
            unread_pages: Vec::new(),
            files: files.map(|route| route.as_str().to_owned()).collect(),
        }
    }

    /// The same with the pages and files that come of `lexicon`.
    pub fn with_lexicon(mut self, lexicon: &lexicon::Draft) -> Self {
        self.pages.extend(lexicon.pages());
        self.unread_pages = lexicon.unread();
        self.files.extend(lexicon.files());
        self
    }

    /// The same without the page that `theme` has no template for; of a theme that is not there,
    /// nobody knows.
    pub fn with_theme(mut self, theme: Option<&ThemeFiles>) -> Self {
        if theme.is_some_and(|theme| !theme.has_template("cheat-sheet.html")) {
            self.pages.remove(Route::cheat_sheet().as_str());
        }
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

    /// Reports named links whose address is on this site but leads nowhere.
    pub fn check_named(&self) {
        for (url, place) in &self.site.link_urls {
            if let Err(dead_end) = self.whole(url) {
                let help = "name a page of this site, or take the `url` out".to_owned();
                self.report(DeadEnd { help, ..dead_end }, place);
            }
        }
    }

    /// A field's prose with its links resolved.
    pub fn resolve(&self, draft: DraftProse, own: Own) -> Prose {
        let DraftProse { mut prose, text } = draft;
        let (links, part) = (prose.written_links().iter(), text.parts());
        let targets: Vec<_> =
            links.map(|link| self.target(link, || part(&link.range), own)).collect();
        prose.resolve(&targets);
        prose
    }

    /// Where `link` leads. A dead end is reported at `place`, which is computed only then.
    pub fn target(&self, link: &WrittenLink, place: impl FnOnce() -> Place, own: Own) -> Target {
        let found = if link.image {
            self.image(&link.destination)
        } else {
            self.link(&link.destination, own)
        };
        found.unwrap_or_else(|dead_end| {
            self.report(dead_end, &place());
            Target::Url(link.destination.clone())
        })
    }

    fn report(&self, dead_end: DeadEnd, place: &Place) {
        let problem = Problem::at(place.clone(), dead_end.rule, dead_end.message);
        self.problems.push(problem.help(dead_end.help));
    }

    fn link(&self, destination: &str, own: Own) -> Result<Target, DeadEnd> {
        if let Some(name) = destination.strip_prefix("link:") {
            return self.named(name);
        }
        if let Some(fragment) = destination.strip_prefix('#') {
            let own_page = match own {
                Own::Code(code) => self.code_page(code, Some(fragment)),
                Own::Home => self.home(Some(fragment)),
                Own::Several => Err(DeadEnd::bare_part(fragment)),
            };
            return own_page.map(Target::Url);
        }
        if is_path(destination) {
            return self.path(destination).map(Target::Url);
        }
        if is_web_url(destination) || is_other_scheme(destination) {
            return self.whole(destination);
        }
        match scheme(destination) {
            Some(scheme) => Err(DeadEnd::scheme(scheme)),
            None => self.code_file(destination).map(Target::Url),
        }
    }

    /// A whole address: one of this site is checked like a path.
    fn whole(&self, url: &str) -> Result<Target, DeadEnd> {
        let inner = self.base.and_then(|base| base.inner(url)?.strip_prefix(base.path()));
        match inner {
            Some(inner) => self.path(&format!("/{inner}")).map(Target::Url),
            None if !has_plain_host(url) => Err(DeadEnd::host(url)),
            None => Ok(Target::Url(url.to_owned())),
        }
    }

    fn named(&self, name: &str) -> Result<Target, DeadEnd> {
        let links = &self.site.links;
        if let Some(link) = links.iter().find(|link| link.name == name) {
            return Ok(match &link.url {
                // A dead end is told where the address stands.
                Some(url) => self.whole(url).unwrap_or_else(|_| Target::Url(url.clone())),
                None => Target::Place(link.label.clone()),
            });
        }
        let Some(names) = &self.site.names.links else {
            return Ok(Target::Place(name.to_owned()));
        };
        if names.iter().any(|known| known == name) {
            return Ok(Target::Place(name.to_owned()));
        }
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        Err(DeadEnd::name(name, &names))
    }

    /// `NNN.md`, as it also works where people browse the repository.
    fn code_file(&self, destination: &str) -> Result<String, DeadEnd> {
        let (file, fragment) = split_fragment(destination);
        let file = file.strip_prefix("./").unwrap_or(file);
        let stem = file.strip_suffix(".md").or_else(|| file.strip_suffix(".toml"));
        let Some(code) = stem.and_then(ResponseCode::parse) else {
            if let Some(code) = meant::code(destination).filter(|code| !self.has_page(*code)) {
                return Err(DeadEnd::code(code));
            }
            let names = self.site.links.iter().map(|link| link.name.as_str());
            return Err(DeadEnd::broken(
                meant::message(destination),
                meant::help(destination, names),
            ));
        };
        self.code_page(code, fragment)
    }

    fn image(&self, destination: &str) -> Result<Target, DeadEnd> {
        let file = OutputPath::served_at(destination).route();
        if is_path(destination) && self.files.contains(file.as_str()) {
            return Ok(Target::Url(self.url(file.as_str(), None)));
        }
        Err(DeadEnd::image(destination, self.files.iter().map(String::as_str)))
    }
}
