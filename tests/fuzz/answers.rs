//! What holds of every answer of the preview.

use std::collections::BTreeSet;

use causebook::render::{Output, Site};
use causebook::serve::door::Door;
use causebook::serve::path::decode;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

/// More than any page of the scene has.
const ROOM: usize = 1 << 20;
/// The statuses that the preview knows.
const STATUSES: [u16; 11] = [200, 304, 307, 308, 400, 403, 404, 405, 414, 431, 503];

/// What the site holds.
pub struct Outputs {
    paths: BTreeSet<String>,
    bodies: BTreeSet<Vec<u8>>,
}

/// An answer.
struct Answer<'a> {
    status: u16,
    headers: Vec<(String, &'a str)>,
    body: &'a [u8],
}

impl Outputs {
    pub fn of(site: &Site) -> Self {
        let paths = site.outputs.keys().map(|path| path.as_str().to_owned()).collect();
        let bodies = site.outputs.values().filter_map(|output| match output {
            Output::Bytes(bytes) => Some(bytes.to_vec()),
            Output::Copy(source) => std::fs::read(source).ok(),
        });
        Self { paths, bodies: bodies.collect() }
    }

    /// Asks for the first line of `bytes`, with the others as headers, by `exchange`; the status.
    pub fn hold(&self, bytes: &[u8], exchange: impl FnOnce(&[u8]) -> Vec<u8>) -> Option<u16> {
        let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
        let (path, rest) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        if let Ok(path) = str::from_utf8(path) {
            self.hold_path(path);
        }
        let head = [b"GET ", path, b" HTTP/1.1\r\nHost: 127.0.0.1:3000\r\n"].concat();
        let received = exchange(&[&head[..], rest, b"\r\nConnection: close\r\n\r\n"].concat());
        if received.is_empty() {
            return None;
        }
        let answer = Answer::read(&received);
        self.hold_answer(&answer);
        Some(answer.status)
    }

    /// What is decoded names no folder above and hides nothing.
    fn hold_path(&self, path: &str) {
        let Ok(decoded) = decode(path) else { return };
        assert!(path.starts_with('/'), "{path:?}");
        let odd = |letter: char| letter.is_ascii_control() || letter == '\\';
        assert!(!decoded.contains(odd), "{path:?} is {decoded:?}");
        assert!(!decoded.split('/').any(|part| part == ".." || part == "."), "{path:?}");
        assert_eq!(decoded.matches('/').count() + 1, path.matches('/').count(), "{path:?}");
    }

    fn hold_answer(&self, answer: &Answer<'_>) {
        let Answer { status, headers, body } = answer;
        assert!(STATUSES.contains(status), "{status}");
        let header = |wanted: &str| {
            let mut values = headers.iter().filter(|(name, _)| name == wanted);
            let value = values.next().map(|(_, value)| *value);
            assert!(values.next().is_none(), "{wanted} stands twice");
            value
        };
        if let Some(length) = header("content-length") {
            assert!(body.is_empty() || body.len() == length.parse::<usize>().unwrap());
        }
        if let Some(target) = header("location") {
            assert!(target.is_ascii(), "{target:?}");
            let path = target.split(['?', '#']).next().unwrap_or_default();
            let inner = path.strip_prefix('/').unwrap_or_else(|| panic!("away to {target}"));
            assert!(!inner.starts_with(['/', '\\']), "away to {target}");
            let inner = inner.strip_prefix("kb/").unwrap_or(inner);
            let page = decode(&format!("/{inner}")).map(|inner| format!("{inner}index.html"));
            assert!(page.is_ok_and(|page| self.paths.contains(&page)), "nowhere: {target}");
        }
        if *status == 200 && header("content-type") != Some("text/event-stream") {
            assert!(self.holds(body), "a body of nobody: {}", String::from_utf8_lossy(body));
        }
        if *status >= 400 && *status != 404 {
            assert!(body.len() < 200, "{status} with {} bytes", body.len());
        }
    }

    /// Whether a body is an output, the script of the preview apart, or one of the preview's own.
    fn holds(&self, body: &[u8]) -> bool {
        let text = String::from_utf8_lossy(body);
        let own = text.contains("The preview") || text.contains("causebook-problems");
        let plain = text
            .split_once("<script src=\"/_causebook/preview.js\"")
            .and_then(|(before, after)| Some([before, after.split_once("</script>")?.1].concat()));
        let plain = plain.map_or_else(|| body.to_vec(), String::into_bytes);
        body.is_empty() || own || self.bodies.contains(&plain)
    }
}

impl<'a> Answer<'a> {
    /// The first answer of what was received.
    fn read(received: &'a [u8]) -> Self {
        let end = received.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(received)));
        let head = str::from_utf8(&received[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let first = lines.next().unwrap_or_default();
        let status = first.strip_prefix("HTTP/1.1 ").or_else(|| first.strip_prefix("HTTP/1.0 "));
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line:?}"));
            assert!(!value.contains(char::is_control), "{line:?}");
            (name.to_lowercase(), value)
        });
        let headers: Vec<_> = headers.collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(usize::MAX);
        let body = &received[end + 4..];
        Self {
            status: status.and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(0),
            headers,
            body: &body[..length.min(body.len())],
        }
    }
}

/// Sends bytes to a door and takes what comes back, until one of the two has enough.
pub async fn exchange(door: Door, sent: &[u8]) -> Vec<u8> {
    let (mut client, server) = duplex(ROOM);
    client.write_all(&sent[..sent.len().min(ROOM)]).await.unwrap();
    client.shutdown().await.unwrap();
    let mut received = Vec::new();
    let ((), taken) = tokio::join!(door.converse(server, None), client.read_to_end(&mut received));
    taken.unwrap();
    received
}
