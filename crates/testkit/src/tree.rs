//! Made trees: the layouts of environments that this machine does not have, and trees that nobody should have.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crate::program::Program;

/// Builds files below a directory. Every call panics where it fails, since no test could go on.
#[derive(Clone, Debug)]
pub struct Tree {
    root: PathBuf,
}

/// What makes a file look like a program to whoever looks at its first bytes.
const ELF: &[u8] = b"\x7fELF\x02\x01\x01 not a program";

#[expect(clippy::must_use_candidate, reason = "builders are called for what they build")]
#[expect(clippy::missing_panics_doc, reason = "said once, on the type")]
impl Tree {
    /// A builder that works below a directory.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// A builder that works in a directory below this one.
    #[must_use]
    pub fn below(&self, relative: &str) -> Self {
        Self { root: self.directory(relative) }
    }

    /// Where it works.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Makes a directory, with all above it.
    pub fn directory(&self, relative: &str) -> PathBuf {
        let path = self.root.join(relative);
        std::fs::create_dir_all(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// Writes a file, with all directories above it.
    pub fn file(&self, relative: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.root.join(relative);
        std::fs::create_dir_all(path.parent().expect("a file lies in a directory")).expect("it can be made");
        std::fs::write(&path, contents).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// Writes a file that may be executed, and can be at once.
    ///
    /// Another process writes it: what this one has open for writing, a program that another thread starts at that moment
    /// inherits until it runs, and the kernel executes nothing that anybody writes (`ETXTBSY`).
    pub fn program(&self, relative: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let source = self.file(&format!("{relative}.source"), contents);
        let path = self.program_of(relative, &source);
        std::fs::remove_file(source).expect("it can be removed");
        path
    }

    /// Copies a program, which can be executed at once, as [`Self::program`] says.
    pub fn program_of(&self, relative: &str, source: &Path) -> PathBuf {
        let path = self.root.join(relative);
        std::fs::create_dir_all(path.parent().expect("a file lies in a directory")).expect("it can be made");
        let _ = Program::new("install").args(["-m", "755"]).args([source, &path]).succeed();
        path
    }

    /// Makes a link.
    pub fn link(&self, relative: &str, target: impl AsRef<Path>) -> PathBuf {
        let path = self.root.join(relative);
        std::fs::create_dir_all(path.parent().expect("a link lies in a directory")).expect("it can be made");
        symlink(target, &path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// A dist-info in a site, as pip leaves it.
    pub fn dist_info(&self, site: &str, name: &str, version: &str) -> PathBuf {
        let own = format!("{}-{version}.dist-info", name.replace('-', "_"));
        let directory = format!("{site}/{own}");
        self.file(&format!("{directory}/METADATA"), metadata(name, version));
        self.file(&format!("{directory}/INSTALLER"), "pip\n");
        self.file(&format!("{directory}/RECORD"), format!("{own}/METADATA,,\n"));
        self.root.join(directory)
    }

    /// An egg-info directory in a site, as Debian's packages leave it.
    pub fn egg_info(&self, site: &str, name: &str, version: &str) -> PathBuf {
        let directory = format!("{site}/{}-{version}.egg-info", name.replace('-', "_"));
        self.file(&format!("{directory}/PKG-INFO"), metadata(name, version));
        self.root.join(directory)
    }

    /// An installation: `bin/pythonX.Y`, links to it, the standard library and a site.
    pub fn installation(&self, prefix: &str, version: &str) -> PathBuf {
        let name = format!("python{version}");
        let major = version.split('.').next().unwrap_or(version);
        self.executable(&format!("{prefix}/bin/{name}"));
        self.link(&format!("{prefix}/bin/python{major}"), &name);
        self.link(&format!("{prefix}/bin/python"), format!("python{major}"));
        self.file(&format!("{prefix}/lib/{name}/os.py"), "");
        self.file(&format!("{prefix}/lib/{name}/site.py"), "# site-packages\n");
        self.directory(&format!("{prefix}/lib/{name}/lib-dynload"));
        self.directory(&format!("{prefix}/lib/{name}/site-packages"))
    }

    /// A virtual environment as `venv` makes it, of the installation at `base`; its site.
    pub fn venv(&self, prefix: &str, base: &Path, version: &str, system_sites: bool) -> PathBuf {
        self.venv_with(
            prefix,
            &config(base, version, system_sites),
            &base.join(format!("bin/python{version}")),
            version,
        )
    }

    /// A virtual environment with a `pyvenv.cfg` and an interpreter to link to.
    pub fn venv_with(&self, prefix: &str, config: &str, interpreter: &Path, version: &str) -> PathBuf {
        self.file(&format!("{prefix}/pyvenv.cfg"), config);
        self.link(&format!("{prefix}/bin/python{version}"), interpreter);
        self.link(&format!("{prefix}/bin/python3"), format!("python{version}"));
        self.link(&format!("{prefix}/bin/python"), "python3");
        self.directory(&format!("{prefix}/lib/python{version}/site-packages"))
    }

    /// A file that looks like a program of this machine, and is none.
    pub fn executable(&self, relative: &str) -> PathBuf {
        let path = self.file(relative, ELF);
        self.mode(relative, 0o755);
        path
    }

    /// Sets a mode.
    pub fn mode(&self, relative: &str, mode: u32) {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(self.root.join(relative), permissions).expect("its mode can be set");
    }
}

/// The core metadata of a distribution.
fn metadata(name: &str, version: &str) -> String {
    format!(
        "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: made for a test\n\nA description.\n"
    )
}

/// What `venv` writes.
fn config(base: &Path, version: &str, system_sites: bool) -> String {
    format!(
        "home = {}\ninclude-system-site-packages = {system_sites}\nversion = {version}.0\nexecutable = {}\n",
        base.join("bin").display(),
        base.join(format!("bin/python{version}")).display(),
    )
}
