//! Which system and machine an interpreter is made for, by the first bytes of its file.

use std::fmt;
use std::str::FromStr;

/// An operating system that Python runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// Linux.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

/// A system, and a machine as `platform.machine()` calls it there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Platform {
    /// The system.
    pub system: System,
    /// The machine (`x86_64`, `aarch64`, on Windows `AMD64`), if it is known.
    pub machine: Option<String>,
}

/// A text that names no platform.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no platform is called {0:?}; examples are linux-x86_64, linux-aarch64, macos-arm64, windows-amd64 and linux"
)]
pub struct PlatformError(String);

impl System {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::MacOs => "macos",
            Self::Windows => "windows",
        }
    }

    /// What a text of any tool's begins or ends with for it.
    fn find(text: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["linux"]) {
            Some(Self::Linux)
        } else if has(&["macos", "darwin", "osx"]) {
            Some(Self::MacOs)
        } else if text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(is_windows) {
            Some(Self::Windows)
        } else {
            None
        }
    }
}

fn is_windows(word: &str) -> bool {
    matches!(word, "win" | "win32" | "win64" | "windows" | "mingw" | "msvc")
}

/// What tools call the machines, and what `platform.machine()` says on Linux, macOS and Windows.
const MACHINES: [(&str, [&str; 3]); 14] = [
    ("x86_64", ["x86_64", "x86_64", "AMD64"]),
    ("amd64", ["x86_64", "x86_64", "AMD64"]),
    ("aarch64", ["aarch64", "arm64", "ARM64"]),
    ("arm64", ["aarch64", "arm64", "ARM64"]),
    ("ppc64le", ["ppc64le", "ppc64le", "ppc64le"]),
    ("ppc64", ["ppc64", "ppc64", "ppc64"]),
    ("s390x", ["s390x", "s390x", "s390x"]),
    ("riscv64", ["riscv64", "riscv64", "riscv64"]),
    ("loongarch64", ["loongarch64", "loongarch64", "loongarch64"]),
    ("armv7l", ["armv7l", "armv7l", "ARM"]),
    ("armv6l", ["armv6l", "armv6l", "ARM"]),
    ("i686", ["i686", "i386", "x86"]),
    ("i386", ["i686", "i386", "x86"]),
    ("win32", ["i686", "i386", "x86"]),
];

impl FromStr for Platform {
    type Err = PlatformError;

    /// Reads what users know from other tools too: `linux-x86_64`, `manylinux2014_x86_64`, `win_amd64`, `macosx_11_0_arm64`,
    /// `x86_64-unknown-linux-gnu`, `linux/arm64`, `osx-64`.
    fn from_str(text: &str) -> Result<Self, PlatformError> {
        let lower = text.to_ascii_lowercase();
        let system = System::find(&lower).ok_or_else(|| PlatformError(text.to_owned()))?;
        let named = MACHINES.iter().find(|(name, _)| lower.contains(name));
        // Conda's `linux-64` is what everybody else calls x86_64.
        let named = named.or_else(|| MACHINES.iter().find(|_| lower.ends_with("-64")));
        let known = named.map(|(_, names)| names[system as usize].to_owned());
        let bare = ["linux", "macos", "darwin", "windows", "osx", "win"].contains(&lower.as_str());
        if known.is_none() && !bare {
            return Err(PlatformError(text.to_owned()));
        }
        Ok(Self { system, machine: known })
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.system.as_str())?;
        self.machine.as_ref().map_or(Ok(()), |machine| write!(formatter, "-{machine}"))
    }
}

/// How much of a program is looked at, in bytes.
pub(crate) const HEAD: usize = 1024;

impl Platform {
    /// The platform of a program, by its first `HEAD` bytes: ELF, Mach-O or PE.
    #[must_use]
    pub fn of_program(head: &[u8]) -> Option<Self> {
        let (system, machine) = if head.starts_with(b"\x7fELF") {
            (System::Linux, elf_machine(head))
        } else if head.starts_with(b"MZ") {
            (System::Windows, pe_machine(head))
        } else if is_mach(head) {
            (System::MacOs, mach_machine(head))
        } else {
            return None;
        };
        let machine = machine.and_then(|name| MACHINES.iter().find(|(known, _)| *known == name));
        Some(Self { system, machine: machine.map(|(_, names)| names[system as usize].to_owned()) })
    }
}

/// `e_machine` of an ELF header, in the byte order that the header names.
fn elf_machine(head: &[u8]) -> Option<&'static str> {
    let bytes: [u8; 2] = head.get(18..20)?.try_into().ok()?;
    let little = head.get(5) == Some(&1);
    let wide = head.get(4) == Some(&2);
    let number = if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) };
    // `platform.machine()` is the kernel's, which for 32-bit programs of x86 and ARM may be one of several.
    Some(match number {
        21 if little => "ppc64le",
        21 => "ppc64",
        22 => "s390x",
        // x32 programs run on x86_64 and say so.
        62 => "x86_64",
        183 if wide => "aarch64",
        243 if wide => "riscv64",
        258 if wide => "loongarch64",
        _ => return None,
    })
}

/// `Machine` of a PE header, where it lies within what was read.
fn pe_machine(head: &[u8]) -> Option<&'static str> {
    let offset: [u8; 4] = head.get(0x3c..0x40)?.try_into().ok()?;
    let start = usize::try_from(u32::from_le_bytes(offset)).ok()?;
    let header = head.get(start..start.checked_add(6)?)?;
    if !header.starts_with(b"PE\0\0") {
        return None;
    }
    match u16::from_le_bytes([header[4], header[5]]) {
        0x14c => Some("i686"),
        0x8664 => Some("x86_64"),
        0xaa64 => Some("aarch64"),
        _ => None,
    }
}

/// Whether it is a Mach-O header, of one machine or of several.
fn is_mach(head: &[u8]) -> bool {
    let magic = [
        [0xcf, 0xfa, 0xed, 0xfe],
        [0xce, 0xfa, 0xed, 0xfe],
        [0xfe, 0xed, 0xfa, 0xcf],
        [0xfe, 0xed, 0xfa, 0xce],
    ];
    head.starts_with(&[0xca, 0xfe, 0xba, 0xbe]) || magic.iter().any(|magic| head.starts_with(magic))
}

/// The machine of a Mach-O header; of several in one file, none.
fn mach_machine(head: &[u8]) -> Option<&'static str> {
    let word: [u8; 4] = head.get(4..8)?.try_into().ok()?;
    let number = if head[0] == 0xfe { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) };
    match number {
        _ if head[0] == 0xca => None,
        0x0100_0007 => Some("x86_64"),
        0x0100_000c => Some("aarch64"),
        7 => Some("i386"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_tools_are_understood() {
        for (text, platform) in [
            ("linux-x86_64", "linux-x86_64"),
            ("manylinux2014_aarch64", "linux-aarch64"),
            ("win_amd64", "windows-AMD64"),
            ("win32", "windows-x86"),
            ("macosx_11_0_arm64", "macos-arm64"),
            ("x86_64-apple-darwin", "macos-x86_64"),
            ("aarch64-unknown-linux-gnu", "linux-aarch64"),
            ("linux/arm64", "linux-aarch64"),
            ("osx-64", "macos-x86_64"),
            ("windows", "windows"),
        ] {
            assert_eq!(text.parse::<Platform>().unwrap().to_string(), platform, "{text}");
        }
        for wrong in ["", "plan9", "linux-vax", "x86_64"] {
            assert!(wrong.parse::<Platform>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn headers_tell() {
        let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
        elf.resize(18, 0);
        elf.extend([62, 0]);
        assert_eq!(Platform::of_program(&elf).unwrap().to_string(), "linux-x86_64");
        let mach = b"\xcf\xfa\xed\xfe\x0c\x00\x00\x01";
        assert_eq!(Platform::of_program(mach).unwrap().to_string(), "macos-arm64");
        assert_eq!(Platform::of_program(b"MZ").unwrap().to_string(), "windows");
        assert_eq!(Platform::of_program(b"#!/bin/sh"), None);
    }
}
