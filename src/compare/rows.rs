//! What each code says, aspect by aspect.

use std::collections::HashSet;

use crate::catalog::{Body, Cacheable, Level, Page, RedirectMethod, Step};

use super::acts::acts;
pub use super::diff::Words;
use super::diff::{Marks, compared};
use super::side::Side;

/// How many causes are told: they are listed likeliest first.
const CAUSES: usize = 3;

/// Declares the aspects with their id in JSON, their label and the shape of their cells.
macro_rules! aspects {
    ($($variant:ident = $id:literal, $label:literal, $shape:ident;)+) => {
        /// What is compared.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Aspect {
            $(#[doc = $label] $variant,)+
        }

        impl Aspect {
            /// Every aspect, in the order in which it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it in JSON.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Its heading.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// How the lines of its cells are to be read.
            pub const fn shape(self) -> Shape {
                match self { $(Self::$variant => Shape::$shape,)+ }
            }
        }
    };
}

aspects! {
    Meaning = "meaning", "Meaning", Prose;
    Step = "step", "Where it fails", Prose;
    SentBy = "sent-by", "Who sends it", Prose;
    Acts = "acts", "Who must act", Prose;
    Retry = "retry", "Retry", Prose;
    Cacheable = "cacheable", "Caching", Prose;
    Method = "method", "Method after a redirect", Prose;
    Headers = "headers", "Required header fields", Items;
    Content = "content", "Content", Prose;
    Becomes = "becomes", "Behind a proxy", Items;
    Causes = "causes", "Typical causes", Items;
    Example = "example", "Example response", Message;
}

impl Aspect {
    /// Whether it is about a response, which a failure has none of.
    const fn is_of_response(self) -> bool {
        matches!(self, Self::Cacheable | Self::Method | Self::Headers | Self::Content | Self::Example)
    }
}

/// How the lines of a cell are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Running text with `backticks` around code.
    Prose,
    /// Items of a list, with `backticks` around code.
    Items,
    /// The lines of a raw HTTP message.
    Message,
}

/// What the codes say about one aspect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub aspect: Aspect,
    /// What each column says; never empty.
    pub cells: Vec<Cell>,
    /// Whether all say the same.
    pub equal: bool,
}

/// What one code says about one aspect, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The lines, each in runs of words.
    pub lines: Vec<Vec<Words>>,
}

impl Cell {
    /// The cell as text.
    pub fn text(&self) -> String {
        let line = |line: &Vec<Words>| line.iter().map(|words| words.text.as_str()).collect::<String>();
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// The rows about which the codes have something to say.
pub(super) fn rows(sides: &[Side]) -> Vec<Row> {
    Aspect::ALL.iter().filter_map(|&aspect| row(aspect, sides)).collect()
}

fn row(aspect: Aspect, sides: &[Side]) -> Option<Row> {
    let responses = sides.iter().filter(|side| !side.is_failure()).count();
    // What a response is like is compared with what another one is like.
    if aspect.is_of_response() && responses < sides.len().min(2) {
        return None;
    }
    let mut texts: Vec<Vec<String>> = sides.iter().map(|side| lines(aspect, side)).collect();
    if texts.iter().all(Vec::is_empty) && aspect != Aspect::Headers {
        return None;
    }
    for (text, side) in texts.iter_mut().zip(sides).filter(|(text, _)| text.is_empty()) {
        text.push(nothing(aspect, side.is_failure()).to_owned());
    }
    let equal = texts.windows(2).all(|pair| pair[0] == pair[1]);
    let cells = match aspect {
        _ if equal => texts.iter().map(|lines| plain(lines)).collect(),
        Aspect::Meaning | Aspect::Step | Aspect::SentBy => by_word(&texts, Marks::Telling),
        Aspect::Acts | Aspect::Causes => by_item(&texts, Marks::Telling),
        Aspect::Retry | Aspect::Cacheable | Aspect::Method | Aspect::Content => by_word(&texts, Marks::Always),
        Aspect::Headers | Aspect::Becomes => by_item(&texts, Marks::Always),
        Aspect::Example => texts.iter().enumerate().map(|(n, lines)| by_field(&texts, n, lines)).collect(),
    };
    Some(Row { aspect, cells, equal })
}

/// What stands in a cell whose page says nothing.
const fn nothing(aspect: Aspect, is_failure: bool) -> &'static str {
    match aspect {
        _ if is_failure && aspect.is_of_response() => "no response",
        Aspect::Step => "nowhere: a response arrives",
        Aspect::Becomes if is_failure => "nothing in between takes part",
        Aspect::Becomes => "it stays what it is",
        Aspect::Method => "no redirect",
        Aspect::Headers => "none",
        Aspect::Example => "no example",
        _ => "not known",
    }
}

fn lines(aspect: Aspect, side: &Side) -> Vec<String> {
    let page = &side.page;
    let traits = page.traits.as_ref();
    let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    let label = |label: Option<&'static str>| one(label.unwrap_or_default());
    match aspect {
        Aspect::Meaning if page.definition.is_empty() => one(&page.summary),
        Aspect::Meaning => one(&page.definition),
        Aspect::Step => step(page),
        Aspect::SentBy => one(&page.sent_by),
        Aspect::Becomes => page.becomes.iter().flatten().map(|link| format!("{}: {}", link.id, link.why)).collect(),
        Aspect::Acts => acts(side),
        Aspect::Retry => traits
            .map(|traits| [traits.retry.verdict.label().to_owned(), traits.retry.why.clone()])
            .map(|lines| lines.into_iter().filter(|line| !line.is_empty()).collect())
            .unwrap_or_default(),
        Aspect::Cacheable => label(traits.and_then(|traits| traits.cacheable).map(Cacheable::label)),
        Aspect::Method => label(traits.and_then(|traits| traits.redirect_method).map(RedirectMethod::label)),
        Aspect::Headers => headers(page),
        Aspect::Content => label(traits.and_then(|traits| traits.body).map(Body::label)),
        Aspect::Causes => page.causes.iter().take(CAUSES).map(|cause| cause.cause.clone()).collect(),
        Aspect::Example => page.example.as_ref().map(|example| message(&example.response)).unwrap_or_default(),
    }
}

/// The step at which a failure happens, and what happened there.
fn step(page: &Page) -> Vec<String> {
    let Some(step) = page.step else { return Vec::new() };
    let place = match step {
        Step::Name => "when the name of the host is looked up",
        Step::Connect => "while the connection is made",
        Step::Tls => "in the TLS handshake",
        Step::Request => "while the request is sent",
        Step::Response => "before the whole response is there",
        Step::Client => "in the client itself",
    };
    let happened = page.happened.iter().filter(|text| !text.is_empty());
    std::iter::once(place.to_owned()).chain(happened.cloned()).collect()
}

/// The fields that a response must or should have.
fn headers(page: &Page) -> Vec<String> {
    let asked = page.headers.iter().filter(|header| header.level != Level::May);
    asked.map(|header| format!("`{}` {}", header.name, header.level.label())).collect()
}

fn message(text: &str) -> Vec<String> {
    text.trim_end_matches('\n').lines().map(str::to_owned).collect()
}

fn plain(lines: &[String]) -> Cell {
    Cell { lines: lines.iter().map(|line| vec![Words { text: line.clone(), differs: false }]).collect() }
}

/// The first lines are compared word by word; what follows is told as it is.
fn by_word(texts: &[Vec<String>], marks: Marks) -> Vec<Cell> {
    let firsts: Vec<&str> = texts.iter().map(|lines| lines[0].as_str()).collect();
    let firsts = compared(&firsts, marks);
    let cell = |(first, lines): (Vec<Words>, &Vec<String>)| {
        let mut cell = plain(&lines[1..]);
        cell.lines.insert(0, first);
        cell
    };
    firsts.into_iter().zip(texts).map(cell).collect()
}

/// Items that some other column does not have are marked.
fn by_item(texts: &[Vec<String>], marks: Marks) -> Vec<Cell> {
    let sets: Vec<HashSet<&String>> = texts.iter().map(|items| items.iter().collect()).collect();
    let everywhere = |item: &String| sets.iter().all(|items| items.contains(item));
    // Where nothing is shared, everything would be marked.
    let telling = marks == Marks::Always || texts.iter().flatten().any(everywhere);
    let words = |item: &String| vec![Words { text: item.clone(), differs: telling && !everywhere(item) }];
    texts.iter().map(|items| Cell { lines: items.iter().map(words).collect() }).collect()
}

/// Header fields that some other message does not have are marked.
fn by_field(texts: &[Vec<String>], n: usize, message: &[String]) -> Cell {
    let names = |message: &[String]| -> HashSet<String> { message.iter().filter_map(|line| field(line)).collect() };
    let others: Vec<HashSet<String>> =
        texts.iter().enumerate().filter(|(other, _)| *other != n).map(|(_, message)| names(message)).collect();
    let mut head = true;
    let line = |line: &String| {
        head &= !line.is_empty();
        let name = field(line).filter(|_| head);
        let differs = name.is_some_and(|name| others.iter().any(|names| !names.contains(&name)));
        vec![Words { text: line.clone(), differs }]
    };
    Cell { lines: message.iter().map(line).collect() }
}

/// The name of the field of a line.
fn field(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let token = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (!name.is_empty() && name.bytes().all(token)).then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_fields_as_a_message_may_have_are_compared() {
        const FIELDS: usize = 20_000;
        let message = |first: usize| -> Vec<String> { (first..first + FIELDS).map(|n| format!("X-{n}: 1")).collect() };
        let texts = [message(0), message(FIELDS / 2)];
        let marked = |cell: &Cell| cell.lines.iter().flatten().filter(|words| words.differs).count();
        assert_eq!(marked(&by_field(&texts, 0, &texts[0])), FIELDS / 2);
        assert_eq!(by_item(&texts, Marks::Telling).iter().map(marked).collect::<Vec<_>>(), [FIELDS / 2; 2]);
    }
}
