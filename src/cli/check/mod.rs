//! `httpdex check`.

mod arguments;
mod given;
mod progress;

use std::env;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use signal_hook::consts::SIGINT;
use signal_hook::flag::register_conditional_shutdown;

pub(super) use arguments::CheckArguments;
use given::Given;
use progress::Progress;

use super::arguments::Global;
use super::complain::complain;
use super::exit;
use super::format::GivenFormat;
use super::library::Library;
use super::output::Output;
use crate::check::many::each;
use crate::check::report::{Styled, case, lines, markdown, one_line, suite, summary, to_json};
use crate::check::{Chain, Checker, OFFLINE, Open};
use crate::document::{Line, Options};
use crate::explain::Explainer;
use crate::text::{Span, wrap};

/// The spans of a row that stay on its first line: mark, code, time and URL.
const FIRST: usize = 4;
/// Where a row goes on.
const INDENT: usize = 7;

/// How many URLs are asked for at once.
const AT_ONCE: usize = 50;

/// Follows URLs, and says what came of them.
pub(super) fn run(
    global: &Global,
    library: &Library,
    output: &mut Output,
    arguments: &CheckArguments,
) -> io::Result<u8> {
    let wrong = |sentence: &str| {
        complain(sentence);
        Ok(exit::WRONG)
    };
    let targets = match given::targets(arguments) {
        Ok(targets) => targets,
        Err(sentence) => return wrong(&sentence),
    };
    if library.is_offline(global) {
        return wrong(OFFLINE);
    }
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let options = match given::options(arguments, variable) {
        Ok(options) => options,
        Err(sentence) => return wrong(&sentence),
    };
    // Ends at once; there is nothing to be put in order.
    register_conditional_shutdown(SIGINT, i32::from(exit::INTERRUPTED), Arc::new(AtomicBool::new(true)))?;
    let cancel = Arc::new(AtomicBool::new(false));
    let checker = Checker::new(options, Arc::clone(&cancel));
    let repeat = usize::try_from(arguments.repeat).unwrap_or(usize::MAX);
    let count = targets.len().saturating_mul(repeat);
    let job = Job {
        library,
        checker: &checker,
        format: arguments.format,
        is_one: count == 1,
        options: output.options,
        columns: output.on_terminal.then_some(output.columns),
    };
    let target = |at: usize| &targets[at / repeat];
    let began = Instant::now();
    let mut told = Told { ok: 0, cases: Vec::new(), progress: Progress::new(count) };
    begin(output, &job)?;
    let mut failed = Ok(());
    each(
        count,
        AT_ONCE,
        || (Explainer::new(&library.catalog), Open::default()),
        |(explainer, open), at| job.check(target(at), explainer, open),
        |at, said| {
            if failed.is_ok() {
                failed = told.say(output, &job, at, said);
            }
            // Nobody reads it any more, as behind `| head`: what is under way ends too.
            cancel.store(failed.is_err(), Ordering::Relaxed);
            failed.is_ok()
        },
    );
    told.progress.clear();
    failed?;
    end(output, &job, &told, began)?;
    Ok(if told.ok == count { exit::DONE } else { exit::NOT_FOUND })
}

/// What to do with each URL.
struct Job<'a> {
    library: &'a Library,
    checker: &'a Checker,
    format: GivenFormat,
    /// Whether there is one URL, which is told at length.
    is_one: bool,
    options: Options,
    /// The columns of the terminal, where one shows it.
    columns: Option<usize>,
}

/// What is printed of a URL.
struct Said {
    ok: bool,
    text: String,
    lines: Vec<Styled>,
}

impl Job<'_> {
    /// Checks a URL; in a thread of its own, so that what is printed is put together there.
    fn check(&self, given: &Given, explainer: &mut Explainer<'_>, open: &mut Open) -> Said {
        let chain = match given {
            Given::Usable(target) => self.checker.check_on(target, open, &mut |_| {}),
            Given::Unusable { shown, why } => self.checker.refused(shown.clone(), why.clone()),
        };
        let mut said = Said { ok: chain.ok, text: String::new(), lines: Vec::new() };
        match self.format {
            GivenFormat::Text if self.is_one => {
                said.lines = lines(&chain, &self.library.catalog, explainer, self.options);
            }
            GivenFormat::Text => {
                let (line, class) = one_line(&chain, self.options);
                let folded = self.columns.map_or_else(|| vec![line.clone()], |columns| fold(&line, columns));
                said.lines = folded.into_iter().map(|line| (line, class)).collect();
            }
            GivenFormat::Markdown => said.text = markdown(&chain, explainer),
            GivenFormat::Json => said.text = self.json(&chain, explainer, self.is_one),
            GivenFormat::Jsonl => said.text = self.json(&chain, explainer, false) + "\n",
            GivenFormat::Junit => said.text = case(&chain),
        }
        said
    }

    fn json(&self, chain: &Chain, explainer: &mut Explainer<'_>, pretty: bool) -> String {
        to_json(chain, &self.library.catalog, explainer, pretty).unwrap_or_else(|_| "null".to_owned())
    }
}

/// A line in as many as a terminal needs to break it at words; what tells the result and the URL stay on the first.
fn fold(line: &Line, columns: usize) -> Vec<Line> {
    let (first, rest) = line.spans.split_at(line.spans.len().min(FIRST));
    let mut spans = first.to_vec();
    let mut used: usize = spans.iter().map(Span::width).sum();
    let mut lines = Vec::new();
    let room = columns.saturating_sub(INDENT).max(INDENT);
    for span in rest {
        if used + span.width() <= columns {
            used += span.width();
            spans.push(span.clone());
            continue;
        }
        for mut pieces in wrap(span.text.trim_start(), span.role, room, true) {
            pieces.insert(0, Span::blank(INDENT));
            used = pieces.iter().map(Span::width).sum();
            let full = std::mem::replace(&mut spans, pieces);
            lines.push(Line { spans: full, ..Line::default() });
        }
    }
    lines.push(Line { spans, ..Line::default() });
    lines
}

/// What was told so far.
struct Told {
    ok: usize,
    cases: Vec<String>,
    progress: Progress,
}

impl Told {
    fn say(&mut self, output: &mut Output, job: &Job<'_>, at: usize, said: Said) -> io::Result<()> {
        self.ok += usize::from(said.ok);
        self.progress.clear();
        match job.format {
            GivenFormat::Text => {
                for (line, class) in said.lines {
                    output.lines_in(&[line], output.theme.class_style(class))?;
                }
            }
            GivenFormat::Json if !job.is_one => {
                output.plain(if at == 0 { "\n" } else { ",\n" })?;
                output.plain(&said.text)?;
            }
            GivenFormat::Junit => self.cases.push(said.text),
            GivenFormat::Json | GivenFormat::Jsonl | GivenFormat::Markdown => output.plain(&said.text)?,
        }
        if !job.is_one {
            output.flush()?;
            self.progress.draw(at + 1, at + 1 - self.ok);
        }
        Ok(())
    }
}

fn begin(output: &mut Output, job: &Job<'_>) -> io::Result<()> {
    if job.format == GivenFormat::Json && !job.is_one { output.plain("[") } else { Ok(()) }
}

fn end(output: &mut Output, job: &Job<'_>, told: &Told, began: Instant) -> io::Result<()> {
    let count = told.progress.count();
    match job.format {
        GivenFormat::Json => output.plain(if job.is_one { "\n" } else { "\n]\n" }),
        GivenFormat::Junit => output.plain(&suite(&told.cases, told.ok, began.elapsed())),
        GivenFormat::Text if !job.is_one => output.plain(&format!("\n{}\n", summary(count, told.ok, began.elapsed()))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Role;

    #[test]
    fn a_row_that_is_wider_than_the_terminal_goes_on_at_a_word() {
        let span = |text: &str| Span::new(text, Role::Text);
        let spans = vec![
            span("x "),
            span("---  "),
            span(" 0.5 ms  "),
            span("https://example.com/"),
            span("  connection-refused: 127.0.0.1 refuses the connection"),
        ];
        let row = Line { spans, ..Line::default() };
        let text = |columns| -> Vec<String> {
            let lines = fold(&row, columns);
            lines.iter().map(|line| line.spans.iter().map(|span| &*span.text).collect()).collect()
        };
        assert_eq!(text(120).len(), 1);
        assert_eq!(
            text(50),
            [
                "x ---   0.5 ms  https://example.com/",
                "       connection-refused: 127.0.0.1 refuses the",
                "       connection",
            ]
        );
        assert_eq!(text(10)[0], text(50)[0], "a URL stays in one piece");
    }
}
