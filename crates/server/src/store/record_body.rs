//! How distributions are kept: compressed by what they have in common, since each alone is short.

use std::sync::Arc;

use fetter_protocol::{DistributionRecord, limits};
use zstd::bulk::{Compressor, Decompressor};

use super::StoreError;

/// The first byte of what is kept by [`COMMON`].
const BY_COMMON: u8 = 1;
const LEVEL: i32 = 9;
/// The same where there are more than so many of a site, which no honest one has: others wait for them.
const QUICK: (usize, i32) = (3000, 1);
/// What a text takes in memory beside its bytes.
const ITEM: usize = 48;

/// What compression may refer to, the most common last. What was kept by it needs it: another text gets another number, and this one stays.
const COMMON: &[u8] = br#"{"name":"","version":"1.0","kind":"conda","identity":"metadata","installer":"conda","requested":false,"license":"BSD-3-Clause","conda":{"name":"","build":"py312h5eee18b_0","channel":"https://conda-forge","subdir":"linux-64","archive":".conda","md5":"","sha256":""},"details":true}"kind":"egg-info","identity":"file-name","installer":"debian","origin":{"kind":"directory","url":"file:///home/","editable":true},"origin":{"kind":"vcs","url":"https://","vcs":"git","commit":"","requested_revision":"main"},"origin":{"kind":"archive","url":"https://packages/","hashes":{"sha256":""}},"embedded":[{"name":"libgcc","version":null,"purl":"pkg:deb/debian/","file":"auditwheel.cdx.json"}],"license_classifiers":["License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)","License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)","License :: OSI Approved :: GNU General Public License v3 (GPLv3)","License :: OSI Approved :: Python Software Foundation License","License :: OSI Approved :: ISC License (ISCL)","license_expression":"BSD-2-Clause","license":"Apache License 2.0","license":"BSD 3-Clause License","license":"MIT License","license":"Apache 2.0","license_expression":"MPL-2.0","license_expression":"Apache-2.0 OR BSD-2-Clause","license_expression":"BSD-3-Clause","license_expression":"Apache-2.0","license_expression":"MIT","license_classifiers":["License :: OSI Approved"],"license_files":["LICENSE.md","COPYING","NOTICE","AUTHORS.rst","licenses/LICENSE.rst","LICENSE.txt"],"extras":["all","async","cli","crypto","dev","develop","doc","docs","full","http2","lint","speedups","socks","test","testing","tests","type","typing"],"requires":["tomli>=1.1.0; python_version < \"3.11\"","importlib-metadata>=4.6; python_version < \"3.10\"","importlib-resources; python_version < \"3.9\"","typing-extensions>=4.0.0; python_version < \"3.11\"","exceptiongroup>=1.0.2; python_version < \"3.11\"","colorama; sys_platform == \"win32\"","pywin32>=226; platform_system == \"Windows\"","cffi>=1.12; platform_python_implementation != \"PyPy\"","protobuf","click>=8.0","rich>=10.11.0","jinja2>=3.0","attrs>=22.2.0","python-dateutil>=2.8.2","setuptools>=61","numpy>=1.23.5","packaging>=22.0","pandas>=1.0","scipy>=1.8","pydantic<3,>=2.0","requests<3.0.0,>=2.20.0","urllib3<3,>=1.21.1","certifi>=2017.4.17","idna<4,>=2.5","charset-normalizer<4,>=2","six>=1.5","pyyaml>=5.1","cryptography>=3.4","aiohttp","httpx<1,>=0.23.0","pytest-timeout; extra == \"testing\"","pytest-asyncio; extra == \"test\"","pytest-mock; extra == \"dev\"","pytest-xdist; extra == \"test\"","hypothesis; extra == \"tests\"","coverage[toml]; extra == \"test\"","pytest-cov>=4; extra == \"tests\"","pytest-cov; extra == \"dev\"","ruff; extra == \"dev\"","black; extra == \"dev\"","flake8; extra == \"lint\"","isort; extra == \"dev\"","mypy; extra == \"typing\"","mypy; extra == \"dev\"","tox; extra == \"dev\"","build; extra == \"dev\"","twine; extra == \"dev\"","pre-commit; extra == \"dev\"","furo; extra == \"docs\"","myst-parser; extra == \"docs\"","sphinx-rtd-theme; extra == \"docs\"","sphinx-copybutton; extra == \"docs\"","sphinx>=3.5; extra == \"doc\"","sphinx; extra == \"docs\"","pytest>=7.0; extra == \"testing\"","pytest>=6; extra == \"test\"","pytest; extra == \"dev\""],"version":"2.1.0","kind":"dist-info","identity":"metadata","installer":"uv","requested":false,"requires_python":"!=3.0.*,!=3.1.*,!=3.2.*,>=2.7","requires_python":">=3.6","requires_python":">=3.10","requires_python":">=3.7","requires_python":">=3.9","license":"MIT","details":true,"license_classifiers":["License :: OSI Approved :: BSD License"],"license_files":["LICENSE"]}{"name":"","version":"0.1.0","kind":"dist-info","identity":"metadata","installer":"pip","requested":false,"requires_python":">=3.8","requires":["typing-extensions>=4.0"],"license":"Apache-2.0","details":true,"license_classifiers":["License :: OSI Approved :: Apache Software License","License :: OSI Approved :: MIT License"],"license_files":["LICENSE"],"extras":["dev"]}"#;

/// What is kept of a distribution: whether it was asked for is not its own.
pub(super) fn plain(record: &DistributionRecord) -> Result<Vec<u8>, StoreError> {
    let record = DistributionRecord { requested: false, ..record.clone() };
    serde_json::to_vec(&record).map_err(damaged)
}

/// Makes distributions ready to be kept.
pub(super) struct Packer(Compressor<'static>);

/// Reads distributions that were kept.
pub(super) struct Unpacker(Decompressor<'static>);

impl Packer {
    /// For one of so many of a site.
    pub(super) fn new(count: usize) -> Result<Self, StoreError> {
        let level = if count > QUICK.0 { QUICK.1 } else { LEVEL };
        Compressor::with_dictionary(level, COMMON).map(Self).map_err(damaged)
    }

    pub(super) fn pack(&mut self, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut packed = self.0.compress(plain).map_err(damaged)?;
        packed.insert(0, BY_COMMON);
        Ok(packed)
    }
}

impl Unpacker {
    pub(super) fn new() -> Result<Self, StoreError> {
        Decompressor::with_dictionary(COMMON).map(Self).map_err(damaged)
    }

    /// The distribution, and how much memory it takes, in bytes, about.
    pub(super) fn unpack(&mut self, kept: &[u8]) -> Result<(Arc<DistributionRecord>, usize), StoreError> {
        let Some((&BY_COMMON, packed)) = kept.split_first() else {
            return Err(damaged("it is in no form that is known"));
        };
        let plain = self.0.decompress(packed, limits::SITE_BYTES).map_err(damaged)?;
        let record = serde_json::from_slice(&plain).map(Arc::new).map_err(damaged)?;
        // Beside its text, each key and item takes a place.
        let items = plain.iter().filter(|byte| matches!(byte, b',' | b'{')).count();
        Ok((record, plain.len() + items * ITEM))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn damaged(error: impl ToString) -> StoreError {
    StoreError::Damaged { what: "a distribution", why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distribution_is_kept_in_less_than_a_third_and_comes_back() {
        let mut record = DistributionRecord {
            name: "starlette".to_owned(),
            version: Some("0.47.2".to_owned()),
            kind: "dist-info".to_owned(),
            identity: "metadata".to_owned(),
            installer: Some("pip".to_owned()),
            requires_python: Some(">=3.9".to_owned()),
            license_expression: Some("BSD-3-Clause".to_owned()),
            license_files: vec!["LICENSE.md".to_owned()],
            details: true,
            requested: true,
            extras: vec!["full".to_owned()],
            ..DistributionRecord::default()
        };
        for line in ["anyio<5,>=3.6.2", "typing-extensions>=4.10.0; python_version < \"3.13\""] {
            record.requires.push(line.to_owned());
        }
        for name in ["httpx<0.29.0,>=0.27.0", "itsdangerous", "jinja2", "python-multipart>=0.0.18", "pyyaml"]
        {
            record.requires.push(format!("{name}; extra == \"full\""));
        }
        let plain = plain(&record).expect("JSON");
        let (mut packer, mut unpacker) = (Packer::new(1).expect("a packer"), Unpacker::new().expect("one"));
        let kept = packer.pack(&plain).expect("room");
        assert!(kept.len() * 3 < plain.len(), "{} of {}", kept.len(), plain.len());
        let (read, bytes) = unpacker.unpack(&kept).expect("it is one");
        assert!(bytes > plain.len() && bytes < plain.len() * 6, "{bytes} for {}", plain.len());
        assert_eq!(*read, DistributionRecord { requested: false, ..record });
        for damaged in [&[][..], &[BY_COMMON], &kept[..kept.len() - 1], &[7, 7, 7]] {
            assert!(unpacker.unpack(damaged).is_err());
        }
    }

    #[test]
    fn what_was_kept_is_read_for_ever() {
        // Where this fails, the text was changed: it gets another number, and the old one stays.
        let digest = fetter_protocol::Digest::of(COMMON).to_string();
        assert_eq!(digest, "656d7dd17ffc6d35885fefac5e35ef53cf97b2c5424c4c900632d3d68915e2cd");
    }
}
