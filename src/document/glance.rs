//! What a page says at a glance: who sends the code, whether to retry, the likeliest causes and the first fixes.

use super::block::Block;
use super::lay_out::lay_out;
use super::line::Line;
use super::options::Options;
use super::sections::{Section, SectionId};
use super::sentence::{ended, first_sentence, gist};
use crate::text::Role;

/// What is added to the overview, in this order, as long as there is room: so many causes, and so many fixes of each
/// side. Whoever is on call needs the first cause and its check before all else.
const GROWTH: [(usize, usize); 8] = [(1, 0), (1, 1), (2, 1), (3, 1), (3, 2), (4, 2), (5, 2), (6, 3)];

/// What of the overview is left out where room is scarce, first that which can best be done without.
const SPARED: [&[Piece]; 4] =
    [&[], &[Piece::SentBy], &[Piece::SentBy, Piece::Origin], &[Piece::SentBy, Piece::Origin, Piece::Why]];

/// The lines that the overview and the steps of a failure may take, so that the first check is near the top.
const ROOM: usize = 11;

/// The longest advice on retrying that is told whole, in bytes.
const SHORT_RETRY: usize = 140;

/// What the overview can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Who registered the code, and where it is defined.
    Origin,
    /// Who sends it.
    SentBy,
    /// Why to retry or not; whether is always told.
    Why,
}

/// Lays out as much of some sections as `most` lines hold; the summary, the badges and whether to retry are always there.
pub fn glance(sections: &[Section], options: Options, most: usize) -> Vec<Line> {
    let mut overviews = SPARED.iter().map(|spared| compact(lay_out(&[overview(sections, spared)], options).lines));
    let mut overview = overviews.next().unwrap_or_default();
    let room = ROOM.saturating_sub(lay_out(&[steps(sections)], options).lines.len());
    while overview.len() > most.min(room) {
        let Some(shorter) = overviews.next() else { break };
        overview = shorter;
    }
    let mut parts = Parts::new(sections, options);
    let mut chosen = (0, 0);
    for (causes, fixes) in GROWTH {
        let height = parts.height(causes, fixes);
        let has_grown = height > if chosen.0 == 0 { 0 } else { parts.height(chosen.0, chosen.1) };
        if overview.len() + 1 + height > most || !has_grown {
            break;
        }
        chosen = (causes, fixes);
    }
    let shown = if chosen.0 == 0 { Vec::new() } else { parts.lines(chosen.0, chosen.1) };
    let between = (!shown.is_empty()).then(Line::default);
    overview.into_iter().chain(between).chain(shown).collect()
}

/// What may be added to the overview; each part is laid out once, when it is first asked for.
struct Parts<'s> {
    sections: &'s [Section],
    options: Options,
    steps: Vec<Line>,
    /// Each cause, with the heading over it.
    causes: Vec<Vec<Line>>,
    /// The fixes, by how many of each side.
    fixes: Vec<Vec<Line>>,
}

impl<'s> Parts<'s> {
    fn new(sections: &'s [Section], options: Options) -> Self {
        let steps = laid_out(steps(sections), options);
        Self { sections, options, steps, causes: Vec::new(), fixes: Vec::new() }
    }

    /// The lines that so many causes and fixes take.
    fn height(&mut self, causes: usize, fixes: usize) -> usize {
        let all = blocks(self.sections, SectionId::Causes);
        for cause in all.iter().take(causes).skip(self.causes.len()) {
            let section = Section { id: SectionId::Causes, blocks: vec![cause.clone()] };
            self.causes.push(laid_out(section, self.options));
        }
        for count in self.fixes.len()..=fixes {
            self.fixes.push(laid_out(first_fixes(self.sections, count), self.options));
        }
        // The heading stands over the first, and a blank line between two.
        let of_causes: usize = self.causes.iter().take(causes).map(Vec::len).sum();
        let heights = [self.steps.len(), of_causes, self.fixes[fixes].len()];
        let shown = heights.iter().filter(|height| **height > 0).count();
        heights.iter().sum::<usize>() + shown.saturating_sub(1)
    }

    /// The lines of so many causes and fixes, which were asked for before.
    fn lines(mut self, causes: usize, fixes: usize) -> Vec<Line> {
        self.causes.truncate(causes);
        let mut of_causes = Vec::new();
        for (n, cause) in self.causes.into_iter().enumerate() {
            of_causes.extend((n > 0).then(Line::default));
            of_causes.extend(cause.into_iter().skip(usize::from(n > 0)));
        }
        let parts = [self.steps, of_causes, self.fixes.swap_remove(fixes)];
        let mut lines: Vec<Line> = Vec::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            lines.extend((!lines.is_empty()).then(Line::default));
            lines.extend(part);
        }
        lines
    }
}

/// The lines of a section, if it has any.
fn laid_out(section: Section, options: Options) -> Vec<Line> {
    if section.blocks.is_empty() { Vec::new() } else { lay_out(&[section], options).lines }
}

/// The lines of the overview with a blank one under where the code comes from, and no other.
fn compact(lines: Vec<Line>) -> Vec<Line> {
    let origin = lines.iter().take_while(|line| line.spans.iter().all(|span| span.role == Role::Muted)).count();
    let keep = |&(n, _): &(usize, Line)| n <= origin;
    let (head, rest): (Vec<_>, Vec<_>) = lines.into_iter().enumerate().partition(keep);
    let rest = rest.into_iter().filter(|(_, line)| !line.spans.is_empty());
    head.into_iter().chain(rest).map(|(_, line)| line).collect()
}

fn blocks(sections: &[Section], id: SectionId) -> &[Block] {
    sections.iter().find(|section| section.id == id).map_or(&[], |section| &section.blocks)
}

/// The overview without some pieces, its facts cut to what comes first.
fn overview(sections: &[Section], spared: &[Piece]) -> Section {
    let kept = blocks(sections, SectionId::Overview).iter().filter_map(|block| match block {
        Block::Paragraph(Role::Muted, _) => (!spared.contains(&Piece::Origin)).then(|| block.clone()),
        Block::Fact("sent by", text) if !spared.contains(&Piece::SentBy) => {
            Some(Block::Fact("sent by", first_sentence(text).to_owned()))
        }
        Block::Fact("retry", text) => Some(Block::Fact("retry", shortened(text, spared.contains(&Piece::Why)))),
        // The likeliest cause is the first of those below; what stands behind the summary only adds to it.
        Block::Fact(..) | Block::Command(_) => None,
        block => Some(block.clone()),
    });
    Section { id: SectionId::Overview, blocks: kept.collect() }
}

/// Whether to retry, and unless that is spared why: only the gist of it where it is long.
fn shortened(retry: &str, is_spared: bool) -> String {
    match retry.split_once(". ") {
        Some((verdict, _)) if is_spared => format!("{verdict}."),
        Some((verdict, why)) if retry.len() > SHORT_RETRY => ended(format!("{verdict}. {}", gist(why))),
        _ => retry.to_owned(),
    }
}

/// Where on the way a failure without a status happened.
fn steps(sections: &[Section]) -> Section {
    Section { id: SectionId::Steps, blocks: blocks(sections, SectionId::Steps).to_vec() }
}

/// Each label with the first of the fixes under it.
fn first_fixes(sections: &[Section], count: usize) -> Section {
    let mut under_label = 0;
    let kept = blocks(sections, SectionId::Fixes).iter().filter(|block| {
        under_label = if matches!(block, Block::Label(_)) { 0 } else { under_label + 1 };
        count > 0 && under_label <= count
    });
    Section { id: SectionId::Fixes, blocks: kept.cloned().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::document::sections;

    const PRINTED: Options = Options { width: 80, keep_ticks: true, ascii: true };

    /// Every page at a glance, as text, with its id.
    fn glances(most: usize) -> Vec<(String, Vec<String>)> {
        let catalog = Catalog::embedded();
        let all: Vec<_> = catalog.filter(|_| true).collect();
        let glance = |index| {
            let page = catalog.page(index).expect("embedded pages parse");
            let lines = glance(&sections(&page, &catalog), PRINTED, most);
            (page.id.clone(), lines.iter().map(Line::text).collect())
        };
        all.into_iter().map(glance).collect()
    }

    #[test]
    fn a_glance_has_the_badges_the_retry_and_the_first_check_within_twenty_lines() {
        for (id, lines) in glances(37) {
            assert!(lines.len() <= 37, "{id} takes {} lines", lines.len());
            let line = |starts: &str| lines.iter().position(|line| line.trim_start().starts_with(starts));
            // The code and the name stand on the line before these.
            let check =
                line("check").into_iter().chain(line("$ ")).min().unwrap_or_else(|| panic!("{id} has no check"));
            assert!(check < 18, "{id} has its first check in line {}", check + 2);
            assert!(line("retry").or(line("[")).is_some_and(|retry| retry < 17), "{id} says nothing on retrying");
        }
    }

    #[test]
    fn little_room_keeps_the_summary_and_the_badges() {
        for (id, lines) in glances(0) {
            assert!((2..=6).contains(&lines.len()) && !lines.iter().any(|line| line == "Causes"), "{id}: {lines:#?}");
        }
    }
}
