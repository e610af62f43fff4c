//! The status that was expected, where another came: `expected 200, got 404`.

use super::kind::{Kind, Number, Reason};
use super::vocabulary::{CAME, EXPECTED, is};

/// At most so many words before a number say which of the two it is.
const LEAD: usize = 7;

/// What a number of such a message is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Expected,
    Came,
}

/// Takes the statuses that were expected for numbers that say nothing, if another one came, which is one then.
pub(super) fn leave_out(text: &str, is_code: impl Fn(&str) -> bool, numbers: &mut [Number<'_>]) {
    let is_candidate = |number: &Number<'_>| {
        matches!(number.kind, Kind::Unknown | Kind::Status(_)) && number.text.len() == 3 && is_code(&number.text)
    };
    let mut from = 0;
    let mut roles: Vec<Option<Role>> = Vec::with_capacity(numbers.len());
    for number in &*numbers {
        let role = is_candidate(number).then(|| role(text.get(from..number.range.start).unwrap_or_default())).flatten();
        roles.push(role);
        from = number.range.end;
    }
    if !roles.contains(&Some(Role::Came)) || !roles.contains(&Some(Role::Expected)) {
        return;
    }
    for (number, role) in numbers.iter_mut().zip(roles) {
        match (role, number.kind) {
            (Some(Role::Expected), _) => number.kind = Kind::Unknown,
            (Some(Role::Came), Kind::Unknown) => number.kind = Kind::Status(Reason::Announced),
            _ => {}
        }
    }
}

/// What the words before a number make it, the last of them first.
fn role(before: &str) -> Option<Role> {
    let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let lead = &words[words.len().saturating_sub(LEAD)..];
    // `failed to get a 200` says what did not come.
    if lead.windows(2).any(|pair| pair[0].eq_ignore_ascii_case("to") && is("get receive return", pair[1])) {
        return Some(Role::Expected);
    }
    lead.iter().rev().find_map(|word| match word {
        word if is(EXPECTED, word) => Some(Role::Expected),
        word if is(CAME, word) => Some(Role::Came),
        _ => None,
    })
}
