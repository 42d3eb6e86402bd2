//! Where the walk goes on from a directory, and what the directory is a sign of.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use super::{Context, Directory, Extent, Job, Shape, State, Walk, file_name};
use crate::inventory::discover::layout;
use crate::inventory::discover::pool::Queue;
use crate::inventory::file::{c_string, join};
use crate::inventory::mounts::{Crossing, MountTree};

impl Walk<'_> {
    /// Goes where links lead that are named as environments and sites are, and that lead out of all that is walked anyway.
    pub(super) fn follow_links(&self, state: &State<'_>, directory: &Directory, queue: &Queue<'_, Job>) {
        for name in &state.listing.links {
            let link = join(&directory.path, state.listing.name(*name));
            let Some(target) = self.disk.real_directory(&link) else { continue };
            let is_new = || {
                let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
                !followed.iter().any(|known| target.starts_with(known)) && followed.insert(target.clone())
            };
            if !self.lies_in_roots(&target) && is_new() {
                queue.push(Job::Root(target));
            }
        }
    }

    /// The prefixes that this directory is a sign of are probed by whoever is free. Whether a `python3.11` two levels
    /// below belongs to a prefix that is noted with this.
    pub(super) fn note_prefixes(
        &self,
        state: &State<'_>,
        directory: &Directory,
        context: Context,
        queue: &Queue<'_, Job>,
    ) -> bool {
        let markers = state.listing.markers;
        let path = &directory.path;
        let note = |prefix: &Path| {
            if !self.is_settled(prefix) {
                queue.push(Job::Prefix(prefix.to_path_buf()));
            }
        };
        let is_prefix = markers.pyvenv_cfg
            || markers.conda_meta
            || (markers.python_exe && markers.windows_lib)
            || markers.lib_python;
        if is_prefix {
            note(path);
        }
        // Python takes a pyvenv.cfg that lies beside the interpreter too.
        if markers.pyvenv_cfg
            && matches!(file_name(path), b"bin" | b"Scripts")
            && let Some(prefix) = path.parent()
        {
            note(prefix);
        }
        let is_version = context.in_library && layout::version_directory(file_name(path)).is_some();
        let has_site = markers.site_link
            || state.listing.directories.iter().any(|name| layout::is_site(state.listing.name(*name)));
        if is_version
            && !context.prefix_noted
            && (markers.os_py || has_site)
            && let Some(prefix) = path.parent().and_then(Path::parent)
        {
            note(prefix);
        }
        is_prefix || (context.prefix_noted && layout::is_library(file_name(path)))
    }

    /// The directories below that are to be walked.
    pub(super) fn below(
        &self,
        state: &State<'_>,
        directory: &Arc<Directory>,
        context: Context,
        shape: Option<Shape>,
        extent: Extent,
        mounts: Option<&Arc<MountTree>>,
    ) -> Vec<Job> {
        let listing = &state.listing;
        let markers = listing.markers;
        let name = file_name(&directory.path);
        let is_standard_library =
            context.in_library && markers.os_py && layout::version_directory(name).is_some();
        let goes_down = |child: &[u8]| {
            if self.exhaustive {
                return true;
            }
            match shape {
                // A site's packages are not searched: that alone is worth a factor of 100.
                Some(Shape::Named | Shape::Asked) => false,
                _ if is_standard_library => layout::is_site(child),
                // uv's cache holds unpacked wheels that are installed nowhere, and environments among them.
                _ if context.in_uv_archive => holds_config(directory, child),
                _ if markers.cachedir_tag => !layout::is_uv_store(child),
                _ => true,
            }
        };
        let below = Context {
            in_library: layout::is_library(name),
            in_target: shape == Some(Shape::Installed),
            in_package: context.in_package,
            in_uv_archive: false,
            prefix_noted: context.prefix_noted,
            in_tree: extent == Extent::Whole,
        };
        let is_wanted = self.is_wanted_below(&directory.path, extent);
        let metadata = listing.metadata_directories.iter().filter(|_| self.exhaustive);
        let mut jobs = Vec::with_capacity(listing.directories.len());
        for child in listing.directories.iter().chain(metadata).map(|name| listing.name(*name)) {
            if !is_wanted(child) || !goes_down(child) {
                continue;
            }
            let mounts = mounts.and_then(|mounts| mounts.child(child));
            if mounts.as_ref().is_some_and(|mount| self.stops_at(mount, || join(&directory.path, child))) {
                continue;
            }
            let context =
                Context { in_uv_archive: markers.cachedir_tag && layout::is_uv_archive(child), ..below };
            jobs.push(Job::Below { parent: Arc::clone(directory), name: c_string(child), context, mounts });
        }
        jobs
    }

    /// Whether the walk stops before a mount; that it does so before another machine's file system is said.
    fn stops_at(&self, mount: &MountTree, path: impl Fn() -> PathBuf) -> bool {
        match mount.crossing() {
            Some((Crossing::Kernel, _)) => true,
            Some((Crossing::Foreign, _)) => {
                let Some(foreign) = self.disk.foreign(&path()) else { return false };
                self.disk.skip(foreign);
                true
            }
            _ => false,
        }
    }
}

/// Whether a directory below one that is open holds a `pyvenv.cfg`.
fn holds_config(directory: &Directory, child: &[u8]) -> bool {
    let config = [child, b"/pyvenv.cfg"].concat();
    rustix::fs::statat(&directory.opened, config, rustix::fs::AtFlags::SYMLINK_NOFOLLOW).is_ok()
}
