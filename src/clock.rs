//! The system clock, the local time zone, and a random number.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Local, Offset, TimeZone};

/// The time in seconds since 1970 (UTC), by the system clock.
pub fn now() -> i64 {
    let seconds = |time: std::time::Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(after) => seconds(after),
        Err(before) => -seconds(before.duration()),
    }
}

/// The offset of local time from UTC at a time, in seconds; 0 where the time zone is unknown.
///
/// A time before 1970 is that of a clock that is wrong, and its offset is the one of 1970: time zones without an offset
/// for it have chrono panic.
pub fn utc_offset(at: i64) -> i32 {
    Local.timestamp_opt(at.max(0), 0).single().map_or(0, |time| time.offset().fix().local_minus_utc())
}

/// A random number that two programs do not share even when they start at the same moment.
pub fn random() -> u32 {
    use std::hash::{BuildHasher, RandomState};
    // The standard library draws the keys of its hashes at random.
    let hash = RandomState::new().hash_one((std::process::id(), SystemTime::now()));
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_wrong_has_an_offset_all_the_same() {
        for at in [-1, -100 * 366 * 86_400, -8_000_000_000_000, i64::MIN] {
            assert_eq!(utc_offset(at), utc_offset(0), "{at}");
        }
        assert!(utc_offset(i64::MAX).abs() <= 86_400);
    }
}
