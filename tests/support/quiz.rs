//! The quiz without a terminal and without files.

use std::sync::{Arc, LazyLock};

use httpdex::app::job::{Item, QuizData, Report, Work};
use httpdex::app::message::Effect;
use httpdex::app::quiz::{CardLayout, Practice, Stage};
use httpdex::catalog::Catalog;
use httpdex::quiz::bank::Bank;
use httpdex::quiz::card::Card;
use httpdex::quiz::memory::Memory;
use httpdex::quiz::question::{Answers, Question};
use httpdex::quiz::session::Answered;
use httpdex::store::{Progress, ProgressChange};

use super::Session;

static EMBEDDED: LazyLock<(Arc<Bank>, Vec<Card>)> = LazyLock::new(|| {
    let bank = Bank::new(&Catalog::embedded());
    let cards = bank.cards();
    (Arc::new(bank), cards)
});

/// What the quiz needs, as it is read after these answers.
pub fn loaded(progress: Progress) -> QuizData {
    let (bank, cards) = &*EMBEDDED;
    with_bank(Arc::clone(bank), cards.clone(), progress)
}

/// What the quiz over another catalogue needs.
pub fn loaded_from(catalog: &Catalog, progress: Progress) -> QuizData {
    let bank = Bank::new(catalog);
    let cards = bank.cards();
    with_bank(Arc::new(bank), cards, progress)
}

fn with_bank(bank: Arc<Bank>, cards: Vec<Card>, progress: Progress) -> QuizData {
    QuizData { bank, cards, memory: Memory::new(progress.reviews), left: progress.session, offset: 0, random: 7 }
}

/// What the effects would leave on the disk.
pub fn keep(disk: &mut Progress, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Start(_, Work::SaveProgress(changes)) = effect {
            for change in changes {
                disk.apply(change);
            }
        }
    }
}

impl Session {
    /// The menu of the quiz, before anything was answered.
    pub fn in_quiz(width: u16, height: u16) -> Self {
        let mut session = Self::new(width, height);
        session.practise(loaded(Progress::default()));
        session
    }

    /// Opens the quiz.
    pub fn practise(&mut self, loaded: QuizData) -> &mut Self {
        self.press("Q").quiz_is_read(loaded).effects();
        self
    }

    /// Brings what the quiz needs.
    pub fn quiz_is_read(&mut self, data: QuizData) -> &mut Self {
        self.report(Work::LoadQuiz, Report::Item(Item::Quiz(Box::new(data))))
    }

    pub fn quiz(&self) -> &Practice {
        self.app.screens().quiz.practice().expect("the quiz is read")
    }

    /// Where the text of a card stands.
    pub fn card_text(&self) -> ratatui::layout::Rect {
        CardLayout::new(self.app.shared().frame, false).text
    }

    /// The right answer to the question that waits, in words.
    pub fn right_answer(&self) -> String {
        httpdex::quiz::question::verdict::right_answer(self.question(), &self.app.shared().catalog)
    }

    pub fn stage(&self) -> Stage {
        self.quiz().stage
    }

    /// The question that waits for an answer.
    pub fn question(&self) -> &Question {
        self.quiz().session.as_ref().and_then(httpdex::quiz::session::Session::question).expect("a question")
    }

    pub fn answered(&self) -> &[Answered] {
        self.quiz().session.as_ref().map_or(&[], httpdex::quiz::session::Session::answered)
    }

    /// Begins what stands at this place of the menu.
    pub fn begin(&mut self, label: &str) -> &mut Self {
        self.press("g");
        let entries = ["Practice", "Review", "Learn", "Sprint", "Exam", "Duel", "Statistics", "Resume"];
        let down = entries.iter().position(|entry| *entry == label).expect("an item of the menu");
        self.press(&"j ".repeat(down)).press("Enter");
        if self.status().ends_with("again to end it") { self.press("Enter") } else { self }
    }

    /// Answers, rightly or not, with the keys that somebody would press.
    pub fn answer(&mut self, rightly: bool) -> &mut Self {
        let question = self.question();
        match &question.answers {
            Answers::Choices(choices) => {
                let at = choices.iter().position(|choice| choice.is_right == rightly).expect("such a choice");
                self.press(&(at + 1).to_string())
            }
            Answers::Typed(typed) => {
                let catalog = &self.app.shared().catalog;
                let accepted = catalog.row(typed.accept[0]);
                let text = match (rightly, typed.expected) {
                    (false, _) => "no such thing".to_owned(),
                    (true, httpdex::quiz::question::typed::Expected::Name) => {
                        accepted.name.trim_matches(['(', ')']).to_owned()
                    }
                    (true, _) => accepted.code.to_string(),
                };
                self.type_text(&text).press("Enter")
            }
        }
    }

    /// Goes on to the next question where the answer is told.
    pub fn go_on(&mut self) -> &mut Self {
        if self.stage() == Stage::Answered { self.press("Enter") } else { self }
    }

    /// What was to be kept since the last call.
    pub fn kept(&mut self) -> Vec<ProgressChange> {
        let kept = self.effects().into_iter().filter_map(|effect| match effect {
            Effect::Start(_, Work::SaveProgress(changes)) => Some(changes),
            _ => None,
        });
        kept.flatten().collect()
    }
}
