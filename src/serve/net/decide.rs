//! What is answered, whatever the version of HTTP.

use super::shared::Shared;
use crate::serve::answer::Request;
use crate::serve::faults::Plan;
use crate::serve::wire::{Random, Refusal, Response};

/// The value of `Server`.
pub const SERVER: &str = concat!("httpdex/", env!("CARGO_PKG_VERSION"));

/// What whoever waits for leave to send content is told before, where it does not depend on the content.
///
/// # Errors
/// When the client expects what no server knows.
pub fn early(shared: &Shared, request: &Request, at: u64, random: &Random) -> Result<Option<Response>, Refusal> {
    let Some(expectation) = request.head.value("expect").filter(|_| !request.head.is_http10()) else { return Ok(None) };
    if !expectation.eq_ignore_ascii_case("100-continue") {
        return Err(Refusal::new(417, "the only expectation that this server meets is 100-continue"));
    }
    Ok(shared.playground.early(request, at, random.clone()))
}

/// The response to a whole request, and what goes wrong with it on purpose.
pub fn decide(
    shared: &Shared,
    request: &Request,
    early: Option<Response>,
    at: u64,
    mut random: Random,
) -> (Plan, Response) {
    let (of_scene, staged) = shared.playground.scene(request);
    let decided = match shared.faults.plan(&request.head, &request.target, &of_scene, &mut random) {
        Err(why) => (Plan::default(), Response::text(400, why + "\n")),
        Ok(plan) => {
            let response = match (plan.status, staged.or(early)) {
                (Some(status), _) => shared.playground.with_status(request, status),
                (None, Some(response)) => response,
                (None, None) => shared.playground.answer(request, at, random),
            };
            (plan, response)
        }
    };
    if request.head.method() == "POST" && request.target.path.starts_with("/poll/") {
        shared.news.notify_waiters();
    }
    decided
}
