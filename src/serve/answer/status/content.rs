//! The content of a status that may have any: in the form that the client likes best.

use serde_json::json;

use crate::serve::wire::{Head, Text, json_pretty, preferred};

/// The forms, the usual first.
const FORMS: &[&str] = &["text/plain", "text/html", "application/problem+json", "application/json"];

/// Media type and bytes of content that names a status.
pub fn content(head: &Head, status: u16, phrase: &str, detail: &str) -> (Text, Vec<u8>) {
    let accept = head.value("accept");
    let title = format!("{status} {phrase}");
    let title = title.trim_end();
    match preferred(accept.as_deref(), FORMS).unwrap_or(FORMS[0]) {
        "text/html" => {
            let (title, detail) = (crate::text::escape::html(title), crate::text::escape::html(detail));
            let page = format!(
                "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n<p>{detail}</p>\n</html>\n"
            );
            ("text/html; charset=utf-8".into(), page.into_bytes())
        }
        "text/plain" => ("text/plain; charset=utf-8".into(), format!("{title}\n").into_bytes()),
        // Problem details are about problems (RFC 9457 §1).
        _ => {
            let is_problem = status >= 400;
            let mut value = json!({ "status": status, "title": phrase });
            if is_problem {
                value["type"] = json!("about:blank");
            }
            if !detail.is_empty() {
                value["detail"] = json!(detail);
            }
            (if is_problem { "application/problem+json" } else { "application/json" }.into(), json_pretty(&value))
        }
    }
}
