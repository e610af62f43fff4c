//! `senders.json`: the senders of all files in one array, in the order of their ids.

use std::path::Path;

use crate::input::{json_in, parse};
use crate::pack;
use crate::sender::Sender;

/// Writes the senders.
pub fn write(data: &Path, out: &Path) {
    let read = |path: &std::path::PathBuf| {
        let sender: Sender = parse(path);
        assert_eq!(
            Some(sender.id.as_str()),
            path.file_stem().and_then(|stem| stem.to_str()),
            "the id is the file's name"
        );
        sender
    };
    let mut senders: Vec<Sender> = json_in(&data.join("senders")).iter().map(read).collect();
    senders.sort_by(|a, b| a.id.cmp(&b.id));
    let text = serde_json::to_string(&senders).expect("what was parsed serializes");
    pack::write(out, "senders.json", &text);
}
