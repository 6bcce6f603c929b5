//! # causebook
//!
//! A phone call that fails ends with a code: `404 Not Found`, `503 Service Unavailable`. causebook
//! turns a folder of content files, one per code, into a site that tells people what to do next.
//!
//! ## Five nouns, six verbs
//!
//! ```text
//! load → Sources ─check─────→ KnowledgeBase ┐
//!               └─compile──→ Theme ─────────┴─render→ Site ─inspect→ Site ─publish→ Report
//! ```
//!
//! 1. [`load`] reads the project's files as bytes. It refuses only what cannot be read as a file: a
//!    link that leads out, a pipe, a file that is too large. A build that finds its sources and its
//!    site unchanged ends here.
//! 2. [`check`] turns the bytes of `content/` into a [`model::KnowledgeBase`], the only way to get
//!    one. Every rule of the content lives there. What it returns is true: badges, links and
//!    related codes exist, reason phrases are those of the [`registry`].
//! 3. [`theme`] compiles templates, chooses the words of the site's language, joins and minifies
//!    style sheets and scripts.
//! 4. [`render`] makes every output in memory. Each page's template receives a typed view
//!    ([`render::views`]) that holds what the page shows.
//! 5. [`inspect`] reads the rendered pages as a browser would: ids, links, fragments, structured
//!    data.
//! 6. [`publish`] is the only writer. It compares; what differs it stages as a complete tree
//!    beside the old one, and lets the two change places in one step. What a person put into the
//!    folder is carried over. Files that it wrote and the site no longer has are removed.
//!
//! [`serve`] runs the same pipeline at each save, holds the [`render::Site`] in memory and shows it in
//! the browser; it has no way to write. A [`memory`] spares it what is the same as the last time.
//!
//! The rooms that stages share: [`markdown`] and [`exchange`] turn a writer's text into HTML,
//! [`registry`] holds what the standards say, [`minify`] makes pages, style sheets and scripts small
//! (the preview leaves pages as they are). [`markup`] tells the parts of a plain page apart, so
//! that `minify` and `inspect` need not run a full HTML parser on every page. Stages that work on all
//! processors do so on [`threads`] of their own.
//!
//! [`pipeline`] is the only code that sees all stages. [`run`] puts the words around them: it turns
//! a command line ([`cli`]) into messages and an exit status, and `main` prints those. [`scaffold`]
//! writes what a writer begins with: a code's file, or a whole small knowledge base.
//!
//! ## What is wrong, all of it, at its place
//!
//! A mistake is a [`problem::Problem`]: a rule, a message, a place in a [`source::SourceFile`], and
//! a help that works when it is followed. Stages take `&Problems` and go on after a mistake, so that
//! one run shows them all. A stage's result may be used only while there are none; the pipeline
//! sees to that. What cannot go on (no project, a refused disk) is a [`problem::Failure`].
//!
//! ## Invariants
//!
//! A test reads the source and holds all of these but the last:
//!
//! - A stage uses earlier stages, and nothing of later ones. What content and themes are read with
//!   stands apart, in [`document`].
//! - The disk is touched in [`load`], [`publish`] and [`scaffold`] alone. [`run`] asks for the current
//!   folder; [`serve`] watches the source and streams the static files that [`load`] found. Outside
//!   of project and output, only [`publish`] reads a file: the user database, since a new home folder
//!   holds nothing but dot-files and would else pass for a free one where `HOME` names another.
//! - No clock, environment or hash-ordered iteration reaches an output: the same input gives the
//!   same bytes.
//! - Nothing is printed outside `main` and its `progress`; nothing is `unsafe`; nothing unwraps.
//! - Of an earlier stage one uses the types, not the functions. A code's class is computed from its
//!   digits, never written down.
//!
//! ## Where to look
//!
//! | to change | look in |
//! | --- | --- |
//! | a rule of a code's file | `check/draft/`, `check/dialling.rs` |
//! | a rule of causes and translations | `check/lexicon/` |
//! | a rule of links and redirects | `check/links.rs`, `check/links/` |
//! | a rule of `site.toml`, of `home.toml` | `check/settings.rs`, `check/home.rs` |
//! | what a key of a TOML file may hold | `document/fields.rs`, `document/value.rs` |
//! | which files are read, and their bounds | `load/` |
//! | what a template receives | `render/views.rs`, `render/views/` |
//! | how deep templates may go | `theme/bounds.rs`, `theme/calls.rs` |
//! | what a page may take of time, size and memory | `theme/overrun.rs`, `theme/press.rs` |
//! | which stack and how many threads | `threads.rs` |
//! | what a template's mistake is called | `theme/wording.rs` |
//! | how assets are joined and made small | `theme/assets.rs`, `minify/` |
//! | `codes.json` | `render/codes_json.rs`, `render/codes.schema.json` |
//! | `causes.json` | `render/causes_json.rs`, `render/causes.schema.json` |
//! | another export | `render/codes_csv.rs`, `render/retry_policy_json.rs`, `render/twin.rs`, `render/llms.rs` |
//! | which exports every site has | `model/route.rs` |
//! | headers, redirects, the sitemap | `render/host_files.rs` |
//! | what a rendered page must hold | `inspect.rs` |
//! | a sentence made of values | `render/wording.rs`, the theme's `words.toml` |
//! | Markdown | `markdown/` |
//! | examples of SIP messages and their ladders | `exchange/` |
//! | what the standards say | `registry/` |
//! | the id of a rule | `problem/rule.rs` |
//! | how a problem looks | `problem/` |
//! | how the site gets to `public/` | `publish/` |
//! | what the preview serves, and to whom | `serve/answer.rs`, `serve/gate.rs` |
//! | how an open page follows its source | `serve/reload.rs`, `serve/preview.js` |
//! | the lines that a command prints | `run.rs`, `cli.rs` |

pub mod check;
pub mod cli;
pub mod document;
pub mod exchange;
pub mod inspect;
pub mod load;
pub mod markdown;
pub mod markup;
pub mod memory;
pub mod minify;
pub mod model;
pub mod pipeline;
pub mod problem;
pub mod publish;
pub mod registry;
pub mod render;
pub mod run;
pub mod scaffold;
pub mod serve;
pub mod source;
pub mod theme;
pub mod threads;
