//! The system clock, the local time zone, and a random number.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{Local, Offset, TimeZone};
use rustls::pki_types::UnixTime;
use rustls::time_provider::TimeProvider;

/// The last second of the year 9999, in seconds since 1970: HTTP and certificates write years with four digits.
pub const END: u64 = 253_402_300_799;

/// The time since 1970 (UTC), by the system clock. One that is wrong shows 1970 at least and the end of 9999 at most.
pub fn since_1970() -> Duration {
    bounded(SystemTime::now())
}

fn bounded(time: SystemTime) -> Duration {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().min(Duration::from_secs(END))
}

/// The same in seconds.
pub fn now() -> i64 {
    since_1970().as_secs().cast_signed()
}

/// The time for TLS: rustls's own panics before 1970.
#[derive(Debug)]
pub struct TlsClock;

impl TimeProvider for TlsClock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(since_1970()))
    }
}

/// The offset of local time from UTC at a time, in seconds; 0 where the time zone is unknown.
///
/// A time before 1970 has the offset of 1970: time zones without an offset for it have chrono panic.
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
    fn a_clock_that_is_wrong_shows_a_time_that_can_be_written() {
        let day = Duration::from_secs(86_400);
        assert_eq!(bounded(UNIX_EPOCH - 214 * day), Duration::ZERO, "1969-06-01");
        assert_eq!(bounded(UNIX_EPOCH), Duration::ZERO);
        assert_eq!(bounded(UNIX_EPOCH + day), day);
        assert_eq!(bounded(UNIX_EPOCH + 4_000_000 * day), Duration::from_secs(END), "12921");
        let last = chrono::DateTime::from_timestamp(END.cast_signed(), 0).unwrap();
        assert_eq!(last.to_string(), "9999-12-31 23:59:59 UTC");
    }

    #[test]
    fn a_clock_that_is_wrong_has_an_offset_all_the_same() {
        for at in [-1, -100 * 366 * 86_400, -8_000_000_000_000, i64::MIN] {
            assert_eq!(utc_offset(at), utc_offset(0), "{at}");
        }
        assert!(utc_offset(i64::MAX).abs() <= 86_400);
    }
}
