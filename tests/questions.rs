//! Every question is fair: one answer is right, nothing but knowledge tells which, and nothing is asked twice.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::OnceLock;

use httpdex::catalog::Catalog;
use httpdex::quiz::bank::material::situations;
use httpdex::quiz::bank::{Bank, Spec};
use httpdex::quiz::card::{Card, Knowledge};
use httpdex::quiz::memory::{DAY, Memory};
use httpdex::quiz::question::verdict::{other_choices, right_answer, short_verdict, title, verdict, why_wrong};
use httpdex::quiz::question::{Answers, Given, Kind, Question, Reply};
use httpdex::quiz::session::plan::{Goal, StudyPlan};
use httpdex::quiz::session::{Mode, QuestionPool, Session};
use proptest::prelude::*;

/// Every question is made with so many seeds where all of them are looked at.
const SEEDS: u64 = 4;

struct All {
    catalog: Catalog,
    bank: Bank,
    specs: Vec<Spec>,
}

fn all() -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| {
        let catalog = Catalog::embedded();
        let bank = Bank::new(&catalog);
        let specs = bank.cards().iter().flat_map(|card| bank.questions_for(card).collect::<Vec<_>>()).collect();
        All { catalog, bank, specs }
    })
}

/// Every question with some seeds.
fn questions() -> impl Iterator<Item = Question> {
    all().specs.iter().flat_map(|spec| (0..SEEDS).map(|seed| all().bank.make(spec, seed)))
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn right(question: &Question) -> usize {
    question.choices().iter().position(|choice| choice.is_right).expect("one is right")
}

/// Whether a text has these words one after the other.
fn says(text: &str, words: &str) -> bool {
    let split = |text: &str| -> String {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .map(|word| word.trim_matches('.').to_lowercase())
            .collect();
        format!(" {} ", words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    };
    !words.is_empty() && split(text).contains(&split(words))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_question_is_fair(pick in any::<prop::sample::Index>(), seed in any::<u64>()) {
        let All { catalog, bank, specs } = all();
        let spec = pick.get(specs);
        let question = bank.make(spec, seed);
        prop_assert_eq!(&question, &bank.make(spec, seed));
        prop_assert_eq!((&*question.key, &question.card, question.kind), (spec.key(), spec.card(), spec.kind()));
        let choices = question.choices();
        let count = if question.kind == Kind::WhichOfTwo { 2 } else { 4 };
        prop_assert_eq!(choices.len(), count, "{}", question.key);
        prop_assert_eq!(choices.iter().filter(|choice| choice.is_right).count(), 1, "{}", question.key);
        let texts: HashSet<String> = choices.iter().map(|choice| plain(&choice.text)).collect();
        prop_assert_eq!(texts.len(), count, "{:?}", choices);
        prop_assert!(!question.ask.is_empty() && !question.source.title.is_empty(), "{}", question.key);
        prop_assert!(question.source.url.starts_with("https://"), "{}: {:?}", question.key, question.source);
        prop_assert!(!question.why.is_empty(), "{}", question.key);
        for (at, choice) in choices.iter().enumerate() {
            let mark = question.mark(&Reply::Choice(at));
            prop_assert_eq!((mark.is_right, mark.chosen, mark.nearly), (choice.is_right, choice.entry, false));
        }
        let row = catalog.row(question.entry);
        // Nothing that stands for another code of the same number or with the same name is a choice.
        for choice in choices.iter().filter(|choice| !choice.is_right) {
            let Some(entry) = choice.entry else { continue };
            let other = catalog.row(entry);
            // Of written cases their authors have made sure that the number decides.
            let is_written = matches!(question.kind, Kind::SituationToCode | Kind::WhichOfTwo);
            let is_same = !is_written && plain(&other.name) == plain(&row.name);
            prop_assert!(other.label() != row.label() && !is_same, "{}: {}", question.key, other.id);
        }
        prop_assert!(!question.mark(&Reply::Choice(count)).is_right);
        prop_assert!(!question.mark(&Reply::Typed(row.code.to_string())).is_right);
    }

    #[test]
    fn a_typed_answer_is_marked(pick in any::<prop::sample::Index>(), noise in ".{0,30}") {
        let All { catalog, bank, specs } = all();
        let spec = pick.get(specs);
        let Some(question) = bank.make_typed(spec) else { return Ok(()) };
        let row = catalog.row(question.entry);
        // A failure has a name alone.
        let by_name = question.kind == Kind::CodeToName || row.is_failure();
        let answer = if by_name { row.name.to_string() } else { format!("HTTP {}", row.code) };
        let mark = question.mark(&Reply::Typed(answer.clone()));
        prop_assert!(mark.is_right && mark.chosen == Some(question.entry), "{}: {answer}", question.key);
        let mark = question.mark(&Reply::Typed(noise));
        prop_assert!(!(mark.is_right && mark.nearly));
        prop_assert!(!question.mark(&Reply::Choice(0)).is_right);
    }
}

#[test]
fn there_are_questions_of_every_kind() {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for spec in &all().specs {
        *counts.entry(spec.kind()).or_default() += 1;
    }
    println!("{counts:?}");
    assert!(Kind::ALL.iter().all(|kind| counts.contains_key(kind)), "{counts:?}");
    assert!(counts[&Kind::CodeToName] > 150 && counts[&Kind::MeaningToCode] > 150, "{counts:?}");
    assert!(counts[&Kind::WhatIsWrong] > 60 && counts[&Kind::WhatNext] > 60, "{counts:?}");
}

#[test]
fn a_card_begins_with_the_popular_codes_and_comes_once() {
    let cards = all().bank.cards();
    assert_eq!(cards.iter().collect::<BTreeSet<_>>().len(), cards.len());
    let first: Vec<String> = cards.iter().take(5).map(ToString::to_string).collect();
    assert_eq!(first, ["404:name", "500:name", "403:name", "401:name", "200:name"]);
    let place = |text: &str| {
        let card: Card = text.parse().unwrap();
        cards.iter().position(|other| *other == card).unwrap_or_else(|| panic!("{text}"))
    };
    assert!(place("401:name") < place("401|403") && place("401|403") < place("401:rules"));
    assert!(place("413:name") < place("100:name") && place("511:rules") < place("cloudflare-520:name"));
    assert!(place("511:name") < place("nginx-499:name") && place("nginx-499:name") < place("iis-404.13:name"));
    for registered in all().catalog.rows().iter().filter(|row| row.code.len() == 3 && row.vendor.is_none()) {
        let asked = Knowledge::ALL.iter().any(|&knowledge| cards.contains(&Card::code(&registered.id, knowledge)));
        assert!(asked, "{}", registered.id);
    }
}

#[test]
fn a_key_is_asked_once_and_finds_its_question() {
    let All { bank, specs, .. } = all();
    assert_eq!(specs.iter().map(Spec::key).collect::<HashSet<_>>().len(), specs.len());
    for spec in specs {
        assert_eq!(bank.spec_by_key(spec.key()).as_ref(), Some(spec), "{}", spec.key());
        let knowledge = match spec.card() {
            Card::Code { knowledge, .. } => Some(*knowledge),
            Card::Pair(..) => None,
        };
        assert_eq!(knowledge, spec.kind().knowledge(), "{}", spec.key());
    }
    for key in [
        "",
        "name",
        "name:",
        "name:999",
        "situation:x",
        "which:x:y",
        "wrong:404",
        "wrong:404:x",
        "pair:404",
        "what:404",
    ] {
        assert_eq!(bank.spec_by_key(key), None, "{key}");
    }
}

#[test]
fn any_two_codes_that_were_confused_can_be_told_apart() {
    let bank = &all().bank;
    let card = Card::pair("404", "415");
    let specs: Vec<Spec> = bank.questions_for(&card).collect();
    assert!(!specs.is_empty());
    for spec in &specs {
        assert_eq!(bank.spec_by_key(spec.key()).as_ref(), Some(spec));
    }
    assert_eq!(bank.questions_for(&Card::pair("404", "nothing")).count(), 0);
    assert_eq!(bank.questions_for(&Card::pair("nginx-499", "cloudflare-499")).count(), 0, "the same number");
}

#[test]
fn what_is_given_does_not_say_the_answer() {
    for question in questions() {
        let row = all().catalog.row(question.entry);
        let Given::Text(text) = &question.given else { continue };
        if question.kind != Kind::NameToCode && question.kind != Kind::WhatNext && question.kind != Kind::CodeToName {
            assert!(!says(text, &row.code), "{}: {text}", question.key);
            assert!(!says(text, &row.name), "{}: {text}", question.key);
        }
        if question.kind == Kind::CodeToName {
            assert!(!says(&row.name, text), "{}", question.key);
        }
        if question.kind == Kind::NameToCode {
            assert!(!says(text, &row.code), "{}", question.key);
        }
        if matches!(question.kind, Kind::MeaningToCode) {
            for choice in question.choices() {
                assert!(!says(text, &choice.text), "{}: {text}", question.key);
            }
        }
    }
}

/// Which of the texts somebody chooses.
type Strategy = fn(&[&str]) -> usize;

/// What somebody does who knows nothing and looks at the choices only.
const STRATEGIES: &[(&str, Strategy)] = &[
    ("the first", |_| 0),
    ("the last", |texts| texts.len() - 1),
    ("the second", |_| 1),
    ("the longest", |texts| best(texts, |text| text.chars().count())),
    ("the shortest", |texts| best(texts, |text| usize::MAX - text.chars().count())),
    ("the first in the alphabet", |texts| (0..texts.len()).min_by_key(|&at| texts[at]).unwrap()),
    ("the last in the alphabet", |texts| (0..texts.len()).max_by_key(|&at| texts[at]).unwrap()),
    ("most capitals", |texts| best(texts, |text| text.chars().filter(|c| c.is_uppercase()).count())),
    ("fewest capitals", |texts| best(texts, |text| usize::MAX - text.chars().filter(|c| c.is_uppercase()).count())),
    ("most signs", |texts| best(texts, |text| text.chars().filter(char::is_ascii_punctuation).count())),
    ("fewest signs", |texts| best(texts, |text| usize::MAX - text.chars().filter(char::is_ascii_punctuation).count())),
    ("most words", |texts| best(texts, |text| text.split(' ').count())),
    ("fewest words", |texts| best(texts, |text| usize::MAX - text.split(' ').count())),
];

fn best(texts: &[&str], worth: impl Fn(&str) -> usize) -> usize {
    // Of equal ones any: which one is settled by what they are, not by where they stand.
    (0..texts.len())
        .max_by_key(|&at| (worth(texts[at]), texts[at].bytes().map(u64::from).sum::<u64>() % 7, at))
        .unwrap()
}

#[test]
fn no_strategy_beats_chance_by_much() {
    let mut wins: BTreeMap<(usize, &str), (f64, f64)> = BTreeMap::new();
    for spec in &all().specs {
        for seed in 0..8 {
            let question = all().bank.make(spec, seed);
            let texts: Vec<&str> = question.choices().iter().map(|choice| choice.text.as_str()).collect();
            for (name, strategy) in STRATEGIES {
                for sort in [question.kind as usize, usize::MAX - texts.len()] {
                    let (won, asked) = wins.entry((sort, name)).or_default();
                    *asked += 1.0;
                    *won += f64::from(u8::from(strategy(&texts) == right(&question)));
                }
            }
        }
    }
    let mut wrong = Vec::new();
    for ((sort, name), (won, asked)) in wins {
        let (label, most) = match Kind::ALL.get(sort) {
            Some(Kind::WhichOfTwo) => ("which of two", 0.58),
            Some(kind) => (kind.label(), 0.36),
            None if sort == usize::MAX - 2 => ("all of two", 0.58),
            None => ("all of four", 0.31),
        };
        println!("{label}: {name} wins {:.1} % of {asked}", 100.0 * won / asked);
        // What few questions show is chance.
        if asked >= 400.0 && won / asked > most {
            wrong.push(format!("{label}: {name} wins {:.1} % of {asked}", 100.0 * won / asked));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_right_answer_stands_anywhere() {
    for choices in [2, 4] {
        let mut places = vec![0_usize; choices];
        for question in questions().filter(|question| question.choices().len() == choices) {
            places[right(&question)] += 1;
        }
        let mean = places.iter().sum::<usize>() / choices;
        // Four standard deviations, about.
        let most = 4 * mean.isqrt();
        assert!(places.iter().all(|&count| count.abs_diff(mean) < most), "{places:?}");
    }
}

#[test]
fn typed_answers_of_situations_accept_what_an_expert_would_defend() {
    let All { bank, catalog, .. } = all();
    for situation in situations() {
        let spec = bank.spec_by_key(&format!("situation:{}", situation.id)).unwrap();
        let question = bank.make_typed(&spec).unwrap();
        let Answers::Typed(typed) = &question.answers else { panic!() };
        assert_eq!(typed.accept.len(), 1 + situation.accept.len(), "{}", situation.id);
        for accepted in &situation.accept {
            let row = catalog.row(catalog.find(&accepted.id).unwrap());
            assert!(question.mark(&Reply::Typed(row.code.to_string())).is_right, "{}", situation.id);
            assert!(question.mark(&Reply::Typed(row.name.to_string())).is_right, "{}", situation.id);
        }
        let answer = catalog.row(catalog.find(&situation.answer).unwrap());
        for not in &situation.not {
            let row = catalog.row(catalog.find(&not.id).unwrap());
            let mark = question.mark(&Reply::Typed(row.code.to_string()));
            assert!(!mark.is_right || row.code == answer.code, "{}: {}", situation.id, not.id);
        }
    }
}

#[test]
fn situations_fit_the_catalogue() {
    let catalog = &all().catalog;
    let mut wrong = Vec::new();
    let (mut ids, mut texts) = (HashSet::new(), HashSet::new());
    for situation in situations() {
        let mut say = |what: String| wrong.push(format!("{}: {what}", situation.id));
        if !ids.insert(situation.id.clone()) || !texts.insert(situation.text.clone()) {
            say("is there twice".to_owned());
        }
        if !situation.id.starts_with(&format!("{}-", situation.answer)) {
            say("the id does not begin with the answer".to_owned());
        }
        let mut codes = HashSet::from([&situation.answer]);
        for because in situation.accept.iter().chain(&situation.not) {
            if catalog.find(&because.id).is_none() {
                say(format!("`{}` is not in the catalogue", because.id));
            }
            if !codes.insert(&because.id) {
                say(format!("`{}` is there twice", because.id));
            }
            if because.why.is_empty() || because.why.ends_with('.') {
                say(format!("the reason for `{}` is no clause", because.id));
            }
        }
        match catalog.find(&situation.answer) {
            None => say("the answer is not in the catalogue".to_owned()),
            Some(index) => {
                let row = catalog.row(index);
                for words in [&row.code, &row.name] {
                    if says(&situation.text, words) {
                        say(format!("the text says `{words}`"));
                    }
                }
            }
        }
        if situation.not.len() < 3 {
            say("there are fewer than three wrong answers".to_owned());
        }
        if !situation.source.url.starts_with("https://") {
            say("the source has no address".to_owned());
        }
        for text in [&situation.text, &situation.reason] {
            if text.matches('`').count() % 2 != 0 {
                say(format!("a backtick is not closed: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn own_entries_are_asked_about_too() {
    let own = r#"[{"id": "acme-599", "code": "599", "name": "Reactor Cold", "vendor": "Acme", "definition":
        "The reactor of the plant is colder than its operators would like it to be this morning."},
        {"id": "odd:1", "code": "____", "name": "____", "definition": ""}]"#;
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), own.to_owned())]);
    assert!(problems.is_empty(), "{problems:?}");
    let bank = Bank::new(&catalog);
    let cards = bank.cards();
    for knowledge in [Knowledge::Name, Knowledge::Meaning] {
        let card = Card::code("acme-599", knowledge);
        assert!(cards.contains(&card));
        for spec in bank.questions_for(&card) {
            assert_eq!(bank.make(&spec, 7).choices().len(), 4);
        }
    }
    assert!(!cards.iter().any(|card| card.to_string().starts_with("odd")));
}

/// Every sentence that is told after an answer, for every choice, and for giving up.
fn told(question: &Question) -> Vec<String> {
    let catalog = &all().catalog;
    let choices = (0..question.choices().len()).map(|at| Some(Reply::Choice(at)));
    let replies = choices.chain([None, Some(Reply::Typed("404".to_owned())), Some(Reply::Typed("x".to_owned()))]);
    let of = |reply: Option<Reply>| {
        let mark = reply.as_ref().map(|reply| question.mark(reply)).unwrap_or_default();
        let mut told = vec![verdict(question, reply.as_ref(), mark, catalog)];
        told.extend(why_wrong(question, reply.as_ref(), mark, catalog));
        told.extend(other_choices(question, reply.as_ref(), catalog));
        told
    };
    replies.flat_map(of).collect()
}

#[test]
fn what_is_told_is_made_of_whole_sentences() {
    let catalog = &all().catalog;
    for question in questions() {
        let titles: Vec<String> =
            question.choices().iter().filter_map(|choice| Some(title(catalog, choice.entry?))).collect();
        for text in told(&question) {
            let whole = format!("{}: {text:?}", question.key);
            assert!(
                !text.contains("..")
                    && !text.contains("That is 1")
                    && !text.contains("That is 5")
                    && !text.contains("::"),
                "{whole}"
            );
            assert!(!text.contains(": .") && !text.ends_with([':', ' ']), "{whole}");
            assert!(!titles.iter().any(|title| text.matches(title.as_str()).count() > 1), "{whole}");
        }
    }
}

#[test]
fn what_is_told_of_the_others_leaves_out_the_right_one() {
    let catalog = &all().catalog;
    for question in questions() {
        let answer = right_answer(&question, catalog);
        for at in 0..question.choices().len() {
            let others = other_choices(&question, Some(&Reply::Choice(at)), catalog);
            let given = question.choices()[at].entry.map(|entry| title(catalog, entry));
            let is_named = |name: &str| others.iter().any(|other| other.starts_with(name));
            assert!(!is_named(&answer), "{}: {others:?}", question.key);
            assert!(!given.as_deref().is_some_and(is_named), "{}: {others:?}", question.key);
            assert!(others.len() < question.choices().len());
        }
    }
}

#[test]
fn every_wrong_code_is_explained_and_not_only_named() {
    let catalog = &all().catalog;
    for question in questions() {
        let wrong = |at: usize| question.choices()[at].entry.filter(|_| !question.choices()[at].is_right);
        let is_explained = |text: &str, name: &str| text.strip_prefix(name).is_some_and(|rest| rest.len() > 8);
        for (at, name) in (0..question.choices().len()).filter_map(|at| Some((at, title(catalog, wrong(at)?)))) {
            let reply = Reply::Choice(at);
            let why = why_wrong(&question, Some(&reply), question.mark(&reply), catalog).unwrap_or_default();
            assert!(is_explained(&why, name.trim_end_matches('.')), "{}: {why:?}", question.key);
            let others = other_choices(&question, None, catalog);
            assert!(others.iter().any(|other| is_explained(other, &name)), "{}: {name}: {others:?}", question.key);
        }
    }
}

#[test]
fn what_a_status_line_says_has_no_backticks() {
    for question in questions() {
        for (at, choice) in question.choices().iter().enumerate() {
            let line = short_verdict(&question, question.mark(&Reply::Choice(at)), &all().catalog);
            assert!(
                !line.contains('`') && line.starts_with(if choice.is_right { "Right: " } else { "Wrong: " }),
                "{line}"
            );
        }
    }
}

#[test]
fn verdicts_read_well() {
    let All { bank, catalog, .. } = all();
    let question = |key: &str| bank.make(&bank.spec_by_key(key).unwrap_or_else(|| panic!("{key}")), 1);
    let choose = |question: &Question, rightly: bool| {
        let at = question.choices().iter().position(|choice| choice.is_right == rightly).unwrap();
        verdict(question, Some(&Reply::Choice(at)), question.mark(&Reply::Choice(at)), catalog)
    };
    let name = question("name:404");
    assert_eq!(
        (choose(&name, true), choose(&name, false)),
        ("Right.".into(), "Wrong: the answer is 404 Not Found.".into())
    );
    let wrong = question("wrong:405:allow");
    assert_eq!(choose(&wrong, false), "Wrong. The answer is: `Allow` is required here and missing.");
    assert_eq!(
        verdict(&wrong, None, wrong.mark(&Reply::Choice(9)), catalog),
        "The answer is: `Allow` is required here and missing."
    );
    let accepting = situations().into_iter().find(|situation| !situation.accept.is_empty()).unwrap();
    let typed = bank.make_typed(&bank.spec_by_key(&format!("situation:{}", accepting.id)).unwrap()).unwrap();
    let [best, other] =
        [&accepting.answer, &accepting.accept[0].id].map(|id| title(catalog, catalog.find(id).unwrap()));
    let say = |text: &str| {
        let reply = Reply::Typed(text.to_owned());
        verdict(&typed, Some(&reply), typed.mark(&reply), catalog)
    };
    assert_eq!(say(&best), format!("Right: {best}."));
    assert_eq!(say(&other), format!("Right: {other} is accepted too; the best answer is {best}."));
    assert_eq!(say("999"), format!("Wrong: the answer is {best}."));
}

#[test]
fn one_question_is_asked_at_a_time() {
    for question in questions() {
        let Given::Text(text) = &question.given else { continue };
        let asks_too = text.trim_end().ends_with('?') && !matches!(question.kind, Kind::MeaningToCode);
        assert!(!asks_too, "{}: {text} {}", question.key, question.ask);
        assert!(question.ask.starts_with(|c: char| !c.is_lowercase() && !c.is_whitespace()), "{}", question.ask);
    }
    let joined = |question: &Question| match &question.given {
        Given::Text(text) => format!("{text} {}", question.ask),
        _ => question.ask.clone(),
    };
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for situation in situations().iter().filter(|situation| situation.text.trim_end().ends_with('?')) {
        let spec = all().bank.spec_by_key(&format!("situation:{}", situation.id)).unwrap();
        assert_eq!(plain(&joined(&all().bank.make(&spec, 0))), plain(&situation.text));
    }
}

/// The questions of a session whose answers are all right.
fn sit(mode: Mode, cards: &[Card], memory: &mut Memory, now: i64, seed: u64, most: usize) -> Vec<Question> {
    let mut session = Session::new(mode, false, "all", seed);
    let mut asked = Vec::new();
    while asked.len() < most {
        let at = now + 7 * i64::try_from(asked.len()).unwrap();
        let pool = QuestionPool { bank: &all().bank, memory, cards, now: at, offset: 0 };
        if !session.ask(&pool) {
            break;
        }
        let question = session.question().unwrap().clone();
        // Every third answer is wrong.
        let at_choice = question.choices().iter().position(|choice| choice.is_right == (asked.len() % 3 != 2)).unwrap();
        let id = |index| all().catalog.row(index).id.to_string();
        let tag = u32::try_from(asked.len()).unwrap();
        memory.answer(session.answer(Some(Reply::Choice(at_choice)), 3, at, tag, id).unwrap());
        asked.push(question);
    }
    asked
}

#[test]
fn no_question_of_an_exam_or_sprint_answers_the_next() {
    let cards = all().bank.cards();
    for (mode, seed) in [Mode::Exam, Mode::Sprint].into_iter().flat_map(|mode| (0..3).map(move |seed| (mode, seed))) {
        let asked = sit(mode, &cards, &mut Memory::default(), 1_767_268_800, seed, 20);
        assert_eq!(asked.len(), 20);
        for pair in asked.windows(2) {
            let row = all().catalog.row(pair[1].entry);
            let shown = pair[0].choices().iter().filter_map(|choice| choice.entry).chain([pair[0].entry]);
            assert!(!shown.into_iter().any(|entry| entry == pair[1].entry), "{} {}", pair[0].key, pair[1].key);
            if let Given::Text(text) = &pair[0].given {
                assert!(!says(text, &row.code) && !says(text, &row.name), "{} {}", pair[0].key, pair[1].key);
            }
        }
    }
    // Of one code there is nothing else to ask.
    let one: Vec<Card> = cards.iter().filter(|card| card.to_string().starts_with("404:")).cloned().collect();
    assert!(sit(Mode::Exam, &one, &mut Memory::default(), 1_767_268_800, 1, 20).len() > 3);
}

/// `benches/learners.rs` measures the plan of the first mode; this is what the mode does.
#[test]
fn what_enter_starts_asks_by_the_plan_that_is_measured() {
    let mode = Mode::ALL[0];
    assert_eq!((mode, mode.goal()), (Mode::Practice, Some(Goal::Practice)));
    let cards: Vec<Card> =
        all().bank.cards().into_iter().filter(|card| card.to_string().ends_with(":name")).take(60).collect();
    let mut memory = Memory::default();
    for day in 0..6 {
        for session in 0..2 {
            let now = 1_767_268_800 + day * DAY + session * 900;
            let mut planned = memory.clone();
            let asked = sit(mode, &cards, &mut memory, now, 3, 20);
            assert_eq!(asked.len(), 20, "there is always something to practise");
            for (n, (question, review)) in asked.iter().zip(&memory.reviews()[planned.reviews().len()..]).enumerate() {
                let at = now + 7 * i64::try_from(n).unwrap();
                let plan = StudyPlan { memory: &planned, cards: &cards, now: at, offset: 0 };
                assert_eq!(plan.next(Goal::Practice, &[]), Some(&question.card), "question {n} of day {day}");
                planned.answer(review.clone());
            }
        }
    }
}
