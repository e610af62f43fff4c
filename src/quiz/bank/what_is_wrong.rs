//! Questions that show an exchange with one fault and ask for it.

use super::choose::{Wrong, among_four};
use super::exchange::Exchange;
use super::material::Entry;
use super::mutate::with_fault;
use super::naming::Asked;
use super::violation::{Fault, faults};
use crate::quiz::question::{Choice, Given};
use crate::quiz::random::Random;

/// Faults of one family are about the same thing: next to one of them the others could be argued for.
const FAMILIES: &[&[Fault]] = &[
    &[Fault::NoContentRange, Fault::NoCurrentLength],
    &[Fault::NoUpgrade, Fault::NoConnection, Fault::NoWebSocketAccept, Fault::NoUpgradeAsked],
    &[Fault::ContentForbidden, Fault::LengthForbidden, Fault::CodingForbidden, Fault::ContentToHead],
    &[Fault::Length, Fault::LengthAndCoding, Fault::CodingForbidden],
    &[Fault::NoRange, Fault::NoCondition, Fault::NoUpgradeAsked, Fault::WrongMethod],
    &[Fault::ContentToHead, Fault::WrongMethod],
];

/// The faults that can be put into the entry's example.
pub(super) fn possible(entry: &Entry) -> impl Iterator<Item = Fault> + '_ {
    let exchange = valid_example(entry);
    // Of the faults that any response can have a code gets one, and a popular one two, so that they do not crowd out
    // the others.
    let general: Vec<Fault> = Fault::all().filter(|fault| fault.is_general()).collect();
    let count = if entry.popular.is_some() { 2 } else { 1 };
    let own: Vec<Fault> =
        general.iter().cycle().skip(entry.index % general.len().max(1)).take(count).copied().collect();
    let is_asked = move |fault: &Fault| !fault.is_general() || own.contains(fault);
    let can = move |fault: &Fault| {
        exchange
            .as_ref()
            .is_some_and(|exchange| with_fault(exchange, *fault, &mut Random::new(0, fault.id())).is_some())
    };
    Fault::all().filter(is_asked).filter(can)
}

/// What is wrong with the response of an exchange.
pub(super) fn what_is_wrong(entry: &Entry, fault: Fault, random: &mut Random) -> Option<Asked> {
    let broken = with_fault(&valid_example(entry)?, fault, random)?;
    let status = broken.responses.first()?.status()?;
    let mut pool: Vec<Fault> = Fault::all().filter(|other| is_false(*other, fault, status)).collect();
    pool.sort_by_key(|other| !is_plausible(*other, &broken, status));
    let wrong = |other: &Fault| Wrong {
        text: other.claim().to_owned(),
        entry: None,
        why: String::new(),
        group: *other as usize,
    };
    let right = Choice { text: fault.claim().to_owned(), is_right: true, entry: None, why: String::new() };
    let answers = among_four(random, right, pool.iter().map(wrong).collect())?;
    Some((format!("What is wrong with the {status} in this exchange?"), Given::Exchange(broken.to_string()), answers))
}

/// The entry's example, if it is HTTP without a fault and of that code. Vendors' examples follow rules of their own.
fn valid_example(entry: &Entry) -> Option<Exchange> {
    let exchange = Exchange::read(entry.example.as_ref().filter(|_| entry.is_registered())?)?;
    let status = exchange.responses.first()?.status()?;
    (status.to_string() == entry.code && faults(&exchange).is_empty()).then_some(exchange)
}

/// Whether a claim is false beyond dispute where another fault was put in.
fn is_false(claim: Fault, fault: Fault, status: u16) -> bool {
    let is_kin = FAMILIES.iter().any(|family| family.contains(&claim) && family.contains(&fault));
    let is_disputed = match claim {
        // Of some redirects and of 201 the specification says it in other words.
        Fault::NoLocation => matches!(status, 200..=202 | 300..=308),
        // The specification asks for the field where the server has reason to send it.
        Fault::NoContentRange | Fault::NoCurrentLength => matches!(status, 206 | 416),
        Fault::WrongMethod => matches!(status, 405 | 501),
        Fault::NoUpgrade | Fault::NoConnection => matches!(status, 101 | 426 | 505),
        _ => false,
    };
    claim != fault && !is_kin && !is_disputed
}

/// Whether somebody who looks at the exchange has to think about a claim.
fn is_plausible(claim: Fault, exchange: &Exchange, status: u16) -> bool {
    let Some(response) = exchange.responses.first() else { return false };
    let has = |name| response.field(name).is_some();
    let is_error = status >= 400;
    match claim {
        Fault::NoWwwAuthenticate => is_error && !has("WWW-Authenticate"),
        Fault::NoProxyAuthenticate => is_error && !has("Proxy-Authenticate"),
        Fault::NoAllow => is_error && !has("Allow"),
        Fault::NoUpgrade | Fault::NoConnection | Fault::NoCurrentLength => (400..500).contains(&status),
        Fault::NoLocation => !has("Location") && status < 500,
        Fault::NoContentRange | Fault::NoIm => (200..300).contains(&status),
        Fault::LengthForbidden | Fault::ContentForbidden => status < 400 || status == 405,
        Fault::CodingForbidden | Fault::LengthAndCoding => has("Transfer-Encoding"),
        Fault::ContentToHead | Fault::WrongMethod => status < 500,
        Fault::Length => has("Content-Length"),
        Fault::RetryAfter => has("Retry-After"),
        Fault::Date => has("Date"),
        Fault::NoCondition => matches!(status, 200 | 304 | 412 | 428),
        Fault::NoRange => matches!(status, 200 | 206 | 416),
        Fault::NoWebSocketAccept | Fault::NoUpgradeAsked => matches!(status, 101 | 426),
        Fault::ProblemStatus => response.content.contains("\"status\""),
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
            assert_eq!(faults(&exchange), [], "{}", entry.id);
        }
    }

    #[test]
    fn every_fault_is_asked_for_somewhere_and_is_the_only_one() {
        let material = Material::new(&Catalog::embedded());
        let mut asked = std::collections::BTreeSet::new();
        for entry in material.entries.iter().filter(|entry| entry.standing == Standing::Registered) {
            for fault in possible(entry) {
                for seed in 0..40 {
                    let broken = with_fault(&valid_example(entry).unwrap(), fault, &mut Random::new(seed, ""));
                    assert_eq!(faults(&broken.unwrap()), [fault], "{}", entry.id);
                }
                asked.insert(fault);
            }
        }
        let never: Vec<Fault> = Fault::all().filter(|fault| !asked.contains(fault)).collect();
        assert_eq!(never, []);
    }
}
