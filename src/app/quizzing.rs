//! The quiz: choosing what to practise, answering, and what is told then.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent};
use tui_input::Input;

use crate::app::action::{Action, Context};
use crate::app::effect::Effect;
use crate::app::state::Cursor;
use crate::app::state::card::CardView;
use crate::app::state::list::View;
use crate::app::state::quiz::{Entry, Loaded, Quiz, Stage};
use crate::app::{App, Now, Pane, Screen, line_edit};
use crate::quiz::question::Reply;
use crate::quiz::session::{Mode, SPRINT, Session};
use crate::quiz::statistics::Statistics;
use crate::store::ProgressChange;

impl App {
    /// Goes to the quiz, as it was left.
    pub const fn open_quiz(&mut self) {
        self.screen = Screen::Quiz;
    }

    /// Asks for what the quiz needs, once.
    pub(super) fn load_quiz(&mut self) -> Vec<Effect> {
        if std::mem::replace(&mut self.quiz_wanted, true) { Vec::new() } else { vec![Effect::LoadQuiz] }
    }

    /// Takes in what the quiz needs, once it is read.
    pub(super) fn quiz_loaded(&mut self, loaded: Loaded) {
        let left = loaded.left.as_ref().map(|left| (View::from_id(&left.scope), left.typing));
        let mut quiz = Quiz::new(loaded);
        if let Some((scope, typing)) = left {
            quiz.scope = scope.unwrap_or(quiz.scope);
            quiz.typing = typing;
        }
        self.quiz = Some(Box::new(quiz));
    }

    /// Where a key of the quiz is pressed.
    pub(super) fn quiz_context(&self) -> Context {
        let Some(quiz) = &self.quiz else { return Context::Quiz };
        match quiz.stage {
            Stage::Menu => Context::Quiz,
            Stage::Asking if quiz.is_writing() => Context::Writing,
            Stage::Asking => Context::Question,
            Stage::Told => Context::Told,
            Stage::Over => Context::Over,
            Stage::Statistics => Context::Statistics,
        }
    }

    /// An action of the quiz, with the key that it came by if there was one.
    pub(super) fn practise(&mut self, action: Action, key: Option<KeyEvent>, now: Now) -> Vec<Effect> {
        match action {
            Action::Palette => self.pick_action(),
            Action::Help => self.show_help(),
            Action::Quit => return vec![Effect::Quit(0)],
            action => {
                let Some(mut quiz) = self.quiz.take() else {
                    // It is still being read.
                    if action == Action::Back {
                        self.screen = Screen::Browser;
                    }
                    return Vec::new();
                };
                let effects = match quiz.stage {
                    Stage::Menu => self.in_menu(&mut quiz, action, now),
                    Stage::Asking => self.asked(&mut quiz, action, key, now),
                    Stage::Told => self.told(&mut quiz, action, now),
                    Stage::Over => self.over_questions(&mut quiz, action),
                    Stage::Statistics => self.figures(&mut quiz, action),
                };
                self.quiz = Some(quiz);
                return effects;
            }
        }
        Vec::new()
    }

    fn in_menu(&mut self, quiz: &mut Quiz, action: Action, now: Now) -> Vec<Effect> {
        let entries = quiz.entries();
        match action {
            Action::Down => quiz.cursor.step(1, entries.len()),
            Action::Up => quiz.cursor.step(-1, entries.len()),
            Action::Top => quiz.cursor.selected = 0,
            Action::Bottom => quiz.cursor.selected = entries.len() - 1,
            Action::Open => match entries.get(quiz.cursor.selected) {
                Some(Entry::GoOn) => return self.go_on(quiz, now),
                Some(Entry::Begin(mode)) => return self.begin(quiz, *mode, now),
                Some(Entry::Statistics) => self.open_figures(quiz, now),
                None => {}
            },
            Action::Statistics => self.open_figures(quiz, now),
            Action::Scope => self.pick_scope(quiz.scope),
            Action::Typing => {
                quiz.typing = !quiz.typing;
                self.say(if quiz.typing { "Answers are written where they can be" } else { "Answers are chosen" });
            }
            Action::Back => self.screen = Screen::Browser,
            _ => {}
        }
        Vec::new()
    }

    fn open_figures(&self, quiz: &mut Quiz, now: Now) {
        quiz.statistics = Some(Statistics::new(quiz.memory(), &self.catalog, now.unix, quiz.offset()));
        quiz.stage = Stage::Statistics;
        quiz.scroll = 0;
    }

    fn begin(&mut self, quiz: &mut Quiz, mode: Mode, now: Now) -> Vec<Effect> {
        let seed = u64::from(quiz.tags.take()) << 32 ^ now.unix.unsigned_abs();
        quiz.session = Some(Session::new(mode, quiz.typing, quiz.scope.id(), seed));
        quiz.ends = (mode == Mode::Sprint).then(|| now.steady + Duration::from_secs(u64::from(SPRINT)));
        let cards = self.cards_of(quiz);
        if quiz.ask(&cards, now.unix) {
            show_question(quiz, now.steady);
            return keep_session(quiz);
        }
        quiz.session = None;
        quiz.ends = None;
        self.say(match mode {
            Mode::Review if quiz.memory().reviews().is_empty() => "Nothing to review yet: learn something first",
            Mode::Review => "Nothing is due now; Learn has new codes",
            Mode::Learn => "There is nothing new among these codes; choose others",
            Mode::Duel => "No two of these codes are confused; choose others",
            Mode::Practice | Mode::Sprint | Mode::Exam => "There is no question about these codes; choose others",
        });
        Vec::new()
    }

    fn go_on(&mut self, quiz: &mut Quiz, now: Now) -> Vec<Effect> {
        let Some(left) = quiz.loaded.left.take() else { return Vec::new() };
        quiz.scope = View::from_id(&left.scope).unwrap_or(quiz.scope);
        let session = Session::resume(&left, &quiz.loaded.bank);
        let waits = session.question().is_some();
        quiz.session = Some(session);
        if waits {
            show_question(quiz, now.steady);
            return Vec::new();
        }
        self.next_question(quiz, now)
    }

    fn next_question(&mut self, quiz: &mut Quiz, now: Now) -> Vec<Effect> {
        let cards = self.cards_of(quiz);
        if quiz.ask(&cards, now.unix) {
            show_question(quiz, now.steady);
            return keep_session(quiz);
        }
        end(quiz)
    }

    fn asked(&mut self, quiz: &mut Quiz, action: Action, key: Option<KeyEvent>, now: Now) -> Vec<Effect> {
        let choices = quiz.session.as_ref().and_then(Session::question).map_or(0, |question| question.choices().len());
        let height = usize::from(self.areas.card_text(quiz.is_writing()).height);
        match action {
            Action::Answer => {
                let choice = key.and_then(choice_of).filter(|choice| *choice < choices);
                if let Some(choice) = choice {
                    return self.reply(quiz, Some(Reply::Choice(choice)), now);
                }
                self.say("There is no such choice");
            }
            Action::Open if choices > 0 => return self.reply(quiz, Some(Reply::Choice(quiz.choice)), now),
            Action::Open => {
                let text = quiz.input.value().trim().to_owned();
                if text.is_empty() {
                    let key = self.keymap.key(Context::Writing, Action::Explain).unwrap_or_default();
                    self.say(format!("Write an answer; {key} shows it"));
                } else {
                    return self.reply(quiz, Some(Reply::Typed(text)), now);
                }
            }
            Action::Down | Action::Up => {
                let by = if action == Action::Down { 1 } else { choices.saturating_sub(1) };
                quiz.choice = (quiz.choice + by) % choices.max(1);
                quiz.card.show_choice(quiz.choice, height);
            }
            Action::PageDown => quiz.card.scroll_by(isize::try_from(height).unwrap_or(1) - 1, height),
            Action::PageUp => quiz.card.scroll_by(1 - isize::try_from(height).unwrap_or(1), height),
            Action::Type => {
                if let Some(key) = key {
                    line_edit::edit(&mut quiz.input, key);
                }
            }
            Action::Explain => return self.reply(quiz, None, now),
            Action::Undo => return self.undo(quiz, now),
            Action::Back => return leave(quiz),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn reply(&mut self, quiz: &mut Quiz, reply: Option<Reply>, now: Now) -> Vec<Effect> {
        let took = quiz.asked_at.map_or(Duration::ZERO, |asked| now.steady.saturating_duration_since(asked));
        let seconds = u32::try_from(took.as_secs()).unwrap_or(u32::MAX);
        let tag = quiz.tags.take();
        let Some(session) = &mut quiz.session else { return Vec::new() };
        let catalog = &self.catalog;
        let review = session.answer(reply, seconds, now.unix, tag, |index| catalog.row(index).id.to_string());
        let Some(review) = review else { return Vec::new() };
        quiz.loaded.memory.answer(review.clone());
        let mut changes = vec![ProgressChange::Answered(review)];
        let mode = session.mode;
        let last = session.answered().last();
        if mode == Mode::Sprint
            && let Some(last) = last
        {
            let right = self.right_answer(&last.question);
            self.say(if last.mark.is_right { format!("Right: {right}") } else { format!("Wrong: it was {right}") });
        }
        if mode.marks_each_answer() && mode != Mode::Sprint {
            changes.push(ProgressChange::Session(Some(session.save())));
            quiz.stage = Stage::Told;
            quiz.card = CardView::default();
            return vec![Effect::Keep(changes)];
        }
        // In one go with the next question: apart, the answer could be asked for once more.
        for effect in self.next_question(quiz, now) {
            if let Effect::Keep(more) = effect {
                changes.extend(more);
            }
        }
        vec![Effect::Keep(changes)]
    }

    fn told(&mut self, quiz: &mut Quiz, action: Action, now: Now) -> Vec<Effect> {
        let height = usize::from(self.areas.card_text(false).height);
        match action {
            Action::Open => return self.next_question(quiz, now),
            Action::Explain => {
                quiz.explained = !quiz.explained;
                quiz.card.scroll = usize::MAX;
            }
            Action::Undo => return self.undo(quiz, now),
            Action::ToPage => {
                let entry = quiz.session.as_ref().and_then(|session| session.answered().last());
                return entry
                    .map(|answered| answered.question.entry)
                    .map_or_else(Vec::new, |entry| self.read_page_of(entry));
            }
            Action::OpenSource => {
                let url = quiz.session.as_ref().and_then(|session| session.answered().last());
                let url = url.map(|answered| answered.question.source.url.clone()).filter(|url| !url.is_empty());
                let Some(url) = url else {
                    self.say("This answer names no source to open");
                    return Vec::new();
                };
                self.say(format!("Opening {url} …"));
                return vec![Effect::Open(url)];
            }
            Action::Down => quiz.card.scroll_by(1, height),
            Action::Up => quiz.card.scroll_by(-1, height),
            Action::PageDown => quiz.card.scroll_by(isize::try_from(height).unwrap_or(1) - 1, height),
            Action::PageUp => quiz.card.scroll_by(1 - isize::try_from(height).unwrap_or(1), height),
            Action::Back => return leave(quiz),
            _ => {}
        }
        Vec::new()
    }

    /// Takes the last answer back and asks it again.
    fn undo(&mut self, quiz: &mut Quiz, now: Now) -> Vec<Effect> {
        let undone = quiz.session.as_mut().and_then(Session::undo);
        let Some(review) = undone else {
            self.say("There is no answer to take back");
            return Vec::new();
        };
        quiz.loaded.memory.undo(review);
        show_question(quiz, now.steady);
        self.say("Took the last answer back");
        let mut changes = vec![ProgressChange::Undone(review)];
        changes.extend(session_change(quiz));
        vec![Effect::Keep(changes)]
    }

    fn over_questions(&mut self, quiz: &mut Quiz, action: Action) -> Vec<Effect> {
        let wrong: Vec<usize> =
            quiz.session.iter().flat_map(Session::wrong).map(|answered| answered.question.entry).collect();
        match action {
            Action::Down => quiz.cursor.step(1, wrong.len()),
            Action::Up => quiz.cursor.step(-1, wrong.len()),
            Action::Open | Action::ToPage => match wrong.get(quiz.cursor.selected) {
                Some(&entry) => return self.read_page_of(entry),
                None => to_menu(quiz),
            },
            Action::Back => to_menu(quiz),
            _ => {}
        }
        Vec::new()
    }

    fn figures(&mut self, quiz: &mut Quiz, action: Action) -> Vec<Effect> {
        let height = usize::from(self.areas.body.height);
        let page = height.max(2) - 1;
        let most = self.areas.figures_hidden();
        match action {
            Action::Down => quiz.scroll += 1,
            Action::Up => quiz.scroll = quiz.scroll.saturating_sub(1),
            Action::PageDown => quiz.scroll += page,
            Action::PageUp => quiz.scroll = quiz.scroll.saturating_sub(page),
            Action::Top => quiz.scroll = 0,
            Action::Bottom => quiz.scroll = most,
            Action::Back => to_menu(quiz),
            _ => {}
        }
        quiz.scroll = quiz.scroll.min(most);
        Vec::new()
    }

    /// Goes to the page of an entry; the quiz stays as it is.
    fn read_page_of(&mut self, entry: usize) -> Vec<Effect> {
        self.screen = Screen::Browser;
        let key = self.key_for(Action::Quiz);
        self.set_focus(Pane::Page);
        let effects = self.go_to(entry);
        self.say(format!("{key} goes back to the quiz"));
        effects
    }

    /// Asks about other codes from now on.
    pub(super) fn choose_scope(&mut self, scope: View) {
        if let Some(quiz) = &mut self.quiz {
            quiz.scope = scope;
        }
        self.say(format!("Questions are about: {}", scope.label()));
    }
}

/// Shows the question that the sitting asks.
fn show_question(quiz: &mut Quiz, now: Instant) {
    quiz.stage = Stage::Asking;
    quiz.choice = 0;
    quiz.input = Input::default();
    quiz.explained = false;
    quiz.card = CardView::default();
    quiz.asked_at = Some(now);
}

fn to_menu(quiz: &mut Quiz) {
    quiz.stage = Stage::Menu;
    quiz.session = None;
    quiz.cursor = Cursor::default();
}

/// Leaves the sitting for the menu, where it can be taken up again; a sprint ends, as its time runs on.
fn leave(quiz: &mut Quiz) -> Vec<Effect> {
    if quiz.ends.is_some() {
        return end(quiz);
    }
    quiz.loaded.left = quiz.session.as_ref().map(Session::save);
    to_menu(quiz);
    Vec::new()
}

/// Ends the sitting. A sprint was never kept: what was left before it can still be gone on with.
pub(super) fn end(quiz: &mut Quiz) -> Vec<Effect> {
    quiz.stage = Stage::Over;
    quiz.cursor = Cursor::default();
    if quiz.ends.take().is_some() {
        return Vec::new();
    }
    quiz.loaded.left = None;
    vec![Effect::Keep(vec![ProgressChange::Session(None)])]
}

fn keep_session(quiz: &Quiz) -> Vec<Effect> {
    session_change(quiz).map(|change| Effect::Keep(vec![change])).into_iter().collect()
}

/// The sitting as it is to be kept; a sprint is not, as its time runs on.
fn session_change(quiz: &Quiz) -> Option<ProgressChange> {
    quiz.ends.is_none().then(|| ProgressChange::Session(quiz.session.as_ref().map(Session::save)))
}

/// The choice that a key names: a digit from 1, or a letter.
fn choice_of(key: KeyEvent) -> Option<usize> {
    let KeyCode::Char(c) = key.code else { return None };
    let at = |first: char| usize::try_from(u32::from(c).checked_sub(u32::from(first))?).ok().filter(|&at| at < 9);
    if c.is_ascii_digit() { at('1') } else { at('a') }
}
