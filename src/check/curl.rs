//! The command line of curl that asks for the same.

use std::fmt::Write;

use super::credentials::{FORM, content, name_in, shown, without_user};
use super::options::{Family, Options, Protocol};
use super::request::{Request, percent_decoded};
use super::target::{host, port};

/// The most content that is written into a command. Of more, `FILE` stands for where it is.
const LONGEST: usize = 32 << 10;

/// The command for a shell that sends the same request with curl, credentials included.
pub fn to_curl(request: &Request, options: &Options) -> String {
    command(request, options, true)
}

/// The same for everybody to read: curl asks for the password of `-u` and `-U`, and `…` stands for other credentials.
pub fn to_shared_curl(request: &Request, options: &Options) -> String {
    command(request, options, false)
}

fn command(request: &Request, options: &Options, is_private: bool) -> String {
    let is_head = request.method == "HEAD";
    let mut words: Vec<String> = vec!["curl".to_owned(), if is_head { "-I" } else { "-i" }.to_owned()];
    let usual = if request.content.is_empty() { "GET" } else { "POST" };
    if !is_head && request.method != usual {
        words.extend(["-X".to_owned(), quoted(&request.method)]);
    }
    for (name, value) in &request.fields {
        match name.to_ascii_lowercase().as_str() {
            "host" if *value == super::request::host(&request.url) => {}
            "content-length" => {}
            "accept" if value == "*/*" => {}
            "content-type" if value == FORM && !request.content.is_empty() => {}
            "user-agent" => words.extend(["-A".to_owned(), quoted(value)]),
            _ if value.is_empty() => words.extend(["-H".to_owned(), quoted(&format!("{name};"))]),
            _ if is_private => words.extend(["-H".to_owned(), quoted(&format!("{name}: {value}"))]),
            lower => match name_in(value).filter(|_| lower == "authorization") {
                Some(user) => words.extend(["-u".to_owned(), quoted(&user)]),
                None => words.extend(["-H".to_owned(), quoted(&format!("{name}: {}", shown(name, value)))]),
            },
        }
    }
    if !request.content.is_empty() && request.value("content-type").is_none() {
        words.extend(["-H".to_owned(), quoted("Content-Type:")]);
    }
    if options.insecure {
        words.push("-k".to_owned());
    }
    match options.protocol {
        Protocol::Negotiated => {}
        Protocol::Http1 => words.push("--http1.1".to_owned()),
        Protocol::Http2 => words.push("--http2-prior-knowledge".to_owned()),
    }
    match options.family {
        Family::Any => {}
        Family::V4 => words.push("-4".to_owned()),
        Family::V6 => words.push("-6".to_owned()),
    }
    // The others are about other hosts.
    let (of_url, of_port) = (host(&request.url), port(&request.url));
    if let Some(resolve) = options.resolve.iter().find(|resolve| resolve.is_for(&of_url, of_port)) {
        words.extend(["--resolve".to_owned(), quoted(&resolve.text)]);
    }
    if let Some(to) = options.connect_to.iter().find(|to| to.other(&of_url, of_port).is_some()) {
        words.extend(["--connect-to".to_owned(), quoted(&to.text)]);
    }
    if let Some(proxy) = &options.proxy {
        let (plain, user) = if is_private { (proxy.clone(), None) } else { without_user(proxy) };
        words.extend(["-x".to_owned(), quoted(&plain)]);
        if let Some(user) = user {
            let name = user.split_once(':').filter(|(name, password)| !name.is_empty() && !password.is_empty());
            let name = name.map_or_else(|| "…".to_owned(), |(name, _)| percent_decoded(name));
            words.extend(["-U".to_owned(), quoted(&name)]);
        }
    }
    let is_form = request.value("content-type").is_some_and(|value| value.starts_with(FORM));
    let shared = std::str::from_utf8(&request.content).ok().filter(|_| !is_private);
    let shared = shared.map(|text| content(text, is_form).into_bytes());
    let bytes = shared.as_deref().unwrap_or(&request.content);
    let mut before = String::new();
    if bytes.len() > LONGEST {
        words.extend(["--data-binary".to_owned(), "@FILE".to_owned()]);
    } else if let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| is_printable(text)) {
        if !text.is_empty() {
            words.extend(["--data-raw".to_owned(), quoted(text)]);
        }
    } else {
        // No argument can hold every byte.
        before = format!("printf '{}' | ", octal(bytes));
        words.extend(["--data-binary".to_owned(), "@-".to_owned()]);
    }
    words.push(quoted(request.url.as_str()));
    before + &words.join(" ")
}

fn is_printable(text: &str) -> bool {
    text.chars().all(|c| !c.is_control())
}

/// A word for a POSIX shell.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,@%+".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    // What would act on the terminal is nothing that a request can hold.
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn octal(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        write!(out, "\\{byte:03o}").expect("writing to a String does not fail");
    }
    out
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::super::options::GivenField;
    use super::{Options, Request, to_curl, to_shared_curl};

    fn command(url: &str, options: &Options) -> String {
        to_curl(&Request::first(&Url::parse(url).unwrap(), options), options)
    }

    #[test]
    fn commands_are_quoted() {
        let options = Options { user_agent: Some("x".into()), ..Options::default() };
        assert_eq!(command("http://a/b", &options), "curl -i -A x http://a/b");
        let field = GivenField::new("X-Say: it's $(rm -rf ~); `x`").unwrap();
        let options = Options { fields: vec![field], ..options };
        let expected = r"curl -i -A x -H 'X-Say: it'\''s $(rm -rf ~); `x`' 'http://a/?b=c&d'";
        assert_eq!(command("http://a/?b=c&d", &options), expected);
    }

    #[test]
    fn credentials_are_for_its_own_user() {
        let field = |text: &str| GivenField::new(text).unwrap();
        let options = Options {
            user_agent: Some("x".into()),
            proxy: Some("http://n%20m:pw@p:3128".into()),
            content: Some(b"a=b&password=pw".to_vec()),
            is_form: true,
            fields: vec![field("X-Api-Key: k")],
            ..Options::default()
        };
        let whole = "curl -i -A x -H 'Authorization: Basic bWU6cHc=' -H 'X-Api-Key: k' -x http://n%20m:pw@p:3128 \
             --data-raw 'a=b&password=pw' http://a/";
        assert_eq!(command("http://me:pw@a/", &options), whole);
        let shared =
            |url: &str, options: &Options| to_shared_curl(&Request::first(&Url::parse(url).unwrap(), options), options);
        let expected = "curl -i -A x -u me -H 'X-Api-Key: …' -x http://p:3128 -U 'n m' \
             --data-raw 'a=b&password=…' http://a/";
        assert_eq!(shared("http://me:pw@a/", &options), expected);
        let options = Options { user_agent: Some("x".into()), ..Options::default() };
        assert_eq!(shared("http://key@a/", &options), "curl -i -A x -H 'Authorization: Basic …' http://a/");
        let options =
            Options { fields: vec![field("Authorization: Bearer t")], proxy: Some("k@p:1".into()), ..options };
        assert_eq!(shared("http://a/", &options), "curl -i -A x -H 'Authorization: Bearer …' -x p:1 -U '…' http://a/");
    }

    #[test]
    fn content_of_any_bytes() {
        let options = Options {
            user_agent: Some("x".into()),
            content: Some(b"\0\n".to_vec()),
            is_form: true,
            insecure: true,
            method: Some("PUT".into()),
            ..Options::default()
        };
        let expected = r"printf '\000\012' | curl -i -X PUT -A x -k --data-binary @- http://a/";
        assert_eq!(command("http://a/", &options), expected);
    }
}
