//! What the Python package `fetter` is built on. The typed API stands in `python/fetter`; this hands over text.

use std::ffi::OsString;
use std::path::PathBuf;

use fetter_cli::Caller;
use fetter_core::inventory::discover::{Progress, Request, discover};
use fetter_core::report::json::InventoryDocument;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

/// Runs fetter's command line, of which the first argument is the program's name, and returns its exit code. `interpreter` is
/// `sys.executable`, and `directory` the one that the package lies in.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>, interpreter: PathBuf, directory: PathBuf) -> u8 {
    py.detach(|| fetter_cli::run(arguments, &Caller::Python { interpreter, directory }).code())
}

/// Searches, and returns the inventory as JSON, in the shape that `fetter scan json` gives.
#[pyfunction]
#[pyo3(signature = (executables, paths, only_paths, root, all_users, user_site, exhaustive, threads))]
#[expect(
    clippy::too_many_arguments,
    reason = "the Python side names each; this is only how they come across"
)]
fn scan_json(
    py: Python<'_>,
    executables: Vec<PathBuf>,
    paths: Vec<PathBuf>,
    only_paths: bool,
    root: Option<PathBuf>,
    all_users: Option<bool>,
    user_site: bool,
    exhaustive: bool,
    threads: Option<usize>,
) -> PyResult<Vec<u8>> {
    let request = Request {
        root,
        paths,
        only_paths,
        executables,
        all_users,
        user_site,
        exhaustive,
        details: true,
        threads,
        ..Request::default()
    };
    py.detach(|| {
        let found = discover(&request, &fetter_cli::of_process(), &Progress::default());
        let found = found.map_err(|error| PyOSError::new_err(error.to_string()))?;
        let mut json = Vec::new();
        InventoryDocument::from(&found).write(&mut json)?;
        Ok(json)
    })
}

/// The compiled part of fetter.
#[pymodule]
fn _fetter(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_function(wrap_pyfunction!(scan_json, module)?)
}
