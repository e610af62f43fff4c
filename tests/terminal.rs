//! The real program in a real terminal: it draws, it listens, and it gives the terminal back on every way out.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::collections::HashSet;
use std::fs;
use std::io::pipe;
use std::time::Duration;

use rustix::process::Signal;
use support::home::Home;
use terminal::{Setup, Terminal};
use vt100::{Color, MouseProtocolMode};

/// The interface as it opens, on the first of the popular codes.
fn opened(home: &Home) -> Terminal {
    let mut terminal = Setup::new(home).start();
    // What the first frame ends with.
    terminal.shows("Not Found").shows("Q quiz");
    terminal
}

/// Asserts that the terminal is given back when the program ends with this code.
fn ends_well(code: i32, end: impl Fn(&mut Terminal)) {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.is_taken();
    assert_ne!(terminal.screen().mouse_protocol_mode(), MouseProtocolMode::None);
    end(&mut terminal);
    terminal.left(code).is_given_back();
}

#[test]
fn a_table_has_a_line_for_each_code_however_long_its_name_is() {
    let home = Home::new();
    for width in [50, 80] {
        let arguments = &["list", "--class", "403.1?"];
        let mut terminal = Setup { arguments, size: (width, 40), ..Setup::new(&home) }.start();
        terminal.left(0);
        let text = terminal.text();
        let rows: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with("[left")).collect();
        assert_eq!(rows.len(), 10, "{text}");
        assert!(rows.iter().all(|row| row.starts_with("403.1") && row.ends_with("unofficial")), "{text}");
        assert!(rows[9].contains("Cannot execute CGI") && rows[9].contains('…'), "{text}");
    }
}

#[test]
fn what_is_piped_in_without_a_command_is_told_the_commands_that_read_it() {
    let home = Home::new();
    let program = env!("CARGO_BIN_EXE_httpdex");
    let ahead = format!("echo x | {program}\n");
    let mut terminal = Setup { arguments: &["--version"], ahead: &ahead, ..Setup::new(&home) }.start();
    terminal.left(0).left(2);
    assert!(
        terminal.text().contains("`httpdex explain`") && terminal.text().contains("search -"),
        "{}",
        terminal.text()
    );
}

#[test]
fn q_quits_and_gives_the_terminal_back() {
    ends_well(0, |terminal| {
        terminal.send("q");
    });
}

#[test]
fn ctrl_c_interrupts_and_gives_the_terminal_back() {
    ends_well(130, |terminal| {
        terminal.send("\x03");
    });
}

#[test]
fn ctrl_c_interrupts_out_of_an_overlay_too() {
    ends_well(130, |terminal| {
        terminal.send(":").shows("Palette").send("\x03");
    });
}

#[test]
fn term_gives_the_terminal_back() {
    ends_well(128 + 15, |terminal| {
        terminal.signal(Signal::TERM);
    });
}

#[test]
fn hup_gives_the_terminal_back() {
    ends_well(128 + 1, |terminal| {
        terminal.signal(Signal::HUP);
    });
}

#[test]
fn int_gives_the_terminal_back() {
    ends_well(130, |terminal| {
        terminal.signal(Signal::INT);
    });
}

#[test]
fn quit_gives_the_terminal_back() {
    ends_well(128 + 3, |terminal| {
        terminal.signal(Signal::QUIT);
    });
}

#[test]
fn a_signal_is_obeyed_while_a_key_has_only_half_arrived() {
    ends_well(128 + 15, |terminal| {
        // `[` behind Esc begins the keys that have no character; the rest of them never comes.
        terminal.send("j").shows("2/").send("\x1b[").send("").signal(Signal::TERM);
    });
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_says_what_happened() {
    let home = Home::new();
    let mut terminal = Setup { environment: &[("HTTPDEX_PANIC", "1")], ..Setup::new(&home) }.start();
    terminal.shows("quit").send("\x0c").left(101).is_given_back();
    assert!(terminal.text().contains("panicked at"), "{}", terminal.text());
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_a_job_is_said_and_ends_nothing() {
    let home = Home::new();
    let mut terminal = Setup { environment: &[("HTTPDEX_TEST_JOB", "panic")], ..Setup::new(&home) }.start();
    terminal.shows("which is a bug: assertion").is_taken().send("j").shows("2/").send("q").left(0).is_given_back();
    assert!(!terminal.text().contains("panicked at"), "{}", terminal.text());
}

#[cfg(debug_assertions)]
#[test]
fn a_job_that_never_stops_reporting_starves_neither_keys_nor_frames() {
    let home = Home::new();
    let mut terminal = Setup { environment: &[("HTTPDEX_TEST_JOB", "flood")], ..Setup::new(&home) }.start();
    for n in 2..8 {
        terminal.send("j").shows(&format!("{n}/"));
    }
    let memory = terminal.memory();
    assert!(memory < 100 << 20, "{memory} bytes are in use");
    terminal.send("q").left(0).is_given_back();
}

#[test]
fn a_terminal_that_takes_no_more_output_does_not_keep_the_program() {
    type End = fn(&mut Terminal);
    let ends: [(&str, End); 5] = [
        ("TERM", |terminal| _ = terminal.signal(Signal::TERM)),
        ("INT", |terminal| _ = terminal.signal(Signal::INT)),
        ("HUP", |terminal| _ = terminal.signal(Signal::HUP)),
        ("Ctrl-C", |terminal| _ = terminal.send("\x03")),
        ("q", |terminal| _ = terminal.send("q")),
    ];
    for (name, end) in ends {
        let home = Home::new();
        let mut terminal = Setup { size: (200, 60), ..Setup::new(&home) }.start();
        terminal.shows("quit").stop_reading();
        assert!(terminal.ends_unread(end, Duration::from_secs(10)), "{name}");
    }
}

#[test]
fn nothing_outlives_a_terminal_that_was_closed() {
    let home = Home::new();
    let (errors, given) = pipe().expect("a pipe");
    let mut terminal = Setup { errors: Some(given), ..Setup::new(&home) }.start();
    terminal.shows("quit");
    terminal.hang_up(&errors);
}

/// Asserts that the program can be suspended in some way, and goes on when the shell says so.
fn suspends_well(suspend: impl Fn(&mut Terminal)) {
    let home = Home::new();
    let mut terminal = opened(&home);
    suspend(&mut terminal);
    terminal.left(128 + 19).is_given_back();
    terminal.send("fg\n").shows("Not Found").is_taken().send("j").shows("2/").send("q").left(0).is_given_back();
}

#[test]
fn ctrl_z_suspends_and_fg_goes_on() {
    suspends_well(|terminal| {
        terminal.send("\x1a");
    });
}

#[test]
fn tstp_suspends_and_fg_goes_on() {
    suspends_well(|terminal| {
        terminal.signal(Signal::TSTP);
    });
}

#[test]
fn stopped_from_outside_it_takes_the_terminal_again() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.signal(Signal::STOP).until("the shell", |terminal| terminal.text().contains("[left "));
    terminal.send("fg\n").shows("quit").send("j").shows("2/").is_taken().send("q");
}

#[test]
fn a_terminal_that_was_resized_meanwhile_is_filled_after_fg() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("\x1a").left(128 + 19).resize(80, 24).send("fg\n");
    terminal.until("a footer on the last of 24 lines", |terminal| {
        terminal.screen().rows(0, 80).nth(23).is_some_and(|line| line.contains("move"))
    });
    assert!(terminal.text().contains("Not Found"));
}

#[test]
fn a_new_size_is_filled() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.shows("Client Error").resize(50, 20).hides("Client Error").shows("Not Found").shows("1/");
    terminal.resize(19, 5).shows("20x6 or more").resize(130, 30).shows("Client Error");
}

#[test]
fn keys_in_one_write_are_all_handled() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("jjj/teapot\rm").shows("Bookmarked 418");
}

#[test]
fn keys_typed_before_the_program_reads_are_handled() {
    let home = Home::new();
    let mut terminal = Setup { ahead: "418m", ..Setup::new(&home) }.start();
    terminal.shows("Bookmarked 418");
}

#[test]
fn bookmarks_survive_a_restart() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("418m").shows("Bookmarked 418").send("q").left(0);
    terminal.send("\"$@\"\n").shows("Popular").send("hj").shows("1/1").shows("418  (Unused)");
}

#[test]
fn a_choice_of_theme_survives_a_restart() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("t").shows("Themes").send("light\r").shows("Theme: light").send("q").left(0);
    assert!(fs::read_to_string(home.state()).expect("a file").contains(r#""theme": "light""#));
}

#[test]
fn the_language_of_snippets_survives_a_restart() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("429").shows("429  Too Many").send("vflask").shows("> flask").send("\r").shows("from flask import");
    terminal.send("q").left(0);
    terminal
        .send("\"$@\"\n")
        .shows("Popular")
        .send("404e")
        .shows("from flask import")
        .send("e")
        .shows("Django, ")
        .send("E")
        .shows("Flask, ");
    terminal.shows("from flask import").until("a colored word", |terminal| colors_of_line(terminal, "from flask") > 1);
    terminal.send("q").left(0);
    assert!(fs::read_to_string(home.state()).expect("a file").contains(r#""language": "flask""#));
}

/// How many colors the rest of a line has, from a text on.
fn colors_of_line(terminal: &Terminal, text: &str) -> usize {
    let screen = terminal.screen();
    let at =
        |(row, line): (usize, String)| Some((row, line.chars().count() - line[line.find(text)?..].chars().count()));
    let Some((row, column)) = screen.rows(0, 120).enumerate().find_map(at) else { return 0 };
    let color =
        |column: usize| format!("{:?}", screen.cell(cell_number(row), cell_number(column)).map(vt100::Cell::fgcolor));
    (column..column + 30).map(color).collect::<HashSet<_>>().len()
}

fn cell_number(n: usize) -> u16 {
    u16::try_from(n).expect("a cell of the screen")
}

/// The colors of all cells.
fn colors(terminal: &Terminal) -> Vec<Color> {
    let cell = |row, column| terminal.screen().cell(row, column).map_or(Color::Default, vt100::Cell::fgcolor);
    (0..40).flat_map(|row| (0..120).map(move |column| cell(row, column))).collect()
}

#[test]
fn a_light_terminal_gets_the_light_theme_and_no_key_leaks_from_its_answer() {
    let home = Home::new();
    let mut terminal = opened(&home);
    let (text, dark) = (terminal.text(), colors(&terminal));
    terminal.until("the question", |terminal| terminal.written.windows(5).any(|bytes| bytes == b"]11;?"));
    terminal.send("\x1b]11;rgb:fafa/fafa/fafa\x1b\\").until("other colors", |terminal| colors(terminal) != dark);
    assert_eq!(terminal.text(), text);
    terminal.send("q").left(0);
    assert!(fs::read_to_string(home.state()).expect("a file").contains(r#""background": "light""#));
}

#[test]
fn a_key_behind_the_answer_in_the_same_write_is_handled() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("\x1b]11;rgb:fafa/fafa/fafa\x07418m").shows("Bookmarked 418");
}

#[test]
fn a_pasted_line_of_a_log_is_searched_for() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("\x1b[200~upstream\r\n\x1b[31m504\x1b[201~").shows("/ upstream [31m504");
}

#[test]
fn a_pasted_response_is_explained() {
    let home = Home::new();
    let mut terminal = opened(&home);
    // Line ends as terminals send them.
    let response = "HTTP/1.1 503 Service Unavailable\rRetry-After: soon\rContent-Length: 0\r\r";
    terminal.send(&format!("\x1b[200~{response}\x1b[201~")).shows("503  Service Unavailable").shows("Findings 1/");
    terminal
        .send("\r")
        .shows("o open section")
        .send("\x1b")
        .send("\t")
        .shows("503  Service Unavailable")
        .send("q")
        .left(0);
}

#[test]
fn a_click_selects_and_the_mouse_can_be_left_to_the_terminal() {
    let home = Home::new();
    let mut terminal = opened(&home);
    terminal.send("\x1b[<0;30;7M\x1b[<0;30;7m").until("another line", |terminal| !terminal.text().contains(" 1/"));
    terminal.send("M").until("no mouse", |terminal| terminal.screen().mouse_protocol_mode() == MouseProtocolMode::None);
}

#[test]
fn without_unicode_all_that_is_drawn_is_ascii() {
    let home = Home::new();
    let own = r#"{"id": "acme-799", "code": "799", "name": "Plain", "summary": "Plain text.", "vendor": "Acme",
        "rfc": {"number": "1", "section": "2", "title": "T", "url": "https://x.example", "quote": "Word for word."},
        "fixes": {"client": ["Do."], "server": []}}"#;
    let file = home.write("own.json", own);
    let file = file.to_str().expect("a path");
    let arguments = ["--no-unicode", "--data", file, "open", "acme-799"];
    let mut terminal = Setup { arguments: &arguments, ..Setup::new(&home) }.start();
    terminal.shows("Plain text.").send("m").shows("Bookmarked 799").send("/zzzz").shows("No code matches");
    terminal.send("\x1b").hides("No code").send(":").shows("Palette").send("\x1b").hides("Palette").send("?");
    terminal.shows("Keys").send("q").hides("Keys").send(".").shows("No code begins").send("o").shows("open https://");
    terminal.send("q").left(0);
    assert_eq!(String::from_utf8_lossy(&terminal.written).chars().find(|c| !c.is_ascii()), None);
}

#[test]
fn no_color_draws_without_color() {
    let home = Home::new();
    let mut terminal = Setup { environment: &[("NO_COLOR", "1")], ..Setup::new(&home) }.start();
    terminal.shows("Not Found").shows("quit");
    let screen = terminal.screen();
    let cells = (0..40).flat_map(|row| (0..120).filter_map(move |column| screen.cell(row, column)));
    assert!(cells.clone().all(|cell| (cell.fgcolor(), cell.bgcolor()) == (Color::Default, Color::Default)));
    assert!(cells.into_iter().any(vt100::Cell::inverse), "the selection shows all the same");
}

#[test]
fn a_page_can_be_opened_by_words() {
    let home = Home::new();
    let mut terminal = Setup { arguments: &["open", "bad", "gateway"], ..Setup::new(&home) }.start();
    terminal.shows("502  Bad Gateway").send("q").left(0);
}

#[test]
fn what_is_not_found_is_said_and_nothing_is_drawn() {
    let home = Home::new();
    let mut terminal = Setup { arguments: &["open", "699"], ..Setup::new(&home) }.start();
    terminal.left(1).is_given_back();
    assert!(terminal.text().contains("nothing found for \"699\""), "{}", terminal.text());
    assert!(!terminal.written.contains(&b'\x1b'));
}

#[test]
fn a_dumb_terminal_is_told_what_to_do_instead() {
    let home = Home::new();
    let mut terminal = Setup { environment: &[("TERM", "dumb")], ..Setup::new(&home) }.start();
    terminal.left(2).is_given_back();
    assert!(terminal.text().contains("httpdex CODE"), "{}", terminal.text());
}

#[test]
fn damaged_files_are_told_of_and_the_program_runs() {
    let home = Home::new();
    for file in ["config/httpdex/config.json", "config/httpdex/keymap.json", "config/httpdex/codes/a.json"] {
        home.write(file, "{\"half\": ");
    }
    home.write("data/httpdex/state.json", [0xff, 0xfe, 0x00]);
    let mut terminal = Setup::new(&home).start();
    terminal.shows("4 things are wrong with your files").send("!").shows("Messages").shows("keymap.json");
    terminal.send("q").hides("Messages").send("418m").shows("Bookmarked 418").send("q").left(0);
    assert!(fs::read_to_string(home.state()).expect("a new file").contains("418"));
}

#[test]
fn thousands_of_keys_in_one_write_are_all_handled() {
    let home = Home::new();
    let mut terminal = opened(&home);
    // More than one read takes, without the brackets of a paste.
    terminal.send(&"jk".repeat(1700)).send("418m").shows("Bookmarked 418");
}

/// Runs `httpdex show` with a pager that says what it is given.
fn paged(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let home = Home::new();
    let environment = [&[("PAGER", "echo [other]")], environment].concat();
    let mut terminal = Setup { arguments, environment: &environment, ..Setup::new(&home) }.start();
    terminal.left(0);
    terminal.text()
}

/// A pager that prints the number of lines, and no more of them.
const COUNTING: (&str, &str) = ("HTTPDEX_PAGER", "echo [$(wc -l) lines]");

#[test]
fn a_page_longer_than_the_terminal_is_shown_by_the_pager() {
    let text = paged(&["show", "404"], &[COUNTING]);
    assert!(text.contains(" lines]") && !text.contains("Definition"), "{text}");
    assert!(paged(&["show", "404"], &[]).contains("[other]"));
}

#[test]
fn what_fits_is_printed_and_so_is_what_nobody_wants_paged() {
    let short = paged(&["show", "404", "--section", "definition"], &[COUNTING]);
    assert!(short.contains("Definition") && !short.contains(" lines]"), "{short}");
    for (arguments, pager) in [
        (&["show", "404", "--no-pager"][..], COUNTING),
        (&["show", "404"], ("HTTPDEX_PAGER", "")),
        (&["show", "404"], ("HTTPDEX_PAGER", "no-such-pager-here")),
    ] {
        let text = paged(arguments, &[pager]);
        assert!(text.contains("Sources") && !text.contains(" lines]"), "{text}");
    }
}

// Links

/// The addresses that were written as links, and whether each link is ended.
fn links(terminal: &Terminal) -> (Vec<String>, bool) {
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    let (ends, starts): (Vec<_>, Vec<_>) = written
        .split("\x1b]8;;")
        .skip(1)
        .filter_map(|rest| rest.split_once("\x1b\\"))
        .map(|(url, _)| url.to_owned())
        .partition(String::is_empty);
    (starts.clone(), starts.len() == ends.len() && written.matches("\x1b]8;;").count() == 2 * ends.len())
}

#[test]
fn links_are_written_where_the_terminal_takes_them_and_the_text_is_the_same() {
    let home = Home::new();
    let shown = |term: &str| {
        let environment = [("TERM", term)];
        let mut terminal =
            Setup { arguments: &["open", "404"], environment: &environment, ..Setup::new(&home) }.start();
        // Of the frame that shows it the rest may still be on its way.
        terminal.shows("Not Found").send("G").shows("MDN: 404 Not Found").until("ends of links", |t| links(t).1);
        let links = links(&terminal);
        terminal.send("q").left(0).is_given_back();
        links
    };
    let (urls, is_ended) = shown("xterm-256color");
    assert!(is_ended && urls.iter().any(|url| url.starts_with("https://developer.mozilla.org/")), "{urls:?}");
    assert!(urls.iter().all(|url| url.starts_with("https://")), "{urls:?}");
    assert_eq!(shown("linux"), (Vec::new(), true));
}

#[test]
fn a_page_that_is_printed_has_links_on_a_terminal() {
    let home = Home::new();
    let printed = |term: &str| {
        let arguments = ["show", "404", "--section", "sources"];
        let environment = [("TERM", term)];
        let mut terminal = Setup { arguments: &arguments, environment: &environment, ..Setup::new(&home) }.start();
        terminal.left(0);
        assert!(terminal.text().contains("  https://www.rfc-editor.org/"), "{}", terminal.text());
        links(&terminal)
    };
    let (urls, is_ended) = printed("xterm-256color");
    assert!(is_ended && urls.len() > 2 && urls.iter().all(|url| url.starts_with("https://")), "{urls:?}");
    assert_eq!(printed("dumb"), (Vec::new(), true));
    assert_eq!(printed("linux"), (Vec::new(), true));
}
