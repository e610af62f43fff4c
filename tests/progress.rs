//! Answers reach the disk, whatever happens there; and the command line says how far one is.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use httpdex::quiz::memory::Memory;
use httpdex::quiz::memory::review::{Grade, Review, ReviewId};
use httpdex::quiz::session::SavedSession;
use httpdex::store::{Progress, ProgressChange, ProgressStore, Saver};
use support::home::Home;

const FILE: &str = "HTTPDEX_TEST_PROGRESS";
const NOON: i64 = 1_767_268_800;

fn review(at: i64, tag: u32) -> Review {
    let card = format!("{}:name", 400 + at.rem_euclid(18)).parse().unwrap();
    Review { at, tag, card, grade: Grade::Good, key: "name".into(), chosen: None }
}

fn answered(at: i64, tag: u32) -> ProgressChange {
    ProgressChange::Answered(review(at, tag))
}

fn times(progress: &Progress) -> Vec<i64> {
    progress.reviews.iter().map(|review| review.at).collect()
}

struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> std::path::PathBuf {
        self.0.path().join("httpdex/progress.json")
    }

    fn store(&self) -> ProgressStore {
        ProgressStore::new(self.file())
    }

    fn write(&self, text: &str) {
        fs::create_dir_all(self.file().parent().unwrap()).unwrap();
        fs::write(self.file(), text).unwrap();
    }
}

#[test]
fn two_windows_lose_nothing_and_what_one_took_back_stays_away() {
    let files = Files::new();
    thread::scope(|scope| {
        for window in 0..2 {
            let store = files.store();
            scope.spawn(move || {
                for n in 0..40 {
                    store.apply(&[answered(NOON + n, window)]).unwrap();
                }
            });
        }
    });
    let store = files.store();
    let (progress, problem) = store.load();
    assert_eq!((progress.reviews.len(), problem), (80, None));
    assert!(progress.reviews.is_sorted());
    store.apply(&[ProgressChange::Undone(ReviewId(NOON, 1))]).unwrap();
    files.store().apply(&[answered(NOON, 1), ProgressChange::Imported(vec![review(NOON, 1)])]).unwrap();
    let (progress, _) = store.load();
    assert_eq!((progress.reviews.len(), progress.undone.as_slice()), (79, &[ReviewId(NOON, 1)][..]));
}

#[test]
fn a_session_can_be_gone_on_with() {
    let files = Files::new();
    let session = r#"{"mode": "exam", "typing": false, "scope": "popular", "seed": 7, "answered": [],
        "question": ["name:404", 7]}"#;
    let session: SavedSession = serde_json::from_str(session).unwrap();
    files.store().apply(&[ProgressChange::Session(Some(session.clone()))]).unwrap();
    assert_eq!(files.store().load().0.session, Some(session));
    files.store().apply(&[ProgressChange::Session(None)]).unwrap();
    assert_eq!(files.store().load().0.session, None);
}

#[test]
fn an_answer_takes_a_line_and_few_bytes() {
    let files = Files::new();
    files.store().apply(&[ProgressChange::Imported((0..100).map(|n| review(NOON + n, 1)).collect())]).unwrap();
    let text = fs::read_to_string(files.file()).unwrap();
    assert!(text.starts_with("{\n\"version\": 1,\n\"reviews\": [\n[1767268800,1,\""), "{text}");
    assert!(text.lines().count() > 100 && text.len() < 100 * 50, "{} bytes", text.len());
}

#[test]
fn a_damaged_file_is_set_aside() {
    for text in ["", "{\"version\": 1, \"reviews\": [[17", "[]", "{\"version\": 1, \"reviews\": [[1,2,\"x\",3,\"k\"]]}"]
    {
        let files = Files::new();
        files.write(text);
        let (progress, problem) = files.store().load();
        assert_eq!(progress, Progress::default());
        let said = problem.unwrap().to_string();
        assert!(said.contains("progress.json.damaged and a new one is begun"), "{said}");
        assert_eq!(fs::read_to_string(files.file().with_extension("json.damaged")).unwrap(), text);
        files.store().apply(&[answered(NOON, 1)]).unwrap();
        assert_eq!(times(&files.store().load().0), [NOON]);
    }
}

#[test]
fn one_bad_row_sets_nothing_else_aside() {
    let files = Files::new();
    files.store().apply(&(0..5).map(|n| answered(NOON + n, 1)).collect::<Vec<_>>()).unwrap();
    let whole = fs::read_to_string(files.file()).unwrap();
    for (good, bad) in
        [("[1767268802,1", "[1767268802,\"1\""), ("[1767268802,1", "[1767268802,1["), ("[1767268802,", "")]
    {
        let damaged = whole.replace(good, bad);
        for by_load in [true, false] {
            let files = Files::new();
            files.write(&damaged);
            let problem =
                if by_load { files.store().load().1 } else { files.store().apply(&[answered(NOON, 1)]).err() };
            let said = problem.unwrap().to_string();
            assert!(said.contains("1 of 5 answers in the quiz cannot be read (the first one: "), "{said}");
            assert!(said.contains("line 6, column 1") && said.contains("progress.json.damaged and a new one is begun"));
            assert_eq!(fs::read_to_string(files.file().with_extension("json.damaged")).unwrap(), damaged);
            let (progress, problem) = files.store().load();
            assert_eq!((times(&progress), problem), (vec![NOON, NOON + 1, NOON + 3, NOON + 4], None));
        }
    }
}

#[cfg(unix)]
#[test]
fn folders_are_for_their_owner_alone_and_a_link_to_no_file_yet_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let files = Files::new();
    files.store().apply(&[answered(NOON, 1)]).unwrap();
    let folder = files.file().parent().unwrap().to_owned();
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    fs::remove_file(files.file()).unwrap();
    symlink("elsewhere.json", files.file()).unwrap();
    files.store().apply(&[answered(NOON + 1, 1)]).unwrap();
    assert!(fs::symlink_metadata(files.file()).unwrap().is_symlink());
    assert!(fs::read_to_string(folder.join("elsewhere.json")).unwrap().contains("1767268801"));
}

#[test]
fn answers_are_kept_although_the_file_was_damaged_in_the_meantime() {
    let files = Files::new();
    let mut saver = Saver::new(files.store());
    saver.save([answered(NOON, 1)]).unwrap();
    files.write("broken");
    assert!(saver.save([answered(NOON + 1, 1)]).unwrap_err().advice.contains("it is kept as"));
    assert_eq!(saver.waiting(), 0);
    assert_eq!(times(&files.store().load().0), [NOON + 1]);
}

#[test]
fn the_file_of_a_newer_version_is_left_alone() {
    let files = Files::new();
    let text = "{\"version\": 2, \"reviews\": {}}";
    files.write(text);
    let (progress, problem) = files.store().load();
    assert_eq!(progress, Progress::default());
    let what = problem.unwrap().what;
    assert_eq!(what, "a newer httpdex wrote it, so answers in the quiz are neither known nor kept");
    let mut saver = Saver::new(files.store());
    assert!(saver.save([answered(NOON, 1)]).is_err());
    assert_eq!((saver.waiting(), fs::read_to_string(files.file()).unwrap().as_str()), (1, text));
}

#[test]
fn what_could_not_be_kept_goes_with_the_next_answer() {
    let files = Files::new();
    // A file stands where the folder should be.
    let folder = files.file().parent().unwrap().to_owned();
    fs::write(&folder, "").unwrap();
    let mut saver = Saver::new(files.store());
    for n in 0..3 {
        let problem = saver.save([answered(NOON + n, 1)]).unwrap_err().to_string();
        assert!(problem.contains("so answers in the quiz are not kept; move the file"), "{problem}");
        assert_eq!(problem.lines().count(), 1);
    }
    assert_eq!(saver.waiting(), 3);
    fs::remove_file(&folder).unwrap();
    saver.save([answered(NOON + 3, 1)]).unwrap();
    assert_eq!((saver.waiting(), times(&files.store().load().0).len()), (0, 4));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_loses_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let files = Files::new();
    let folder = files.file().parent().unwrap().to_owned();
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    let mut saver = Saver::new(files.store());
    // Whoever may do everything may write there too.
    match saver.save([answered(NOON, 1)]) {
        Ok(()) => assert_eq!(saver.waiting(), 0),
        Err(problem) => assert!(problem.to_string().contains("change its permissions"), "{problem}"),
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    saver.save([answered(NOON + 1, 1)]).unwrap();
    assert_eq!(times(&files.store().load().0), [NOON, NOON + 1]);
}

/// Another process whose files may not grow, as on a full disk: this very program, told to run one test alone.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    if let Some(file) = std::env::var_os(FILE) {
        let mut saver = Saver::new(ProgressStore::new(file.into()));
        let problem = saver.save([answered(NOON + 1, 1)]).unwrap_err().to_string();
        assert!(problem.contains("progress.json: it cannot be written"), "{problem}");
        assert_eq!(saver.waiting(), 1);
        let maximum = getrlimit(Resource::Fsize).maximum;
        setrlimit(Resource::Fsize, Rlimit { current: maximum, maximum }).unwrap();
        return saver.save([answered(NOON + 2, 1)]).unwrap();
    }
    let files = Files::new();
    files.store().apply(&[answered(NOON, 1)]).unwrap();
    let whole = fs::read_to_string(files.file()).unwrap();
    let status = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -S -f 0; exec \"$0\" --exact a_full_disk_loses_nothing --quiet"])
        .arg(std::env::current_exe().unwrap())
        .env(FILE, files.file())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "the file before: {whole}");
    assert_eq!(times(&files.store().load().0), [NOON, NOON + 1, NOON + 2]);
    let left = fs::read_dir(files.file().parent().unwrap()).unwrap().count();
    assert_eq!(left, 2, "the file and its lock, and nothing temporary");
}

#[test]
fn a_clock_that_is_set_back_keeps_every_answer() {
    let files = Files::new();
    for at in [NOON, NOON - 400 * 86_400, NOON + 5, -7] {
        files.store().apply(&[answered(at, 1)]).unwrap();
    }
    let (progress, _) = files.store().load();
    assert_eq!(times(&progress), [-7, NOON - 400 * 86_400, NOON, NOON + 5]);
    assert_eq!(Memory::new(progress.reviews).reviews().len(), 4);
}

/// What the program prints, what it complains about, and its exit code.
fn run(home: &Home, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_httpdex"))
        .args(arguments)
        .env_clear()
        .envs(home.environment())
        .current_dir(home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn store(home: &Home) -> ProgressStore {
    ProgressStore::new(home.path().join("data/httpdex/progress.json"))
}

fn answer_some(home: &Home) {
    let wrong = Review { grade: Grade::Again, chosen: Some("403".into()), ..review(NOON, 9) };
    let mut reviews = vec![Review { card: "401:use".parse().unwrap(), ..wrong }];
    reviews.extend((1..5).map(|n| review(NOON + n, 1)));
    reviews.extend((1..5).map(|n| review(NOON + n + 200_000, 1)));
    store(home).apply(&[ProgressChange::Imported(reviews)]).unwrap();
}

#[test]
fn the_summary_says_how_far_one_is() {
    let home = Home::new();
    let (out, err, code) = run(&home, &["progress"]);
    assert_eq!((out.as_str(), err.as_str(), code), ("There are no answers yet; the quiz asks for them.\n", "", 0));
    answer_some(&home);
    let (out, err, code) = run(&home, &["progress"]);
    assert_eq!((err.as_str(), code), ("", 0));
    for part in ["Answers     9 since 2026-01-01", "Retention ", "Streak ", "Due ", " 4xx", "401 and 403 (1)"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let (out, _, _) = run(&home, &["progress", "--format", "markdown"]);
    assert!(out.starts_with("| Progress | |\n| --- | --- |\n| Answers | 9 since"), "{out}");
    let (out, _, _) = run(&home, &["--format", "json", "progress"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["answers"], &json["confused"][0]["pair"]), (&9.into(), &"401|403".into()));
}

#[test]
fn progress_moves_from_one_machine_to_another() {
    let (here, there) = (Home::new(), Home::new());
    answer_some(&here);
    let (out, err, code) = run(&here, &["progress", "export", "my.json"]);
    assert_eq!((out.as_str(), err.as_str(), code), ("9 answers are in my.json\n", "", 0));
    let file = here.path().join("my.json").display().to_string();
    let exported = fs::read_to_string(&file).unwrap();
    for arguments in [&["progress", "export"][..], &["progress", "export", "-"]] {
        assert_eq!(run(&here, arguments), (exported.clone(), String::new(), 0));
    }
    assert!(!here.path().join("-").exists());
    store(&there).apply(&[answered(NOON + 1, 1), answered(NOON + 77, 1)]).unwrap();
    let imported = |home, expected: &str| assert_eq!(run(home, &["progress", "import", &file]).0, expected);
    imported(&there, "9 answers read, 8 of them new\n");
    imported(&there, "9 answers read, 0 of them new\n");
    assert_eq!(store(&there).load().0.reviews.len(), 10);
    let (out, _, _) = run(&there, &["progress", "import", &file, "--format", "json"]);
    assert_eq!(out, "{\"read\":9,\"new\":0,\"skipped\":0}\n");
}

#[test]
fn a_row_that_cannot_be_imported_is_skipped_and_counted() {
    let home = Home::new();
    let row = |at: i64| format!("[{at},1,\"404:name\",3,\"name\"]");
    let text = format!("{{\"version\": 1, \"reviews\": [\n{},\n[\"a\"],\n{}\n]}}", row(NOON), row(NOON + 1));
    home.write("my.json", &text);
    let (out, err, code) = run(&home, &["progress", "import", "my.json"]);
    assert_eq!((out.as_str(), code), ("2 answers read, 2 of them new\n", 0));
    let said = "my.json, line 3, column 1: 1 row cannot be read and is skipped (expected a whole number, found";
    assert!(err.contains(said) && err.lines().count() == 1, "{err}");
    let (out, _, _) = run(&home, &["progress", "import", "my.json", "--format", "json"]);
    assert_eq!(out, "{\"read\":2,\"new\":0,\"skipped\":1}\n");
}

#[cfg(unix)]
#[test]
fn an_export_to_a_device_or_a_pipe_is_written_to_it() {
    use std::os::unix::fs::FileTypeExt;
    let home = Home::new();
    answer_some(&home);
    let exported = run(&home, &["progress", "export"]).0;
    for arguments in [&["progress", "export", "/dev/null"][..], &["progress", "export", "--anki", "/dev/null"]] {
        let (out, err, code) = run(&home, arguments);
        assert!(out.ends_with("are in /dev/null\n") && err.is_empty() && code == 0, "{out}{err}");
    }
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert_eq!(run(&home, &["progress", "export", "/dev/stdout"]), (exported.clone(), String::new(), 0));
    let shell = |command: &str| {
        let mut shell = Command::new("bash");
        shell.args(["-c", command, env!("CARGO_BIN_EXE_httpdex")]).env_clear().envs(home.environment());
        let output = shell.env("PATH", std::env::var_os("PATH").unwrap()).current_dir(home.path()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(shell("\"$0\" progress export >(cat >&2) 2>/dev/null"), "9 answers are in /dev/fd/63\n");
    assert_eq!(shell("mkfifo pipe; cat pipe & \"$0\" progress export pipe >/dev/null; wait; test -p pipe"), exported);
    assert_eq!(shell("\"$0\" progress export /dev/stdout >file; cat file"), exported);
    shell("ln -s later.json link.json; \"$0\" progress export link.json; test -L link.json -a -f later.json");
}

#[test]
fn what_cannot_be_imported_or_exported_is_said_in_a_sentence() {
    let home = Home::new();
    let wrong = |arguments: &[&str], said: &str, expected: i32| {
        let (out, err, code) = run(&home, arguments);
        assert!(err.contains(said) && err.lines().count() == 1, "{arguments:?}: {err}");
        assert_eq!((out.as_str(), code), ("", expected), "{arguments:?}");
    };
    home.write("bookmarks.json", "{\"version\": 1, \"bookmarks\": []}");
    home.write("cut.json", "{\"version\": 1, \"reviews\": [\n[1,");
    home.write("table.csv", "a,b\n");
    wrong(&["progress", "import", "bookmarks.json"], "it does not hold progress of httpdex; give a file that", 2);
    wrong(&["progress", "import", "cut.json"], "cut.json, line 2, column 3: the text ends too early", 2);
    wrong(&["progress", "import", "table.csv"], "this is not valid JSON", 2);
    wrong(&["progress", "import", "absent.json"], "there is no such file; correct the path", 2);
    wrong(&["progress", "export"], "nothing to export; answer", 1);
    wrong(&["progress", "export", "--format", "markdown"], "as JSON, or for Anki", 2);
    let file = home.write("data/httpdex/progress.json", "{\"version\": 9}");
    wrong(&["progress"], "a newer httpdex wrote it", 2);
    wrong(&["progress", "export", "out.json"], "a newer httpdex wrote it", 2);
    wrong(&["progress", "import", "bookmarks.json"], "does not hold progress of httpdex", 2);
    assert!(Path::new(&file).exists() && !home.path().join("out.json").exists());
}

#[test]
fn anki_gets_a_note_for_every_code() {
    let home = Home::new();
    let (out, err, code) = run(&home, &["progress", "export", "--anki", "notes.txt"]);
    assert_eq!((err.as_str(), code), ("", 0));
    let text = fs::read_to_string(home.path().join("notes.txt")).unwrap();
    let (header, notes): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    assert_eq!(header[..2], ["#separator:tab", "#html:true"]);
    assert_eq!(notes.len(), httpdex::catalog::Catalog::embedded_len());
    assert_eq!(out, format!("{} notes for Anki are in notes.txt\n", notes.len()));
    let mut ids = std::collections::HashSet::new();
    for note in notes {
        let fields: Vec<&str> = note.split('\t').collect();
        assert_eq!(fields.len(), 4, "{note}");
        assert!(ids.insert(fields[0]), "{note}");
        let links = note.matches("<a href=\"").count();
        assert_eq!(note.matches('"').count(), 2 * links, "a quotation mark is one of a link: {note}");
        for tag in ["b", "code", "a"] {
            let count = |mark: &str| fields[2].matches(mark).count();
            assert_eq!(count(&format!("<{tag}>")) + count(&format!("<{tag} ")), count(&format!("</{tag}>")), "{note}");
        }
    }
    assert!(run(&home, &["progress", "export", "--help"]).0.contains("no dates of repetition"));
}
