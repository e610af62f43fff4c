//! A request as a curl command for a POSIX shell, or one that knows `$'…'` where the content has control characters.

use crate::message::{Message, Start};

/// What curl says itself where it is not told otherwise.
const OWN_FIELDS: [&str; 4] = ["Content-Length", "Connection", "Keep-Alive", "Proxy-Connection"];

/// The file that is named in the place of content that no command line holds.
pub const FILE: &str = "content.bin";

/// The command, and whether its content is left out: it is no text, or its end was not kept.
pub fn curl(request: &Message, url: &str, is_cut: bool) -> Option<(String, bool)> {
    let Start::Request { method, target } = &request.start else { return None };
    let fields = &request.fields;
    let content = &request.content.bytes;
    let text = std::str::from_utf8(content).ok().filter(|text| !is_cut && !text.contains('\0'));
    let has_content = !content.is_empty() || is_cut;
    let mut words = vec!["curl".to_owned(), "-i".to_owned()];
    match (method.as_str(), has_content) {
        ("GET", false) | ("POST", true) => {}
        ("HEAD", false) => words.push("--head".to_owned()),
        (method, _) => words.extend(["-X".to_owned(), quoted(method)]),
    }
    if request.version == "HTTP/1.0" {
        words.push("--http1.0".to_owned());
    }
    let mut field = |line: String| words.extend(["-H".to_owned(), quoted(&line)]);
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    for line in fields.iter().filter(|line| !OWN_FIELDS.iter().any(|own| line.name.eq_ignore_ascii_case(own))) {
        let (name, value) = (line.name.as_str(), line.value.trim());
        let is_usual = match name.to_ascii_lowercase().as_str() {
            "host" => value == host,
            "accept" => value == "*/*",
            "user-agent" => value.starts_with("curl/"),
            "content-type" => has_content && value == "application/x-www-form-urlencoded",
            _ => false,
        };
        if !is_usual {
            field(if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") });
        }
    }
    // What curl would add, and the client did not.
    let added = ["Accept", "User-Agent"].into_iter().chain(has_content.then_some("Content-Type"));
    for name in added.filter(|name| !fields.has(name)) {
        field(format!("{name}:"));
    }
    if let Some(connection) = fields.value("Connection").filter(|value| value.eq_ignore_ascii_case("close")) {
        field(format!("Connection: {connection}"));
    }
    match text {
        Some(text) if has_content => words.extend(["--data-raw".to_owned(), quoted(text)]),
        None if has_content => words.extend(["--data-binary".to_owned(), format!("@{FILE}")]),
        _ => {}
    }
    // curl takes brackets and braces for patterns, and dots out of a path.
    if target.contains(['[', ']', '{', '}']) {
        words.push("--globoff".to_owned());
    }
    if target.contains("/.") {
        words.push("--path-as-is".to_owned());
    }
    let is_plain = target.starts_with('/') && target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    if is_plain {
        words.push(quoted(&format!("{url}{target}")));
    } else {
        words.extend(["--request-target".to_owned(), quoted(target), quoted(&format!("{url}/"))]);
    }
    Some((words.join(" "), has_content && text.is_none()))
}

/// A word for a shell.
fn quoted(text: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "/.:,_-+=@%".contains(c);
    if !text.is_empty() && text.chars().all(is_safe) {
        return text.to_owned();
    }
    if !text.contains(|c: char| c.is_control() && c != '\n') {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut out = "$'".to_owned();
    for c in text.chars() {
        match c {
            '\'' => out.push_str(r"\'"),
            '\\' => out.push_str(r"\\"),
            '\r' => out.push_str(r"\r"),
            '\n' => out.push_str(r"\n"),
            '\t' => out.push_str(r"\t"),
            // Above ASCII the bytes are written one by one: shells differ in what `\u` means.
            c if c.is_control() => {
                let mut bytes = [0; 4];
                let bytes = c.encode_utf8(&mut bytes).bytes();
                out.extend(bytes.map(|byte| format!(r"\{byte:03o}")));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    const URL: &str = "http://127.0.0.1:8080";

    fn command(request: &str) -> String {
        let request = request.replace('\n', "\r\n");
        let known = Known { methods: Vec::new(), wire: true };
        let message = read(request.as_bytes(), &known).messages.remove(0);
        curl(&message, URL, false).unwrap().0
    }

    #[test]
    fn what_curl_does_anyway_is_left_out() {
        let request = "GET /get?a=1 HTTP/1.1\nHost: 127.0.0.1:8080\nUser-Agent: curl/8.5.0\nAccept: */*\n\n";
        assert_eq!(command(request), "curl -i 'http://127.0.0.1:8080/get?a=1'");
        let head = "HEAD / HTTP/1.0\nUser-Agent: x\nAccept: a/b\n\n";
        assert_eq!(command(head), format!("curl -i --head --http1.0 -H 'User-Agent: x' -H 'Accept: a/b' {URL}/"));
        assert_eq!(command("DELETE /a HTTP/1.1\n\n"), format!("curl -i -X DELETE -H Accept: -H User-Agent: {URL}/a"));
    }

    #[test]
    fn content_is_sent_as_it_came() {
        let fields = "Host: x\nUser-Agent: a\nAccept: */*\nContent-Type: text/plain\nConnection: keep-alive\n";
        let own = "-H 'Host: x' -H 'User-Agent: a' -H 'Content-Type: text/plain'";
        let post = |content: &str| {
            command(&format!("POST /anything HTTP/1.1\n{fields}Content-Length: {}\n\n{content}", content.len()))
        };
        assert_eq!(post("@it's"), format!(r"curl -i {own} --data-raw '@it'\''s' {URL}/anything"));
        assert_eq!(post("a\tb'\\"), format!(r"curl -i {own} --data-raw $'a\tb\'\\' {URL}/anything"));
        let chunked = "PUT / HTTP/1.1\nUser-Agent: a\nAccept: b\nTransfer-Encoding: chunked\n\n2\nhi\n0\n\n";
        let expected = "curl -i -X PUT -H 'User-Agent: a' -H 'Accept: b' -H 'Transfer-Encoding: chunked' \
            -H Content-Type: --data-raw hi http://127.0.0.1:8080/";
        assert_eq!(command(chunked), expected);
    }

    #[test]
    fn what_is_no_text_comes_from_a_file() {
        let known = Known { methods: Vec::new(), wire: true };
        let bytes = b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n\0\xff";
        let message = read(bytes, &known).messages.remove(0);
        let (command, is_left_out) = curl(&message, URL, false).unwrap();
        assert!(is_left_out && command.contains("--data-binary @content.bin"), "{command}");
        let message = read(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", &known).messages.remove(0);
        assert!(curl(&message, URL, true).unwrap().1, "its end was not kept");
        let response = read(b"HTTP/1.1 200 OK\r\n\r\n", &known).messages.remove(0);
        assert_eq!(curl(&response, URL, false), None);
    }

    #[test]
    fn targets_that_curl_would_change_are_kept() {
        let target = |target: &str| command(&format!("GET {target} HTTP/1.1\nUser-Agent: curl/8\nAccept: */*\n\n"));
        assert_eq!(target("/a[1]"), format!("curl -i --globoff '{URL}/a[1]'"));
        assert_eq!(target("/a/../b"), format!("curl -i --path-as-is {URL}/a/../b"));
        assert_eq!(target("http://other/x"), format!("curl -i --request-target http://other/x {URL}/"));
        assert_eq!(target("/a'b"), format!(r"curl -i '{URL}/a'\''b'"));
    }
}
