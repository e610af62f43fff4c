//! `tokens.rs`: the vocabulary of platforms and clients as one table, sorted by the first words of the tokens.

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::catalog::Page;
use crate::input::{json_in, parse};
use crate::vocabulary::{Written, WrittenToken};
use crate::words::{plain, words};

/// A token with its place among the platforms.
type Row<'a> = (String, usize, &'a WrittenToken);

/// Writes the tokens, each of which leads to entries that there are.
pub fn write(data: &Path, pages: &[Page], out: &Path) {
    let ids: HashSet<&str> = pages.iter().map(|page| page.id.as_str()).collect();
    // Failures without a status have plain words for ids.
    let failures = ids.iter().any(|id| plain(id));
    let known = |id: &str| ids.contains(id) || (plain(id) && !failures);
    let mut platforms: Vec<Written> = Vec::new();
    for path in json_in(&data.join("tokens")) {
        let written: Written = parse(&path);
        if let Some(fault) = written.fault(known) {
            panic!("{}: {fault}", path.display());
        }
        platforms.push(written);
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (number, platform) in platforms.iter().enumerate() {
        for token in &platform.tokens {
            let key = words(&token.token).next().unwrap_or_default().to_lowercase();
            rows.push((key, number, token));
        }
    }
    rows.sort_by(|a, b| (&a.0, &a.2.token, a.1).cmp(&(&b.0, &b.2.token, b.1)));
    fs::write(out.join("tokens.rs"), table(&platforms, &rows)).expect("OUT_DIR is writable");
}

fn table(platforms: &[Written], rows: &[Row<'_>]) -> String {
    let mut text = format!("static PLATFORMS: [Platform; {}] = [\n", platforms.len());
    for Written { platform, hints, tail, .. } in platforms {
        writeln!(text, "Platform {{ name: {platform:?}, hints: &{hints:?}, tail: &{tail:?} }},")
            .expect("a String takes all");
    }
    write!(text, "];\nstatic TOKENS: [Token; {}] = [\n", rows.len()).expect("a String takes all");
    for (key, platform, token) in rows {
        let source = token.source.as_ref().unwrap_or(&platforms[*platform].source);
        let codes: Vec<String> = token.codes.iter().map(|id| format!("Cow::Borrowed({id:?})")).collect();
        writeln!(
            text,
            "Token {{ key: Cow::Borrowed({key:?}), text: Cow::Borrowed({:?}), platform: Some(&PLATFORMS[{platform}]), \
             sentence: {}, ordinary: {}, general: {}, fails: {}, means: Cow::Borrowed({:?}), source: ({:?}, {:?}), codes: Cow::Borrowed(&[{}]) }},",
            token.token,
            token.sentence(),
            token.ordinary(),
            token.general,
            token.fails(),
            token.means,
            source.title,
            source.url,
            codes.join(", "),
        )
        .expect("a String takes all");
    }
    text.push_str("];\n");
    text
}
