//! The bills of materials that a dist-info carries (PEP 770).

use std::path::Path;

use rustix::io::Errno;

use super::{DistributionReader, OpenSite};
use crate::inventory::discover::probe::names_in;
use crate::inventory::file::FileError;
use crate::inventory::{EmbeddedComponent, Problem, ProblemCode};
use crate::metadata::decode;
use crate::metadata::embedded_sbom::{self, EmbeddedSbom};
use crate::requirement::PackageName;

/// How many files of one dist-info are read.
const FILES: usize = 64;
/// How much of one file is read, in bytes. Those in the wild have less than a tenth of it.
const LIMIT: usize = 4 * 1024 * 1024;

impl DistributionReader<'_> {
    /// What the files in `sboms` say that a distribution embeds. A file that is not understood is a problem.
    pub(super) fn embedded(
        &mut self,
        site: OpenSite<'_>,
        name: &[u8],
        owner: &PackageName,
    ) -> Vec<EmbeddedComponent> {
        let directory = [name, b"/sboms"].concat();
        let place = site.at(&directory);
        let count = std::cell::Cell::new(0);
        // One more than is read tells that there are more.
        let wanted = |file: &[u8]| {
            let is_file = file != b"." && file != b"..";
            count.set(count.get() + usize::from(is_file));
            is_file && count.get() <= FILES + 1
        };
        let mut files = self.files(&place, wanted).unwrap_or_else(|error| {
            let reason = format!("what is embedded is not known: could not list it: {error}");
            self.problems.push(Problem::new(&place, ProblemCode::SbomUnread, reason));
            Vec::new()
        });
        self.budget.count_entries(count.get());
        if count.get() > FILES {
            let reason = format!("only {FILES} of the {} files in it were read", count.get());
            self.problems.push(Problem::new(&place, ProblemCode::SbomUnread, reason));
            files.truncate(FILES);
        }
        let mut embedded = Vec::new();
        for file in files {
            // Where there is more than is read of a site, nothing of it is of use.
            if self.has_cut() {
                break;
            }
            let relative = [&directory, &b"/"[..], &file].concat();
            let room = self.budget.embedded - embedded.len();
            match self.sbom(site, &relative, owner, room) {
                Ok(read) => add(&mut embedded, read, &decode(&file).text),
                Err(reason) => {
                    let reason = format!("what is embedded is not known: {reason}");
                    self.problems.push(Problem::new(site.at(&relative), ProblemCode::SbomUnread, reason));
                }
            }
        }
        embedded.sort();
        embedded.dedup();
        embedded
    }

    /// The names in `sboms`; none where there is no such thing. Whatever else it is there may be something in it.
    fn files(&self, place: &Path, wanted: impl Fn(&[u8]) -> bool) -> Result<Vec<Vec<u8>>, FileError> {
        let listed = match names_in(self.disk, place, &wanted) {
            // It is a link, or lies behind one.
            Err(Errno::LOOP | Errno::NOTDIR) => match self.disk.resolve(place) {
                Ok(real) => names_in(self.disk, &real, &wanted),
                Err(FileError::Missing) if !self.is_there(place) => Ok(Vec::new()),
                Err(error) => return Err(error),
            },
            Err(Errno::NOENT) => Ok(Vec::new()),
            listed => listed,
        };
        let listed = listed.map_err(FileError::System)?;
        Ok(listed.into_iter().map(|(name, _)| name).collect())
    }

    /// Whether an entry is there, be it a link that leads nowhere.
    fn is_there(&self, path: &Path) -> bool {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return false };
        match self.disk.resolve(parent) {
            Ok(real) => self.disk.link_type(&real.join(name)).is_some(),
            Err(error) => error != FileError::Missing,
        }
    }

    /// Reads one file, and so many components of it. What is cut off is said here, since the rest is there.
    fn sbom(
        &mut self,
        site: OpenSite<'_>,
        relative: &[u8],
        owner: &PackageName,
        room: usize,
    ) -> Result<EmbeddedSbom, String> {
        let mut bytes = Vec::new();
        let path = || site.at(relative);
        let read = self.disk.read_below(site.directory, relative, path, &mut bytes, LIMIT);
        self.budget.count_bytes(bytes.len());
        if self.has_cut() {
            return Err("more is described there than is read of a site".to_owned());
        }
        if !read.map_err(|error| format!("could not read it: {error}"))? {
            return Err(format!("it is larger than {LIMIT} bytes"));
        }
        let sbom = embedded_sbom::read(&bytes, owner, room).map_err(|error| error.to_string())?;
        if !sbom.whole {
            let reason = format!("only its first {} components were read", sbom.components.len());
            self.problems.push(Problem::new(path(), ProblemCode::SbomUnread, reason));
        }
        Ok(sbom)
    }
}

fn add(embedded: &mut Vec<EmbeddedComponent>, read: EmbeddedSbom, file: &str) {
    embedded.extend(read.components.into_iter().map(|component| EmbeddedComponent {
        name: component.name,
        version: component.version,
        purl: component.purl,
        file: file.to_owned(),
    }));
}
