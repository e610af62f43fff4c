//! Copying from the selected exchange.

use super::Playground;
use super::choice::CopyAs;
use super::curl::{FILE, curl};
use super::raw::Raw;
use super::ring::Entry;
use crate::app::command::Command;
use crate::app::overlay::{Choice, PickerItem};
use crate::app::picking::pick;
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::message::{Known, read};
use crate::text::line_count;

impl Playground {
    /// Copies the request as a curl command.
    pub(super) fn copy_curl(&self, shared: &mut Shared) -> Vec<Command> {
        let Some(entry) = self.selected_entry() else { return nothing(shared) };
        let raw = Raw { bytes: &entry.exchange.request, length: entry.exchange.taken };
        let known = Known { methods: Vec::new(), wire: true };
        let request = read(raw.bytes, &known).messages.into_iter().next();
        let Some((command, is_left_out)) = request.and_then(|request| curl(&request, self.url(), raw.is_cut())) else {
            shared.say("This is no request that curl could send");
            return Vec::new();
        };
        let copy = if is_left_out {
            shared.copy(&format!("the curl command, which reads its content from {FILE},"), &command)
        } else {
            shared.copy("the curl command", &command)
        };
        vec![copy]
    }

    /// Offers what can be copied.
    pub(super) fn pick_copy(&self, shared: &mut Shared) -> Vec<Command> {
        let Some(entry) = self.selected_entry() else { return nothing(shared) };
        let item =
            |label: String, detail: String, what: CopyAs| PickerItem { label, detail, choice: Choice::CopyAs(what) };
        let bytes = |bytes: &[u8]| line_count(&String::from_utf8_lossy(bytes));
        let exchange = &entry.exchange;
        let mut items = vec![item("Request as curl".to_owned(), String::new(), CopyAs::Curl)];
        items.push(item("Raw request".to_owned(), bytes(&exchange.request), CopyAs::Request));
        if !exchange.response.is_empty() {
            items.push(item("Raw response".to_owned(), bytes(&exchange.response), CopyAs::Response));
        }
        if let Some((index, id, name)) = snippet(entry, shared) {
            items.push(item(format!("Snippet: {name}"), shared.title_of(index), CopyAs::Snippet(index, id)));
        }
        pick("Copy", items, None, "There is nothing to copy", shared)
    }

    /// Copies what was chosen.
    pub(super) fn copy_as(&self, what: CopyAs, shared: &mut Shared) -> Vec<Command> {
        let Some(entry) = self.selected_entry() else { return nothing(shared) };
        let raw = |bytes, length| Raw { bytes, length }.text();
        let exchange = &entry.exchange;
        match what {
            CopyAs::Curl => self.copy_curl(shared),
            CopyAs::Request => vec![shared.copy("the raw request", &raw(&exchange.request, exchange.taken))],
            CopyAs::Response => vec![shared.copy("the raw response", &raw(&exchange.response, exchange.sent))],
            CopyAs::Snippet(index, id) => {
                let rendered = shared.snippets().language(&id).map(|language| {
                    let text = shared.snippets().render(&shared.catalog, index, language);
                    (format!("the {} snippet", language.name), text)
                });
                match rendered {
                    Some((what, Ok(text))) => vec![shared.copy(&what, &text)],
                    Some((_, Err(error))) => {
                        shared.fail(error.to_string());
                        Vec::new()
                    }
                    None => Vec::new(),
                }
            }
        }
    }
}

/// Says that nothing is selected.
pub(super) fn nothing(shared: &mut Shared) -> Vec<Command> {
    shared.say("There is no request yet");
    Vec::new()
}

/// The language of the snippet that fits the status: the chosen one, where it has one.
fn snippet(entry: &Entry, shared: &Shared) -> Option<(Index, String, String)> {
    let index = shared.catalog.find(&entry.exchange.status?.to_string())?;
    let offers = shared.snippets().offered(&shared.catalog, index).ok()?;
    let offered: Vec<String> =
        offers.iter().filter(|offer| offer.refusal.is_none()).map(|offer| offer.language.id.clone()).collect();
    let language = shared.snippets().choose(&offered, shared.state.language.as_deref())?;
    Some((index, language.id.clone(), language.name.clone()))
}
