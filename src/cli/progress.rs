//! How far somebody is in the quiz, and the way in and out for what they answered.

use std::io;
use std::path::Path;

use chrono::DateTime;

use super::arguments::{Format, ProgressAction};
use super::complain::complain;
use super::exit;
use super::library::Library;
use super::output::Output;
use crate::catalog::{Catalog, Row};
use crate::clock;
use crate::files;
use crate::json;
use crate::problem::Problem;
use crate::quiz::anki;
use crate::quiz::card::Card;
use crate::quiz::memory::Memory;
use crate::quiz::memory::export::{self, Imported};
use crate::quiz::memory::review::Review;
use crate::quiz::statistics::{ClassProgress, Share, Statistics};
use crate::store::{Content, Damage, Progress, ProgressStore};
use crate::text::{self, Role};

/// The column of the names in the summary, and the least that the one beside it takes.
const NAMES: usize = 12;
const LEAST: usize = 20;

/// Prints a summary, exports or imports.
pub(super) fn run(library: &Library, output: &mut Output, action: Option<&ProgressAction>) -> io::Result<u8> {
    if let Some(ProgressAction::Export { file, anki: true }) = action {
        return export_anki(library, output, file.as_deref());
    }
    let Some(path) = library.settings.folders.progress_file() else {
        complain("no folder for progress is known; set XDG_DATA_HOME or HOME");
        return Ok(exit::WRONG);
    };
    let store = ProgressStore::new(path);
    match action {
        None => summary(library, output, &store),
        Some(ProgressAction::Export { file, .. }) => export(output, &store, file.as_deref()),
        Some(ProgressAction::Import { file }) => import(output, &store, file),
    }
}

fn said(problem: &Problem) -> u8 {
    complain(&problem.to_string());
    exit::WRONG
}

fn export(output: &mut Output, store: &ProgressStore, file: Option<&Path>) -> io::Result<u8> {
    if output.format == Format::Markdown {
        complain("progress is exported as JSON, or for Anki with --anki; leave --format markdown out");
        return Ok(exit::WRONG);
    }
    let (progress, problem) = store.load();
    // An earlier export must not be replaced by what is left of a damaged file.
    if let Some(problem) = problem {
        return Ok(said(&problem));
    }
    if progress.reviews.is_empty() {
        complain("there is nothing to export; answer some questions of the quiz first");
        return Ok(exit::NOT_FOUND);
    }
    hand_over(output, file, &export::export(&progress.reviews)?, (progress.reviews.len(), "answers"))
}

fn export_anki(library: &Library, output: &mut Output, file: Option<&Path>) -> io::Result<u8> {
    let mut notes = anki::HEADER.to_owned();
    let mut count = 0;
    for index in library.catalog.filter(|_| true) {
        match library.catalog.page(index) {
            Ok(page) => notes.push_str(&anki::note(library.catalog.row(index), &page)),
            Err(error) => {
                complain(&error.to_string());
                continue;
            }
        }
        count += 1;
    }
    hand_over(output, file, &notes, (count, "notes for Anki"))
}

fn hand_over(output: &mut Output, file: Option<&Path>, text: &str, (count, what): (usize, &str)) -> io::Result<u8> {
    let Some(file) = file.filter(|file| *file != Path::new("-") && !is_standard_output(file)) else {
        output.plain(text)?;
        return Ok(exit::DONE);
    };
    match files::write(file, text) {
        Ok(()) => {
            output.plain(&format!("{count} {what} are in {}\n", text::clean(&file.to_string_lossy())))?;
            Ok(exit::DONE)
        }
        Err(problem) => Ok(said(&problem)),
    }
}

/// Whether a path leads to where standard output goes: what is said there would end up among what is exported.
fn is_standard_output(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let file = |path: &Path| std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()));
        file(path).is_some_and(|there| file(Path::new("/dev/stdout")) == Some(there))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

fn import(output: &mut Output, store: &ProgressStore, file: &Path) -> io::Result<u8> {
    let text = match files::read_text(file, Progress::LIMIT) {
        Ok(Some(text)) => text,
        Ok(None) => return Ok(said(&Problem::new(file, "", "there is no such file", "correct the path"))),
        Err(problem) => return Ok(said(&problem)),
    };
    // What is wrong with this file is said before anything about ours.
    if let Err(problem) = read(file, &text, &mut |_| false) {
        return Ok(said(&problem));
    }
    // Kept only now that it is known what is there already, which takes no room a second time.
    let edited = store.edit(|progress| match read(file, &text, &mut |review| !progress.has(review)) {
        Ok((reviews, read, damage)) => {
            let new = progress.import(reviews);
            (new > 0, Ok((read, new, damage)))
        }
        Err(problem) => (false, Err(problem)),
    });
    let (read, new, damage, problem) = match edited {
        Ok((Ok((read, new, damage)), problem)) => (read, new, damage, problem),
        Ok((Err(problem), damaged)) => {
            if let Some(damaged) = damaged {
                complain(&damaged.to_string());
            }
            return Ok(said(&problem));
        }
        Err(problem) => return Ok(said(&problem)),
    };
    if let Some(problem) = problem {
        complain(&problem.to_string());
    }
    let skipped = damage.as_ref().map_or(0, |damage| damage.lost);
    if let Some(Damage { first, .. }) = damage {
        let what = match skipped {
            0 => format!("it is damaged beside its answers ({})", first.what),
            1 => format!("1 row cannot be read and is skipped ({})", first.what),
            _ => format!("{skipped} rows cannot be read and are skipped (the first one: {})", first.what),
        };
        complain(&Problem::new(file, &first.place, &what, "correct them and import the file again").to_string());
    }
    match output.format {
        Format::Json => output.plain(&format!("{{\"read\":{read},\"new\":{new},\"skipped\":{skipped}}}\n"))?,
        _ => output.plain(&format!("{read} answers read, {new} of them new\n"))?,
    }
    Ok(exit::DONE)
}

/// The answers in a file that was exported that are wanted, how many it has, and what of it cannot be read.
fn read(
    file: &Path,
    text: &str,
    wanted: &mut dyn FnMut(&Review) -> bool,
) -> Result<(Vec<Review>, usize, Option<Damage>), Problem> {
    match export::import(text, wanted) {
        Ok(Imported { reviews, read }) => Ok((reviews, read, None)),
        Err(fault) => match Progress::salvage(text) {
            Some((progress, damage)) => {
                let read = progress.reviews.len();
                Ok((progress.reviews, read, Some(damage)))
            }
            None => Err(Problem::new(file, &fault.place, &fault.what, &fault.advice)),
        },
    }
}

fn summary(library: &Library, output: &mut Output, store: &ProgressStore) -> io::Result<u8> {
    let (progress, problem) = store.load();
    if let Some(problem) = problem {
        return Ok(said(&problem));
    }
    let now = clock::now();
    let offset = clock::utc_offset(now);
    let statistics = Statistics::new(&Memory::new(progress.reviews), &library.catalog, now, offset);
    if output.format == Format::Json {
        output.plain(&json::to_string(&statistics).map_err(io::Error::other)?)?;
        output.plain("\n")?;
        return Ok(exit::DONE);
    }
    let is_markdown = output.format == Format::Markdown;
    if statistics.answers == 0 {
        output.plain("There are no answers yet; the quiz asks for them.\n")?;
        return Ok(exit::DONE);
    }
    if is_markdown {
        output.plain("| Progress | |\n| --- | --- |\n")?;
    }
    for (name, value) in rows(&statistics, &library.catalog, offset) {
        if is_markdown {
            output.plain(&format!("| {name} | {} |\n", text::escape::markdown_cell(&value)))?;
        } else {
            output.styled(&format!("{name:<NAMES$}"), output.theme.strong)?;
            let room = if output.on_terminal { output.columns.saturating_sub(NAMES).max(LEAST) } else { usize::MAX };
            for (n, line) in text::wrap(&value, Role::Text, room, true).iter().enumerate() {
                let line: String = line.iter().map(|span| &*span.text).collect();
                let indent = if n > 0 { NAMES } else { 0 };
                output.plain(&format!("{:indent$}{line}\n", ""))?;
            }
        }
    }
    Ok(exit::DONE)
}

/// What the summary says, line by line.
fn rows(statistics: &Statistics, catalog: &Catalog, offset: i32) -> Vec<(&'static str, String)> {
    let Statistics { answers, today, seconds, streak, forecast, .. } = statistics;
    let since = statistics.since.map(|at| format!(" since {}", date(at, offset))).unwrap_or_default();
    let days = if *streak == 1 { "day" } else { "days" };
    let later: usize = forecast.iter().skip(2).sum();
    let mut rows = vec![
        ("Answers", format!("{answers}{since}, {today} today, {} minutes in all", (seconds + 30) / 60)),
        (
            "Retention",
            format!("{} in 30 days, {} in all", share(statistics.retention_lately), share(statistics.retention)),
        ),
        ("Streak", format!("{streak} {days}")),
        ("Due", format!("{} now, {} tomorrow, {later} in the twelve days after", forecast[0], forecast[1])),
        ("Known", statistics.classes.iter().filter(|class| class.seen > 0).map(known).collect::<Vec<_>>().join(", ")),
    ];
    let weakest: Vec<String> = statistics.weakest.iter().take(5).map(|weak| name(catalog, &weak.id)).collect();
    if !weakest.is_empty() {
        rows.push(("Weakest", weakest.join(", ")));
    }
    let confused = statistics.confused.iter().take(5).map(|confused| match &confused.pair {
        Card::Pair(a, b) => format!("{} and {} ({})", text::clean(a), text::clean(b), confused.times),
        code @ Card::Code { .. } => text::clean(&code.to_string()).into_owned(),
    });
    let confused: Vec<String> = confused.collect();
    if !confused.is_empty() {
        rows.push(("Confused", confused.join(", ")));
    }
    rows
}

fn known(class: &ClassProgress) -> String {
    format!("{} of {} {}", class.known, class.all, class.class)
}

fn share(share: Share) -> String {
    share.percent().map_or_else(|| "nothing asked again".to_owned(), |percent| format!("{percent} %"))
}

/// `404 Not Found`; what is in the catalogue no more has its id only.
fn name(catalog: &Catalog, id: &str) -> String {
    let row = catalog.find(id).map(|index| catalog.row(index));
    row.map_or_else(|| text::clean(id).into_owned(), Row::heading)
}

/// The local day of a time.
fn date(at: i64, offset: i32) -> String {
    let local = DateTime::from_timestamp(at.saturating_add(i64::from(offset)), 0);
    local.map_or_else(|| "long ago".to_owned(), |time| time.date_naive().to_string())
}
