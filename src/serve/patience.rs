//! A connection that gives up on a client who takes nothing: what waits to be written for too long
//! ends it. hyper bounds the time of reading by itself.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Sleep, sleep};

/// A connection with a bound on waiting.
pub struct Patient<S> {
    stream: TokioIo<S>,
    longest: Duration,
    pause: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    /// Takes an open connection; for `longest` a client may take nothing of what is to be written.
    pub fn new(stream: S, longest: Duration) -> Self {
        Self { stream: TokioIo::new(stream), longest, pause: None }
    }

    /// Passes on an outcome; one that is not there yet must come before the pause is over.
    fn within<T>(
        &mut self,
        context: &mut Context<'_>,
        outcome: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.pause = None;
            return outcome;
        }
        let longest = self.longest;
        let pause = self.pause.get_or_insert_with(|| Box::pin(sleep(longest)));
        pause.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> Read for Patient<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> Write for Patient<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.within(context, outcome)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write_vectored(context, pieces);
        this.within(context, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_flush(context);
        this.within(context, outcome)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_shutdown(context);
        this.within(context, outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use tokio::io::{AsyncReadExt, DuplexStream, duplex};
    use tokio::runtime;

    const ROOM: usize = 64;

    /// Writes `bytes` until all are taken.
    async fn write(patient: &mut Patient<DuplexStream>, bytes: &[u8]) -> Result<(), io::ErrorKind> {
        let mut left = bytes;
        while !left.is_empty() {
            let written = poll_fn(|context| Pin::new(&mut *patient).poll_write(context, left));
            left = &left[written.await.map_err(|error| error.kind())?..];
        }
        Ok(())
    }

    fn wait_for<T>(future: impl Future<Output = T>) -> T {
        runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
    }

    #[test]
    fn a_client_that_takes_nothing_is_given_up() {
        let (ours, mut theirs) = duplex(ROOM);
        let mut patient = Patient::new(ours, Duration::from_millis(5));
        wait_for(async {
            assert_eq!(write(&mut patient, &[1; ROOM]).await, Ok(()));
            assert_eq!(write(&mut patient, &[2]).await, Err(io::ErrorKind::TimedOut));
            drop(patient);
            let mut taken = Vec::new();
            theirs.read_to_end(&mut taken).await.unwrap();
            assert_eq!(taken, [1; ROOM]);
        });
    }

    #[test]
    fn a_client_that_takes_a_little_at_a_time_gets_all() {
        let (ours, mut theirs) = duplex(ROOM);
        let mut patient = Patient::new(ours, Duration::from_secs(3600));
        let bytes = [3; 100 * ROOM];
        let (written, taken) = wait_for(async {
            let taking = async {
                let mut taken = Vec::new();
                while let Ok(byte) = theirs.read_u8().await {
                    taken.push(byte);
                }
                taken
            };
            let writing = async {
                let written = write(&mut patient, &bytes).await;
                drop(patient);
                written
            };
            tokio::join!(writing, taking)
        });
        assert_eq!((written, taken), (Ok(()), bytes.to_vec()));
    }
}
