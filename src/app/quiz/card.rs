//! A question, and the answer to it, as lines.

use crate::catalog::Catalog;
use crate::document::{Block, Document, Options, Role, Section, SectionId, Span, lay_out};
use crate::quiz::question::{Given, Kind, Question, Reply};
use crate::quiz::session::Answered;

/// How many lines of an answer are shown before the question is scrolled off, at least.
const TOLD: usize = 4;
/// How many lines of the question stay on the screen with its answer, if it has so many.
const KEPT: usize = 3;

/// A line of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    /// Its pieces, from the left.
    pub spans: Vec<Span>,
    /// The choice that it belongs to.
    pub choice: Option<usize>,
    /// Whether the choice is the right one, once that is told.
    pub is_right: Option<bool>,
}

/// The card, laid out for a width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardView {
    /// Its lines.
    pub lines: Vec<CardLine>,
    /// The first line on the screen.
    pub scroll: usize,
    /// How many of the lines are the question's own, without its choices.
    pub asked: usize,
    /// Where the answer begins, once it is told.
    pub answer: usize,
}

impl CardView {
    /// Scrolls by some lines, as far as there is text.
    pub fn scroll_by(&mut self, by: isize, height: usize) {
        let most = self.lines.len().saturating_sub(height);
        self.scroll = self.scroll.saturating_add_signed(by).min(most);
    }

    /// Brings a choice onto the screen, moving as little as possible.
    pub fn show_choice(&mut self, choice: usize, height: usize) {
        let of_choice = |line: &CardLine| line.choice == Some(choice);
        let first = self.lines.iter().position(of_choice);
        let last = self.lines.iter().rposition(of_choice);
        if let (Some(first), Some(last)) = (first, last) {
            self.scroll = self.scroll.clamp((last + 1).saturating_sub(height).min(first), first);
        }
        self.scroll_by(0, height);
    }

    /// A question that waits for an answer.
    pub fn asking(question: &Question, options: Options) -> Self {
        let mut view = Self::default();
        view.question(question, options);
        for (at, choice) in question.choices().iter().enumerate() {
            view.choice(at, &(at + 1).to_string(), &choice.text, options, None);
        }
        view
    }

    /// A question with its answer; `explained` also tells why the other choices are wrong.
    pub fn answered(answered: &Answered, catalog: &Catalog, explained: bool, options: Options) -> Self {
        let question = &answered.question;
        let mut view = Self::default();
        view.question(question, options);
        let replied = match &answered.reply {
            Some(Reply::Choice(at)) => Some(*at),
            _ => None,
        };
        let sign = |unicode, ascii| if options.ascii { ascii } else { unicode };
        for (at, choice) in question.choices().iter().enumerate() {
            let mark = match (choice.is_right, replied == Some(at)) {
                (true, _) => sign("✓", "+"),
                (false, true) => sign("✗", "x"),
                (false, false) => " ",
            };
            view.choice(at, mark, &choice.text, options, Some(choice.is_right));
        }
        let mut blocks = Vec::new();
        if let Some(Reply::Typed(text)) = &answered.reply {
            blocks.push(Block::Fact("You", text.clone()));
        }
        blocks.push(Block::Paragraph(Role::Strong, answered.verdict(catalog)));
        blocks.extend(answered.why_wrong(catalog).map(|why| Block::Paragraph(Role::Text, why)));
        blocks.push(Block::Paragraph(Role::Text, question.why.clone()));
        if explained {
            let others = answered.other_choices(catalog).into_iter();
            blocks.extend(others.map(|text| Block::Item { marker: "•".to_owned(), text, detail: None }));
        }
        blocks.push(Block::Paragraph(Role::Muted, question.source.title.clone()));
        view.blank();
        view.answer = view.lines.len();
        view.blocks(blocks, options);
        view
    }

    /// The line to begin with so that the question, the choices and the beginning of the answer are on the screen. Of a
    /// long question its last lines stay.
    pub fn answer_from(&self, height: usize) -> usize {
        let told = (self.answer + TOLD).min(self.lines.len()).saturating_sub(height);
        let kept = self.asked.saturating_sub(KEPT);
        told.min(kept).max((self.answer + 1).saturating_sub(height))
    }

    fn question(&mut self, question: &Question, options: Options) {
        let mut blocks = vec![Block::Paragraph(Role::Strong, question.ask.clone())];
        match &question.given {
            Given::Nothing => {}
            Given::Text(text) if matches!(question.kind, Kind::CodeToName | Kind::NameToCode) => {
                blocks.insert(0, Block::Paragraph(Role::Strong, text.clone()));
            }
            Given::Text(text) => blocks.insert(0, Block::Paragraph(Role::Text, text.clone())),
            Given::Exchange(text) => blocks.insert(0, Block::Message(text.clone())),
        }
        self.blocks(blocks, options);
        self.asked = self.lines.len();
        self.blank();
    }

    fn choice(&mut self, at: usize, marker: &str, text: &str, options: Options, is_right: Option<bool>) {
        let item = Block::Item { marker: marker.to_owned(), text: text.to_owned(), detail: None };
        for line in document(vec![item], Options { width: options.width.saturating_sub(2), ..options }).lines {
            self.lines.push(CardLine { spans: line.spans, choice: Some(at), is_right });
        }
    }

    fn blank(&mut self) {
        self.lines.push(CardLine { spans: Vec::new(), choice: None, is_right: None });
    }

    fn blocks(&mut self, blocks: Vec<Block>, options: Options) {
        let lines = document(blocks, options).lines.into_iter();
        self.lines.extend(lines.map(|line| CardLine { spans: line.spans, choice: None, is_right: None }));
    }
}

fn document(blocks: Vec<Block>, options: Options) -> Document {
    lay_out(&[Section { id: SectionId::Overview, blocks }], options)
}
