//! What the process itself takes, as Linux says.

use std::fmt::Error;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::gauge::ConstGauge;
use rustix::process::{Resource, getrlimit};

/// Bytes of a page of memory.
fn page() -> u64 {
    u64::try_from(rustix::param::page_size()).unwrap_or(4096)
}

/// Reads them each time.
#[derive(Debug)]
pub(super) struct Process;

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), Error> {
        let files = getrlimit(Resource::Nofile).current;
        for (name, help, value) in [
            ("process_resident_memory_bytes", "Memory that is in use", resident()),
            ("process_open_fds", "Files and sockets that are open", open_files()),
            ("process_max_fds", "How many may be", files),
        ] {
            // What the system does not say is left out.
            let Some(value) = value else { continue };
            let gauge = ConstGauge::new(i64::try_from(value).unwrap_or(i64::MAX));
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "it is the process's own")]
fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    text.split(' ').nth(1)?.parse::<u64>().ok().map(|pages| pages * page())
}

fn open_files() -> Option<u64> {
    // The one that it is read by is not counted.
    let count = std::fs::read_dir("/proc/self/fd").ok()?.count();
    u64::try_from(count).ok().map(|count| count.saturating_sub(1))
}
