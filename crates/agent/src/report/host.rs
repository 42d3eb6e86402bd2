//! What the machine says of itself.

use std::path::Path;

use fetter_core::inventory::file::Disk;
use fetter_protocol::{CoverageSummary, Host, PolicyState, clip, limits};
use rustix::system::uname;

use crate::journal::{ClockWatch, Moment};

/// The host record of this machine.
#[must_use]
pub fn host(machine: &str, mode: &str, policy: Option<PolicyState>, mut coverage: CoverageSummary) -> Host {
    let names = uname();
    let word = |text: &std::ffi::CStr| clip(&text.to_string_lossy(), limits::NAME_BYTES);
    let running = ClockWatch::since_boot() / 1000;
    coverage.not_covered.truncate(limits::NOT_COVERED);
    for place in &mut coverage.not_covered {
        place.reason = clip(&place.reason, limits::TEXT_BYTES);
    }
    Host {
        machine: machine.to_owned(),
        hostname: word(names.nodename()),
        os: operating_system(&Disk::here()),
        kernel: word(names.release()),
        architecture: word(names.machine()),
        fetter: env!("CARGO_PKG_VERSION").to_owned(),
        booted: Moment::now().unix_seconds().checked_sub(running),
        mode: mode.to_owned(),
        policy,
        coverage,
    }
}

/// `PRETTY_NAME` of os-release(5), or `Linux`.
fn operating_system(disk: &Disk) -> String {
    for file in ["/etc/os-release", "/usr/lib/os-release"] {
        let Ok(found) = disk.read(Path::new(file), 64 << 10) else { continue };
        let text = String::from_utf8_lossy(&found.bytes);
        if let Some(name) = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")) {
            return clip(name.trim().trim_matches(['"', '\'']), limits::NAME_BYTES);
        }
    }
    "Linux".to_owned()
}
