//! Static files of the project, streamed as they are: the only bytes that the preview reads from
//! the disk itself.

use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use http_body_util::Channel;
use http_body_util::channel::Sender;
use hyper::body::Bytes;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

/// How many bytes are read at a time.
const PIECE: u64 = 64 << 10;

/// A file about to be sent.
pub struct Opened {
    file: File,
    /// Its size in bytes; no more will be sent.
    pub size: u64,
}

/// What changes with a file, without reading it: its size and the time of its last change. Empty
/// where there is no file.
pub fn tag(path: &Path) -> String {
    let Ok(metadata) = path.metadata() else { return String::new() };
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{:x}-{:x}", metadata.len(), changed.unwrap_or_default().as_nanos())
}

/// Opens a file.
///
/// # Errors
/// Where the disk refuses, or it is no file any more.
pub async fn open(path: &Path) -> io::Result<Opened> {
    if !tokio::fs::metadata(path).await?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let file = File::open(path).await?;
    let size = file.metadata().await?.len();
    Ok(Opened { file, size })
}

impl Opened {
    /// The file's bytes, read as fast as the client takes them.
    pub fn stream(self) -> Channel<Bytes, io::Error> {
        let (sender, body) = Channel::new(1);
        tokio::spawn(send(self, sender));
        body
    }
}

async fn send(opened: Opened, mut sender: Sender<Bytes, io::Error>) {
    let mut left = opened.size;
    let mut file = opened.file;
    while left > 0 {
        let mut piece = Vec::new();
        match (&mut file).take(left.min(PIECE)).read_to_end(&mut piece).await {
            Ok(0) => return sender.abort(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => left = left.saturating_sub(read as u64),
            Err(error) => return sender.abort(error),
        }
        if sender.send_data(piece.into()).await.is_err() {
            return;
        }
    }
}
