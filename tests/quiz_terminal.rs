//! The quiz of the real program: answers reach the disk whatever happens to the program, its files and its disk.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use httpdex::quiz::session::SavedSession;
use httpdex::store::{Progress, ProgressStore};
use rustix::process::Signal;
use support::home::Home;
use support::random::Random;
use terminal::{Setup, Terminal};

/// How often the program is killed.
const RUNS: usize = 14;

fn file(home: &Home) -> PathBuf {
    home.path().join("data/httpdex/progress.json")
}

/// What is on the disk, which must be sound.
fn progress(home: &Home) -> Progress {
    let (progress, problem) = ProgressStore::new(file(home)).load();
    assert_eq!(problem, None);
    progress
}

/// The menu of the quiz.
fn opened(home: &Home) -> Terminal {
    let mut terminal = Setup { arguments: &["quiz"], size: (80, 24), ..Setup::new(home) }.start();
    terminal.shows("Duel pairs");
    terminal
}

/// The first question of Learn, which is the first of the menu but two. A sitting to go on with is given up for it.
fn learning(terminal: &mut Terminal) {
    let go_on = terminal.text().contains("Resume");
    terminal.send(if go_on { "jj\r\r" } else { "jj\r" }).shows("question 1 ");
}

/// What a terminal shows of the quiz.
trait Shown {
    /// Waits until an answer is told.
    fn told(&mut self) -> &mut Self;
}

impl Shown for Terminal {
    fn told(&mut self) -> &mut Self {
        self.until("the answer", |terminal| {
            let text = terminal.text();
            ["Right.", "Wrong: ", "The answer is"].iter().any(|said| text.contains(said))
        })
    }
}

/// Gives answers and waits until each is told.
fn answer(terminal: &mut Terminal, from: usize, count: usize) {
    for n in from..from + count {
        terminal.shows(&format!("question {} ", n + 1)).send("1").told();
        terminal.send("\r").shows(&format!("question {} ", n + 2));
    }
}

#[test]
fn the_quiz_opens_and_its_answers_are_on_the_disk() {
    let home = Home::new();
    let mut terminal = opened(&home);
    learning(&mut terminal);
    answer(&mut terminal, 0, 3);
    terminal.send("q").left(0).is_given_back();
    let progress = progress(&home);
    assert_eq!((progress.reviews.len(), progress.session.as_ref().map(SavedSession::answered)), (3, Some(3)));
    terminal.send("\"$@\"\n").shows("Resume").shows("Learn, 3 answered").send("G\r").shows("question 4 ");
    terminal.send("1").told().send("u").shows("Took the last answer back").send("q").left(0);
    let progress = self::progress(&home);
    assert_eq!((progress.reviews.len(), progress.undone.len()), (3, 1));
}

#[test]
fn an_answer_and_quitting_in_one_write_keep_the_answer() {
    let home = Home::new();
    let mut terminal = opened(&home);
    learning(&mut terminal);
    terminal.send("1\r1\r1q").left(0);
    assert_eq!(progress(&home).reviews.len(), 3);
}

#[test]
fn a_sprint_counts_down_by_itself_and_every_answer_is_kept() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("jjj\r").shows("60 s").shows("59 s").send("1").shows("question 2").send("1").shows("question 3");
    terminal.send("q").left(0);
    let progress = progress(&home);
    assert_eq!((progress.reviews.len(), progress.session), (2, None));
}

#[test]
fn killed_at_any_moment_it_loses_the_last_answer_at_most() {
    let home = Home::new();
    let mut random = Random::new(20_261);
    let mut before = 0;
    for run in 0..RUNS {
        let mut terminal = opened(&home);
        let go_on = terminal.text().contains("Resume");
        assert_eq!(go_on, progress(&home).session.is_some(), "run {run}");
        terminal.send(if go_on { "G\r" } else { "jj\r" }).until("a question or an end", |terminal| {
            let text = terminal.text();
            text.contains("I don't know") || text.contains("menu")
        });
        // Some answers that were told, and then keys while nobody looks.
        let told = random.below(3);
        let mut given = 0;
        for _ in 0..told {
            if !terminal.text().contains("I don't know") {
                break;
            }
            terminal.send("1").told().send("\r").until("the next one", |terminal| {
                let text = terminal.text();
                text.contains("I don't know") || text.contains("To look at again") || text.contains("All of them")
            });
            given += 1;
            // The program waits a tenth of a second for the disk to have the answer before; a busy machine may need more.
            terminal.until("the answers before on the disk", |_| progress(&home).reviews.len() + 1 >= before + given);
        }
        terminal.send("1\r");
        thread::sleep(Duration::from_micros(random.below(12_000)));
        terminal.signal(Signal::KILL).shows("[left 137]");
        let text = fs::read_to_string(file(&home)).unwrap_or_default();
        let json: serde_json::Value = serde_json::from_str(&text).expect("a sound file");
        assert_eq!(json["version"], 1);
        let progress = progress(&home);
        let after = progress.reviews.len();
        // Each answer that was told is there, but for the last one while it was on its way.
        assert!(after + 1 >= before + given && after <= before + given + 1, "run {run}: {before} + {given}: {after}");
        assert!(progress.session.iter().all(|session| session.answered() <= after));
        before = after;
    }
    assert!(before >= RUNS / 2, "{before} answers");
    let left = fs::read_dir(file(&home).parent().expect("a folder")).expect("a folder");
    let left: Vec<String> = left.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.contains("damaged")), "{left:?}");
}

#[test]
fn two_windows_at_once_both_keep_their_answers() {
    let home = Home::new();
    let (mut one, mut other) = (opened(&home), opened(&home));
    learning(&mut one);
    learning(&mut other);
    for n in 0..6 {
        one.send("1");
        other.send("2");
        one.told().send("\r").shows(&format!("question {} ", n + 2));
        other.told().send("\r").shows(&format!("question {} ", n + 2));
    }
    one.send("q").left(0);
    other.send("1").told().send("q").left(0);
    assert_eq!(progress(&home).reviews.len(), 13);
}

#[test]
fn a_damaged_file_is_set_aside_and_said() {
    let home = Home::new();
    home.write("data/httpdex/progress.json", "{\"version\": 1, \"reviews\": [[17");
    let mut terminal = Setup { arguments: &["quiz"], ..Setup::new(&home) }.start();
    terminal.shows("Duel pairs").shows("progress.json, line 1");
    learning(&mut terminal);
    answer(&mut terminal, 0, 1);
    terminal.send("q").left(0);
    assert_eq!(progress(&home).reviews.len(), 1);
    let aside = fs::read_to_string(file(&home).with_extension("json.damaged")).expect("the old file");
    assert_eq!(aside, "{\"version\": 1, \"reviews\": [[17");
}

#[test]
fn the_file_of_a_newer_version_is_left_alone_and_said() {
    let home = Home::new();
    let text = "{\"version\": 9, \"reviews\": {}}";
    home.write("data/httpdex/progress.json", text);
    let mut terminal = Setup { arguments: &["quiz"], size: (160, 40), ..Setup::new(&home) }.start();
    terminal.shows("Duel pairs").shows("a newer httpdex wrote it");
    learning(&mut terminal);
    goes_on_and_says(&mut terminal, "a newer httpdex wrote it");
    terminal.send("q").left(1).is_given_back().shows("2 answers in the quiz were not saved: ");
    assert_eq!(fs::read_to_string(file(&home)).expect("the file"), text);
}

/// Asserts that the quiz goes on although nothing can be kept, which is said.
fn goes_on_and_says(terminal: &mut Terminal, said: &str) {
    terminal.shows(said).send("1").told().hides(said).send("\r").shows("question 2 ");
    terminal.send("1").told().send("\r").shows("question 3 ");
}

#[test]
fn a_place_that_cannot_be_written_to_is_said_and_the_quiz_goes_on() {
    let home = Home::new();
    // A file stands where the folder should be: who may do everything may not write there either.
    home.write("data/httpdex", "");
    let mut terminal = Setup { arguments: &["quiz"], size: (200, 40), ..Setup::new(&home) }.start();
    terminal.shows("Duel pairs");
    learning(&mut terminal);
    goes_on_and_says(&mut terminal, "so answers in the quiz are not kept");
    fs::remove_file(home.path().join("data/httpdex")).expect("a file to remove");
    terminal.send("1").told().send("q").left(0).is_given_back();
    assert_eq!(progress(&home).reviews.len(), 3, "what waited is kept once it can be");
}

#[test]
fn answers_that_cannot_be_saved_are_counted_and_lost_with_a_word_and_an_exit_code() {
    let home = Home::new();
    home.write("data/httpdex", "");
    let mut terminal = opened(&home);
    learning(&mut terminal);
    terminal.shows("This session is not saved; ! tells why");
    terminal.send("1").told().shows("1 answer is not saved; ! tells why");
    terminal.send("\r").shows("question 2 ").send("1").told().shows("2 answers are not saved; ! tells why");
    let whole = "2 answers are not saved; the next answer tries again: ";
    let advice = "move the file that is where a folder should be";
    let as_read = |terminal: &Terminal| {
        terminal.text().replace(['│', '┃', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    terminal.send("!").until("the whole of it", |terminal| {
        let text = as_read(terminal);
        text.contains(whole) && text.contains(advice)
    });
    assert_eq!(as_read(&terminal).matches("so answers in the quiz are not kept").count(), 1, "{}", terminal.text());
    terminal.send("\x1b").hides("tries again").send("q").left(1).is_given_back();
    let text = terminal.text().replace('\n', "");
    assert!(text.contains("httpdex: 2 answers in the quiz were not saved: ") && text.contains(advice), "{text}");
    // What was answered and taken back is nothing to lose.
    terminal.send("\"$@\"\n").shows("Duel pairs");
    learning(&mut terminal);
    terminal.send("1").told().shows("1 answer is").send("u").shows("This session is not saved").send("q").left(0);
    terminal.shows("this session of the quiz was not saved: ");
}

#[test]
fn answers_that_another_window_holds_up_are_told_while_they_are_read_about_and_at_the_end() {
    let home = Home::new();
    let lock = fs::File::create(home.write("data/httpdex/progress.json.lock", "")).expect("a file to lock");
    lock.lock().expect("a lock");
    let mut terminal = opened(&home);
    learning(&mut terminal);
    terminal.send("1!").shows("Messages").shows("1 answer is not saved; the next").shows("resume that program");
    terminal.send("\x1b").hides("Messages").send("q").left(1).shows("1 answer in the quiz was not saved: ");
    terminal.send("\"$@\"\n").shows("Duel pairs");
    learning(&mut terminal);
    // The end does not wait for the lock as long as an answer does.
    terminal.send("1q").left(1).shows("1 answer in the quiz was not saved: ");
    drop(lock);
    assert_eq!(progress(&home).reviews.len(), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_said_and_the_quiz_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let folder = home.path().join("data/httpdex");
    fs::create_dir_all(&folder).expect("a folder");
    let mode = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("our folder");
    mode(0o500);
    // Whoever may do everything may write there too.
    let is_barred = fs::write(folder.join("probe"), "").is_err();
    let mut terminal = Setup { arguments: &["quiz"], size: (200, 40), ..Setup::new(&home) }.start();
    terminal.shows("Duel pairs");
    learning(&mut terminal);
    if is_barred {
        goes_on_and_says(&mut terminal, "so answers in the quiz are not kept");
    } else {
        answer(&mut terminal, 0, 2);
    }
    mode(0o700);
    terminal.send("1").told().send("q").left(0);
    assert_eq!(progress(&home).reviews.len(), 3);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_the_quiz_goes_on() {
    let home = Home::new();
    let mut terminal = Setup { arguments: &["progress"], size: (200, 40), ..Setup::new(&home) }.start();
    terminal.left(0);
    // No file may grow in what the shell starts from here on, as on a full disk.
    terminal.send("trap '' XFSZ; ulimit -S -f 0; set -- \"$1\" quiz; \"$@\"\n").shows("Duel pairs");
    learning(&mut terminal);
    goes_on_and_says(&mut terminal, "progress.json: it cannot be written");
    terminal.send("q").left(1).is_given_back();
    assert!(!file(&home).exists(), "nothing half written");
    terminal.send("ulimit -S -f unlimited; \"$@\"\n").shows("Duel pairs");
    learning(&mut terminal);
    answer(&mut terminal, 0, 1);
    terminal.send("q").left(0);
    assert_eq!(progress(&home).reviews.len(), 1);
}

#[test]
fn answers_from_the_future_of_a_clock_that_was_set_back_hinder_nobody() {
    let home = Home::new();
    let far = 4_000_000_000_i64;
    let answers: Vec<String> = ["404", "403", "500"]
        .iter()
        .zip(far..)
        .map(|(code, at)| format!("[{at},1,\"{code}:name\",3,\"name:{code}\"]"))
        .collect();
    let text = format!("{{\"version\": 1, \"reviews\": [{}], \"undone\": [], \"session\": null}}", answers.join(","));
    home.write("data/httpdex/progress.json", text);
    let mut terminal = opened(&home);
    learning(&mut terminal);
    answer(&mut terminal, 0, 2);
    terminal.send("\x1b").shows("Duel pairs").send("s").shows("answers").send("q").left(0);
    assert_eq!(progress(&home).reviews.len(), 5);
}
