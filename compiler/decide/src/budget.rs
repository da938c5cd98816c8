//! The bound on work: steps that every operation pays for, and a poll that lets a caller cancel. Knows no clock.

/// Why an operation came back without an answer. Never a pass: the caller reports *not decided*.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Undecided {
    /// The budget's steps are used up.
    Steps,
    /// The caller's poll asked to stop.
    Cancelled,
    /// An exact cover needs more rows than [`crate::ROW_LIMIT`].
    Rows,
    /// The solver tried as many candidates as it may and neither found a case nor excluded one.
    Candidates,
    /// A formula tells apart values of one cell: the partition was made without it.
    Foreign,
}

/// The result of a budgeted operation.
pub type Outcome<T> = Result<T, Undecided>;

/// After this many steps the poll is asked again.
const POLL_EVERY: u64 = 1024;

/// Steps left and an optional poll for cancellation. The same input and steps give the same outcome on every machine.
pub struct Budget<'a> {
    left: u64,
    until_poll: u64,
    poll: Option<&'a dyn Fn() -> bool>,
}

impl<'a> Budget<'a> {
    /// Steps that stop an adversarial condition well within 50 ms on an ordinary machine.
    pub const DEFAULT_STEPS: u64 = 500_000;

    /// A budget of so many steps that nobody can cancel.
    pub const fn steps(steps: u64) -> Self {
        Self { left: steps, until_poll: POLL_EVERY, poll: None }
    }

    /// The same budget with a poll: the operation ends with [`Undecided::Cancelled`] soon after it returns true.
    #[must_use]
    pub fn with_poll(self, poll: &'a dyn Fn() -> bool) -> Self {
        Self { poll: Some(poll), ..self }
    }

    /// Steps not yet used.
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// Pays for work; an error when it cannot be paid for or the caller cancelled.
    pub(crate) fn pay(&mut self, steps: u64) -> Outcome<()> {
        self.left = self.left.checked_sub(steps).ok_or(Undecided::Steps)?;
        self.until_poll = self.until_poll.saturating_sub(steps);
        if self.until_poll == 0 {
            self.until_poll = POLL_EVERY;
            if self.poll.is_some_and(|stop| stop()) {
                return Err(Undecided::Cancelled);
            }
        }
        Ok(())
    }
}

impl Default for Budget<'_> {
    fn default() -> Self {
        Self::steps(Self::DEFAULT_STEPS)
    }
}
