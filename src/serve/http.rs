//! Connections: HTTP/1.1 by hyper, bounded in number, in the size of headers and in time.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;

use super::address::Address;
use super::answer::Desk;
use super::patience::Patient;
use super::preview::Preview;

/// The most connections at once; who comes later waits until one ends.
const MAX_CONNECTIONS: usize = 1024;
/// The most bytes of a request's head.
const MAX_HEAD: usize = 16 << 10;
/// How long a request's head may take, and how long a connection may stay without one.
const LONGEST_HEAD: Duration = Duration::from_secs(10);
/// How long to wait where the system has no more connections to give.
const BREATHER: Duration = Duration::from_millis(50);

/// Answers at `address` from the latest of `previews`.
///
/// # Errors
/// Where the system does not let us wait for connections.
pub async fn listen(address: Address, previews: watch::Receiver<Arc<Preview>>) -> io::Result<()> {
    let desk = Arc::new(Desk::new(address.names(), previews));
    address.listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(address.listener)?;
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    while let Ok(place) = places.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(converse(stream, desk.clone(), place))),
            Err(_) => sleep(BREATHER).await,
        }
    }
    Ok(())
}

/// Answers one client until it goes or is too slow.
async fn converse(stream: TcpStream, desk: Arc<Desk>, _place: OwnedSemaphorePermit) {
    let local = stream.local_addr().ok().map(|address| address.ip());
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let desk = desk.clone();
        async move { Ok::<_, Infallible>(desk.answer(&request, local).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(LONGEST_HEAD)
        .max_buf_size(MAX_HEAD)
        .serve_connection(Patient::new(stream), service);
    // A client that breaks off is no matter of ours.
    let _ = connection.await;
}
