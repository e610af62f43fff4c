//! The routes, for people and for programs.

use serde_json::{Map, Value, json};

use super::ask::{Answer, Ask};
use super::echo::json_response;
use super::route::Route;
use crate::serve::wire::Response;

/// `/`: the routes as a page.
pub fn page(ask: &mut Ask<'_>) -> Answer {
    let row = |route: &Route| {
        let pattern = crate::text::escape::html(route.pattern).into_owned();
        // A link to what needs nothing more.
        let path = if route.pattern.contains('{') || !route.takes("GET") {
            pattern
        } else {
            format!("<a href=\"{pattern}\">{pattern}</a>")
        };
        let methods = if route.methods == "*" { "any" } else { route.methods };
        format!(
            "<tr><td>{methods}</td><td><code>{path}</code></td><td>{}</td></tr>\n",
            crate::text::escape::html(route.about)
        )
    };
    let rows: String = ask.routes.iter().map(row).collect();
    Ok(Response::html(
        200,
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>httpdex serve</title>\n\
             <style>body{{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color-scheme:light dark}}\
             td{{padding:.15rem 1rem .15rem 0;vertical-align:top}}</style>\n</head>\n<body>\n<h1>httpdex serve</h1>\n\
             <p>Any route can be made to fail: <code>?fault=reset</code>, <code>?delay=2s</code>.</p>\n<table>\n{rows}</table>\n</body>\n</html>\n"
        ),
    ))
}

/// `/spec.json`: the routes as a description in `OpenAPI` 2, as httpbin has it.
pub fn description(ask: &mut Ask<'_>) -> Answer {
    let mut paths = Map::new();
    for route in ask.routes {
        let names = route.pattern.split(['{', '}']).skip(1).step_by(2);
        let parameter = |name: &str| json!({ "in": "path", "name": name.trim_end_matches('*'), "required": true, "type": "string" });
        let parameters: Vec<Value> = names.map(parameter).collect();
        let methods = if route.methods == "*" { "GET PUT POST DELETE PATCH" } else { route.methods };
        let path = paths.entry(route.pattern.replace('*', "")).or_insert_with(|| json!({}));
        for method in methods.split(' ').filter(|method| *method != "TRACE") {
            path[method.to_ascii_lowercase()] = json!({
                "summary": route.about,
                "parameters": parameters,
                "responses": { "default": { "description": route.about } },
            });
        }
    }
    Ok(json_response(&json!({
        "swagger": "2.0",
        "info": { "title": "httpdex serve", "version": env!("CARGO_PKG_VERSION") },
        "basePath": "/",
        "paths": paths,
    })))
}
