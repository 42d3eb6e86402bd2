//! Where results go: standard output, or a file that appears whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Context;
use fetter_core::report::TableStyle;

use crate::arguments::{Color, Global};
use crate::exit::Exit;

/// Shows help, or what is wrong with the command line.
pub(crate) fn show_usage(error: &clap::Error) -> Exit {
    // Nothing is left to tell where even that cannot be printed.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}

/// Standard output, or standard error where that was asked for.
pub(crate) struct Screen {
    stream: Box<dyn Write>,
    style: TableStyle,
}

impl Screen {
    pub(crate) fn new(global: &Global) -> Self {
        let choice = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        if global.stderr {
            let stream = AutoStream::new(io::stderr(), choice);
            let style = style(io::stderr().is_terminal(), stream.current_choice(), io::stderr());
            Self { stream: Box::new(BufWriter::new(stream)), style }
        } else {
            let stream = AutoStream::new(io::stdout(), choice);
            let style = style(io::stdout().is_terminal(), stream.current_choice(), io::stdout());
            Self { stream: Box::new(BufWriter::with_capacity(64 * 1024, stream)), style }
        }
    }

    /// Lets something be written, and sees that all of it arrives.
    pub(crate) fn show(
        mut self,
        write: impl FnOnce(&mut dyn Write, &TableStyle) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        write(&mut self.stream, &self.style)
            .and_then(|()| self.stream.flush())
            .context("could not write the output")
    }
}

fn style(is_terminal: bool, choice: ColorChoice, terminal: impl std::os::fd::AsFd) -> TableStyle {
    let width = is_terminal
        .then(|| rustix::termios::tcgetwinsize(terminal).ok())
        .flatten()
        .map(|size| usize::from(size.ws_col))
        .filter(|columns| *columns > 0);
    let bold = anstyle::Style::new().bold();
    let header = match choice {
        ColorChoice::Never => (String::new(), String::new()),
        _ => (bold.render().to_string(), bold.render_reset().to_string()),
    };
    TableStyle { width, header }
}

/// Writes a file by way of a new one beside it, so that it appears whole or not at all. `-` is standard output.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let context = || format!("could not write {}", path.display());
    if path == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        return write(&mut out).and_then(|()| out.flush()).with_context(context);
    }
    // A link is written through, as a shell does; what it leads to may not exist yet.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    match std::fs::metadata(&target) {
        Ok(status) if !status.is_file() => write_in_place(&target, write).with_context(context),
        status => {
            let permissions = status.ok().map(|status| status.permissions());
            write_beside(&target, permissions, write).with_context(context)
        }
    }
}

/// A device or a pipe cannot be replaced, only written to.
fn write_in_place(target: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(OpenOptions::new().write(true).open(target)?);
    write(&mut out)?;
    out.flush()
}

fn write_beside(
    target: &Path,
    permissions: Option<std::fs::Permissions>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let (file, temporary) = create_beside(target)?;
    let filled = fill(file, write).and_then(|()| {
        if let Some(permissions) = permissions {
            std::fs::set_permissions(&temporary, permissions)?;
        }
        std::fs::rename(&temporary, target)
    });
    if filled.is_err() {
        // The first error is the one to tell of.
        let _ = std::fs::remove_file(&temporary);
    }
    filled
}

fn fill(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, file);
    write(&mut out)?;
    // Not synced to the disk: what a power cut takes can be written again, and syncing costs more than the search.
    out.into_inner().map_err(io::IntoInnerError::into_error).map(drop)
}

/// Creates a file of a name that nobody else has, in the directory of the target.
fn create_beside(target: &Path) -> io::Result<(File, PathBuf)> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    for attempt in 0..100_u32 {
        let mut temporary = std::ffi::OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{attempt}", std::process::id()));
        let temporary = target.with_file_name(temporary);
        match OpenOptions::new().write(true).create_new(true).mode(0o666).open(&temporary) {
            Ok(file) => return Ok((file, temporary)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Whether an error is that nobody reads the output any more.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        kind.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
