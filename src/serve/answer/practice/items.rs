//! A list in pages (RFC 8288 for the links).

use serde_json::{Value, json};

use super::super::ask::{Answer, Ask, bad};
use super::super::echo::json_response;

/// How many items there are.
const ITEMS: u32 = 95;

/// `/items?page=1&size=10`: a page of a list, with links to the others in `Link`.
pub fn items(ask: &mut Ask<'_>) -> Answer {
    let page = ask.option_number::<u32>("page")?.unwrap_or(1);
    let size = ask.option_number::<u32>("size")?.unwrap_or(10);
    if !(1..=100).contains(&size) {
        return Err(bad("size goes from 1 to 100"));
    }
    let last = ITEMS.div_ceil(size);
    if !(1..=last).contains(&page) {
        return Err(bad(format!("page goes from 1 to {last}")));
    }
    let link = |page: u32, rel: &str| format!("</items?page={page}&size={size}>; rel=\"{rel}\"");
    let mut links = vec![link(1, "first"), link(last, "last")];
    if page > 1 {
        links.push(link(page - 1, "prev"));
    }
    if page < last {
        links.push(link(page + 1, "next"));
    }
    let first = (page - 1) * size + 1;
    let items: Vec<Value> = (first..(first + size).min(ITEMS + 1)).map(|id| json!({ "id": id })).collect();
    let value = json!({ "items": items, "page": page, "pages": last, "total": ITEMS });
    Ok(json_response(&value).field("Link", links.join(", ")))
}
