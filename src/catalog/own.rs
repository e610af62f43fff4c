//! A user's own entries: read, checked, and made harmless.
//!
//! A file holds one entry or an array of entries. An entry that is wrong is left out and its neighbours are kept; a
//! file that is no JSON is left out whole. Whatever is left out, or will not be shown, is said.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::Catalog;
use super::page::{Page, Related};
use super::row::{Row, Source};
use super::schema::Schema;
use crate::json::{self, Fault};
use crate::problem::Problem;
use crate::text;

/// The most problems that are told of one file; somebody who sees that many mends the cause and looks again.
const MOST_PROBLEMS: usize = 20;

/// The rows of a catalogue followed by those of the own entries that can be used, in the order of the files, and what
/// is wrong with the others.
pub(super) fn load(embedded: &Catalog, files: Vec<(PathBuf, String)>) -> (Vec<Row>, Vec<Problem>) {
    let mut loader = Loader {
        embedded,
        schema: Schema::new(),
        files: Vec::with_capacity(files.len()),
        rows: embedded.rows().to_vec(),
        origins: Vec::new(),
        by_id: HashMap::new(),
        links: Vec::new(),
    };
    for (path, text) in files {
        loader.file(path, &text.into());
    }
    loader.check_links();
    loader.finish()
}

/// The page of an own entry, with every text made harmless.
pub(super) fn page(text: &str) -> serde_json::Result<Page> {
    let page: Page = serde_json::from_str(text)?;
    // Escapes are the only way in which a text can hold what its JSON does not show.
    if !text.contains('\\') && text::is_harmless(text) {
        return Ok(page);
    }
    // As a value, for no text can be forgotten there when a page gets a new field.
    let mut value = serde_json::to_value(page)?;
    if let Value::Object(entry) = &mut value {
        for (key, value) in entry {
            let lines = key == "example";
            clean_texts(value, if lines { text::clean_lines } else { text::clean });
        }
    }
    serde_json::from_value(value)
}

fn clean_texts(value: &mut Value, clean: fn(&str) -> Cow<'_, str>) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(cleaned) = clean(text) {
                *text = cleaned;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| clean_texts(value, clean)),
        Value::Object(object) => object.values_mut().for_each(|value| clean_texts(value, clean)),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

/// A file, and what is wrong with it.
struct File {
    path: PathBuf,
    text: Arc<str>,
    problems: Vec<Problem>,
    /// How many problems are not in `problems`.
    more: usize,
}

impl File {
    /// Adds a problem. It is put into words only if it will be told, for that takes a walk through the file.
    fn complain(&mut self, words: impl FnOnce(&Path, &str) -> Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(words(&self.path, &self.text));
        } else {
            self.more += 1;
        }
    }

    fn complain_of_all(&mut self, what: &str, mend: &str) {
        self.complain(|path, _| Problem::new(path, "", &format!("{what}, so the file is left out"), mend));
    }

    fn left_out(&mut self, origin: Origin, id: &str, what: &str, mend: &str) {
        self.complain(|path, text| {
            Problem::new(path, &origin.place(id, text), &format!("{what}, so the entry is left out"), mend)
        });
    }
}

/// Where an entry stands.
#[derive(Clone, Copy)]
struct Origin {
    /// Position in `Loader::files`.
    file: usize,
    /// Counted from 1.
    number: usize,
    /// Where its text begins and ends in the file.
    start: u32,
    end: u32,
}

impl Origin {
    /// `entry 12 (acme-599), line 130`.
    fn place(self, id: &str, text: &str) -> String {
        format!("entry {} ({id}), line {}", self.number, json::line(text, self.start as usize))
    }
}

struct Loader<'a> {
    embedded: &'a Catalog,
    schema: Schema,
    files: Vec<File>,
    /// The embedded rows and after them those of the own entries.
    rows: Vec<Row>,
    /// Where the own entries stand, in the order of their rows.
    origins: Vec<Origin>,
    /// Positions in `origins`.
    by_id: HashMap<Cow<'static, str>, usize>,
    /// The ids beyond the embedded ones that own entries name as related, and the positions of those entries in
    /// `origins`.
    links: Vec<(usize, String)>,
}

impl Loader<'_> {
    fn file(&mut self, path: PathBuf, text: &Arc<str>) {
        let file = self.files.len();
        self.files.push(File { path, text: Arc::clone(text), problems: Vec::new(), more: 0 });
        match spans(text) {
            Ok(spans) => {
                for (number, (start, end)) in (1..).zip(spans) {
                    self.entry(text, Origin { file, number, start, end });
                }
            }
            Err(NoEntries::Empty) => {
                self.files[file].complain_of_all("it is empty", "write an entry into it or delete it");
            }
            Err(NoEntries::Large) => self.files[file].complain_of_all("it is larger than 4 GB", "split it"),
            Err(NoEntries::Other) => {
                let what = "it holds neither an entry nor an array of entries";
                self.files[file].complain_of_all(what, "begin it with `{` or with `[`");
            }
            Err(NoEntries::NoJson(error)) => self.files[file].complain(|path, text| {
                let Fault { place, what, mend } = json::fault(text, 0, &error);
                Problem::new(path, &place, &format!("{what}, so the file is left out"), &mend)
            }),
        }
    }

    fn entry(&mut self, text: &Arc<str>, origin: Origin) {
        let part = &text[origin.start as usize..origin.end as usize];
        let file = &mut self.files[origin.file];
        let mut unknown = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(part);
        let page: Page = match serde_ignored::deserialize(&mut reader, |path| {
            // What cannot be told any more need not be looked up.
            let told = file.problems.len() + unknown.len() < MOST_PROBLEMS;
            unknown.push(told.then(|| unknown_key(&self.schema, &path)));
        }) {
            Ok(page) if part.starts_with('{') => page,
            // Serde takes an array for the fields of a struct in their order, which nobody means here.
            Ok(_) => return file.complain(|path, text| no_object(path, text, origin)),
            Err(error) => return file.complain(|path, text| unreadable(path, text, origin, &error)),
        };
        let Page { id, code, name, category, vendor, standing, emoji, popular, related, .. } = page;
        let [id, code, name] = [id, code, name].map(harmless);
        for (key, value) in [("id", &id), ("code", &code), ("name", &name)] {
            if value.trim().is_empty() {
                return file.left_out(origin, &id, &format!("`{key}` is empty"), "fill it in");
            }
        }
        if let [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9'] = id.as_bytes() {
            let what = "a bare number is the id of a registered code";
            return file.left_out(origin, &id, what, &format!("put your vendor in front, as in `acme-{id}`"));
        }
        if let Some(owner) = self.owner(&id) {
            let what = format!("{owner} has the same id");
            return self.files[origin.file].left_out(origin, &id, &what, "give it another id");
        }
        let file = &mut self.files[origin.file];
        for key in unknown {
            file.complain(|path, text| {
                let (what, mend) = key.unwrap_or_default();
                Problem::new(path, &origin.place(&id, text), &what, &mend)
            });
        }
        let emoji = emoji.filter(|emoji| {
            let fits = text::is_one_symbol(emoji) && matches!(text::clean(emoji), Cow::Borrowed(_));
            if !fits {
                let (what, mend) = ("`emoji` is no single symbol, so it is not shown", "write a single emoji");
                file.complain(|path, text| Problem::new(path, &origin.place(&id, text), what, mend));
            }
            fits
        });
        let source = Source::Own(Arc::clone(text), origin.start, origin.end);
        let (vendor, emoji) = (vendor.map(harmless), emoji.map(Cow::Owned));
        let entry = self.origins.len();
        self.by_id.insert(id.clone(), entry);
        let links = related.into_iter().filter(|Related { id, .. }| self.embedded.find(id).is_none());
        self.links.extend(links.map(|Related { id, .. }| (entry, id)));
        self.rows.push(Row { id, code, name, category, vendor, standing, emoji, popular, source });
        self.origins.push(origin);
    }

    /// Who has an id already, in words.
    fn owner(&self, id: &str) -> Option<String> {
        if self.embedded.find(id).is_some() {
            return Some("an entry that comes with httpdex".to_owned());
        }
        let Origin { file, number, .. } = self.origins[*self.by_id.get(id)?];
        Some(format!("entry {number} of {}", self.files[file].path.display()))
    }

    /// Tells of links that lead nowhere. The entries are kept: what they link to may come with another folder.
    fn check_links(&mut self) {
        let own = &self.rows[self.embedded.rows().len()..];
        for (entry, id) in self.links.iter().filter(|(_, id)| !self.by_id.contains_key(&*text::clean(id))) {
            let origin = self.origins[*entry];
            self.files[origin.file].complain(|path, text| {
                let what = format!("`related` names `{id}`, and there is no entry with this id");
                Problem::new(path, &origin.place(&own[*entry].id, text), &what, "correct the id or remove the link")
            });
        }
    }

    fn finish(self) -> (Vec<Row>, Vec<Problem>) {
        let mut problems = Vec::new();
        for File { path, problems: told, more, .. } in self.files {
            problems.extend(told);
            if more > 0 {
                let what = format!("there are {more} more problems in this file");
                problems.push(Problem::new(&path, "", &what, "mend these first and look again"));
            }
        }
        (self.rows, problems)
    }
}

/// Why a text has no entries.
enum NoEntries {
    Empty,
    Large,
    Other,
    NoJson(serde_json::Error),
}

/// Where the entries of a file begin and end.
fn spans(text: &str) -> Result<Vec<(u32, u32)>, NoEntries> {
    let span = |raw: &RawValue| {
        // serde_json borrows the value from the text, so their addresses differ by its position.
        let start = raw.get().as_ptr().addr() - text.as_ptr().addr();
        Some((u32::try_from(start).ok()?, u32::try_from(start + raw.get().len()).ok()?))
    };
    let spans = match text.trim_ascii_start().bytes().next() {
        None => return Err(NoEntries::Empty),
        Some(b'{') => vec![span(serde_json::from_str(text).map_err(NoEntries::NoJson)?)],
        Some(b'[') => {
            let entries: Vec<&RawValue> = serde_json::from_str(text).map_err(NoEntries::NoJson)?;
            entries.into_iter().map(span).collect()
        }
        Some(_) => {
            serde_json::from_str::<&RawValue>(text).map_err(NoEntries::NoJson)?;
            return Err(NoEntries::Other);
        }
    };
    spans.into_iter().collect::<Option<_>>().ok_or(NoEntries::Large)
}

fn harmless(text: String) -> Cow<'static, str> {
    match text::clean(&text) {
        Cow::Owned(cleaned) => Cow::Owned(cleaned),
        Cow::Borrowed(_) => Cow::Owned(text),
    }
}

/// What to say of a key that is not known, and what to do about it.
fn unknown_key(schema: &Schema, path: &serde_ignored::Path<'_>) -> (String, String) {
    let serde_ignored::Path::Map { key, .. } = path else { return Default::default() };
    // serde_ignored writes `?` for an optional value that is there.
    let at = path.to_string().replace(".?", "");
    let what = format!("the key `{at}` is not known, so its text is not shown");
    (what, json::instead_of(key, &schema.keys_beside(path)))
}

fn no_object(path: &Path, text: &str, origin: Origin) -> Problem {
    let place = format!("entry {}, {}", origin.number, json::place(text, origin.start as usize));
    Problem::new(path, &place, "it is no object, so it is left out", "write an entry between braces")
}

fn unreadable(path: &Path, text: &str, origin: Origin, error: &serde_json::Error) -> Problem {
    #[derive(Deserialize)]
    struct Named {
        id: Value,
    }
    let part = &text[origin.start as usize..origin.end as usize];
    if !part.starts_with('{') {
        return no_object(path, text, origin);
    }
    let Fault { place, what, mend } = json::fault(text, origin.start as usize, error);
    let id = serde_json::from_str::<Named>(part).ok().and_then(|named| Some(format!(" ({})", named.id.as_str()?)));
    let place = format!("{place}, in entry {}{}", origin.number, id.unwrap_or_default());
    Problem::new(path, &place, &format!("{what}, so the entry is left out"), &mend)
}

#[cfg(test)]
mod tests {
    use super::super::{Category, Standing};
    use super::*;

    /// Loads texts as the files `0.json`, `1.json` and so on; gives the ids of the own rows and what was said.
    fn load(texts: &[&str]) -> (Catalog, Vec<String>, Vec<String>) {
        let files = (0..).zip(texts).map(|(n, text)| (format!("{n}.json").into(), (*text).to_owned())).collect();
        let (catalog, problems) = Catalog::with_own(files);
        let ids = catalog.rows()[Catalog::embedded().rows().len()..].iter().map(|row| row.id.to_string()).collect();
        (catalog, ids, problems.iter().map(ToString::to_string).collect())
    }

    /// What is said of an entry with these keys besides those that it needs, and whether it is kept.
    fn said(rest: &str) -> (Vec<String>, bool) {
        let (_, ids, said) = load(&[&format!(r#"{{"id": "acme-1", "code": "1", "name": "One"{rest}}}"#)]);
        (said, !ids.is_empty())
    }

    const GOOD: &str = r#"{"id": "acme-599", "code": "599", "name": "Reactor Cold"}"#;

    #[test]
    fn three_keys_make_an_entry() {
        let (catalog, ids, said) = load(&[GOOD]);
        assert_eq!((ids, said), (vec!["acme-599".to_owned()], vec![]));
        let index = catalog.find("acme-599").unwrap();
        let (row, page) = (catalog.row(index), catalog.page(index).unwrap());
        assert_eq!((row.category, row.standing, row.class()), (Category::Other, Standing::Unofficial, Some(5)));
        assert_eq!((page.name.as_str(), page.summary.as_str()), ("Reactor Cold", ""));
        assert_eq!(catalog.owners("599").next(), Some(index), "an own entry shows before others of its category");
    }

    #[test]
    fn embedded_entries_stay_where_they_are() {
        let embedded = Catalog::embedded();
        let (catalog, ..) = load(&[GOOD]);
        for (index, row) in embedded.rows().iter().enumerate() {
            assert_eq!(catalog.find(&row.id), Some(index));
        }
        assert_eq!(catalog.find("acme-599"), Some(embedded.rows().len()));
    }

    #[test]
    fn every_entry_of_an_array_has_its_own_text() {
        let (catalog, ids, said) = load(&[&format!(" [ {GOOD} ,\n{}]\n", GOOD.replace("599", "598"))]);
        assert_eq!((ids.len(), said), (2, vec![]));
        for id in ids {
            let index = catalog.find(&id).unwrap();
            assert_eq!(catalog.page(index).unwrap().id, id);
            let text = catalog.row(index).source.text();
            assert!(text.starts_with('{') && text.ends_with('}'), "{text}");
        }
    }

    #[test]
    fn a_bad_entry_is_left_out_and_its_neighbours_are_kept() {
        let other = GOOD.replace("599", "598");
        let (_, ids, said) = load(&[&format!("[{GOOD},\n{{\"id\": \"acme-1\", \"code\": 1}},\n7, [], {other}]")]);
        assert_eq!(ids, ["acme-599", "acme-598"]);
        assert_eq!(
            said,
            [
                "0.json, line 2, column 26, in entry 2 (acme-1): integer `1` stands here in place of a string, so the entry is left out; put it between double quotes",
                "0.json, entry 3, line 3, column 1: it is no object, so it is left out; write an entry between braces",
                "0.json, entry 4, line 3, column 4: it is no object, so it is left out; write an entry between braces",
            ]
        );
    }

    #[test]
    fn a_file_that_is_no_json_is_left_out_whole() {
        let (_, ids, said) = load(&[&format!("[{GOOD}, {{"), "", " \n", "7", "\"x", GOOD]);
        assert_eq!(ids, ["acme-599"]);
        assert_eq!(
            said,
            [
                "0.json, line 1, column 61: the text ends too early, so the file is left out; restore or complete it",
                "1.json: it is empty, so the file is left out; write an entry into it or delete it",
                "2.json: it is empty, so the file is left out; write an entry into it or delete it",
                "3.json: it holds neither an entry nor an array of entries, so the file is left out; begin it with `{` or with `[`",
                "4.json, line 1, column 2: the text ends too early, so the file is left out; restore or complete it",
            ]
        );
    }

    #[test]
    fn ids_are_filled_in_qualified_and_unique() {
        let embedded = GOOD.replace("acme-599", "429").replace("599", "429");
        let bare = GOOD.replace("acme-599", "599");
        let blank = GOOD.replace("Reactor Cold", " ");
        let (_, ids, said) = load(&[GOOD, &format!("[{embedded},\n{bare},\n{blank},\n{GOOD}]")]);
        assert_eq!(ids, ["acme-599"]);
        assert_eq!(
            said,
            [
                "1.json, entry 1 (429), line 1: a bare number is the id of a registered code, so the entry is left out; put your vendor in front, as in `acme-429`",
                "1.json, entry 2 (599), line 2: a bare number is the id of a registered code, so the entry is left out; put your vendor in front, as in `acme-599`",
                "1.json, entry 3 (acme-599), line 3: `name` is empty, so the entry is left out; fill it in",
                "1.json, entry 4 (acme-599), line 4: entry 1 of 0.json has the same id, so the entry is left out; give it another id",
            ]
        );
    }

    #[test]
    fn unknown_words_are_answered_with_the_known_ones() {
        let (said, kept) = said(r#", "category": "clienterror""#);
        assert!(
            !kept && said[0].contains("`clienterror` is not known") && said[0].contains("`client-error`"),
            "{said:?}"
        );
    }

    #[test]
    fn unknown_keys_are_told_and_the_entry_is_kept() {
        let (told, kept) = said(r#", "sumary": "x", "rfc": null, "example": {"request": "", "response": "", "a": 1}"#);
        assert!(kept);
        assert_eq!(
            told,
            [
                "0.json, entry 1 (acme-1), line 1: the key `sumary` is not known, so its text is not shown; write `summary` if that is meant",
                "0.json, entry 1 (acme-1), line 1: the key `example.a` is not known, so its text is not shown; the words that are known here are `request`, `response`",
            ]
        );
    }

    #[test]
    fn links_may_lead_to_any_entry_and_those_that_do_not_are_told() {
        let linked = r#"[{"id": "acme-1", "code": "1", "name": "One", "related": [
            {"id": "429", "why": ""}, {"id": "acme-599", "why": ""}, {"id": "acme-2", "why": ""}]}]"#;
        let (_, ids, said) = load(&[linked, GOOD]);
        assert_eq!(ids.len(), 2);
        assert_eq!(
            said,
            [
                "0.json, entry 1 (acme-1), line 1: `related` names `acme-2`, and there is no entry with this id; correct the id or remove the link"
            ]
        );
    }

    #[test]
    fn an_emoji_is_one_symbol() {
        let emoji = |emoji: &str| {
            let (catalog, _, said) = load(&[&GOOD.replace('}', &format!(r#", "emoji": "{emoji}"}}"#))]);
            let index = catalog.find("acme-599").unwrap();
            assert_eq!(catalog.page(index).unwrap().emoji.as_deref(), catalog.row(index).emoji.as_deref());
            (catalog.row(index).emoji.is_some(), said.len())
        };
        assert_eq!(emoji("🐢"), (true, 0));
        assert_eq!(emoji("👨‍💻"), (true, 0));
        for bad in ["🐢🐢", "fire", r"\u001b", "\u{202e}", ""] {
            assert_eq!(emoji(bad), (false, 1), "{bad:?}");
        }
    }

    #[test]
    fn nothing_that_a_terminal_obeys_comes_out() {
        let evil = r#"{"id": "acme-\u001b[2J", "code": "5\u0007", "name": "\u202egnp.exe", "vendor": "A\u009bB",
            "summary": "two\nlines", "causes": [{"cause": "\u001b]52;c;aGk=\u0007", "check": "a\tb"}],
            "example": {"request": "GET / HTTP/1.1\r\n\n", "response": "\u001b[31m\n"},
            "related": [{"id": "acme-\u001b[2J", "why": ""}]}"#;
        let (catalog, ids, said) = load(&[evil]);
        assert_eq!((ids, said), (vec!["acme-␛[2J".to_owned()], vec![]));
        let index = catalog.find("acme-␛[2J").unwrap();
        let (row, page) = (catalog.row(index), catalog.page(index).unwrap());
        assert_eq!((&*row.code, &*row.name, row.vendor.as_deref()), ("5␇", "\u{fffd}gnp.exe", Some("A\u{fffd}B")));
        assert_eq!((&*page.id, &*page.code, &*page.name), (&*row.id, &*row.code, &*row.name));
        assert_eq!(page.related[0].id, page.id);
        assert_eq!(page.summary, "two lines");
        assert_eq!((&*page.causes[0].cause, &*page.causes[0].check), ("␛]52;c;aGk=␇", "a b"));
        let example = page.example.unwrap();
        assert_eq!((&*example.request, &*example.response), ("GET / HTTP/1.1\n\n", "␛[31m\n"));
        let raw = GOOD.replace("Cold", "\u{9b}2J \u{200b}");
        let (catalog, ..) = load(&[&raw]);
        assert_eq!(catalog.page(catalog.find("acme-599").unwrap()).unwrap().name, "Reactor \u{fffd}2J \u{fffd}");
    }

    #[test]
    fn of_many_problems_the_first_are_told_and_the_others_counted() {
        let (_, _, said) = load(&[&format!("[{}7]", "7,".repeat(99)), "[8]"]);
        assert_eq!(said.len(), MOST_PROBLEMS + 2);
        assert_eq!(
            said[MOST_PROBLEMS],
            "0.json: there are 80 more problems in this file; mend these first and look again"
        );
        let keys: String = (0..30).fold(String::new(), |keys, n| format!(r#"{keys}, "key{n}": 1"#));
        let (said, kept) = self::said(&keys);
        assert!(kept && said.len() == MOST_PROBLEMS + 1 && said[MOST_PROBLEMS].contains("10 more"), "{said:?}");
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = "[".repeat(100_000);
        let (_, ids, said) =
            load(&[&deep, &GOOD.replace('}', &format!(", \"deep\": {deep}{}}}", "]".repeat(100_000)))]);
        assert_eq!((ids.len(), said.len()), (1, 2), "{said:?}");
    }

    #[test]
    fn what_is_accepted_can_be_shown() {
        let deep = "[".repeat(1000) + &"]".repeat(1000);
        for unknown in [r#""\ud800""#, "1e999", &deep] {
            let text = GOOD.replace("Cold", r"C\u006fld").replace('}', &format!(", \"x\": {unknown}}}"));
            let (catalog, ids, _) = load(&[&text]);
            assert_eq!(ids.len(), 1, "{unknown}");
            assert_eq!(catalog.page(catalog.find("acme-599").unwrap()).unwrap().name, "Reactor Cold");
        }
    }
}
