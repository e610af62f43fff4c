//! Completions and the manual page, from the same definitions as the command line.

use std::fmt::Write as _;
use std::io::{self, Write};

use clap::{Command, CommandFactory};

use super::arguments::Arguments;
use super::exit;
use crate::app::action::Context;
use crate::app::keymap::Keymap;

/// Prints completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell) -> io::Result<u8> {
    let all = Arguments::command();
    // Not every shell's generator leaves hidden commands out.
    let offered = all.get_subcommands().filter(|command| !command.is_hide_set()).cloned();
    let mut offered = Command::new("httpdex").args(all.get_arguments()).subcommands(offered);
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut offered, "httpdex", &mut text);
    print(&text)?;
    Ok(exit::DONE)
}

/// Prints the manual page: the commands, the keys, the files and the environment.
pub(super) fn man() -> io::Result<u8> {
    let mut out = Vec::new();
    let man = clap_mangen::Man::new(Arguments::command());
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    man.render_subcommands_section(&mut out)?;
    out.write_all(keys().as_bytes())?;
    out.write_all(REST.as_bytes())?;
    man.render_extra_section(&mut out)?;
    print(&out)?;
    Ok(exit::DONE)
}

/// Prints to standard output, to its end: what is still in a buffer when the program ends is lost without a word.
fn print(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.flush()
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
\fBCOLORTERM\fR
All colors rather than 256, if it is truecolor or 24bit.
.SH EXIT STATUS
.TP
0
Found, or done.
.TP
1
Nothing was found; the nearest codes and names are on standard error.
.TP
2
The command line was wrong, or something outside is in the way.
.TP
130
Interrupted from the keyboard.
"#;
