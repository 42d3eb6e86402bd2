//! What markers ask about: an environment's values.

use std::collections::BTreeSet;

use crate::requirement::PackageName;

macro_rules! variables {
    ($($(#[doc = $text:literal])+ $variant:ident = $name:literal $(| $legacy:literal)*,)+) => {
        /// A name that a marker may use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Variable { $($(#[doc = $text])+ $variant,)+ }

        impl Variable {
            /// Every variable.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The names that are understood, with those of PEP 345.
            pub(super) const SPELLINGS: &[(&'static str, Self)] =
                &[$(($name, Self::$variant), $(($legacy, Self::$variant),)*)+];
        }
    };
}

variables! {
    /// `os.name`.
    OsName = "os_name" | "os.name",
    /// `sys.platform`.
    SysPlatform = "sys_platform" | "sys.platform",
    /// `platform.machine()`.
    PlatformMachine = "platform_machine" | "platform.machine",
    /// `platform.python_implementation()`.
    PlatformPythonImplementation = "platform_python_implementation" | "platform.python_implementation" | "python_implementation",
    /// `platform.release()`.
    PlatformRelease = "platform_release",
    /// `platform.system()`.
    PlatformSystem = "platform_system",
    /// `platform.version()`.
    PlatformVersion = "platform_version" | "platform.version",
    /// The first two numbers of the Python version.
    PythonVersion = "python_version",
    /// The Python version.
    PythonFullVersion = "python_full_version",
    /// `sys.implementation.name`.
    ImplementationName = "implementation_name",
    /// `sys.implementation.version`.
    ImplementationVersion = "implementation_version",
    /// The extra that is being asked for.
    Extra = "extra",
    /// The extras that were chosen (PEP 751).
    Extras = "extras",
    /// The dependency groups that were chosen (PEP 751).
    DependencyGroups = "dependency_groups",
}

impl Variable {
    /// Whether its values are compared as versions where they are versions.
    pub(super) const fn is_version(self) -> bool {
        matches!(
            self,
            Self::PythonVersion
                | Self::PythonFullVersion
                | Self::ImplementationVersion
                | Self::PlatformRelease
        )
    }
}

/// The values of an environment, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkerEnvironment {
    /// The values by [`Variable`]; `None` is not known.
    values: [Option<Box<str>>; TEXTS],
    /// The chosen extras, normalised; `None` where markers may not ask for them.
    pub extras: Option<BTreeSet<PackageName>>,
    /// The chosen dependency groups, normalised; `None` where markers may not ask for them.
    pub dependency_groups: Option<BTreeSet<PackageName>>,
    /// Whether `extra` may be asked for where it has no value; it is then empty.
    pub without_extra: bool,
}

/// How many variables have one text for a value.
const TEXTS: usize = Variable::Extra as usize + 1;

impl MarkerEnvironment {
    /// Sets a value. An extra is normalised; a Python built from no tag (`3.13.0+`) gets a local part that PEP 440 allows.
    pub fn set(&mut self, variable: Variable, value: &str) {
        let value = match variable {
            Variable::Extra => PackageName::untrimmed(value).normalized().into(),
            Variable::PythonFullVersion if value.ends_with('+') => format!("{value}local").into(),
            _ => value.into(),
        };
        if let Some(place) = self.values.get_mut(variable as usize) {
            *place = Some(value);
        }
    }

    /// The value of a variable, if it is known.
    #[must_use]
    pub fn get(&self, variable: Variable) -> Option<&str> {
        let known = self.values.get(variable as usize)?.as_deref();
        known.or_else(|| (variable == Variable::Extra && self.without_extra).then_some(""))
    }
}
