//! A simulated machine: its key, its sites, its journal, and what the server acknowledged.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use fetter_protocol::signed::{SignatureHeader, SignedRequest};
use fetter_protocol::{
    Answer, CheckIn, CoverageSummary, Digest, Enrolled, Enrollment, EnvironmentRecord, EventRecord, Host,
    Instructions, Kind, LeftOut, Message, PublicKey, Report, Signature, SiteRecord, WirePath, limits, read,
    write,
};
use hyper::Method;
use ring::signature::{Ed25519KeyPair, KeyPair};

use super::journal::event;
use super::wire::Sending;
use super::{Pool, Random, Wire};

/// A simulated machine.
#[derive(Debug)]
pub struct Agent {
    /// Its id.
    pub id: String,
    key: Ed25519KeyPair,
    number: u64,
    sequence: u64,
    sites: BTreeMap<String, Digest>,
    journal: Vec<EventRecord>,
    acknowledged: u64,
    acknowledged_events: u64,
    state: Digest,
    /// Each site that was reported at each place.
    reported: BTreeSet<(String, Digest)>,
    random: Random,
}

impl Agent {
    /// The machine of this number, with so many sites of a pool.
    pub fn new(number: u64, sites: usize, pool: &Pool) -> anyhow::Result<Self> {
        let mut random = Random::new(number.wrapping_mul(0x5851_f42d_4c95_7f2d));
        let mut seed = [0; 32];
        for part in seed.chunks_mut(8) {
            part.copy_from_slice(&random.next().to_be_bytes());
        }
        let id = format!("{:016x}{:016x}", random.next(), number);
        let Ok(key) = Ed25519KeyPair::from_seed_unchecked(&seed) else { bail!("no key of a seed") };
        let sites = (0..sites).map(|site| {
            let path = format!("/home/user{}/project{site}/.venv/lib/python3.12/site-packages", number % 10);
            (path, pool.site(random.below(pool.len())).digest)
        });
        let mut agent = Self {
            id,
            key,
            number: 0,
            sequence: 1,
            sites: sites.collect(),
            journal: Vec::new(),
            acknowledged: 0,
            acknowledged_events: 0,
            state: Digest::of(b""),
            reported: BTreeSet::new(),
            random,
        };
        agent.state = agent.report().state()?;
        Ok(agent)
    }

    /// What is where, by path.
    #[must_use]
    pub const fn sites(&self) -> &BTreeMap<String, Digest> {
        &self.sites
    }

    /// Whether that site was ever reported to be there.
    #[must_use]
    pub fn has_reported(&self, path: &str, digest: Digest) -> bool {
        self.reported.contains(&(path.to_owned(), digest))
    }

    /// How many events it has had.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.journal.len() as u64
    }

    /// Another site takes the place of one, and the journal says so.
    pub fn change(&mut self, pool: &Pool) -> anyhow::Result<()> {
        let places: Vec<&String> = self.sites.keys().collect();
        let place = places[self.random.below(places.len())].clone();
        let new = pool.site(self.random.below(pool.len())).digest;
        for _ in 0..=self.random.below(3) {
            self.journal.push(event(self.journal.len() as u64 + 1, &place));
        }
        self.sites.insert(place, new);
        self.sequence += 1;
        self.state = self.report().state()?;
        Ok(())
    }

    /// Asks to be taken with a token.
    pub async fn enrol(&self, wire: &mut Wire, token: &str) -> anyhow::Result<()> {
        let key = PublicKey::new(self.key.public_key().as_ref().try_into()?);
        let proof = self.sign(&Enrollment::claim(&self.id, &key))?;
        let asked = Enrollment {
            schema: Kind::Enrollment.schema().to_owned(),
            version: Kind::Enrollment.version(),
            token: token.to_owned(),
            key,
            proof,
            host: self.host(),
        };
        let sending = Sending {
            method: Method::POST,
            target: "/agent/v1/enroll".to_owned(),
            signature: None,
            token: None,
            session: None,
            is_packed: false,
            body: write(&asked)?,
        };
        let (status, bytes) = wire.send(sending).await?;
        taken::<Enrolled>(status, &bytes).map(drop)
    }

    /// Says how it stands, and hears what it is to do.
    pub async fn check_in(&mut self, wire: &mut Wire) -> anyhow::Result<Instructions> {
        let said = CheckIn {
            schema: Kind::CheckIn.schema().to_owned(),
            version: Kind::CheckIn.version(),
            machine: self.id.clone(),
            state: self.state,
            acknowledged: self.acknowledged,
            acknowledged_events: self.acknowledged_events,
            newest_event: self.events(),
            bundle: None,
            decisions: None,
        };
        let told: Instructions =
            self.ask(wire, Method::POST, "/agent/v1/check-in", write(&said)?, false).await?;
        // A server that was restored from a copy is told again what came after.
        self.acknowledged = self.acknowledged.min(told.acknowledged);
        self.acknowledged_events = self.acknowledged_events.min(told.acknowledged_events);
        Ok(told)
    }

    /// Reports, and sends the contents that are wanted.
    pub async fn bring(&mut self, wire: &mut Wire, pool: &Pool) -> anyhow::Result<()> {
        let report = self.report();
        self.reported.extend(self.sites.iter().map(|(path, digest)| (path.clone(), *digest)));
        let bytes = zstd::bulk::compress(&write(&report)?, 3)?;
        let answer: Answer = self.ask(wire, Method::POST, "/agent/v1/report", bytes, true).await?;
        for digest in answer.wanted {
            let site = pool.of(&digest).context("a site is wanted that is in no pool")?;
            let target = format!("/agent/v1/site/{digest}");
            let answer: Answer = self.ask(wire, Method::PUT, &target, site.packed().to_vec(), true).await?;
            if answer.stored != [digest] {
                bail!("contents were taken and not stored");
            }
        }
        // Only now: contents that did not arrive are wanted again when it reports again.
        self.acknowledged = answer.acknowledged;
        self.acknowledged_events = answer.acknowledged_events;
        Ok(())
    }

    async fn ask<M: Message>(
        &mut self,
        wire: &mut Wire,
        method: Method,
        target: &str,
        body: Vec<u8>,
        is_packed: bool,
    ) -> anyhow::Result<M> {
        self.number += 1;
        let signature = Some(self.header(method.as_str(), target, &body)?);
        let target = target.to_owned();
        let sending = Sending { method, target, signature, token: None, session: None, is_packed, body };
        let (status, bytes) = wire.send(sending).await?;
        taken(status, &bytes)
    }

    fn header(&self, method: &str, target: &str, body: &[u8]) -> anyhow::Result<String> {
        let time = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let (machine, number) = (self.id.as_str(), self.number);
        let signed = SignedRequest { method, target, machine, time, number, body: Digest::of(body) };
        let signature = self.sign(&signed.to_bytes())?;
        Ok(SignatureHeader { machine: self.id.clone(), time, number, signature }.to_string())
    }

    fn sign(&self, bytes: &[u8]) -> anyhow::Result<Signature> {
        Ok(Signature::new(self.key.sign(bytes).as_ref().try_into()?))
    }

    /// The whole state, with the events that were not acknowledged.
    fn report(&self) -> Report {
        let site = |(path, digest): (&String, &Digest)| SiteRecord {
            path: WirePath::Text(path.clone()),
            kind: "environment".to_owned(),
            contents: *digest,
        };
        let environment = |path: &String| EnvironmentRecord {
            prefix: WirePath::Text(path.trim_end_matches("/lib/python3.12/site-packages").to_owned()),
            kind: "virtual".to_owned(),
            python: "3.12.7".to_owned(),
            implementation: "CPython".to_owned(),
            creator: "uv".to_owned(),
            sites: vec![WirePath::Text(path.clone())],
        };
        let new = self.journal.iter().filter(|event| event.sequence > self.acknowledged_events);
        Report {
            schema: Kind::Report.schema().to_owned(),
            version: Kind::Report.version(),
            sequence: self.sequence,
            taken: 0,
            host: self.host(),
            sites: self.sites.iter().map(site).collect(),
            environments: self.sites.keys().map(environment).collect(),
            denials: Vec::new(),
            tampered: Some(Vec::new()),
            problems: Vec::new(),
            left_out: LeftOut::default(),
            events: new.take(limits::EVENTS).cloned().collect(),
        }
    }

    fn host(&self) -> Host {
        Host {
            machine: self.id.clone(),
            hostname: format!("host-{}", &self.id[24..]),
            os: "Debian GNU/Linux 12".to_owned(),
            kernel: "6.1.0-28-amd64".to_owned(),
            architecture: "x86_64".to_owned(),
            fetter: "0.1.0".to_owned(),
            booted: None,
            mode: "enforce".to_owned(),
            policy: None,
            coverage: CoverageSummary::default(),
        }
    }
}

/// That the server is busy: it asks to be asked again later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Later;

impl std::fmt::Display for Later {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the server is busy, and wants to be asked again later")
    }
}

impl std::error::Error for Later {}

/// The message that an answer is. A number that was used before is no error of the machine's: the request is made again.
fn taken<M: Message>(status: u16, bytes: &[u8]) -> anyhow::Result<M> {
    if matches!(status, 200 | 201) {
        return Ok(read(bytes)?);
    }
    if matches!(status, 429 | 503) {
        return Err(Later.into());
    }
    let text = String::from_utf8_lossy(bytes);
    bail!("{status} {text}")
}
