//! Datagrams to a local socket, without waiting.

use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};

/// A socket that sends to a path. Whoever listens there may end and begin again.
#[derive(Debug)]
pub(super) struct Datagram {
    socket: Option<UnixDatagram>,
    path: PathBuf,
    dropped: u64,
}

impl Datagram {
    pub(super) fn to(path: &Path) -> Self {
        Self { socket: None, path: path.to_path_buf(), dropped: 0 }
    }

    pub(super) fn send(&mut self, bytes: &[u8]) {
        if self.socket.is_none() {
            let made = UnixDatagram::unbound();
            self.socket = made.ok().filter(|socket| socket.set_nonblocking(true).is_ok());
        }
        let sent = self.socket.as_ref().is_some_and(|socket| socket.send_to(bytes, &self.path).is_ok());
        self.dropped += u64::from(!sent);
    }

    pub(super) const fn dropped(&self) -> u64 {
        self.dropped
    }
}
