//! The drawing of an exchange: a ladder as SVG, one lifeline a party, one arrow a message, and the
//! messages themselves below it. The answer that the page is about is drawn bold. It says nothing by
//! colour, and its words have room on 320 pixels.

use std::fmt::Write;

use super::message::Message;

/// Width of the drawing, in its own units; ten of them are nine pixels on the narrowest screen.
const WIDTH: usize = 320;
/// Size of its words: more than 11 pixels on that screen.
const LETTERS: usize = 13;
/// From either edge to the first and to the last lifeline.
const EDGE: usize = 48;
/// Where the lifelines begin.
const TOP: usize = 22;
/// From one arrow to the next.
const STEP: usize = 32;
/// How many letters of a label have room between two of three or more lifelines.
const ROOM: usize = 28;

/// The figure; messages that answer with `code` stand open.
pub fn draw(messages: &[Message], parties: &[&str], code: u16) -> String {
    let mut out = String::from("<figure class=\"exchange\">\n");
    draw_ladder(&mut out, messages, parties, code);
    for (at, message) in messages.iter().enumerate() {
        let open = if answers(message, code) { " open" } else { "" };
        let (number, label, text) = (at + 1, escaped(&message.label), escaped(&message.text));
        let _ = writeln!(
            out,
            "<details{open}><summary>{number}. {label}</summary><pre>{text}</pre></details>"
        );
    }
    out.push_str("</figure>\n");
    out
}

fn answers(message: &Message, code: u16) -> bool {
    message.response.as_ref().is_some_and(|(number, _)| *number == code)
}

fn draw_ladder(out: &mut String, messages: &[Message], parties: &[&str], code: u16) {
    let height = TOP + STEP * messages.len() + STEP / 2;
    let x = |name: &str| {
        let column = parties.iter().position(|party| *party == name).unwrap_or_default();
        EDGE + column * (WIDTH - 2 * EDGE) / (parties.len() - 1).max(1)
    };
    let said: Vec<_> = messages.iter().map(sentence).collect();
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" fill=\"currentColor\" \
         font-size=\"{LETTERS}\" \
         text-anchor=\"middle\" role=\"img\" aria-label=\"{}\">",
        escaped(&said.join("; "))
    );
    let lifelines: String =
        parties.iter().map(|party| format!("M{} {TOP}V{height}", x(party))).collect();
    draw_path(out, "lifelines", &lifelines);
    let arrows = |bold| -> String {
        let rows = messages.iter().enumerate();
        let rows = rows.filter(|(_, message)| answers(message, code) == bold);
        rows.map(|(at, message)| arrow(x(&message.from), x(&message.to), row(at))).collect()
    };
    draw_path(out, "arrows", &arrows(false));
    draw_path(out, "answers", &arrows(true));
    for party in parties {
        let _ = write!(out, "<text x=\"{}\" y=\"14\">{}</text>", x(party), escaped(party));
    }
    for (at, message) in messages.iter().enumerate() {
        let middle = x(&message.from).midpoint(x(&message.to));
        let label = escaped(short_label(message, parties.len()));
        let bold = if answers(message, code) { " font-weight=\"700\"" } else { "" };
        let (y, number) = (row(at) - 6, at + 1);
        let _ = write!(out, "<text x=\"{middle}\" y=\"{y}\"{bold}>{number}. {label}</text>");
    }
    out.push_str("</svg>\n");
}

fn draw_path(out: &mut String, class: &str, line: &str) {
    let _ =
        write!(out, "<path class=\"{class}\" fill=\"none\" stroke=\"currentColor\" d=\"{line}\"/>");
}

/// Where the arrow of a message is drawn.
fn row(at: usize) -> usize {
    TOP + STEP * (at + 1) - STEP / 4
}

fn arrow(from: usize, to: usize, y: usize) -> String {
    if from < to {
        format!("M{from} {y}H{to}m-7-4 7 4-7 4")
    } else {
        format!("M{from} {y}H{to}m7-4-7 4 7 4")
    }
}

/// What an arrow says to those who do not see it.
fn sentence(message: &Message) -> String {
    format!("{} → {}: {}", message.from, message.to, message.label)
}

/// The label, or its code where the phrase has no room.
fn short_label(message: &Message, parties: usize) -> &str {
    let first = message.label.split(' ').next().unwrap_or_default();
    if parties > 2 && message.label.chars().count() > ROOM { first } else { &message.label }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
