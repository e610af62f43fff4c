//! A text with commands in it, taken apart: each command stands by itself, and the words around it read on.

use std::borrow::Cow;

use super::command::is_command;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words, with `backticks` around code.
    Words(Cow<'t, str>),
    /// A command, without backticks.
    Command(&'t str),
}

/// Takes a text apart. What only joined a command to the words behind it (a full stop, a comma, a pair of parentheses
/// around it) is left out. A command within a longer remark in parentheses stays among its words.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    if !has_command(text) {
        return vec![Piece::Words(Cow::Borrowed(text))];
    }
    let mut cut = Cut::default();
    let mut rest = text;
    while let Some((before, (code, after))) =
        rest.split_once('`').and_then(|(before, tail)| Some((before, tail.split_once('`')?)))
    {
        cut.words.push_str(before);
        rest = after;
        let is_whole = before.is_empty() && after.is_empty() && code.contains(' ');
        if (is_whole || is_command(code)) && ends_word(after) && cut.lift(code) {
            rest = cut.without_joint(after);
        } else {
            cut.words.extend(["`", code, "`"]);
        }
    }
    cut.words.push_str(rest);
    cut.end_words();
    cut.pieces
}

/// The first command in a text, if it is more than an example in parentheses.
pub(super) fn first_command(text: &str) -> Option<&str> {
    let mut at = 0;
    for (n, part) in text.split('`').enumerate() {
        if n % 2 == 1 && is_command(part) {
            return unclosed(&text[..at.max(1) - 1]).is_none().then_some(part);
        }
        at += part.len() + 1;
    }
    whole(text)
}

/// Whether there is anything to take apart.
fn has_command(text: &str) -> bool {
    text.contains('`')
        && (text.split('`').skip(1).step_by(2).any(|code| code.contains(' ') && is_command(code))
            || whole(text).is_some())
}

/// The code that a text is nothing but, if it is more than a word.
fn whole(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`').filter(|code| code.contains(' ') && !code.contains('`'))
}

/// Whether a word is over where this text begins.
fn ends_word(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '-' | '/'))
}

/// What is taken apart so far.
#[derive(Default)]
struct Cut<'t> {
    pieces: Vec<Piece<'t>>,
    /// The words behind the last command.
    words: String,
    /// Whether a parenthesis that was left out is still to be closed.
    is_open: bool,
}

impl<'t> Cut<'t> {
    /// Takes a command out of the words that end here; `false` if it belongs among them.
    fn lift(&mut self, code: &'t str) -> bool {
        match unclosed(&self.words) {
            None => {}
            // The parenthesis begins with the command, or with the words behind the last one.
            Some(at) if !self.is_open && (self.words[at + 1..].trim().is_empty() || at == 0) => {
                self.words.remove(at);
                self.is_open = true;
            }
            Some(_) => return false,
        }
        self.end_words();
        self.pieces.push(Piece::Command(code));
        true
    }

    /// What follows a command, without the sign that joined it to that.
    fn without_joint(&mut self, after: &'t str) -> &'t str {
        let mut rest = after;
        if self.is_open
            && let Some(behind) = rest.strip_prefix(')')
        {
            self.is_open = false;
            rest = behind;
        }
        rest.strip_prefix(['.', ',', ';', ':']).unwrap_or(rest).trim_start()
    }

    fn end_words(&mut self) {
        if self.is_open
            && let Some(at) = unopened(&self.words)
        {
            self.words.remove(at);
            self.is_open = false;
        }
        let words = self.words.trim().trim_end_matches([',', ';']).trim_end();
        if words.contains(|c: char| !c.is_ascii_punctuation()) || words.contains('`') {
            self.pieces.push(Piece::Words(Cow::Owned(words.to_owned())));
        }
        self.words.clear();
    }
}

/// Where the last parenthesis is opened that stays open, code left out of account.
fn unclosed(words: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in outside_code(words) {
        match c {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// Where the first parenthesis is closed that was not opened.
fn unopened(words: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in outside_code(words) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn outside_code(words: &str) -> impl Iterator<Item = (usize, char)> {
    let mut in_code = false;
    words.char_indices().filter(move |&(_, c)| {
        in_code ^= c == '`';
        !in_code
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let one = |piece: Piece| match piece {
            Piece::Words(words) => words.into_owned(),
            Piece::Command(command) => format!("$ {command}"),
        };
        pieces(text).into_iter().map(one).collect()
    }

    #[test]
    fn commands_stand_alone_and_the_words_read_on() {
        assert_eq!(
            shown(
                "On the proxy's host: `ss -ltn` and `dig a.example`. Kubernetes: `kubectl get pods -A` shows `OOMKilled`."
            ),
            [
                "On the proxy's host:",
                "$ ss -ltn",
                "and",
                "$ dig a.example",
                "Kubernetes:",
                "$ kubectl get pods -A",
                "shows `OOMKilled`."
            ]
        );
        assert_eq!(shown("`ss -ltn`; `ip addr`."), ["$ ss -ltn", "$ ip addr"]);
        assert_eq!(shown("Then `ss -ltn`: `LISTEN`, or nothing."), ["Then", "$ ss -ltn", "`LISTEN`, or nothing."]);
    }

    #[test]
    fn parentheses_around_a_command_are_left_out() {
        assert_eq!(
            shown("Compare it (`ip link show wlan0`) with it."),
            ["Compare it", "$ ip link show wlan0", "with it."]
        );
        assert_eq!(
            shown("Restart (`net stop was`, `net start was`), and go."),
            ["Restart", "$ net stop was", "$ net start was", "and go."]
        );
        assert_eq!(
            shown("`ip addr` (Docker: `docker logs NAME`). From"),
            ["$ ip addr", "Docker:", "$ docker logs NAME", "From"]
        );
        assert_eq!(shown("Run it (or `ip addr`) now."), ["Run it (or `ip addr`) now."]);
        assert_eq!(shown("Run (`ip addr`, as root) it (now)."), ["Run", "$ ip addr", "as root it (now)."]);
    }

    #[test]
    fn a_text_that_is_nothing_but_code_is_a_command() {
        assert_eq!(shown("`coffeectl level`"), ["$ coffeectl level"]);
        assert_eq!(shown("`coffee`"), ["`coffee`"]);
        assert_eq!(shown("`coffeectl level` says `0`."), ["`coffeectl level` says `0`."]);
    }

    #[test]
    fn the_first_command_is_no_example() {
        assert_eq!(first_command("See `a` and `ip addr`, then `ss -ltn`."), Some("ip addr"));
        assert_eq!(first_command("List the routes (`php artisan route:list`, `flask routes`)."), None);
        assert_eq!(first_command("`coffeectl level`"), Some("coffeectl level"));
        assert_eq!(first_command("Look at it."), None);
    }

    #[test]
    fn what_has_no_command_is_borrowed() {
        assert_eq!(pieces("`Retry-After` is 5."), [Piece::Words(Cow::Borrowed("`Retry-After` is 5."))]);
        assert_eq!(shown("an odd ` tick"), ["an odd ` tick"]);
    }
}
