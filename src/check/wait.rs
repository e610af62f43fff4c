//! Waiting that ends: when the time is over, and when somebody cancels.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long one wait takes at most before it is asked again whether it was cancelled.
const SLICE: Duration = Duration::from_millis(50);

/// Why waiting ended before what was waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The time is over.
    Late,
    /// Somebody cancelled it.
    Cancelled,
}

/// How long may be waited for a URL, and whether somebody wants to wait any more.
#[derive(Debug, Clone)]
pub struct Wait {
    until: Instant,
    cancel: Arc<AtomicBool>,
}

impl Wait {
    /// So long from now, or until `cancel` is set.
    pub fn new(time: Duration, cancel: Arc<AtomicBool>) -> Self {
        let now = Instant::now();
        // A century is as good as for ever, and no clock overflows by it.
        let until = now.checked_add(time).unwrap_or_else(|| now + Duration::from_secs(3_200_000_000));
        Self { until, cancel }
    }

    /// How long to wait before asking again; never zero.
    ///
    /// # Errors
    /// When there is nothing to wait for any more.
    pub fn slice(&self) -> Result<Duration, Stop> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Stop::Cancelled);
        }
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(Stop::Late) } else { Ok(left.clamp(Duration::from_millis(1), SLICE)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_ends() {
        let cancel = Arc::new(AtomicBool::new(false));
        let wait = Wait::new(Duration::MAX, Arc::clone(&cancel));
        assert_eq!(wait.slice(), Ok(SLICE));
        cancel.store(true, Ordering::Relaxed);
        assert_eq!(wait.slice(), Err(Stop::Cancelled));
        assert_eq!(Wait::new(Duration::ZERO, Arc::default()).slice(), Err(Stop::Late));
    }
}
