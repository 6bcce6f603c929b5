//! Where the preview listens, and under which names a browser may call it. A name that is not ours
//! in `Host` is a foreign page that points its own name at this computer (DNS rebinding).

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};

use super::Reach;
use crate::model::BaseUrl;
use crate::problem::Failure;

/// The port where nobody asked for one.
pub const DEFAULT_PORT: u16 = 3000;
/// How many ports above a taken one are tried.
const TRIES: u16 = 100;
/// The port of a URL that names none.
const HTTP_PORT: u16 = 80;

/// A place to listen.
#[derive(Debug)]
pub struct Address {
    /// The open socket.
    pub listener: TcpListener,
    /// The usual port, where another program has it.
    pub taken: Option<u16>,
    names: Names,
    ip: IpAddr,
}

/// What a browser may call us.
#[derive(Debug, Clone)]
pub struct Names {
    /// Lower case, IPv6 addresses in brackets; the first is the one in our own URLs.
    hosts: Vec<String>,
    port: u16,
}

impl Address {
    /// Listens at `host`; see [`super::Wishes`] for `port`.
    ///
    /// # Errors
    /// Where no such address is ours, or the port is not to be had.
    pub fn bind(host: &str, port: Option<u16>) -> Result<Self, Failure> {
        let ip = resolve(host).ok_or_else(|| {
            let help = "name an address of this computer, such as `--host 127.0.0.1`";
            Failure::usage(format!("`{host}` is no address of this computer"), help)
        })?;
        let wanted = port.unwrap_or(DEFAULT_PORT);
        let (listener, taken) = match (TcpListener::bind((ip, wanted)), port) {
            (Ok(listener), _) => (listener, None),
            (Err(error), _) if error.kind() != io::ErrorKind::AddrInUse => {
                return Err(not_ours(host, wanted, &error));
            }
            (Err(_), None) => {
                (next_free(ip, wanted).ok_or_else(|| busy(wanted, None))?, Some(wanted))
            }
            (Err(_), Some(_)) => {
                return Err(busy(wanted, next_free(ip, wanted).and_then(|free| port_of(&free))));
            }
        };
        let port = port_of(&listener).unwrap_or(wanted);
        Ok(Self { listener, taken, names: Names::new(host, ip, port), ip })
    }

    /// The first page, such as `http://127.0.0.1:3000/`.
    pub fn url(&self) -> String {
        format!("http://{}:{}/", self.names.hosts[0], self.names.port)
    }

    /// The address of the site while it is served here.
    ///
    /// # Errors
    /// Where the host's name cannot stand in a URL.
    pub fn base_url(&self) -> Result<BaseUrl, Failure> {
        BaseUrl::parse(&self.url()).map_err(|_| {
            let message = format!("`{}` is no host name", self.names.hosts[0]);
            Failure::usage(message, "name an address, such as `--host 127.0.0.1`")
        })
    }

    /// Who can reach us.
    pub fn reach(&self) -> Reach {
        if self.ip.is_loopback() { Reach::ThisComputer } else { Reach::Network }
    }

    /// What a browser may call us.
    pub fn names(&self) -> Names {
        self.names.clone()
    }
}

impl Names {
    /// The names of a server at `ip` and `port` that was asked for as `host`.
    pub fn new(host: &str, ip: IpAddr, port: u16) -> Self {
        let given = match host_of(host) {
            name if !is_address(name) => name.to_ascii_lowercase(),
            _ if ip.is_unspecified() && ip.is_ipv4() => "127.0.0.1".to_owned(),
            _ if ip.is_unspecified() => "[::1]".to_owned(),
            _ => bracketed(ip),
        };
        let usual = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        Self { hosts: [given].into_iter().chain(usual).collect(), port }
    }

    /// Whether `authority` (host and port, as in `Host`) is ours; `local` is the address that the
    /// connection came in at, which needs no name.
    pub fn include(&self, authority: &str, local: Option<IpAddr>) -> bool {
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port_from(port)),
            _ => (authority, Some(HTTP_PORT)),
        };
        let ours = |name: &String| name.eq_ignore_ascii_case(host);
        let by_address = local.is_some_and(|ip| bracketed(ip.to_canonical()) == host);
        port == Some(self.port) && (self.hosts.iter().any(ours) || by_address)
    }

    /// Whether an `Origin` is ours.
    pub fn include_origin(&self, origin: &str, local: Option<IpAddr>) -> bool {
        origin.strip_prefix("http://").is_some_and(|authority| self.include(authority, local))
    }
}

fn port_from(digits: &str) -> Option<u16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// An IPv6 address may stand in brackets.
fn host_of(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// Whether a host is no name but an address, be it written as `0` or `127.1` (inet_aton(3)): browsers
/// take every host for one whose last part is a number.
fn is_address(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let (digits, radix) = last.strip_prefix("0x").map_or((last, 10), |hex| (hex, 16));
    let is_number = !last.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    is_number || host.parse::<IpAddr>().is_ok()
}

fn bracketed(ip: IpAddr) -> String {
    if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() }
}

/// The address of a host, IPv4 first, as browsers have it for `localhost`; one of IPv4 that is written
/// as one of IPv6 is what it stands for.
fn resolve(host: &str) -> Option<IpAddr> {
    let found = (host_of(host), 0).to_socket_addrs().ok()?;
    let addresses: Vec<IpAddr> = found.map(|address| address.ip().to_canonical()).collect();
    addresses.iter().find(|ip| ip.is_ipv4()).or(addresses.first()).copied()
}

fn next_free(ip: IpAddr, taken: u16) -> Option<TcpListener> {
    let ports = taken.checked_add(1)?..=taken.saturating_add(TRIES);
    ports.into_iter().find_map(|port| TcpListener::bind((ip, port)).ok())
}

fn port_of(listener: &TcpListener) -> Option<u16> {
    listener.local_addr().ok().as_ref().map(SocketAddr::port)
}

fn busy(port: u16, free: Option<u16>) -> Failure {
    let help = match free {
        Some(free) => format!("`--port {free}` is free"),
        None => "`--port 0` takes any free port".to_owned(),
    };
    Failure::usage(format!("port {port} is taken by another program"), &help)
}

fn not_ours(host: &str, port: u16, error: &io::Error) -> Failure {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "take a port above 1023, such as `--port 3000`",
        _ => "name an address of this computer, such as `--host 127.0.0.1`",
    };
    Failure::usage(format!("cannot listen at {host}, port {port}: {}", error.kind()), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, authority: &str, ours: bool) {
        let names = Names::new(host, resolve(host).unwrap(), 3000);
        assert_eq!(names.include(authority, None), ours, "{host}: {authority}");
    }

    #[test]
    fn only_our_own_names_with_our_port_are_ours() {
        for ours in ["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"] {
            check("127.0.0.1", ours, true);
        }
        for foreign in [
            "example.com:3000",
            "127.0.0.1",
            "localhost",
            "localhost:3001",
            "localhost:+3000",
            "localhost:3000:3000",
            "127.0.0.1.example.com:3000",
            "[::1]",
            "127.0.0.2:3000",
            "",
            ":3000",
        ] {
            check("127.0.0.1", foreign, false);
        }
        check("127.0.0.2", "127.0.0.2:3000", true);
        check("0.0.0.0", "0.0.0.0:3000", false);
        check("[::1]", "[::1]:3000", true);
    }

    #[test]
    fn an_address_is_one_however_it_is_written() {
        for (host, name, is_loopback) in [
            ("0", "127.0.0.1", false),
            ("0.0.0.0", "127.0.0.1", false),
            ("::", "[::1]", false),
            ("127.1", "127.0.0.1", true),
            ("0x7f.1", "127.0.0.1", true),
            ("::ffff:127.0.0.1", "127.0.0.1", true),
            ("[::1]", "[::1]", true),
            ("LocalHost", "localhost", true),
        ] {
            let ip = resolve(host).unwrap();
            assert_eq!(ip.is_loopback(), is_loopback, "{host}");
            assert_eq!(Names::new(host, ip, 3000).hosts[0], name, "{host}");
        }
    }

    #[test]
    fn the_address_a_connection_came_in_at_needs_no_name() {
        let names = Names::new("0.0.0.0", resolve("0.0.0.0").unwrap(), 3000);
        let local = Some("192.0.2.7".parse().unwrap());
        assert!(names.include("192.0.2.7:3000", local));
        assert!(!names.include("192.0.2.8:3000", local));
        assert!(names.include_origin("http://192.0.2.7:3000", local));
        for foreign in ["https://192.0.2.7:3000", "null", "http://192.0.2.7:3000/", "file://"] {
            assert!(!names.include_origin(foreign, local), "{foreign}");
        }
    }

    #[test]
    fn a_name_without_port_means_port_80() {
        let names = Names::new("127.0.0.1", resolve("127.0.0.1").unwrap(), 80);
        assert!(names.include("localhost", None) && names.include("[::1]", None));
    }
}
