//! Conditional requests (RFC 9110 §13).

use super::date::parse_date;
use super::head::Head;

/// What became of the preconditions of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// They hold, or there are none.
    Holds,
    /// The client has the current representation: 304 to GET and HEAD.
    NotModified,
    /// They do not hold: 412.
    Failed,
}

/// The current state of a resource.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// Its entity tag with the quotes; `None` where the resource does not exist.
    pub tag: Option<&'a str>,
    /// When it was last changed, in seconds since 1970.
    pub modified: Option<u64>,
}

/// Evaluates the preconditions in their order (RFC 9110 §13.2.2), `If-Range` aside.
pub fn evaluate(head: &Head, state: State<'_>) -> Condition {
    let is_safe = matches!(head.method(), "GET" | "HEAD");
    let date = |name: &str| head.value(name).and_then(|value| parse_date(&value));
    if let Some(list) = head.value("if-match") {
        if !state.tag.is_some_and(|tag| matches(&list, tag, true)) {
            return Condition::Failed;
        }
    } else if let (Some(date), Some(modified)) = (date("if-unmodified-since"), state.modified)
        && modified > date
    {
        return Condition::Failed;
    }
    if let Some(list) = head.value("if-none-match") {
        if state.tag.is_some_and(|tag| matches(&list, tag, false)) {
            return if is_safe { Condition::NotModified } else { Condition::Failed };
        }
    } else if let (true, Some(date), Some(modified)) = (is_safe, date("if-modified-since"), state.modified)
        && modified <= date
    {
        return Condition::NotModified;
    }
    Condition::Holds
}

/// Whether a range may be given: there is no `If-Range`, or it names the current representation (RFC 9110 §13.1.5).
pub fn range_holds(head: &Head, state: State<'_>) -> bool {
    head.value("if-range").is_none_or(|value| {
        if value.trim_start().starts_with(['"', 'W']) {
            state.tag.is_some_and(|tag| matches(&value, tag, true))
        } else {
            parse_date(&value).is_some_and(|date| state.modified == Some(date))
        }
    })
}

/// Whether a list of entity tags, or `*`, holds a tag; compared strongly or weakly (RFC 9110 §8.8.3.2).
pub fn matches(list: &str, tag: &str, strongly: bool) -> bool {
    if list.trim() == "*" {
        return true;
    }
    let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let is_weak = |tag: &str| tag.starts_with("W/");
    tags(list).iter().any(|found| {
        if strongly { !is_weak(found) && !is_weak(tag) && found == tag } else { opaque(found) == opaque(tag) }
    })
}

/// The tags of a list, with their quotes; a comma may stand within quotes.
pub fn tags(list: &str) -> Vec<String> {
    let (mut tags, mut tag, mut quoted) = (Vec::new(), String::new(), false);
    for c in list.chars() {
        match c {
            ',' if !quoted => tags.push(std::mem::take(&mut tag)),
            c => {
                quoted ^= c == '"';
                tag.push(c);
            }
        }
    }
    tags.push(tag);
    tags.into_iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
}
