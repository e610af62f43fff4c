//! What the next requests get, whatever they ask for.

use super::Playground;
use super::choice::Answer;
use crate::app::command::Command;
use crate::app::job::{Owner, Work};
use crate::app::overlay::{Choice, PickerItem};
use crate::app::picking::pick;
use crate::app::shared::Shared;
use crate::catalog::Standing;
use crate::fault::Fault;
use crate::serve::faults::Next;

/// How many requests can be chosen.
const TIMES: [u64; 5] = [1, 2, 3, 5, 10];
/// Delays that can be chosen.
const DELAYS: [&str; 4] = ["1s", "5s", "30s", "1s..3s"];

impl Playground {
    /// Offers what the next requests may get.
    pub(super) fn pick_answer(&self, shared: &mut Shared) -> Vec<Command> {
        if !self.is_running() {
            shared.say("The server does not run");
            return Vec::new();
        }
        let item = |label: String, detail: &str, words: String| {
            let detail = detail.trim_end_matches('.').to_owned();
            PickerItem { label, detail, choice: Choice::Answer(Answer { words, times: None }) }
        };
        let mut items = vec![item("as asked".to_owned(), "what each request asks for", String::new())];
        let rows = shared.catalog.rows().iter().filter(|row| row.standing == Standing::Registered);
        let statuses = rows.filter(|row| row.code.parse::<u16>().is_ok_and(|status| status >= 200));
        items.extend(statuses.map(|row| item(row.code.to_string(), &row.name, row.code.to_string())));
        items.extend(Fault::ALL.iter().map(|fault| item(fault.to_string(), fault.about(), fault.to_string())));
        items.extend(DELAYS.map(|delay| {
            item(format!("delay={delay}"), "the answer that is asked for, late", format!("delay={delay}"))
        }));
        let now = Choice::Answer(Answer { words: self.next.words.clone(), times: None });
        pick("The next requests get", items, Some(&now), "There is nothing to choose", shared)
    }

    /// Takes a choice: asks for how many requests it holds, or has it done.
    pub(super) fn take_answer(&mut self, answer: Answer, shared: &mut Shared) -> Vec<Command> {
        match answer.times {
            None if !answer.words.is_empty() => pick_times(&answer.words, shared),
            times => self.answer_next(answer.words, times.flatten(), shared),
        }
    }

    /// Has the next requests get something.
    pub(super) fn answer_next(&mut self, words: String, times: Option<u64>, shared: &mut Shared) -> Vec<Command> {
        if !self.is_running() {
            shared.say("The server does not run");
            return Vec::new();
        }
        self.next = Next { number: self.next.number + 1, words, times };
        shared.say(match (&*self.next.words, times) {
            ("", _) => "Requests get what they ask for".to_owned(),
            (words, None) => format!("Every request gets {words} until you change it"),
            (words, Some(1)) => format!("The next request gets {words}"),
            (words, Some(times)) => format!("The next {times} requests get {words}"),
        });
        vec![shared.start(Owner::Interface, Work::AnswerNext(self.next.clone())).1]
    }

    /// What the next requests get, in few words.
    pub(super) fn next_in_words(&self) -> String {
        match (&*self.next.words, self.next.times) {
            ("", _) | (_, Some(0)) => "next: as asked".to_owned(),
            (words, None) => format!("next: {words}"),
            (words, Some(1)) => format!("next: {words}, once"),
            (words, Some(times)) => format!("next: {words}, {times} times"),
        }
    }
}

/// Asks for how many requests something holds.
fn pick_times(words: &str, shared: &mut Shared) -> Vec<Command> {
    let item = |label: String, times: Option<u64>| PickerItem {
        label,
        detail: String::new(),
        choice: Choice::Answer(Answer { words: words.to_owned(), times: Some(times) }),
    };
    let of = |times: u64| if times == 1 { "the next request".to_owned() } else { format!("the next {times} requests") };
    let first = item("every request, until you change it".to_owned(), None);
    let items = std::iter::once(first).chain(TIMES.map(|times| item(of(times), Some(times)))).collect();
    pick("For how many requests", items, None, "There is nothing to choose", shared)
}
