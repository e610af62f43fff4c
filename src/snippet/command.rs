//! The curl command that gets from a server what its snippet sends.

use super::response::{Form, Response};

/// Where the servers of snippets listen.
const URL: &str = "http://localhost:8080/";

/// What sends the bytes of its input there.
const TELNET: &str = "curl telnet://localhost:8080";

const JSON: &str = "Content-Type: application/json";

/// What makes so many bytes in a shell.
const BYTES: &str = "head -c 8000 /dev/zero | tr '\\0' x";

/// One line for a shell: the request that is answered with the code.
pub fn curl(response: &Response) -> String {
    match response.number {
        // curl has no option for a version that there is not.
        505 => return format!("printf 'GET / HTTP/2.0\\r\\nHost: localhost\\r\\n\\r\\n' | {TELNET}"),
        // More than 1 MB, and requests as fast as they go.
        413 => return format!("head -c 2000000 /dev/zero | curl -i {} --data-binary @- {URL}", field(JSON)),
        429 => return format!("curl -sS -w '%{{http_code}}\\n' '{URL}?[1-101]'"),
        414 => return format!("curl -i \"{URL}?q=$({BYTES})\""),
        431 => return format!("curl -i -H \"Cookie: id=$({BYTES})\" {URL}"),
        _ => {}
    }
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
        // More is promised than comes.
        (_, 408) => words.push(field("Content-Length: 99")),
        (_, 411) => words.push(field("Transfer-Encoding: chunked")),
        (_, 412) => words.push(field("If-Match: \"v1\"")),
        _ => {}
    }
    if let Some(content) = &response.request_text {
        words.push(field(JSON));
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
        assert!(command("411").contains("-H 'Transfer-Encoding: chunked'"));
        assert!(command("414").contains("/?q=$(head -c 8000 "));
        assert!(command("417").contains("-H 'Expect: 100-continue'"));
    }
}
