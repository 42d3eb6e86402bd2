//! From a file, a directory or a URL to bytes.

use std::fs::File;
use std::io::{IsTerminal, Seek, stderr};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_client::Network;
use fetter_client::http::{Address, Client, Download, Downloaded, Limits, Progress};
use fetter_core::inventory::file::Disk;
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::metadata::file_url;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::place::Database;

/// How large a list may be, in bytes.
const LIST: u64 = 256 * 1024 * 1024;

/// Something that was named as a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Supply {
    /// A file or directory of this machine.
    Path(PathBuf),
    /// What a server has.
    Url(String),
}

impl Supply {
    /// Tells a URL from a path; a relative path is of the working directory.
    pub(super) fn new(named: &str, directory: &Path) -> anyhow::Result<Self> {
        if named.is_empty() {
            bail!("a source has no name");
        }
        match named.split_once("://") {
            Some((scheme, _)) if ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
                Ok(Self::Url(named.to_owned()))
            }
            Some(("file", _)) => match file_url::path_of(named) {
                Some(path) => Ok(Self::Path(path)),
                None => bail!("{} names no file of this machine", mask_credentials(named)),
            },
            Some((scheme, _)) => {
                bail!("cannot fetch {}: {scheme} is no http, https or file", mask_credentials(named))
            }
            None if named.contains("#sha256=") && !directory.join(named).exists() => {
                bail!(
                    "{named}: #sha256= pins a URL; of a file of this machine, compare the digest with sha256sum"
                )
            }
            None => Ok(Self::Path(directory.join(named))),
        }
    }

    /// What it is called, without credentials.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Url(url) => mask_credentials(url.split('#').next().unwrap_or(url)),
        }
    }
}

/// What a server gave.
pub(super) enum Given {
    /// The file.
    File(File, Download),
    /// Nothing new.
    Unchanged,
}

/// Fetches, with a line of progress on a terminal.
pub(super) struct Fetcher<'run> {
    pub(super) network: &'run Network,
    pub(super) is_quiet: bool,
}

impl Fetcher<'_> {
    /// Downloads a file into the database's directory.
    pub(super) fn download(
        &self,
        url: &str,
        database: &Database,
        since: Option<&Download>,
    ) -> anyhow::Result<Given> {
        let client = Client::new(self.network)?;
        let address = Address::new(url)?;
        let mut scratch = database.scratch()?;
        let bar = self.bar();
        let progress = |progress: Progress| {
            if let Some(bar) = &bar {
                bar.set_length(progress.total.unwrap_or(progress.received));
                bar.set_position(progress.received);
            }
        };
        let downloaded = client.download(&address, &mut scratch, since, &Limits::of_download(), &progress);
        if let Some(bar) = &bar {
            bar.finish_and_clear();
        }
        match downloaded? {
            Downloaded::NotModified => Ok(Given::Unchanged),
            Downloaded::Whole(download) => {
                scratch.rewind()?;
                Ok(Given::File(scratch, download))
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
            Supply::Url(url) => match self.download(url, database, None)? {
                Given::File(scratch, download) if download.length <= LIST => {
                    read_all(&scratch).with_context(context)
                }
                Given::File(..) => {
                    bail!("{}: it has more than {LIST} bytes, which is more than is read", context())
                }
                Given::Unchanged => bail!("{}: the server said that it had not changed", context()),
            },
        }
    }
}

fn read_all(mut file: &File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_from_paths() {
        let of = |named: &str| Supply::new(named, Path::new("/here"));
        assert_eq!(of("all.zip").unwrap(), Supply::Path("/here/all.zip".into()));
        assert_eq!(of("/x/all.zip").unwrap(), Supply::Path("/x/all.zip".into()));
        assert_eq!(of("file:///x/all.zip").unwrap(), Supply::Path("/x/all.zip".into()));
        let url = of("https://user:secret@h.example/all.zip#sha256=1").unwrap();
        assert!(!url.name().contains("secret") && !url.name().contains('#'), "{}", url.name());
        assert!(of("ftp://h.example/x").is_err_and(|error| error.to_string().contains("ftp")));
        assert!(of("").is_err());
        assert!(of("all.zip#sha256=00").is_err_and(|error| error.to_string().contains("sha256sum")));
        assert_eq!(of("file://localhost/x/a%20b.zip").unwrap(), Supply::Path("/x/a b.zip".into()));
    }
}
