//! Where a paste goes: into what is typed, to be explained, to be checked, or to be searched for.

use crate::app::App;
use crate::app::action::Context;
use crate::app::check::LONGEST;
use crate::app::command::Command;
use crate::app::overlay::Overlay;
use crate::app::place::{Captured, Pasted, Place, ScreenId};
use crate::app::screen::Input;
use crate::check::Target;
use crate::message::{Format, guess, with_line_ends};

/// The most bytes of a paste that are explained.
const MOST: usize = 4 << 20;

impl App {
    /// Takes in pasted text. Text fields, questions and typed answers keep what is pasted there.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Command> {
        self.shared.status = None;
        let text = &*with_line_ends(text);
        if self.context() == Context::Finding {
            return self.find_paste(text);
        }
        if let Some(overlay @ Overlay::Picker(_)) = &mut self.overlay {
            overlay.paste(text);
            return Vec::new();
        }
        if !self.screens.get(self.shown).context().chain().any(|context| context == Context::Screen) {
            return if self.overlay.is_none() { self.input(Input::Paste(text)) } else { Vec::new() };
        }
        self.cover(None);
        if is_message(text) {
            return self.explain(text);
        }
        if let Some(url) = lone_url(text) {
            return self.offer_check(url);
        }
        let mut commands = Vec::new();
        if self.shown != ScreenId::Browser {
            commands = self.go(Place::screen(ScreenId::Browser));
        }
        commands.extend(self.input(Input::Paste(text)));
        commands
    }

    /// Offers to check a URL. Nothing is asked for yet.
    fn offer_check(&mut self, url: &str) -> Vec<Command> {
        let place = Place::to_check(url);
        // What is typed there is no place to come back to.
        if self.shown == ScreenId::Check { self.show(&place) } else { self.go(place) }
    }

    /// Explains a text with messages.
    fn explain(&mut self, text: &str) -> Vec<Command> {
        let megabytes = text.len() >> 20;
        let cut = if text.len() > MOST {
            if guess(text.as_bytes()) == Format::Har {
                self.shared.fail(format!(
                    "The archive has {megabytes} MiB, and {} are explained here; save it, and run `httpdex explain FILE`",
                    MOST >> 20
                ));
                return Vec::new();
            }
            self.shared.say(format!("The first {} of {megabytes} MiB are explained", MOST >> 20));
            let end = (0..=MOST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            &text[..end]
        } else {
            text
        };
        let place = Place::explained(Pasted { from: Captured::Text(cut.into()), entry: None });
        let here = self.screens.get(self.shown).place();
        if here.screen == ScreenId::Explain && here.pasted.is_none() {
            // A screen with nothing on it is no place to come back to.
            return self.show(&place);
        }
        self.go(place)
    }
}

/// The text, where it is a URL of the web and nothing else.
fn lone_url(text: &str) -> Option<&str> {
    let url = text.trim();
    let scheme = url.split_once("://")?.0;
    let is_web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let is_one = is_web && url.len() <= LONGEST && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_one && Target::read(url).is_ok()).then_some(url)
}

/// Whether a text is to be explained rather than searched for.
fn is_message(text: &str) -> bool {
    match guess(text.as_bytes()) {
        Format::Nothing => false,
        // Programs log JSON that has a `log` too.
        Format::Har => text.contains("\"entries\""),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_alone_is_told_from_text_with_one() {
        for url in ["http://a.example", " https://a.example/b?c#d\r\n", "HTTP://127.0.0.1:8080/x", "https://me:x@a/"] {
            assert_eq!(lone_url(url), Some(url.trim()), "{url}");
            assert!(!is_message(url), "{url}");
        }
        let long = format!("http://a.example/{}", "x".repeat(LONGEST));
        for text in
            ["", "a.example", "ftp://a/", "http://", "see http://a/", "http://a/\nhttp://b/", "http://a /", &long]
        {
            assert_eq!(lone_url(text), None, "{text}");
        }
    }

    #[test]
    fn messages_are_told_from_what_is_searched_for() {
        for message in [
            "HTTP/1.1 502 Bad Gateway\nServer: nginx\n\n",
            "\nHTTP/2 404 \ncontent-type: text/html\n",
            "GET /a HTTP/1.1\nHost: a.example\n\n",
            "content-type: text/html\ncache-control: no-store\n",
            "$ curl -si localhost\nHTTP/1.1 200 OK\n\n",
            "* Connected to localhost\n> GET / HTTP/1.1\n> Host: localhost\n>\n< HTTP/1.1 200 OK\n<\n",
            r#"{"log": {"version": "1.2", "entries": []}}"#,
        ] {
            assert!(is_message(message), "{message}");
        }
        for words in [
            "",
            "504 Gateway\nTimeout",
            "502",
            "connect ECONNREFUSED 127.0.0.1:3000",
            r#"{"log":"GET / HTTP/1.1 502\n","stream":"stdout","time":"2026-11-22T12:00:00Z"}"#,
            r#"10.0.0.7 - - [22/Nov/2026:12:00:00 +0000] "GET /a HTTP/1.1" 502 157 "-" "curl/8""#,
            "2026/11/22 12:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream",
            "TypeError: fetch failed\n    at node:internal/deps/undici/undici:13178:13\n  cause: Error: connect ECONNREFUSED",
            "Error: Request failed with status code 502\n    at createError (createError.js:16:15)",
            "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://a.example/",
            "upstream: \"http://127.0.0.1:3000\"",
        ] {
            assert!(!is_message(words), "{words}");
        }
    }
}
