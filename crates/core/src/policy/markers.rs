//! The values of markers in an environment, from what its files say.

use crate::inventory::{Environment, Implementation, Platform, System};
use crate::requirement::{MarkerEnvironment, Variable, Version};

/// What is known of the machine itself, where the inventory is of the machine that judges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// `platform.release()`.
    pub release: Option<String>,
    /// `platform.version()`.
    pub version: Option<String>,
}

/// What the user says of every environment, for images and what files do not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The Python version: `3.11` or `3.11.4`.
    pub python_version: Option<Version>,
    /// The system and the machine.
    pub platform: Option<Platform>,
}

/// The values of markers in an environment; `None` is a site that no environment sees, of which only the overrides are known.
pub(crate) fn values(
    environment: Option<&Environment>,
    host: &Host,
    overrides: &Overrides,
) -> MarkerEnvironment {
    let mut values = MarkerEnvironment::default();
    values.without_extra = true;
    let platform = overrides.platform.as_ref().or(environment.and_then(|found| found.platform.as_ref()));
    let python = Python::of(environment, overrides);
    if let Some(python) = &python {
        python.fill(&mut values);
    }
    if let Some(found) = environment {
        fill_implementation(found, python.as_ref(), &mut values);
    }
    if let Some(platform) = platform {
        let is_python_2 = python.is_some_and(|python| python.series.0 == 2);
        fill_platform(platform, is_python_2, &mut values);
    }
    // What is overridden is another machine's.
    if overrides.platform.is_none() {
        for (variable, value) in
            [(Variable::PlatformRelease, &host.release), (Variable::PlatformVersion, &host.version)]
        {
            if let Some(value) = value {
                values.set(variable, value);
            }
        }
    }
    values
}

/// A Python version as far as it is known.
struct Python {
    series: (u64, u64),
    full: Option<String>,
}

impl Python {
    fn of(environment: Option<&Environment>, overrides: &Overrides) -> Option<Self> {
        if let Some(version) = &overrides.python_version {
            let full = (version.to_string().split('.').count() > 2).then(|| version.to_string());
            return Some(Self { series: version.major_minor()?, full });
        }
        let found = &environment?.version;
        let full = found.full.as_deref().filter(|full| full.split('.').count() > 2);
        let parsed = full.and_then(|full| full.trim_end_matches('+').parse::<Version>().ok());
        let series = found.release.map(|(major, minor)| (u64::from(major), u64::from(minor)));
        let series = series.or_else(|| parsed.as_ref()?.major_minor())?;
        // A pyvenv.cfg may be older than the Python that now starts the environment.
        let agrees = parsed.as_ref().and_then(Version::major_minor) == Some(series);
        Some(Self { series, full: full.filter(|_| agrees).map(str::to_owned) })
    }

    fn fill(&self, values: &mut MarkerEnvironment) {
        let (major, minor) = self.series;
        values.set(Variable::PythonVersion, &format!("{major}.{minor}"));
        if let Some(full) = &self.full {
            values.set(Variable::PythonFullVersion, full);
        }
    }
}

fn fill_implementation(environment: &Environment, python: Option<&Python>, values: &mut MarkerEnvironment) {
    let implementation = environment.implementation;
    values.set(Variable::PlatformPythonImplementation, implementation.as_str());
    let name = match implementation {
        Implementation::CPython => "cpython",
        Implementation::PyPy => "pypy",
        Implementation::GraalPy => "graalpy",
    };
    values.set(Variable::ImplementationName, name);
    if let (Implementation::CPython, Some(Python { full: Some(full), .. })) = (implementation, python) {
        values.set(Variable::ImplementationVersion, full);
    }
}

fn fill_platform(platform: &Platform, is_python_2: bool, values: &mut MarkerEnvironment) {
    let (os, system, name) = match platform.system {
        System::Linux => ("posix", if is_python_2 { "linux2" } else { "linux" }, "Linux"),
        System::MacOs => ("posix", "darwin", "Darwin"),
        System::Windows => ("nt", "win32", "Windows"),
    };
    values.set(Variable::OsName, os);
    values.set(Variable::SysPlatform, system);
    values.set(Variable::PlatformSystem, name);
    if let Some(machine) = &platform.machine {
        values.set(Variable::PlatformMachine, machine);
    }
}
