//! Proxies before the server, whose word is taken for who a caller is.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{Next, from_fn};
use ipnet::IpNet;

/// The header in which proxies add whom they were called by, each at the end.
const FORWARDED: &str = "x-forwarded-for";

/// A proxy, or a network of them: an address or a CIDR prefix (RFC 4632).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy(IpNet);

/// That a text names no proxy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither an address nor a network: give 192.0.2.7, 192.0.2.0/24 or 2001:db8::/64")]
pub struct NotAProxy(String);

impl FromStr for Proxy {
    type Err = NotAProxy;

    fn from_str(text: &str) -> Result<Self, NotAProxy> {
        let address = || text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
        text.parse().or_else(|_| address()).map(Self).map_err(|_| NotAProxy(text.to_owned()))
    }
}

/// Has the callers behind these proxies told apart. Nobody else's word is taken: who could choose the own address would have no limits.
pub(super) fn behind(router: Router, proxies: &[Proxy]) -> Router {
    if proxies.is_empty() {
        return router;
    }
    let proxies: Arc<[Proxy]> = proxies.into();
    router.layer(from_fn(move |mut request: Request, next: Next| {
        if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
            let caller = caller(&proxies, peer.ip(), request.headers());
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(caller, peer.port())));
        }
        next.run(request)
    }))
}

/// The nearest address that is no proxy. What stands before it in the header, anybody may have written.
fn caller(proxies: &[Proxy], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let is_proxy =
        |address: &IpAddr| proxies.iter().any(|Proxy(network)| network.contains(&address.to_canonical()));
    let mut nearest = peer;
    if !is_proxy(&nearest) {
        return nearest;
    }
    // What is left of an address may be any bytes.
    let lines: Vec<&[u8]> = headers.get_all(FORWARDED).iter().map(HeaderValue::as_bytes).collect();
    for word in lines.iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b',')) {
        let Some(address) = str::from_utf8(word).ok().and_then(|word| address(word.trim())) else { break };
        nearest = address;
        if !is_proxy(&nearest) {
            break;
        }
    }
    nearest
}

/// An address, as some proxies write it with the port.
fn address(word: &str) -> Option<IpAddr> {
    let bare = word.strip_prefix('[').and_then(|word| word.strip_suffix(']')).unwrap_or(word);
    bare.parse().ok().or_else(|| word.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    fn told(peer: &str, lines: &[&str]) -> String {
        let proxies: Vec<Proxy> =
            ["192.0.2.7", "198.51.100.0/24", "2001:db8::/64"].map(|one| one.parse().unwrap()).into();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        caller(&proxies, peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_proxies_are_believed_and_the_nearest_stranger_is_the_caller() {
        for (peer, lines, expected) in [
            // Not a proxy: whatever it writes.
            ("203.0.113.1", &["203.0.113.9"][..], "203.0.113.1"),
            ("192.0.2.8", &["203.0.113.9"], "192.0.2.8"),
            // One proxy, two of them, the header in two lines.
            ("192.0.2.7", &["203.0.113.9"], "203.0.113.9"),
            ("192.0.2.7", &["203.0.113.9, 198.51.100.3"], "203.0.113.9"),
            ("192.0.2.7", &["203.0.113.9", "198.51.100.3"], "203.0.113.9"),
            // What the caller wrote itself stands further left.
            ("192.0.2.7", &["\u{ff}, 203.0.113.9"], "203.0.113.9"),
            ("192.0.2.7", &["10.0.0.1, 203.0.113.9"], "203.0.113.9"),
            ("192.0.2.7", &["10.0.0.1", "203.0.113.9 ,198.51.100.3"], "203.0.113.9"),
            // IPv6, with and without a port, and IPv4 in IPv6.
            ("2001:db8::7", &["2001:db8:1::9"], "2001:db8:1::9"),
            ("2001:db8::7", &["[2001:db8:1::9]:4711"], "2001:db8:1::9"),
            ("::ffff:192.0.2.7", &["203.0.113.9:4711"], "203.0.113.9"),
            // None, or nothing that is an address: the last one that is known.
            ("192.0.2.7", &[], "192.0.2.7"),
            ("192.0.2.7", &["unknown"], "192.0.2.7"),
            ("192.0.2.7", &["203.0.113.9, _hidden, 198.51.100.3"], "198.51.100.3"),
            ("192.0.2.7", &["198.51.100.2, 198.51.100.3"], "198.51.100.2"),
        ] {
            assert_eq!(told(peer, lines), expected, "{peer} {lines:?}");
        }
    }

    #[tokio::test]
    async fn what_comes_through_a_proxy_is_the_callers() {
        let told = async |peer: &str| {
            let router = Router::new()
                .route("/", get(async |ConnectInfo(caller): ConnectInfo<SocketAddr>| caller.to_string()));
            let peer: SocketAddr = peer.parse().unwrap();
            let request = Request::builder().header(FORWARDED, "203.0.113.9").extension(ConnectInfo(peer));
            let reply = behind(router, &["192.0.2.7".parse().unwrap()])
                .oneshot(request.body(Body::empty()).unwrap())
                .await;
            let bytes = to_bytes(reply.unwrap().into_body(), 100).await.unwrap();
            String::from_utf8(bytes.to_vec()).unwrap()
        };
        assert_eq!(told("192.0.2.7:4711").await, "203.0.113.9:4711");
        assert_eq!(told("192.0.2.8:4711").await, "192.0.2.8:4711");
    }

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        assert_eq!("192.0.2.7".parse::<Proxy>(), "192.0.2.7/32".parse());
        assert_eq!("::ffff:192.0.2.7".parse::<Proxy>(), "192.0.2.7/32".parse());
        for wrong in ["", "proxy", "192.0.2.7/33", "192.0.2"] {
            assert!(wrong.parse::<Proxy>().unwrap_err().to_string().contains("give 192.0.2.7"), "{wrong}");
        }
    }
}
