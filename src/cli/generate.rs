//! The manual, from the same definitions as the command line: a page for the program, and one for each command.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::arguments::Arguments;
use super::complain::complain;
use super::exit;
use crate::app::action::Context;
use crate::app::keymap::Keymap;
use crate::files::cannot;
use crate::text::shorten;

/// Prints the page of a command, or that of the program where none is named.
pub(super) fn man(words: &[String]) -> io::Result<u8> {
    let program = program();
    let mut command = &program;
    for word in words {
        let Some(found) = offered(command).find(|command| command.get_name() == word) else {
            complain(&format!("there is no page for {}; `httpdex man` names the commands", shorten(word, 40)));
            return Ok(exit::WRONG);
        };
        command = found;
    }
    let mut out = io::stdout().lock();
    // To its end: what is still in a buffer when the program ends is lost without a word.
    out.write_all(&page(command, words.is_empty())?)?;
    out.flush()?;
    Ok(exit::DONE)
}

/// Writes every page into a folder, which is made if it is not there.
pub(super) fn pages(folder: &Path) -> io::Result<u8> {
    let program = program();
    let mut written = 0;
    let mut left = vec![&program];
    let mut done = fs::create_dir_all(folder).map_err(|error| cannot(folder, "made", &error));
    while let Some(command) = left.pop().filter(|_| done.is_ok()) {
        left.extend(offered(command));
        let path = folder.join(format!("{}.1", command.get_display_name().unwrap_or("httpdex")));
        let page = page(command, written == 0)?;
        done = fs::write(&path, page).map_err(|error| cannot(&path, "written", &error));
        written += 1;
    }
    if let Err(problem) = done {
        complain(&problem.to_string());
        return Ok(exit::WRONG);
    }
    writeln!(io::stdout(), "{written} pages are in {}", crate::text::clean(&folder.to_string_lossy()))?;
    Ok(exit::DONE)
}

/// The program's command, whose commands know their full names.
fn program() -> Command {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    program
}

/// The commands of a command that people type.
fn offered(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|command| !command.is_hide_set())
}

/// A page of the manual. That of the program has the keys, the files and the environment, too.
fn page(command: &Command, is_program: bool) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let man = Man::new(command.clone()).source(concat!("httpdex ", env!("CARGO_PKG_VERSION")));
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if offered(command).next().is_some() {
        man.render_subcommands_section(&mut out)?;
    }
    if is_program {
        out.extend_from_slice(keys().as_bytes());
        out.extend_from_slice(REST.as_bytes());
        out.extend_from_slice(examples(command).as_bytes());
    } else {
        out.extend_from_slice(b".SH \"SEE ALSO\"\n\\fBhttpdex\\fR(1)\n");
    }
    Ok(out)
}

/// What stands below the help, line for line.
fn examples(command: &Command) -> String {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let lines = text.lines().skip(1).map(|line| format!("{}\n", line.replace('\\', "\\e").replace('-', "\\-")));
    format!(".SH EXAMPLES\n.nf\n{}.fi\n", lines.collect::<String>())
}

/// The keys as a section of the manual.
fn keys() -> String {
    let mut out = String::from(".SH KEYS\n");
    let keymap = Keymap::default();
    for &context in Context::ALL {
        writeln!(out, ".SS {}", context.title()).expect("writing to a String does not fail");
        for row in keymap.rows().iter().filter(|row| row.context == context && !row.keys.is_empty()) {
            let keys: Vec<String> = row.keys.iter().map(ToString::to_string).collect();
            // roff takes a dot or quote at the start of a line, and a hyphen or backslash anywhere, for its own.
            let keys = keys.join(", ").replace('\\', "\\e").replace('-', "\\-");
            writeln!(out, ".TP\n\\fB{keys}\\fR\n{}", row.description).expect("writing to a String does not fail");
        }
    }
    out
}

/// What clap does not know of.
const REST: &str = r#".SH FILES
.TP
\fI$XDG_CONFIG_HOME/httpdex/config.json\fR
Settings: theme, unicode, mouse, data, start.
.TP
\fI$XDG_CONFIG_HOME/httpdex/codes/\fR
Entries of your own, one or an array of them in a file.
.TP
\fI$XDG_CONFIG_HOME/httpdex/keymap.json\fR
Key bindings of your own: an array of {"context": "browse", "keys": ["x"], "action": "quit"}.
.TP
\fI$XDG_CONFIG_HOME/httpdex/themes/\fR
Themes of your own.
.TP
\fI$XDG_DATA_HOME/httpdex/state.json\fR
Bookmarks, codes read last and choices made in the interface.
.TP
\fI$XDG_DATA_HOME/httpdex/progress.json\fR
What you answered in the quiz.
.SH ENVIRONMENT
.TP
\fBHTTPDEX_PAGER\fR, \fBPAGER\fR
What shows a page that is longer than the terminal, instead of less -FRX; none, if it is empty or cat.
.TP
\fBNO_COLOR\fR
No color, if it is set and not empty.
.TP
\fBCLICOLOR_FORCE\fR
Color off a terminal too.
.TP
\fBCOLUMNS\fR
The width of printed text.
.TP
\fBTERM\fR, \fBLC_ALL\fR, \fBLC_CTYPE\fR, \fBLANG\fR
Lines and signs are drawn in ASCII, if TERM is linux or the first of the others that is set names another encoding than
UTF-8.
.TP
\fBCOLORTERM\fR
All colors rather than 256, if it is truecolor or 24bit.
.TP
\fBHTTPDEX_OFFLINE\fR
Nothing is sent over the network, if it is set and neither empty nor 0.
.TP
\fBhttp_proxy\fR, \fBhttps_proxy\fR, \fBall_proxy\fR, \fBno_proxy\fR
The proxies of check, and the hosts that it reaches without one.
.TP
\fBSSL_CERT_FILE\fR, \fBSSL_CERT_DIR\fR
The authorities that check trusts, instead of those of the system.
.SH EXIT STATUS
.TP
0
Found, or done.
.TP
1
Nothing was found; the nearest codes and names are on standard error. For check: not all was as expected.
.TP
2
The command line was wrong, or something outside is in the way.
.TP
130
Interrupted from the keyboard.
"#;
