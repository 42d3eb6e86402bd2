//! The machines of a demonstration: what each is, has, and tells.

use axum::Router;
use fetter_core::timestamp::Timestamp;
use fetter_protocol::{
    CheckIn, CoverageSummary, Denial, EnvironmentRecord, EventRecord, EventSubject, Host, Kind, LeftOut,
    NotCovered, PackageRequest, ProblemRecord, Report, SiteContents, SiteRecord, WirePath,
};

use super::DemoError;
use super::machine::Machine;
use super::projects::PROJECTS;
use super::tampered::tampered;
use crate::clock;
use crate::state::Shared;

/// The groups, what their machines are called by, which projects they have, and how many of a hundred machines are in them.
pub(super) const GROUPS: [(&str, &str, &[usize], usize); 4] = [
    ("laptops", "lap", &[1, 2, 4, 5, 6], 45),
    ("data science", "ds", &[3, 6, 5], 25),
    ("build", "ci", &[5, 1, 2], 20),
    ("shop servers", "web", &[1, 2], 10),
];
const SYSTEMS: [(&str, &str); 3] = [
    ("Debian GNU/Linux 12 (bookworm)", "6.1.0-32-amd64"),
    ("Ubuntu 24.04.2 LTS", "6.8.0-55-generic"),
    ("Fedora Linux 41", "6.13.4-200.fc41.x86_64"),
];
const PEOPLE: [&str; 12] =
    ["amina", "bjorn", "carmen", "dieter", "elif", "fatou", "goran", "hana", "ivo", "jun", "keiko", "luis"];
const DAY: u64 = 86_400;

/// One machine with what it has.
#[derive(Debug)]
struct Member {
    /// The row of its group.
    group: i64,
    machine: Machine,
    number: usize,
    sites: Vec<(String, SiteContents)>,
    /// Which malicious package it has, and where.
    malicious: Option<usize>,
}

/// The machines.
#[derive(Debug, Default)]
pub(super) struct Fleet {
    count: usize,
    members: Vec<Member>,
}

/// The same for the same numbers, without order.
fn mixed(one: usize, other: usize) -> usize {
    let mut mixed =
        (one as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (other as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^= mixed >> 29;
    mixed = mixed.wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed >> 33) % 1_000_000).unwrap_or_default()
}

impl Fleet {
    pub(super) fn of(count: usize) -> Self {
        Self { count, members: Vec::new() }
    }

    /// Enrols the machines of a group.
    pub(super) async fn enrol(
        &mut self,
        app: &Router,
        (group, id): (&str, i64),
        token: &str,
    ) -> Result<(), DemoError> {
        let Some((_, prefix, projects, hundredths)) = GROUPS.into_iter().find(|(name, ..)| *name == group)
        else {
            return Ok(());
        };
        let machines = (self.count * hundredths / 100).max(1);
        for number in 0..machines {
            let person = PEOPLE[mixed(number, prefix.len()) % PEOPLE.len()];
            let hostname = if prefix == "lap" {
                format!("lap-{person}-{number:02}")
            } else {
                format!("{prefix}-{number:02}")
            };
            let (os, kernel) = SYSTEMS[mixed(number, 3) % SYSTEMS.len()];
            let malicious = match (prefix, number) {
                ("lap", 3 | 11) => Some(0),
                ("ds", 2) => Some(1),
                _ => None,
            };
            let host = host(&hostname, os, kernel)?;
            let sites = sites(number, person, projects, malicious);
            let machine = Machine::new(host)?;
            machine.enrol(app, token).await?;
            self.members.push(Member { machine, group: id, number, sites, malicious });
        }
        Ok(())
    }

    /// Has most of them say that they go by what their groups have for them, and a few that they do not yet: `round` is 0 for the first time.
    pub(super) async fn follow(
        &mut self,
        app: &Router,
        shared: &Shared,
        round: usize,
    ) -> Result<(), DemoError> {
        for member in &mut self.members {
            if mixed(member.number, 19 + round) % 5 < 1 + round {
                continue;
            }
            let id = member.machine.host.machine.clone();
            let failed = |why: &dyn std::fmt::Display| DemoError::new("look for a machine's policy", why);
            let offer = shared.database.offer(member.group, &id).await.map_err(|error| failed(&error))?;
            let report = report(member)?;
            let said = CheckIn {
                schema: Kind::CheckIn.schema().to_owned(),
                version: Kind::CheckIn.version(),
                machine: id,
                state: report.state().map_err(|error| DemoError::new("write a report", error))?,
                acknowledged: 1,
                acknowledged_events: report.last_event(),
                newest_event: report.last_event(),
                bundle: offer.map(|offer| offer.digest),
                decisions: None,
            };
            member.machine.post(app, "/agent/v1/check-in", &said).await?;
        }
        Ok(())
    }

    /// Has them tell what they have, what happened, and what people ask for.
    pub(super) async fn happen(&mut self, app: &Router) -> Result<(), DemoError> {
        for member in &mut self.members {
            let report = report(member)?;
            let contents: Vec<SiteContents> =
                member.sites.iter().map(|(_, contents)| contents.clone()).collect();
            member.machine.report(app, &report, &contents).await?;
        }
        for (member, package, reason) in [
            (1, "pillow==10.1.0", "the label printer needs this version until its driver is new"),
            (5, "left-pad-py", "a customer's script imports it"),
            (9, "requests==2.28.2", "tests record what this version sends"),
        ] {
            let Some(member) = self.members.get_mut(member) else { continue };
            let id = member.machine.host.machine.clone();
            let mut asked = PackageRequest::new(&id, &format!("{:032x}", mixed(member.number, 17)));
            package.clone_into(&mut asked.package);
            reason.clone_into(&mut asked.reason);
            PEOPLE[member.number % PEOPLE.len()].clone_into(&mut asked.user);
            asked.asked = clock::now();
            member.machine.post(app, "/agent/v1/request", &asked).await?;
        }
        Ok(())
    }
}

fn host(hostname: &str, os: &str, kernel: &str) -> Result<Host, DemoError> {
    let id: [u8; 16] = crate::auth::random().map_err(|error| DemoError::new("make an id", error))?;
    Ok(Host {
        machine: fetter_core::hex::encode(&id),
        hostname: hostname.to_owned(),
        os: os.to_owned(),
        kernel: kernel.to_owned(),
        architecture: "x86_64".to_owned(),
        fetter: env!("CARGO_PKG_VERSION").to_owned(),
        booted: Some(clock::now() - DAY * 3),
        mode: "enforce".to_owned(),
        policy: None,
        coverage: CoverageSummary {
            file_systems: 2,
            directories: 0,
            not_covered: Vec::new(),
            reconciled: Some(clock::now() - 3600),
        },
    })
}

/// The system's own site, and some of projects. Machines that are alike have the same, as in life.
fn sites(
    number: usize,
    person: &str,
    projects: &[usize],
    malicious: Option<usize>,
) -> Vec<(String, SiteContents)> {
    let mut sites = vec![(
        "/usr/lib/python3/dist-packages".to_owned(),
        PROJECTS[0].contents(mixed(number, 1) % 3 * 5, None),
    )];
    for (at, which) in projects.iter().take(1 + mixed(number, 2) % projects.len()).enumerate() {
        let project = &PROJECTS[*which];
        let tenths = mixed(number % 7, *which) % 3 * 5;
        let path = format!("/home/{person}/{}/.venv/lib/python3.12/site-packages", project.name);
        sites.push((path, project.contents(tenths, malicious.filter(|_| at == 0))));
    }
    sites
}

fn report(member: &Member) -> Result<Report, DemoError> {
    let path = |text: &str| WirePath::Text(text.to_owned());
    let digest = |contents: &SiteContents| contents.canonical().map(|(digest, _)| digest);
    let sites = member.sites.iter().map(|(place, contents)| {
        let kind = if place.starts_with("/usr") { "system" } else { "environment" };
        Ok(SiteRecord { path: path(place), kind: kind.to_owned(), contents: digest(contents)? })
    });
    let sites: Result<Vec<SiteRecord>, fetter_protocol::MessageError> = sites.collect();
    let mut sites = sites.map_err(|error| DemoError::new("write a site", error))?;
    sites.sort_by(|one, other| one.path.cmp(&other.path));
    let mut environments: Vec<EnvironmentRecord> =
        member.sites.iter().map(|(place, _)| environment(place)).collect();
    environments.sort_by(|one, other| one.prefix.cmp(&other.prefix));
    let mut host = member.machine.host.clone();
    let mut problems = Vec::new();
    // Nothing looks there at what is changed.
    let is_watched = !mixed(member.number, 5).is_multiple_of(9);
    if !is_watched {
        let reason = "it is on a network file system".to_owned();
        host.coverage.not_covered.push(NotCovered { path: path("/mnt/share"), reason });
        problems.push(ProblemRecord {
            path: path("/mnt/share/venv"),
            code: "network-file-system".to_owned(),
            reason: "it was left out, as it is on a network file system".to_owned(),
        });
    }
    let denials = member.malicious.and_then(|which| denial(member, which)).into_iter().collect();
    Ok(Report {
        schema: "fetter-report".to_owned(),
        version: 1,
        sequence: 1,
        taken: clock::now(),
        host,
        sites,
        environments,
        denials,
        tampered: is_watched.then(|| tampered(&member.machine.host.hostname, &member.sites)),
        problems,
        left_out: LeftOut::default(),
        events: events(member),
    })
}

fn environment(place: &str) -> EnvironmentRecord {
    let path = |text: &str| WirePath::Text(text.to_owned());
    let word = |text: &str| text.to_owned();
    let (prefix, kind, creator) = match place.split_once("/lib/python3.12") {
        Some((prefix, _)) => (prefix, "virtual", "venv"),
        None => ("/usr", "base", "debian"),
    };
    EnvironmentRecord {
        prefix: path(prefix),
        kind: word(kind),
        python: word(if kind == "base" { "3.11.2" } else { "3.12.4" }),
        implementation: word("CPython"),
        creator: word(creator),
        sites: vec![path(place)],
    }
}

fn denial(member: &Member, which: usize) -> Option<Denial> {
    let (_, name, version, _) = super::advisories::MALICIOUS.get(which)?;
    let (place, _) = member.sites.get(1)?;
    Some(Denial {
        name: (*name).to_owned(),
        release: Some((*version).to_owned()),
        site: WirePath::Text(place.clone()),
        path: None,
        rule: "malware".to_owned(),
        reason: "it is known to be malicious".to_owned(),
        mode: "enforce".to_owned(),
    })
}

/// What happened of late: installs, and what was refused.
fn events(member: &Member) -> Vec<EventRecord> {
    let mut events = Vec::new();
    let now = clock::now();
    for (place, contents) in member.sites.iter().skip(1) {
        let at = mixed(member.number, events.len()) % contents.distributions.len().max(1);
        let Some(distribution) = contents.distributions.get(at) else { continue };
        let version = distribution.version.clone().unwrap_or_default();
        events.push(event(&events, now, "installed", &distribution.name, &version, place));
    }
    if let Some((_, name, version, _)) =
        member.malicious.and_then(|which| super::advisories::MALICIOUS.get(which))
        && let Some((place, _)) = member.sites.get(1)
    {
        for code in ["denied", "refused"] {
            let mut event = event(&events, now, code, name, version, place);
            event.rule = Some("malware".to_owned());
            event.reason = Some("it is known to be malicious".to_owned());
            events.push(event);
        }
    }
    for changed in tampered(&member.machine.host.hostname, &member.sites) {
        let version = changed.release.unwrap_or_default();
        let Some((place, _)) = member.sites.get(1) else { continue };
        let mut event = event(&events, changed.changed, "tampered", &changed.name, &version, place);
        event.path = Some(changed.path);
        event.reason = Some(changed.reason);
        events.push(event);
    }
    events
}

fn event(
    before: &[EventRecord],
    now: u64,
    code: &str,
    name: &str,
    version: &str,
    place: &str,
) -> EventRecord {
    let sequence = before.len() as u64 + 1;
    let time = Timestamp::of_unix_time(now).map_or_else(String::new, |time| time.to_string());
    EventRecord {
        schema: "fetter-event".to_owned(),
        version: 1,
        sequence,
        time,
        unix_ms: now * 1000,
        code: code.to_owned(),
        subject: EventSubject {
            name: Some(name.to_owned()),
            version: Some(version.to_owned()),
            site: Some(WirePath::Text(place.to_owned())),
            environment: None,
        },
        old_version: None,
        old_origin: None,
        origin: None,
        rule: None,
        reason: None,
        path: None,
        opening: None,
        count: None,
    }
}
