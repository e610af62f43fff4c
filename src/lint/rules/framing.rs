//! How a message is written on the wire: what its reader stumbled over.

use crate::lint::finding::Source::Rfc;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::{Rule, rules};
use crate::message::{Oddity, Strange};

rules! { Framing;
    FOLDED: Error "folded-line" None, "The value of `{}` goes on in the next line", "Write it on one line: folding was removed from HTTP, and recipients read it in different ways or refuse it.", Rfc(9112, "5.2");
    BLANK_BEFORE_COLON: Error "blank-before-colon" None, "There is whitespace between the field name and the colon: `{}`", "Remove it: a server has to refuse such a request, and a proxy has to remove it from a response, since it hides fields from filters.", Rfc(9112, "5.1");
    START_LINE: Error "start-line-invalid" None, "The first line is built in another way than HTTP has it: `{}`", "Write three parts with one space between them: `GET /path HTTP/1.1`, `HTTP/1.1 200 OK`.", Rfc(9112, "3");
    BLANK_BEFORE_FIELD: Error "blank-before-field" None, "There is whitespace before the first field line", "Remove it: recipients drop the line, or take it as part of the first line.", Rfc(9112, "2.2");
    BARE_LF: Warning "bare-line-feed" None, "Some lines end with only LF, others with CR LF", "Send CR LF everywhere: recipients that do not accept LF as the end of a line read other fields.", Rfc(9112, "2.2");
    LF_ONLY: Note "line-feeds-only" None, "Every line ends with only LF", "Send CR LF. As a rule the CRs were merely lost when the message was copied.", Rfc(9112, "2.2");
    TOO_MUCH: Note "capture-cut" None, "There is more than is looked at: {}", "Cut the capture to the message in question.", Rfc(9110, "5.4");
    BARE_CR: Error "bare-carriage-return" None, "A CR stands alone, without its LF", "Remove it: recipients read it as the end of a line or as a space, which lets fields be smuggled in.", Rfc(9112, "2.2");
    VERSION: Error "http-version-invalid" None, "`{}` is not a version of HTTP", "Write `HTTP/1.1`: the name in capitals, and one digit on each side of the dot.", Rfc(9112, "2.3");
    NO_BLANK: Error "status-line-blank-missing" None, "There is no space after the status code", "Write a space even where no reason phrase follows: `HTTP/1.1 200 `.", Rfc(9112, "4");
    STATUS: Error "status-code-invalid" None, "`{}` is not a status code", "Send three digits from 100 to 599; recipients treat anything else as a broken response or as 5xx.", Rfc(9110, "15");
    BEFORE_START: Warning "text-before-start" None, "There is something before the first line: `{}`", "Check whether it is part of the capture, or the content of the response before it on the connection.", Rfc(9112, "2.2");
    NO_COLON: Error "field-colon-missing" None, "A line of the header section has no colon: `{}`", "Write `Name: value`, or check whether the content begins here without an empty line before it.", Rfc(9112, "5");
    FIELD_NAME: Error "field-name-invalid" None, "`{}` is not a valid field name", "Use letters, digits and `-` alone: other characters are refused by servers and proxies.", Rfc(9110, "5.1");
    CONTROL: Error "field-value-control-character" None, "A field value holds a control character: `{}`", "Encode or remove it: NUL, CR and LF in a value make recipients disagree on where it ends.", Rfc(9110, "5.5");
    TWO_LENGTHS: Error "content-length-conflict" Some("Content-Length"), "Two lengths are announced: {}", "Send one: recipients that choose differently see different messages, which is how requests are smuggled.", Rfc(9112, "6.3");
    LENGTH_AND_CODING: Error "content-length-with-transfer-coding" Some("Content-Length"), "`Content-Length` and `Transfer-Encoding` are both sent", "Remove `Content-Length`: chunks say where the content ends, and recipients that use the length lose track.", Rfc(9112, "6.2");
    CODING: Error "transfer-coding-unusable" Some("Transfer-Encoding"), "The transfer coding `{}` leaves the end of the message unknown", "Apply `chunked` last and once; a recipient can tell from nothing else where the content ends.", Rfc(9112, "6.3");
    CHUNK: Error "chunk-invalid" None, "A chunk is broken: `{}`", "Write its size in hexadecimal digits, CR LF, so many bytes, CR LF.", Rfc(9112, "7.1");
    NO_LAST_CHUNK: Error "last-chunk-missing" None, "The last chunk is missing, so the content is incomplete", "End with `0` and an empty line. If the sender broke off, look into its log: it crashed or ran into a timeout.", Rfc(9112, "8");
    SHORT: Error "content-short" Some("Content-Length"), "The content is shorter than announced: {}", "Count bytes, not characters, and count after compression. If the sender broke off, look into its log.", Rfc(9112, "8");
    ABSENT: Note "content-not-captured" None, "The content that is announced is not in the capture", "Capture it too (`curl -i`) to have it checked, or ignore this for the answer to a HEAD request.", Rfc(9112, "6.3");
    LONG: Warning "content-long" Some("Content-Length"), "More follows than was announced: {}", "Count bytes, not characters, and count after compression: the rest is read as the beginning of the next message.", Rfc(9112, "6.3");
    FORBIDDEN: Error "content-forbidden" None, "Content follows where none may be: {}", "Send none: a recipient takes it as the start of the next response on the connection.", Rfc(9112, "6.3");
    NO_END: Note "header-section-unended" None, "No empty line ends the header section", "End it with an empty line. In a copied header section it may merely be lost.", Rfc(9112, "2.1");
}

pub fn check(look: &Look<'_>, report: &mut Report) {
    for oddity in &look.message.oddities {
        if let Some(rule) = rule(oddity.what, look) {
            say(rule, oddity, report);
        }
    }
}

fn say(rule: &Rule, oddity: &Oddity, report: &mut Report) {
    report.add(rule, oddity.field.as_deref().or(rule.field), oddity.line, &oddity.found);
}

/// The rule of an oddity; `None` for what the syntax of a field says better.
fn rule(what: Strange, look: &Look<'_>) -> Option<&'static Rule> {
    let is_absent = look.message.content.length == 0;
    Some(match what {
        Strange::StartLine => &START_LINE,
        Strange::BlankBeforeField => &BLANK_BEFORE_FIELD,
        Strange::LineFeedsOnly => &LF_ONLY,
        Strange::TooMuch => &TOO_MUCH,
        Strange::FoldedLine => &FOLDED,
        Strange::BlankBeforeColon => &BLANK_BEFORE_COLON,
        Strange::BareLineFeed => &BARE_LF,
        Strange::BareCarriageReturn => &BARE_CR,
        Strange::Version => &VERSION,
        Strange::NoBlankAfterStatus => &NO_BLANK,
        Strange::Status => &STATUS,
        Strange::BeforeStart => &BEFORE_START,
        Strange::NoColon => &NO_COLON,
        Strange::FieldName => &FIELD_NAME,
        Strange::ControlInValue => &CONTROL,
        Strange::TwoLengths => &TWO_LENGTHS,
        Strange::Length => return None,
        Strange::LengthAndTransferCoding => &LENGTH_AND_CODING,
        // Its own rules say which coding it is.
        Strange::TransferCoding if look.message.fields.has("Transfer-Encoding") && !look.is_request() => return None,
        Strange::TransferCoding => &CODING,
        Strange::Chunk => &CHUNK,
        Strange::NoLastChunk | Strange::ShortContent if is_absent => &ABSENT,
        Strange::NoLastChunk => &NO_LAST_CHUNK,
        Strange::ShortContent => &SHORT,
        Strange::LongContent => &LONG,
        Strange::ForbiddenContent => &FORBIDDEN,
        Strange::NoEnd => &NO_END,
    })
}
