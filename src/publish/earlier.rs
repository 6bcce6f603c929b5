//! An earlier site whose manifest is gone, for the state is safe to delete: what of it the tool wrote
//! is told from what a person put there by the names that the site itself gives.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::disk;
use super::manifest::{Manifest, hex};
use crate::model::{EXPORTS, OutputPath};
use crate::render::{Output, Site};

/// What an earlier site is known by.
const MARKS: [&str; 5] = ["index.html", "404.html", INDEX, "codes.schema.json", "_headers"];

/// The index of codes, which also says what the site is.
const INDEX: &str = "codes.json";

/// What a site's index of codes says of the site as a whole.
#[derive(Deserialize, PartialEq)]
struct Index {
    /// Its names, address and language.
    site: Value,
}

/// Whether the site in a folder calls itself as `site` does: another project's, which is never
/// taken over, has another name or address.
pub fn is_ours(out: &Path, site: &Site) -> bool {
    let Some(Output::Bytes(index)) = site.outputs.get(&OutputPath::new(INDEX)) else {
        return false;
    };
    let read = |bytes: &[u8]| serde_json::from_slice::<Index>(bytes).ok();
    let theirs = disk::read(&out.join(INDEX)).ok().and_then(|bytes| read(&bytes));
    theirs.is_some() && theirs == read(index)
}

/// Takes files of an earlier site for the tool's own where no manifest says so. A page that the
/// site did not name is a person's. Of static files nothing tells: one that differs is in doubt.
pub fn adopt(out: &Path, site: &Site, manifest: &mut Manifest) {
    if !lies_there(out, site, manifest) {
        return;
    }
    let names = Names::read(out);
    for (path, output) in &site.outputs {
        let target = out.join(path.as_str());
        if !target.symlink_metadata().is_ok_and(|there| there.is_file()) {
            continue;
        }
        let name = path.as_str().to_owned();
        if is_always_own(path, output) || names.hold(path) {
            if let Ok(hash) = disk::hash(&target) {
                manifest.files.insert(name, hex(hash));
            }
        } else if matches!(output, Output::Copy(_)) || !name.contains('/') {
            manifest.doubtful.insert(name);
        }
    }
}

fn lies_there(out: &Path, site: &Site, manifest: &Manifest) -> bool {
    let has = |path: &&str| out.join(path).is_file();
    let known = site.outputs.keys().any(|path| MARKS.contains(&path.as_str()));
    manifest.is_empty() && known && MARKS.iter().all(has)
}

/// Whether every site has this. The names of assets hold the hash of what is in them.
fn is_always_own(path: &OutputPath, output: &Output) -> bool {
    let path = path.as_str();
    let rendered = matches!(output, Output::Bytes(_));
    let known = MARKS.contains(&path) || EXPORTS.contains(&path) || path.starts_with("assets/");
    rendered && known
}

/// The texts of a site that name its pages and exports by their addresses.
struct Names {
    sitemap: String,
    llms: String,
}

impl Names {
    fn read(out: &Path) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_default();
        let read = |name| disk::read(&out.join(name)).map(text).unwrap_or_default();
        Self { sitemap: read("sitemap.xml"), llms: read("llms.txt") }
    }

    fn hold(&self, path: &OutputPath) -> bool {
        let route = path.route();
        let route = route.as_str();
        self.sitemap.contains(&format!("{route}</loc>")) || self.llms.contains(&format!("{route})"))
    }
}
