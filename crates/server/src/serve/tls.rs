//! Certificates.

use std::sync::Arc;

use fetter_protocol::Digest;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::data::{DataDirectory, make, read};
use super::{Certificate, ServeError};

/// How large a file of certificates may be, in bytes.
const LIMIT: u64 = 1 << 20;

/// What TLS is made with, and the fingerprint of the certificate.
#[derive(Debug)]
pub(super) struct Tls {
    pub(super) config: Arc<ServerConfig>,
    /// The SHA-256 of the first certificate of the chain, as DER.
    pub(super) fingerprint: Digest,
}

/// The certificate that is wanted; `None` for plain HTTP.
pub(super) fn tls(wanted: &Certificate, data: &DataDirectory) -> Result<Option<Tls>, ServeError> {
    match wanted {
        Certificate::None => Ok(None),
        Certificate::Given { chain, key } => load(&read(chain, LIMIT)?, &read(key, LIMIT)?).map(Some),
        Certificate::Own(names) => {
            let (certificate, key) = (data.file("certificate.pem"), data.file("certificate.key"));
            if !certificate.exists() || !key.exists() {
                let made = rcgen::generate_simple_self_signed(names.clone()).map_err(unusable)?;
                // The key first: a certificate without one would be of no use.
                make(&key, made.signing_key.serialize_pem().as_bytes())?;
                make(&certificate, made.cert.pem().as_bytes())?;
            }
            load(&read(&certificate, LIMIT)?, &read(&key, LIMIT)?).map(Some)
        }
    }
}

fn load(chain: &[u8], key: &[u8]) -> Result<Tls, ServeError> {
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(chain).collect::<Result<_, _>>().map_err(unusable)?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(unusable)?;
    let first =
        chain.first().ok_or_else(|| ServeError::Certificate("there is none in the file".to_owned()))?;
    let fingerprint = Digest::of(first);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.map_err(unusable)?.with_no_client_auth().with_single_cert(chain, key);
    let mut config = config.map_err(unusable)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls { config: Arc::new(config), fingerprint })
}

fn unusable(error: impl std::fmt::Display) -> ServeError {
    ServeError::Certificate(error.to_string())
}
