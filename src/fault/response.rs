//! A response taken apart as far as faults need it, and put together again.

/// A response in HTTP/1.1's form (RFC 9112 §2.1), taken apart.
pub(super) struct Response {
    /// The status line without its end.
    status_line: Vec<u8>,
    /// The field lines without their ends.
    fields: Vec<Vec<u8>>,
    /// The content, its chunked coding taken off.
    content: Vec<u8>,
}

/// What is sent as content by faults that need some where the response has none.
const SOME: &[u8] = b"The content of a response that goes wrong.\n";

impl Response {
    /// Takes a response apart; bytes without an empty line are a header section without content.
    pub fn new(bytes: &[u8]) -> Self {
        let (head, content) = split(bytes);
        let mut lines = head.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let status_line = lines.next().unwrap_or_default().to_vec();
        let fields: Vec<Vec<u8>> = lines.filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect();
        let is_chunked = fields.iter().any(|line| is_named(line, "transfer-encoding"));
        let content = if is_chunked { unchunk(content) } else { content.to_vec() };
        Self { status_line, fields, content }
    }

    /// With another status line.
    pub fn status_line(self, line: &str) -> Self {
        Self { status_line: line.as_bytes().to_vec(), ..self }
    }

    /// With one more field line.
    pub fn field(mut self, line: &str) -> Self {
        self.fields.push(line.as_bytes().to_vec());
        self
    }

    /// Without the lines of these fields, named in lower case.
    pub fn without(mut self, names: &[&str]) -> Self {
        self.fields.retain(|line| !names.iter().any(|name| is_named(line, name)));
        self
    }

    /// With some content even where it had none, and without the fields that framed it.
    pub fn unframed(mut self) -> Self {
        if self.content.is_empty() {
            self.content = SOME.to_vec();
        }
        self.without(&["content-length", "transfer-encoding"])
    }

    /// The content.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The status code; 500 where there is none.
    pub fn status(&self) -> u16 {
        let code = self.status_line.split(|&byte| byte == b' ').nth(1).unwrap_or_default();
        std::str::from_utf8(code).ok().and_then(|code| code.parse().ok()).unwrap_or(500)
    }

    /// The names, in lower case, and the values of the fields.
    pub fn fields(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.fields.iter().filter_map(|line| {
            let at = line.iter().position(|&byte| byte == b':')?;
            let name = std::str::from_utf8(&line[..at]).ok()?.to_ascii_lowercase();
            Some((name, line[at + 1..].trim_ascii().to_vec()))
        })
    }

    /// The status line with its end.
    pub fn first_line(&self) -> Vec<u8> {
        [&self.status_line, &b"\r\n"[..]].concat()
    }

    /// The status line and the field lines, without the empty line that ends them.
    pub fn open_head(&self) -> Vec<u8> {
        let mut bytes = self.first_line();
        for line in &self.fields {
            bytes.extend_from_slice(line);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes
    }

    /// The header section to its end.
    pub fn head(&self) -> Vec<u8> {
        [&self.open_head()[..], b"\r\n"].concat()
    }

    /// The header section and the content as it stands, in no transfer coding.
    pub fn bytes(&self) -> Vec<u8> {
        [&self.head()[..], &self.content].concat()
    }
}

/// The header section with its empty line, and what follows.
pub(super) fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.windows(4).position(|end| end == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
    bytes.split_at(end)
}

/// Whether a field line has this name, given in lower case.
fn is_named(line: &[u8], name: &str) -> bool {
    let found = line.split(|&byte| byte == b':').next().unwrap_or_default();
    found.eq_ignore_ascii_case(name.as_bytes())
}

/// Content without its chunked coding (RFC 9112 §7.1): as far as the coding is sound, trailers left out.
fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    while let Some(end) = bytes.windows(2).position(|end| end == b"\r\n") {
        let size = bytes[..end].split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
        let size = std::str::from_utf8(size).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let rest = &bytes[end + 2..];
        let Some(chunk) = size.filter(|&size| size > 0).and_then(|size| rest.get(..size)) else { break };
        content.extend_from_slice(chunk);
        bytes = rest[chunk.len()..].strip_prefix(b"\r\n").unwrap_or_default();
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apart_and_together_it_is_the_same() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nVary: *\r\n\r\nhi";
        assert_eq!(Response::new(bytes).bytes(), bytes);
        let bytes = b"HTTP/1.1 204 No Content\r\n\r\n";
        assert_eq!(Response::new(bytes).bytes(), bytes);
    }

    #[test]
    fn chunks_are_joined() {
        let bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\nT: 1\r\n\r\n";
        assert_eq!(Response::new(bytes).content(), b"abc");
        assert_eq!(Response::new(bytes).unframed().bytes(), b"HTTP/1.1 200 OK\r\n\r\nabc");
        assert_eq!(unchunk(b"2\r\nab\r\nffffffffffffffffffff\r\nx"), b"ab");
        assert_eq!(unchunk(b"9\r\nab"), b"");
    }

    #[test]
    fn any_bytes_are_taken() {
        for bytes in [&b""[..], b"\r\n\r\n", b"\n", b":", b"HTTP/1.1", b"\xff\r\n:\r\n\r\n\xff"] {
            assert!(!Response::new(bytes).unframed().content().is_empty());
        }
    }
}
