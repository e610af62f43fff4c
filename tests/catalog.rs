//! The catalogue that comes with the program, held to the rules for every page.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use httpdex::catalog::{Catalog, Category, Page, Pattern, Schema, Standing};

/// The pages as they are in the repository, with their paths.
fn pages() -> Vec<(PathBuf, Page)> {
    let mut pages = Vec::new();
    let schema = Schema::new();
    for folder in listing(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/codes")) {
        assert!(folder.is_dir(), "{} is in no category", folder.display());
        for path in listing(&folder) {
            let text = fs::read_to_string(&path).unwrap();
            let mut unknown = Vec::new();
            let page = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            schema.unknown(&text, &mut |path, _| unknown.push(path.to_owned()));
            assert!(unknown.is_empty(), "{} has keys that nobody reads: {unknown:?}", path.display());
            pages.push((path, page));
        }
    }
    pages
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Sub-codes share much of their parent's page, so less is asked of theirs.
fn is_detail(page: &Page) -> bool {
    matches!(page.category, Category::Iis | Category::Cloudflare | Category::Other) && page.id != page.code
}

/// What is wrong with a page.
fn faults(path: &Path, page: &Page, ids: &HashSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rule = |holds: bool, fault: &str| {
        if !holds {
            faults.push(format!("{}: {fault}", page.id));
        }
    };
    let detail = is_detail(page);
    rule(path.extension().is_some_and(|end| end == "json"), "the file does not end in .json");
    rule(path.file_stem().is_some_and(|stem| stem == page.id.as_str()), "the id is not the name of the file");
    rule(
        path.parent().and_then(Path::file_name).is_some_and(|folder| folder == page.category.id()),
        "the category is not the folder",
    );
    let is_failure = page.category == Category::NoStatus;
    let is_code = Pattern::parse(&page.code).is_some_and(|pattern| pattern.is_exact());
    rule(is_code != is_failure, "the code is no code, or that of a failure");
    rule(is_failure == (page.standing == Standing::Failure), "standing and category disagree on a failure");
    let official = !matches!(page.standing, Standing::Unofficial | Standing::Failure);
    rule(official == (page.category <= Category::ServerError), "standing and category disagree");
    rule(official == (page.id == page.code), "only a registered code has its number as id");
    rule(!official || page.vendor.is_none(), "a registered code is no vendor's");
    for (key, text) in
        [("name", &page.name), ("summary", &page.summary), ("definition", &page.definition), ("sent_by", &page.sent_by)]
    {
        rule(!text.trim().is_empty(), &format!("no {key}"));
    }
    rule(detail || !page.plain_english.is_empty(), "no plain_english");
    let least = if detail { 2 } else { 3 };
    rule(page.causes.len() >= least || page.standing == Standing::Unused, "too few causes");
    rule(page.causes.iter().all(|cause| !cause.cause.is_empty() && !cause.check.is_empty()), "a cause without a check");
    let fixes = &page.fixes;
    let is_error = page.category >= Category::ClientError;
    rule(!is_error || !fixes.client.is_empty() || !fixes.server.is_empty(), "no fixes");
    rule(detail || page.faq.len() >= 2, "fewer than two questions");
    rule(!page.keywords.is_empty(), "no keywords");
    rule(page.popular != Some(0), "ranks begin with 1");
    for related in &page.related {
        rule(ids.contains(related.id.as_str()), &format!("related {} is no entry", related.id));
        rule(related.id != page.id, "related to itself");
        rule(!related.why.is_empty(), &format!("related {} without a why", related.id));
    }
    faults
}

#[test]
fn every_page_keeps_the_rules() {
    let pages = pages();
    let ids: HashSet<&str> = pages.iter().map(|(_, page)| page.id.as_str()).collect();
    assert_eq!(ids.len(), pages.len(), "ids are unique");
    let faults: Vec<String> = pages.iter().flat_map(|(path, page)| faults(path, page, &ids)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn popular_ranks_are_given_once() {
    let catalog = Catalog::embedded();
    let ranks: Vec<u16> = catalog.rows().iter().filter_map(|row| row.popular).collect();
    assert_eq!(ranks.iter().collect::<HashSet<_>>().len(), ranks.len(), "{ranks:?}");
}

#[test]
fn what_is_embedded_is_what_the_files_say() {
    let catalog = Catalog::embedded();
    let pages = pages();
    assert_eq!(catalog.rows().len(), pages.len());
    for (_, page) in pages {
        let index = catalog.find(&page.id).unwrap_or_else(|| panic!("{} is not embedded", page.id));
        let row = catalog.row(index);
        assert_eq!((&*row.code, &*row.name, row.category), (&*page.code, &*page.name, page.category));
        assert_eq!(
            (row.standing, row.popular, &row.vendor.as_deref()),
            (page.standing, page.popular, &page.vendor.as_deref())
        );
        // The build tells each page its languages, from the one source that there is.
        assert!(page.snippets.is_empty(), "{}: leave `snippets` empty", page.id);
        let embedded = Page { snippets: Vec::new(), ..catalog.page(index).unwrap() };
        assert_eq!(embedded, page);
    }
}

#[test]
fn the_pages_pass_for_own_entries() {
    // The same texts under other ids: what the program ships keeps the rules that it holds its users to.
    let files = pages().into_iter().map(|(path, mut page)| {
        page.id = format!("own-{}", page.id);
        // What the registry alone says of a code is the one thing that they may not.
        page.standing = Standing::Unofficial;
        (path, serde_json::to_string(&page).unwrap())
    });
    let (catalog, problems) = Catalog::with_own(files.collect());
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    assert_eq!(catalog.rows().len(), 2 * Catalog::embedded().rows().len());
}
