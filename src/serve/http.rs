//! Connections over TCP, bounded in number; each is answered at the [`Door`].

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;

use super::address::Address;
use super::door::Door;
use super::preview::Preview;

/// The most connections at once; later ones wait.
const MAX_CONNECTIONS: usize = 1024;
/// How long to wait where the system has no more connections to give.
const BREATHER: Duration = Duration::from_millis(50);

/// Answers at `address` from the latest of `previews`.
///
/// # Errors
/// Where the system does not let us wait for connections.
pub async fn listen(address: Address, previews: watch::Receiver<Arc<Preview>>) -> io::Result<()> {
    let door = Door::new(address.names(), previews);
    address.listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(address.listener)?;
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    while let Ok(place) = places.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(admit(stream, door.clone(), place))),
            Err(_) => sleep(BREATHER).await,
        }
    }
    Ok(())
}

/// Answers one client; `_place` is given back when it has gone.
async fn admit(stream: TcpStream, door: Door, _place: OwnedSemaphorePermit) {
    let local = stream.local_addr().ok().map(|address| address.ip());
    let _ = stream.set_nodelay(true);
    door.converse(stream, local).await;
}
