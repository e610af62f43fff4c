//! HTTP/1.1 messages, read strictly.

use std::fmt::Write;

/// What stands before the content: the first line and the fields.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The first line.
    pub line: String,
    /// Name and value of each field line.
    pub fields: Vec<(String, String)>,
}

impl Head {
    /// Reads the bytes before the empty line.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "the head of the message is not UTF-8")?;
        let mut lines = text.split("\r\n");
        let line = lines.next().unwrap_or_default().to_owned();
        if line.contains('\n') {
            return Err("a line ends with LF alone".to_owned());
        }
        let fields = lines.map(field).collect::<Result<_, _>>()?;
        Ok(Self { line, fields })
    }

    /// The status of a response.
    pub fn status(&self) -> Result<u16, String> {
        let wrong = || format!("this is no status line: {:?}", self.line);
        let rest = self.line.strip_prefix("HTTP/1.1 ").or_else(|| self.line.strip_prefix("HTTP/1.0 "));
        let (status, _) = rest.and_then(|rest| rest.split_once(' ')).ok_or_else(wrong)?;
        status.parse().ok().filter(|_| status.len() == 3).ok_or_else(wrong)
    }

    /// The reason phrase of a response.
    pub fn phrase(&self) -> &str {
        self.line.get(13..).unwrap_or_default()
    }

    /// Every value of a field.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let named = move |field: &&(String, String)| field.0.eq_ignore_ascii_case(name);
        self.fields.iter().filter(named).map(|(_, value)| value.as_str())
    }

    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The members of a field that is a list, in small letters.
    pub fn list(&self, name: &str) -> Vec<String> {
        let members = self.all(name).flat_map(|value| value.split(','));
        members.map(|member| member.trim().to_lowercase()).filter(|member| !member.is_empty()).collect()
    }

    /// Whether the connection ends after this message.
    pub fn closes(&self) -> bool {
        self.list("Connection").iter().any(|option| option == "close")
            || self.line.starts_with("HTTP/1.0") && !self.list("Connection").iter().any(|o| o == "keep-alive")
    }
}

fn field(line: &str) -> Result<(String, String), String> {
    let wrong = || format!("this is no header field: {line:?}");
    let (name, value) = line.split_once(':').ok_or_else(wrong)?;
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) || value.contains(['\n', '\r', '\0']) {
        return Err(wrong());
    }
    Ok((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()))
}

/// Bytes as a person can read them.
pub fn show(bytes: &[u8]) -> String {
    let mut out = String::new();
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n\n"),
            b'\r' => out.push_str("\\r"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => write!(out, "\\x{byte:02x}").expect("writing to a String does not fail"),
        }
    }
    out
}
