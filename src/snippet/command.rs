//! The curl command that gets from a server what its snippet sends.

use super::response::{Form, Response};

/// Where the servers of snippets listen.
const URL: &str = "http://localhost:8080/";

/// One line for a shell: the request that is answered with the code.
pub fn curl(response: &Response) -> String {
    let mut words = vec!["curl -i".to_owned()];
    let with_content = response.request_text.is_some();
    if !matches!((response.method.as_str(), with_content), ("GET", _) | ("POST", true)) {
        words.push(format!("-X {}", response.method));
    }
    match (response.form, response.number) {
        (Form::Range, _) => words.push("-r 10-19".to_owned()),
        (Form::Unsatisfied, _) => words.push("-r 100-".to_owned()),
        // The entity tag is the framework's own: it is asked for first.
        (Form::NotModified, _) => {
            words.insert(0, format!("curl -s -o /dev/null --etag-save etag.txt {URL} &&"));
            words.push("--etag-compare etag.txt".to_owned());
        }
        (Form::Upgrade, _) => words.extend(
            [
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ]
            .map(field),
        ),
        (_, 100 | 417) => words.push(field("Expect: 100-continue")),
        _ => {}
    }
    if let Some(content) = &response.request_text {
        words.push(field("Content-Type: application/json"));
        words.push(format!("-d '{content}'"));
    }
    words.push(URL.to_owned());
    words.join(" ")
}

fn field(line: &str) -> String {
    format!("-H '{line}'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn command(id: &str) -> String {
        let catalog = Catalog::embedded();
        let page = catalog.page(catalog.find(id).unwrap()).unwrap();
        curl(&crate::snippet::Snippets::embedded().response(&page).unwrap())
    }

    #[test]
    fn the_request_is_the_one_that_the_snippet_answers() {
        assert_eq!(command("401"), "curl -i http://localhost:8080/");
        assert_eq!(command("206"), "curl -i -r 10-19 http://localhost:8080/");
        let created = "curl -i -H 'Content-Type: application/json' -d '{\"quantity\":2}' http://localhost:8080/";
        assert_eq!(command("201"), created);
        assert!(command("101").contains("-H 'Upgrade: websocket'"));
        assert!(command("304").starts_with("curl -s -o /dev/null --etag-save etag.txt http://localhost:8080/ && curl"));
        assert!(command("417").contains("-H 'Expect: 100-continue'"));
    }
}
