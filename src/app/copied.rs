//! What is said when a text was copied, or could not be.

use crate::app::command::Command;
use crate::app::message::Effect;
use crate::app::overlay::{Overlay, Reader};
use crate::app::shared::Shared;
use crate::clipboard::{Destination, Obstacle, Outcome};
use crate::text::{clean, line_count};

/// What a command of a page is called. It says more than its name does.
pub const COMMAND: &str = "the command";

/// Says what came of copying; a text that could not be copied is shown, to be selected by hand.
pub fn tell(shared: &mut Shared, what: &str, text: &str, outcome: Outcome) -> Vec<Command> {
    let with_count = match text.lines().count() {
        0 | 1 => what.to_owned(),
        _ => format!("{what}, {},", line_count(text)),
    };
    let alone = with_count.trim_end_matches(',');
    let command = (what == COMMAND).then(|| clean(text));
    let mut commands = Vec::new();
    match (outcome.place, command) {
        (Destination::Desktop, Some(command)) => shared.say(format!("Copied: {command}")),
        (Destination::Desktop, None) => shared.say(format!("Copied {alone}")),
        (Destination::Tmux, Some(command)) => shared.say(format!("Copied to tmux's buffer: {command}")),
        (Destination::Tmux, None) => shared.say(format!("Copied {with_count} to tmux's buffer")),
        (Destination::Terminal, Some(command)) => {
            shared.say(format!("Sent by OSC 52, which the terminal may not take: {command}"));
        }
        (Destination::Terminal, None) => {
            shared.say(format!("Sent {with_count} by OSC 52; the terminal may not take it"));
        }
        (Destination::File(path), command) => {
            let path = clean(&path.to_string_lossy()).into_owned();
            shared.say(match command {
                Some(command) => format!("Wrote to {path}: {command}"),
                None => format!("Wrote {with_count} to {path}"),
            });
        }
        (Destination::Nowhere(obstacle), _) => {
            shared.fail(match obstacle {
                Obstacle::NoClipboard => {
                    "No clipboard can be reached; select the text, or start with --copy-to FILE".to_owned()
                }
                Obstacle::TooLarge => {
                    let size = text.len().div_ceil(1000);
                    format!("{size} kB is more than a terminal takes; select it, or start with --copy-to FILE")
                }
                Obstacle::File(problem) => clean(&problem.to_string()).into_owned(),
            });
            commands.push(Command::Show(Overlay::Reader(Reader::to_select(text))));
        }
    }
    commands.extend(outcome.escape.map(|escape| Command::Do(Effect::Send(escape))));
    commands
}
