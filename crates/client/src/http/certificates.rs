//! Whom TLS trusts.

use std::path::Path;
use std::sync::Arc;

use rustls_native_certs::{CertificateResult, load_certs_from_paths};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::FetchError;
use crate::Network;
use crate::shown::shown;

/// The system's authorities, or those that the network names.
pub(crate) fn tls(network: &Network) -> Result<TlsConfig, FetchError> {
    let roots = match named(network)? {
        Some(named) => RootCerts::from(named),
        None => RootCerts::PlatformVerifier,
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(TlsConfig::builder().unversioned_rustls_crypto_provider(provider).root_certs(roots).build())
}

fn named(network: &Network) -> Result<Option<Vec<Certificate<'static>>>, FetchError> {
    let file = network.certificate_file.as_deref();
    let file = file.map(|file| (file, load_certs_from_paths(Some(file), None)));
    let directories = network.certificate_directories.iter();
    let directories =
        directories.map(|directory| (directory.as_path(), load_certs_from_paths(None, Some(directory))));
    let sources = file.into_iter().chain(directories).collect::<Vec<_>>();
    if sources.is_empty() {
        return Ok(None);
    }
    if sources.iter().all(|(_, loaded)| loaded.certs.is_empty()) {
        return Err(unusable(&sources));
    }
    let all = sources.iter().flat_map(|(_, loaded)| &loaded.certs);
    Ok(Some(all.map(|certificate| Certificate::from_der(certificate).to_owned()).collect()))
}

fn unusable(sources: &[(&Path, CertificateResult)]) -> FetchError {
    let reason = sources.iter().flat_map(|(_, loaded)| &loaded.errors).next();
    FetchError::Certificates {
        path: sources.first().map(|(path, _)| path.to_path_buf()).unwrap_or_default(),
        reason: reason.map_or("there are none".into(), |error| shown(&error.to_string())),
    }
}
