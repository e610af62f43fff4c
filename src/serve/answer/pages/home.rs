//! The routes, and a form that tries them.

use super::super::ask::{Answer, Ask};
use super::super::route::Route;
use super::frame::page;
use crate::fault::Fault;
use crate::serve::wire::{Response, preferred};
use crate::text::escape::{html as escape, html_text};

/// `/`: as HTML, or as text for whoever likes that better.
pub fn routes(ask: &mut Ask<'_>) -> Answer {
    let accept = ask.field("accept");
    let response = match preferred(accept.as_deref(), &["text/html", "text/plain"]) {
        Some("text/plain") => Response::text(200, ask.routes.iter().map(line).collect::<String>()),
        _ => page("httpdex serve", None, &body(ask.routes)),
    };
    Ok(response.field("Vary", "Accept"))
}

fn methods(route: &Route) -> &'static str {
    if route.methods == "*" { "any" } else { route.methods }
}

fn line(route: &Route) -> String {
    format!("{:<24} {}  {}\n", methods(route), route.pattern, route.about)
}

fn body(routes: &[Route]) -> String {
    let row = |route: &Route| {
        let pattern = escape(route.pattern);
        // A link to what needs nothing more.
        let path = if route.pattern.contains('{') || !route.takes("GET") {
            format!("<code>{pattern}</code>")
        } else {
            format!("<a href=\"{pattern}\"><code>{pattern}</code></a>")
        };
        format!("<tr><td>{}</td><td>{path}</td><td>{}</td></tr>\n", methods(route), html_text(route.about))
    };
    let rows: String = routes.iter().map(row).collect();
    let option = |route: &Route| format!("<option value=\"{}\"></option>\n", escape(route.pattern));
    let options: String = routes.iter().map(option).collect();
    let faults: Vec<String> = Fault::ALL
        .iter()
        .map(|fault| format!("<option title=\"{}\">{fault}</option>\n", escape(fault.about())))
        .collect();
    include_str!("../../../../data/serve/home.html")
        .replace("{faults}", &faults.concat())
        .replace("{options}", &options)
        .replace("{rows}", &rows)
}
