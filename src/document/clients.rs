//! What clients say, as a table: who, and the words.

use crate::catalog::ClientMessage;
use crate::text::escape::{markdown_cell, markdown_code_cell, markdown_link};
use crate::text::{Role, Span, ascii, width, wrap};

use super::options::Options;

/// The cells between the two columns.
const GAP: usize = 2;

/// Messages in fewer cells stand below the client, and not beside it.
const LEAST_MESSAGE: usize = 32;

/// The widest column of clients: a longer name stands above its message.
const WIDEST_CLIENT: usize = 28;

/// A line of the table, and the page elsewhere that it leads to.
pub(super) type TableLine<'c> = (Vec<Span>, Option<&'c str>);

/// The table, of two columns where a message has room beside the client.
pub(super) fn table(clients: &[ClientMessage], options: Options) -> Vec<TableLine<'_>> {
    let widest = clients.iter().map(|client| width(&name(client))).max().unwrap_or(0).min(WIDEST_CLIENT);
    let is_beside = options.width >= widest + GAP + LEAST_MESSAGE;
    let mut lines = Vec::new();
    let indent = if is_beside { widest + GAP } else { 2 };
    for client in clients {
        let mut label = label(client, options.width);
        // A name that is too long for its column has lines of its own.
        let beside = label.pop_if(|_| is_beside && width(&name(client)) <= widest);
        lines.extend(label.into_iter().map(|line| (line, None)));
        let mut lead = beside.unwrap_or_default();
        for (message, url) in said(client, options.width.saturating_sub(indent).max(1), options) {
            let used: usize = lead.iter().map(Span::width).sum();
            let mut line = std::mem::take(&mut lead);
            line.push(Span::blank(indent - used));
            line.extend(message);
            lines.push((line, url));
        }
    }
    lines
}

/// The client and its version.
fn name(client: &ClientMessage) -> String {
    format!("{} {}", client.client, client.version).trim_end().to_owned()
}

/// The name in lines of at most so many cells.
fn label(client: &ClientMessage, room: usize) -> Vec<Vec<Span>> {
    let name = name(client);
    if width(&name) > room {
        return wrap(&name, Role::Strong, room, true);
    }
    let version = name[client.client.len()..].to_owned();
    vec![vec![Span::new(client.client.clone(), Role::Strong), Span::new(version, Role::Muted)]]
}

/// The message, and where it stands if it was not recorded.
fn said(client: &ClientMessage, room: usize, options: Options) -> Vec<TableLine<'_>> {
    // It is printed word for word: a backtick in it is one.
    let message = wrap(&client.message, Role::Code, room, true).into_iter();
    let code = |line: Vec<Span>| line.into_iter().map(|span| Span::new(span.text, Role::Code)).collect();
    let mut lines: Vec<TableLine<'_>> = message.map(|line| (code(line), None)).collect();
    if let Some(source) = &client.source {
        let text = format!("not recorded here; from {}", source.title);
        let text = if options.ascii { ascii(&text) } else { text.as_str().into() };
        let from = wrap(&text, Role::Muted, room, true).into_iter();
        lines.extend(from.map(|line| (line, Some(source.url.as_str()))));
    }
    lines
}

/// The table as Markdown.
pub(super) fn markdown(clients: &[ClientMessage]) -> String {
    let row = |client: &ClientMessage| {
        let from = client.source.as_ref().map(|source| markdown_link(&source.title, &source.url).replace('|', "\\|"));
        let recorded = match from {
            Some(from) => format!("no: {from}"),
            None => if client.recorded { "yes" } else { "no" }.to_owned(),
        };
        let (name, version) = (markdown_cell(&client.client), markdown_cell(&client.version));
        format!("| {name} | {version} | {} | {recorded} |", markdown_code_cell(&client.message))
    };
    let head = ["| Client | Version | Message | Recorded |", "| --- | --- | --- | --- |"].map(str::to_owned);
    head.into_iter().chain(clients.iter().map(row)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Doc;

    fn clients() -> Vec<ClientMessage> {
        let client = |client: &str, version: &str, message: &str| ClientMessage {
            client: client.into(),
            version: version.into(),
            message: message.into(),
            recorded: true,
            source: None,
        };
        let source = Some(Doc { title: "A page".into(), url: "https://docs.example/a".into() });
        vec![
            client("curl", "8.1", "curl: (7) Failed to connect to 127.0.0.1 port 4999: `Connection` refused"),
            client("Go net/http", "1.26", "dial tcp 127.0.0.1:4999: connect: connection refused"),
            ClientMessage { recorded: false, source, ..client("Safari", "", "Could not connect to the server.") },
        ]
    }

    fn shown(width: usize) -> Vec<String> {
        let clients = clients();
        let lines = table(&clients, Options { width, keep_ticks: false, ascii: false });
        lines.iter().map(|(line, _)| line.iter().map(|span| span.text.as_str()).collect()).collect()
    }

    #[test]
    fn messages_stand_beside_their_clients_and_are_wrapped() {
        let expected = [
            "curl 8.1          curl: (7) Failed to connect to 127.0.0.1 port",
            "                  4999: `Connection` refused",
            "Go net/http 1.26  dial tcp 127.0.0.1:4999: connect: connection",
            "                  refused",
            "Safari            Could not connect to the server.",
            "                  not recorded here; from A page",
        ];
        assert_eq!(shown(64), expected);
    }

    #[test]
    fn where_there_is_no_room_they_stand_below() {
        assert_eq!(
            shown(40)[..3],
            ["curl 8.1", "  curl: (7) Failed to connect to", "  127.0.0.1 port 4999: `Connection`"]
        );
    }

    #[test]
    fn a_source_can_be_followed() {
        let clients = clients();
        let lines = table(&clients, Options { width: 64, keep_ticks: false, ascii: false });
        assert_eq!(lines.iter().filter_map(|(_, url)| *url).collect::<Vec<_>>(), ["https://docs.example/a"]);
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        for width in 8..90 {
            assert!(shown(width).iter().all(|line| super::width(line) <= width), "{width}: {:#?}", shown(width));
        }
    }

    #[test]
    fn markdown_has_a_row_for_each() {
        let markdown = markdown(&clients());
        assert_eq!(markdown.lines().count(), 5);
        assert!(
            markdown
                .ends_with("| Safari |  | `Could not connect to the server.` | no: [A page](https://docs.example/a) |")
        );
    }
}
