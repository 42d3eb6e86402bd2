//! Whose servers are believed.

use std::sync::Arc;

use fetter_client::Network;
use fetter_client::http::{Address, Client, FetchError, Limits};
use fetter_testkit::Scratch;
use fetter_testkit::server::{Response, Server};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const BODY: &str = "six==1.17.0\n";

/// A server with a certificate for a name, and the authority that signed it, as PEM.
fn server_for(name: &str) -> (Server, String) {
    let (server, authority, _) = encrypted(name);
    (server, authority)
}

/// As `server_for`, with the certificate (DER).
pub(crate) fn encrypted(name: &str) -> (Server, String, Vec<u8>) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let der = certificate.der().to_vec();
    let chain = vec![CertificateDer::from(der.clone())];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(chain, key).unwrap());
    let server = Server::start_within(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).ok()?;
        Some(Box::new(StreamOwned::new(connection, stream)))
    });
    server.answer("/r.txt", Response::ok(BODY));
    (server, authority.pem(), der)
}

fn get(network: &Network, server: &Server, host: &str) -> Result<Vec<u8>, FetchError> {
    let url = format!("https://{host}:{}/r.txt", server.address().port());
    Ok(Client::new(network)?.get(&url, &Limits::default())?.bytes)
}

#[test]
fn an_authority_of_ones_own_is_believed_where_it_is_named() {
    let (server, authority) = server_for("localhost");
    let scratch = Scratch::new("tls");
    std::fs::write(scratch.at("ca.pem"), authority).unwrap();
    std::fs::create_dir(scratch.at("certs")).unwrap();
    std::fs::copy(scratch.at("ca.pem"), scratch.at("certs/ca.pem")).unwrap();
    let by_file = Network { certificate_file: Some(scratch.at("ca.pem")), ..Network::default() };
    assert_eq!(get(&by_file, &server, "localhost").unwrap(), BODY.as_bytes());
    let by_directory = Network { certificate_directories: vec![scratch.at("certs")], ..Network::default() };
    assert_eq!(get(&by_directory, &server, "localhost").unwrap(), BODY.as_bytes());

    // The certificate is good, but for another name.
    let error = get(&by_file, &server, "127.0.0.1").unwrap_err();
    assert!(matches!(error, FetchError::Tls { .. }), "{error:?}");
    assert_eq!(server.requests().len(), 2, "nothing is said to a server that is not believed");
}

#[test]
fn unknown_authorities_are_refused() {
    let (server, _) = server_for("localhost");
    let (_, other) = server_for("localhost");
    let scratch = Scratch::new("tls");
    std::fs::write(scratch.at("other.pem"), other).unwrap();
    let others = Network { certificate_file: Some(scratch.at("other.pem")), ..Network::default() };
    for network in [Network::default(), others] {
        let error = get(&network, &server, "localhost").unwrap_err();
        assert!(matches!(error, FetchError::Tls { .. }), "{error:?}");
        assert!(error.to_string().contains("SSL_CERT_FILE"), "{error}");
    }
    assert_eq!(server.requests(), []);
}

#[test]
fn authorities_that_cannot_be_read_are_said() {
    let scratch = Scratch::new("tls");
    std::fs::write(scratch.at("empty.pem"), "no certificate").unwrap();
    for name in ["missing.pem", "empty.pem"] {
        let network = Network { certificate_file: Some(scratch.at(name)), ..Network::default() };
        let error = Client::new(&network).err();
        assert!(
            matches!(&error, Some(FetchError::Certificates { path, .. }) if *path == scratch.at(name)),
            "{error:?}"
        );
    }
}

#[test]
fn a_download_whose_end_only_tls_could_tell_is_refused() {
    let (server, authority) = server_for("localhost");
    server.answer("/cut.zip", Response::ok(BODY).length(None));
    let scratch = Scratch::new("tls");
    std::fs::write(scratch.at("ca.pem"), authority).unwrap();
    let network = Network { certificate_file: Some(scratch.at("ca.pem")), ..Network::default() };
    let at =
        |target| Address::new(&format!("https://localhost:{}{target}", server.address().port())).unwrap();
    let client = Client::new(&network).unwrap();
    let mut sink = Vec::new();
    let error = client.download(&at("/cut.zip"), &mut sink, None, &Limits::default(), &|_| {}).unwrap_err();
    assert!(matches!(error, FetchError::Unmeasured { .. }) && sink.is_empty(), "{error:?}");
    assert!(client.download(&at("/r.txt"), &mut sink, None, &Limits::default(), &|_| {}).is_ok());
    assert_eq!(sink, BODY.as_bytes());
}

/// A server that shows a certificate and has another key, and that certificate (DER).
pub(crate) fn thief() -> (Server, Vec<u8>) {
    #[derive(Debug)]
    struct Stolen(Arc<CertifiedKey>);
    impl ResolvesServerCert for Stolen {
        fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
            Some(Arc::clone(&self.0))
        }
    }
    let owner = KeyPair::generate().unwrap();
    let der =
        CertificateParams::new(vec!["h".to_owned()]).unwrap().self_signed(&owner).unwrap().der().to_vec();
    let key = PrivateKeyDer::try_from(KeyPair::generate().unwrap().serialize_der()).unwrap();
    let key = rustls::crypto::ring::sign::any_ecdsa_type(&key).unwrap();
    let stolen = CertifiedKey::new(vec![CertificateDer::from(der.clone())], key);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config =
        Arc::new(config.with_no_client_auth().with_cert_resolver(Arc::new(Stolen(Arc::new(stolen)))));
    let server = Server::start_within(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).ok()?;
        Some(Box::new(StreamOwned::new(connection, stream)))
    });
    (server, der)
}
