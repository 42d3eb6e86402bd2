//! One message of each kind, with everything in it that it can have.

use fetter_protocol::{
    Answer, Bundle, BundleFile, BundleRef, CheckIn, CondaRecord, CoverageSummary, Denial, Digest,
    DistributionRecord, EmbeddedRecord, Enrolled, Enrollment, EnvironmentRecord, EventRecord, EventSubject,
    Fixed, Host, Instructions, LeftOut, NotCovered, Opening, OriginRecord, PackageRequest, PolicyState,
    ProblemRecord, Report, RequestAnswer, RequestState, SiteContents, SiteRecord, TamperedRecord, WirePath,
};

pub(crate) const MACHINE: &str = "0123456789abcdef0123456789abcdef";

pub(crate) fn path(text: &str) -> WirePath {
    WirePath::Text(text.to_owned())
}

pub(crate) fn distribution(name: &str, version: &str) -> DistributionRecord {
    DistributionRecord {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        kind: "dist-info".to_owned(),
        identity: "metadata".to_owned(),
        ..DistributionRecord::default()
    }
}

pub(crate) fn site() -> SiteContents {
    let full = DistributionRecord {
        origin: Some(OriginRecord::Vcs {
            url: "https://forge.example/b.git".to_owned(),
            vcs: "git".to_owned(),
            commit: Some("0a1b".to_owned()),
            requested_revision: Some("main".to_owned()),
            subdirectory: Some("python".to_owned()),
        }),
        installer: Some("pip".to_owned()),
        requested: true,
        requires_python: Some(">=3.9".to_owned()),
        requires: vec!["a>=1".to_owned()],
        license: Some("MIT".to_owned()),
        conda: Some(CondaRecord {
            name: "b".to_owned(),
            build: "py_0".to_owned(),
            channel: "conda-forge".to_owned(),
            subdir: Some("noarch".to_owned()),
            archive: Some("b-2-py_0.conda".to_owned()),
            md5: Some("00".repeat(16)),
            sha256: Some("00".repeat(32)),
        }),
        embedded: vec![EmbeddedRecord {
            name: "zlib".to_owned(),
            version: Some("1.3".to_owned()),
            purl: None,
            file: "auditwheel.cdx.json".to_owned(),
        }],
        details: true,
        license_expression: Some("MIT OR Apache-2.0".to_owned()),
        license_classifiers: vec!["License :: OSI Approved :: MIT License".to_owned()],
        license_files: vec!["LICENSE".to_owned()],
        extras: vec!["socks".to_owned()],
        ..distribution("b", "2")
    };
    SiteContents::new(vec![full, distribution("a", "1.0")], 0)
}

pub(crate) fn event(sequence: u64) -> EventRecord {
    EventRecord {
        schema: "fetter-event".to_owned(),
        version: 1,
        sequence,
        time: "2026-06-15T12:00:00Z".to_owned(),
        unix_ms: 1_781_524_800_123,
        code: "refused".to_owned(),
        subject: EventSubject {
            name: Some("evil".to_owned()),
            version: Some("1.0".to_owned()),
            site: Some(path("/v/lib/python3.11/site-packages")),
            environment: Some(path("/v")),
        },
        old_version: None,
        old_origin: None,
        origin: None,
        rule: Some("deny".to_owned()),
        reason: Some("it is malware".to_owned()),
        path: Some(WirePath::Bytes { hex: "2fff".to_owned() }),
        opening: Some(Opening {
            pid: 7,
            uid: Some(1000),
            user: Some("ada".to_owned()),
            command: Some("python3".to_owned()),
        }),
        count: Some(2),
    }
}

pub(crate) fn answer() -> Answer {
    Answer { wanted: vec![Digest::of(b"")], ..Answer::acknowledging(MACHINE, 4, 9) }
}

pub(crate) fn report() -> Report {
    let site_path = || path("/v/lib/python3.11/site-packages");
    Report {
        schema: "fetter-report".to_owned(),
        version: 1,
        sequence: 4,
        taken: 1_781_524_800,
        host: host(),
        sites: vec![SiteRecord {
            path: site_path(),
            kind: "environment".to_owned(),
            contents: Digest::of(b""),
        }],
        environments: vec![EnvironmentRecord {
            prefix: path("/v"),
            kind: "virtual".to_owned(),
            python: "3.11.7".to_owned(),
            implementation: "CPython".to_owned(),
            creator: "venv".to_owned(),
            sites: vec![site_path()],
        }],
        denials: vec![Denial {
            name: "evil".to_owned(),
            release: Some("1.0".to_owned()),
            site: site_path(),
            path: None,
            rule: "deny".to_owned(),
            reason: "it is malware".to_owned(),
            mode: "enforce".to_owned(),
        }],
        tampered: Some(vec![TamperedRecord {
            site: site_path(),
            name: "Good".to_owned(),
            release: Some("1.0".to_owned()),
            path: path("/v/lib/python3.11/site-packages/good/__init__.py"),
            reason: "it has another hash than what was installed".to_owned(),
            files: 2,
            severity: "high".to_owned(),
            since: 1_781_527_267,
            changed: 1_781_527_267,
        }]),
        problems: vec![ProblemRecord {
            path: path("/root"),
            code: "directory-unreadable".to_owned(),
            reason: "permission denied".to_owned(),
        }],
        left_out: LeftOut { problems: 3, tampered: 1, ..LeftOut::default() },
        events: vec![event(8), event(9)],
    }
}

fn host() -> Host {
    Host {
        machine: MACHINE.to_owned(),
        hostname: "build-7".to_owned(),
        os: "Debian GNU/Linux 13".to_owned(),
        kernel: "6.12.0".to_owned(),
        architecture: "x86_64".to_owned(),
        fetter: "0.1.0".to_owned(),
        booted: Some(1_781_000_000),
        mode: "enforce".to_owned(),
        policy: Some(PolicyState {
            name: "engineering".to_owned(),
            version: "3".to_owned(),
            digest: Digest::of(b"policy"),
            rejected: None,
        }),
        coverage: CoverageSummary {
            file_systems: 2,
            directories: 1,
            not_covered: vec![NotCovered {
                path: path("/mnt"),
                reason: "it is a network file system".to_owned(),
            }],
            reconciled: Some(1_781_524_000),
        },
    }
}

pub(crate) fn enrollment() -> Enrollment {
    Enrollment {
        schema: "fetter-enrollment".to_owned(),
        version: 1,
        token: "once-only".to_owned(),
        key: Fixed::new([7; 32]),
        proof: Fixed::new([8; 64]),
        host: report().host,
    }
}

pub(crate) fn enrolled() -> Enrolled {
    Enrolled {
        schema: "fetter-enrolled".to_owned(),
        version: 1,
        machine: MACHINE.to_owned(),
        organisation: "Example".to_owned(),
        group: "laptops".to_owned(),
        policy_key: Fixed::new([9; 32]),
        time: 1_781_524_800,
        interval: 60,
    }
}

pub(crate) fn check_in() -> CheckIn {
    CheckIn {
        schema: "fetter-check-in".to_owned(),
        version: 1,
        machine: MACHINE.to_owned(),
        state: report().state().expect("it is within its limits"),
        acknowledged: 3,
        acknowledged_events: 17,
        newest_event: 18,
        bundle: Some(Digest::of(b"policies")),
        decisions: Some(7),
    }
}

pub(crate) fn instructions() -> Instructions {
    Instructions {
        schema: "fetter-instructions".to_owned(),
        version: 1,
        machine: MACHINE.to_owned(),
        time: 1_781_524_800,
        report: true,
        acknowledged: 3,
        acknowledged_events: 17,
        bundle: Some(BundleRef { digest: Digest::of(b"more"), signature: Fixed::new([1; 64]), number: 4 }),
        next: 60,
        decisions: vec![decision()],
    }
}

pub(crate) fn decision() -> RequestState {
    RequestState {
        reason: "for the release".to_owned(),
        until: Some("2026-09-30".to_owned()),
        number: 8,
        ..RequestState::new(&"c".repeat(32), RequestState::APPROVED)
    }
}

pub(crate) fn request() -> PackageRequest {
    PackageRequest {
        package: "evil==1.0".to_owned(),
        reason: "our build needs it".to_owned(),
        user: "ann".to_owned(),
        rules: vec!["approved".to_owned()],
        asked: 1_781_524_800,
        ..PackageRequest::new(MACHINE, &"c".repeat(32))
    }
}

pub(crate) fn request_answer() -> RequestAnswer {
    RequestAnswer::new(MACHINE, RequestState::new(&"c".repeat(32), RequestState::OPEN))
}

pub(crate) fn bundle() -> Bundle {
    let file = |name: &str| BundleFile { name: name.to_owned(), text: "a==1\n".to_owned() };
    let policy = "schema = \"policy-1\"\n".to_owned();
    Bundle::new("acme", 4, policy, vec![file("b.txt"), file("a.txt")])
}
