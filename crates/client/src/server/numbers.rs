//! The numbers of requests: each is greater than all before, also those of a process that was killed.

/// How many numbers are reserved at a time, so that not each request is written down.
pub(super) const BLOCK: u64 = 1024;

/// Keeps the number up to which numbers may have been used.
pub trait HighWater: Send {
    /// That number; `None` where none was kept.
    fn read(&mut self) -> Result<Option<u64>, String>;

    /// Keeps it: when this returns, it outlives the process and the machine.
    fn write(&mut self, number: u64) -> Result<(), String>;
}

/// Gives numbers.
pub(super) struct Numbers {
    kept: Box<dyn HighWater>,
    /// The last that was given.
    last: u64,
    /// The last that may be given before more are reserved.
    reserved: u64,
    /// Where the last jump began: all that were given since are above it.
    jumped: u64,
}

impl Numbers {
    pub(super) fn new(kept: Box<dyn HighWater>) -> Self {
        Self { kept, last: 0, reserved: 0, jumped: 0 }
    }

    /// The next number. `least` is one that it is above where nothing is known of numbers that were used: the time in milliseconds, since no machine
    /// makes a thousand requests a second.
    pub(super) fn next(&mut self, least: u64) -> Result<u64, String> {
        if self.last >= self.reserved {
            self.reserve(0, least)?;
        }
        self.last += 1;
        Ok(self.last)
    }

    /// Has the next number be far above `used`, which was refused: somebody has signed with greater ones. Where another thread has jumped since it was
    /// given, that is enough. That another was given a number since is not: it is refused too, and both would go on by ones.
    pub(super) fn jump(&mut self, used: u64, least: u64) -> Result<(), String> {
        if used > self.jumped {
            self.reserve(4 * BLOCK, least)?;
            self.jumped = self.last;
        }
        Ok(())
    }

    fn reserve(&mut self, above: u64, least: u64) -> Result<(), String> {
        // Another process may have reserved some too.
        let kept = self.kept.read()?;
        let known = kept.unwrap_or(0).max(self.reserved);
        let start = if kept.is_none() || above > 0 { known.max(least) } else { known };
        let start = start.checked_add(above).filter(|start| *start < u64::MAX / 2 - BLOCK);
        let start =
            start.ok_or("the numbers of requests are used up: enrol this machine again, with --force")?;
        self.kept.write(start + BLOCK)?;
        (self.last, self.reserved) = (start, start + BLOCK);
        Ok(())
    }
}

impl std::fmt::Debug for Numbers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Numbers").field("last", &self.last).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<(Option<u64>, u32)>>);

    impl HighWater for Kept {
        fn read(&mut self) -> Result<Option<u64>, String> {
            Ok(self.0.lock().unwrap().0)
        }

        fn write(&mut self, number: u64) -> Result<(), String> {
            let mut kept = self.0.lock().unwrap();
            *kept = (Some(number), kept.1 + 1);
            Ok(())
        }
    }

    #[test]
    fn numbers_grow_whatever_is_killed_and_few_are_written() {
        let kept = Kept::default();
        let mut before = 0;
        for _ in 0..5 {
            let mut numbers = Numbers::new(Box::new(kept.clone()));
            for _ in 0..1500 {
                let next = numbers.next(1_000_000).unwrap();
                assert!(next > before && next > 1_000_000);
                before = next;
            }
        }
        assert_eq!(kept.0.lock().unwrap().1, 10);
    }

    #[test]
    fn a_jump_is_above_what_others_reserved() {
        let kept = Kept::default();
        let mut one = Numbers::new(Box::new(kept.clone()));
        let mut other = Numbers::new(Box::new(kept.clone()));
        let first = one.next(10).unwrap();
        let others = other.next(10).unwrap();
        assert!(others > first);
        one.jump(first, 0).unwrap();
        let next = one.next(10).unwrap();
        assert!(next > others + BLOCK, "{next}");
        // One thread gave more meanwhile.
        one.jump(first, 0).unwrap();
        assert_eq!(one.next(10).unwrap(), next + 1);
        // A time that is ahead counts only where one jumps.
        one.jump(next + 1, 1_000_000).unwrap();
        assert!(one.next(2_000_000).unwrap() > 1_000_000);
    }

    #[test]
    fn of_two_threads_that_are_refused_one_jumps() {
        let mut numbers = Numbers::new(Box::new(Kept::default()));
        let (one, other) = (numbers.next(10).unwrap(), numbers.next(10).unwrap());
        numbers.jump(one, 0).unwrap();
        let again = numbers.next(10).unwrap();
        assert!(again > other + BLOCK, "{again}: a greater number was given, and it is no better");
        numbers.jump(other, 0).unwrap();
        assert_eq!(numbers.next(10).unwrap(), again + 1, "the other has jumped");
        // What was given after the jump, and is refused, jumps again.
        numbers.jump(again, 0).unwrap();
        assert!(numbers.next(10).unwrap() > again + BLOCK);
    }

    #[test]
    fn what_is_kept_wrongly_ends_nothing_but_this() {
        let kept = Kept(Arc::new(Mutex::new((Some(u64::MAX), 0))));
        assert!(Numbers::new(Box::new(kept)).next(1).unwrap_err().contains("used up"));
    }
}
