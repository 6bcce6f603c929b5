//! How an open page learns of changes: a script that the preview adds to each page, and a stream of
//! server-sent events that begins with the present state, so that a page that was asleep is right
//! again at once.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::Channel;
use http_body_util::channel::Sender;
use hyper::body::Bytes;
use memchr::memmem;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::timeout;

use super::overlay::{Overlay, overlay};
use super::preview::Preview;

/// The folder of the preview's own files, without its leading slash.
pub const FOLDER: &str = "_causebook/";
/// The address of the events, below [`FOLDER`].
pub const EVENTS: &str = "events";
/// How often a silent stream says that it is alive; a client that has gone is noticed by that.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// The page that stands where there is no site yet.
const WAITING: &str = include_str!("waiting.html");

/// A file of the preview's own.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// Its content type.
    pub kind: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// What an event says.
#[derive(Serialize)]
struct State<'a> {
    generation: u64,
    /// The fingerprint of the site, styles apart; `null` before the first.
    site: Option<String>,
    styles: &'a [String],
    #[serde(flatten)]
    overlay: Overlay,
}

/// The file of that name below [`FOLDER`].
pub fn own(name: &str) -> Option<Own> {
    match name {
        "preview.js" => {
            Some(Own { kind: "text/javascript; charset=utf-8", text: include_str!("preview.js") })
        }
        "preview.css" => {
            Some(Own { kind: "text/css; charset=utf-8", text: include_str!("preview.css") })
        }
        _ => None,
    }
}

/// The page that shows problems where there is no site yet.
pub fn waiting_page() -> Vec<u8> {
    with_script(WAITING.as_bytes(), None)
}

/// A page with the preview's script; `fingerprint` is that of its site.
pub fn with_script(page: &[u8], fingerprint: Option<u64>) -> Vec<u8> {
    let site = fingerprint.map(name_of).unwrap_or_default();
    let script =
        format!("<script src=\"/{FOLDER}preview.js\" data-site=\"{site}\" defer></script>");
    let at = memmem::rfind(page, b"</body>").unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

/// The present state, and every later one as soon as it is there. `seat` is given back when the
/// client has gone.
pub fn events(
    previews: watch::Receiver<Arc<Preview>>,
    seat: OwnedSemaphorePermit,
) -> Channel<Bytes, std::io::Error> {
    let (sender, body) = Channel::new(1);
    tokio::spawn(tell(previews, sender, seat));
    body
}

async fn tell(
    mut previews: watch::Receiver<Arc<Preview>>,
    mut sender: Sender<Bytes, std::io::Error>,
    _seat: OwnedSemaphorePermit,
) {
    let mut piece = Bytes::from_static(b"retry: 500\n\n");
    previews.mark_changed();
    while sender.send_data(piece).await.is_ok() {
        piece = match timeout(HEARTBEAT, previews.changed()).await {
            Ok(Ok(())) => event(&previews.borrow_and_update().clone()),
            Ok(Err(_)) => return,
            Err(_) => Bytes::from_static(b":\n\n"),
        };
    }
}

fn event(preview: &Preview) -> Bytes {
    let state = State {
        generation: preview.generation,
        site: preview.shelf.as_ref().map(|shelf| name_of(shelf.fingerprint)),
        styles: preview.shelf.as_ref().map_or(&[], |shelf| &shelf.styles),
        overlay: overlay(&preview.problems),
    };
    let json = serde_json::to_string(&state).unwrap_or_default();
    format!("id: {}\ndata: {json}\n\n", state.generation).into()
}

fn name_of(fingerprint: u64) -> String {
    format!("{fingerprint:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = |html: &str| String::from_utf8(with_script(html.as_bytes(), Some(1))).unwrap();
        let script =
            "<script src=\"/_causebook/preview.js\" data-site=\"0000000000000001\" defer></script>";
        assert_eq!(page("<body>a</body></html>"), format!("<body>a{script}</body></html>"));
        assert_eq!(page("<p>a"), format!("<p>a{script}"));
        assert_eq!(page("</body>b</body>"), format!("</body>b{script}</body>"));
    }
}
