//! From a request to its response: what the site holds, and the preview's own files. A
//! response may be kept but must be asked for again, so that nothing old is ever shown.

use std::net::IpAddr;
use std::sync::Arc;

use http_body_util::{Channel, Either, Full};
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::{Semaphore, watch};
use xxhash_rust::xxh3::xxh3_64;

use super::address::Names;
use super::gate::{self, Refusal};
use super::preview::Preview;
use super::shelf::{Found, Shelf};
use super::{files, path, reload};
use crate::render::Output;

/// The most pages that listen for reloads at once.
const MAX_LISTENERS: usize = 256;
/// What the preview's own files may do.
const OWN_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A body at hand, or one that comes piece by piece.
pub type Body = Either<Full<Bytes>, Channel<Bytes, std::io::Error>>;

/// What is needed to answer.
#[derive(Debug)]
pub struct Desk {
    names: Names,
    previews: watch::Receiver<Arc<Preview>>,
    seats: Arc<Semaphore>,
}

impl Desk {
    /// Answers under `names` from the latest of `previews`.
    pub fn new(names: Names, previews: watch::Receiver<Arc<Preview>>) -> Self {
        Self { names, previews, seats: Arc::new(Semaphore::new(MAX_LISTENERS)) }
    }

    /// The response to a request that came in at the address `local`.
    pub async fn answer<B>(&self, request: &Request<B>, local: Option<IpAddr>) -> Response<Body> {
        let response = match self.respond(request, local).await {
            Ok(response) => response,
            Err(refusal) => refused(refusal),
        };
        let mut response = if_changed(request, response);
        if request.method() == Method::HEAD {
            *response.body_mut() = Either::Left(Full::default());
        }
        response
    }

    async fn respond<B>(
        &self,
        request: &Request<B>,
        local: Option<IpAddr>,
    ) -> Result<Response<Body>, Refusal> {
        gate::check(request, &self.names, local)?;
        let path = path::decode(request.uri().path()).map_err(|path::BadPath| Refusal::Path)?;
        if let Some(name) = path.strip_prefix(reload::FOLDER) {
            return self.own(name, request.method());
        }
        let preview = self.previews.borrow().clone();
        let Some(shelf) = &preview.shelf else {
            let page = reload::waiting_page();
            return Ok(own_response(StatusCode::SERVICE_UNAVAILABLE, HTML, page.into()));
        };
        let mut response = match shelf.find(&path) {
            Some(Found::Output(name, output)) => handed_out(shelf, name, output).await,
            Some(Found::Folder) => {
                let target = with_query(format!("{}/", request.uri().path()), request);
                redirect(StatusCode::PERMANENT_REDIRECT, &target)
            }
            None => match shelf.rules.redirect(&format!("/{path}")) {
                Some(target) => redirect(StatusCode::TEMPORARY_REDIRECT, target),
                None => not_found(shelf).await,
            },
        };
        shelf.rules.apply(&format!("/{path}"), response.headers_mut());
        Ok(response)
    }

    /// A file of the preview's own.
    fn own(&self, name: &str, method: &Method) -> Result<Response<Body>, Refusal> {
        if name == reload::EVENTS {
            let mut response = own_response(StatusCode::OK, "text/event-stream", Bytes::new());
            // It has neither a version nor an end.
            response.headers_mut().remove(header::ETAG);
            response.headers_mut().remove(header::CONTENT_LENGTH);
            if *method == Method::GET {
                let seat = self.seats.clone().try_acquire_owned().map_err(|_| Refusal::Crowd)?;
                *response.body_mut() = Either::Right(reload::events(self.previews.clone(), seat));
            }
            return Ok(response);
        }
        Ok(match reload::own(name) {
            Some(own) => own_response(StatusCode::OK, own.kind, own.text.into()),
            None => own_response(StatusCode::NOT_FOUND, TEXT, "not found\n".into()),
        })
    }
}

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

async fn handed_out(shelf: &Shelf, name: &str, output: &Output) -> Response<Body> {
    let kind = kind_of(name);
    match output {
        Output::Bytes(page) if kind == HTML => {
            let page = reload::with_script(page, Some(shelf.fingerprint));
            response(StatusCode::OK, kind, page.into())
        }
        Output::Bytes(bytes) => response(StatusCode::OK, kind, bytes.clone()),
        Output::Copy(source) => match files::open(source.clone(), shelf.root.clone()).await {
            Ok(opened) => streamed(kind, opened),
            Err(error) => {
                let message = format!("cannot read this: {}\n", error.kind());
                response(StatusCode::NOT_FOUND, TEXT, message.into())
            }
        },
    }
}

async fn not_found(shelf: &Shelf) -> Response<Body> {
    let mut response = match shelf.find("404.html") {
        Some(Found::Output(name, output)) => handed_out(shelf, name, output).await,
        _ => response(StatusCode::NOT_FOUND, TEXT, "not found\n".into()),
    };
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn streamed(kind: &'static str, opened: files::Opened) -> Response<Body> {
    let mut response = response(StatusCode::OK, kind, Bytes::new());
    set(response.headers_mut(), header::ETAG, &format!("\"{}\"", opened.tag));
    response.headers_mut().insert(header::CONTENT_LENGTH, opened.size.into());
    *response.body_mut() = Either::Right(opened.stream());
    response
}

fn redirect(status: StatusCode, target: &str) -> Response<Body> {
    let mut response = response(status, TEXT, format!("{target}\n").into());
    set(response.headers_mut(), header::LOCATION, &in_ascii(target));
    set(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    response
}

/// An address as RFC 3986 has it: what a client sent unescaped is escaped (§2.1).
fn in_ascii(address: &str) -> String {
    let escaped = |letter: char| match letter {
        letter if letter.is_ascii() => letter.to_string(),
        letter => letter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
    };
    address.chars().map(escaped).collect()
}

fn with_query<B>(mut target: String, request: &Request<B>) -> String {
    if let Some(query) = request.uri().query() {
        target += "?";
        target += query;
    }
    target
}

fn refused(refusal: Refusal) -> Response<Body> {
    let mut response = own_response(refusal.status(), TEXT, refusal.message().into());
    if refusal == Refusal::Method {
        set(response.headers_mut(), header::ALLOW, "GET, HEAD");
    }
    response
}

fn own_response(status: StatusCode, kind: &'static str, bytes: Bytes) -> Response<Body> {
    let mut response = response(status, kind, bytes);
    set(response.headers_mut(), header::CONTENT_SECURITY_POLICY, OWN_POLICY);
    set(response.headers_mut(), header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

fn response(status: StatusCode, kind: &'static str, bytes: Bytes) -> Response<Body> {
    let tag = format!("\"{:016x}\"", xxh3_64(&bytes));
    let length = bytes.len();
    let mut response = Response::new(Either::Left(Full::new(bytes)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, kind);
    set(headers, header::CACHE_CONTROL, "no-cache");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if status == StatusCode::OK {
        set(headers, header::ETAG, &tag);
    }
    headers.insert(header::CONTENT_LENGTH, length.into());
    response
}

/// Turns a response that the client has already into 304 (RFC 9110 §13.1.2), but none that tells of
/// anything but success (§13.2.1).
fn if_changed<B>(request: &Request<B>, mut response: Response<Body>) -> Response<Body> {
    if !response.status().is_success() {
        return response;
    }
    let Some(tag) = response.headers().get(header::ETAG).cloned() else { return response };
    let known = request.headers().get_all(header::IF_NONE_MATCH).iter();
    let known = known.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
    let mut known = known.map(|known| known.trim().trim_start_matches("W/"));
    if known.any(|known| known == "*" || known.as_bytes() == tag.as_bytes()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Either::Left(Full::default());
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// The content type by the extension, as hosts have it.
fn kind_of(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => TEXT,
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
