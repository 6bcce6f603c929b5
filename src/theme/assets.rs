//! Style sheets and scripts, joined and minified; images as they are; each under a name that
//! holds a hash of its content, so that a browser may keep it for ever.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::depth::{MAX_DEPTH, bottomless_bracket};
use crate::document::{decode, nearest};
use crate::load::{RawFile, ThemeFiles};
use crate::minify;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    let sources: Vec<(String, &RawFile)> =
        files.assets.iter().map(|file| (name(file), file)).collect();
    let bundled: BTreeSet<&str> =
        bundles.iter().flat_map(|bundle| &bundle.parts).map(|(part, _)| part.as_str()).collect();
    let joined = bundles.par_iter().map(|bundle| join(bundle, &sources, problems));
    let loose = sources.iter().filter(|(name, _)| !bundled.contains(name.as_str()));
    let loose = loose.map(|(name, file)| Asset::new(name, file.bytes.clone()));
    let mut assets: Vec<_> = joined.collect::<Vec<_>>().into_iter().chain(loose).collect();
    assets.sort_by(|a, b| a.name.cmp(&b.name));
    assets
}

fn join(bundle: &Bundle, sources: &[(String, &RawFile)], problems: &Problems) -> Asset {
    let mut text = String::new();
    for (part, place) in &bundle.parts {
        let Some((_, file)) = sources.iter().find(|(name, _)| name == part) else {
            let message = format!("there is no asset `{part}`");
            let names: Vec<_> = sources.iter().map(|(name, _)| name.as_str()).collect();
            let help = match nearest(part, names.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("put it into assets/{}, or take it out of the list", folder(part)),
            };
            problems.push(Problem::at(place.clone(), Rule::Asset, message).help(help));
            continue;
        };
        let Some(source) = decode(file, problems) else { continue };
        if let Some(at) = bottomless_bracket(&source.text) {
            let message = format!("brackets stand in each other more than {MAX_DEPTH} deep");
            let place = Place::span(&source, at..at + 1);
            problems.push(Problem::at(place, Rule::AssetSyntax, message).help("write it flatter"));
            continue;
        }
        report_slips(bundle.kind, &source, problems);
        match bundle.kind {
            Kind::Style => text.push_str(&source.text),
            Kind::Script => append_module(&mut text, &source.text),
        }
        text.push('\n');
    }
    let bytes = match bundle.kind {
        Kind::Style => minify::style(&text),
        Kind::Script => minify::script(&text),
    };
    Asset::new(&bundle.name, bytes)
}

/// The folder of an asset, with a `/`; empty at the top.
fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |at| &name[..=at])
}

fn report_slips(kind: Kind, source: &Arc<SourceFile>, problems: &Problems) {
    let slips = match kind {
        Kind::Style => minify::style_slips(&source.text),
        Kind::Script => minify::script_slips(&source.text),
    };
    for slip in slips {
        let place = Place::span(source, slip.range);
        let problem = Problem::at(place, Rule::AssetSyntax, slip.message);
        problems.push(Problem { help: slip.help.map(str::to_owned), ..problem });
    }
}

/// Appends a module without its imports and the word `export`: joined modules share one scope, so
/// every name is there already. Imports and exports stand on lines of their own.
fn append_module(out: &mut String, source: &str) {
    for line in source.lines().filter(|line| !line.starts_with("import ")) {
        out.push_str(line.strip_prefix("export ").unwrap_or(line));
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_modules_share_one_scope() {
        let mut out = String::new();
        append_module(
            &mut out,
            "import { b } from \"./b.mjs\";\nexport function a() {\n  return b;\n}\n",
        );
        assert_eq!(out, "function a() {\n  return b;\n}\n");
    }

    #[test]
    fn the_name_of_an_asset_follows_its_content() {
        let asset = |bytes: &[u8]| Asset::new("images/share.png", bytes.to_vec());
        assert_eq!(asset(b"a").url("/kb/"), asset(b"a").url("/kb/"));
        assert_ne!(asset(b"a").output, asset(b"b").output);
        assert!(asset(b"a").url("/kb/").starts_with("/kb/assets/share."));
    }
}
