//! Frames as an animated picture: CSS alone, so that it plays wherever a picture is shown.
//!
//! Of each row of cells, what it shows is drawn once, and made visible while some frame shows it. Where nothing moves,
//! because the reader wants it so or the viewer cannot, one frame stands still.

use std::collections::BTreeMap;
use std::fmt::Write;

use httpdex::store::TerminalBackground;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::svg::{CELL, MARGIN, columns, paper_and_ink, row, size};

/// How often it plays before it comes to rest.
const TIMES: u8 = 3;
/// The height of the line below the frames.
const CAPTION: f32 = 34.0;

/// A frame, and how long it is seen.
pub struct Shot {
    /// What the terminal shows.
    pub frame: Buffer,
    /// The keys that led to it.
    pub keys: &'static str,
    /// What they did.
    pub caption: &'static str,
    /// For so many milliseconds.
    pub milliseconds: u32,
}

/// Draws the frames one after the other; `still` is the one that is seen where nothing moves.
pub fn film(shots: &[Shot], background: TerminalBackground, still: usize) -> String {
    let (paper, ink) = paper_and_ink(background);
    let area = shots[0].frame.area;
    let (width, height) = size(area.width, area.height);
    let total: u32 = shots.iter().map(|shot| shot.milliseconds).sum();
    let seconds = f64::from(total) / 1000.0;
    // What is drawn, in the order of its place, and in which frames.
    let mut pieces: BTreeMap<(u16, String), Vec<usize>> = BTreeMap::new();
    for (n, shot) in shots.iter().enumerate() {
        assert_eq!(shot.frame.area, area, "a film has one size");
        for y in 0..area.height {
            let mut drawn = String::new();
            row(&mut drawn, &shot.frame, y, (paper, ink));
            pieces.entry((y, drawn)).or_default().push(n);
        }
        pieces.entry((area.height, caption(shot, height))).or_default().push(n);
    }
    // Pieces that are seen in the same frames stand together.
    let mut groups: BTreeMap<Vec<usize>, String> = BTreeMap::new();
    for ((_, drawn), frames) in pieces {
        groups.entry(frames).or_default().push_str(&drawn);
    }
    let (mut style, mut body) = (String::new(), String::new());
    for (n, (frames, drawn)) in groups.iter().filter(|(_, drawn)| !drawn.is_empty()).enumerate() {
        if frames.len() == shots.len() {
            body.push_str(drawn);
            continue;
        }
        let base = if frames.contains(&still) { "" } else { "visibility:hidden;" };
        write!(style, ".f{n}{{{base}animation-name:f{n}}}@keyframes f{n}{{")
            .expect("writing to a String does not fail");
        let mut start = 0;
        let mut was_seen = None;
        for (at, shot) in shots.iter().enumerate() {
            let is_seen = frames.contains(&at);
            if was_seen != Some(is_seen) {
                let percent = f64::from(start) * 100.0 / f64::from(total);
                let seen = if is_seen { "visible" } else { "hidden" };
                write!(style, "{percent:.3}%{{visibility:{seen}}}").expect("writing to a String does not fail");
            }
            was_seen = Some(is_seen);
            start += shot.milliseconds;
        }
        style.push_str("}\n");
        write!(body, "<g class=\"f{n}\">\n{drawn}</g>\n").expect("writing to a String does not fail");
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{:.0}\" viewBox=\"0 0 {width:.1} {:.1}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n\
         <style>\ng{{animation:{seconds}s step-end {TIMES}}}\n{style}\
         .t{{transform-origin:{MARGIN}px 0;animation:t {seconds}s linear {TIMES}}}@keyframes t{{from{{transform:scaleX(0)}}}}\n\
         @media(prefers-reduced-motion:reduce){{g,.t{{animation:none!important}}}}\n</style>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{paper}\"/>\n\
         <rect class=\"t\" x=\"{MARGIN}\" y=\"{height:.1}\" width=\"{:.1}\" height=\"2\" fill=\"#82aaff\" opacity=\"0.6\"/>\n\
         {body}</svg>\n",
        height + CAPTION,
        height + CAPTION,
        f32::from(area.width) * CELL.0,
    )
}

/// The keys that were pressed, each in a frame of its own, and what they did.
fn caption(shot: &Shot, top: f32) -> String {
    let mut out = String::new();
    let mut x = MARGIN;
    for key in shot.keys.split_whitespace() {
        let width = columns(key.width()) + 12.0;
        writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"20\" rx=\"4\" fill=\"none\" stroke=\"#82aaff\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" fill=\"#82aaff\" font-weight=\"bold\">{key}</text>",
            top + 8.0,
            x + 6.0,
            top + 23.0
        )
        .expect("writing to a String does not fail");
        x += width + 6.0;
    }
    writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"#d9dde5\">{}</text>", x + 6.0, top + 23.0, shot.caption)
        .expect("writing to a String does not fail");
    out
}
