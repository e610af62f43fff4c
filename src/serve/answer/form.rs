//! Forms: names, values and files in the content of a request.

use crate::serve::wire::{pairs, text};

/// A form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The fields, in order.
    pub fields: Vec<(String, String)>,
    /// The files, in order.
    pub files: Vec<(String, File)>,
}

/// A file in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its media type.
    pub media_type: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// The most parts of a form that are read.
const PARTS: usize = 1000;

/// Reads a form; `None` where the media type is none of a form's.
pub fn read(media_type: &str, content: &[u8]) -> Option<Form> {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Some(Form { fields: pairs(&text(content)), files: Vec::new() }),
        "multipart/form-data" => {
            Some(parameter(media_type, "boundary").map(|b| parts(&b, content)).unwrap_or_default())
        }
        _ => None,
    }
}

/// A parameter of a field value, its quotes taken off (RFC 9110 §5.6.6).
pub fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (found, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = if let Some(quoted) = after.strip_prefix('"') {
            unquote(quoted)
        } else {
            let end = after.find(';').unwrap_or(after.len());
            (after[..end].trim().to_owned(), &after[end..])
        };
        if found.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next.split_once(';')?.1;
    }
}

/// A quoted string without its quotes, the first of which is gone already, and what follows it.
fn unquote(quoted: &str) -> (String, &str) {
    let (mut value, mut escaped) = (String::new(), false);
    for (at, c) in quoted.char_indices() {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return (value, &quoted[at + 1..]),
            c => {
                value.push(c);
                escaped = false;
            }
        }
    }
    (value, "")
}

/// The parts of a multipart form (RFC 7578).
fn parts(boundary: &str, content: &[u8]) -> Form {
    let mut form = Form::default();
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    // The first delimiter has no line before it.
    let content = [b"\r\n", content].concat();
    let finder = memchr::memmem::Finder::new(&delimiter);
    let starts: Vec<usize> = finder.find_iter(&content).take(PARTS + 1).collect();
    for pair in starts.windows(2) {
        let part = &content[pair[0] + delimiter.len()..pair[1]];
        let Some(part) = part.strip_prefix(b"\r\n") else { continue };
        let Some(end) = memchr::memmem::find(part, b"\r\n\r\n") else { continue };
        let (head, body) = (text(&part[..end]), &part[end + 4..]);
        let field = |name: &str| {
            head.lines().find_map(|line| {
                let (found, value) = line.split_once(':')?;
                found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            })
        };
        let Some(disposition) = field("content-disposition") else { continue };
        let name = parameter(&disposition, "name").unwrap_or_default();
        if parameter(&disposition, "filename").is_some() {
            let media_type = field("content-type").unwrap_or_else(|| "application/octet-stream".to_owned());
            form.files.push((name, File { media_type, content: body.to_vec() }));
        } else {
            form.fields.push((name, text(body).into_owned()));
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_with_and_without_quotes() {
        let value = "form-data; name=\"a;\\\"b\"; filename=x.txt";
        assert_eq!(parameter(value, "name").as_deref(), Some("a;\"b"));
        assert_eq!(parameter(value, "FileName").as_deref(), Some("x.txt"));
        assert_eq!(parameter(value, "boundary"), None);
        assert_eq!(parameter("text/html", "charset"), None);
    }

    #[test]
    fn parts_are_fields_and_files() {
        let content = b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--b\r\n\
            Content-Disposition: form-data; name=f; filename=\"\"\r\nContent-Type: text/x\r\n\r\n\xff\r\n--b--\r\n";
        let form = read("Multipart/Form-Data; boundary=\"b\"", content).unwrap();
        assert_eq!(form.fields, [("a".to_owned(), "b".to_owned())]);
        assert_eq!(form.files, [("f".to_owned(), File { media_type: "text/x".into(), content: b"\xff".to_vec() })]);
    }

    #[test]
    fn what_is_no_form() {
        assert_eq!(read("text/plain", b"a=b"), None);
        assert_eq!(read("multipart/form-data", b"--b\r\n"), Some(Form::default()), "no boundary");
        assert_eq!(read("multipart/form-data; boundary=b", b"--b\r\nx"), Some(Form::default()));
    }
}
