//! From a request to its response.

use std::sync::Arc;

use super::ask::{Ask, Bad, Request};
use super::practice::{documents, poll, upload};
use super::route::{Dialect, Route};
use super::routes::{Entry, ROUTES};
use super::state::State;
use super::status::Statuses;
use crate::catalog::Catalog;
use crate::serve::faults::Rule;
use crate::serve::scenario::{Scenario, Scene, SceneAnswer, Scenes};
use crate::serve::wire::{Body, Head, Interim, Random, Refusal, Response, Target};

/// All that answers.
#[derive(Debug)]
pub struct Playground {
    statuses: Statuses,
    state: Arc<State>,
    routes: Vec<Route>,
    scenes: Scenes,
}

/// The response to a request that was turned away while it was read.
pub fn refusal(refusal: &Refusal) -> Response {
    Response::text(refusal.status, format!("{}\n", refusal.why)).close()
}

impl Playground {
    /// One that remembers nothing yet.
    pub fn new(catalog: Arc<Catalog>) -> Self {
        let routes = ROUTES.iter().map(|entry| entry.route).collect();
        Self { statuses: Statuses::new(catalog), state: Arc::default(), routes, scenes: Scenes::default() }
    }

    /// The registered reason phrase of a code; empty where there is none.
    pub fn phrase(&self, status: u16) -> &str {
        self.statuses.phrase(status)
    }

    /// Answers a request at a time, in milliseconds since 1970.
    pub fn answer(&self, request: &Request, now: u64, random: Random) -> Response {
        let segments = request.target.segments();
        let fitting: Vec<(&Entry, Vec<String>)> =
            ROUTES.iter().filter_map(|entry| Some((entry, entry.route.arguments(&segments)?))).collect();
        let method = request.head.method();
        let chosen = fitting.iter().find(|(entry, _)| entry.route.takes(method));
        let dialect = fitting.first().map_or(Dialect::Own, |(entry, _)| entry.route.dialect);
        let mut response = match chosen {
            Some((entry, arguments)) if method != "OPTIONS" || entry.route.methods.contains("OPTIONS") => {
                let mut ask = Ask {
                    request,
                    arguments: arguments.clone(),
                    query: request.target.pairs(),
                    now,
                    random,
                    state: &self.state,
                    statuses: &self.statuses,
                    routes: &self.routes,
                };
                (entry.answer)(&mut ask).unwrap_or_else(|Bad { status, why }| Response::text(status, why + "\n"))
            }
            _ => self.unanswered(&request.head, &fitting),
        };
        share(&request.head, dialect, &mut response);
        response
    }

    /// The answer to a request that does not need its content, where there is one.
    pub fn early(&self, request: &Request, now: u64, random: Random) -> Option<Response> {
        request.target.path.starts_with("/status/").then(|| self.answer(request, now, random))
    }

    /// The most bytes of content that a route takes, where it takes less than others.
    pub fn most(&self, target: &Target) -> Option<u64> {
        match target.path.split('/').nth(1) {
            Some("upload") => upload::limit(target),
            Some("documents") => Some(documents::MOST),
            Some("poll") => Some(poll::MOST_BYTES),
            _ => None,
        }
    }

    /// Has a certificate in PEM that clients are to trust.
    pub fn trust(&self, pem: String) {
        // The first one counts: a server has one.
        let _ = self.state.authority.set(pem);
    }

    /// Plays a scenario from now on.
    pub fn play(&self, scenario: Scenario) {
        self.scenes.play(scenario);
    }

    /// What the scenario wants for a request, which counts as one: what goes wrong, and the answer if it has one.
    pub fn scene(&self, request: &Request) -> (Vec<Rule>, Option<Response>) {
        let Scene { rules, answer } = self.scenes.next(request.head.method(), &request.target.segments());
        (rules, answer.and_then(|answer| self.staged(request, answer)))
    }

    /// The answer of a scenario.
    fn staged(&self, request: &Request, answer: SceneAnswer) -> Option<Response> {
        let mut response = self.with_status(request, answer.status?.0);
        response.interim = answer
            .interim
            .iter()
            .map(|status| Interim { status: status.0, fields: self.statuses.fields(status.0) })
            .collect();
        if let Some(content) = answer.content {
            response.fields.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
            response = response.field("Content-Type", "text/plain; charset=utf-8");
            response.body = Body::Bytes(content.into_bytes().into());
        }
        for (name, value) in answer.fields {
            response.fields.retain(|(known, _)| !known.eq_ignore_ascii_case(&name.0));
            response = response.field(name.0, value.0);
        }
        Some(response)
    }

    /// A status in place of what would be answered.
    pub fn with_status(&self, request: &Request, status: u16) -> Response {
        let mut response = self.statuses.response(&request.head, status);
        share(&request.head, Dialect::Own, &mut response);
        response
    }

    /// The next message of a channel.
    pub fn message(&self, channel: &str) -> Option<Response> {
        poll::next(&self.state, channel)
    }

    /// What is answered where no route does.
    fn unanswered(&self, head: &Head, fitting: &[(&Entry, Vec<String>)]) -> Response {
        let method = head.method();
        if method == "CONNECT" {
            return Response::text(501, "this server is no proxy\n").close();
        }
        let is_all = &*head.target() == "*";
        if fitting.is_empty() && !is_all {
            let target = head.target();
            let path = target.split('?').next().unwrap_or_default().trim_matches('/');
            let is_status = path.len() == 3 && path != "000" && path.bytes().all(|byte| byte.is_ascii_digit());
            let meant = if is_status { format!("; did you mean /status/{path}?") } else { String::new() };
            return Response::text(404, format!("there is no such route{meant}; `/` lists them\n"));
        }
        let routes: Vec<&Route> =
            if is_all { self.routes.iter().collect() } else { fitting.iter().map(|(entry, _)| &entry.route).collect() };
        let allow = Route::allow(&routes);
        if method == "OPTIONS" {
            return Response::html(200, "").field("Allow", allow);
        }
        Response::text(405, format!("{method} is not allowed here; {allow} are\n")).field("Allow", allow)
    }
}

/// Lets scripts of other origins read the response, as httpbin does (the Fetch standard, section 3.2).
fn share(head: &Head, dialect: Dialect, response: &mut Response) {
    let mut field = |name: &'static str, value: String| response.fields.push((name.into(), value.into()));
    let origin = head.value("origin");
    // Of no use beside `*`, but httpbin's clients find it there.
    let allows_credentials = origin.is_some() || dialect == Dialect::Httpbin;
    field("Access-Control-Allow-Origin", origin.map_or_else(|| "*".to_owned(), std::borrow::Cow::into_owned));
    if allows_credentials {
        field("Access-Control-Allow-Credentials", "true".to_owned());
    }
    if head.method() == "OPTIONS" {
        field("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, PATCH, OPTIONS".to_owned());
        field("Access-Control-Max-Age", "3600".to_owned());
        if let Some(names) = head.value("access-control-request-headers") {
            field("Access-Control-Allow-Headers", names.into_owned());
        }
    }
    if head.value("origin").is_some() {
        let vary = response.fields.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case("vary"));
        match vary {
            Some((_, value)) if &**value != "*" => *value = format!("{value}, Origin").into(),
            Some(_) => {}
            None => response.fields.push(("Vary".into(), "Origin".into())),
        }
    }
}
