//! The browser: the views, the list of codes, and the page of the selected one.

mod blocks;
mod copy;
mod digits;
mod draw;
mod earlier;
mod hits;
mod landing;
mod layout;
mod list;
mod list_draw;
mod moving;
mod note;
mod page;
mod pickers;
mod pointer;
mod programs;
mod query_lines;
mod search;
mod searching;
mod sidebar;
mod sidebar_draw;
mod snippet;
mod snippet_lines;
mod space;

use ratatui::layout::Position;

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::job::{Item, JobId, Report};
use crate::app::link::Link;
use crate::app::overlay::Choice;
use crate::app::place::{Place, ScreenId, Scroll};
use crate::app::screen::{Input, Screen};
use crate::app::shared::Shared;
use crate::app::text::Text;
use crate::app::view::View;
use crate::catalog::Index;
use crate::document::{Line, PagePart};
use crate::widgets::Canvas;
use digits::Digits;
use landing::Landed;
use layout::Dragged;
use programs::Programs;
use sidebar::Sidebar;

pub use layout::{BrowserLayout, Pane, Shares, Width};
pub use list::List;
pub use page::PageView;
pub use search::Search;
pub use snippet_lines::{SnippetLines, SnippetParts};

/// The state of the browser.
#[derive(Debug)]
pub struct Browser {
    focus: Pane,
    sidebar: Sidebar,
    list: List,
    search: Option<Search>,
    page: PageView,
    programs: Programs,
    digits: Digits,
    /// What of it is held by the mouse.
    dragged: Option<Dragged>,
    /// Whether the pane that keys go to takes the whole screen.
    is_zoomed: bool,
    /// The widths that the reader chose for the sidebar and the list.
    chosen_widths: [Option<u16>; 2],
    /// Whether the page was opened from another screen, to which Esc goes back.
    is_visit: bool,
    /// Where the page of a hit shows what matched.
    landed: Option<Landed>,
    /// Whether a hit was just opened, whose page is to be shown where it matched.
    is_landing: bool,
    /// How far the pages were read that next and previous code passed.
    passed: Vec<(Index, Scroll)>,
}

impl Browser {
    /// The browser on the first code of a view.
    pub fn new(view: View, shared: &Shared) -> Self {
        let (catalog, state) = (&shared.catalog, &shared.state);
        Self {
            focus: Pane::List,
            sidebar: Sidebar::new(shared),
            list: List::new(view, catalog, state),
            search: None,
            page: PageView::default(),
            programs: Programs::default(),
            digits: Digits::default(),
            dragged: None,
            is_zoomed: false,
            chosen_widths: [None; 2],
            is_visit: false,
            landed: None,
            is_landing: false,
            passed: Vec::new(),
        }
    }

    /// The entry whose page is shown.
    pub fn current(&self) -> Option<Index> {
        match &self.search {
            Some(search) if !search.is_empty() => search.current(),
            _ => self.list.current(),
        }
    }

    /// The pane that keys go to.
    pub const fn focus(&self) -> Pane {
        self.focus
    }

    /// The code list.
    pub const fn list(&self) -> &List {
        &self.list
    }

    /// The search, if there is one.
    pub const fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// The page that is shown.
    pub const fn page(&self) -> &PageView {
        &self.page
    }

    /// Where its parts stand.
    pub fn layout(&self, shared: &Shared) -> BrowserLayout {
        let layout = match &self.search {
            Some(search) if self.is_search_wide(shared) => {
                let lines = search.lines(shared, shared.frame.body.width).height();
                BrowserLayout::of_search(shared.frame, lines)
            }
            _ => BrowserLayout::new(shared.frame, self.focus, self.shares()),
        };
        layout.with_title(self.current().map_or(0, |index| page::title_width(shared, shared.catalog.row(index))))
    }

    /// Whether the search has the whole width: while keys go to it, and wherever a page has room beside it.
    pub(super) fn is_search_wide(&self, shared: &Shared) -> bool {
        self.search.is_some()
            && match self.focus {
                Pane::List => true,
                Pane::Page => !self.is_zoomed && BrowserLayout::is_beside(shared.frame),
                Pane::Sidebar => false,
            }
    }

    fn here(&self) -> Place {
        let current = self.current();
        Place {
            codes: current.into_iter().collect(),
            scroll: current.map(|index| self.page.scroll_of(index)).unwrap_or_default(),
            view: Some(self.list.view),
            query: self.search.as_ref().filter(|search| !search.typing).map(|search| search.input.value().to_owned()),
            on_page: self.focus == Pane::Page,
            is_visit: self.is_visit,
            ..Place::screen(ScreenId::Browser)
        }
    }

    fn focus_on(&mut self, pane: Pane) {
        self.focus = pane;
        self.leave_tools();
        self.is_visit &= pane == Pane::Page;
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Command> {
        if let Some(rows) = action.rows(self.height(shared)) {
            self.step(rows, shared);
            return Vec::new();
        }
        match action {
            Action::ViewPopular => self.show_view(View::Popular, shared),
            Action::ViewBookmarks => self.show_view(View::Bookmarks, shared),
            Action::ViewRecent => self.show_view(View::Recent, shared),
            Action::ViewAll => self.show_view(View::All, shared),
            Action::Fold => self.fold(shared),
            Action::NextSection => self.go_to_next_section(true, shared),
            Action::PreviousSection => self.go_to_next_section(false, shared),
            Action::NextCommand => self.mark_command(true, shared),
            Action::PreviousCommand => self.mark_command(false, shared),
            Action::Unmark => self.page.unmark(),
            Action::CopyCommand => return self.copy_command(shared),
            Action::CodeLeft => self.shift_code(-1, shared),
            Action::CodeRight => self.shift_code(1, shared),
            Action::LineNumbers => self.number_lines(shared),
            Action::Zoom => self.zoom(shared),
            Action::Wider => self.resize(true, shared),
            Action::Narrower => self.resize(false, shared),
            Action::Left => return self.go_sideways(-1, shared),
            Action::Right => return self.go_sideways(1, shared),
            Action::NextPane => return self.go_round(1, shared),
            Action::PreviousPane => return self.go_round(2, shared),
            Action::Open => return self.go_in(shared),
            Action::Back => return self.back_out(shared),
            Action::Search => return self.start_search(),
            Action::NextCode => return self.go_to_neighbour(1, shared),
            Action::PreviousCode => return self.go_to_neighbour(-1, shared),
            Action::Bookmark => return self.bookmark(shared),
            Action::OpenSource => return self.open_source(shared),
            Action::CopySnippet => return self.copy(PagePart::Snippet, shared),
            Action::CopyOther => return self.pick_copy(shared),
            Action::NextLanguage => return self.turn_language(1, shared),
            Action::PreviousLanguage => return self.turn_language(-1, shared),
            Action::Languages => return self.pick_language(shared),
            Action::WhyNot => return self.show_reasons(shared),
            Action::Related => return self.pick_related(shared),
            Action::Sections => return self.pick_section(shared),
            Action::Compare => return self.pick_comparison(shared),
            _ => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    fn choose(&mut self, choice: Choice, shared: &mut Shared) -> Vec<Command> {
        match choice {
            Choice::Section(section) => self.go_to_section(section, shared),
            Choice::Copy(part) => return self.copy(part, shared),
            Choice::Language(language) => return self.take_language(&language, shared),
            // The others are of other screens' lists.
            _ => {}
        }
        Vec::new()
    }

    fn report(&mut self, id: JobId, report: Report, shared: &mut Shared) {
        if report.is_last() {
            self.programs.ended(id);
        }
        match report {
            Report::Item(Item::Snippet(program)) => self.programs.keep(program),
            Report::Failed(what) => shared.fail(what),
            Report::Item(_) | Report::Progress { .. } | Report::Done => {}
        }
    }
}

impl Screen for Browser {
    fn context(&self) -> Context {
        match self.focus {
            _ if self.search.as_ref().is_some_and(|search| search.typing) => Context::Search,
            Pane::Page if self.page.marked_line().is_some() => Context::MarkedCommand,
            Pane::Page => Context::Page,
            Pane::Sidebar | Pane::List => Context::Browse,
        }
    }

    fn main_context(&self) -> Context {
        Context::Browse
    }

    fn place(&self) -> Place {
        self.here()
    }

    fn open(&mut self, place: &Place, shared: &mut Shared) -> Vec<Command> {
        if *place == Place::screen(ScreenId::Browser) {
            return Vec::new();
        }
        self.digits.end();
        self.passed.clear();
        match (&place.query, place.view) {
            (Some(query), _) => self.search_for(query, shared),
            (None, Some(view)) => self.show_view(view, shared),
            (None, None) => {}
        }
        if let Some(&index) = place.codes.first() {
            self.select(index, shared);
            self.page.resume(Some(index), place.scroll);
        }
        if place.on_page {
            self.focus_on(Pane::Page);
        } else if self.focus == Pane::Page {
            self.focus_on(Pane::List);
        }
        self.is_visit = place.is_visit && (place.on_page || place.codes.is_empty());
        if place.on_page { self.mark_read(shared) } else { Vec::new() }
    }

    fn key_pressed(&mut self, action: Option<Action>) {
        if action != Some(Action::Jump) && !(action == Some(Action::Open) && self.focus == Pane::Page) {
            self.digits.end();
        }
    }

    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command> {
        match input {
            Input::Action(action, key) if self.context() == Context::Search => self.type_search(action, key, shared),
            Input::Action(Action::Jump, key) => key.map_or_else(Vec::new, |key| self.type_digit(key, shared)),
            // Enter behind a number ends it.
            Input::Action(Action::Open, _) if self.digits.is_typed() && self.focus == Pane::Page => {
                self.digits.end();
                Vec::new()
            }
            Input::Action(action, _) => self.act(action, shared),
            Input::Mouse(mouse) => self.mouse(mouse, shared),
            // What is pasted here is a log line or an error message: search for it.
            Input::Paste(text) => self.paste(text, shared),
            Input::Choice(choice) => self.choose(choice, shared),
            Input::Report(id, report) => {
                self.report(id, report, shared);
                Vec::new()
            }
            Input::NewEngine => {
                self.search_again(shared);
                Vec::new()
            }
            Input::Wake => Vec::new(),
        }
    }

    fn prepare(&mut self, shared: &Shared) {
        let layout = self.layout(shared);
        let rows = usize::from(layout.list.height);
        if let Some(search) = &mut self.search {
            search.cursor.show(layout.hits_shown(), search.hits.len());
        }
        self.list.cursor.show(rows.max(1), self.list.rows.len());
        if layout.text.is_empty() {
            return;
        }
        match self.current() {
            Some(index) => {
                let options = shared.options(layout.text.width);
                self.page.show(&shared.catalog, index, options, layout.text_height());
                self.prepare_snippet(index, options, shared);
                self.land(layout.text_height());
            }
            None => self.page.clear(),
        }
    }

    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        self.draw_panes(shared, canvas)
    }

    fn links(&self, shared: &Shared) -> Vec<Link> {
        self.page.links(self.layout(shared).text)
    }

    fn text(&self, shared: &Shared) -> Option<Text> {
        let lines = self.page.document().lines.iter().map(Line::text).collect();
        let area = self.layout(shared).text;
        (!area.is_empty() && self.current().is_some()).then(|| Text { lines, top: self.page.scroll(), area })
    }

    fn show_text_from(&mut self, line: usize, shared: &Shared) {
        self.focus_on(Pane::Page);
        self.page.scroll_to(line, self.layout(shared).text_height());
    }

    fn after_frame(&mut self, shared: &mut Shared) -> Vec<Command> {
        self.look_ahead(shared);
        self.want_snippet(shared)
    }

    fn footer_words(&self, shared: &Shared) -> Vec<(&'static str, String)> {
        self.words_of_footer(shared)
    }

    fn idle_hints(&self) -> &'static [&'static str] {
        let has_snippet = self.focus == Pane::Page && !self.page.languages().is_empty();
        match (has_snippet, self.page.has_commands()) {
            (true, true) => &[],
            (true, false) => &["command"],
            (false, true) => &["copy snippet", "language", "related"],
            (false, false) => &["copy snippet", "language", "related", "command"],
        }
    }
}
