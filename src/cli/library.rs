//! The catalogue and the settings, with the user's own over ours.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::files::{Folders, read_own, read_text};
use crate::problem::Problem;
use crate::search::Engine;
use crate::store::TerminalBackground;
use crate::theme::{Depth, Theme};

use super::arguments::Global;

/// The largest theme or keymap file.
const LIMIT: u64 = 1 << 20;

/// What every command needs.
pub(super) struct Library {
    pub(super) catalog: Arc<Catalog>,
    /// Whether there are entries of the user's.
    pub(super) has_own: bool,
    pub(super) settings: Settings,
}

/// What the user has set, and where.
pub(super) struct Settings {
    pub(super) config: Config,
    pub(super) folders: Folders,
}

impl Library {
    /// Reads the settings and the user's own entries, and says what is wrong with them.
    pub(super) fn open(global: &Global) -> (Self, Vec<Problem>) {
        let folders = Folders::of_user();
        let (config, mut problems) = Config::load(global.config.as_deref());
        let given: Vec<PathBuf> = config.data.iter().chain(&global.data).cloned().collect();
        let (files, unread) = read_own(folders.own_entries().as_deref(), &given);
        problems.extend(unread);
        let has_own = !files.is_empty();
        let catalog = if has_own {
            let (catalog, wrong) = Catalog::with_own(files);
            problems.extend(wrong);
            catalog
        } else {
            Catalog::embedded()
        };
        (Self { catalog: Arc::new(catalog), has_own, settings: Settings { config, folders } }, problems)
    }

    /// Whether nothing is to be sent over the network: by the command line, the environment, or the settings.
    pub(super) fn is_offline(&self, global: &Global) -> bool {
        let by_environment = env::var("HTTPDEX_OFFLINE").is_ok_and(|value| !value.is_empty() && value != "0");
        global.offline || by_environment || self.settings.config.offline.unwrap_or(false)
    }

    /// What finds entries, the user's own among them.
    pub(super) fn engine(&self) -> Engine {
        if self.has_own { Engine::with_own(&self.catalog) } else { Engine::embedded() }
    }
}

impl Settings {
    /// The names of all themes: ours, then the user's.
    pub(super) fn themes(&self) -> Vec<String> {
        let mut names: Vec<String> = Theme::names().map(str::to_owned).collect();
        let folder = self.folders.config.as_ref().map(|config| config.join("themes"));
        let files = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let mut own: Vec<String> = files
            .filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
            .filter(|name| !names.contains(name))
            .collect();
        own.sort_unstable();
        names.extend(own);
        names
    }

    /// The name of a theme that was given, for which that of its file does, too.
    pub(super) fn theme_name<'n>(&self, given: &'n str) -> &'n str {
        let is_known = || self.themes().iter().any(|name| name == given);
        given.strip_suffix(".json").filter(|_| !is_known()).unwrap_or(given)
    }

    /// A theme by its name; one that cannot be had is told about, and the one that follows the terminal is used.
    pub(super) fn theme(&self, name: &str, background: TerminalBackground, depth: Depth) -> (Theme, Option<Problem>) {
        let name = self.theme_name(name);
        if let Some(theme) = Theme::built_in(name, background, depth) {
            return (theme, None);
        }
        let problem = match self.own_theme(name, background, depth) {
            Ok(theme) => return (theme, None),
            Err(problem) => problem,
        };
        let theme = Theme::built_in(crate::theme::AUTO, background, depth).expect("the default theme is built in");
        (theme, Some(problem))
    }

    fn own_theme(&self, name: &str, background: TerminalBackground, depth: Depth) -> Result<Theme, Problem> {
        let known = self.themes().join(", ");
        let folder = self.folders.config.clone().unwrap_or_default().join("themes");
        // A name is no path: it stays inside the folder.
        let path = folder.join(format!("{}.json", name.replace(['/', '\\'], "_")));
        match read_text(&path, LIMIT)? {
            Some(text) => Theme::own(&path, &text, background, depth),
            None => Err(Problem::new(
                &path,
                "",
                &format!("there is no theme {name}"),
                &format!("use one of {known}, or write that file"),
            )),
        }
    }

    /// The user's own key bindings, if there are any.
    pub(super) fn keymap(&self) -> Result<Option<(PathBuf, String)>, Problem> {
        let Some(path) = self.folders.config.as_ref().map(|config| config.join("keymap.json")) else {
            return Ok(None);
        };
        Ok(read_text(&path, LIMIT)?.map(|text| (path, text)))
    }
}
