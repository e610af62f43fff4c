//! Header sections as browsers' tools copy them: with or without a first line, with pseudo-fields of HTTP/2, with the
//! name and the value on lines of their own, under headings.

use super::content;
use super::head::{Head, note_full, written};
use super::known::{Known, known};
use super::lines::{Line, Lines};
use super::oddity::latin;
use super::start::{Sure, is_field, is_start};
use super::{Message, Start, limits};

/// How many lines are looked at to tell what a text is.
const LOOKED_AT: usize = 60;

/// Whether a text is a copied header section: it has lines with the shape of fields, and a field that is known.
pub(super) fn is_copied(input: &[u8]) -> bool {
    let lines = Lines::new(input).map(|line| line.trimmed()).filter(|line| !line.is_empty());
    let (mut fields, mut all, mut is_known) = (0, 0, false);
    for line in lines.take(LOOKED_AT).take_while(|line| !matches!(line, [b'{' | b'<', ..])) {
        all += 1;
        let name = name_of(line).map(latin).unwrap_or_default();
        let has_shape = is_field(line) || is_pseudo(line) || is_heading(line).is_some() || general(&name).is_some();
        fields += usize::from(has_shape);
        is_known |= is_pseudo(line) || general(&name).is_some() || (is_field(line) && known(&name) != Known::Perhaps);
    }
    is_known && 2 * fields + usize::from(alternates(input)) * all >= all
}

/// Whether a text begins with what Chrome and Safari say of an exchange as a whole.
pub(super) fn has_general(input: &[u8]) -> bool {
    let mut lines = Lines::new(input).map(|line| line.trimmed()).filter(|line| !line.is_empty()).take(4);
    lines.any(|line| is_summary(line) || name_of(line).is_some_and(|name| general(&latin(name)).is_some()))
}

/// The heading under which Safari says the same in other words.
const fn is_summary(line: &[u8]) -> bool {
    line.eq_ignore_ascii_case(b"summary")
}

/// Reads copied header sections.
pub(super) fn read(input: &[u8]) -> Vec<Message> {
    let mut reader = Reader::default();
    let is_alternating = alternates(input);
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next() {
        if reader.messages.len() >= limits::MESSAGES {
            note_full(reader.messages.last_mut(), line.number);
            break;
        }
        let text = line.trimmed();
        if text.is_empty() {
            let content = if is_alternating { None } else { content_ahead(&mut lines) };
            reader.close(content);
        } else if let Some(of) = is_heading(text) {
            reader.close(None);
            (reader.expected, reader.is_summary) = (Some(of), is_summary(text));
        } else if is_start(text) == Sure::Yes {
            reader.close(None);
            reader.is_summary = false;
            reader.open = Some(Open { head: Head::new(&written(&line, text)), told: Told::Start });
        } else if is_alternating && text.ends_with(b":") {
            let value = lines.next().map_or(&b""[..], |value| value.trimmed());
            let whole = [text, b" ", value].concat();
            reader.field(&written(&line, &whole));
        } else {
            reader.field(&written(&line, line.bytes.trim_ascii_end()));
        }
    }
    reader.close(None);
    // Chrome has the response above the request.
    if let [response, request] = reader.messages.as_mut_slice()
        && response.status().is_some()
        && request.method().is_some()
    {
        std::mem::swap(response, request);
    }
    reader.messages
}

#[derive(Default)]
struct Reader {
    messages: Vec<Message>,
    open: Option<Open>,
    /// What the heading above says.
    expected: Option<Heading>,
    /// Whether the lines are Safari's summary.
    is_summary: bool,
    /// What the tools say of the exchange as a whole.
    general: General,
}

struct Open {
    head: Head,
    told: Told,
}

/// What the lines so far tell of the first line.
enum Told {
    /// It is there.
    Start,
    /// Pseudo-fields, or nothing yet.
    Pseudo(Pseudo),
}

#[derive(Default)]
struct Pseudo {
    method: Option<String>,
    target: Option<String>,
    status: Option<u16>,
    names: Vec<String>,
}

#[derive(Default)]
struct General {
    method: Option<String>,
    url: Option<String>,
    status: Option<(u16, String)>,
}

impl Reader {
    fn field(&mut self, line: &Line<'_>) {
        let name = name_of(line.bytes).map(latin).unwrap_or_default();
        let value = latin(line.bytes.get(name_of(line.bytes).map_or(0, |name| name.len() + 1)..).unwrap_or_default());
        let value = value.trim();
        let chrome = general(&name).filter(|_| self.open.is_none());
        if let Some(set) = if self.is_summary { Some(summary(&name)) } else { chrome } {
            return set(&mut self.general, value);
        }
        if is_pseudo(line.bytes) && self.has_pseudo(&name) {
            self.close(None);
        }
        let start = Start::Response { status: 0, reason: String::new() };
        let open = self.open.get_or_insert_with(|| Open {
            head: Head::without_start(start, line.number),
            told: Told::Pseudo(Pseudo::default()),
        });
        if let Told::Pseudo(pseudo) = &mut open.told
            && is_pseudo(line.bytes)
        {
            match name.as_str() {
                ":method" => pseudo.method = Some(value.to_owned()),
                ":path" => pseudo.target = Some(value.to_owned()),
                ":status" => pseudo.status = status(value).map(|(status, _)| status),
                _ => {}
            }
            pseudo.names.push(name);
        }
        open.head.line(line);
    }

    /// Whether the open section has this pseudo-field, so that another begins with it.
    fn has_pseudo(&self, name: &str) -> bool {
        match &self.open {
            Some(Open { told: Told::Pseudo(pseudo), .. }) => pseudo.names.iter().any(|other| other == name),
            _ => false,
        }
    }

    fn close(&mut self, content: Option<&[u8]>) {
        let Some(Open { head, told }) = self.open.take() else { return };
        let mut message = head.message();
        if let Told::Pseudo(pseudo) = told {
            self.begin(&mut message, pseudo);
        }
        content::printed(&mut message, None, content.unwrap_or_default(), 0);
        self.messages.push(message);
        self.expected = None;
    }

    /// Gives a message the first line that was not copied.
    fn begin(&mut self, message: &mut Message, pseudo: Pseudo) {
        let names = message.fields.iter().map(|field| known(&field.name));
        let of_requests = || names.filter(|known| *known == Known::Request).count() > 0;
        let is_request = match (pseudo.status, &pseudo.method) {
            (Some(_), _) => false,
            (None, Some(_)) => true,
            (None, None) => match self.expected {
                Some(Heading::Request) => true,
                Some(Heading::Response) => false,
                Some(Heading::Neither) | None => of_requests(),
            },
        };
        if !pseudo.names.is_empty() {
            "HTTP/2".clone_into(&mut message.version);
        }
        message.start = if is_request {
            let method = pseudo.method.or_else(|| self.general.method.take()).unwrap_or_default();
            let target = pseudo.target.or_else(|| self.general.url.take()).unwrap_or_default();
            Start::Request { method, target }
        } else {
            let told = pseudo.status.map(|status| (status, String::new()));
            let (status, reason) = told.or_else(|| self.general.status.take()).unwrap_or_default();
            Start::Response { status, reason }
        };
    }
}

/// Takes what is said of an exchange as a whole.
type Set = fn(&mut General, &str);

/// What is to be done with a line of Safari's summary.
fn summary(name: &str) -> Set {
    match name {
        "URL" => |general, value| general.url = Some(value.to_owned()),
        "Status" => |general, value| general.status = status(value),
        _ => |_, _| {},
    }
}

/// What is to be done with a line about the exchange as a whole, as Chrome words it.
fn general(name: &str) -> Option<Set> {
    match name {
        "Request URL" => Some(|general, value| general.url = Some(value.to_owned())),
        "Request Method" => Some(|general, value| general.method = Some(value.to_owned())),
        "Status Code" => Some(|general, value| general.status = status(value)),
        "Remote Address" | "Referrer Policy" => Some(|_, _| {}),
        _ => None,
    }
}

/// `200 OK`, also with a sign in front of it.
fn status(text: &str) -> Option<(u16, String)> {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let (code, reason) = text.split_once(' ').unwrap_or((text, ""));
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let reason = reason.trim_end_matches("(from disk cache)").trim_end_matches("(from memory cache)").trim();
    code.parse().ok().filter(|_| is_code).map(|code| (code, reason.to_owned()))
}

/// What a heading says of the section below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Request,
    Response,
    Neither,
}

/// Whether a line is a heading.
fn is_heading(line: &[u8]) -> Option<Heading> {
    const NEITHER: &[&[u8]] = &[b"general", b"summary", b"view source", b"view parsed", b"raw"];
    let line = line.to_ascii_lowercase();
    match line.as_slice() {
        b"request" | b"request headers" => Some(Heading::Request),
        b"response" | b"response headers" => Some(Heading::Response),
        line if NEITHER.contains(&line) => Some(Heading::Neither),
        _ => None,
    }
}

/// What stands in front of the colon that ends the name.
fn name_of(line: &[u8]) -> Option<&[u8]> {
    let from = usize::from(line.starts_with(b":"));
    let colon = line[from..].iter().position(|&byte| byte == b':')? + from;
    Some(&line[..colon])
}

fn is_pseudo(line: &[u8]) -> bool {
    const NAMES: &[&[u8]] = &[b":status", b":method", b":path", b":authority", b":scheme", b":protocol"];
    name_of(line).is_some_and(|name| NAMES.contains(&name))
}

/// Whether names and values stand on lines of their own: `name:` on every other line.
fn alternates(input: &[u8]) -> bool {
    let lines = Lines::new(input).map(|line| line.trimmed()).filter(|line| is_heading(line).is_none());
    let mut lines = lines.skip_while(|line| line.is_empty() || is_start(line) == Sure::Yes).take(LOOKED_AT);
    let (mut pairs, mut others) = (0, 0);
    while let Some(line) = lines.next() {
        if line.ends_with(b":") && lines.next().is_some() {
            pairs += 1;
        } else if !line.is_empty() {
            others += 1;
        }
    }
    pairs > others
}

/// The content that begins here, if what follows is no header section.
fn content_ahead<'a>(lines: &mut Lines<'a>) -> Option<&'a [u8]> {
    lines.skip_blank();
    let next = lines.peek()?.trimmed();
    let is_head = is_field(next) || is_pseudo(next) || is_heading(next).is_some() || is_start(next) == Sure::Yes;
    (!is_head).then(|| lines.take_bytes(usize::MAX))
}
