//! People who are told by mail.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use fetter_server::ServerOptions;
use fetter_server::mail::{MailSettings, Mailer};
use serde_json::json;

use crate::support::api::asking;
use crate::support::{Fixture, now_i64, on_both};

/// A server of mail that takes everything, or refuses recipients, and keeps what came.
struct Smtp {
    address: SocketAddr,
    mails: Arc<Mutex<Vec<String>>>,
}

impl Smtp {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a socket");
        let address = listener.local_addr().expect("an address");
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = mails.clone();
        // It ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = talk(stream, &kept);
            }
        });
        Self { address, mails }
    }

    fn mails(&self) -> Vec<String> {
        self.mails.lock().expect("nobody panicked").clone()
    }
}

fn talk(stream: TcpStream, mails: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let mut mail = String::new();
    out.write_all(b"220 mail.example ESMTP\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        mail.push_str(&line);
        mail.push('\n');
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match word.as_str() {
            "EHLO" => "250 mail.example\r\n",
            "RCPT" if line.contains("nobody@") => "550 no such user\r\n",
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail.push_str(&line);
                    mail.push('\n');
                }
                mails.lock().expect("nobody panicked").push(std::mem::take(&mut mail));
                "250 taken\r\n"
            }
            "QUIT" => {
                out.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => "250 fine\r\n",
        };
        out.write_all(answer.as_bytes())?;
    }
    Ok(())
}

fn mailer(fixture: &Fixture, smtp: &Smtp) -> Mailer {
    let settings = MailSettings {
        server: format!("smtp://{}", smtp.address),
        from: "fetter@server.example".to_owned(),
        credentials: None,
        minutes: 15,
    };
    Mailer::new(fixture.database().clone(), &settings, fixture.shared.metrics().clone()).expect("a mailer")
}

/// So many machines are silent, and it is noted.
async fn notices(fixture: &Fixture, acme: i64, count: u32) {
    let values = (0..count).map(|number| {
        format!("({}, {acme}, 1, 'silent', NULL, 'machine {number} is\r\nBcc: silent')", 1000 + number)
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO notice (id, organisation, time, kind, machine, detail) VALUES {values}");
    crate::support::execute(&fixture.address, &sql).await;
}

#[test]
fn many_notices_are_one_mail_and_the_next_comes_some_time_later() {
    on_both("mail", async |plain| {
        let smtp = Smtp::start();
        let acme = plain.organisation("acme").await;
        let admin = plain.administrator(acme, "ada").await;
        let body = |address: &str| json!({"address": address, "kinds": ["silent", "finding"]});
        let fixture = plain.told(ServerOptions { sends_mail: true, ..ServerOptions::new(60) });
        for (address, status) in [
            ("ada@mail.example", 201),
            ("ada@mail.example", 409),
            ("a\r\nBcc: b@c.example", 422),
            ("ada", 422),
        ] {
            let made = fixture.ask("POST", &admin, "/mail-recipients", body(address)).await;
            assert_eq!(made.status, status, "{address}");
        }
        // A server that sends none says so.
        let errors = plain.get(&admin, "/mail-recipients").await.column("error");
        assert!(errors[0].as_str().is_some_and(|error| error.contains("sends no mail")), "{errors:?}");
        assert_eq!(fixture.get(&admin, "/mail-recipients").await.column("error"), [""]);
        let mailer = mailer(&fixture, &smtp);
        let now = now_i64();
        assert_eq!(mailer.work(now).await.expect("the database works"), 0, "there is nothing to tell");
        notices(&fixture, acme, 500).await;
        assert_eq!(mailer.work(now).await.expect("the database works"), 1);
        let mails = smtp.mails();
        assert_eq!(mails.len(), 1);
        let mail = &mails[0];
        assert!(
            mail.contains("RCPT TO:<ada@mail.example>")
                && mail.contains("Subject: fetter: 500 notices of acme"),
            "{mail}"
        );
        assert!(mail.contains("and 300 more.") && mail.contains("- silent: machine 0 is"), "{mail}");
        // What somebody made a machine say is no header.
        assert!(!mail.lines().any(|line| line.starts_with("Bcc")), "{mail}");
        // What comes next waits, and is one mail again; what a recipient is not told is none.
        let sql = format!("UPDATE notice SET id = id + 1000, kind = 'finding' WHERE organisation = {acme}");
        crate::support::execute(&fixture.address, &sql).await;
        assert_eq!(mailer.work(now + 14 * 60).await.expect("the database works"), 0);
        assert_eq!(mailer.work(now + 15 * 60).await.expect("the database works"), 1);
        let sql = format!("UPDATE notice SET id = id + 1000, kind = 'heard' WHERE organisation = {acme}");
        crate::support::execute(&fixture.address, &sql).await;
        assert_eq!(mailer.work(now + 3600).await.expect("the database works"), 0);
        assert_eq!(smtp.mails().len(), 2);
    });
}

#[test]
fn a_mail_that_does_not_go_out_is_tried_again_and_the_administrator_sees_why() {
    on_both("mail fails", async |plain| {
        let smtp = Smtp::start();
        let acme = plain.organisation("acme").await;
        let admin = plain.administrator(acme, "ada").await;
        let fixture = plain.told(ServerOptions { sends_mail: true, ..ServerOptions::new(60) });
        let body = json!({"address": "nobody@mail.example"});
        let made = fixture.ask("POST", &admin, "/mail-recipients", body).await.json();
        notices(&fixture, acme, 1).await;
        let mailer = mailer(&fixture, &smtp);
        let now = now_i64();
        assert_eq!(mailer.work(now).await.expect("the database works"), 1);
        assert!(smtp.mails().is_empty());
        let errors = fixture.get(&admin, "/mail-recipients").await.column("error");
        assert!(errors[0].as_str().is_some_and(|error| error.contains("no such user")), "{errors:?}");
        assert_eq!(mailer.work(now + 60).await.expect("the database works"), 0);
        assert_eq!(mailer.work(now + 300).await.expect("the database works"), 1);
        let remove = asking("DELETE", &format!("/mail-recipients/{}", made["id"]), &admin, None);
        assert_eq!(fixture.send(remove).await.status, 204);
        assert_eq!(mailer.work(now + 3600).await.expect("the database works"), 0);
    });
}

#[test]
fn a_mail_is_one_servers_and_who_is_late_changes_nothing() {
    on_both("late mail", async |plain| {
        let smtp = Smtp::start();
        let acme = plain.organisation("acme").await;
        let admin = plain.administrator(acme, "ada").await;
        let fixture = plain.told(ServerOptions { sends_mail: true, ..ServerOptions::new(60) });
        for address in ["ada@mail.example", "ben@mail.example"] {
            let made = fixture.ask("POST", &admin, "/mail-recipients", json!({"address": address})).await;
            assert_eq!(made.status, 201);
        }
        notices(&fixture, acme, 1).await;
        let (database, now) = (fixture.database(), now_i64());
        let slow = database.next_letter(now).await.expect("an answer").expect("a mail");
        assert_eq!(mailer(&fixture, &smtp).work(now + 1).await.expect("an answer"), 1, "the other one alone");
        // It takes too long, and another server does it.
        let again = database.next_letter(now + 300).await.expect("an answer").expect("a mail");
        assert_eq!(again.address, slow.address);
        database.end_letter(&again, None, now + 301, now + 400).await.expect("noted");
        database.end_letter(&slow, Some("too slow"), now + 302, now + 303).await.expect("nothing");
        assert_eq!(fixture.get(&admin, "/mail-recipients").await.column("error"), ["", ""]);
        assert!(database.next_letter(now + 350).await.expect("an answer").is_none());
    });
}
