//! What people install together.

use fetter_protocol::{DistributionRecord, OriginRecord, SiteContents};

use super::advisories::MALICIOUS;

/// A kind of project: its name, and what is in it, each with its versions from the oldest.
pub(super) struct Project {
    pub(super) name: &'static str,
    packages: &'static [(&'static str, &'static [&'static str])],
}

const REQUESTS: (&str, &[&str]) = ("requests", &["2.19.1", "2.28.2", "2.31.0", "2.32.3"]);
const URLLIB3: (&str, &[&str]) = ("urllib3", &["1.26.15", "1.26.18", "2.0.4", "2.2.1"]);
const CERTIFI: (&str, &[&str]) = ("certifi", &["2022.12.7", "2023.7.22", "2024.2.2"]);
const IDNA: (&str, &[&str]) = ("idna", &["3.4", "3.6", "3.7"]);
const CHARSET: (&str, &[&str]) = ("charset-normalizer", &["2.1.1", "3.3.2"]);
const CLICK: (&str, &[&str]) = ("click", &["8.1.3", "8.1.7"]);
const JINJA2: (&str, &[&str]) = ("jinja2", &["3.1.2", "3.1.3", "3.1.4"]);
const MARKUPSAFE: (&str, &[&str]) = ("markupsafe", &["2.1.3", "2.1.5"]);
const NUMPY: (&str, &[&str]) = ("numpy", &["1.24.4", "1.26.4", "2.0.1"]);
const PYYAML: (&str, &[&str]) = ("pyyaml", &["5.3.1", "6.0.1"]);
const PIP: (&str, &[&str]) = ("pip", &["23.0.1", "24.0", "24.2"]);
const SETUPTOOLS: (&str, &[&str]) = ("setuptools", &["65.5.0", "69.1.1", "72.1.0"]);
const PACKAGING: (&str, &[&str]) = ("packaging", &["23.1", "24.0"]);

/// All of them; the first is what a system has itself.
pub(super) const PROJECTS: [Project; 7] = [
    Project {
        name: "system",
        packages: &[
            PIP,
            SETUPTOOLS,
            ("wheel", &["0.38.4", "0.43.0"]),
            CERTIFI,
            REQUESTS,
            URLLIB3,
            IDNA,
            PYYAML,
        ],
    },
    Project {
        name: "shop",
        packages: &[
            ("django", &["3.2.16", "4.1.6", "4.2.11"]),
            ("asgiref", &["3.6.0", "3.7.2"]),
            ("sqlparse", &["0.4.3", "0.5.0"]),
            ("pillow", &["9.5.0", "10.1.0", "10.3.0"]),
            ("gunicorn", &["20.1.0", "22.0.0"]),
            ("psycopg2-binary", &["2.9.5", "2.9.9"]),
            REQUESTS,
            URLLIB3,
            CERTIFI,
            IDNA,
            CHARSET,
            PIP,
        ],
    },
    Project {
        name: "gateway",
        packages: &[
            ("flask", &["2.2.5", "3.0.2"]),
            ("werkzeug", &["2.3.7", "3.0.0", "3.0.3"]),
            ("itsdangerous", &["2.1.2"]),
            JINJA2,
            MARKUPSAFE,
            CLICK,
            ("blinker", &["1.6.2", "1.7.0"]),
            REQUESTS,
            URLLIB3,
            CERTIFI,
            IDNA,
            CHARSET,
            ("cryptography", &["39.0.2", "41.0.5", "42.0.5"]),
            PIP,
        ],
    },
    Project {
        name: "forecast",
        packages: &[
            NUMPY,
            ("pandas", &["1.5.3", "2.2.1"]),
            ("scipy", &["1.10.1", "1.12.0"]),
            ("scikit-learn", &["1.2.2", "1.4.1.post1"]),
            ("joblib", &["1.2.0", "1.3.2"]),
            ("matplotlib", &["3.7.1", "3.8.3"]),
            ("pillow", &["9.5.0", "10.2.0"]),
            PACKAGING,
            ("python-dateutil", &["2.8.2", "2.9.0.post0"]),
            ("six", &["1.16.0"]),
            ("pytz", &["2023.3", "2024.1"]),
            PYYAML,
            PIP,
        ],
    },
    Project {
        name: "crawler",
        packages: &[
            ("aiohttp", &["3.8.4", "3.9.1", "3.9.5"]),
            ("yarl", &["1.9.2", "1.9.4"]),
            ("multidict", &["6.0.4", "6.0.5"]),
            ("attrs", &["22.2.0", "23.2.0"]),
            ("frozenlist", &["1.4.1"]),
            ("aiosignal", &["1.3.1"]),
            ("beautifulsoup4", &["4.12.0", "4.12.3"]),
            ("lxml", &["4.9.2", "5.1.0"]),
            IDNA,
            PIP,
        ],
    },
    Project {
        name: "tools",
        packages: &[
            ("black", &["23.3.0", "24.2.0"]),
            ("ruff", &["0.1.9", "0.4.4"]),
            ("pytest", &["7.3.1", "8.1.1"]),
            ("pluggy", &["1.0.0", "1.4.0"]),
            ("iniconfig", &["2.0.0"]),
            ("mypy", &["1.3.0", "1.9.0"]),
            CLICK,
            PACKAGING,
            ("platformdirs", &["3.5.0", "4.2.0"]),
            ("tomli", &["2.0.1"]),
            PIP,
        ],
    },
    Project {
        name: "notebooks",
        packages: &[
            ("jupyterlab", &["3.6.3", "4.1.5"]),
            ("notebook", &["6.5.4", "7.1.2"]),
            ("tornado", &["6.2", "6.4"]),
            ("ipykernel", &["6.22.0", "6.29.3"]),
            JINJA2,
            MARKUPSAFE,
            NUMPY,
            ("pandas", &["1.5.3", "2.2.1"]),
            REQUESTS,
            URLLIB3,
            CERTIFI,
            IDNA,
            PYYAML,
            PIP,
        ],
    },
];

impl Project {
    /// What is in it with versions of so many tenths of the way from the oldest to the newest; with a malicious package where that is asked for.
    pub(super) fn contents(&self, tenths: usize, malicious: Option<usize>) -> SiteContents {
        let chosen = self.packages.iter().map(|(name, versions)| {
            let at = (versions.len() - 1) * tenths.min(10) / 10;
            distribution(name, versions.get(at).copied().unwrap_or_default())
        });
        let bad = malicious.and_then(|which| MALICIOUS.get(which));
        let bad = bad.map(|(_, name, version, _)| distribution(name, version));
        SiteContents::new(chosen.chain(bad).collect(), 0)
    }
}

fn distribution(name: &str, version: &str) -> DistributionRecord {
    // One of them comes from a repository of the organisation's own.
    let origin = (name == "six").then(|| OriginRecord::Vcs {
        url: "https://code.example/platform/six".to_owned(),
        vcs: "git".to_owned(),
        commit: Some("65486e4383f9f411da95937451205d3c7b61b9e1".to_owned()),
        requested_revision: None,
        subdirectory: None,
    });
    DistributionRecord {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        kind: "dist-info".to_owned(),
        identity: "metadata".to_owned(),
        installer: Some(if name.len().is_multiple_of(3) { "uv" } else { "pip" }.to_owned()),
        origin,
        details: true,
        ..DistributionRecord::default()
    }
}
