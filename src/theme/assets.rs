//! Style sheets and scripts, joined and minified; images as they are; each under a name that
//! holds a hash of its content, so that a browser may keep it for ever.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::depth::{MAX_DEPTH, bottomless_bracket};
use super::joined::Joined;
use super::manifest::{Bundle, Kind};
use crate::document::{did_you_mean, text};
use crate::load::{RawFile, ThemeFiles};
use crate::minify::{self, Import, Module, Slip};
use crate::model::OutputPath;
use crate::problem::{Place, Problem, Problems, Rule};
use crate::source::SourceFile;

/// The extensions of files that hold text.
const TEXTS: [&str; 11] =
    ["css", "csv", "html", "js", "json", "md", "mjs", "svg", "txt", "webmanifest", "xml"];

/// The most bytes that the bundles may have in all, as they are written: reading them takes some 70
/// times as much.
const MAX_BUNDLED: usize = 4 << 20;

/// A file that is published under `/assets/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// What templates call it, such as `site.css` or `images/share.png`.
    pub name: String,
    /// Where it is published, as `assets/STEM.HASH.EXTENSION`; HASH is XXH3, 16 hexadecimal digits.
    pub output: OutputPath,
    /// What is published.
    pub bytes: Bytes,
}

impl Asset {
    fn new(name: &str, bytes: Bytes) -> Self {
        let file = name.rsplit('/').next().unwrap_or(name);
        let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "bin"));
        let hash = xxh3_64(&bytes);
        let output = OutputPath::new(format!("assets/{stem}.{hash:016x}.{extension}"));
        Self { name: name.to_owned(), output, bytes }
    }

    /// Its URL below `root`, which ends with `/`.
    pub fn url(&self, root: &str) -> String {
        format!("{root}{}", self.output)
    }
}

/// All assets of a theme: the bundles, and every file that is in none.
pub fn publish(files: &ThemeFiles, bundles: &[Bundle], problems: &Problems) -> Vec<Asset> {
    let folder = format!("themes/{}/assets/", files.name);
    let name = |file: &RawFile| file.path.strip_prefix(&folder).unwrap_or(&file.path).to_owned();
    let sources: Sources<'_> = files.assets.iter().map(|file| (name(file), file)).collect();
    if let Some(problem) = too_much(files, bundles, &sources) {
        problems.push(problem);
        return Vec::new();
    }
    let parts = read_parts(bundles, &sources, problems);
    let joined = bundles.par_iter().map(|bundle| join(bundle, &parts, &sources, problems));
    let bundled: BTreeSet<&str> =
        bundles.iter().flat_map(|bundle| &bundle.parts).map(|(part, _)| part.as_str()).collect();
    let loose = sources.iter().filter(|(name, _)| !bundled.contains(name.as_str()));
    let loose = loose.map(|(name, file)| Asset::new(name, loose_bytes(name, file)));
    let mut assets: Vec<_> = joined.collect::<Vec<_>>().into_iter().chain(loose).collect();
    assets.sort_by(|a, b| a.name.cmp(&b.name));
    for twice in assets.windows(2).filter(|pair| pair[0].name == pair[1].name) {
        let message = format!("the theme also has a bundle `{}`", twice[0].name);
        let problem =
            Problem::at(Place::path(folder.clone() + &twice[0].name), Rule::Asset, message);
        problems.push(problem.help("rename the file, or add it to the bundle in theme.toml"));
    }
    assets
}

/// What is published of a file in no bundle. A text is the same whatever line ends its checkout has,
/// or its name would change, and every page with it. What is no UTF-8 stays as it is.
fn loose_bytes(name: &str, file: &RawFile) -> Bytes {
    let is_text = name.rsplit_once('.').is_some_and(|(_, end)| TEXTS.contains(&end));
    let text = is_text.then(|| SourceFile::decode(name, &file.bytes).ok()).flatten();
    text.map_or_else(|| file.bytes.clone(), |source| source.text.into())
}

/// The files below `assets/`, by what templates call them.
type Sources<'a> = BTreeMap<String, &'a RawFile>;

/// The problem that the bundles are too large together, each file counted as often as it is listed.
fn too_much(files: &ThemeFiles, bundles: &[Bundle], sources: &Sources<'_>) -> Option<Problem> {
    let parts = bundles.iter().flat_map(|bundle| &bundle.parts);
    let size: usize =
        parts.filter_map(|(name, _)| sources.get(name)).map(|file| file.bytes.len()).sum();
    let place = Place::path(format!("themes/{}/theme.toml", files.name));
    let (have, most) = (size >> 20, MAX_BUNDLED >> 20);
    let message = format!("the bundles have {have} MiB in all, more than {most} MiB");
    let problem = Problem::at(place, Rule::TooLarge, message);
    (size > MAX_BUNDLED).then(|| problem.help("take out what no page needs"))
}

/// What bundles are joined from, each read once: most of it is in several bundles.
type Parts<'a> = BTreeMap<(Kind, &'a str), Part>;

/// A part that can be read.
struct Part {
    source: Arc<SourceFile>,
    /// What goes and what is asked for where it is joined with others; nothing of a style sheet.
    module: Module,
    /// Whether it has a mistake.
    is_broken: bool,
}

fn read_parts<'a>(bundles: &'a [Bundle], sources: &Sources<'_>, problems: &Problems) -> Parts<'a> {
    let names =
        |bundle: &'a Bundle| bundle.parts.iter().map(|(name, _)| (bundle.kind, name.as_str()));
    let parts: BTreeSet<_> = bundles.iter().flat_map(names).collect();
    let read = |(kind, name)| Some(((kind, name), Part::read(kind, sources.get(name)?, problems)?));
    parts.into_par_iter().filter_map(read).collect()
}

impl Part {
    fn read(kind: Kind, file: &RawFile, problems: &Problems) -> Option<Self> {
        let source = text(file, problems)?;
        if let Some(at) = bottomless_bracket(&source.text) {
            let message = format!("brackets stand in each other more than {MAX_DEPTH} deep");
            let place = Place::span(&source, at..at + 1);
            problems.push(Problem::at(place, Rule::AssetSyntax, message).help("write it flatter"));
            return None;
        }
        let mut module = match kind {
            Kind::Style => Module { slips: minify::style_slips(&source.text), ..Module::default() },
            Kind::Script => Module::read(&source.text),
        };
        let is_broken = !module.slips.is_empty();
        for slip in module.slips.drain(..) {
            problems.push(problem(Place::span(&source, slip.range.clone()), slip));
        }
        Some(Self { source, module, is_broken })
    }
}

fn join(bundle: &Bundle, parts: &Parts<'_>, sources: &Sources<'_>, problems: &Problems) -> Asset {
    let mut joined = Joined::default();
    let mut is_broken = false;
    for (at, (name, place)) in bundle.parts.iter().enumerate() {
        if !sources.contains_key(name) {
            problems.push(missing(name, place.clone(), sources));
        }
        let Some(part) = parts.get(&(bundle.kind, name.as_str())) else { continue };
        is_broken |= part.is_broken;
        match bundle.kind {
            Kind::Style => joined.append_style(&part.source),
            Kind::Script => {
                joined.append_module(&part.source, &part.module.cuts);
                problems.extend(unmet(bundle, at, part));
            }
        }
    }
    let bytes = match bundle.kind {
        Kind::Style => minify::style(&joined.text),
        Kind::Script => minify::script(&joined.text).unwrap_or_else(|slip| {
            // Beside a mistake of a part, one of the whole would be an echo.
            if !is_broken {
                let place = joined.place(slip.range.clone());
                let place = place.unwrap_or_else(|| Place::path(bundle.name.as_str()));
                problems.push(problem(place, slip));
            }
            Vec::new()
        }),
    };
    Asset::new(&bundle.name, bytes.into())
}

/// The imports of a bundle's part `at` for which no earlier part stands.
fn unmet<'a>(
    bundle: &'a Bundle,
    at: usize,
    part: &'a Part,
) -> impl Iterator<Item = Problem> + use<'a> {
    let (earlier, name) = (&bundle.parts[..at], &bundle.parts[at].0);
    let is_met = move |path: &str| {
        let from = resolved(name, path);
        earlier.iter().any(|(earlier, _)| from.as_ref() == Some(earlier))
    };
    let imports = part.module.imports.iter().filter(move |import| !is_met(&import.path));
    imports.map(|Import { path, range }| {
        let message = format!("`{path}` does not stand before it in the bundle");
        let name = bundle.name.strip_suffix(".js").unwrap_or(&bundle.name);
        let help = format!("list it above this file in `{name}` of theme.toml");
        Problem::at(Place::span(&part.source, range.clone()), Rule::Asset, message).help(help)
    })
}

/// The name of what `path` leads to from the asset `name`; none outside of `assets/`.
fn resolved(name: &str, path: &str) -> Option<String> {
    let mut steps: Vec<_> = folder(name).split_terminator('/').collect();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// The folder of an asset, with a `/`; empty at the top.
fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |at| &name[..=at])
}

fn missing(name: &str, place: Place, sources: &Sources<'_>) -> Problem {
    let help = did_you_mean(name, sources.keys().map(String::as_str), || {
        if leads_out(name) {
            return "name a file of assets/ by its path below that, or take it out of the list"
                .to_owned();
        }
        format!("put it into assets/{}, or take it out of the list", folder(name))
    });
    Problem::at(place, Rule::Asset, format!("there is no asset `{name}`")).help(help)
}

/// Whether no file below `assets/` can have that name.
fn leads_out(name: &str) -> bool {
    name.split('/').any(|step| matches!(step, "" | "." | ".."))
}

fn problem(place: Place, slip: Slip) -> Problem {
    let problem = Problem::at(place, Rule::AssetSyntax, slip.message);
    Problem { help: slip.help.map(str::to_owned), ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_leads_on_from_the_folder_of_its_file() {
        let lead = |name: &str, path: &str| resolved(name, path).unwrap_or_default();
        assert_eq!(lead("a.mjs", "./b.mjs"), "b.mjs");
        assert_eq!(lead("js/a.mjs", "./b.mjs"), "js/b.mjs");
        assert_eq!(lead("js/a.mjs", "../lib/b.mjs"), "lib/b.mjs");
        assert_eq!(resolved("js/a.mjs", "../../b.mjs"), None);
    }

    #[track_caller]
    fn check_help(name: &str, expected: &str) {
        let help = missing(name, Place::path("theme.toml"), &Sources::new()).help;
        assert!(help.unwrap_or_default().contains(expected), "{name}");
    }

    #[test]
    fn the_way_out_of_a_missing_asset_can_be_gone() {
        check_help("css/a.css", "put it into assets/css/, ");
        check_help("../x", "name a file of assets/");
        check_help("/etc/passwd", "name a file of assets/");
        check_help("css/", "name a file of assets/");
    }

    #[test]
    fn a_text_is_the_same_with_other_line_ends_and_an_image_is_not_touched() {
        let published = |name: &str, bytes: &[u8]| {
            let path = format!("themes/plain/assets/{name}");
            loose_bytes(name, &RawFile { path, bytes: bytes.to_vec().into() })
        };
        for name in ["images/logo.svg", "data.json", "site.webmanifest"] {
            assert_eq!(published(name, b"\xef\xbb\xbf<a>\r\n</a>\r\n"), "<a>\n</a>\n", "{name}");
        }
        assert_eq!(published("a.png", b"\x89PNG\r\n\x1a\n"), &b"\x89PNG\r\n\x1a\n"[..]);
        assert_eq!(published("a.svg", b"\xff\xfe<\0\r\n"), &b"\xff\xfe<\0\r\n"[..]);
    }

    #[test]
    fn the_name_of_an_asset_follows_its_content() {
        let asset = |bytes: &[u8]| Asset::new("images/share.png", bytes.to_vec().into());
        assert_eq!(asset(b"a").url("/kb/"), asset(b"a").url("/kb/"));
        assert_ne!(asset(b"a").output, asset(b"b").output);
        assert!(asset(b"a").url("/kb/").starts_with("/kb/assets/share."));
    }
}
