//! Style sheets and scripts, joined and minified; images as they are; each under a name that
//! holds a hash of its content, so that a browser may keep it for ever.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::depth::{MAX_DEPTH, bottomless_bracket};
use crate::document::{decode, nearest};
use crate::load::{RawFile, ThemeFiles};
use crate::minify::{self, Slip};
use crate::model::OutputPath;
use crate::problem::{Place, Problem, Problems, Rule};
use crate::source::SourceFile;

/// A file that is published under `/assets/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// What templates call it, such as `site.css` or `images/share.png`.
    pub name: String,
    /// Where it is published, as `assets/STEM.HASH.EXTENSION`; HASH is XXH3, 16 hexadecimal digits.
    pub output: OutputPath,
    /// What is published.
    pub bytes: Vec<u8>,
}

/// Several source files that are published as one.
#[derive(Debug)]
pub struct Bundle {
    /// What templates call it: its name in `theme.toml` with the extension, such as `site.css`.
    pub name: String,
    /// What its parts are.
    pub kind: Kind,
    /// Paths below `assets/`, and where they are listed.
    pub parts: Vec<(String, Place)>,
}

/// What a bundle is joined from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Style sheets.
    Style,
    /// Script modules.
    Script,
}

impl Kind {
    /// The extension of the published file, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Style => "css",
            Self::Script => "js",
        }
    }
}

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
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
    let parts = read_parts(bundles, &sources, problems);
    let joined = bundles.par_iter().map(|bundle| join(bundle, &parts, &sources, problems));
    let bundled: BTreeSet<&str> =
        bundles.iter().flat_map(|bundle| &bundle.parts).map(|(part, _)| part.as_str()).collect();
    let loose = sources.iter().filter(|(name, _)| !bundled.contains(name.as_str()));
    let loose = loose.map(|(name, file)| Asset::new(name, file.bytes.clone()));
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

/// The files below `assets/`, by what templates call them.
type Sources<'a> = BTreeMap<String, &'a RawFile>;

/// What bundles are joined from, each read once: most of it is in several bundles.
type Parts<'a> = BTreeMap<(Kind, &'a str), Part>;

/// A part that can be read.
struct Part {
    source: Arc<SourceFile>,
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
        let source = decode(file, problems)?;
        if let Some(at) = bottomless_bracket(&source.text) {
            let message = format!("brackets stand in each other more than {MAX_DEPTH} deep");
            let place = Place::span(&source, at..at + 1);
            problems.push(Problem::at(place, Rule::AssetSyntax, message).help("write it flatter"));
            return None;
        }
        let slips = match kind {
            Kind::Style => minify::style_slips(&source.text),
            Kind::Script => minify::script_slips(&source.text),
        };
        let is_broken = !slips.is_empty();
        for slip in slips {
            problems.push(problem(Place::span(&source, slip.range.clone()), slip));
        }
        Some(Self { source, is_broken })
    }
}

/// The parts of a bundle as one, and where each line of it stands in its part.
#[derive(Default)]
struct Joined {
    text: String,
    /// Where a line begins in `text`, and where in its part.
    lines: Vec<(usize, Arc<SourceFile>, usize)>,
    /// Whether a part has a mistake of its own, of which one of the whole would be an echo.
    is_broken: bool,
}

fn join(bundle: &Bundle, parts: &Parts<'_>, sources: &Sources<'_>, problems: &Problems) -> Asset {
    let mut joined = Joined::default();
    for (name, place) in &bundle.parts {
        if !sources.contains_key(name) {
            problems.push(missing(name, place.clone(), sources));
        }
        let Some(part) = parts.get(&(bundle.kind, name.as_str())) else { continue };
        joined.is_broken |= part.is_broken;
        match bundle.kind {
            Kind::Style => joined.text.push_str(&part.source.text),
            Kind::Script => joined.append_module(&part.source),
        }
        joined.text.push('\n');
    }
    let bytes = match bundle.kind {
        Kind::Style => minify::style(&joined.text),
        Kind::Script => minify::script(&joined.text).unwrap_or_else(|slip| {
            if !joined.is_broken {
                let place = joined.place(slip.range.clone());
                let place = place.unwrap_or_else(|| Place::path(bundle.name.as_str()));
                problems.push(problem(place, slip));
            }
            Vec::new()
        }),
    };
    Asset::new(&bundle.name, bytes)
}

/// The folder of an asset, with a `/`; empty at the top.
fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |at| &name[..=at])
}

fn missing(name: &str, place: Place, sources: &Sources<'_>) -> Problem {
    let help = match nearest(name, sources.keys().map(String::as_str)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("put it into assets/{}, or take it out of the list", folder(name)),
    };
    Problem::at(place, Rule::Asset, format!("there is no asset `{name}`")).help(help)
}

fn problem(place: Place, slip: Slip) -> Problem {
    let problem = Problem::at(place, Rule::AssetSyntax, slip.message);
    Problem { help: slip.help.map(str::to_owned), ..problem }
}

impl Joined {
    /// Appends a module without its imports and the word `export`: joined modules share one scope,
    /// so every name is there already. Imports and exports stand on lines of their own.
    fn append_module(&mut self, source: &Arc<SourceFile>) {
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            if !line.starts_with("import ") {
                let kept = line.strip_prefix("export ").unwrap_or(line);
                let written = start + line.len() - kept.len();
                self.lines.push((self.text.len(), source.clone(), written));
                self.text.push_str(kept);
            }
            start += line.len();
        }
    }

    /// Where a part of the joined text stands in its module.
    fn place(&self, range: Range<usize>) -> Option<Place> {
        let at = self.lines.partition_point(|(start, ..)| *start <= range.start);
        let (start, source, written) = self.lines.get(at.checked_sub(1)?)?;
        let moved = |at: usize| (at.saturating_sub(*start) + written).min(source.text.len());
        Some(Place::span(source, moved(range.start)..moved(range.end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_modules_share_one_scope() {
        let module = "import { b } from \"./b.mjs\";\nexport function a() {\n  return b;\n}\n";
        let source = Arc::new(SourceFile::new("a.mjs", module.to_owned()));
        let mut joined = Joined::default();
        joined.append_module(&source);
        assert_eq!(joined.text, "function a() {\n  return b;\n}\n");
        let at = joined.text.find("b;").unwrap();
        let place = joined.place(at..at + 1).unwrap();
        assert_eq!(place.span, Some(module.rfind("b;").unwrap()..module.rfind("b;").unwrap() + 1));
    }

    #[test]
    fn the_name_of_an_asset_follows_its_content() {
        let asset = |bytes: &[u8]| Asset::new("images/share.png", bytes.to_vec());
        assert_eq!(asset(b"a").url("/kb/"), asset(b"a").url("/kb/"));
        assert_ne!(asset(b"a").output, asset(b"b").output);
        assert!(asset(b"a").url("/kb/").starts_with("/kb/assets/share."));
    }
}
