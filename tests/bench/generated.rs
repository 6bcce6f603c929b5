//! Sites to measure: every code has a page with about 250 words, a table, a list and a SIP message.

use std::fmt::Write;
use std::fs;
use std::path::Path;

const WORDS: [&str; 24] = [
    "route", "carrier", "answer", "number", "trunk", "call", "header", "retry", "list", "agent",
    "campaign", "signal", "timer", "gateway", "network", "person", "provider", "device", "account",
    "prefix", "log", "second", "report", "test",
];

/// Writes a project with `codes` pages to `root`: this repository's settings, landing page and
/// theme, and generated pages.
pub fn write(root: &Path, codes: usize) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(root.join("content/codes")).expect("a folder");
    for file in ["content/site.toml", "content/home.toml"] {
        fs::copy(here.join(file), root.join(file)).expect("a copy");
    }
    copy_tree(&here.join("themes"), &root.join("themes"));
    let registered = causebook::registry::all().iter().map(|record| record.code);
    let others = (100..700).filter(|code| causebook::registry::find(*code).is_none());
    for code in registered.chain(others).take(codes) {
        fs::write(root.join(format!("content/codes/{code}.md")), page(code)).expect("a page");
    }
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn page(code: u16) -> String {
    let reason = match causebook::registry::find(code) {
        Some(record) => format!("reason = \"{}\"", record.reason),
        None => format!("reason = \"House Rule {code}\"\nregistered = false"),
    };
    let words = |seed: u32, count: u32| -> String {
        let word = |at: u32| WORDS[((u32::from(code) * 7 + seed * 13 + at * at) % 24) as usize];
        (0..count).map(word).collect::<Vec<_>>().join(" ")
    };
    let mut out = format!(
        "+++\ncode = {code}\n{reason}\nbadges = [\"retry-later\", \"escalate\"]\ntypes = [\"temporary\", \"provider\"]\n\
         meaning = \"The {} (see [404](404.md)).\"\ntypical_causes = [\"{}\", \"{}\", \"{}\"]\n\
         retry = \"{}.\"\nnext_step = \"{} `{code}`.\"\nsearch = [\"{}\", \"{}\"]\nrelated = [404, 486]\nreviewed = 2026-01-31\n\n\
         [verdict]\nretry = \"Yes, later\"\nside = \"Provider\"\nnext = \"Escalate\"\n+++\n",
        words(1, 12),
        words(2, 3),
        words(3, 3),
        words(4, 3),
        words(5, 9),
        words(6, 9),
        words(7, 2),
        words(8, 2),
    );
    if code == 404 || code == 486 {
        out = out.replace("related = [404, 486]", "related = [503]");
    }
    for section in 0..4 {
        let _ = write!(
            out,
            "\n## Part {section} of {code}\n\nThe {}.\n\n- {}\n- {} with `code` and *weight*\n",
            words(10 + section, 40),
            words(20 + section, 8),
            words(30 + section, 8)
        );
    }
    let _ = write!(
        out,
        "\n| Seen | What it is |\n|---|---|\n| {} | {} |\n| {} | {} |\n\n```\nSIP/2.0 {code} Reason\n\
         Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nFrom: <sip:a@example.com>;tag=1\n\
         To: <sip:b@example.com>;tag=2\nCall-ID: 1@192.0.2.1\nCSeq: 1 INVITE\nContent-Length: 0\n```\n",
        words(40, 4),
        words(41, 6),
        words(42, 4),
        words(43, 6)
    );
    out
}
