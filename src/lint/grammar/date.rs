//! Dates: the three forms of HTTP (RFC 9110 §5.6.7), and what browsers make of the dates of cookies.

/// A moment and how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Seconds since 1970 (UTC); negative before.
    pub unix: i64,
    /// The form.
    pub form: Form,
    /// Whether the day of the week is that of the date.
    pub right_weekday: bool,
}

/// The forms of a date (RFC 9110 §5.6.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    Imf,
    /// `Sunday, 06-Nov-94 08:49:37 GMT`
    Rfc850,
    /// `Sun Nov  6 08:49:37 1994`
    Asctime,
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The earliest year of a date in a message (RFC 5322 §3.3).
const FIRST_YEAR: i64 = 1900;

/// A date in any of the three forms, in the case that they are written in.
pub fn http_date(text: &str) -> Option<Date> {
    // What is longer is none; the longest has a Wednesday.
    if text.len() > 33 || !text.is_ascii() {
        return None;
    }
    match text.split_once(", ") {
        Some((day, rest)) if day.len() == 3 => imf(day, rest),
        Some((day, rest)) => rfc850(day, rest),
        None => asctime(text),
    }
}

fn imf(day: &str, rest: &str) -> Option<Date> {
    let weekday = DAYS.iter().position(|name| &name[..3] == day)?;
    let [date, month, year, time, "GMT"] = rest.split(' ').collect::<Vec<_>>()[..] else { return None };
    moment(Form::Imf, weekday, number(year, 4)?, month_named(month)?, number(date, 2)?, time)
}

fn rfc850(day: &str, rest: &str) -> Option<Date> {
    let weekday = DAYS.iter().position(|name| *name == day)?;
    let [date, time, "GMT"] = rest.split(' ').collect::<Vec<_>>()[..] else { return None };
    let [date, month, year] = date.split('-').collect::<Vec<_>>()[..] else { return None };
    // Two digits, taken as a year of this century until the seventies (RFC 9110 §5.6.7 wants 50 years from now).
    let year = number(year, 2)?;
    let year = if year < 77 { 2000 + year } else { 1900 + year };
    moment(Form::Rfc850, weekday, year, month_named(month)?, number(date, 2)?, time)
}

fn asctime(text: &str) -> Option<Date> {
    let weekday = DAYS.iter().position(|name| text.starts_with(&name[..3]))?;
    let [month, date, time, year] = text.get(3..)?.strip_prefix(' ')?.split_ascii_whitespace().collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let date = number(date, 2).or_else(|| number(date, 1))?;
    let found = moment(Form::Asctime, weekday, number(year, 4)?, month_named(month)?, date, time)?;
    // `Nov  6`: the day takes two places.
    (text == format!("{} {month} {date:2} {time} {year}", &DAYS[weekday][..3])).then_some(found)
}

fn month_named(name: &str) -> Option<usize> {
    MONTHS.iter().position(|month| *month == name).map(|at| at + 1)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn moment(form: Form, said: usize, year: i64, month: usize, day: i64, time: &str) -> Option<Date> {
    let [hour, minute, second] = time.split(':').map(|part| number(part, 2)).collect::<Option<Vec<_>>>()?[..] else {
        return None;
    };
    // 60 for a leap second (RFC 9110 §5.6.7).
    if year < FIRST_YEAR || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days(year, month, day)?;
    let unix = days * 86_400 + hour * 3600 + minute * 60 + second;
    Some(Date { unix, form, right_weekday: weekday(days) == said })
}

/// The days from 1970 to a date of the Gregorian calendar; `None` for one that it has not.
fn days(year: i64, month: usize, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if is_leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = *lengths.get(month.checked_sub(1)?)?;
    if !(1..=length).contains(&day) {
        return None;
    }
    let years = year - 1;
    let before = years * 365 + years / 4 - years / 100 + years / 400;
    Some(before + lengths[..month - 1].iter().sum::<i64>() + day - 1 - 719_162)
}

/// The day of the week, from Monday; 1970 began with a Thursday.
fn weekday(days: i64) -> usize {
    usize::try_from((days + 3).rem_euclid(7)).unwrap_or(0)
}

/// A date as browsers read it in a cookie (RFC 6265bis §5.1.1): the parts in any order, between anything.
pub fn cookie_date(text: &str) -> Option<i64> {
    let is_delimiter = |c: char| !c.is_ascii_alphanumeric() && c != ':' && c < '\u{7f}';
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    for part in text.split(is_delimiter).filter(|part| !part.is_empty()) {
        if time.is_none()
            && let Some(found) = cookie_time(part)
        {
            time = Some(found);
        } else if day.is_none()
            && let Some(found) = leading(part, 1, 2)
        {
            day = Some(found);
        } else if month.is_none()
            && let Some(found) = cookie_month(part)
        {
            month = Some(found);
        } else if year.is_none()
            && let Some(found) = leading(part, 2, 4)
        {
            year = Some(found);
        }
    }
    let (hour, minute, second) = time?;
    let year = match year? {
        year @ 70..=99 => 1900 + year,
        year @ 0..=69 => 2000 + year,
        year => year,
    };
    if year < 1601 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(days(year, month?, day?)? * 86_400 + hour * 3600 + minute * 60 + second)
}

/// The number that a part begins with, if it has so many digits and no digit follows.
fn leading(part: &str, least: usize, most: usize) -> Option<i64> {
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    (least..=most).contains(&digits).then(|| part[..digits].parse().ok())?
}

fn cookie_month(part: &str) -> Option<usize> {
    let name = part.get(..3)?;
    MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name)).map(|at| at + 1)
}

fn cookie_time(part: &str) -> Option<(i64, i64, i64)> {
    let mut fields = part.splitn(3, ':');
    let mut exact = || fields.next().filter(|field| field.len() <= 2).and_then(|field| number(field, field.len()));
    let (hour, minute) = (exact()?, exact()?);
    Some((hour, minute, leading(fields.next()?, 1, 2)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_one_moment() {
        let forms = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"];
        for text in forms {
            let date = http_date(text).unwrap();
            assert_eq!((date.unix, date.right_weekday), (784_111_777, true), "{text}");
        }
        assert!(!http_date("Mon, 06 Nov 1994 08:49:37 GMT").unwrap().right_weekday);
    }

    #[test]
    fn what_is_no_date() {
        let bad = [
            "",
            "0",
            "-1",
            "Wed,21 Oct 2015 07:28:00 GMT",
            "sat, 29 oct 1994 19:43:31 gmt",
            "Mon, 31 Feb 2011 00:00:00 GMT",
            "Mon, 01 Jan 2011 25:61:61 GMT",
            "Mon, 01 Jan 0000 00:00:00 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun Nov 6 08:49:37 1994",
            "Sun, 06 Nov 94 08:49:37 GMT",
        ];
        for text in bad {
            assert_eq!(http_date(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_is_read_as_another_library_writes_it() {
        for day in (-25_000..60_000).step_by(13) {
            let unix = day * 86_400 + 4711;
            let time = chrono::DateTime::from_timestamp(unix, 0).unwrap();
            let date = http_date(&time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()).unwrap();
            assert_eq!((date.unix, date.right_weekday), (unix, true));
        }
    }

    #[test]
    fn cookies_have_dates_in_any_order() {
        let good = [
            "Wed, 09 Jun 2021 10:18:14 GMT",
            "Wed, 9-Jun-21 10:18:14",
            "10:18:14 2021 June 09",
            "09 jun 2021 10:18:14",
        ];
        for text in good {
            assert_eq!(cookie_date(text), Some(1_623_233_894), "{text}");
        }
        let bad = [
            "",
            "tomorrow",
            "Wed, 123 Jun 2021 10:18:14 GMT",
            "Wed, 09 Jun 2021",
            "09 Jun 1500 10:18:14",
            "31 Feb 2021 1:1:1",
        ];
        for text in bad {
            assert_eq!(cookie_date(text), None, "{text}");
        }
    }
}
