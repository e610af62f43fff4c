//! The catalogue as pages.

use super::super::ask::{Answer, Ask, Bad};
use super::frame::page;
use crate::catalog::{Catalog, Index};
use crate::cheatsheet::{Filter, Group, groups, heading, name};
use crate::document::{SectionId, html, sections};
use crate::serve::wire::{Response, encode};
use crate::text::escape::html as escape;

/// `/codes`: all entries, by category.
pub fn list(ask: &mut Ask<'_>) -> Answer {
    let catalog = ask.statuses.catalog();
    let groups = groups(catalog, &Filter { sub_codes: true, ..Filter::default() });
    let jump = |Group { category, .. }: &Group| {
        format!(
            "<a class=\"{}\" href=\"#{}\">{}</a>\n",
            class(category.class()),
            category.id(),
            escape(&heading(*category))
        )
    };
    let section = |Group { category, items }: &Group| {
        let entries: String = items.iter().map(|item| entry(catalog, item.index)).collect();
        format!(
            "<section id=\"{}\" class=\"{}\">\n<h2>{}</h2>\n<ul class=\"codes\">\n{entries}</ul>\n</section>\n",
            category.id(),
            class(category.class()),
            escape(&heading(*category))
        )
    };
    let body = format!(
        "<h1>HTTP status codes</h1>\n<p class=\"quiet\">{} entries: what each means, why you got it and how to fix it.</p>\n\
         <nav class=\"contents\">\n{}</nav>\n{}",
        catalog.rows().len(),
        groups.iter().map(jump).collect::<String>(),
        groups.iter().map(section).collect::<String>(),
    );
    Ok(page("HTTP status codes", None, &body))
}

/// `/codes/{id}`: the page of an entry. A number that is nobody's id leads to whoever uses it.
pub fn entry_page(ask: &mut Ask<'_>) -> Answer {
    let (catalog, id) = (ask.statuses.catalog(), ask.argument(0));
    if let Some(index) = catalog.find(id) {
        return one(ask, index);
    }
    let owners: Vec<Index> = catalog.owners(id).collect();
    match owners[..] {
        [] => Err(Bad { status: 404, why: "there is no such entry; `/codes` lists them".to_owned() }),
        [only] => Ok(Response::new(302).field("Location", address(catalog, only))),
        _ => {
            let entries: String = owners.iter().map(|&owner| entry(catalog, owner)).collect();
            let title = format!("Who uses {id}");
            let body = format!("<h1>{}</h1>\n<ul class=\"codes\">\n{entries}</ul>\n", escape(&title));
            Ok(page(&title, None, &body))
        }
    }
}

fn one(ask: &Ask<'_>, index: Index) -> Answer {
    let catalog = ask.statuses.catalog();
    let row = catalog.row(index);
    let Ok(entry) = catalog.page(index) else {
        let why = format!("the page of {} cannot be read", crate::text::clean(&row.id));
        return Err(Bad { status: 500, why });
    };
    let sections = sections(&entry, catalog);
    let contents: Vec<String> = sections
        .iter()
        .filter(|section| section.id != SectionId::Overview)
        .map(|section| format!("<a href=\"#{}\">{}</a>\n", section.id.id(), section.id.title()))
        .collect();
    let number = if row.is_failure() { String::new() } else { format!("<span>{}</span> ", escape(&row.code)) };
    let path = format!("/status/{}", encode(&row.id));
    let sent = ask.statuses.is_answered(index).map_or_else(String::new, |is_answered| {
        let does = if is_answered { "sends it" } else { "closes the connection without a response" };
        format!("<p class=\"send\"><a href=\"{path}\">{path}</a> {does}.</p>\n")
    });
    let body = format!(
        "<article>\n<h1>{number}{}</h1>\n{sent}<nav class=\"contents\">\n{}</nav>\n{}</article>\n{}",
        escape(&row.title()),
        contents.concat(),
        html(&sections, &|other| address(catalog, other)),
        neighbours(catalog, index),
    );
    Ok(page(&row.heading(), row.class(), &body))
}

/// Links to the entries before and after an entry.
fn neighbours(catalog: &Catalog, index: Index) -> String {
    let order: Vec<Index> = catalog.filter(|_| true).collect();
    let Some(at) = order.iter().position(|&other| other == index) else { return String::new() };
    let link = |other: Option<&Index>, rel: &str, before: &str, after: &str| {
        let Some(&other) = other else { return String::new() };
        let (address, label) = (address(catalog, other), catalog.row(other).heading());
        format!("<a rel=\"{rel}\" href=\"{}\">{before}{}{after}</a>\n", escape(&address), escape(&label))
    };
    let previous = at.checked_sub(1).and_then(|at| order.get(at));
    let links = link(previous, "prev", "← ", "") + &link(order.get(at + 1), "next", "", " →");
    format!("<nav class=\"neighbours\">\n{links}</nav>\n")
}

fn entry(catalog: &Catalog, index: Index) -> String {
    let row = catalog.row(index);
    let number = if row.is_failure() { String::new() } else { format!("<b>{}</b> ", escape(&row.code)) };
    format!(
        "<li class=\"{}\"><a href=\"{}\">{number}{}</a></li>\n",
        class(row.class()),
        escape(&address(catalog, index)),
        escape(&name(row))
    )
}

/// Where the page of an entry is.
fn address(catalog: &Catalog, index: Index) -> String {
    format!("/codes/{}", encode(&catalog.row(index).id))
}

/// The class of the style sheet for a class of codes.
fn class(class: Option<u8>) -> String {
    format!("c{}", class.unwrap_or(0))
}
