//! One segment of the index and the entries of the catalogue that it is of.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::catalog::{self, Catalog};
use crate::text::clean;

use super::index::{self, Field, IndexReader, Phrase};
use super::place::{self, Place};
use super::query::Query;
use super::rank::{self, BestPhrase, Evidence, TitleMatch};
use super::resolve::Resolved;
use super::tokens::Found;
use super::why::{self, Matcher, Why};
use super::{abbreviation, candidates};
use candidates::WHOLE_TITLE;

/// What a number counts that is of the vendor that wrote the line.
const OWNER: f32 = 1.4;

/// A phrase that matches so well says more of a hit than its number does.
const TELLING: f32 = 0.15;

/// A segment of the index (the embedded one, or that of own entries), and where its entries begin in the catalogue.
#[derive(Clone, Copy)]
pub(super) struct Segment<'a> {
    pub(super) index: IndexReader<'a>,
    pub(super) first: catalog::Index,
    /// Which segment it is.
    pub(super) number: usize,
}

/// An entry that was found, and what speaks for it.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) part: Segment<'a>,
    pub(super) entry: usize,
    pub(super) evidence: Evidence,
}

impl<'a> Segment<'a> {
    /// The entries that match, `most` of them by their words and as many by their titles.
    pub(super) fn find(
        self,
        catalog: &Catalog,
        query: &Query<'_>,
        resolved: &Resolved,
        matcher: &Matcher,
        most: usize,
        tokens: &[(catalog::Index, f32, usize)],
    ) -> Vec<Candidate<'a>> {
        let meanings = &resolved.parts[self.number];
        let wanted = |entry: usize| {
            let row = catalog.rows().get(self.first + entry);
            row.is_some_and(|row| query.within.as_ref().is_none_or(|pattern| pattern.matches(row)))
        };
        let popular = |entry: usize| catalog.rows().get(self.first + entry).and_then(|row| row.popular);

        let mut all: BTreeMap<usize, Evidence> = BTreeMap::new();
        for entry in candidates::by_words(&self.index, resolved, meanings, most, wanted) {
            all.insert(entry, Evidence::default());
        }
        for (entry, sure) in candidates::by_number(&self.index, query) {
            let evidence = all.entry(entry).or_default();
            evidence.number = evidence.number.max(sure);
        }
        for &(index, sure, token) in tokens {
            let Some(entry) = index.checked_sub(self.first).filter(|&entry| entry < self.index.entries()) else {
                continue;
            };
            let evidence = all.entry(entry).or_default();
            if evidence.token.is_none_or(|(best, _)| sure > best) {
                evidence.token = Some((sure, token));
            }
        }
        let mut titles = candidates::by_title(&self.index, query);
        if resolved.doubtful {
            let text = |entry, phrase| self.text(catalog, entry, phrase);
            titles.extend(abbreviation::by_letters(&self.index, query, matcher, text));
        }
        for (entry, title) in candidates::best_titles(titles, most, popular) {
            let evidence = all.entry(entry).or_default();
            if evidence.title.is_none_or(|best: TitleMatch| title.quality > best.quality) {
                evidence.title = Some(title);
            }
        }
        // `Error 1xxx` restricts to a class, unless something is called so.
        let called = |evidence: &Evidence| evidence.title.is_some_and(|title| title.quality >= WHOLE_TITLE);
        all.retain(|&entry, evidence| called(evidence) || wanted(entry));
        let weigh = |(entry, mut evidence): (usize, Evidence)| {
            let row = catalog.row(self.first + entry);
            let vendor = row.vendor.as_deref();
            let unsaid = evidence.token.is_none_or(|(sure, _)| sure < 1.0);
            // Who asks for words means a status, unless the text reports a failure or is the name of one.
            let unreported = row.is_failure() && !called(&evidence);
            evidence.foreign = (vendor.is_some() || unreported) && unsaid;
            // Who wrote the line means its own code.
            let own = |vendor| query.read.format.is_some_and(|format| format.vendors().contains(&vendor));
            let own = vendor.is_some_and(own);
            if own && evidence.number > 0.0 {
                evidence.number *= OWNER;
                evidence.foreign = false;
            }
            rank::weigh(&self.index, entry, resolved, meanings, &mut evidence);
            evidence.popular = popular(entry);
            Candidate { part: self, entry, evidence }
        };
        all.into_iter().map(weigh).collect()
    }

    /// A phrase of an entry as it is written.
    pub(super) fn text<'c>(&self, catalog: &'c Catalog, entry: usize, phrase: usize) -> Cow<'c, str> {
        self.written(catalog, entry, self.index.phrases(entry).nth(phrase))
    }

    /// The same of a phrase that was found in the index.
    fn written<'c>(&self, catalog: &'c Catalog, entry: usize, phrase: Option<Phrase<'_>>) -> Cow<'c, str> {
        let (Some(row), Some(phrase)) = (catalog.rows().get(self.first + entry), phrase) else { return "".into() };
        match phrase.place() {
            // What a user wrote may hold what a terminal obeys.
            Some(place) => match index::decode(row.source.string(place)) {
                Cow::Borrowed(text) => clean(text),
                Cow::Owned(text) => clean(&text).into_owned().into(),
            },
            None if phrase.field == Field::Vendor => row.vendor.as_deref().unwrap_or_default().into(),
            None => (&*row.name).into(),
        }
    }
}

impl Candidate<'_> {
    /// Its place in the catalogue.
    pub(super) fn row(&self) -> catalog::Index {
        self.part.first + self.entry
    }

    /// What decided.
    pub(super) fn why(
        &self,
        catalog: &Catalog,
        query: &Query<'_>,
        resolved: &Resolved,
        matcher: &Matcher,
        tokens: &[Found<'_>],
    ) -> Why {
        let row = catalog.row(self.row());
        let meanings = &resolved.parts[self.part.number];
        let (field, phrase) = self.evidence.best_field();
        let token = self.evidence.token.and_then(|(_, number)| tokens.get(number));
        let phrase_of = |field, phrase| {
            let (phrase, number) = place::phrase(&self.part.index, self.entry, phrase, field);
            let text = self.part.written(catalog, self.entry, phrase).into_owned();
            let words = place::words(&text, &self.part.index, meanings);
            (text, Place::new(field, number, words))
        };
        let mut also = None;
        let (text, place) = match (field, token) {
            (Field::Token, Some(found)) => {
                let token = &found.token;
                let written = query.text.get(found.range.clone()).unwrap_or(token.text);
                let platform = token.platform.map_or("", |platform| platform.name);
                let text = format!("{} ({platform}): {}", clean(written), token.means());
                (text, Place::new(field, 0, vec![token.text.to_string()]))
            }
            (Field::Number, _) => {
                let code = row.code.to_string();
                let tells = |phrase: &BestPhrase| {
                    phrase.score >= TELLING && !matches!(phrase.field, Field::Name | Field::Vendor | Field::Number)
                };
                match self.evidence.phrase.filter(tells) {
                    Some(phrase) => {
                        let (text, place) = phrase_of(phrase.field, phrase.number);
                        also = Some((phrase.field, text));
                        (code, place)
                    }
                    None => (code.clone(), Place::new(field, 0, vec![code])),
                }
            }
            _ => phrase_of(field, phrase),
        };
        let marks = why::marks(&row.name, query, &self.part.index, meanings, matcher);
        Why { field, text, also, marks, place }
    }
}
