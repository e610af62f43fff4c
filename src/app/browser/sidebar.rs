//! What the sidebar offers: views and categories, and the tools, which are screens of their own.

use crate::app::action::{Action, Context};
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::catalog::Category;
use crate::widgets::width;

/// The tools at the end of the sidebar.
pub(super) const TOOLS: [(&str, Action); 6] = [
    ("Compare", Action::Compare),
    ("Cheat sheet", Action::CheatSheet),
    ("Quiz", Action::Quiz),
    ("Explain", Action::ExplainMessage),
    ("Check", Action::Check),
    ("Playground", Action::Playground),
];

/// A row of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// A view, by its number.
    View(usize),
    /// A tool, by its number.
    Tool(usize),
    /// An empty row between groups.
    Gap,
}

/// What the sidebar offers.
#[derive(Debug)]
pub(super) struct Sidebar {
    /// The views, and how many codes each has.
    pub(super) views: Vec<(View, usize)>,
    /// The key of each tool.
    pub(super) keys: [String; TOOLS.len()],
    /// The tool that is selected, if it is no view.
    pub(super) tool: Option<usize>,
}

impl Sidebar {
    pub(super) fn new(shared: &Shared) -> Self {
        let (catalog, state) = (&shared.catalog, &shared.state);
        Self {
            views: View::of(catalog).into_iter().map(|view| (view, view.count(catalog, state))).collect(),
            keys: TOOLS.map(|(_, action)| shared.keymap.key(Context::Browse, action).unwrap_or_default()),
            tool: None,
        }
    }

    /// The cells that its rows need.
    pub(super) fn width(&self) -> u16 {
        let views = self.views.iter().map(|(view, count)| width(view.label()) + 1 + width(&count.to_string()));
        let tools = TOOLS.iter().zip(&self.keys).map(|((label, _), key)| width(label) + 1 + width(key));
        // The marks before it, and a margin.
        views.chain(tools).max().unwrap_or_default() + 4 + 1
    }

    /// Counts the codes of a view again.
    pub(super) fn count_again(&mut self, changed: View, shared: &Shared) {
        let number = changed.count(&shared.catalog, &shared.state);
        if let Some((_, shown)) = self.views.iter_mut().find(|(view, _)| *view == changed) {
            *shown = number;
        }
    }

    /// The number of the selected row, gaps left out, where `view` is shown.
    pub(super) fn selected(&self, view: View) -> usize {
        let of_view = || self.views.iter().position(|(other, _)| *other == view).unwrap_or(0);
        self.tool.map_or_else(of_view, |tool| self.views.len() + tool)
    }

    /// The rows for some height.
    pub(super) fn rows(&self, height: u16, view: View) -> Vec<Row> {
        let height = usize::from(height);
        let has_room = height >= self.views.len() + TOOLS.len() + 3;
        let mut rows = Vec::with_capacity(height);
        for (n, (view, _)) in self.views.iter().enumerate() {
            if has_room && n > 0 && group(self.views[n - 1].0) != group(*view) {
                rows.push(Row::Gap);
            }
            rows.push(Row::View(n));
        }
        if has_room {
            rows.push(Row::Gap);
        }
        rows.extend((0..TOOLS.len()).map(Row::Tool));
        // A screen that is too low for all of them shows those around the selected one.
        if rows.len() > height {
            let first = self.selected(view).saturating_sub(height / 2).min(rows.len() - height);
            rows.drain(..first);
            rows.truncate(height);
        }
        rows
    }
}

/// Views of one's own, the registry's classes, the vendors.
fn group(view: View) -> u8 {
    match view {
        View::Popular | View::Bookmarks | View::Recent => 0,
        View::All => 1,
        View::Category(category) => 1 + u8::from(category >= Category::Nginx),
    }
}
