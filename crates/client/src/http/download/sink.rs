//! Where a download goes.

use std::fs::File;
use std::io::{self, Seek, Write};

/// Takes what is downloaded, from its first byte on.
pub trait Sink: Write {
    /// Drops all that was written, so that the next byte is the first.
    fn restart(&mut self) -> io::Result<()>;
}

impl Sink for File {
    fn restart(&mut self) -> io::Result<()> {
        self.rewind()?;
        self.set_len(0)
    }
}

impl Sink for Vec<u8> {
    fn restart(&mut self) -> io::Result<()> {
        self.clear();
        Ok(())
    }
}
