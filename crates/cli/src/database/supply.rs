//! From a file, a directory or a URL to bytes.

use std::fs::File;
use std::io::{IsTerminal, Seek, stderr};
use std::path::Path;

use anyhow::{Context, bail};
use fetter_client::Network;
use fetter_client::advisories::{Refresh, Refreshed, Supply};
use fetter_client::http::{Address, Client, Download, Downloaded, Limits, Progress};
use fetter_core::inventory::file::Disk;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::place::Database;

/// How large a list may be, in bytes.
const LIST: u64 = 256 * 1024 * 1024;

/// Fetches, with a line of progress on a terminal.
pub(super) struct Fetcher<'run> {
    pub(super) network: &'run Network,
    pub(super) is_quiet: bool,
}

impl Fetcher<'_> {
    /// Makes the index of a database anew.
    pub(super) fn refresh(
        &self,
        supply: &Supply,
        database: &Database,
        index: &Path,
        now: u64,
        allow_fewer: bool,
    ) -> anyhow::Result<Refreshed> {
        let bar = self.bar();
        let refresh = Refresh {
            index,
            network: self.network,
            now,
            allow_fewer,
            scratch: &|| database.scratch(),
            progress: &|progress| show(bar.as_ref(), &progress),
        };
        let refreshed = refresh.of(supply);
        if let Some(bar) = &bar {
            bar.finish_and_clear();
        }
        Ok(refreshed?)
    }

    /// Downloads a file into the database's directory.
    fn download(&self, url: &str, database: &Database) -> anyhow::Result<Option<(File, Download)>> {
        let client = Client::new(self.network)?;
        let address = Address::new(url)?;
        let mut scratch = database.scratch()?;
        let bar = self.bar();
        let progress = |progress: Progress| show(bar.as_ref(), &progress);
        let downloaded = client.download(&address, &mut scratch, None, &Limits::of_download(), &progress);
        if let Some(bar) = &bar {
            bar.finish_and_clear();
        }
        match downloaded? {
            Downloaded::NotModified => Ok(None),
            Downloaded::Whole(download) => {
                scratch.rewind()?;
                Ok(Some((scratch, download)))
            }
        }
    }

    fn bar(&self) -> Option<ProgressBar> {
        if self.is_quiet || !stderr().is_terminal() {
            return None;
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} {bytes} of {total_bytes}, {bytes_per_sec}, {elapsed}")
        {
            bar.set_style(style);
        }
        Some(bar)
    }

    /// The bytes of a list.
    pub(super) fn list(&self, supply: &Supply, database: &Database) -> anyhow::Result<Vec<u8>> {
        let context = || format!("could not read {}", supply.name());
        match supply {
            Supply::Path(path) => {
                let read = Disk::here()
                    .read(path, usize::try_from(LIST).unwrap_or(usize::MAX))
                    .with_context(context)?;
                if !read.whole {
                    bail!("{}: it has more than {LIST} bytes, which is more than is read", context());
                }
                Ok(read.bytes)
            }
            Supply::Url(url) => match self.download(url, database)? {
                Some((scratch, download)) if download.length <= LIST => {
                    read_all(&scratch).with_context(context)
                }
                Some(_) => {
                    bail!("{}: it has more than {LIST} bytes, which is more than is read", context())
                }
                None => bail!("{}: the server said that it had not changed", context()),
            },
        }
    }
}

fn show(bar: Option<&ProgressBar>, progress: &Progress) {
    if let Some(bar) = bar {
        bar.set_length(progress.total.unwrap_or(progress.received));
        bar.set_position(progress.received);
    }
}

fn read_all(mut file: &File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(bytes)
}
