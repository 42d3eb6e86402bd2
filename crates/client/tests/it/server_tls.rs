//! A server whose one certificate is believed.

use std::time::Duration;

use fetter_client::Network;
use fetter_client::server::{MachineClient, MachineKey, Place, ServerClient, ServerError};
use fetter_protocol::Digest;
use fetter_testkit::server::{Response, Server};

use crate::server::{Kept, MACHINE, check_in, instructions, now};
use crate::tls::encrypted;

fn machine(server: &Server, host: &str, fingerprint: Option<Digest>) -> MachineClient {
    let url = format!("https://{host}:{}", server.address().port());
    let place = Place::new(&url, fingerprint).unwrap();
    let client = ServerClient::new(&place, &Network::default()).unwrap();
    MachineClient::new(client, MACHINE, MachineKey::generate().unwrap(), Box::new(Kept::default()))
}

#[test]
fn the_certificate_that_was_named_is_believed_whatever_its_name_and_authority() {
    let (server, _, certificate) = encrypted("elsewhere.example");
    server.answer("/agent/v1/check-in", instructions(now()).keeping());
    server.answer("/agent/v1/report", Response::json(vec![b' '; 300_000]));
    let client = machine(&server, "127.0.0.1", Some(Digest::of(&certificate)));
    client.check_in(&check_in(), Duration::ZERO).unwrap();
    client.check_in(&check_in(), Duration::ZERO).unwrap();
    assert_eq!(server.connections(), 1, "the connection is kept");
    assert_eq!(client.report(&vec![b'x'; 1000]).unwrap().len(), 300_000);
}

#[test]
fn another_certificate_is_not_believed_and_told_nothing() {
    let (server, _, _) = encrypted("localhost");
    let (_, _, other) = encrypted("localhost");
    for fingerprint in [Some(Digest::of(&other)), None] {
        let client = machine(&server, "localhost", fingerprint);
        let error = client.check_in(&check_in(), Duration::ZERO).unwrap_err();
        assert!(matches!(error, ServerError::Unreachable(_)), "{error:?}");
        let said = if fingerprint.is_some() { "fingerprint" } else { "SSL_CERT_FILE" };
        assert!(error.to_string().contains(said), "{error}");
    }
    assert_eq!(server.requests(), []);
}

/// A server that shows a certificate whose key it does not have is told nothing.
#[test]
fn a_certificate_without_its_key_is_worth_nothing() {
    let (server, certificate) = crate::tls::thief();
    let client = machine(&server, "127.0.0.1", Some(Digest::of(&certificate)));
    let error = client.check_in(&check_in(), Duration::ZERO).unwrap_err();
    assert!(matches!(error, ServerError::Unreachable(_)), "{error:?}");
    assert_eq!(server.requests(), []);
}
