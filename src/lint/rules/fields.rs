//! What holds for every field: where it may stand, how often, and how its value is written.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::lint::fields::{self, Known, Repeat, Side, Syntax};
use crate::lint::finding::Level;
use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::{Group, Rule, rules};
use crate::lint::values::split;
use crate::message::{Field, Fields};

rules! { Fields;
    REPEATED: Error "field-repeated" None, "`{}` appears more than once", "Send it once: it is not a list, and recipients differ in which line they take.", Rfc(9110, "5.3");
    IN_RESPONSE: Note "request-field-in-response" None, "`{}` is a field of requests", "Leave it out of responses: it has no meaning there.", Rfc(9110, "10.1");
    IN_REQUEST: Warning "response-field-in-request" None, "`{}` is a field of responses", "Leave it out of requests: it has no meaning there.", Rfc(9110, "10.2");
    EMPTY_MEMBER: Warning "list-member-empty" None, "The list of `{}` has an empty member", "Remove the extra comma: a sender must not write one.", Rfc(9110, "5.6.1.1");
    NOT_ASCII: Warning "field-value-not-ascii" None, "`{}` holds characters beyond ASCII", "Encode them, as the field allows: recipients read such bytes in different charsets.", Rfc(9110, "5.5");
    TOO_LONG: Warning "field-line-too-long" None, "`{}` is longer than 8190 bytes", "Shorten it: by default Apache and nginx answer a request with such a line with 400, and nginx in front of an application turns such a response into 502.", Page("Apache: LimitRequestFieldSize", "https://httpd.apache.org/docs/2.4/mod/core.html#limitrequestfieldsize");
    UNDERSCORE: Note "field-name-underscore" None, "The name `{}` has an underscore", "Use `-`: nginx drops such fields of requests by default, since they cannot be told from others in CGI.", Page("nginx: underscores_in_headers", "https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers");
    CASE_IN_2: Note "field-name-capitals-in-http-2" None, "The name `{}` has capital letters in HTTP/2 or HTTP/3", "Send names in lower case: such a message is malformed. Some captures merely show them so.", Rfc(9113, "8.2");
}

/// The longest line that common servers take by default.
const LONGEST: usize = 8190;

/// The rule for the syntax of a field; `None` where anything goes.
pub fn syntax_rule(field: &Known) -> Option<Rule> {
    if matches!(field.syntax, Syntax::Free) {
        return None;
    }
    let Known { name, expects, example, .. } = field;
    Some(Rule {
        id: Cow::Owned(format!("{}-syntax", field.key())),
        level: field.level,
        group: Group::Syntax,
        field: Some(name),
        title: Cow::Owned(format!("The value of `{name}` is not {expects}: `{{}}`")),
        detail: Cow::Owned(format!("Write {expects}, as in `{name}: {example}`.")),
        source: field.source,
    })
}

/// The rule for the presence of a field that nobody needs any more.
pub fn obsolete_rule(field: &Known) -> Option<Rule> {
    Some(Rule {
        id: Cow::Owned(format!("{}-obsolete", field.key())),
        level: Level::Note,
        group: Group::Obsolete,
        field: Some(field.name),
        title: Cow::Owned(format!("`{}` is obsolete", field.name)),
        detail: Cow::Borrowed(field.instead?),
        source: field.source,
    })
}

pub fn check(look: &Look<'_>, report: &mut Report) {
    section(look, &look.message.fields, report);
    section(look, &look.message.trailers, report);
    for line in &look.message.fields {
        line_alone(look, line, report);
    }
}

fn line_alone(look: &Look<'_>, line: &Field, report: &mut Report) {
    if line.value.len() > LONGEST {
        report.at(&TOO_LONG, line, &line.name);
    }
    if line.name.contains('_') {
        report.at(&UNDERSCORE, line, &line.name);
    }
    // Programs that print HTTP/2 as HTTP/1.1 do so in lower case.
    let is_two = look.major().is_some_and(|major| major >= 2);
    if is_two && line.name.bytes().any(|b| b.is_ascii_uppercase()) && look.message.oddities.is_empty() {
        report.at(&CASE_IN_2, line, &line.name);
    }
}

fn section(look: &Look<'_>, section: &Fields, report: &mut Report) {
    let mut seen: HashSet<String> = HashSet::new();
    for line in section {
        let key = line.name.to_ascii_lowercase();
        let known = fields::field(&key);
        if !seen.insert(key) {
            continue;
        }
        match known {
            Some(known) => field(look, section, known, report),
            None => {
                if let Some(line) = section.named(&line.name).find(|line| !line.value.is_ascii()) {
                    report.at(&NOT_ASCII, line, &line.name);
                }
            }
        }
    }
}

fn field(look: &Look<'_>, section: &Fields, known: &Known, report: &mut Report) {
    let lines: Vec<&Field> = section.named(known.name).collect();
    let Some(first) = lines.first() else { return };
    if let Some(rule) = obsolete_rule(known) {
        report.at(&rule, first, "");
    }
    match known.side {
        Side::Request if !look.is_request() => report.at(&IN_RESPONSE, first, &first.name),
        Side::Response if look.is_request() => report.at(&IN_REQUEST, first, &first.name),
        _ => {}
    }
    match known.repeat {
        Repeat::Once => {
            // For the length there is a rule of its own.
            if let Some(again) = lines.get(1).filter(|_| known.name != "Content-Length") {
                report.at(&REPEATED, again, &again.name);
            }
            alone(known, &lines, report);
        }
        Repeat::List => list(section, known, &lines, report),
        Repeat::Lines => alone(known, &lines, report),
    }
}

fn alone(known: &Known, lines: &[&Field], report: &mut Report) {
    for line in lines.iter().filter(|line| !known.fits(&line.value)) {
        misfit(known, line, report);
    }
}

fn misfit(known: &Known, line: &Field, report: &mut Report) {
    if let Some(rule) = syntax_rule(known) {
        report.at(&rule, line, &line.value);
    }
}

fn list(section: &Fields, known: &Known, lines: &[&Field], report: &mut Report) {
    let whole = section.value(known.name).unwrap_or_default();
    if !known.fits(&whole) {
        let guilty = lines.iter().find(|line| !line.value.is_empty() && !known.fits(&line.value));
        misfit(known, guilty.or(lines.first()).unwrap_or(&lines[0]), report);
        return;
    }
    // The reading of structured fields and JSON refuses an empty member by itself.
    if !matches!(known.syntax, Syntax::List(..)) {
        return;
    }
    let has_empty = |line: &&&Field| !line.value.is_empty() && split(&line.value, ',').any(str::is_empty);
    if let Some(line) = lines.iter().find(has_empty) {
        report.at(&EMPTY_MEMBER, line, known.name);
    }
}
