//! What is said when a text was copied, or could not be.

use crate::app::command::Command;
use crate::app::message::Effect;
use crate::app::overlay::{Overlay, Reader};
use crate::app::shared::Shared;
use crate::clipboard::{Destination, Obstacle, Outcome};
use crate::text::{clean, line_count};

/// Says what came of copying; a text that could not be copied is shown, to be selected by hand.
pub fn tell(shared: &mut Shared, what: &str, text: &str, outcome: Outcome) -> Vec<Command> {
    let with_count = match text.lines().count() {
        0 | 1 => what.to_owned(),
        _ => format!("{what}, {},", line_count(text)),
    };
    let alone = with_count.trim_end_matches(',');
    let mut commands = Vec::new();
    match outcome.place {
        Destination::Desktop => shared.say(format!("Copied {alone}")),
        Destination::Tmux => shared.say(format!("Copied {with_count} to tmux's buffer")),
        Destination::Terminal => shared.say(format!("Sent {with_count} by OSC 52; the terminal may not take it")),
        Destination::File(path) => shared.say(format!("Wrote {with_count} to {}", clean(&path.to_string_lossy()))),
        Destination::Nowhere(obstacle) => {
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
