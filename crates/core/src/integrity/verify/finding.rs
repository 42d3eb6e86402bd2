//! What a verification finds, and what it could not check.

use std::path::PathBuf;

use super::FileStatus;
use crate::advisory::names::Confidence;
use crate::codes::codes;
use crate::integrity::Severity;
use crate::policy::Subject;

codes! {
    /// The kinds of findings of a verification, each with a stable code.
    VerifyCode:
    /// A file is not the one that was installed: its hash or size is another.
    Modified = "modified",
    /// A file that was installed is not there.
    Missing = "missing",
    /// Something other than a regular file, or a link, stands where a file was installed.
    Replaced = "replaced",
    /// Another distribution of the site lists the file too, and it is as that one has it: one has overwritten the other's.
    Overwritten = "overwritten",
    /// A path that the distribution lists leads out of the directory that it was installed into.
    Outside = "outside",
    /// A file is recorded by a hash that anybody can forge (MD5, SHA-1).
    WeakHash = "weak-hash",
    /// Code of the distribution is listed without a hash, so that nobody can tell whether it was changed.
    HashMissing = "hash-missing",
    /// The distribution has no list of its files, so that nothing of it can be verified.
    RecordMissing = "record-missing",
    /// A line of the list of files cannot be understood.
    RecordInvalid = "record-invalid",
    /// Compiled code that Python would run has no source, and no distribution lists it with a hash.
    BytecodeOrphan = "bytecode-orphan",
    /// Compiled code was made of another state of its source: Python makes it anew.
    BytecodeStale = "bytecode-stale",
    /// Compiled code that Python runs without looking at its source.
    BytecodeUnchecked = "bytecode-unchecked",
    /// Code that Python could import belongs to no distribution.
    Ownerless = "ownerless-code",
    /// A `.pth` file belongs to no distribution.
    OwnerlessPathFile = "ownerless-path-file",
    /// Files that are no code belong to no distribution.
    OwnerlessData = "ownerless-data",
    /// Nothing lists the files of some distributions, so that modules were taken for theirs by their names.
    NamesOnly = "names-only",
    /// A module or package hides another one of that name: a distribution's, or the standard library's.
    Shadowing = "shadowing",
    /// Everybody may write to a site, or to a file in it.
    WorldWritable = "world-writable",
    /// A file belongs to another user than the site that it lies in.
    OtherOwner = "other-owner",
    /// A file runs with the rights of its owner or group, whoever starts it.
    SetUserId = "set-user-id",
    /// A file is not as the archive or lock file has it that was named.
    NotAsPublished = "not-as-published",
    /// A script bears the name of an entry point of the wheel that was named, and is none that an installer makes of it.
    ScriptUnrecognized = "script-unrecognized",
    /// What was named to compare with knows nothing of the installed release.
    NotPublished = "not-published",
}

impl VerifyCode {
    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Modified | Self::Missing | Self::Replaced | Self::NotAsPublished => {
                "find out who changed it, and reinstall the package"
            }
            Self::ScriptUnrecognized => {
                "look at the script, and reinstall the package if nobody knows who wrote it"
            }
            Self::Overwritten => "keep one of the two packages, and reinstall it",
            Self::Outside => {
                "look at the package, and at what lies at the path, before anything of it is removed"
            }
            Self::WeakHash | Self::HashMissing | Self::RecordMissing => {
                "reinstall the package with a tool that records hashes, or compare it by --against"
            }
            Self::RecordInvalid => "reinstall the package",
            Self::BytecodeOrphan => "remove the file, unless its package ships no sources",
            Self::BytecodeStale => "nothing, or remove the __pycache__ directory",
            Self::BytecodeUnchecked => "remove the __pycache__ directory: Python compiles what it needs",
            Self::Ownerless | Self::OwnerlessPathFile => {
                "find out who put it there, and remove it if nobody did"
            }
            Self::Shadowing => "find out which of the two is meant, and remove the other",
            Self::WorldWritable => "take the permission away (chmod o-w)",
            Self::OwnerlessData => "see what it is, and remove it if nobody needs it",
            Self::SetUserId => "take the permission away (chmod u-s,g-s)",
            Self::OtherOwner => "find out why, and give the file to the owner of the site (chown)",
            Self::NamesOnly => "reinstall the packages with a tool that lists their files",
            Self::NotPublished => "name what has the release too, or find out where it is from",
        }
    }
}

/// Something true of the files of a site that a person must judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyFinding {
    /// What kind.
    pub code: VerifyCode,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The distribution that lists the file; `None` for what belongs to none.
    pub subject: Option<Subject>,
    /// The site.
    pub site: PathBuf,
    /// The environments that see the site, sorted.
    pub environments: Vec<PathBuf>,
    /// The file.
    pub path: PathBuf,
    /// The list that names the file, and the line there, from 1.
    pub listed: Option<(PathBuf, u64)>,
    /// What the file system says of it, if something is there.
    pub status: Option<FileStatus>,
    /// What is the matter, in one sentence without the path.
    pub reason: String,
}

codes! {
    /// What a verification could not check, each with a stable code.
    VerifyUncheckedCode:
    /// A file, a directory or a site may not be read, or lies behind a link that its owner may not follow.
    Unreadable = "unreadable",
    /// The list of the files of a package is there, and could not be read.
    RecordUnreadable = "record-unreadable",
    /// The list of the files of a package goes on behind what is read of one.
    RecordCut = "record-cut",
    /// The hash of a file is recorded by an algorithm that is not known.
    UnknownHash = "unknown-hash",
    /// A file, a directory or a list is larger, or lies deeper, than what is looked at.
    TooLarge = "too-large",
    /// A part of a site is mounted from another machine, or is the kernel's own.
    OtherMachine = "other-machine",
    /// What is ownerless in a site of the system is known to a package manager whose database is not read.
    PackageDatabase = "package-database",
    /// What to compare with has hashes of archives, and from which archive a package was installed is not recorded.
    HashUnrecorded = "hash-unrecorded",
    /// A wheel to compare with is damaged, or could not be read.
    WheelUnreadable = "wheel-unreadable",
    /// No package has a name that the pattern matches, so that nothing was looked at.
    NothingMatched = "nothing-matched",
    /// An agent has not looked at it yet since it came or was touched.
    NotYet = "not-yet",
    /// There is more than is kept.
    TooMany = "too-many",
}

/// Something that a verification could not check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerifyUnchecked {
    /// Where.
    pub path: PathBuf,
    /// What kind.
    pub code: VerifyUncheckedCode,
    /// What was attempted, and what went wrong.
    pub reason: String,
}
