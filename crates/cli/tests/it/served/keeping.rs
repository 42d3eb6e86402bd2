//! A server that is saved, looked at and brought back, as an operator does it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fetter_testkit::Scratch;

use crate::support::fetter;

/// An advisory.
const RECORD: &str = r#"{"id":"MAL-1","modified":"2026-01-01T00:00:00Z","summary":"bad","affected":[{"package":{"ecosystem":"PyPI","name":"evil"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}"#;

/// A server on a loopback address.
struct Server {
    child: Child,
    url: String,
    link: Option<String>,
}

impl Server {
    fn start(home: &Scratch, data: &str, is_new: bool) -> Self {
        let line = format!(
            "server run --data {data} --plain-http --listen 127.0.0.1:0 --metrics-token-file metrics{}",
            if is_new { "" } else { " --advisories records" }
        );
        let log = std::fs::File::options().create(true).append(true).open(home.at("log")).expect("a log");
        let mut command = fetter(home).args(line.split(' ')).into_command();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let last = |line: std::io::Result<String>| {
            line.expect("a line").rsplit(' ').next().unwrap_or_default().to_owned()
        };
        let url = last(lines.next().expect("it listens"));
        let link = is_new.then(|| {
            lines.next().expect("an organisation").expect("a line");
            last(lines.next().expect("a link"))
        });
        Self { child, url, link }
    }

    /// What it answers to a GET with a token.
    fn get(&self, target: &str, token: &str) -> String {
        let mut stream = TcpStream::connect(self.url.trim_start_matches("http://")).expect("it listens");
        let request = format!(
            "GET {target} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_is_saved_while_it_runs_and_brought_back_elsewhere() {
    let home = Scratch::new("keeping");
    let tree = home.tree();
    tree.file("metrics", "a-token-for-metrics\n");
    tree.file("records/MAL-1.json", RECORD);
    tree.file("password", "correct horse battery staple\n");
    let server = Server::start(&home, "data", true);
    tree.file("link", server.link.clone().expect("a link"));
    let run = |line: &str| fetter(&home).args(line.split(' ')).run();
    let sign_in = |url: &str, rest: &str| {
        run(&format!("server sign-in --server {url} --user ada --password-file password{rest}"))
    };
    assert_eq!(sign_in(&server.url, " --link-file link").code, Some(0));
    assert_eq!(run("server token create --group laptops").code, Some(0));
    // Programs that are told: nothing inside, and the secret once.
    let inside = run("server webhook create https://127.0.0.1/hook");
    assert!(inside.code == Some(1) && inside.stderr.contains("private network"), "{}", inside.stderr);
    let made = run("server webhook create https://hooks.example/x --kind finding --kind refused");
    assert!(made.code == Some(0) && made.stdout.starts_with("whsec_"), "{} {}", made.stdout, made.stderr);
    let listed = run("server webhook list");
    for told in ["https://hooks.example/x", "finding, refused", "is told"] {
        assert!(listed.stdout.contains(told), "{}", listed.stdout);
    }
    let items = |line: &str| -> Vec<serde_json::Value> {
        let document: serde_json::Value = serde_json::from_str(&run(line).stdout).expect("JSON");
        document["items"].as_array().cloned().expect("a list")
    };
    let hook = items("server webhook list json")[0]["id"].clone();
    assert_eq!(run(&format!("server webhook test {hook}")).code, Some(0));
    assert!(items(&format!("server webhook dead-letters {hook} json")).is_empty());
    assert_eq!(items(&format!("server webhook deliveries {hook} json"))[0]["kind"], "test");
    let again = run(&format!("server webhook redeliver --all-of {hook}"));
    assert_eq!(again.stdout, "0 are told once more\n", "{}", again.stderr);
    // Metrics, with their token alone.
    assert!(server.get("/metrics", "another").starts_with("HTTP/1.1 401"));
    let metrics = server.get("/metrics", "a-token-for-metrics");
    assert!(metrics.contains("fetter_http_requests_total{route=\"/api/v1/first\""), "{metrics}");
    // While it runs, it is saved and looked at.
    let backup = run("server backup --data data one.backup");
    assert!(
        backup.code == Some(0) && backup.stdout.contains("rows of"),
        "{} {}",
        backup.stdout,
        backup.stderr
    );
    let mode = std::fs::metadata(home.at("one.backup")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(run("server restore --verify one.backup").code, Some(0));
    assert_eq!(run("server backup --data data one.backup").code, Some(1), "it is there already");
    let doctor = run("server doctor --data data --json");
    assert_eq!(doctor.code, Some(3), "nothing is known of packages: {}", doctor.stdout);
    let document: serde_json::Value = serde_json::from_str(&doctor.stdout).expect("JSON");
    let schema = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema/doctor-1.json"));
    let schema: serde_json::Value = serde_json::from_slice(&schema.expect("it is there")).expect("JSON");
    assert!(jsonschema::is_valid(&schema, &document), "{document}");
    let checks = document["checks"].as_array().expect("checks");
    let wrong: Vec<&str> = checks
        .iter()
        .filter(|check| check["outcome"] != "good")
        .filter_map(|check| check["code"].as_str())
        .collect();
    assert_eq!(wrong, ["advisories"], "{}", doctor.stdout);
    // Another place: empty, or it is refused.
    assert_eq!(run("server restore --data data one.backup").code, Some(1), "a server is there");
    let restored = run("server restore --data other one.backup");
    assert_eq!(restored.code, Some(0), "{}", restored.stderr);
    assert_eq!(run("server restore --data other one.backup").code, Some(1), "a server is there by now");
    drop(server);
    let server = Server::start(&home, "other", false);
    assert!(run("server token create").code == Some(1), "who was signed in signs in again");
    // It takes advisories from where it was told.
    let end = Instant::now() + Duration::from_secs(60);
    while run("server doctor --data other").code != Some(0) {
        assert!(Instant::now() < end, "{}", run("server doctor --data other").stdout);
        std::thread::sleep(Duration::from_millis(100));
    }
    let signed_in = sign_in(&server.url, "");
    assert_eq!(signed_in.code, Some(0), "{}", signed_in.stderr);
    assert_eq!(run("server token create --group laptops").code, Some(0));
    assert!(run("server webhook list").stdout.contains("https://hooks.example/x"));
    assert_eq!(run(&format!("server webhook delete {hook}")).code, Some(0));
    assert!(items("server webhook list json").is_empty());
    assert_eq!(run("server mail add ada@mail.example --kind finding").code, Some(0));
    let mail = items("server mail list json");
    assert_eq!(
        (&mail[0]["address"], &mail[0]["kinds"]),
        (&"ada@mail.example".into(), &serde_json::json!(["finding"]))
    );
    assert!(run("server mail list").stdout.contains("this server sends no mail"));
    assert_eq!(run(&format!("server mail remove {}", mail[0]["id"])).code, Some(0));
    assert!(items("server mail list json").is_empty());
    // A key that does not fit, and files that others read.
    std::fs::write(home.at("other/server.key"), "11".repeat(32)).expect("written");
    std::fs::set_permissions(home.at("other"), std::fs::Permissions::from_mode(0o755)).expect("changed");
    let doctor = run("server doctor --data other");
    assert!(
        doctor.stdout.contains("finding    permissions") && doctor.stdout.contains("finding    key"),
        "{}",
        doctor.stdout
    );
    drop(server);
    // Nothing secret is in the log.
    let log = std::fs::read_to_string(home.at("log")).expect("a log");
    for secret in ["correct horse", "fetter_", "whsec_", "a-token-for"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    assert_eq!(run("server doctor --data nowhere").code, Some(4));
    assert!(!home.at("nowhere").exists(), "who looks makes nothing");
}
