//! Who may ask what: reading only, under our own name, and not on behalf of a foreign page.

use std::net::IpAddr;

use hyper::header::{HOST, ORIGIN};
use hyper::http::uri::Authority;
use hyper::{Method, Request, StatusCode, Version};

use super::address::Names;

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It wants more than to read.
    Method,
    /// It does not say once by which name it calls us.
    Unnamed,
    /// It calls us by a name that is not ours.
    Host,
    /// It comes from a foreign page.
    Origin,
    /// No browser sends such a path.
    Path,
    /// Too many listen for reloads already.
    Crowd,
}

impl Refusal {
    /// The status of the response.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Host | Self::Origin => StatusCode::FORBIDDEN,
            Self::Path | Self::Unnamed => StatusCode::BAD_REQUEST,
            Self::Crowd => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What to tell the person.
    pub fn message(self) -> &'static str {
        match self {
            Self::Method => "only GET and HEAD\n",
            Self::Unnamed => "a request names its host once\n",
            Self::Host => "this name is not the preview's; use the address that it printed\n",
            Self::Origin => "a foreign page may not read the preview\n",
            Self::Path => "this path is not well-formed\n",
            Self::Crowd => "too many pages listen already\n",
        }
    }
}

/// Lets a request pass that may be answered; `local` is the address that it came in at.
///
/// # Errors
/// Why it may not.
pub fn check<B>(request: &Request<B>, names: &Names, local: Option<IpAddr>) -> Result<(), Refusal> {
    let ours = |authority: &str| names.include(authority, local);
    let asked = request.uri().authority().map(Authority::as_str);
    if !named(request)?.is_some_and(ours) || !asked.is_none_or(ours) {
        return Err(Refusal::Host);
    }
    let origins = request.headers().get_all(ORIGIN).iter();
    let foreign = |origin: &str| !names.include_origin(origin, local);
    if origins.map(|origin| origin.to_str().unwrap_or_default()).any(foreign) {
        return Err(Refusal::Origin);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::Method);
    }
    Ok(())
}

/// What `Host` says. It stands once, and only before HTTP/1.1 may be left out (RFC 9112 §3.2).
fn named<B>(request: &Request<B>) -> Result<Option<&str>, Refusal> {
    let mut values = request.headers().get_all(HOST).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Refusal::Unnamed),
        (None, _) if request.version() < Version::HTTP_11 => Ok(None),
        _ => Err(Refusal::Unnamed),
    }
}
