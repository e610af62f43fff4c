//! Showing some exchanges only: by method, status, or words of the target.

use super::ring::Entry;

/// Methods that are taken as such, and not as words of a target.
const METHODS: &[&str] = &["get", "head", "post", "put", "delete", "connect", "options", "trace", "patch", "query"];

/// What exchanges have to be like to be shown; each word has to fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    /// `POST`
    Method(String),
    /// `503`, `50x`, `5xx`
    Status([u8; 3]),
    /// A piece of the target, of the client's name or of a fault, in small letters.
    Text(String),
}

impl Filter {
    /// Reads words as they were typed.
    pub fn new(text: &str) -> Self {
        Self { words: text.split_whitespace().map(|word| Word::new(&word.to_lowercase())).collect() }
    }

    /// Whether an exchange is shown.
    pub fn keeps(&self, entry: &Entry) -> bool {
        self.words.iter().all(|word| word.fits(entry))
    }
}

impl Word {
    fn new(word: &str) -> Self {
        match word.as_bytes() {
            [class @ b'1'..=b'9', rest @ ..] if matches!(rest, [b'0'..=b'9' | b'x', b'0'..=b'9' | b'x']) => {
                Self::Status([*class, rest[0], rest[1]])
            }
            _ if METHODS.contains(&word) => Self::Method(word.to_owned()),
            _ => Self::Text(word.to_owned()),
        }
    }

    fn fits(&self, entry: &Entry) -> bool {
        let exchange = &entry.exchange;
        match self {
            Self::Method(method) => exchange.method.eq_ignore_ascii_case(method),
            Self::Status(pattern) => exchange.status.is_some_and(|status| {
                let digits = [status / 100, status / 10 % 10, status % 10];
                pattern.iter().zip(digits).all(|(&wanted, digit)| wanted == b'x' || u16::from(wanted - b'0') == digit)
            }),
            Self::Text(text) => {
                let fault = exchange.fault.as_deref().unwrap_or_default();
                [&*exchange.target, &*entry.agent, fault].iter().any(|from| from.to_lowercase().contains(text.as_str()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ring::tests::exchange;
    use super::*;

    fn entry(method: &str, target: &str, status: u16) -> Entry {
        let request = format!("{method} {target} HTTP/1.1\nUser-Agent: curl/8\n\n");
        Entry::new(1, exchange(1, 0, &request, &format!("HTTP/1.1 {status} X\n\n")))
    }

    fn keeps(filter: &str, entry: &Entry) -> bool {
        Filter::new(filter).keeps(entry)
    }

    #[test]
    fn words_are_methods_statuses_or_pieces_of_the_target() {
        let one = entry("POST", "/flaky?Fail=2", 503);
        for filter in ["", "post", "503", "50x", "5xx", "/flaky", "fail=2", "CURL", "post 5xx flaky"] {
            assert!(keeps(filter, &one), "{filter}");
        }
        for filter in ["get", "504", "4xx", "/get", "post 2xx"] {
            assert!(!keeps(filter, &one), "{filter}");
        }
        assert!(keeps("/get", &entry("GET", "/get", 200)) && !keeps("get", &entry("POST", "/get", 200)));
        assert!(!keeps("503", &entry("GET", "/status/503", 200)), "a status is no piece of a target");
        assert!(keeps("/503", &entry("GET", "/status/503", 200)));
    }

    #[test]
    fn a_request_without_an_answer_has_no_status() {
        let none = Entry::new(1, exchange(1, 0, "GET / HTTP/1.1\n\n", ""));
        assert!(keeps("get /", &none) && !keeps("xxx", &none) && !keeps("1xx", &none));
    }

    proptest! {
        #[test]
        fn another_word_never_shows_more(
            words in prop::collection::vec("get|post|[1-5][0-9x]{2}|/[a-z]{0,2}|[a-z0-9]{1,2}", 0..4),
            target in "/[a-z0-9]{0,4}", status in 100u16..600, is_get in any::<bool>(),
        ) {
            let entry = entry(if is_get { "GET" } else { "POST" }, &target, status);
            let kept = |count: usize| Filter::new(&words[..count].join(" ")).keeps(&entry);
            prop_assert!(kept(0));
            for count in 1..=words.len() {
                prop_assert!(kept(count - 1) || !kept(count));
                prop_assert_eq!(kept(count), words[..count].iter().all(|word| Filter::new(word).keeps(&entry)));
            }
        }

        #[test]
        fn anything_can_be_typed(text in any::<String>()) {
            Filter::new(&text).keeps(&entry("GET", "/", 200));
        }
    }
}
