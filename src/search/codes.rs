//! What the index knows of codes, for reading numbers.

use super::index::{IndexReader, TitleKind, Words, stem};
use super::numbers::Codes;

/// At most so many words beside a number are compared with names.
const NAME_WORDS: usize = 9;

/// At most so many characters beside a number are looked at.
const NAME_CHARS: usize = 96;

/// Products that people name beside a code and that no page may be of.
pub(super) const PRODUCTS: &[&str] = &[
    "flask",
    "django",
    "fastapi",
    "starlette",
    "rails",
    "express",
    "nestjs",
    "nextjs",
    "nuxt",
    "laravel",
    "symfony",
    "spring",
    "tomcat",
    "jetty",
    "axios",
    "requests",
    "httpx",
    "curl",
    "wget",
    "postman",
    "insomnia",
    "kong",
    "traefik",
    "caddy",
    "envoy",
    "istio",
    "haproxy",
    "varnish",
    "squid",
    "apache",
    "httpd",
    "iis",
    "aspnet",
    "dotnet",
    "go",
    "gin",
    "echo",
    "fiber",
    "actix",
    "axum",
    "rocket",
    "phoenix",
    "wordpress",
    "drupal",
    "magento",
    "shopify",
    "github",
    "gitlab",
    "bitbucket",
    "jenkins",
    "docker",
    "kubernetes",
    "k8s",
    "helm",
    "aws",
    "azure",
    "gcp",
    "lambda",
    "cloudfront",
    "cloudflare",
    "fastly",
    "akamai",
    "vercel",
    "netlify",
    "heroku",
    "npm",
    "pip",
    "maven",
    "gradle",
    "nuget",
    "git",
    "s3",
    "openai",
    "stripe",
    "slack",
    "discord",
    "elasticsearch",
    "kibana",
    "grafana",
    "prometheus",
    "keycloak",
    "okta",
    "auth0",
    "firebase",
    "supabase",
    "node",
    "php",
];

/// The codes, names and words of the parts of an index.
pub(super) struct IndexCodes<'a> {
    parts: &'a [IndexReader<'a>],
}

impl<'a> IndexCodes<'a> {
    pub(super) fn new(parts: &'a [IndexReader<'a>]) -> Self {
        Self { parts }
    }

    /// The entries that have a title of some kinds, with the part that they are in.
    fn titled(&self, text: &str, kind: impl Fn(TitleKind) -> bool) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (part, index) in self.parts.iter().enumerate() {
            let titles = index.titles();
            let whole = titles.starting_with(text).take_while(|&title| titles.length(title) == text.len());
            let entries = whole.map(|title| index.title(title)).filter(|title| kind(title.kind));
            found.extend(entries.map(|title| (part, title.entry)));
        }
        found
    }
}

impl Codes for IndexCodes<'_> {
    fn is_code(&self, code: &str) -> bool {
        code.len() >= 3 && !self.titled(code, |kind| kind == TitleKind::Number).is_empty()
    }

    fn is_named(&self, code: &str, text: &str, before: bool) -> bool {
        let near = if before { last_chars(text) } else { first_chars(text) };
        let line = if before { near.rsplit('\n').next() } else { near.split('\n').next() }.unwrap_or_default();
        let words = Words::of(line);
        let letters: Vec<&str> = words.iter().filter(|word| word.joins == 0).map(|word| word.text).collect();
        let owners = self.titled(code, |kind| kind == TitleKind::Number);
        let most = letters.len().min(NAME_WORDS);
        (1..=most).any(|count| {
            let name = if before { &letters[letters.len() - count..] } else { &letters[..count] }.concat();
            let named = self.titled(&name, |kind| matches!(kind, TitleKind::Name | TitleKind::Alias));
            named.iter().any(|owner| owners.contains(owner))
        })
    }

    fn is_word(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let known =
            |index: &IndexReader<'_>| index.words().find(&word).is_some() || index.stems().find(&stem(&word)).is_some();
        word.len() > 1 && (PRODUCTS.contains(&&*word) || self.parts.iter().any(known))
    }
}

/// The first characters of a text.
fn first_chars(text: &str) -> &str {
    text.char_indices().nth(NAME_CHARS).map_or(text, |(end, _)| &text[..end])
}

/// The last characters of a text.
fn last_chars(text: &str) -> &str {
    text.char_indices().rev().nth(NAME_CHARS - 1).map_or(text, |(start, _)| &text[start..])
}
