//! The figures of the quiz: what is known, what comes due, what is mixed up.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::bar;
use ratatui::text::Line;
use ratatui::widgets::{Bar, BarChart, BarGroup, Widget};

use super::Pen;
use crate::app::state::figures::{Figure, LISTED, numbers_beside, sheet};
use crate::app::state::quiz::Quiz;
use crate::quiz::card::Card;
use crate::quiz::statistics::{Share, Statistics};
use crate::widgets::{scrollbar, width};

/// The days of a week.
const WEEK: usize = 7;
/// The cells of the names of the days, and the gap behind them.
const DAYS: u16 = 4;

impl Pen<'_> {
    pub(super) fn statistics(&self, buffer: &mut Buffer, quiz: &Quiz) {
        let Some(statistics) = &quiz.statistics else { return };
        let head = self.app.areas().compare_head();
        self.put(buffer, head, head.x, "Statistics", self.theme.strong);
        let area = self.app.areas().compare_text();
        let parts = sheet(area.width);
        let height = parts.iter().map(|(_, place)| place.bottom()).max().unwrap_or(0);
        // The sheet may be longer than the screen: it is drawn as a whole, and the screen shows a part of it.
        let mut whole = Buffer::empty(Rect::new(0, 0, area.width, height));
        for (figure, place) in parts {
            match figure {
                Figure::Numbers => self.numbers(&mut whole, place, statistics),
                Figure::Calendar => self.calendar(&mut whole, place, &statistics.calendar),
                Figure::Forecast => self.forecast(&mut whole, place, &statistics.forecast),
                Figure::Known => self.known(&mut whole, place, statistics),
                Figure::Weakest => self.weakest(&mut whole, place, statistics),
                Figure::Confused => self.confused(&mut whole, place, statistics),
            }
        }
        for position in area.positions() {
            let line = usize::from(position.y - area.y) + quiz.scroll;
            let from = u16::try_from(line).ok().map(|y| Position::new(position.x - area.x, y));
            if let Some(cell) = from.and_then(|from| whole.cell(from)) {
                buffer[position] = Cell::clone(cell);
            }
        }
        let bar = Rect { x: area.right() + 1, width: 1, ..area };
        scrollbar(buffer, bar, usize::from(height), quiz.scroll, self.theme.text, self.glyphs);
    }

    /// The heading of a part; returns what is left under it.
    fn part(&self, buffer: &mut Buffer, place: Rect, title: &str) -> Rect {
        self.put(buffer, Rect { height: 1, ..place }, place.x, title, self.theme.strong);
        Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place }
    }

    fn numbers(&self, buffer: &mut Buffer, place: Rect, statistics: &Statistics) {
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
            self.put(buffer, cell, cell.x, number, self.theme.strong);
            let below = Rect { y: cell.y + 1, ..cell };
            self.put(buffer, below, below.x, label, self.theme.muted);
        }
    }

    /// A column a week, as many as there is room for, a row a weekday; today is the last day.
    fn calendar(&self, buffer: &mut Buffer, place: Rect, days: &[u32]) {
        let area = self.part(buffer, place, "Answers a day");
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
                self.put(buffer, Rect { y, height: 1, ..area }, area.x, &name, self.theme.muted);
            }
            for (week, x) in (0..weeks).zip((area.x + DAYS..).step_by(2)) {
                let answers = shown[week * WEEK + row];
                let style = if answers == 0 { self.theme.faint } else { self.theme.strong };
                buffer.set_string(x, y, self.shade(answers, most), style);
            }
        }
    }

    /// A sign that is the darker the more there is.
    fn shade(&self, value: u32, most: u32) -> &'static str {
        let level = (value * 4).div_ceil(most).min(4);
        let signs =
            if self.app.look().unicode { ["·", "░", "▒", "▓", "█"] } else { [".", "-", "+", "*", "#"] };
        signs[usize::try_from(level).unwrap_or(4)]
    }

    /// The signs that bars are drawn with.
    fn bars(&self) -> bar::Set<'static> {
        if self.app.look().unicode {
            return bar::NINE_LEVELS;
        }
        bar::Set {
            full: "#",
            seven_eighths: "#",
            three_quarters: "#",
            five_eighths: "#",
            half: "#",
            three_eighths: " ",
            one_quarter: " ",
            one_eighth: " ",
            empty: " ",
        }
    }

    fn forecast(&self, buffer: &mut Buffer, place: Rect, forecast: &[usize]) {
        let area = self.part(buffer, place, "Due in the next days");
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
            .bar_set(self.bars())
            .bar_style(self.theme.text)
            .value_style(self.theme.text)
            .label_style(self.theme.muted)
            .render(area, buffer);
    }

    fn known(&self, buffer: &mut Buffer, place: Rect, statistics: &Statistics) {
        let area = self.part(buffer, place, "Known by class");
        let styles = [
            self.theme.class_1,
            self.theme.class_2,
            self.theme.class_3,
            self.theme.class_4,
            self.theme.class_5,
            self.theme.class_other,
        ];
        let label = statistics.classes.iter().map(|class| width(class.class)).max().unwrap_or(0);
        for ((class, style), y) in statistics.classes.iter().zip(styles).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            self.put(buffer, row, row.x, class.class, style);
            let count = format!("{} of {}", class.known, class.all);
            let end = self.put_right(buffer, row, row.x, &count, self.theme.muted);
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
                .bar_set(self.bars())
                .bar_style(style)
                .render(line, buffer);
        }
    }

    fn weakest(&self, buffer: &mut Buffer, place: Rect, statistics: &Statistics) {
        let area = self.part(buffer, place, "Nearly forgotten");
        let lines = statistics.weakest.iter().map(|weak| {
            let share = format!("{:.0} %", weak.retrievability * 100.0);
            (vec![weak.id.as_str()], share)
        });
        self.listed(buffer, area, lines, "Nothing: go on like this.");
    }

    fn confused(&self, buffer: &mut Buffer, place: Rect, statistics: &Statistics) {
        let area = self.part(buffer, place, "Mixed up most");
        let lines = statistics.confused.iter().map(|confused| {
            let ids = match &confused.pair {
                Card::Pair(a, b) => vec![a.as_str(), b.as_str()],
                Card::Code { id, .. } => vec![id.as_str()],
            };
            (ids, if confused.times == 1 { "once".to_owned() } else { format!("{} times", confused.times) })
        });
        self.listed(buffer, area, lines, "Nothing was mixed up yet.");
    }

    /// Codes with a figure behind each.
    fn listed<'i>(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        lines: impl ExactSizeIterator<Item = (Vec<&'i str>, String)>,
        nothing: &str,
    ) {
        if lines.len() == 0 {
            self.put(buffer, Rect { height: 1, ..area }, area.x, nothing, self.theme.muted);
            return;
        }
        let catalog = self.app.catalog();
        for ((ids, figure), y) in lines.take(usize::from(LISTED)).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            let end = self.put_right(buffer, row, row.x, &figure, self.theme.muted);
            let room = Rect { width: end.saturating_sub(row.x + 1), ..row };
            let mut x = row.x;
            for (n, id) in ids.iter().enumerate() {
                if n > 0 {
                    x = self.put(buffer, room, x, " or ", self.theme.muted);
                }
                // An entry of the user's may be gone by now.
                let entry = catalog.find(id).map(|index| catalog.row(index));
                let class = entry.map_or(Style::new(), |entry| self.theme.class(entry));
                let code = entry.map_or(*id, |entry| &entry.code);
                x = self.put(buffer, room, x, code, class);
                if let Some(entry) = entry {
                    x = self.put(buffer, room, x + 1, &entry.name, self.theme.text);
                }
            }
        }
    }
}
