//! Where on its page a hit matched, and the words to be marked there.

use std::ops::Range;

use ratatui::layout::Rect;

use super::blocks::{blocks, start};
use crate::catalog::Index;
use crate::document::{Document, Line, SectionId};
use crate::search::{Field, Why};
use crate::text::width;
use crate::widgets::Canvas;

/// Fewer letters than these say nothing by themselves.
const TELLING: usize = 4;

/// Longer words that say nothing by themselves, and those of which every page is full.
const COMMON: [&str; 24] = [
    "after", "again", "because", "before", "cannot", "client", "does", "error", "from", "have", "into", "page",
    "request", "requests", "response", "server", "that", "then", "this", "what", "when", "which", "with", "your",
];

/// A query of more words than these is a line that was pasted, most of which stands on no page.
const TYPED: usize = 8;

/// So many cells are a sentence or two, which are read together.
const SENTENCE: usize = 160;

/// Sections in which something is said of what a page has been found by, the first before the others.
const NEAR: [SectionId; 7] = [
    SectionId::Causes,
    SectionId::Faq,
    SectionId::Fixes,
    SectionId::Settings,
    SectionId::PlainEnglish,
    SectionId::Definition,
    SectionId::Overview,
];

/// A place of a laid-out page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Landing {
    /// Its first line; `None` where the page does not show it.
    pub(super) line: Option<usize>,
    /// The first line of the block that it is in.
    start: usize,
    /// The cells to be marked, by their lines.
    marks: Vec<(usize, Range<usize>)>,
}

/// What was found on a page as it is laid out.
#[derive(Debug)]
pub(super) struct Landed {
    /// The entry, the width of the page and the number of its lines.
    pub(super) of: (Index, usize, usize),
    /// What was searched for.
    pub(super) query: String,
    /// Where.
    pub(super) landing: Landing,
}

/// A word on a page.
struct Word<'t> {
    line: usize,
    /// In bytes of its line.
    range: Range<usize>,
    text: &'t str,
}

impl Landing {
    /// Where a page shows what matched of a query.
    pub(super) fn find(document: &Document, why: &Why, query: &str) -> Self {
        let place = &why.place;
        let phrase = match (why.field, &why.also) {
            (_, Some((_, phrase))) => phrase.clone(),
            (Field::Number | Field::Comparison | Field::Behind, None) => return Self::default(),
            (Field::Token | Field::Failure, None) => place.words.join(" "),
            _ => why.text.clone(),
        };
        let wanted: Vec<&str> = words(&phrase).map(|(_, word)| word).collect();
        let all = words(query).map(|(_, word)| word);
        let mut typed: Vec<&str> = all.filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).collect();
        // A word that was typed twice says nothing more.
        typed.sort_unstable();
        typed.dedup();
        let is_typed = (1..=TYPED).contains(&typed.len());
        let lines: Vec<String> = document.lines.iter().map(Line::text).collect();
        let section = SectionId::ALL.iter().find(|section| section.id() == place.section());
        let of_section = section.map(|&section| extent(document, section)).filter(|_| place.index().is_some());
        // What is no sentence of a section is shown wherever the page says it, and not where it names other pages.
        let related = extent(document, SectionId::Related);
        let whole = 0..if related.is_empty() { lines.len() } else { related.start };
        let found = of_section
            .and_then(|extent| run(&lines, extent, &wanted, wanted.len().min(3)))
            .or_else(|| run(&lines, whole, &wanted, wanted.len()));
        if let Some(found) = found {
            let landing = Self::marked(document, &lines, &found, &place.words);
            // What happened at which step stands at the top of the page of a failure; that is the answer to its name.
            // A block that has few of the words is not what was looked for.
            let had = place.words.iter().flat_map(|matched| words(matched)).count();
            let is_elsewhere = why.field == Field::Failure || is_typed && had * 2 < typed.len();
            return if is_elsewhere { Self { line: None, ..landing } } else { landing };
        }
        // Symptoms and keywords are printed nowhere: what is said of the same stands in a cause, an answer or a fix.
        match place.field {
            Field::Token | Field::Symptom | Field::Keyword | Field::Alias | Field::Cause | Field::Check => {
                let sections = NEAR.map(|section| extent(document, section));
                nearest(document, &lines, sections, if is_typed { &typed } else { &wanted }).unwrap_or_default()
            }
            _ => Self::default(),
        }
    }

    /// The words of a phrase that are to be marked.
    fn marked(document: &Document, lines: &[String], found: &[Word<'_>], wanted: &[String]) -> Self {
        let line = found.first().map(|word| word.line);
        let start = line.map_or(0, |line| start(document, line));
        let mut landing = Self { line, start, marks: Vec::new() };
        for word in found {
            for wanted in wanted.iter().flat_map(|wanted| words(wanted)).map(|(_, wanted)| wanted) {
                if let Some(at) = part(word.text, wanted) {
                    landing.mark(lines, word.line, word.range.start + at..word.range.start + at + wanted.len());
                }
            }
        }
        landing
    }

    fn mark(&mut self, lines: &[String], line: usize, bytes: Range<usize>) {
        let Some((before, marked)) = lines[line].get(..bytes.start).zip(lines[line].get(bytes)) else { return };
        let start = width(before);
        let mark = (line, start..start + width(marked));
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    /// The line at the top of a pane that shows the place: the first of its block.
    pub(super) fn top(&self, height: usize) -> Option<usize> {
        let top = |line: usize| {
            // What is in sight at the top of the page needs no scrolling. In a low pane the words go before the heading.
            let words = (line + 2).saturating_sub(height).min(line);
            if line + 3 <= height * 2 / 3 { 0 } else { self.start.max(words) }
        };
        self.line.map(top)
    }

    /// Marks the words of the lines that are shown.
    pub(super) fn draw(&self, top: usize, text: Rect, canvas: &mut Canvas) {
        for (line, cells) in &self.marks {
            let Some(down) = line.checked_sub(top).and_then(|down| u16::try_from(down).ok()) else { continue };
            let (Ok(start), Ok(length)) = (u16::try_from(cells.start), u16::try_from(cells.len())) else { continue };
            let piece =
                Rect { x: text.x.saturating_add(start), y: text.y.saturating_add(down), width: length, height: 1 };
            canvas.buffer.set_style(piece.intersection(text), canvas.theme.mark);
        }
    }
}

/// The lines of a section.
fn extent(document: &Document, section: SectionId) -> Range<usize> {
    let Some(at) = document.starts.iter().position(|(id, _)| *id == section) else { return 0..0 };
    let end = document.starts.get(at + 1).map_or(document.lines.len(), |(_, line)| *line);
    document.starts[at].1..end
}

/// The words of a text with where they begin, in bytes.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let place = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(move |word| (place(word), word))
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || !(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase()
}

/// Where a word has another: all of it, or a part that is long enough to be meant (`Conflict` in `StatusConflict`).
fn part(word: &str, wanted: &str) -> Option<usize> {
    if same(word, wanted) {
        return (word.len() == wanted.len()).then_some(0);
    }
    let starts = 0..(word.len() + 1).saturating_sub(wanted.len());
    let equal = |&at: &usize| word.get(at..at + wanted.len()).is_some_and(|part| part.eq_ignore_ascii_case(wanted));
    starts.into_iter().find(equal).filter(|_| wanted.len() >= TELLING)
}

/// The words of some lines.
fn words_of(lines: &[String], extent: Range<usize>) -> Vec<Word<'_>> {
    let of = |line: usize| words(&lines[line]).map(move |(at, text)| Word { line, range: at..at + text.len(), text });
    extent.flat_map(of).collect()
}

/// The words of a phrase where it stands, whatever is between them; its beginning of `least` words will do.
fn run<'t>(lines: &'t [String], extent: Range<usize>, wanted: &[&str], least: usize) -> Option<Vec<Word<'t>>> {
    let mut all = words_of(lines, extent);
    let length =
        |start: usize| all[start..].iter().zip(wanted).take_while(|(word, wanted)| same(word.text, wanted)).count();
    let best =
        (0..all.len()).map(|start| (length(start), start)).max_by_key(|&(length, start)| (length, usize::MAX - start));
    let (length, start) = best.filter(|&(length, _)| length > 0 && length >= least)?;
    // After its beginning come the rest of its words, in another order or with others between them.
    let end = (start + wanted.len().max(length)).min(all.len());
    Some(all.drain(start..end).collect())
}

/// Whether two words are forms of one: all but the last letters are the same.
fn kin(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    common >= TELLING && common + 1 >= shorter
}

/// The block of some sections that has the most words of a text together in a line and those that are read with it, or
/// else in all: half of them at least, and two if the text has as many.
fn nearest(
    document: &Document,
    lines: &[String],
    sections: impl IntoIterator<Item = Range<usize>>,
    wanted: &[&str],
) -> Option<Landing> {
    let tells = |word: &&str| word.len() >= TELLING && !COMMON.iter().any(|common| same(common, word));
    let telling: Vec<&str> = wanted.iter().copied().filter(tells).collect();
    let width = lines.iter().map(|line| width(line)).max().unwrap_or_default().max(1);
    let together = SENTENCE.div_ceil(width).max(2);
    let had = |lines_of: Range<usize>| -> Vec<Word<'_>> {
        let here = words_of(lines, lines_of);
        here.into_iter().filter(|word| telling.iter().any(|wanted| kin(word.text, wanted))).collect()
    };
    let count = |lines_of: Range<usize>| {
        let had = had(lines_of);
        telling.iter().filter(|wanted| had.iter().any(|word| kin(word.text, wanted))).count()
    };
    let least = telling.len().min(2).max(telling.len().div_ceil(2)).max(1);
    let mut best = None;
    let mut most = (false, 0, 0);
    for block in sections.into_iter().flat_map(|extent| blocks(document, extent)) {
        let whole = count(block.clone());
        if whole < least {
            continue;
        }
        // At the top of a page something is said in short of everything, so that comes last.
        let is_late = document.section_at(block.start) == Some(SectionId::Overview);
        for line in block.clone() {
            let close = count(line..(line + together).min(block.end));
            // Something of a block that counts is always said: `most` is less than any.
            if (!is_late, close, whole) > most {
                most = (!is_late, close, whole);
                best = Some((line, block.clone()));
            }
        }
    }
    let (line, block) = best?;
    let found = had(block);
    let marks: Vec<String> = found.iter().map(|word| word.text.to_owned()).collect();
    let line = found.iter().map(|word| word.line).find(|&at| at >= line);
    Some(Landing { line, ..Landing::marked(document, lines, &found, &marks) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::document::{Options, lay_out, sections};
    use crate::search::Engine;

    /// The section that the first hit lands in, and the words that are marked there.
    fn landed(query: &str, width: usize) -> (String, Option<SectionId>, Vec<String>) {
        let catalog = Catalog::embedded();
        let hit = Engine::embedded().search(&catalog, query, 1).remove(0);
        let page = catalog.page(hit.index).unwrap();
        let document = lay_out(&sections(&page, &catalog), Options { width, keep_ticks: false, ascii: false });
        let landing = Landing::find(&document, &hit.why, query);
        let lines: Vec<String> = document.lines.iter().map(Line::text).collect();
        let marked = landing.marks.iter().map(|(line, cells)| {
            let text: Vec<char> = lines[*line].chars().collect();
            text[cells.clone()].iter().collect()
        });
        let section = landing.line.and_then(|line| document.section_at(line));
        (page.id.clone(), section, marked.collect())
    }

    #[test]
    fn a_cause_is_gone_to_with_its_words_marked_at_any_width() {
        let line = "2026/11/30 05:35:41 [error] 1234#0: *5678 upstream prematurely closed connection while reading \
                    response header from upstream, client: 10.0.0.7, server: a.example";
        for width in [24, 40, 84] {
            let (id, section, marked) = landed(line, width);
            assert_eq!((id.as_str(), section), ("502", Some(SectionId::Causes)), "{width}");
            assert!(marked.iter().any(|word| word == "prematurely"), "{width}: {marked:?}");
        }
        // The page of a failure is read from its top.
        let (id, section, marked) = landed("connect ECONNREFUSED 127.0.0.1:3000", 84);
        assert_eq!((id.as_str(), section), ("connection-refused", None));
        assert_eq!(marked, ["ECONNREFUSED"]);
    }

    #[test]
    fn a_word_that_is_said_of_something_else_is_no_place() {
        for width in [24, 40, 84] {
            let (id, section, marked) = landed("logged in but no permission", width);
            assert_eq!((id.as_str(), section), ("403", None), "{width} {marked:?}");
        }
    }

    #[test]
    fn a_block_is_shown_from_its_first_line() {
        let catalog = Catalog::embedded();
        for query in [
            "nginx upload too large",
            "browser password popup",
            "upstream prematurely closed connection while reading response header from upstream",
        ] {
            let hit = Engine::embedded().search(&catalog, query, 1).remove(0);
            let page = catalog.page(hit.index).unwrap();
            for (width, height) in [(84, 34), (40, 18), (46, 14)] {
                let document = lay_out(&sections(&page, &catalog), Options { width, keep_ticks: false, ascii: false });
                let landing = Landing::find(&document, &hit.why, query);
                let (line, top) = (landing.line.unwrap(), landing.top(height).unwrap());
                let above = top.checked_sub(1).map(|above| document.lines[above].text()).unwrap_or_default();
                let is_item = start(&document, top) == top;
                assert!(above.is_empty() || is_item, "{query} at {width}x{height}: {above:?}");
                assert!((top..top + height).contains(&line), "{query} at {width}x{height}: {line} from {top}");
            }
        }
    }

    #[test]
    fn what_is_printed_nowhere_leads_to_what_is_said_of_it() {
        for (query, expected) in [
            ("browser password popup", ("401", &[SectionId::Faq][..])),
            ("nginx upload too large", ("413", &[SectionId::Causes, SectionId::Fixes][..])),
        ] {
            for width in [40, 60] {
                let (id, section, marked) = landed(query, width);
                let is_there = section.is_some_and(|section| expected.1.contains(&section));
                assert!(id == expected.0 && is_there, "{query} {width}: {id} {section:?}");
                assert!(marked.len() >= 2, "{query} {width}: {marked:?}");
            }
        }
        // Another page that is named is not where it is said.
        let (id, section, _) = landed("docker pull authentication required", 84);
        assert_eq!((id.as_str(), section == Some(SectionId::Related)), ("401", false));
        let catalog = Catalog::embedded();
        let (mut all, mut found) = (0, 0);
        for index in catalog.filter(|row| row.popular.is_some()) {
            let page = catalog.page(index).unwrap();
            let document = lay_out(&sections(&page, &catalog), Options { width: 70, keep_ticks: false, ascii: false });
            let lines: Vec<String> = document.lines.iter().map(Line::text).collect();
            for keyword in page.keywords.iter().filter(|keyword| keyword.contains(' ')) {
                let wanted: Vec<&str> = words(keyword).map(|(_, word)| word).collect();
                let landing = nearest(&document, &lines, NEAR.map(|section| extent(&document, section)), &wanted);
                all += 1;
                found += u32::from(landing.is_some_and(|landing| landing.line.is_some() && !landing.marks.is_empty()));
            }
        }
        assert!(all > 500 && found * 5 >= all * 2, "{found} of {all}");
    }

    #[test]
    fn every_cause_and_question_of_the_catalogue_is_found_on_its_page() {
        let catalog = Catalog::embedded();
        let (mut all, mut found) = (0, 0);
        for index in catalog.filter(|row| row.popular.is_some() || row.is_failure()) {
            let page = catalog.page(index).unwrap();
            let document = lay_out(&sections(&page, &catalog), Options { width: 70, keep_ticks: false, ascii: false });
            let causes = page
                .causes
                .iter()
                .flat_map(|cause| [(Field::Cause, cause.cause.clone()), (Field::Check, cause.check.clone())]);
            let questions = page.faq.iter().map(|faq| (Field::Question, faq.question.clone()));
            for (field, text) in causes.chain(questions) {
                let lines: Vec<String> = document.lines.iter().map(Line::text).collect();
                let wanted: Vec<&str> = words(&text).map(|(_, word)| word).collect();
                let section = if field == Field::Question { SectionId::Faq } else { SectionId::Causes };
                all += 1;
                found += u32::from(run(&lines, extent(&document, section), &wanted, wanted.len().min(3)).is_some());
            }
        }
        assert!(all > 500 && found * 100 >= all * 99, "{found} of {all}");
    }
}
