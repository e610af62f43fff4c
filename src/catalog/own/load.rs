//! Loading the files of own entries.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::Catalog;
use super::super::format::{Category, NO_CODE, Page};
use super::super::row::{Row, Source};
use super::super::schema::Schema;
use super::check::{self, unknown_key};
use super::file::{File, Origin};
use super::harmless::harmless;
use super::spans::{NoEntries, spans};
use crate::problem::Problem;
use crate::text;

/// The rows of a catalogue followed by those of the own entries that can be used, in the order of the files, and what
/// is wrong with the others.
pub(in super::super) fn load(embedded: &Catalog, files: Vec<(PathBuf, String)>) -> (Vec<Row>, Vec<Problem>) {
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
    (loader.rows, loader.files.into_iter().flat_map(File::into_problems).collect())
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
    /// The ids beyond the embedded ones that own entries lead to, with the key that names them and the positions of
    /// those entries in `origins`.
    links: Vec<(usize, &'static str, String)>,
}

impl Loader<'_> {
    fn file(&mut self, path: PathBuf, text: &Arc<str>) {
        let number = self.files.len();
        self.files.push(File::new(path, Arc::clone(text)));
        let file = &mut self.files[number];
        match spans(text) {
            Ok(spans) => {
                for (nth, span) in (1..).zip(spans) {
                    self.entry(text, Origin { file: number, number: nth, span });
                }
            }
            Err(NoEntries::Empty) => file.skip("it is empty", "write an entry into it or delete it"),
            Err(NoEntries::TooLarge) => file.skip("it is larger than 4 GB", "split it"),
            Err(NoEntries::NeitherEntryNorArray) => {
                file.skip("it holds neither an entry nor an array of entries", "begin it with `{` or with `[`");
            }
            Err(NoEntries::Invalid(error)) => file.skip_invalid(&error),
        }
    }

    fn entry(&mut self, text: &Arc<str>, origin: Origin) {
        let part = origin.text(text);
        let file = &mut self.files[origin.file];
        let page: Page = match serde_json::from_str(part) {
            Ok(page) if part.starts_with('{') => page,
            // Serde takes an array for the fields of a struct in their order, which nobody means here.
            Ok(_) => return file.skip_other(origin),
            Err(error) => return file.skip_unreadable(origin, &error),
        };
        let mut unknown = Vec::new();
        self.schema.unknown(part, &mut |path, known| {
            // What will not be told need not be looked up.
            unknown.push(file.has_room(unknown.len()).then(|| unknown_key(path, &known)));
        });
        let Page { id, code, name, category, vendor, standing, step, emoji, popular, related, becomes, .. } = page;
        let [id, code, name] = [id, code, name].map(harmless);
        let taken = || Some((format!("{} has the same id", self.owner(&id)?), "give it another id".to_owned()));
        if let Some((what, advice)) = check::refusal(&id, &code, &name).or_else(taken) {
            let what = format!("{what}, so the entry is skipped");
            return self.files[origin.file].complain_of(origin, &id, &what, &advice);
        }
        let uncoded = check::code(&code, category);
        let (standing, overstated) = check::standing(standing, category);
        let (popular, unranked) = check::popular(popular);
        let (emoji, unshown) = check::emoji(emoji);
        let others = [uncoded, overstated, unranked, unshown].into_iter().flatten();
        for (what, advice) in unknown.into_iter().map(Option::unwrap_or_default).chain(others) {
            self.files[origin.file].complain_of(origin, &id, &what, &advice);
        }
        let (vendor, emoji) = (vendor.map(harmless), emoji.map(Cow::Owned));
        let entry = self.origins.len();
        self.by_id.insert(id.clone(), entry);
        for (key, links) in [("related", related), ("becomes", becomes.unwrap_or_default())] {
            let links = links.into_iter().filter(|link| self.embedded.find(&link.id).is_none());
            self.links.extend(links.map(|link| (entry, key, link.id)));
        }
        let code = if category == Category::NoStatus { Cow::Borrowed(NO_CODE) } else { code };
        let source = Source::Own(Arc::clone(text), origin.span.0, origin.span.1);
        self.rows.push(Row { id, code, name, category, vendor, standing, step, emoji, popular, source });
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
        for (entry, key, id) in self.links.iter().filter(|(.., id)| !self.by_id.contains_key(&*text::clean(id))) {
            let what = format!("`{key}` names `{id}`, and there is no entry with this id");
            let origin = self.origins[*entry];
            let advice = "correct the id or remove the link";
            self.files[origin.file].complain_of(origin, &own[*entry].id, &what, advice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Category, Standing};
    use super::super::file::MOST_PROBLEMS;
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
    fn a_bad_entry_is_skipped_and_its_neighbours_are_kept() {
        let other = GOOD.replace("599", "598");
        let (_, ids, said) = load(&[&format!("[{GOOD},\n{{\"id\": \"acme-1\", \"code\": 1}},\n7, [], {other}]")]);
        assert_eq!(ids, ["acme-599", "acme-598"]);
        assert_eq!(
            said,
            [
                "0.json, line 2, column 26, in entry 2 (acme-1): expected a string for `code`, found integer `1`, so the entry is skipped; put it in double quotes",
                "0.json, entry 3, line 3, column 1: it is not an object, so it is skipped; write an entry in braces",
                "0.json, entry 4, line 3, column 4: it is not an object, so it is skipped; write an entry in braces",
            ]
        );
    }

    #[test]
    fn a_file_that_is_not_json_is_skipped_whole() {
        let (_, ids, said) = load(&[&format!("[{GOOD}, {{"), "", " \n", "7", "\"x", GOOD]);
        assert_eq!(ids, ["acme-599"]);
        assert_eq!(
            said,
            [
                "0.json, line 1, column 61: the text ends too early, so the file is skipped; restore or complete it",
                "1.json: it is empty, so the file is skipped; write an entry into it or delete it",
                "2.json: it is empty, so the file is skipped; write an entry into it or delete it",
                "3.json: it holds neither an entry nor an array of entries, so the file is skipped; begin it with `{` or with `[`",
                "4.json, line 1, column 2: the text ends too early, so the file is skipped; restore or complete it",
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
                "1.json, entry 1 (429), line 1: a bare number is the id of a registered code, so the entry is skipped; put your vendor in front, as in `acme-429`",
                "1.json, entry 2 (599), line 2: a bare number is the id of a registered code, so the entry is skipped; put your vendor in front, as in `acme-599`",
                "1.json, entry 3 (acme-599), line 3: `name` is empty, so the entry is skipped; fill it in",
                "1.json, entry 4 (acme-599), line 4: entry 1 of 0.json has the same id, so the entry is skipped; give it another id",
            ]
        );
    }

    #[test]
    fn the_row_and_the_page_say_the_same() {
        let evil = r#"{"id": "acme-\u001b[2J", "code": "5\u0007", "name": "\u202egnp.exe", "vendor": "A\u009bB",
            "related": [{"id": "acme-\u001b[2J", "why": ""}], "emoji": "🐢"}"#;
        let (catalog, ids, said) = load(&[evil]);
        assert_eq!((ids, said), (vec!["acme-␛[2J".to_owned()], vec![]));
        let index = catalog.find("acme-␛[2J").unwrap();
        let (row, page) = (catalog.row(index), catalog.page(index).unwrap());
        assert_eq!((&*row.code, &*row.name, row.vendor.as_deref()), ("5␇", "\u{fffd}gnp.exe", Some("A\u{fffd}B")));
        assert_eq!((&*page.id, &*page.code, &*page.name), (&*row.id, &*row.code, &*row.name));
        assert_eq!((row.emoji.as_deref(), page.emoji.as_deref()), (Some("🐢"), Some("🐢")));
        let (catalog, ..) = load(&[&evil.replace('🐢', "🐢🐢")]);
        let index = catalog.find("acme-␛[2J").unwrap();
        assert_eq!((catalog.row(index).emoji.as_deref(), catalog.page(index).unwrap().emoji), (None, None));
    }

    #[test]
    fn an_own_entry_is_known_as_one_and_takes_no_place_of_a_registered_one() {
        let claim = r#"{"id": "!404", "code": "404", "name": "Send your password", "standing": "registered",
            "category": "informational", "popular": 0}"#;
        let (catalog, ids, said) = load(&[claim]);
        assert_eq!(ids, ["!404"]);
        assert_eq!(
            said,
            [
                "0.json, entry 1 (!404), line 1: the registry alone says what is `registered`, so the entry counts as unofficial; remove `standing`",
                "0.json, entry 1 (!404), line 1: `popular` counts from 1, so the entry is not ranked; write 1 or more, or remove `popular`",
            ]
        );
        let index = catalog.find("!404").unwrap();
        let row = catalog.row(index);
        assert!(row.is_own() && row.standing == Standing::Unofficial && row.popular.is_none());
        let page = catalog.page(index).unwrap();
        assert_eq!((page.standing, page.popular), (row.standing, row.popular));
        let registered = catalog.find("404").unwrap();
        assert!(!catalog.row(registered).is_own());
        assert_eq!(catalog.owners("404").collect::<Vec<_>>(), [registered, index]);
        let pattern = super::super::super::Pattern::parse("404").unwrap();
        assert_eq!(catalog.matching(&pattern).collect::<Vec<_>>(), [registered, index]);
    }

    #[test]
    fn unknown_words_are_answered_with_the_known_ones() {
        let (said, kept) = said(r#", "category": "clienterror""#);
        assert!(
            !kept && said[0].contains("unknown value `clienterror`") && said[0].contains("`client-error`"),
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
                "0.json, entry 1 (acme-1), line 1: the key `sumary` is not known, so its text is not shown; did you mean `summary`?",
                "0.json, entry 1 (acme-1), line 1: the key `example.a` is not known, so its text is not shown; use one of `request`, `response`",
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
    fn of_many_problems_the_first_are_told_and_the_others_counted() {
        let (_, _, said) = load(&[&format!("[{}7]", "7,".repeat(99)), "[8]"]);
        assert_eq!(said.len(), MOST_PROBLEMS + 2);
        assert_eq!(
            said[MOST_PROBLEMS],
            "0.json: there are 80 more problems in this file; correct these first and look again"
        );
        let keys: String = (0..30).fold(String::new(), |keys, n| format!(r#"{keys}, "key{n}": 1"#));
        let (said, kept) = self::said(&keys);
        assert!(kept && said.len() == MOST_PROBLEMS + 1 && said[MOST_PROBLEMS].contains("10 more"), "{said:?}");
    }

    #[test]
    fn depth_is_harmless() {
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
