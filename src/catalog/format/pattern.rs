//! Patterns that work where a code does: `4xx`, `30[12]`, `404.*`, `401,403`.

/// A set of codes, as one writes it on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Vec<Token>>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// This character.
    Literal(char),
    /// Any digit (`x`, `?`).
    Digit,
    /// One of these characters (`[12]`, `[1-3]`).
    OneOf(Vec<(char, char)>),
    /// Anything (`*`).
    Any,
}

impl Pattern {
    /// Reads a pattern; `None` when the text is none, such as a name.
    ///
    /// A pattern is one or more alternatives between commas, each made of digits, `x` or `?` (any digit),
    /// `[12]` or `[1-3]` (one of these), `.` and `*` (anything).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let alternatives: Option<Vec<_>> = text.split(',').map(|token| parse_one(token.trim())).collect();
        let alternatives = alternatives?;
        alternatives.iter().all(|tokens| !tokens.is_empty()).then_some(Self(alternatives))
    }

    /// Whether the pattern is a code as it stands, so that at most its owners match.
    pub fn is_exact(&self) -> bool {
        let [tokens] = self.0.as_slice() else { return false };
        tokens.iter().all(|token| matches!(token, Token::Literal(_)))
    }

    /// Whether a code is in the set.
    pub fn matches_code(&self, code: &str) -> bool {
        self.0.iter().any(|tokens| matches(tokens, code))
    }
}

fn parse_one(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '0'..='9' => Token::Literal(c),
            '.' if !tokens.is_empty() => Token::Literal('.'),
            'x' | 'X' | '?' => Token::Digit,
            '*' if !tokens.is_empty() => Token::Any,
            '[' => {
                let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                Token::OneOf(ranges(&inside)?)
            }
            _ => return None,
        });
    }
    // `x` alone, or a lone number as long as a port, is a word and no code.
    (!matches!(tokens.as_slice(), [Token::Digit]) && tokens.len() <= 8).then_some(tokens)
}

fn ranges(inside: &str) -> Option<Vec<(char, char)>> {
    let chars: Vec<char> = inside.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let range = match chars[at..] {
            [from, '-', to, ..] => (from, to),
            [one, ..] => (one, one),
            [] => break,
        };
        if !range.0.is_ascii_digit() || !range.1.is_ascii_digit() || range.0 > range.1 {
            return None;
        }
        at += if chars.get(at + 1) == Some(&'-') { 3 } else { 1 };
        out.push(range);
    }
    (!out.is_empty()).then_some(out)
}

fn matches(tokens: &[Token], code: &str) -> bool {
    let Some((token, tokens)) = tokens.split_first() else { return code.is_empty() };
    let mut rest = code.chars();
    let hit = match (token, rest.next()) {
        (Token::Any, _) => {
            let mut places = code.char_indices().map(|(at, _)| at).chain([code.len()]);
            return places.any(|at| matches(tokens, &code[at..]));
        }
        (Token::Literal(wanted), Some(c)) => *wanted == c,
        (Token::Digit, Some(c)) => c.is_ascii_digit(),
        (Token::OneOf(ranges), Some(c)) => ranges.iter().any(|&(from, to)| (from..=to).contains(&c)),
        (_, None) => false,
    };
    hit && matches(tokens, rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn hits(pattern: &str, code: &str) -> bool {
        Pattern::parse(pattern).is_some_and(|p| p.matches_code(code))
    }

    #[test]
    fn classes_sets_sub_codes_and_lists() {
        assert!(hits("4xx", "404") && hits("4XX", "499") && hits("4??", "400"));
        assert!(!hits("4xx", "500") && !hits("4xx", "404.13"));
        assert!(hits("30[12]", "301") && !hits("30[12]", "303") && hits("30[1-3]", "302"));
        assert!(hits("404.*", "404.13") && !hits("404.*", "404"));
        assert!(hits("401, 403", "403") && !hits("401,403", "402"));
        assert!(hits("40*", "404.13") && hits("1020", "1020"));
    }

    #[test]
    fn words_are_no_patterns() {
        for text in
            ["", "x", "not found", "4 04", ".4", "*", "[", "[]", "[z]", "[3-1]", "nginx", "404,", "127.0.0.1:80"]
        {
            assert_eq!(Pattern::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn exactness() {
        assert!(Pattern::parse("404.13").unwrap().is_exact());
        assert!(!Pattern::parse("404.*").unwrap().is_exact() && !Pattern::parse("401,403").unwrap().is_exact());
    }
}
