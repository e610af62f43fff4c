//! The pages that `httpdex serve` has for a browser: whole, harmless, linked, and free of findings.

#[path = "support/markup.rs"]
mod markup;
#[path = "support/server.rs"]
mod server;

use std::collections::BTreeSet;
use std::fs;

use httpdex::catalog::Catalog;
use httpdex::lint;
use httpdex::message::{Known, read};
use markup::{tags, well_formed};
use regex::Regex;
use server::{Response, Server};

/// The values of an attribute.
fn values<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    let value = |(_, tag): &(&str, &'h str)| Some(tag.split_once(&start)?.1.split('"').next().expect("its end"));
    tags(html).iter().filter_map(value).collect()
}

/// What `httpdex explain` has against a response, but for notes.
fn findings(target: &str, bytes: &[u8]) -> Vec<String> {
    let known = Known { methods: vec!["GET".to_owned()], wire: true };
    let findings = lint::check(&read(bytes, &known).messages, None);
    let above_notes = findings.iter().filter(|finding| finding.level != lint::Level::Note);
    above_notes.map(|finding| format!("{target}: {}", finding.title)).collect()
}

/// A page, once it is sound in every respect that pages have in common.
fn page(server: &Server, target: &str) -> String {
    let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let (bytes, _) = server.raw(request.as_bytes());
    assert_eq!(findings(target, &bytes), Vec::<String>::new());
    let response = Response::new(&bytes);
    assert_eq!((response.status, response.value("content-type")), (200, Some("text/html; charset=utf-8")), "{target}");
    let policy = response.value("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{policy}");
    let html = response.text().to_owned();
    well_formed(&html);
    let ids = values(&html, "id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{target}: {ids:?}");
    assert!(values(&html, "style").is_empty() && !html.contains("<style"), "{target}");
    let handler = Regex::new(" on[a-z]+=").unwrap();
    assert!(tags(&html).iter().all(|(_, tag)| !handler.is_match(tag)), "{target}");
    for loaded in values(&html, "src") {
        assert!(loaded.starts_with("/assets/"), "{target}: {loaded}");
    }
    for (_, tag) in tags(&html).iter().filter(|(_, tag)| tag.starts_with("link ")) {
        assert!(tag.contains(" href=\"/assets/"), "{target}: {tag}");
    }
    for anchor in values(&html, "href").iter().filter_map(|address| address.strip_prefix('#')) {
        assert!(ids.contains(&anchor), "{target}: {anchor}");
    }
    html
}

#[test]
fn every_page_is_sound_and_leads_to_others() {
    let server = Server::start(&[]);
    let catalog = Catalog::embedded();
    let known: BTreeSet<String> = catalog.rows().iter().map(|row| format!("/codes/{}", row.id)).collect();
    let list = page(&server, "/codes");
    let listed: BTreeSet<String> = values(&list, "href").iter().map(|address| (*address).to_owned()).collect();
    assert!(known.is_subset(&listed), "{:?}", known.difference(&listed));
    for (index, row) in catalog.rows().iter().enumerate() {
        let target = format!("/codes/{}", row.id);
        let html = page(&server, &target);
        let links = values(&html, "href");
        for link in links.iter().filter(|link| link.starts_with("/codes/")) {
            assert!(known.contains(*link), "{target}: {link}");
        }
        let entry = catalog.page(index).unwrap();
        for related in entry.related {
            assert!(links.contains(&&*format!("/codes/{}", related.id)), "{target}: {}", related.id);
        }
        let sends = links.contains(&&*format!("/status/{}", row.id));
        assert!(sends != row.is_failure() || row.id.starts_with("cloudflare-1"), "{target}");
        // The same data as on the screen: all causes and all fixes.
        for cause in &entry.causes {
            let first = cause.cause.split(['`', '<', '>', '&', '"', '\'']).next().expect("a piece");
            assert!(html.contains(first), "{target}: {first}");
        }
    }
    assert!(page(&server, "/codes/nginx-444").contains("closes the connection without a response"));
}

#[test]
fn numbers_lead_to_whoever_uses_them() {
    let server = Server::start(&[]);
    let moved = server.get("/codes/444");
    assert_eq!((moved.status, moved.value("location")), (302, Some("/codes/nginx-444")));
    let several = page(&server, "/codes/499");
    let links = values(&several, "href");
    assert!(links.contains(&"/codes/nginx-499") && links.contains(&"/codes/arcgis-499"), "{links:?}");
    assert_eq!(server.get("/codes/798").status, 404);
    assert_eq!(server.get("/codes/%3Cscript%3E").status, 404);
}

#[test]
fn the_home_page_lists_the_routes_and_tries_them() {
    let server = Server::start(&[]);
    let home = page(&server, "/");
    for pattern in ["/status/{codes}", "/payments", "/codes/{id}"] {
        assert!(home.contains(&format!("<code>{pattern}</code>")), "{pattern}");
    }
    assert!(home.contains("reset-in-content</option>") && home.contains("<form id=\"try\" action=\"/try\">"));
    assert!(!home.contains("{rows}") && !home.contains("{faults}") && !home.contains("{options}"));
    assert_eq!(page(&server, "/legacy"), home);
    let list = server.request("GET", "/", "Accept: text/plain\r\n", b"");
    assert_eq!(list.value("content-type"), Some("text/plain; charset=utf-8"));
    assert!(list.text().lines().any(|line| line.contains("/status/{codes}")));
    let tried = |query: &str| {
        let response = server.get(&format!("/try?{query}"));
        (response.status, response.value("location").map(str::to_owned))
    };
    let leads = |to: &str| (303, Some(to.to_owned()));
    assert_eq!(tried("path=/get"), leads("/get"));
    assert_eq!(tried("path=/get&fault=&delay="), leads("/get"));
    assert_eq!(tried("path=%2Fget%3Fa%3D1&fault=reset&delay=1s..2s"), leads("/get?a=1&fault=reset&delay=1s..2s"));
    assert_eq!(tried("path=/a+%22b%0d%0a"), leads("/a%20%22b%0D%0A"));
    for wrong in ["path=//example.com/", "path=https://example.com/", "path=/%5Cexample.com", ""] {
        assert_eq!(tried(wrong), (400, None), "{wrong}");
    }
}

#[test]
fn what_the_pages_load_is_there() {
    let server = Server::start(&[]);
    for (name, media_type) in [
        ("page.css", "text/css; charset=utf-8"),
        ("try.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let target = format!("/assets/{name}");
        let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let (bytes, _) = server.raw(request.as_bytes());
        assert_eq!(findings(&target, &bytes), Vec::<String>::new());
        let response = Response::new(&bytes);
        assert_eq!((response.status, response.value("content-type")), (200, Some(media_type)));
        assert!(!response.text().contains("url(") && !response.text().contains("@import"));
    }
    assert_eq!(server.get("/assets/other.js").status, 404);
}

#[test]
fn what_own_entries_hold_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let entry = r#"{"id": "evil-798", "code": "798", "name": "<script>alert(1)</script>", "vendor": "A & \"B\" <i>",
        "definition": "<img src=x> `<b>`", "headers": [{"name": "</style>", "level": "must", "why": "<u>"}]}"#;
    fs::write(folder.path().join("evil.json"), entry).unwrap();
    let server = Server::start(&["--data", folder.path().to_str().unwrap()]);
    let html = page(&server, "/codes/evil-798");
    assert!(html.contains("&lt;img src=x&gt; <code>&lt;b&gt;</code>") && !html.contains("<img"), "{html}");
    assert!(page(&server, "/codes").contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(server.get("/codes/798").value("location"), Some("/codes/evil-798"));
}
