//! The route.

use super::super::ask::{Answer, Ask, bad};
use super::choice::{Choice, choice, draw};
use crate::serve::wire::{Interim, Response};

/// `/status/{codes}`.
pub fn status(ask: &mut Ask<'_>) -> Answer {
    let (statuses, head) = (ask.statuses, &ask.request.head);
    match choice(ask.argument(0)).map_err(bad)? {
        Choice::OneOf(codes) => Ok(statuses.response(head, draw(&codes, &mut ask.random))),
        Choice::Entry(id) => statuses.entry(head, &id).map_err(bad),
        Choice::Sequence(codes, last) => {
            let interim = codes.into_iter().map(|status| Interim { status, fields: statuses.fields(status) });
            let interim = interim.collect();
            Ok(Response { interim, ..statuses.response(head, last) })
        }
    }
}
