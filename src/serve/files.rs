//! Static files of the project, streamed as they are: the only bytes that the preview reads from
//! the disk itself.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use http_body_util::Channel;
use http_body_util::channel::Sender;
use hyper::body::Bytes;
use rustix::fs::{Mode, OFlags};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio::task::spawn_blocking;

/// How many bytes are read at a time.
const PIECE: u64 = 64 << 10;

/// A file about to be sent.
pub struct Opened {
    file: File,
    /// Its size in bytes; no more will be sent.
    pub size: u64,
    /// See [`tag`].
    pub tag: String,
}

/// What changes with a file, without reading it: its size and the time of its last change. Empty
/// where there is no file.
pub fn tag(path: &Path) -> String {
    path.metadata().map(|metadata| tag_of(&metadata)).unwrap_or_default()
}

fn tag_of(metadata: &Metadata) -> String {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{:x}-{:x}", metadata.len(), changed.unwrap_or_default().as_nanos())
}

/// Opens a file of the project at `root`. It was one when it was found, but may have become anything
/// since.
///
/// # Errors
/// Where the disk refuses, it is no file any more, or a link leads out of the project by now.
pub async fn open(path: PathBuf, root: PathBuf) -> io::Result<Opened> {
    let (file, metadata) = spawn_blocking(move || open_inside(&path, &root)).await??;
    Ok(Opened { file: file.into(), size: metadata.len(), tag: tag_of(&metadata) })
}

fn open_inside(path: &Path, root: &Path) -> io::Result<(fs::File, Metadata)> {
    // A pipe must not keep us waiting for its writer.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = fs::File::from(rustix::fs::open(path, flags, Mode::empty())?);
    let metadata = file.metadata()?;
    if !metadata.is_file() || !lies_inside(&metadata, path, root)? {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok((file, metadata))
}

/// Whether the file that was `opened` at `path` lies in `root`. Asked once it is open: a link that
/// comes later opens nothing.
fn lies_inside(opened: &Metadata, path: &Path, root: &Path) -> io::Result<bool> {
    let real = path.canonicalize()?;
    let there = real.symlink_metadata()?;
    let same = (there.dev(), there.ino()) == (opened.dev(), opened.ino());
    Ok(same && real.starts_with(root.canonicalize()?))
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
