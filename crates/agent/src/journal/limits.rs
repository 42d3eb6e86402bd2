//! How much a journal may hold.

/// How much a journal may hold. What is beyond goes, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Events.
    pub events: u64,
    /// Bytes of the file. It is never less than [`Limits::LEAST_BYTES`].
    pub bytes: u64,
    /// Days that an event is kept; 0 for no such limit.
    pub days: u32,
    /// Releases whose first sight is remembered.
    pub releases: u64,
}

impl Limits {
    /// With less than this there is no room for anything.
    pub const LEAST_BYTES: u64 = 256 << 10;
    /// Keys of the state.
    pub const STATE_KEYS: usize = 64;
    /// Bytes of one value of the state.
    pub const STATE_BYTES: usize = 64 << 10;
}

impl Default for Limits {
    /// 100,000 events, 64 MiB, 90 days; 200,000 releases.
    fn default() -> Self {
        Self { events: 100_000, bytes: 64 << 20, days: 90, releases: 200_000 }
    }
}
