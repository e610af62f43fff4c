//! The statistics of the quiz: what is known, what comes due, what is mixed up.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Bar, BarChart, BarGroup, Widget};

use super::figures::{Figure, LISTED, height, numbers_beside, sheet};
use super::practice::Practice;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::shared::Shared;
use crate::quiz::card::Card;
use crate::quiz::statistics::{Share, Statistics};
use crate::widgets::{Canvas, width};

/// The days of a week.
const WEEK: usize = 7;
/// The cells of the names of the days, and the gap behind them.
const DAYS: u16 = 4;

impl Practice {
    pub(super) fn act_at_statistics(&mut self, action: Action, shared: &Shared) -> Vec<Command> {
        match action.rows(usize::from(shared.frame.titled().text.height)) {
            Some(rows) => self.scroll_statistics(rows, shared),
            None if action == Action::Back => self.show_menu(),
            None => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    pub(super) fn scroll_statistics(&mut self, by: isize, shared: &Shared) {
        let area = shared.frame.titled().text;
        let hidden = usize::from(height(area.width)).saturating_sub(usize::from(area.height));
        self.scroll = self.scroll.saturating_add_signed(by).min(hidden);
    }

    pub(super) fn draw_statistics(&self, shared: &Shared, canvas: &mut Canvas) {
        let Some(statistics) = &self.statistics else { return };
        let titled = shared.frame.titled();
        canvas.put(titled.head, titled.head.x, "Statistics", canvas.theme.strong);
        let area = titled.text;
        let parts = sheet(area.width);
        // The sheet may be longer than the screen: it is drawn as a whole, and the screen shows a part of it.
        let mut whole = Buffer::empty(Rect::new(0, 0, area.width, height(area.width)));
        let mut on_sheet = Canvas { buffer: &mut whole, theme: canvas.theme, glyphs: canvas.glyphs };
        for (figure, place) in parts {
            match figure {
                Figure::Numbers => numbers(&mut on_sheet, place, statistics),
                Figure::Calendar => calendar(&mut on_sheet, place, &statistics.calendar),
                Figure::Forecast => forecast(&mut on_sheet, place, &statistics.forecast),
                Figure::Known => known(&mut on_sheet, place, statistics),
                Figure::Weakest => weakest(&mut on_sheet, shared, place, statistics),
                Figure::Confused => confused(&mut on_sheet, shared, place, statistics),
            }
        }
        let lines = usize::from(whole.area.height);
        for position in area.positions() {
            let line = usize::from(position.y - area.y) + self.scroll;
            let from = u16::try_from(line).ok().map(|y| Position::new(position.x - area.x, y));
            if let Some(cell) = from.and_then(|from| whole.cell(from)) {
                canvas.buffer[position].clone_from(cell);
            }
        }
        canvas.scrollbar_beside(area, lines, self.scroll, canvas.theme.text);
    }
}

/// The heading of a part; returns what is left under it.
fn part(canvas: &mut Canvas, place: Rect, title: &str) -> Rect {
    canvas.put(Rect { height: 1, ..place }, place.x, title, canvas.theme.strong);
    Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place }
}

fn numbers(canvas: &mut Canvas, place: Rect, statistics: &Statistics) {
    let share = |share: Share| share.percent().map_or_else(|| "no figure yet".to_owned(), |n| format!("{n} %"));
    let known: usize = statistics.classes.iter().map(|class| class.known).sum();
    let days = if statistics.streak == 1 { "day" } else { "days" };
    let numbers = [
        (format!("{}", statistics.answers), format!("answers, {} today", statistics.today)),
        (share(statistics.retention_lately), "kept in 30 days".to_owned()),
        (format!("{} {days}", statistics.streak), "in a row".to_owned()),
        (known.to_string(), "codes known".to_owned()),
    ];
    let columns = numbers_beside(place.width);
    let each = place.width / columns;
    for ((number, label), n) in numbers.iter().zip(0..) {
        let cell = Rect {
            x: place.x + n % columns * each,
            y: place.y + n / columns * 2,
            width: each.saturating_sub(1),
            height: 1,
        };
        canvas.put(cell, cell.x, number, canvas.theme.strong);
        let below = Rect { y: cell.y + 1, ..cell };
        canvas.put(below, below.x, label, canvas.theme.muted);
    }
}

/// A column a week, as many as there is room for, a row a weekday; today is the last day.
fn calendar(canvas: &mut Canvas, place: Rect, days: &[u32]) {
    let area = part(canvas, place, "Answers a day");
    let weeks = usize::from(area.width.saturating_sub(DAYS) / 2).min(days.len() / WEEK);
    let shown = &days[days.len() - weeks * WEEK..];
    let most = shown.iter().max().copied().unwrap_or(0).max(1);
    for (row, y) in (0..WEEK).zip(area.top()..area.bottom()) {
        let back = WEEK - 1 - row;
        let name = match back {
            0 => "now".to_owned(),
            back => format!("-{back}d"),
        };
        if row % 2 == 0 {
            canvas.put(Rect { y, height: 1, ..area }, area.x, &name, canvas.theme.muted);
        }
        for (week, x) in (0..weeks).zip((area.x + DAYS..).step_by(2)) {
            let answers = shown[week * WEEK + row];
            let style = if answers == 0 { canvas.theme.faint } else { canvas.theme.strong };
            let sign = shade(canvas, answers, most);
            canvas.buffer.set_string(x, y, sign, style);
        }
    }
}

/// A sign that is the darker the more there is.
fn shade(canvas: &Canvas, value: u32, most: u32) -> &'static str {
    let level = (value * 4).div_ceil(most).min(4);
    canvas.glyphs.shades[usize::try_from(level).unwrap_or(4)]
}

fn forecast(canvas: &mut Canvas, place: Rect, forecast: &[usize]) {
    let area = part(canvas, place, "Due in the next days");
    let room = usize::from(area.width / 3).min(forecast.len());
    let bars: Vec<Bar> = forecast[..room]
        .iter()
        .enumerate()
        .map(|(day, &due)| {
            let label = if day == 0 { "0".to_owned() } else { day.to_string() };
            let text = if due == 0 { String::new() } else { due.to_string() };
            Bar::default().value(due as u64).label(Line::from(label)).text_value(text)
        })
        .collect();
    BarChart::default()
        .data(BarGroup::default().bars(&bars))
        .bar_width(2)
        .bar_gap(1)
        .bar_set(canvas.glyphs.bars.clone())
        .bar_style(canvas.theme.text)
        .value_style(canvas.theme.text)
        .label_style(canvas.theme.muted)
        .render(area, canvas.buffer);
}

fn known(canvas: &mut Canvas, place: Rect, statistics: &Statistics) {
    let area = part(canvas, place, "Known by class");
    let styles = [
        canvas.theme.class_1,
        canvas.theme.class_2,
        canvas.theme.class_3,
        canvas.theme.class_4,
        canvas.theme.class_5,
        canvas.theme.class_other,
    ];
    let label = statistics.classes.iter().map(|class| width(class.class)).max().unwrap_or(0);
    for ((class, style), y) in statistics.classes.iter().zip(styles).zip(area.top()..area.bottom()) {
        let row = Rect { y, height: 1, ..area };
        canvas.put(row, row.x, class.class, style);
        let count = format!("{} of {}", class.known, class.all);
        let end = canvas.put_right(row, row.x, &count, canvas.theme.muted);
        let from = row.x + label + 2;
        let room = end.saturating_sub(from + 2);
        let line = Rect { x: from, width: room, ..row };
        let of = class.all.max(1);
        let bar = [Bar::default().value(class.known as u64).text_value(String::new())];
        BarChart::default()
            .data(BarGroup::default().bars(&bar))
            .direction(ratatui::layout::Direction::Horizontal)
            .bar_width(1)
            .bar_gap(0)
            .max(of as u64)
            .bar_set(canvas.glyphs.bars.clone())
            .bar_style(style)
            .render(line, canvas.buffer);
    }
}

fn weakest(canvas: &mut Canvas, shared: &Shared, place: Rect, statistics: &Statistics) {
    let area = part(canvas, place, "Nearly forgotten");
    let lines = statistics.weakest.iter().map(|weak| {
        let share = format!("{:.0} %", weak.retrievability * 100.0);
        (vec![weak.id.as_str()], share)
    });
    listed(canvas, shared, area, lines, "Nothing: go on like this.");
}

fn confused(canvas: &mut Canvas, shared: &Shared, place: Rect, statistics: &Statistics) {
    let area = part(canvas, place, "Mixed up most");
    let lines = statistics.confused.iter().map(|confused| {
        let ids = match &confused.pair {
            Card::Pair(a, b) => vec![&**a, &**b],
            Card::Code { id, .. } => vec![&**id],
        };
        (ids, if confused.times == 1 { "once".to_owned() } else { format!("{} times", confused.times) })
    });
    listed(canvas, shared, area, lines, "Nothing was mixed up yet.");
}

/// Codes with a figure behind each.
fn listed<'i>(
    canvas: &mut Canvas,
    shared: &Shared,
    area: Rect,
    lines: impl ExactSizeIterator<Item = (Vec<&'i str>, String)>,
    nothing: &str,
) {
    if lines.len() == 0 {
        canvas.put(Rect { height: 1, ..area }, area.x, nothing, canvas.theme.muted);
        return;
    }
    let catalog = &shared.catalog;
    for ((ids, figure), y) in lines.take(usize::from(LISTED)).zip(area.top()..area.bottom()) {
        let row = Rect { y, height: 1, ..area };
        let end = canvas.put_right(row, row.x, &figure, canvas.theme.muted);
        let room = Rect { width: end.saturating_sub(row.x + 1), ..row };
        let mut x = row.x;
        for (n, id) in ids.iter().enumerate() {
            if n > 0 {
                x = canvas.put(room, x, " or ", canvas.theme.muted);
            }
            // An entry of the user's may be gone by now.
            let entry = catalog.find(id).map(|index| catalog.row(index));
            let class = entry.map_or(Style::new(), |entry| canvas.theme.class(entry));
            let code = entry.map_or(*id, |entry| canvas.code(entry));
            x = canvas.put(room, x, code, class);
            if let Some(entry) = entry {
                x = canvas.put(room, x + 1, &entry.name, canvas.theme.text);
            }
        }
    }
}
