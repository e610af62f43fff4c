//! What a number means to others.

use super::block::Block;
use crate::catalog::{Catalog, Meaning, Page};

/// What the page tells of others, and the entries of those who use the same number. Of whoever is told, the entry is
/// only named; what the number means here, the page says by itself.
pub(super) fn elsewhere(page: &Page, catalog: &Catalog) -> Vec<Block> {
    let owners: Vec<_> = catalog.owners(&page.code).collect();
    let vendors: Vec<&str> =
        owners.iter().map(|&owner| catalog.row(owner).vendor.as_deref().unwrap_or("RFC")).collect();
    let is_of = |meaning: &Meaning, at: usize| owner_of(&meaning.owner, &vendors) == Some(at);
    let here = owners.iter().position(|&owner| catalog.row(owner).id == page.id);
    let is_here = |meaning: &Meaning| owners.len() > 1 && here.is_some_and(|here| is_of(meaning, here));
    let told = page.meanings.iter().filter(|meaning| !is_here(meaning));
    let told = told.map(|m| Block::Item {
        marker: m.owner.clone(),
        text: m.text.clone(),
        detail: Some(("check", m.check.clone())),
    });
    let others = owners.iter().enumerate().filter(|(at, _)| Some(*at) != here).map(|(at, &other)| {
        let row = catalog.row(other);
        let why = if page.meanings.iter().any(|meaning| is_of(meaning, at)) {
            String::new()
        } else {
            catalog.page(other).map(|page| page.definition).unwrap_or_default()
        };
        Block::Entry { code: row.code.to_string(), name: row.marked_title(), why, index: Some(other) }
    });
    told.chain(others).collect()
}

/// Which of these vendors is meant by a name such as `nginx and proxies built on it`: the one of whose words it has
/// most, at least half of them.
fn owner_of(name: &str, vendors: &[&str]) -> Option<usize> {
    let words = |text: &str| -> Vec<String> {
        let words = text
            .split_whitespace()
            .map(|word| word.trim_end_matches("'s").trim_matches(|c: char| !c.is_alphanumeric()));
        words.map(str::to_lowercase).collect()
    };
    let name = words(name);
    let shared = |vendor: &str| {
        let vendor = words(vendor);
        let count = vendor.iter().filter(|word| name.contains(word)).count();
        // In hundredths, and then in words: `Microsoft Exchange` is more than `Microsoft`.
        (count * 100 / vendor.len().max(1), count)
    };
    let best = vendors.iter().enumerate().map(|(at, vendor)| (shared(vendor), std::cmp::Reverse(at))).max()?;
    (best.0.0 >= 50).then_some(best.1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_is_known_by_most_of_its_words() {
        let vendors =
            ["Cloudflare", "nginx", "AWS ALB", "Microsoft", "Microsoft Exchange ActiveSync", "HTTP proxies", "Tornado"];
        for (name, vendor) in [
            ("nginx and proxies built on it", Some("nginx")),
            ("AWS Application Load Balancer", Some("AWS ALB")),
            ("Microsoft [MS-WDV]", Some("Microsoft")),
            ("Microsoft Exchange ActiveSync", Some("Microsoft Exchange ActiveSync")),
            ("Tornado's HTTP client", Some("Tornado")),
            ("HTTP proxies, by hearsay", Some("HTTP proxies")),
            ("Shopify until 2018", None),
        ] {
            assert_eq!(owner_of(name, &vendors).map(|at| vendors[at]), vendor, "{name}");
        }
        assert_eq!(owner_of("ASP.NET Core", &["Laravel", "Microsoft ASP.NET Core"]), Some(1));
        assert_eq!(owner_of("RFC 9110 section 15.5.20", &["RFC", "Spring Framework"]), Some(0));
    }

    #[test]
    fn nobody_is_told_of_twice() {
        let catalog = Catalog::embedded();
        let page = catalog.page(catalog.find("nginx-499").expect("an entry")).expect("a page");
        let blocks = elsewhere(&page, &catalog);
        let told =
            |name: &str| blocks.iter().any(|block| matches!(block, Block::Item { marker, .. } if marker == name));
        assert!(told("Cloudflare") && told("ASP.NET Core") && !told("nginx and proxies built on it"), "{blocks:#?}");
        let whys: Vec<&str> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Entry { why, .. } => Some(why.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(whys, ["", ""]);
    }
}
