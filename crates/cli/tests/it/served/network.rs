//! A network of this machine's own: a place for a server, and places for machines that reach it and nothing else.

use std::process::Command;

use fetter_testkit::gate;
use fetter_testkit::program::{Program, exists};

/// Where the server is.
pub(super) const SERVER: &str = "10.82.0.1";
/// What the names of namespaces are files in.
const NAMES: &str = "/run/netns";

/// A network namespace; it ends with this.
#[derive(Debug)]
pub(super) struct Place {
    name: String,
}

impl Place {
    /// One of this name and process.
    fn new(name: &str) -> Result<Self, String> {
        let place = Self { name: format!("fetter-{}-{name}", std::process::id()) };
        ip(&format!("netns add {}", place.name))?;
        place.ip("link set lo up")?;
        Ok(place)
    }

    /// A program that runs there, with the files of everybody else: `ip netns exec` would bring mounts of its own.
    pub(super) fn program(&self, program: &str) -> Program {
        Program::new("nsenter").args([self.entered().as_str(), program])
    }

    /// The same as a command with this process' variables, to which the program is to be added.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new("nsenter");
        command.arg(self.entered());
        command
    }

    fn entered(&self) -> String {
        format!("--net={NAMES}/{}", self.name)
    }

    fn ip(&self, line: &str) -> Result<(), String> {
        ip(&format!("-n {} {line}", self.name))
    }

    /// A cable from here to a bridge there.
    fn plug(&self, address: &str, into: &Self, port: &str) -> Result<(), String> {
        self.ip(&format!("link add up0 type veth peer name {port} netns {}", into.name))?;
        into.ip(&format!("link set {port} master bridge0 up"))?;
        self.ip(&format!("addr add {address}/24 dev up0"))?;
        self.ip("link set up0 up")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = ip(&format!("netns delete {}", self.name));
    }
}

/// A bridge with a server's place and those of machines.
#[derive(Debug)]
pub(super) struct Network {
    pub(super) server: Place,
    pub(super) machines: Vec<Place>,
}

impl Network {
    /// One with so many machines. The caller is skipped where there cannot be one.
    pub(super) fn new(machines: u8, what: &str) -> Option<Self> {
        let missing = match () {
            () if !rustix::process::geteuid().is_root() => "root, who may make network namespaces".to_owned(),
            () if !exists("ip") || !exists("nsenter") => "ip(8) and nsenter(1)".to_owned(),
            () => match Self::made(machines) {
                Ok(network) => return Some(network),
                Err(why) => format!("network namespaces: {why}"),
            },
        };
        gate::skip(what, &missing);
        None
    }

    fn made(count: u8) -> Result<Self, String> {
        let server = Place::new("server")?;
        server.ip("link add bridge0 type bridge")?;
        server.ip(&format!("addr add {SERVER}/24 dev bridge0"))?;
        server.ip("link set bridge0 up")?;
        let machine = |number: u8| {
            let place = Place::new(&format!("machine{number}"))?;
            place.plug(&format!("10.82.0.{}", 10 + number), &server, &format!("port{number}"))?;
            Ok(place)
        };
        let machines: Result<Vec<Place>, String> = (1..=count).map(machine).collect();
        Ok(Self { machines: machines?, server })
    }
}

fn ip(line: &str) -> Result<(), String> {
    let ran = Program::new("ip").args(line.split(' ')).run();
    if ran.code == Some(0) { Ok(()) } else { Err(format!("ip {line}: {}", ran.stderr.trim())) }
}
