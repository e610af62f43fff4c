//! Links (RFC 8288) and the hints that browsers take from them.

use crate::lint::finding::Source::{Page, Rfc};
use crate::lint::grammar::{LANGUAGE_TAG, MEDIA_TYPE, is_reference, is_token, is_uri};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::{Param, members, repeated, with_params};
use crate::message::Field;

use super::media::extended;

rules! { Values;
    TARGET: Error "link-target-invalid" Some("Link"), "The target `{}` is not a URI reference", "Encode what a URI may not hold: spaces, quotes, brackets, anything beyond ASCII.", Rfc(8288, "3.1");
    ANCHOR: Warning "link-anchor-invalid" Some("Link"), "The anchor `{}` is not a URI reference", "Write a URI, absolute or relative.", Rfc(8288, "3.2");
    NO_REL: Error "link-without-rel" Some("Link"), "A link does not say what it is", "Add `rel`, such as `rel=next`.", Rfc(8288, "3.3");
    REV: Warning "link-rev" Some("Link"), "`rev` was abandoned, since it was confused with `rel`", "Say the same with `rel` and the opposite relation.", Rfc(8288, "3.3");
    REL_TYPE: Warning "link-relation-invalid" Some("Link"), "`{}` is not a relation type", "Write a registered name in lower case, or a URI of your own.", Rfc(8288, "2.1");
    TYPE: Warning "link-type-invalid" Some("Link"), "The `type` `{}` is not a media type", "Write type and subtype: `type=\"text/css\"`.", Rfc(8288, "3.4.1");
    LANG: Warning "link-hreflang-invalid" Some("Link"), "The `hreflang` `{}` is not a language tag", "Write a tag such as `de` or `en-GB`.", Rfc(8288, "3.4.1");
    REPEATED: Warning "link-parameter-repeated" Some("Link"), "The parameter `{}` of a link appears more than once", "Write it once: what follows the first is ignored.", Rfc(8288, "3.3");
    HINT: Warning "link-hint-scheme" Some("Link"), "Browsers do not preload from `{}`", "Give an http or https address.", Page("HTML: link type preload", "https://html.spec.whatwg.org/multipage/links.html#link-type-preload");
    PRELOAD_AS: Note "link-preload-without-as" Some("Link"), "The preload of `{}` does not say as what", "Add `as`, such as `as=style`: browsers ignore the hint otherwise.", Page("HTML: link type preload", "https://html.spec.whatwg.org/multipage/links.html#link-type-preload");
    PRELOAD_FONT: Note "link-preload-font-without-crossorigin" Some("Link"), "The preload of a font has no `crossorigin`", "Add `crossorigin`: fonts are fetched in CORS mode, and the hint is not used without it.", Page("MDN: rel=preload", "https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Attributes/rel/preload#cors-enabled_fetches");
}

/// Relations that have browsers connect or load ahead.
const HINTS: [&str; 6] = ["preload", "preconnect", "dns-prefetch", "prefetch", "modulepreload", "prerender"];

pub fn check(look: &Look<'_>, report: &mut Report) {
    for line in look.lines("Link") {
        for member in links(&line.value) {
            link(line, member, report);
        }
    }
}

/// The links of a value: commas in angle brackets separate nothing.
fn links(value: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = value.trim_start_matches([' ', '\t', ',']);
    while let Some(end) = rest.strip_prefix('<').and_then(|inside| inside.find('>')) {
        let (target, params) = rest.split_at(end + 2);
        let first = members(params).next().unwrap_or_default();
        let length =
            if params.trim_start().starts_with(',') { 0 } else { params.find(first).unwrap_or(0) + first.len() };
        found.push(&rest[..target.len() + length]);
        rest = rest[target.len() + length..].trim_start_matches([' ', '\t', ',']);
    }
    found
}

fn link(line: &Field, text: &str, report: &mut Report) {
    let Some((target, rest)) = text.strip_prefix('<').and_then(|text| text.split_once('>')) else { return };
    if !is_reference(target) {
        report.at(&TARGET, line, target);
    }
    let (_, params) = with_params(rest);
    if let Some(name) = repeated(&params) {
        report.at(&REPEATED, line, name);
    }
    for param in &params {
        extended(line, param, report);
    }
    let find = |name: &str| params.iter().find(|param| param.is(name)).map(Param::value);
    if let Some(anchor) = find("anchor").filter(|anchor| !is_reference(anchor)) {
        report.at(&ANCHOR, line, &anchor);
    }
    if let Some(kind) = find("type").filter(|kind| !MEDIA_TYPE.fits(kind)) {
        report.at(&TYPE, line, &kind);
    }
    if let Some(tag) = find("hreflang").filter(|tag| !LANGUAGE_TAG.fits(tag)) {
        report.at(&LANG, line, &tag);
    }
    if find("rev").is_some() {
        report.at(&REV, line, "");
    }
    let Some(relations) = find("rel") else {
        return report.at(&NO_REL, line, "");
    };
    for relation in relations.split_ascii_whitespace() {
        let relation = relation.to_ascii_lowercase();
        if !is_token(&relation) && !is_uri(&relation) {
            report.at(&REL_TYPE, line, &relation);
        }
        if HINTS.contains(&&*relation) {
            hint(line, &relation, target, &find, report);
        }
    }
}

fn hint(line: &Field, relation: &str, target: &str, find: &dyn Fn(&str) -> Option<String>, report: &mut Report) {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    // A colon behind a slash belongs to a path.
    let is_other = scheme.is_some_and(|scheme| is_token(&scheme) && !matches!(&*scheme, "http" | "https"));
    if is_other {
        report.at(&HINT, line, target);
    }
    if relation == "preload" {
        match find("as").as_deref() {
            None | Some("") => report.at(&PRELOAD_AS, line, target),
            Some("font") if find("crossorigin").is_none() => report.at(&PRELOAD_FONT, line, ""),
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_targets_and_quotes_separate_nothing() {
        let value = r#"<http://a/b,c>; rel=next, </c,d>; title="x,y"; rel=prev,<e>, <f>;rel=up"#;
        let expected = ["<http://a/b,c>; rel=next", r#"</c,d>; title="x,y"; rel=prev"#, "<e>", "<f>;rel=up"];
        assert_eq!(links(value), expected);
        assert!(links("a; rel=next").is_empty() && links("<a").is_empty() && links("").is_empty());
    }
}
