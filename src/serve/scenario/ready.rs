//! The scenarios that come with the program.

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Ready {
    /// Its name.
    pub name: &'static str,
    /// The text of its file.
    pub text: &'static str,
}

/// One row a file: its name is the scenario's.
macro_rules! ready {
    ($($name:literal)+) => {
        /// All of them.
        pub const READY: &[Ready] =
            &[$(Ready { name: $name, text: include_str!(concat!("../../../data/scenarios/", $name, ".toml")) }),+];
    };
}

ready! {
    "deploy" "overloaded-upstream" "flaky-gateway" "expired-session" "cdn-in-front" "rate-limited-api" "slow-network"
    "maintenance" "broken-downloads" "unannounced-redirect"
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::read;
    use super::*;

    #[test]
    fn each_is_sound_and_says_what_to_watch_for() {
        for Ready { name, text } in READY {
            let scenario = read(Path::new("x.toml"), text).unwrap_or_else(|problem| panic!("{name}: {problem}"));
            assert!(scenario.about.ends_with('.') && scenario.about.len() < 160, "{name}");
            assert!(!scenario.watch.is_empty() && !scenario.routes.is_empty(), "{name}");
        }
    }

    #[test]
    fn every_file_is_listed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/scenarios");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), READY.len());
    }
}
