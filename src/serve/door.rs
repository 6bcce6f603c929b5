//! The preview's door: answers one client over any stream, bounded in the size of headers and in
//! time. It knows no sockets, so that a test can knock without one.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio_io_timeout::TimeoutStream;

use super::address::{DEFAULT_PORT, Names};
use super::answer::Desk;
use super::preview::Preview;
use super::shelf::Shelf;
use crate::render::Site;

/// The most bytes of a request's head.
const MAX_HEAD: usize = 16 << 10;
/// How long a request's head may take, and how long a connection may stay without one.
const LONGEST_HEAD: Duration = Duration::from_secs(10);
/// How long a client may take nothing of what is to be written.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Where clients come in.
#[derive(Debug, Clone)]
pub struct Door(Arc<Desk>);

impl Door {
    /// The door of a finished site that does not change, as if it were served at
    /// `http://127.0.0.1:3000/` from the project at `root`.
    pub fn of(site: Site, root: &Path) -> Self {
        let preview = Preview::default().built(Shelf::of(site, root));
        let (_, previews) = watch::channel(Arc::new(preview));
        let loopback = Ipv4Addr::LOCALHOST;
        Self::new(Names::new(&loopback.to_string(), loopback.into(), DEFAULT_PORT), previews)
    }

    /// Answers under `names` from the latest of `previews`.
    pub(super) fn new(names: Names, previews: watch::Receiver<Arc<Preview>>) -> Self {
        Self(Arc::new(Desk::new(names, previews)))
    }

    /// Answers one client, who came in at the address `local`, until it goes or is too slow.
    pub async fn converse<S>(self, stream: S, local: Option<IpAddr>)
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let service = service_fn(move |request| {
            let desk = self.0.clone();
            async move { Ok::<_, Infallible>(desk.answer(&request, local).await) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(LONGEST_HEAD)
            .max_buf_size(MAX_HEAD)
            .serve_connection(TokioIo::new(patient(stream, LONGEST_PAUSE)), service);
        // A client that breaks off is no matter of ours.
        let _ = connection.await;
    }
}

/// A stream that ends when a client takes nothing of what is to be written for `longest`. The time
/// of reading is bounded by hyper.
fn patient<S>(stream: S, longest: Duration) -> Pin<Box<TimeoutStream<S>>>
where
    S: AsyncRead + AsyncWrite,
{
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(longest));
    Box::pin(stream)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio::runtime;

    #[test]
    fn a_client_that_takes_nothing_is_given_up() {
        const ROOM: usize = 64;
        let runtime = runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let (ours, mut theirs) = duplex(ROOM);
            let mut stream = patient(ours, Duration::from_millis(5));
            stream.write_all(&[1; ROOM]).await.unwrap();
            let refused = stream.write_u8(2).await.map_err(|error| error.kind());
            assert_eq!(refused, Err(ErrorKind::TimedOut));
            drop(stream);
            let mut taken = Vec::new();
            theirs.read_to_end(&mut taken).await.unwrap();
            assert_eq!(taken, [1; ROOM]);
        });
    }
}
