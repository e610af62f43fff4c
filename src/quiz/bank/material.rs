//! What questions are made of: the pages, the situations and the comparisons, read once when the quiz is opened.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::blank::mentions;
use crate::catalog::{Catalog, Category, Example, Index, Standing, Step, Traits};
use crate::compare::file::Written;
use crate::compare::written;
use crate::packed::{Packed, packed};
use crate::quiz::question::Citation;
use crate::quiz::situation::Situation;

/// The situations that come with the program, as the build script wrote them.
static SITUATIONS: Packed = packed!("situations.json");

/// What the quiz needs of a page.
#[derive(Debug, Clone)]
pub(super) struct QuizEntry {
    pub index: Index,
    pub id: String,
    pub code: String,
    /// The name and the aliases.
    pub names: Vec<String>,
    pub category: Category,
    pub vendor: Option<String>,
    pub standing: Standing,
    /// The step at which a failure happens.
    pub step: Option<Step>,
    pub popular: Option<u16>,
    pub definition: String,
    pub example: Option<Example>,
    pub traits: Option<Traits>,
    pub source: Citation,
    /// Ids, each with its reason.
    pub related: Vec<(String, String)>,
    /// The names, to be compared.
    pub plain_names: Vec<String>,
    /// The words of the name.
    pub name_words: BTreeSet<String>,
    /// The words of the definition.
    pub definition_words: BTreeSet<String>,
}

impl QuizEntry {
    pub(super) fn name(&self) -> &str {
        &self.names[0]
    }

    /// Whether the IANA registry has it, even as unused.
    pub(super) fn is_registered(&self) -> bool {
        !matches!(self.standing, Standing::Unofficial | Standing::Failure)
    }

    /// Whether it is a failure, which has no code.
    pub(super) fn is_failure(&self) -> bool {
        self.standing == Standing::Failure
    }

    /// What it is offered as where names would say too much: its code, or the name that a failure has alone.
    pub(super) fn label(&self) -> &str {
        if self.is_failure() { self.name() } else { &self.code }
    }

    /// Whether a text has its code or name.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        mentions(text, self.label()) || mentions(text, self.name())
    }

    /// The code that it is a sub-code of.
    pub(super) fn parent(&self) -> Option<&str> {
        self.code.split_once('.').map(|(parent, _)| parent)
    }

    /// `404 Not Found`, or the name of a failure.
    pub(super) fn title(&self) -> String {
        if self.is_failure() {
            return self.name().to_owned();
        }
        // What stands in brackets is a description, not a name, and would stand out among names.
        let description = self.name().strip_prefix('(').and_then(|name| name.strip_suffix(')'));
        format!("{} {}", self.code, description.unwrap_or(self.name()))
    }

    /// Whether it has a name; a description in brackets is not one.
    pub(super) fn has_name(&self) -> bool {
        !self.name().starts_with('(') && self.name().contains(char::is_alphabetic)
    }
}

/// The situations that come with the program.
///
/// # Panics
/// Never: the build script has parsed them.
pub fn situations() -> Vec<Situation> {
    serde_json::from_str(&SITUATIONS.text()).expect("the build script parsed them")
}

/// Everything that questions are made of.
#[derive(Debug, Clone)]
pub(super) struct Material {
    pub entries: Vec<QuizEntry>,
    by_id: HashMap<String, Index>,
    pub situations: Vec<Situation>,
    pub comparisons: Vec<Written>,
    /// Ids of codes that people confuse, each pair in order.
    confused: BTreeSet<(String, String)>,
    /// What each entry can be confused with, by its position; worked out when it is first asked about.
    pub confusables: Vec<OnceLock<Confusables>>,
}

/// What an entry can be confused with, and what tells it apart.
#[derive(Debug, Clone)]
pub(super) struct Confusables {
    /// The definition without what gives the entry away, if it says enough then.
    pub meaning: Option<String>,
    /// Entries that people take for this one, the likeliest first, and none that could be meant as well.
    pub entries: Vec<Index>,
    /// Those of them that the definition does not fit.
    pub excluded: Vec<Index>,
}

impl Material {
    /// Reads all pages of the catalogue. Situations and comparisons that name a code that it lacks are left out.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let entries: Vec<QuizEntry> = (0..catalog.rows().len()).map(|index| entry(catalog, index)).collect();
        let by_id: HashMap<String, Index> = entries.iter().map(|entry| (entry.id.clone(), entry.index)).collect();
        let known = |id: &String| by_id.contains_key(id);
        let mut situations = situations();
        situations.retain(|situation| ids(situation).all(known));
        let mut comparisons = written();
        comparisons.retain(|comparison| comparison.codes.iter().all(known));
        let mut confused = BTreeSet::new();
        for comparison in &comparisons {
            confused.extend(pairs(&comparison.codes));
        }
        let confusables = vec![OnceLock::new(); entries.len()];
        Self { entries, by_id, situations, comparisons, confused, confusables }
    }

    /// The entry with this id.
    pub(super) fn find(&self, id: &str) -> Option<&QuizEntry> {
        self.by_id.get(id).map(|&index| &self.entries[index])
    }

    /// Whether a curated comparison has both.
    pub(super) fn are_compared(&self, a: &QuizEntry, b: &QuizEntry) -> bool {
        self.confused.contains(&ordered(&a.id, &b.id))
    }

    /// The curated pairs, in order.
    pub(super) fn compared(&self) -> impl Iterator<Item = &(String, String)> {
        self.confused.iter()
    }
}

/// Every id that a situation names.
fn ids(situation: &Situation) -> impl Iterator<Item = &String> {
    let others = situation.accept.iter().chain(&situation.not).map(|because| &because.id);
    std::iter::once(&situation.answer).chain(others)
}

fn ordered(a: &str, b: &str) -> (String, String) {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    (first.to_owned(), second.to_owned())
}

fn pairs(ids: &[String]) -> impl Iterator<Item = (String, String)> + '_ {
    ids.iter().enumerate().flat_map(move |(at, a)| ids[at + 1..].iter().map(move |b| ordered(a, b)))
}

/// The entry at an index. An own page that cannot be read any more has its number and name.
fn entry(catalog: &Catalog, index: Index) -> QuizEntry {
    let row = catalog.row(index);
    let mut entry = QuizEntry {
        index,
        id: row.id.to_string(),
        code: row.code.to_string(),
        names: vec![row.name.to_string()],
        category: row.category,
        vendor: row.vendor.as_deref().map(str::to_owned),
        standing: row.standing,
        step: row.step,
        popular: row.popular,
        definition: String::new(),
        example: None,
        traits: None,
        source: Citation { title: row.title(), url: String::new() },
        related: Vec::new(),
        plain_names: Vec::new(),
        name_words: words(&row.name),
        definition_words: BTreeSet::new(),
    };
    if let Ok(page) = catalog.page(index) {
        entry.source = match (&page.rfc, page.docs.first()) {
            (Some(rfc), _) => Citation { title: rfc.cite(), url: rfc.url.clone() },
            (None, Some(doc)) => Citation { title: doc.title.clone(), url: doc.url.clone() },
            (None, None) => entry.source,
        };
        entry.names.extend(page.aliases);
        entry.definition = page.definition;
        entry.example = page.example;
        entry.traits = page.traits;
        entry.related = page.related.into_iter().map(|related| (related.id, related.why)).collect();
        entry.definition_words = words(&entry.definition);
    }
    entry.plain_names = entry.names.iter().map(|name| plain(name)).collect();
    entry
}

/// The text without case and signs.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The different words of a text.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
