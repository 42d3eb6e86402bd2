//! A small pool of workers that share jobs by stealing. Jobs make further jobs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crossbeam_deque::{Steal, Stealer, Worker};

/// How often an idle worker looks for a job before it begins to sleep between looks.
const PATIENCE: u32 = 512;
/// How long it then sleeps.
const NAP: Duration = Duration::from_micros(40);

/// The jobs that a worker may add to.
pub(crate) struct Queue<'pool, J> {
    own: Worker<J>,
    unfinished: &'pool AtomicUsize,
}

impl<J> Queue<'_, J> {
    /// Adds a job. The last one added is the first one done, so that few are open at a time.
    pub(crate) fn push(&self, job: J) {
        self.unfinished.fetch_add(1, Ordering::Relaxed);
        self.own.push(job);
    }
}

/// Does all jobs, and those that they add, with one state a worker; returns the states.
pub(crate) fn run<J: Send, S: Send>(
    jobs: Vec<J>,
    states: Vec<S>,
    work: impl Fn(&mut S, J, &Queue<'_, J>) + Sync,
) -> Vec<S> {
    let unfinished = AtomicUsize::new(jobs.len());
    let workers: Vec<Worker<J>> = states.iter().map(|_| Worker::new_lifo()).collect();
    for (at, job) in jobs.into_iter().enumerate() {
        workers[at % workers.len()].push(job);
    }
    let stealers: Vec<Stealer<J>> = workers.iter().map(Worker::stealer).collect();
    let labour = |mut state: S, own: Worker<J>| {
        let queue = Queue { own, unfinished: &unfinished };
        let mut idle = 0;
        loop {
            if let Some(job) = queue.own.pop().or_else(|| steal(&stealers)) {
                idle = 0;
                work(&mut state, job, &queue);
                unfinished.fetch_sub(1, Ordering::Release);
            } else if unfinished.load(Ordering::Acquire) == 0 {
                return state;
            } else {
                idle += 1;
                if idle > PATIENCE { std::thread::sleep(NAP) } else { std::thread::yield_now() }
            }
        }
    };
    if states.len() == 1 {
        return states.into_iter().zip(workers).map(|(state, own)| labour(state, own)).collect();
    }
    std::thread::scope(|scope| {
        let labour = &labour;
        let pairs = states.into_iter().zip(workers);
        // The caller waits: were it to work too, its processor would be busy when the kernel places the new thread, which
        // was measured to begin up to 2 ms late then.
        let threads: Vec<_> = pairs.map(|(state, own)| scope.spawn(move || labour(state, own))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn steal<J>(stealers: &[Stealer<J>]) -> Option<J> {
    loop {
        let mut again = false;
        for stealer in stealers {
            match stealer.steal() {
                Steal::Success(job) => return Some(job),
                Steal::Retry => again = true,
                Steal::Empty => {}
            }
        }
        if !again {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_done_once() {
        for workers in 1..=4 {
            let sums = run(vec![10_u64, 5], vec![0_u64; workers], |sum, job, queue| {
                *sum += 1;
                for next in 0..job {
                    queue.push(next);
                }
            });
            // A job n makes n more, which make theirs: 2^n in all.
            assert_eq!(sums.iter().sum::<u64>(), (1 << 10) + (1 << 5), "{workers} workers");
        }
    }
}
