//! A machine that is made up, which signs what it tells.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use fetter_protocol::signed::{SIGNATURE_HEADER, SignatureHeader, SignedRequest};
use fetter_protocol::{
    Digest, Enrollment, Host, Kind, Message, PublicKey, Report, Signature, SiteContents, write,
};
use ring::signature::{Ed25519KeyPair, KeyPair};
use tower::ServiceExt;

use super::DemoError;
use crate::auth::random;
use crate::clock;

/// Bytes of an answer at most.
const ANSWER: usize = 1 << 20;

/// A machine that is made up.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) host: Host,
    key: Ed25519KeyPair,
    number: u64,
}

impl Machine {
    /// One that calls itself this.
    pub(super) fn new(host: Host) -> Result<Self, DemoError> {
        let failed = |why: &dyn std::fmt::Display| DemoError::new("make a key", why);
        let seed: [u8; 32] = random().map_err(|error| failed(&error))?;
        let key = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|error| failed(&error))?;
        Ok(Self { host, key, number: 0 })
    }

    fn sign(&self, bytes: &[u8]) -> Result<Signature, DemoError> {
        let signature = self.key.sign(bytes);
        let signature = signature.as_ref().try_into();
        Ok(Signature::new(signature.map_err(|error| DemoError::new("sign", error))?))
    }

    /// Asks to be taken.
    pub(super) async fn enrol(&self, app: &Router, token: &str) -> Result<(), DemoError> {
        let key = self.key.public_key();
        let key =
            PublicKey::new(key.as_ref().try_into().map_err(|error| DemoError::new("make a key", error))?);
        let proof = self.sign(&Enrollment::claim(&self.host.machine, &key))?;
        let asked = Enrollment {
            schema: Kind::Enrollment.schema().to_owned(),
            version: Kind::Enrollment.version(),
            token: token.to_owned(),
            key,
            proof,
            host: self.host.clone(),
        };
        let body = written(&asked)?;
        let request =
            Request::builder().method("POST").uri("/agent/v1/enroll").header("content-length", body.len());
        send(app, "enrol a machine", request.body(Body::from(body))).await
    }

    /// Tells how it is, and what its sites hold.
    pub(super) async fn report(
        &mut self,
        app: &Router,
        report: &Report,
        sites: &[SiteContents],
    ) -> Result<(), DemoError> {
        self.post(app, "/agent/v1/report", report).await?;
        for contents in sites {
            let (digest, bytes) =
                contents.canonical().map_err(|error| DemoError::new("write a site", error))?;
            let request = self.request("PUT", &format!("/agent/v1/site/{digest}"), bytes)?;
            send(app, "tell what a site holds", Ok(request)).await?;
        }
        Ok(())
    }

    pub(super) async fn post<M: Message>(
        &mut self,
        app: &Router,
        target: &str,
        message: &M,
    ) -> Result<(), DemoError> {
        let request = self.request("POST", target, written(message)?)?;
        send(app, "have a machine tell something", Ok(request)).await
    }

    fn request(&mut self, method: &str, target: &str, body: Vec<u8>) -> Result<Request<Body>, DemoError> {
        self.number += 1;
        let (time, number, machine) = (clock::now(), self.number, &self.host.machine);
        let signed = SignedRequest { method, target, machine, time, number, body: Digest::of(&body) };
        let signature = self.sign(&signed.to_bytes())?;
        let header = SignatureHeader { machine: machine.clone(), time, number, signature };
        let request = Request::builder().method(method).uri(target).header("content-length", body.len());
        let request = request.header(SIGNATURE_HEADER, header.to_string()).body(Body::from(body));
        request.map_err(|error| DemoError::new("make a request", error))
    }
}

fn written<M: Message>(message: &M) -> Result<Vec<u8>, DemoError> {
    write(message).map_err(|error| DemoError::new("write a message", error))
}

/// Has the server answer a request; what is not done is an error.
async fn send(
    app: &Router,
    what: &str,
    request: Result<Request<Body>, axum::http::Error>,
) -> Result<(), DemoError> {
    answer(app, what, request).await.map(drop)
}

/// The same with the body of the answer.
pub(super) async fn answer(
    app: &Router,
    what: &str,
    request: Result<Request<Body>, axum::http::Error>,
) -> Result<Vec<u8>, DemoError> {
    let request = request.map_err(|error| DemoError::new(what, error))?;
    let response = app.clone().oneshot(request).await.map_err(|error| DemoError::new(what, error))?;
    let status = response.status();
    let body = to_bytes(response.into_body(), ANSWER).await.map_err(|error| DemoError::new(what, error))?;
    if status.is_success() {
        return Ok(body.to_vec());
    }
    Err(DemoError::new(what, format!("the server answers {status}: {}", String::from_utf8_lossy(&body))))
}
