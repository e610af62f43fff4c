//! Questions that show an exchange with one violation and ask for it.

use super::choose::{WrongAnswer, among_four};
use super::exchange::Exchange;
use super::material::QuizEntry;
use super::mutate::with_violation;
use super::naming::Asked;
use super::violation::{Violation, violations};
use crate::quiz::question::{Choice, Given};
use crate::quiz::random::Random;

/// Faults of one family are about the same thing: next to one of them the others could be argued for.
const FAMILIES: &[&[Violation]] = &[
    &[Violation::NoContentRange, Violation::NoCurrentLength],
    &[Violation::NoUpgrade, Violation::NoConnection, Violation::NoWebSocketAccept, Violation::NoUpgradeAsked],
    &[Violation::ContentForbidden, Violation::LengthForbidden, Violation::CodingForbidden, Violation::ContentToHead],
    &[Violation::Length, Violation::LengthAndCoding, Violation::CodingForbidden],
    &[Violation::NoRange, Violation::NoCondition, Violation::NoUpgradeAsked, Violation::WrongMethod],
    &[Violation::ContentToHead, Violation::WrongMethod],
];

/// The violations that can be put into the entry's example.
pub(super) fn possible(entry: &QuizEntry) -> impl Iterator<Item = Violation> + '_ {
    let exchange = valid_example(entry);
    // Of the violations that any response can have a code gets one, and a popular one two, so that they do not crowd out
    // the others.
    let general: Vec<Violation> = Violation::all().filter(|violation| violation.is_general()).collect();
    let count = if entry.popular.is_some() { 2 } else { 1 };
    let own: Vec<Violation> =
        general.iter().cycle().skip(entry.index % general.len().max(1)).take(count).copied().collect();
    let is_asked = move |violation: &Violation| !violation.is_general() || own.contains(violation);
    let can = move |violation: &Violation| {
        exchange
            .as_ref()
            .is_some_and(|exchange| with_violation(exchange, *violation, &mut Random::new(0, violation.id())).is_some())
    };
    Violation::all().filter(is_asked).filter(can)
}

/// What is wrong with the response of an exchange.
pub(super) fn what_is_wrong(entry: &QuizEntry, violation: Violation, random: &mut Random) -> Option<Asked> {
    let broken = with_violation(&valid_example(entry)?, violation, random)?;
    let status = broken.responses.first()?.status()?;
    let mut pool: Vec<Violation> = Violation::all().filter(|other| is_false(*other, violation, status)).collect();
    pool.sort_by_key(|other| !is_plausible(*other, &broken, status));
    let wrong = |other: &Violation| WrongAnswer {
        text: other.claim().to_owned(),
        entry: None,
        why: String::new(),
        group: *other as usize,
    };
    let right = Choice { text: violation.claim().to_owned(), is_right: true, entry: None, why: String::new() };
    let answers = among_four(random, right, pool.iter().map(wrong).collect())?;
    Some((format!("What is wrong with the {status} in this exchange?"), Given::Exchange(broken.to_string()), answers))
}

/// The entry's example, if it is HTTP without a violation and of that code. Vendors' examples follow rules of their own.
fn valid_example(entry: &QuizEntry) -> Option<Exchange> {
    let exchange = Exchange::read(entry.example.as_ref().filter(|_| entry.is_registered())?)?;
    let status = exchange.responses.first()?.status()?;
    (status.to_string() == entry.code && violations(&exchange).is_empty()).then_some(exchange)
}

/// Whether a claim is false beyond dispute where another violation was put in.
fn is_false(claim: Violation, violation: Violation, status: u16) -> bool {
    let is_kin = FAMILIES.iter().any(|family| family.contains(&claim) && family.contains(&violation));
    let is_disputed = match claim {
        // Of some redirects and of 201 the specification says it in other words.
        Violation::NoLocation => matches!(status, 200..=202 | 300..=308),
        // The specification asks for the field where the server has reason to send it.
        Violation::NoContentRange | Violation::NoCurrentLength => matches!(status, 206 | 416),
        Violation::WrongMethod => matches!(status, 405 | 501),
        Violation::NoUpgrade | Violation::NoConnection => matches!(status, 101 | 426 | 505),
        _ => false,
    };
    claim != violation && !is_kin && !is_disputed
}

/// Whether a claim looks possible in the exchange, so that it takes knowledge to rule it out.
fn is_plausible(claim: Violation, exchange: &Exchange, status: u16) -> bool {
    let Some(response) = exchange.responses.first() else { return false };
    let has = |name| response.field(name).is_some();
    let is_error = status >= 400;
    match claim {
        Violation::NoWwwAuthenticate => is_error && !has("WWW-Authenticate"),
        Violation::NoProxyAuthenticate => is_error && !has("Proxy-Authenticate"),
        Violation::NoAllow => is_error && !has("Allow"),
        Violation::NoUpgrade | Violation::NoConnection | Violation::NoCurrentLength => (400..500).contains(&status),
        Violation::NoLocation => !has("Location") && status < 500,
        Violation::NoContentRange | Violation::NoIm => (200..300).contains(&status),
        Violation::LengthForbidden | Violation::ContentForbidden => status < 400 || status == 405,
        Violation::CodingForbidden | Violation::LengthAndCoding => has("Transfer-Encoding"),
        Violation::ContentToHead | Violation::WrongMethod => status < 500,
        Violation::Length => has("Content-Length"),
        Violation::RetryAfter => has("Retry-After"),
        Violation::Date => has("Date"),
        Violation::NoCondition => matches!(status, 200 | 304 | 412 | 428),
        Violation::NoRange => matches!(status, 200 | 206 | 416),
        Violation::NoWebSocketAccept | Violation::NoUpgradeAsked => matches!(status, 101 | 426),
        Violation::ProblemStatus => response.content.contains("\"status\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Catalog, Standing};
    use crate::quiz::bank::material::Material;

    #[test]
    fn the_examples_of_the_registry_have_no_fault() {
        for entry in Material::new(&Catalog::embedded()).entries.iter().filter(|entry| entry.is_registered()) {
            let Some(example) = &entry.example else { continue };
            let exchange = Exchange::read(example).unwrap_or_else(|| panic!("{}", entry.id));
            assert_eq!(violations(&exchange), [], "{}", entry.id);
        }
    }

    #[test]
    fn every_fault_is_asked_for_somewhere_and_is_the_only_one() {
        let material = Material::new(&Catalog::embedded());
        let mut asked = std::collections::BTreeSet::new();
        for entry in material.entries.iter().filter(|entry| entry.standing == Standing::Registered) {
            for violation in possible(entry) {
                for seed in 0..40 {
                    let broken = with_violation(&valid_example(entry).unwrap(), violation, &mut Random::new(seed, ""));
                    assert_eq!(violations(&broken.unwrap()), [violation], "{}", entry.id);
                }
                asked.insert(violation);
            }
        }
        let never: Vec<Violation> = Violation::all().filter(|violation| !asked.contains(violation)).collect();
        assert_eq!(never, []);
    }
}
