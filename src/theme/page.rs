//! A page as its template writes it, within bounds of size, time and depth.

use std::io;
use std::time::Instant;

use tera::{Context, Tera};

use super::depth::{MAX_DEPTH, depth};
use super::overrun::{MAX_PAGE, MAX_TIME, Overrun};
use super::press::Spoilt;

/// About how many bytes a page has.
const USUAL: usize = 16 << 10;
/// How many pieces are written between two looks at the clock; most are a word.
const PIECES_A_LOOK: usize = 256;

/// What has been written of a page.
struct Page {
    bytes: Vec<u8>,
    pieces: usize,
    end: Instant,
    overrun: Option<Overrun>,
}

/// Renders a page.
///
/// # Errors
/// The engine's, or the bound that the page goes beyond.
pub fn render(engine: &Tera, template: &str, context: &Context) -> Result<Vec<u8>, Spoilt> {
    let end = Instant::now() + MAX_TIME;
    let mut page = Page { bytes: Vec::with_capacity(USUAL), pieces: 0, end, overrun: None };
    let rendered = engine.render_to(template, context, &mut page);
    match (rendered, page.overrun) {
        (Ok(()), _) if depth(&page.bytes) > MAX_DEPTH => Err(Spoilt::Overrun(Overrun::Depth)),
        (Ok(()), _) => Ok(page.bytes),
        (Err(_), Some(overrun)) => Err(Spoilt::Overrun(overrun)),
        (Err(error), None) => Err(Spoilt::Mistake(Box::new(error))),
    }
}

impl io::Write for Page {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.pieces += 1;
        if self.bytes.len() + part.len() > MAX_PAGE {
            self.overrun = Some(Overrun::Size);
        } else if self.pieces.is_multiple_of(PIECES_A_LOOK) && Instant::now() > self.end {
            self.overrun = Some(Overrun::Time);
        }
        if self.overrun.is_some() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
