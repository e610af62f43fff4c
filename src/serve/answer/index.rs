//! The routes, for programs.

use serde_json::{Map, Value, json};

use super::ask::{Answer, Ask};
use super::echo::json_response;

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
