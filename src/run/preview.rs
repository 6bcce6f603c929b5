//! The words of the live preview.

use std::sync::Arc;

use super::{Say, Stream, counted_problems, in_form, in_words, project, size};
use crate::cli::{Format, Overrides, Serving, Shared};
use crate::pipeline::Stage;
use crate::problem::{Exit, Failure};
use crate::serve::{self, News, Opening, Reach, Wishes};

/// The most paths of a burst that are named.
const MOST_NAMED: usize = 3;

/// Shows the project until a person ends it; what there is to say is said meanwhile.
pub fn show(shared: &Shared, serving: &Serving, say: &Say) -> Result<String, Failure> {
    let project = project(shared, &Overrides { base_url: None, theme: None })?;
    let opening = if serving.open { Opening::InBrowser } else { Opening::ByHand };
    let wishes = Wishes { host: serving.host.clone(), port: serving.port, opening };
    let (say, shared) = (say.clone(), shared.clone());
    let tell = move |news: &News<'_>| {
        if let News::Failed { failure, .. } = news {
            let stream = match shared.format {
                Format::Human => Stream::Messages,
                Format::Json | Format::Github => Stream::Output,
            };
            say(stream, &in_form(&failure.problems, shared.format, shared.width));
        }
        if !shared.quiet {
            say(stream(news), &words(news));
        }
    };
    serve::serve(&project, &wishes, &(Arc::new(tell) as serve::Tell))?;
    Ok(String::new())
}

/// Where a person reads it.
fn stream(news: &News<'_>) -> Stream {
    match news {
        News::Doing(_) => Stream::Progress,
        _ => Stream::Messages,
    }
}

/// What a person reads, with the end of the line if it is to stay.
fn words(news: &News<'_>) -> String {
    match news {
        News::Doing(stage) => stage.map_or("", Stage::words).to_owned(),
        News::Listening { url, taken, reach } => listening(url, *taken, *reach),
        News::Built { changed, codes, pages, time } => {
            format!("{}{}, in {}\n", reason(changed), size(*codes, *pages), in_words(*time))
        }
        News::Failed { changed, failure, time } => {
            let (reason, count, time) =
                (reason(changed), counted_problems(failure), in_words(*time));
            let wait = match failure.exit {
                Exit::Refused => "the preview looks again every second",
                _ => "fix and save, the preview follows",
            };
            format!("{reason}{count}, in {time}; {wait}\n")
        }
        News::Polling => {
            "the system does not tell of changes; looking for them twice a second\n".to_owned()
        }
        News::NoBrowser => "no browser could be started\n".to_owned(),
        News::Broken => {
            "the build broke down, a fault of causebook; the last good site stays\n".to_owned()
        }
        News::Stopped => "preview ended\n".to_owned(),
    }
}

fn listening(url: &str, taken: Option<u16>, reach: Reach) -> String {
    let taken = taken.map(|port| format!("port {port} is taken by another program\n"));
    let network = match reach {
        Reach::ThisComputer => "",
        Reach::Network => "whoever reaches this computer can read the preview\n",
    };
    format!("{}{network}preview at {url} (Ctrl-C ends it)\n", taken.unwrap_or_default())
}

/// What changed, for the head of a line.
fn reason(changed: &[String]) -> String {
    match changed {
        [] => String::new(),
        [path] => format!("{path} changed: "),
        paths => {
            let named = paths.get(..MOST_NAMED).unwrap_or(paths).join(", ");
            let more = paths.len().saturating_sub(MOST_NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{named}{more} changed: ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_names_the_first_paths() {
        let paths = |count: usize| (0..count).map(|at| format!("{at}.md")).collect::<Vec<_>>();
        assert_eq!(reason(&paths(0)), "");
        assert_eq!(reason(&paths(1)), "0.md changed: ");
        assert_eq!(reason(&paths(3)), "0.md, 1.md, 2.md changed: ");
        assert_eq!(reason(&paths(5)), "0.md, 1.md, 2.md and 2 more changed: ");
    }
}
