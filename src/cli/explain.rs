//! `httpdex explain`.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use super::arguments::{ExplainArguments, Format};
use super::commands::read as read_page;
use super::complain::complain;
use super::exit;
use super::glance::look_up;
use super::library::Library;
use super::output::Output;
use crate::explain::{
    About, Explainer, Explanation, Printed, PrintedFailure, Row, lay_out, markdown, row, table, table_markdown,
    with_requests,
};
use crate::files::cannot;
use crate::json;
use crate::lint::Level;
use crate::message::{Archive, Capture, Exchange, Known, entries, read};

/// The most that is read of a capture.
const LIMIT: u64 = 64 << 20;
/// So much of a text that is no message is searched for, from its beginning and from its end: a trace says at its end
/// what went wrong.
const WORDS: usize = 4 << 10;

/// Says what a captured exchange means.
pub(super) fn run(library: &Library, output: &mut Output, arguments: &ExplainArguments) -> io::Result<u8> {
    let input = match input(arguments.file.as_deref()) {
        Ok(input) => input,
        Err(sentence) => return Ok(wrong(&sentence)),
    };
    if input.trim_ascii().is_empty() {
        return Ok(wrong("there is nothing to explain; give a response, as in `curl -si URL | httpdex explain`"));
    }
    let mut known = Known::default();
    let mut asked = None;
    if let Some(path) = &arguments.request {
        let bytes = match from_file(path) {
            Ok(bytes) => bytes,
            Err(sentence) => return Ok(wrong(&sentence)),
        };
        let capture = read(&bytes, &known);
        let methods = capture.messages.iter().filter_map(|message| message.method());
        known.methods = methods.map(str::to_owned).collect();
        if known.methods.is_empty() {
            let path = path.display();
            return Ok(wrong(&format!("{path}: no request is in it; it begins with a line such as `GET / HTTP/1.1`")));
        }
        asked = Some(capture);
    }
    let capture = read(&input, &known);
    match capture.format {
        crate::message::Format::Har => return archive(library, output, &input, arguments),
        _ if arguments.entry.is_some() => return Ok(wrong("--entry picks from a HAR file, and this is none")),
        crate::message::Format::Nothing => return search(library, output, &input),
        _ => {}
    }
    let failure = capture.failure.clone();
    let none = Capture { format: capture.format, messages: Vec::new(), failure: None };
    let messages = with_requests(asked.unwrap_or(none), capture);
    let about = About { url: arguments.url.as_deref(), failure: failure.as_deref(), entry: None };
    let Some(explanation) = Explainer::new(&library.catalog).explain(&messages, about) else {
        return search(library, output, &input);
    };
    say(library, output, &explanation, arguments.url.as_deref())?;
    Ok(code(arguments, explanation.count(Level::Error)))
}

fn code(arguments: &ExplainArguments, errors: usize) -> u8 {
    if arguments.strict && errors > 0 { exit::NOT_FOUND } else { exit::DONE }
}

fn wrong(sentence: &str) -> u8 {
    complain(sentence);
    exit::WRONG
}

fn say(library: &Library, output: &mut Output, explanation: &Explanation<'_>, url: Option<&str>) -> io::Result<()> {
    match output.format {
        Format::Json => {
            let printed = Printed::new(explanation, &library.catalog, url);
            let text = json::to_string_pretty(&printed).map_err(io::Error::other)?;
            output.plain(&text)?;
            output.plain("\n")
        }
        Format::Markdown => output.plain(&markdown(explanation)),
        Format::Text => {
            let row = explanation.entries[explanation.subject].map(|index| library.catalog.row(index));
            let class = row.map_or(output.theme.class_style(None), |row| output.theme.class(row));
            output.lines_in(&lay_out(explanation, output.options).lines(), class)
        }
    }
}

/// Explains the failure that a text without messages reports, or looks up its words.
fn search(library: &Library, output: &mut Output, input: &[u8]) -> io::Result<u8> {
    let words = words(input);
    let failure = library.engine().failure(&library.catalog, &words);
    complain(match failure {
        Some(_) => "no HTTP message is in this, but how a request failed",
        None => "this is no HTTP message; it is searched for",
    });
    let page = failure.filter(|_| output.format == Format::Json).map(|index| read_page(library, index));
    match page {
        Some(Ok(page)) => {
            let text = json::to_string_pretty(&PrintedFailure::new(&page)).map_err(io::Error::other)?;
            output.plain(&text)?;
            output.plain("\n")?;
            Ok(exit::DONE)
        }
        Some(Err(code)) => Ok(code),
        None => look_up(library, output, &[words], &[]),
    }
}

/// The words of a text, without its middle where it is long.
fn words(input: &[u8]) -> String {
    let kept = if input.len() > 2 * WORDS {
        [&input[..WORDS], b"\n", &input[input.len() - WORDS..]].concat()
    } else {
        input.to_vec()
    };
    let text = String::from_utf8_lossy(&kept).into_owned();
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The entries of an archive: one of them, or all in a table.
fn archive(library: &Library, output: &mut Output, input: &[u8], arguments: &ExplainArguments) -> io::Result<u8> {
    if arguments.request.is_some() || arguments.url.is_some() {
        return Ok(wrong("a HAR file holds the requests and their URLs; leave --request and --url out"));
    }
    let text = match std::str::from_utf8(input) {
        Ok(text) => text,
        Err(error) => {
            let place = error.valid_up_to() + 1;
            return Ok(wrong(&format!("the HAR file is not UTF-8 from byte {place} on; export it again")));
        }
    };
    let archive = match entries(text) {
        Ok(archive) => archive,
        Err(error) => return Ok(wrong(&format!("this is JSON, but no HAR file: {error}"))),
    };
    if archive.more > 0 {
        complain(&format!("the first {} entries are read, and {} left out", archive.entries.len(), archive.more));
    }
    match arguments.entry {
        Some(number) => one(library, output, &archive, number, arguments),
        None => all(library, output, &archive, arguments),
    }
}

fn one(
    library: &Library,
    output: &mut Output,
    archive: &Archive<'_>,
    number: u32,
    arguments: &ExplainArguments,
) -> io::Result<u8> {
    let entry = usize::try_from(number).ok().and_then(|number| archive.entries.get(number - 1));
    let Some(entry) = entry else {
        return Ok(wrong(&format!("there is no entry {number}; the HAR file has {}", archive.entries.len())));
    };
    let exchange = match entry.read() {
        Ok(exchange) => exchange,
        Err(error) => return Ok(wrong(&format!("entry {number} of the HAR file cannot be read: {error}"))),
    };
    let Some(explanation) = Explainer::new(&library.catalog).explain(&exchange.messages, about(&exchange)) else {
        return Ok(wrong(&format!("entry {number} of the HAR file has no message")));
    };
    say(library, output, &explanation, Some(&exchange.url))?;
    Ok(code(arguments, explanation.count(Level::Error)))
}

fn about(exchange: &Exchange) -> About<'_> {
    About { url: Some(&exchange.url), failure: exchange.error.as_deref(), entry: None }
}

fn all(library: &Library, output: &mut Output, archive: &Archive<'_>, arguments: &ExplainArguments) -> io::Result<u8> {
    let mut errors = 0;
    let mut rows: Vec<Row> = Vec::new();
    let mut between = "[\n";
    let mut explainer = Explainer::new(&library.catalog);
    for (entry, number) in archive.entries.iter().zip(1..) {
        let exchange = match entry.read() {
            Ok(exchange) => exchange,
            Err(error) => {
                complain(&format!("entry {number} of the HAR file cannot be read: {error}"));
                rows.push(row(number, Err(&error.to_string()), None));
                continue;
            }
        };
        let explanation = explainer.explain(&exchange.messages, about(&exchange));
        errors += explanation.as_ref().map_or(0, |explanation| explanation.count(Level::Error));
        match (output.format, &explanation) {
            (Format::Json, Some(explanation)) => {
                let printed = Printed::new(explanation, &library.catalog, Some(&exchange.url));
                output.plain(between)?;
                output.plain(&json::to_string(&printed).map_err(io::Error::other)?)?;
                between = ",\n";
            }
            (Format::Json, None) => {}
            _ => rows.push(row(number, Ok(&exchange), explanation.as_ref())),
        }
    }
    match output.format {
        Format::Json => output.plain(if between == "[\n" { "[]\n" } else { "\n]\n" })?,
        Format::Markdown => output.plain(&table_markdown(&rows))?,
        Format::Text => {
            let options = crate::document::Options { width: output.columns.max(20), ..output.options };
            for (line, class) in table(&rows, options) {
                output.lines_in(&[line], output.theme.class_style(class))?;
            }
            if output.decorated() {
                output.styled("\n--entry N explains one of them\n", output.theme.muted)?;
            }
        }
    }
    Ok(code(arguments, errors))
}

/// What is to be explained, from a file or standard input.
fn input(file: Option<&Path>) -> Result<Vec<u8>, String> {
    if let Some(file) = file.filter(|file| *file != Path::new("-")) {
        return from_file(file);
    }
    let stdin = io::stdin();
    if stdin.is_terminal() {
        complain("paste, then Ctrl-D");
    }
    let bytes = within(stdin.lock()).map_err(|error| format!("standard input cannot be read ({error})"))?;
    bytes.ok_or_else(|| too_large("the input"))
}

fn from_file(path: &Path) -> Result<Vec<u8>, String> {
    let refused = |error: &io::Error| cannot(path, "read", error).to_string();
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("{}: there is no such file; check the path", path.display()),
        _ => refused(&error),
    })?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(format!("{}: it is a folder; name a file in it", path.display()));
    }
    let bytes = within(file).map_err(|error| refused(&error))?;
    bytes.ok_or_else(|| too_large(&path.display().to_string()))
}

/// All bytes, or `None` where there are more than are read.
fn within(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= LIMIT))
}

fn too_large(what: &str) -> String {
    format!("{what} is larger than {} MB; keep the head of the message and the beginning of its content", LIMIT >> 20)
}
