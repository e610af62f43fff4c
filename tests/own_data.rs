//! Whatever a user's files hold: it is said once with file, place and advice, the rest works, and the files stay.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use httpdex::catalog::{Catalog, Schema};
use httpdex::config::Config;
use httpdex::files;
use httpdex::store::{Change, State, StateStore};
use proptest::prelude::*;
use serde_json::{Value, json};

const GOOD: &str = r#"{"id": "acme-599", "code": "599", "name": "Reactor Cold"}"#;

/// A folder with one good file, `good.json`, and whatever a test puts beside it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.with("good.json", GOOD)
    }

    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), text).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Every file, with its beginning and its length.
    fn files(&self) -> BTreeMap<PathBuf, (Vec<u8>, u64)> {
        let paths = fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().path());
        let files = paths.filter(|path| path.is_file());
        files
            .map(|path| {
                let length = fs::metadata(&path).unwrap().len();
                let text = if length < 1 << 20 { fs::read(&path).unwrap_or_default() } else { Vec::new() };
                (path, (text, length))
            })
            .collect()
    }

    /// Loads the folder, sees to it that no file changed and that the good entry is there, and gives what was said.
    fn load(&self) -> (Catalog, Vec<String>) {
        let before = self.files();
        let (files, mut problems) = files::read_own(None, &[self.0.path().to_owned()]);
        let (catalog, more) = Catalog::with_own(files);
        problems.extend(more);
        assert_eq!(self.files(), before, "own files are never written");
        let good = catalog.find("acme-599").expect("a good neighbour is kept");
        assert_eq!(catalog.page(good).unwrap().name, "Reactor Cold");
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(!said.iter().any(|said| said.contains(char::is_control)), "{said:?}");
        (catalog, said)
    }

    /// What is said of one bad file.
    fn said(&self, name: &str) -> String {
        let (_, said) = self.load();
        assert_eq!(said.len(), 1, "{said:?}");
        let path = self.path(name).display().to_string();
        said[0].strip_prefix(&path).unwrap_or_else(|| panic!("{said:?} names {path}")).to_owned()
    }
}

fn said_of(text: impl AsRef<[u8]>) -> String {
    Folder::new().with("bad.json", text).said("bad.json")
}

#[test]
fn empty_and_truncated() {
    assert_eq!(said_of(""), ": it is empty, so the file is skipped; write an entry into it or delete it");
    assert_eq!(
        said_of("[{\"id\": \"acme-1\",\n\"co"),
        ", line 2, column 3: the text ends too early, so the file is skipped; restore or complete it"
    );
}

#[test]
fn not_utf8() {
    assert_eq!(
        said_of(b"{\"id\":\n\"\xff\"}"),
        ", line 2, column 2 (byte 9): it is not UTF-8 from here on; save it as UTF-8"
    );
}

#[test]
fn a_hundred_megabytes() {
    let folder = Folder::new();
    fs::File::create(folder.path("bad.json")).unwrap().set_len(100 << 20).unwrap();
    assert_eq!(folder.said("bad.json"), ": it is larger than 64 MB; split it or remove what does not belong there");
}

#[test]
fn wrong_types() {
    assert!(
        said_of(r#"{"id": 5}"#)
            .starts_with(", line 1, column 8, in entry 1: expected a string for `id`, found integer `5`")
    );
    assert_eq!(
        said_of(r#"{"id": "acme-1", "code": "1", "name": "One", "traits": {"body": 7}}"#),
        ", line 1, column 65, in entry 1 (acme-1): expected a string for `body`, found number `7`, so the entry is \
         skipped; write one of `required`, `allowed`, `forbidden`, as a string"
    );
    assert!(said_of("true").starts_with(": it holds neither an entry nor an array of entries"));
    let texts = r#"{"id": "acme-1", "code": "1", "name": "One", "aliases": "uno"}"#;
    assert!(
        said_of(texts).ends_with(
            "expected an array for `aliases`, found string \"uno\", so the entry is skipped; write an array"
        )
    );
}

#[test]
fn duplicate_and_dangling_ids() {
    let (_, said) = Folder::new().with("later.json", GOOD).load();
    assert!(said[0].contains("good.json has the same id, so the entry is skipped; give it another id"), "{said:?}");
    let dangling = GOOD.replace("599", "598").replace('}', r#", "related": [{"id": "acme-0", "why": ""}]}"#);
    let folder = Folder::new().with("bad.json", dangling);
    assert!(folder.said("bad.json").contains("`related` names `acme-0`, and there is no entry with this id"));
    assert!(folder.load().0.find("acme-598").is_some(), "the entry is kept");
}

#[test]
fn a_folder_in_place_of_a_file() {
    let folder = Folder::new();
    fs::create_dir(folder.path("bad.json")).unwrap();
    assert_eq!(folder.said("bad.json"), ": it is a folder, not a file; put a file there");
}

#[test]
fn a_folder_that_is_not_there() {
    let (files, problems) = files::read_own(None, &["/absent/own".into()]);
    assert!(files.is_empty());
    assert_eq!(
        problems[0].to_string(),
        "/absent/own: there is no such file or folder; correct the path or make the folder"
    );
}

#[test]
fn a_file_may_be_given_too() {
    let folder = Folder::new().with("other.txt", GOOD.replace("599", "598"));
    let (files, problems) = files::read_own(None, &[folder.path("other.txt"), folder.path("other.txt")]);
    assert_eq!((files.len(), problems.len()), (1, 0), "and is read once");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    fn forbid(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_pipe_and_a_device() {
        let folder = Folder::new();
        mknodat(CWD, folder.path("bad.json"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        assert_eq!(folder.said("bad.json"), ": it is a pipe or device, not a file; put a file there");
        fs::remove_file(folder.path("bad.json")).unwrap();
        symlink("/dev/zero", folder.path("bad.json")).unwrap();
        assert_eq!(folder.said("bad.json"), ": it is a pipe or device, not a file; put a file there");
        let (_, problems) = Config::load(Some(&folder.path("bad.json")));
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn a_file_that_may_not_be_read() {
        let folder = Folder::new().with("bad.json", GOOD.replace("599", "598"));
        forbid(&folder.path("bad.json"), 0);
        if fs::File::open(folder.path("bad.json")).is_err() {
            assert!(folder.said("bad.json").starts_with(": it cannot be read (Permission denied"));
        } else {
            // Nothing is forbidden to root, so it has to be read.
            assert!(folder.load().0.find("acme-598").is_some());
        }
    }

    #[test]
    fn a_folder_that_may_not_be_read() {
        let folder = Folder::new();
        fs::create_dir(folder.path("sub")).unwrap();
        forbid(&folder.path("sub"), 0);
        if fs::read_dir(folder.path("sub")).is_err() {
            assert!(folder.said("sub").starts_with(": it cannot be read (Permission denied"));
        } else {
            assert_eq!(folder.load().1, Vec::<String>::new());
        }
        forbid(&folder.path("sub"), 0o700);
    }

    #[test]
    fn links_that_loop_or_lead_nowhere() {
        let folder = Folder::new();
        symlink(folder.0.path(), folder.path("loop")).unwrap();
        symlink("self", folder.path("self")).unwrap();
        assert_eq!(folder.load().1, Vec::<String>::new());
        symlink("absent", folder.path("bad.json")).unwrap();
        assert_eq!(folder.said("bad.json"), ": it is a link that leads nowhere; correct or remove it");
        fs::remove_file(folder.path("bad.json")).unwrap();
        symlink("bad.json", folder.path("bad.json")).unwrap();
        assert!(folder.said("bad.json").starts_with(": it cannot be read ("));
    }

    #[test]
    fn a_name_that_a_terminal_would_obey() {
        let folder = Folder::new().with("bad\x1b[2J.json", "");
        let (_, said) = folder.load();
        assert!(said[0].contains("bad␛[2J.json: it is empty"), "{said:?}");
    }

    #[test]
    fn a_read_only_folder_keeps_what_it_holds() {
        let folder = Folder::new();
        let store = StateStore::new(folder.path("state.json"));
        store.apply(&[Change::Bookmark("429".into())]).unwrap();
        forbid(folder.0.path(), 0o500);
        let forbidden = fs::write(folder.path("probe"), "").is_err();
        assert_eq!(store.load().0.bookmarks, ["429"]);
        assert_eq!(store.load().1, None, "nothing is wrong until something is to be kept");
        let applied = store.apply(&[Change::Bookmark("404".into())]);
        forbid(folder.0.path(), 0o700);
        if forbidden {
            assert!(applied.unwrap_err().to_string().contains("it cannot be written (Permission denied"));
            assert_eq!(store.load().0.bookmarks, ["429"]);
        } else {
            // Nothing is forbidden to root; the next test has a folder that forbids it to everybody.
            assert_eq!(applied, Ok(()));
        }
    }
}

#[test]
fn a_folder_that_nobody_can_make() {
    let folder = Folder::new().with("httpdex", "a file where the folder should be");
    let before = folder.files();
    let store = StateStore::new(folder.path("httpdex/state.json"));
    let (state, _) = store.load();
    assert_eq!(state, State::default());
    let said = store.apply(&[Change::Bookmark("404".into())]).unwrap_err().to_string();
    assert!(said.contains("so bookmarks and choices are not kept; move the file that is"), "{said}");
    assert_eq!(folder.files(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_system_on_which_not_even_root_can_write() {
    let store = StateStore::new("/proc/self/state.json".into());
    assert_eq!(store.load(), (State::default(), None));
    let said = store.apply(&[Change::Bookmark("404".into())]).unwrap_err().to_string();
    assert!(said.starts_with("/proc/self/state.json.lock: it cannot be written ("), "{said}");
}

/// Puts a text in front of every string in a value.
fn poison(value: &mut Value, evil: &str) {
    match value {
        Value::String(text) => *text = format!("{evil}{text}"),
        Value::Array(values) => values.iter_mut().for_each(|value| poison(value, evil)),
        Value::Object(object) => object.values_mut().for_each(|value| poison(value, evil)),
        _ => (),
    }
}

/// Every string in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(object) => object.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// An entry with every key there is.
fn full() -> Value {
    let embedded = Catalog::embedded();
    let page = embedded.page(embedded.find("429").unwrap()).unwrap();
    let mut entry = serde_json::to_value(page).unwrap();
    entry["id"] = json!("acme-429");
    entry["vendor"] = json!("Acme");
    entry["standing"] = json!("unofficial");
    entry["seen_by"] = json!("the log");
    entry["settings"] = json!([{"name": "a", "default": "b", "effect": "c"}]);
    entry["meanings"] = json!([{"owner": "a", "meaning": "b", "check": "c"}]);
    entry["snippets"] = json!(["curl"]);
    entry["step"] = json!("tls");
    entry["done"] = json!("nothing");
    entry["happened"] = json!("it was refused");
    entry["becomes"] = json!([]);
    entry["proxy_status"] = json!(["tls_protocol_error"]);
    entry["clients"] = json!([{"client": "a", "version": "1", "message": "b", "recorded": true, "source": null}]);
    entry["related"] = json!([]);
    assert!(Schema::new().keys().iter().all(|key| entry.get(key).is_some()));
    entry
}

#[test]
fn escape_sequences_come_out_of_no_text() {
    const WORDS: [&str; 6] = ["category", "standing", "headers", "traits", "step", "done"];
    let evil = "\x1b]0;owned\x07\x1b[2J\u{9b}31m\u{202e}\u{7f}\u{8}";
    let mut entry = full();
    for (key, value) in entry.as_object_mut().unwrap() {
        if !WORDS.contains(&key.as_str()) {
            poison(value, evil);
        }
    }
    entry["headers"][0]["why"] = json!(evil);
    entry["traits"]["retry"]["why"] = json!(evil);
    let folder = Folder::new().with("evil.json", entry.to_string());
    let (catalog, said) = folder.load();
    assert_eq!(said.len(), 1, "the emoji is refused: {said:?}");
    let index = catalog.filter(|row| row.id.ends_with("acme-429")).next().unwrap();
    let page = serde_json::to_value(catalog.page(index).unwrap()).unwrap();
    let row = format!("{:?}", catalog.row(index).title());
    let all = texts(&page);
    assert!(all.len() > 100);
    for text in all.into_iter().chain([row.as_str(), &said[0]]) {
        assert!(!text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{text:?}");
    }
    assert!(page["summary"].as_str().unwrap().starts_with("␛]0;owned␇␛[2J\u{fffd}31m\u{fffd}␡␈"));
}

fn any_json() -> impl Strategy<Value = Value> {
    let keys = Schema::new().keys().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let key = prop_oneof![proptest::sample::select(keys), any::<String>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("429")),
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6)
                .prop_map(|object| Value::Object(object.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = Folder::new().with("a.json", &bytes);
        let (catalog, said) = folder.load();
        prop_assert!(catalog.rows().len() > Catalog::embedded().rows().len());
        prop_assert!(said.len() <= 21);
        let _ = Config::load(Some(&folder.path("a.json")));
    }

    #[test]
    fn any_neighbours_leave_a_good_entry(before in prop::collection::vec(any_json(), 0..4), after in any_json()) {
        let mut entries = before;
        entries.push(json!({"id": "acme-598", "code": "598", "name": "Reactor Hot"}));
        entries.push(after);
        let (catalog, _) = Folder::new().with("a.json", Value::from(entries).to_string()).load();
        prop_assert!(catalog.find("acme-598").is_some());
    }

    #[test]
    fn any_value_of_any_key(key in proptest::sample::select(
        Schema::new().keys().into_iter().map(str::to_owned).collect::<Vec<_>>()), value in any_json())
    {
        let mut entry = full();
        entry[&key] = value;
        let (catalog, said) = Folder::new().with("a.json", entry.to_string()).load();
        let own = catalog.rows().len() - Catalog::embedded().rows().len();
        prop_assert!(own == 2 || !said.is_empty(), "an entry that is left out is told");
        for index in catalog.rows().len() - own..catalog.rows().len() {
            prop_assert!(catalog.page(index).is_ok(), "what was accepted can be shown");
        }
    }

    #[test]
    fn any_state_is_kept_or_set_aside(bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..100),
        any_json().prop_map(|mut json| {
            if let Some(object) = json.as_object_mut() {
                object.insert("version".into(), json!(1));
            }
            json.to_string().into_bytes()
        }),
    ]) {
        let folder = Folder::new().with("state.json", &bytes);
        let store = StateStore::new(folder.path("state.json"));
        let (_, problem) = store.load();
        if let Some(problem) = problem {
            let aside = fs::read(folder.path("state.json.damaged"));
            prop_assert!(aside.or_else(|_| fs::read(folder.path("state.json"))).unwrap() == bytes, "{problem}");
        }
    }
}
