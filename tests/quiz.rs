//! What the quiz does, key by key. Each test is a sentence of its specification.

mod support;

use std::collections::HashSet;
use std::time::Duration;

use crossterm::event::MouseEventKind;
use httpdex::app::action::Context;
use httpdex::app::browser::Pane;
use httpdex::app::job::{Item, Report, Unsaved, Work};
use httpdex::app::message::{Effect, Message};
use httpdex::app::overlay::Overlay;
use httpdex::app::place::{Place, ScreenId};
use httpdex::app::quiz::{MenuEntry, Stage};
use httpdex::app::view::View;
use httpdex::catalog::Category;
use httpdex::quiz::card::Card;
use httpdex::quiz::memory::DAY;
use httpdex::quiz::memory::review::{Grade, Review};
use httpdex::quiz::question::{Kind, Question, Reply};
use httpdex::quiz::session::Mode;
use httpdex::store::{Change, Progress, ProgressChange};
use support::quiz::{keep, loaded, loaded_from};
use support::{Session, opened, own, saved, start, started};

/// The first question of a mode.
fn asked(mode: &str) -> Session {
    let mut session = Session::in_quiz(120, 40);
    session.begin(mode).effects();
    assert_eq!(session.stage(), Stage::Asking, "{}", session.status());
    session
}

fn review(at: i64, card: &str, grade: Grade, chosen: Option<&str>) -> Review {
    let tag = u32::try_from(at.rem_euclid(1000)).unwrap();
    Review { at, tag, card: card.parse().unwrap(), grade, key: "name:404".into(), chosen: chosen.map(Into::into) }
}

/// So many codes learned some days ago.
fn learned(days: i64) -> Progress {
    let at = support::now().unix - days * DAY;
    let reviews = [200, 201, 301, 302, 400, 401, 403, 404, 429, 500, 502, 503];
    let reviews = (0..).zip(reviews).map(|(n, code)| review(at + n, &format!("{code}:name"), Grade::Good, None));
    Progress { reviews: reviews.collect(), ..Progress::default() }
}

fn right_choice(question: &Question) -> usize {
    question.choices().iter().position(|choice| choice.is_right).unwrap()
}

// Opening

#[test]
fn what_the_quiz_needs_is_asked_for_once_and_only_when_it_is_opened() {
    let mut session = Session::new(80, 24);
    assert_eq!(session.press("j k").effects(), []);
    assert_eq!(session.press("Q").effects(), [started(Work::LoadQuiz)]);
    assert!(session.screen().contains("Reading the questions"));
    session.press("Enter f t s u");
    assert_eq!((session.shown(), session.app.context()), (ScreenId::Quiz, Context::Quiz));
    session.press("Esc Q Esc").effects();
    assert_eq!(session.shown(), ScreenId::Browser);
    session.quiz_is_read(loaded(Progress::default()));
    assert_eq!(session.shown(), ScreenId::Browser, "it does not come in front by itself");
    assert_eq!(session.press("Q").effects(), []);
    assert_eq!(session.stage(), Stage::Menu);
}

#[test]
fn opened_from_the_command_line_it_asks_for_what_it_needs() {
    let mut session = Session::new(80, 24);
    session.open(&Place::screen(ScreenId::Quiz));
    assert_eq!(session.effects(), [started(Work::LoadQuiz)]);
    assert_eq!(session.send(Message::Wake).effects(), []);
}

#[test]
fn the_menu_offers_every_mode_and_the_figures() {
    let mut session = Session::in_quiz(80, 24);
    let modes = Mode::ALL.map(MenuEntry::Begin);
    assert_eq!(session.quiz().entries(), [&modes[..], &[MenuEntry::Statistics]].concat());
    let screen = session.screen();
    for text in ["Practice", "Review", "0 due", "Learn", "Sprint", "Exam", "Duel pairs", "Statistics", "about Popular"]
    {
        assert!(screen.contains(text), "{text}: {screen}");
    }
    session.press("j j j j j j j j");
    assert_eq!(session.quiz().cursor.selected, 6);
    session.press("g k k");
    assert_eq!(session.quiz().cursor.selected, 0);
    assert_eq!(session.press("G Enter").stage(), Stage::Statistics);
    assert_eq!(session.press("Esc").stage(), Stage::Menu);
    assert_eq!(session.press("s").stage(), Stage::Statistics);
    session.press("s Esc");
    assert_eq!(session.shown(), ScreenId::Browser);
}

#[test]
fn the_menu_counts_down_what_is_new_and_says_when_what_was_wrong_comes_back() {
    let mut session = Session::in_quiz(80, 24);
    let new = |session: &mut Session| -> usize {
        let screen = session.screen();
        let at = screen.find(" new cards, a few").expect("Learn");
        screen[..at].rsplit(' ').next().and_then(|count| count.parse().ok()).expect("a number")
    };
    let before = new(&mut session);
    session.begin("Learn").answer(false).press("Esc");
    assert_eq!(new(&mut session), before - 1, "{}", session.screen());
    assert!(session.screen().contains(" in a few minutes"), "{}", session.screen());
    assert!(session.screen().contains("A card is one thing to know of a code"), "{}", session.screen());
}

#[test]
fn the_menu_shows_whether_answers_are_typed() {
    let mut session = Session::in_quiz(80, 24);
    assert!(session.screen().contains("answers chosen"), "{}", session.screen());
    session.press("t").wait(60_000);
    assert!(session.screen().contains("answers typed"), "{}", session.screen());
}

#[test]
fn a_session_that_was_left_shifts_nothing_and_is_not_replaced_unasked() {
    let mut session = Session::in_quiz(80, 24);
    session.begin("Learn").answer(true).press("Esc").effects();
    assert_eq!(session.quiz().entries().last(), Some(&MenuEntry::Resume));
    session.press("g Enter");
    assert_eq!((session.stage(), session.status()), (Stage::Menu, "A Learn session is left: Enter again to end it"));
    session.press("j k Enter");
    assert_eq!(session.stage(), Stage::Menu, "what was asked before the cursor moved is forgotten");
    assert_eq!(session.effects(), []);
    session.press("Enter");
    assert_eq!((session.stage(), session.quiz().session.as_ref().unwrap().mode), (Stage::Asking, Mode::Practice));
}

#[test]
fn the_menu_says_how_much_is_due() {
    let mut session = Session::new(80, 24);
    session.practise(loaded(learned(40)));
    assert!(session.screen().contains("12 due"), "{}", session.screen());
    session.begin("Review");
    assert_eq!((session.stage(), session.quiz().session.as_ref().unwrap().mode), (Stage::Asking, Mode::Review));
}

#[test]
fn every_mode_begins_and_names_itself() {
    for (label, mode) in [("Learn", Mode::Learn), ("Sprint", Mode::Sprint), ("Exam", Mode::Exam), ("Duel", Mode::Duel)]
    {
        let mut session = asked(label);
        assert_eq!(session.quiz().session.as_ref().unwrap().mode, mode);
        assert!(session.screen().contains(mode.label()));
        assert!(session.screen().contains("question 1"));
    }
    let mut session = Session::in_quiz(80, 24);
    session.begin("Review");
    assert_eq!((session.stage(), session.status()), (Stage::Menu, "Nothing to review yet: learn something first"));
    let mut session = Session::new(80, 24);
    session.practise(loaded(learned(0))).begin("Review");
    assert_eq!((session.stage(), session.status()), (Stage::Menu, "Nothing is due now; Learn has new codes"));
}

#[test]
fn learning_asks_about_codes_and_a_duel_about_pairs() {
    let mut session = asked("Learn");
    for _ in 0..8 {
        assert!(matches!(session.question().card, Card::Code { .. }));
        session.answer(true).go_on();
    }
    let mut session = asked("Duel");
    for _ in 0..8 {
        assert!(matches!(session.question().card, Card::Pair(..)));
        assert_eq!((session.question().kind, session.question().choices().len()), (Kind::WhichOfTwo, 2));
        session.answer(true).go_on();
    }
}

// Which codes

#[test]
fn questions_are_about_the_chosen_codes_only() {
    let mut session = Session::in_quiz(120, 40);
    session.press("f type:server Enter");
    assert_eq!(session.quiz().scope, View::Category(Category::ServerError));
    assert_eq!(session.status(), "Questions are about: Server Error");
    session.begin("Exam");
    for _ in 0..20 {
        let entry = session.question().entry;
        let is_of = |id: &str| id.starts_with('5') && id.len() == 3;
        let fits = match &session.question().card {
            Card::Code { id, .. } => is_of(id) && session.app.shared().catalog.row(entry).code.starts_with('5'),
            Card::Pair(a, b) => is_of(a) || is_of(b),
        };
        assert!(fits, "{}", session.question().key);
        session.answer(true);
    }
    assert_eq!(session.stage(), Stage::Result);
}

#[test]
fn without_bookmarks_it_is_said_and_nothing_begins() {
    let mut session = Session::in_quiz(80, 24);
    session.press("f type:bookmarks Enter").effects();
    for (mode, said) in [
        ("Review", "Nothing to review yet"),
        ("Learn", "nothing new among these codes"),
        ("Sprint", "no question about these codes"),
        ("Exam", "no question about these codes"),
        ("Duel", "No two of these codes are confused"),
    ] {
        session.begin(mode);
        assert!(session.status().contains(said), "{mode}: {}", session.status());
        assert_eq!((session.stage(), session.effects()), (Stage::Menu, vec![]));
    }
    session.begin("Statistics");
    assert_eq!(session.stage(), Stage::Statistics);
}

#[test]
fn bookmarks_made_meanwhile_are_asked_about() {
    let mut session = Session::in_quiz(120, 40);
    session.press("f type:bookmarks Enter Esc 4 1 8 m Q").begin("Learn");
    assert!(session.effects().contains(&saved(Change::Bookmark("418".into()))));
    assert_eq!(session.stage(), Stage::Asking, "{}", session.status());
    assert!(session.question().card.to_string().starts_with("418:"));
}

#[test]
fn an_own_catalogue_is_asked_about() {
    let mut begin = start(80, 24);
    begin.catalog = own(
        r#"[{"id": "acme-799", "code": "799", "name": "Out of Coffee", "vendor": "Acme", "definition": "The machine has no coffee left to go on with.", "docs": [{"title": "Doc", "url": "https://acme.example"}]},
        {"id": "acme-798", "code": "798", "name": "Out of Milk", "vendor": "Acme", "definition": "The machine has no milk left to pour into it."}]"#,
    )
    .into();
    begin.state.bookmarks = vec!["acme-799".into(), "acme-798".into()];
    let loaded = loaded_from(&begin.catalog, Progress::default());
    let mut session = Session::with(begin);
    session.practise(loaded).press("f type:bookmarks Enter").begin("Learn");
    let mut ids = HashSet::new();
    while session.stage() == Stage::Asking {
        let Card::Code { id, .. } = session.question().card.clone() else { panic!("no pair was written") };
        ids.insert(id);
        session.answer(true).go_on();
    }
    assert_eq!(ids, HashSet::from(["acme-799".into(), "acme-798".into()]));
}

// Answering

#[test]
fn digits_and_letters_answer() {
    for n in 0..4 {
        for key in [["1", "2", "3", "4"][n], ["a", "b", "c", "d"][n]] {
            let mut session = asked("Learn");
            assert_eq!(session.question().choices().len(), 4);
            let right = right_choice(session.question());
            session.press(key);
            let last = session.answered().last().unwrap();
            assert_eq!((&last.reply, last.mark.is_right), (&Some(Reply::Choice(n)), n == right));
            assert_eq!(session.stage(), Stage::Answered);
        }
    }
    let mut session = asked("Duel");
    session.press("4");
    assert_eq!((session.status(), session.stage()), ("There is no such choice", Stage::Asking));
    session.press("c 2");
    assert_eq!(session.stage(), Stage::Answered);
}

#[test]
fn arrows_go_round_the_choices_and_enter_takes_one() {
    let mut session = asked("Learn");
    assert_eq!(session.press("Up").quiz().choice, Some(3));
    assert_eq!(session.press("Down j j").quiz().choice, Some(2));
    assert_eq!(session.press("k").quiz().choice, Some(1));
    session.press("Enter");
    assert_eq!(session.answered()[0].reply, Some(Reply::Choice(1)));
}

#[test]
fn a_stray_enter_answers_nothing_in_any_mode() {
    for mode in ["Learn", "Sprint", "Exam", "Duel"] {
        let mut session = asked(mode);
        let count = session.question().choices().len();
        session.effects();
        session.press("Enter Enter");
        assert_eq!((session.answered().len(), session.stage()), (0, Stage::Asking), "{mode}");
        assert_eq!(session.status(), format!("Choose with 1-{count} or j/k"));
        assert_eq!(session.effects(), []);
        assert_eq!(session.press("j").quiz().choice, Some(0), "the first step marks the first");
    }
    let mut session = asked("Learn");
    session.answer(true).press("Enter Enter Enter");
    assert_eq!((session.answered().len(), session.stage()), (1, Stage::Asking));
}

#[test]
fn a_question_mark_helps_and_gives_nothing_up() {
    let mut session = asked("Learn");
    assert!(session.press("?").screen().contains("Quiz: choosing an answer"), "{}", session.screen());
    session.press("Esc");
    assert_eq!((session.stage(), session.answered().len()), (Stage::Asking, 0));
    let mut session = Session::in_quiz(120, 40);
    session.press("t").begin("Learn");
    assert_eq!(session.app.context(), Context::Typing);
    assert!(session.press("?").screen().contains("Quiz: typing an answer"), "{}", session.screen());
    session.press("Esc").type_text("no?");
    assert_eq!(session.quiz().input.value(), "no?");
}

#[test]
fn the_question_stays_beside_its_answer() {
    for (width, height) in [(80, 24), (50, 20)] {
        for mode in ["Learn", "Duel"] {
            let mut session = Session::in_quiz(width, height);
            session.begin(mode);
            for n in 0..20 {
                let ask = session.question().ask.replace('`', "");
                session.answer(n % 2 == 0);
                let screen = session.screen();
                let last: String = ask.chars().skip(ask.chars().count().saturating_sub(20)).collect();
                let words = screen.replace(['┃', '│'], " ");
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(words.contains(last.trim()), "{ask}: {screen}");
                assert!(["Right", "Wrong", "Close"].iter().any(|said| screen.contains(said)), "{screen}");
                if session.go_on().stage() != Stage::Asking {
                    break;
                }
            }
        }
    }
}

#[test]
fn the_others_are_offered_where_there_is_something_to_say() {
    let mut session = asked("Duel");
    session.answer(true);
    assert!(session.screen().contains("why not the others"), "{}", session.screen());
    let before = session.quiz().card.lines.len();
    assert!(session.press("?").quiz().card.lines.len() > before, "{}", session.screen());
    let mut session = asked("Duel");
    session.answer(false);
    assert!(!session.screen().contains("why not the others"), "the only other one is told already");
    session.press("?");
    assert_eq!(session.status(), "There is nothing to say about the other choices");
}

#[test]
fn a_right_answer_is_kept_with_its_sitting_at_once() {
    let mut session = asked("Learn");
    let question = session.question().clone();
    session.answer(true);
    let kept = session.effects();
    let [Effect::Start(_, Work::SaveProgress(changes))] = kept.as_slice() else { panic!("{kept:?}") };
    let [ProgressChange::Answered(review), ProgressChange::Session(Some(saved))] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    assert_eq!((&review.card, &*review.key, review.grade), (&question.card, &*question.key, Grade::Good));
    assert_eq!((review.at, review.chosen.as_ref(), saved.answered()), (session.now.unix, None, 1));
    assert!(session.screen().contains("Right."), "{}", session.screen());
    assert!(session.screen().contains("1 right"));
}

#[test]
fn an_answer_of_an_exam_and_its_next_question_are_kept_in_one_go() {
    let mut session = asked("Exam");
    session.answer(true);
    let kept = session.effects();
    let [Effect::Start(_, Work::SaveProgress(changes))] = kept.as_slice() else {
        panic!("apart, an answer could be asked for twice: {kept:?}")
    };
    assert_eq!(changes.len(), 2);
}

#[test]
fn a_wrong_answer_names_the_right_one_and_why() {
    let mut session = asked("Learn");
    let right = session.right_answer();
    let why = session.question().why.split(' ').take(3).collect::<Vec<_>>().join(" ");
    session.answer(false);
    let screen = session.screen();
    assert!(screen.contains(&format!("Wrong: the answer is {right}")) && screen.contains(&why), "{screen}");
    assert!(screen.contains("0 right"));
}

#[test]
fn what_is_not_known_may_be_said_and_counts_as_not_known() {
    let mut session = asked("Learn");
    let right = session.right_answer();
    session.press("g");
    assert!(session.screen().contains(&format!("The answer is {right}")), "{}", session.screen());
    let last = &session.answered()[0];
    assert_eq!((&last.reply, last.mark.is_right), (&None, false));
    let kept = session.kept();
    let ProgressChange::Answered(review) = &kept[0] else { panic!("{kept:?}") };
    assert_eq!((review.grade, review.chosen.as_ref()), (Grade::Again, None));
}

#[test]
fn a_right_answer_after_long_thought_came_with_trouble() {
    let mut session = asked("Learn");
    session.wait(26_000).answer(true);
    let kept = session.kept();
    assert!(matches!(&kept[0], ProgressChange::Answered(review) if review.grade == Grade::Hard), "{kept:?}");
}

#[test]
fn the_others_are_explained_and_the_source_is_opened() {
    let mut session = asked("Learn");
    session.answer(true).effects();
    assert!(!session.quiz().explained);
    session.press("?");
    assert!(session.quiz().explained);
    let url = session.answered()[0].question.source.url.clone();
    assert_eq!(session.press("o").effects(), [opened(&url)]);
    assert!(!session.press("?").quiz().explained);
}

#[test]
fn the_next_question_comes_by_every_key_for_it() {
    let mut session = asked("Learn");
    for key in ["Enter", "Space", "n", "l", "Right"] {
        session.answer(true);
        assert_eq!(session.stage(), Stage::Answered);
        assert_eq!(session.press(key).stage(), Stage::Asking, "{key}");
    }
    assert_eq!(session.answered().len(), 5);
}

#[test]
fn the_page_is_read_and_the_very_same_answer_is_gone_back_to() {
    let mut session = asked("Learn");
    session.answer(false).press("?");
    let before = session.screen();
    let entry = session.answered()[0].question.entry;
    let id = session.app.shared().catalog.row(entry).id.to_string();
    session.press("p");
    assert_eq!((session.shown(), session.browser().focus(), session.current()), (ScreenId::Browser, Pane::Page, id));
    assert_eq!(session.status(), "Esc goes back to the quiz");
    session.press("j ] Q");
    assert_eq!(session.screen(), before);
    session.press("Enter");
    assert_eq!((session.stage(), session.answered().len()), (Stage::Asking, 1));
}

#[test]
fn a_click_on_a_choice_gives_it() {
    let mut session = asked("Learn");
    let area = session.card_text();
    let line = session.quiz().card.lines.iter().position(|line| line.choice == Some(2)).unwrap();
    session.click(area.x + 3, area.y);
    assert_eq!(session.stage(), Stage::Asking, "the question is no choice");
    session.click(area.x + 3, area.y + u16::try_from(line).unwrap());
    assert_eq!(session.answered()[0].reply, Some(Reply::Choice(2)));
}

#[test]
fn a_click_in_the_menu_begins_and_the_wheel_moves() {
    for (width, height) in [(120, 40), (80, 24), (60, 18), (20, 12), (20, 6)] {
        let mut session = Session::in_quiz(width, height);
        let screen = session.screen();
        let row = screen.lines().position(|line| line.trim_start().starts_with("Learn"));
        let row = row.unwrap_or_else(|| panic!("{width}x{height}: {screen}"));
        session.click(width / 2, u16::try_from(row).unwrap());
        assert_eq!((session.stage(), session.quiz().session.as_ref().unwrap().mode), (Stage::Asking, Mode::Learn));
        session.press("Esc").mouse(MouseEventKind::ScrollDown, 10, 3);
        assert_eq!(session.quiz().cursor.selected, 1);
    }
}

// Taking back

#[test]
fn an_answer_is_taken_back_and_asked_again_wherever_one_is() {
    for (mode, further) in [("Learn", false), ("Learn", true), ("Duel", true), ("Exam", false), ("Sprint", false)] {
        let mut session = asked(mode);
        let first = session.question().clone();
        session.answer(false);
        let id = session.answered()[0].review;
        if further {
            session.press("Enter");
        }
        assert_eq!(session.quiz().memory().reviews().len(), 1);
        session.effects();
        session.press("u");
        assert_eq!(
            (session.stage(), session.question(), session.answered().len()),
            (Stage::Asking, &first, 0),
            "{mode}"
        );
        assert!(session.quiz().memory().reviews().is_empty(), "{mode}");
        assert_eq!(session.kept()[0], ProgressChange::Undone(id), "{mode}");
        assert_eq!(session.status(), "Took the last answer back");
        assert_eq!(session.press("u").status(), "There is no answer to take back");
        session.answer(true);
        assert_eq!(session.answered().len(), 1);
    }
}

#[test]
fn all_answers_of_a_sitting_can_be_taken_back_one_by_one() {
    let mut session = asked("Learn");
    let mut disk = Progress::default();
    let mut asked = Vec::new();
    for n in 0..6 {
        asked.push(session.question().clone());
        session.answer(n % 2 == 0).go_on();
    }
    while let Some(question) = asked.pop() {
        session.press("u");
        assert_eq!(session.question(), &question);
    }
    keep(&mut disk, &session.effects());
    assert_eq!((disk.reviews.len(), disk.undone.len(), disk.session.unwrap().answered()), (0, 6, 0));
}

// Leaving and going on

#[test]
fn a_sitting_that_was_left_is_gone_on_with_at_the_same_question() {
    for mode in ["Learn", "Exam", "Duel"] {
        let mut session = asked(mode);
        session.answer(true).go_on().answer(false).go_on();
        let question = session.question().clone();
        session.press("Esc");
        assert_eq!(session.stage(), Stage::Menu);
        assert_eq!(session.quiz().entries().last(), Some(&MenuEntry::Resume));
        assert!(session.screen().contains("2 answered"));
        session.begin("Resume");
        assert_eq!((session.stage(), session.question(), session.answered().len()), (Stage::Asking, &question, 2));
        assert!(!session.quiz().entries().contains(&MenuEntry::Resume));
    }
}

#[test]
fn a_sitting_that_was_left_after_an_answer_goes_on_with_the_next_question() {
    let mut session = asked("Learn");
    let first = session.question().key.clone();
    session.answer(true).press("Esc").begin("Resume");
    assert_eq!((session.stage(), session.answered().len()), (Stage::Asking, 1));
    assert_ne!(session.question().key, first);
}

#[test]
fn the_next_run_asks_the_same_question_with_the_same_choices() {
    for (mode, typing) in [("Learn", false), ("Learn", true), ("Exam", false), ("Exam", true), ("Duel", false)] {
        for answers in [0, 3] {
            let mut disk = Progress::default();
            let mut session = Session::in_quiz(80, 24);
            if typing {
                session.press("t");
            }
            session.press("f type:client Enter").begin(mode);
            for n in 0..answers {
                session.answer(n % 2 == 0).go_on();
            }
            keep(&mut disk, &session.effects());
            let mut again = Session::new(60, 18);
            again.now.unix += 3 * DAY;
            again.practise(loaded(disk.clone())).begin("Resume");
            assert_eq!(again.question(), session.question(), "{mode}");
            assert_eq!(again.quiz().scope, View::Category(Category::ClientError));
            let told = |session: &Session| -> Vec<_> {
                session.answered().iter().map(|it| (it.question.clone(), it.reply.clone(), it.mark)).collect()
            };
            assert_eq!(told(&again), told(&session));
            again.answer(true).go_on();
            again.press(if again.quiz().is_typing() { "Alt-u" } else { "u" });
            assert_eq!(again.answered().len(), answers, "what was answered before can be taken back too");
        }
    }
}

#[test]
fn a_sitting_that_ended_is_not_gone_on_with() {
    let mut session = asked("Exam");
    let mut disk = Progress::default();
    for _ in 0..20 {
        session.answer(true);
    }
    keep(&mut disk, &session.effects());
    assert_eq!((session.stage(), disk.session, disk.reviews.len()), (Stage::Result, None, 20));
    session.press("Esc");
    assert!(!session.quiz().entries().contains(&MenuEntry::Resume));
}

#[test]
fn a_sitting_of_a_catalogue_that_has_changed_goes_on_without_what_is_gone() {
    let mut begin = start(80, 24);
    begin.catalog = own(r#"{"id": "acme-799", "code": "799", "name": "Out of Coffee", "vendor": "Acme", "definition": "The machine has no coffee left to go on with."}"#).into();
    begin.state.bookmarks = vec!["acme-799".into()];
    let all = loaded_from(&begin.catalog, Progress::default());
    let mut session = Session::with(begin);
    let mut disk = Progress::default();
    session.practise(all).press("f type:bookmarks Enter").begin("Learn").answer(true).go_on();
    keep(&mut disk, &session.effects());
    assert!(disk.session.is_some());
    let mut without = Session::new(80, 24);
    without.practise(loaded(disk)).begin("Resume");
    assert_eq!((without.stage(), without.answered().len()), (Stage::Result, 0));
    without.press("Enter");
    assert_eq!(without.stage(), Stage::Menu);
    without.press("s");
    assert!(without.screen().contains("Statistics"));
}

// The sprint

#[test]
fn a_sprint_ends_by_the_clock() {
    let mut session = asked("Sprint");
    let begin = session.now.steady;
    assert!(session.screen().contains("60 s"));
    assert!(session.app.wakes_at(begin).is_some_and(|at| at > begin && at <= begin + Duration::from_secs(1)));
    session.wait(200).send(Message::Wake);
    assert_eq!(session.app.wakes_at(session.now.steady), Some(begin + Duration::from_secs(1)));
    session.answer(true);
    assert_eq!(session.stage(), Stage::Asking, "the next question comes at once");
    assert!(session.status().starts_with("Right: "));
    session.answer(false);
    assert!(session.status().starts_with("Wrong: it was "), "{}", session.status());
    session.wait(59_799).send(Message::Wake);
    assert_eq!(session.stage(), Stage::Asking);
    assert!(session.screen().contains("1 s"));
    session.wait(1).send(Message::Wake);
    assert_eq!((session.stage(), session.answered().len()), (Stage::Result, 2));
    assert_eq!(session.app.wakes_at(session.now.steady), None);
    assert!(session.screen().contains("1 of 2 right"), "{}", session.screen());
}

#[test]
fn a_key_that_comes_after_the_end_of_a_sprint_is_no_answer() {
    let mut session = asked("Sprint");
    session.wait(60_000).press("1");
    assert_eq!((session.stage(), session.answered().len()), (Stage::Result, 0));
}

#[test]
fn only_a_sprint_wakes_the_program() {
    for mode in ["Learn", "Exam", "Duel"] {
        let session = asked(mode);
        assert_eq!(session.app.wakes_at(session.now.steady), None);
    }
    let mut session = asked("Sprint");
    session.press("Esc");
    assert_eq!((session.stage(), session.app.wakes_at(session.now.steady)), (Stage::Result, None));
}

#[test]
fn a_sprint_is_never_kept_and_leaves_alone_the_sitting_that_was_left() {
    let mut session = asked("Learn");
    let mut disk = Progress::default();
    session.answer(true).go_on();
    let question = session.question().clone();
    session.press("Esc").begin("Sprint").answer(true).answer(false).press("u").answer(true);
    session.wait(60_000).send(Message::Wake).press("Esc");
    keep(&mut disk, &session.effects());
    assert_eq!(disk.session.map(|left| (left.mode, left.answered())), Some((Mode::Learn, 1)));
    assert_eq!(session.quiz().entries().last(), Some(&MenuEntry::Resume));
    session.begin("Resume");
    assert_eq!(session.question(), &question);
}

#[test]
fn a_sprint_that_could_not_begin_sets_no_clock() {
    let mut session = asked("Learn");
    session.press("Esc f type:bookmarks Enter").begin("Sprint");
    assert_eq!(session.stage(), Stage::Menu);
    session.begin("Resume");
    assert_eq!(session.app.wakes_at(session.now.steady), None);
    session.wait(61_000).send(Message::Wake);
    assert_eq!(session.stage(), Stage::Asking);
}

// The exam

#[test]
fn an_exam_tells_nothing_before_its_end() {
    let mut session = asked("Exam");
    for n in 0..20 {
        assert!(session.screen().contains(&format!("question {} of 20", n + 1)));
        session.answer(n % 3 == 0);
        if n < 19 {
            assert_eq!((session.stage(), session.status()), (Stage::Asking, ""));
            let screen = session.screen();
            let head = screen.lines().nth(2).unwrap_or_default();
            assert!(!head.contains("right") && !screen.contains("Wrong:") && !screen.contains("Right."), "{screen}");
        }
    }
    assert_eq!(session.stage(), Stage::Result);
    assert!(session.screen().contains("7 of 20 right"), "{}", session.screen());
    let kinds: HashSet<Kind> = session.answered().iter().map(|answered| answered.question.kind).collect();
    assert!(kinds.len() >= 6, "mixed: {kinds:?}");
}

#[test]
fn the_end_lists_what_was_wrong_and_leads_to_its_page() {
    let mut session = asked("Exam");
    for n in 0..20 {
        session.answer(n > 2);
    }
    let wrong: Vec<usize> = session.answered()[..3].iter().map(|answered| answered.question.entry).collect();
    session.press("j");
    let screen = session.screen();
    for entry in &wrong {
        let row = session.app.shared().catalog.row(*entry);
        assert!(screen.contains(&format!("{}  {}", row.code, row.title())), "{screen}");
    }
    session.press("Enter");
    assert_eq!(session.browser().current(), Some(wrong[1]));
    session.press("Q");
    assert_eq!((session.stage(), session.quiz().cursor.selected), (Stage::Result, 1));
    assert_eq!(session.press("Esc").stage(), Stage::Menu);
}

#[test]
fn the_end_without_mistakes_leads_back_to_the_menu() {
    let mut session = asked("Exam");
    for _ in 0..20 {
        session.answer(true);
    }
    assert!(session.screen().contains("20 of 20 right") && session.screen().contains("All of them right."));
    assert_eq!(session.press("Enter").stage(), Stage::Menu);
}

// Writing

#[test]
fn answers_are_written_where_they_can_be() {
    let mut session = Session::in_quiz(80, 24);
    assert_eq!(session.press("t").status(), "Answers are typed where they can be");
    session.begin("Learn");
    assert_eq!(session.app.context(), Context::Typing);
    session.press("Enter");
    assert_eq!((session.stage(), session.status()), (Stage::Asking, "Type an answer; Tab shows it"));
    session.type_text("qu?u:1j ").press("Enter");
    assert_eq!(session.answered()[0].reply, Some(Reply::Typed("qu?u:1j".into())));
    assert!(session.screen().contains("Wrong: the answer is"), "{}", session.screen());
    session.press("u");
    assert_eq!((session.stage(), session.quiz().input.value()), (Stage::Asking, ""));
    session.effects();
    session.answer(true);
    let kept = session.kept();
    assert!(matches!(&kept[0], ProgressChange::Answered(review) if review.grade == Grade::Easy), "{kept:?}");
    assert!(session.screen().contains("Right: "));
    session.press("Enter Tab");
    assert_eq!((session.stage(), &session.answered()[1].reply), (Stage::Answered, &None));
    session.press("Enter Alt-u");
    assert_eq!((session.stage(), session.answered().len()), (Stage::Asking, 1));
    assert_eq!(session.press("Esc t").status(), "Answers are chosen");
}

#[test]
fn what_is_pasted_into_a_written_answer_is_one_line() {
    let mut session = Session::in_quiz(80, 24);
    session.press("t").begin("Learn").send(Message::Paste("not\r\n\u{1b}[31mfound".into()));
    assert_eq!(session.quiz().input.value(), "not [31mfound");
    session.press("Enter").send(Message::Paste("more".into()));
    assert_eq!(session.stage(), Stage::Answered);
    let mut session = asked("Learn");
    session.send(Message::Paste("404".into()));
    assert_eq!((session.shown(), session.stage()), (ScreenId::Quiz, Stage::Asking));
}

#[test]
fn a_sitting_in_writing_asks_in_writing_what_has_no_choice_of_sentences() {
    let mut session = Session::in_quiz(80, 24);
    session.press("t").begin("Exam");
    let (mut written, mut chosen) = (0, 0);
    while session.stage() == Stage::Asking {
        *(if session.quiz().is_typing() { &mut written } else { &mut chosen }) += 1;
        session.answer(true);
    }
    assert!(written >= 8 && chosen >= 2, "{written} {chosen}");
    assert_eq!(session.answered().iter().filter(|answered| answered.mark.is_right).count(), 20);
}

// What is remembered

#[test]
fn a_wrong_answer_feeds_the_pair_and_a_duel_begins_with_it() {
    let mut session = asked("Learn");
    let (right, chosen) = loop {
        let question = session.question().clone();
        let wrong = question.choices().iter().position(|choice| !choice.is_right && choice.entry.is_some());
        if let (Some(at), Card::Code { id, .. }) = (wrong, &question.card) {
            let chosen = question.choices()[at].entry.unwrap();
            let pair = Card::pair(id, &session.app.shared().catalog.row(chosen).id);
            // Some codes are hardly ever confused, and have no question for the two.
            if loaded(Progress::default()).cards.contains(&pair) {
                session.press(&(at + 1).to_string());
                break (id.clone(), session.app.shared().catalog.row(chosen).id.to_string());
            }
        }
        session.answer(true).go_on();
    };
    let pair = Card::pair(&right, &chosen);
    assert!(session.quiz().memory().trace(&pair).is_some_and(|trace| trace.wrong == 1));
    session.now.unix += 600;
    session.press("Esc").begin("Duel");
    assert_eq!(session.question().card, pair);
    session.press("Esc s");
    assert!(session.screen().contains("Mixed up most"));
    assert!(session.screen().contains("once"), "{}", session.screen());
}

#[test]
fn nothing_is_asked_twice_in_a_sitting() {
    for (mode, at_least) in [("Review", 12), ("Learn", 20), ("Exam", 20), ("Duel", 20)] {
        for rightly in [true, false] {
            let mut session = Session::new(80, 24);
            session.practise(loaded(learned(40))).begin(mode);
            let mut keys = HashSet::new();
            while session.stage() == Stage::Asking {
                assert!(keys.insert(session.question().key.clone()), "{mode}: {} again", session.question().key);
                session.now.unix += 5;
                session.answer(rightly).go_on();
            }
            assert_eq!((session.stage(), keys.len() >= at_least), (Stage::Result, true), "{mode}: {}", keys.len());
        }
    }
}

#[test]
fn a_sprint_asks_everything_that_there_is_and_nothing_twice() {
    let mut session = Session::in_quiz(80, 24);
    session.press("f type:redirection Enter").begin("Sprint");
    let loaded = loaded(Progress::default());
    let cards = session.quiz().cards(session.app.shared());
    let all: HashSet<String> = cards
        .iter()
        .flat_map(|card| loaded.bank.questions_for(card).map(|spec| spec.key().to_owned()).collect::<Vec<_>>())
        .collect();
    assert!(all.len() > 100, "{}", all.len());
    let mut keys = HashSet::new();
    while session.stage() == Stage::Asking {
        assert!(keys.insert(session.question().key.clone()), "{} again", session.question().key);
        session.answer(keys.len() % 3 == 0);
    }
    assert_eq!(keys.len(), all.len(), "not asked: {:?}", all.difference(&keys));
}

#[test]
fn sittings_one_after_another_differ() {
    let mut session = asked("Exam");
    let mut keys = HashSet::new();
    for _ in 0..2 {
        for _ in 0..20 {
            keys.insert(session.question().key.clone());
            session.answer(true);
        }
        session.press("Esc").begin("Exam");
    }
    assert!(keys.len() >= 32, "{}", keys.len());
}

#[test]
fn a_clock_that_is_set_back_hinders_nobody() {
    let mut progress = learned(-400);
    progress.reviews.push(review(-5, "410:name", Grade::Again, Some("404")));
    let mut session = Session::new(80, 24);
    session.practise(loaded(progress));
    for mode in ["Learn", "Exam", "Duel"] {
        session.begin(mode);
        for n in 0..5 {
            session.now.unix -= 100_000;
            session.answer(n % 2 == 0).go_on();
        }
        assert_eq!(session.answered().len(), 5);
        session.press("Esc");
    }
    session.press("s");
    assert!(session.screen().contains("answers"));
    assert_eq!(session.quiz().memory().reviews().len(), 28);
}

// Saving

#[test]
fn answers_that_are_not_saved_are_counted_in_sight_until_they_are() {
    let mut session = asked("Learn");
    session.answer(true);
    let effects = session.effects();
    let [Effect::Start(_, work)] = effects.as_slice() else { panic!("{effects:?}") };
    let work = work.clone();
    let problem = "progress.json.lock: it cannot be written: permission denied; ".to_owned() + &"long ".repeat(40);
    let unsaved = Unsaved { answers: 2, problem };
    session.report(work.clone(), Report::Item(Item::Unsaved(Some(unsaved))));
    for keys in ["", "Enter", "Esc", "Esc"] {
        let screen = session.press(keys).screen();
        assert!(screen.contains("2 answers are not saved; ! tells why"), "{screen}");
    }
    let screen = session.press("!").screen();
    assert!(screen.contains("progress.json.lock: it cannot"), "{screen}");
    assert_eq!(screen.matches("long").count(), 40, "it is read whole: {screen}");
    session.press("Esc").report(work, Report::Item(Item::Unsaved(None)));
    assert!(!session.screen().contains("not saved"));
}

#[test]
fn a_failure_can_be_read_again_and_whole() {
    let mut session = Session::new(80, 24);
    let text = format!("It failed {}at last", "for a long reason ".repeat(9));
    session.failed(&text);
    assert!(!session.screen().contains("at last"));
    let screen = session.press("j !").screen();
    assert!(screen.contains("at last"), "{screen}");
}

// Everywhere

#[test]
fn every_place_of_the_quiz_has_help_and_a_palette_but_writing_has_the_keys_only() {
    let mut session = Session::in_quiz(120, 40);
    let opens = |session: &mut Session| {
        session.press("F1");
        assert!(matches!(session.app.overlay(), Some(Overlay::Reader(_))));
        session.press("Esc");
        if session.app.context() != Context::Typing {
            session.press(":");
            assert!(matches!(session.app.overlay(), Some(Overlay::Picker(_))));
            session.press("Esc");
        }
    };
    opens(&mut session);
    opens(session.press("s"));
    opens(session.press("Esc").begin("Learn"));
    opens(session.press("1"));
    opens(session.press("Esc t").begin("Exam"));
    session.press("Esc t").begin("Sprint").press("Esc");
    assert_eq!(session.stage(), Stage::Result);
    opens(&mut session);
}

#[test]
fn the_palette_does_what_the_keys_do() {
    let mut session = asked("Learn");
    session.press(": type:show_the_answer Enter");
    assert_eq!((session.stage(), session.answered().len()), (Stage::Answered, 1));
    session.press(": type:take_the_answer_back Enter");
    assert_eq!((session.stage(), session.answered().len()), (Stage::Asking, 0));
    session.press("Esc : type:begin Enter");
    assert_eq!(session.stage(), Stage::Asking, "what is left is the first of the menu");
}

/// Asserts that something selected is on the screen, by its reversed cells.
fn shows_the_selection(session: &mut Session, place: &str) {
    let reversed = ratatui::style::Modifier::REVERSED;
    let frame = session.frame();
    let is_shown = frame.content.iter().any(|cell| cell.modifier.contains(reversed) && cell.symbol() != " ");
    assert!(is_shown, "{place} at {}:\n{}", frame.area, support::text(&frame));
}

/// What happens in a place at every size from the smallest on.
fn at_every_size(session: &mut Session, mut check: impl FnMut(&mut Session)) {
    for width in [20, 31, 42, 60, 80, 130] {
        for height in [6, 7, 9, 12, 15, 18, 24, 40] {
            session.send(Message::Resize(width, height));
            check(session);
        }
    }
}

#[test]
fn every_item_of_the_menu_is_seen_at_every_size() {
    at_every_size(&mut Session::in_quiz(80, 24), |session| {
        session.press("g");
        for _ in 0..6 {
            shows_the_selection(session, "the menu");
            session.press("j");
        }
        if session.areas().screen.height >= 12 {
            let screen = session.screen();
            assert!(screen.contains(" Review") && screen.contains(" Statistics"), "all have room: {screen}");
        }
    });
}

#[test]
fn every_choice_is_seen_at_every_size() {
    let mut session = asked("Exam");
    for _ in 0..7 {
        at_every_size(&mut session, |session| {
            for _ in 0..session.question().choices().len() {
                session.press("Down");
                shows_the_selection(session, "a choice");
            }
        });
        session.answer(true);
    }
}

#[test]
fn every_mistake_is_seen_at_every_size() {
    let mut session = asked("Exam");
    for _ in 0..20 {
        session.answer(false);
    }
    at_every_size(&mut session, |session| {
        for step in ["j", "j", "j", "k"] {
            shows_the_selection(session, "a mistake");
            session.press(step);
        }
    });
}

#[test]
fn the_whole_answer_can_be_read_at_every_size() {
    let mut session = asked("Learn");
    session.answer(false).press("?");
    at_every_size(&mut session, |session| {
        session.press(&"PageUp ".repeat(60));
        let mut seen = String::new();
        for _ in 0..session.quiz().card.lines.len() {
            seen.push_str(&session.screen());
            session.press("j");
        }
        for line in &session.quiz().card.lines {
            let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            assert!(seen.contains(text.trim()), "{}: {text:?}", session.areas().screen);
        }
    });
}

#[test]
fn the_figures_can_be_read_to_their_end_at_every_size() {
    let mut session = Session::in_quiz(80, 24);
    session.press("s");
    at_every_size(&mut session, |session| {
        session.press("g");
        assert!(session.screen().contains("answers, 0 t"), "{}", session.screen());
        session.press("G");
        let bottom = session.screen();
        assert!(bottom.contains("Nothing") || session.areas().screen.height < 18, "{bottom}");
        session.press(&"Space ".repeat(30));
        assert_eq!(session.screen(), bottom);
        assert_eq!(session.press("k G j").screen(), bottom);
    });
}
