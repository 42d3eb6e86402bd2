//! Which proxy, if any, leads to a host.

use std::net::IpAddr;

use super::FetchError;
use super::address::Address;
use crate::Network;
use crate::shown::shown;

/// Proxies by scheme, and the hosts that are reached without.
#[derive(Clone, Debug)]
pub(crate) struct Proxies {
    http: Option<ureq::Proxy>,
    https: Option<ureq::Proxy>,
    exceptions: Vec<Exception>,
}

/// One entry of `NO_PROXY`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Exception {
    All,
    /// A host and everything below it; with a port, only there.
    Host(String, Option<u16>),
    /// An address and the length of its prefix.
    Net(IpAddr, u8),
}

impl Proxies {
    pub(crate) fn new(network: &Network) -> Result<Self, FetchError> {
        let of = |own: &Option<String>| match own.as_ref().or(network.all_proxy.as_ref()) {
            Some(proxy) if !proxy.is_empty() => parse(proxy).map(Some),
            _ => Ok(None),
        };
        let exceptions = network.no_proxy.as_deref().unwrap_or_default();
        let entries = exceptions.split(|between: char| between == ',' || between.is_whitespace());
        Ok(Self {
            http: of(&network.http_proxy)?,
            https: of(&network.https_proxy)?,
            exceptions: entries.filter(|entry| !entry.is_empty()).map(Exception::parse).collect(),
        })
    }

    /// The proxy for an address; `None` is the direct way.
    pub(crate) fn to(&self, address: &Address) -> Option<&ureq::Proxy> {
        let proxy = if address.is_https() { self.https.as_ref() } else { self.http.as_ref() }?;
        let (host, port) = address.host_and_port();
        let host = host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
        if self.exceptions.iter().any(|exception| exception.holds(host, port)) { None } else { Some(proxy) }
    }
}

fn parse(proxy: &str) -> Result<ureq::Proxy, FetchError> {
    ureq::Proxy::new(proxy).map_err(|error| FetchError::Proxy {
        // `user:password@proxy:3128` has credentials too, though it is no URL.
        proxy: if proxy.contains("//") { shown(proxy) } else { shown(&format!("//{proxy}")) },
        reason: shown(&error.to_string()),
    })
}

impl Exception {
    fn parse(entry: &str) -> Self {
        if entry == "*" {
            return Self::All;
        }
        let bare = entry.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            return Self::Net(address, bits(address));
        }
        if let Some((net, length)) = entry.split_once('/')
            && let (Ok(net), Ok(length)) = (net.parse::<IpAddr>(), length.parse::<u8>())
        {
            return Self::Net(net, length.min(bits(net)));
        }
        let (host, port) = match entry.rsplit_once(':').map(|(host, port)| (host, port.parse::<u16>())) {
            Some((host, Ok(port))) => (host, Some(port)),
            _ => (entry, None),
        };
        let host = host.strip_prefix('*').unwrap_or(host).trim_matches('.');
        Self::Host(host.to_ascii_lowercase(), port)
    }

    fn holds(&self, host: &str, port: u16) -> bool {
        match self {
            Self::All => true,
            Self::Host(name, only) => {
                let below = host.strip_suffix(name.as_str());
                !name.is_empty()
                    && only.is_none_or(|only| only == port)
                    && below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
            }
            Self::Net(net, length) => {
                host.parse::<IpAddr>().is_ok_and(|address| prefix(address, *length) == prefix(*net, *length))
            }
        }
    }
}

fn bits(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// The first bits of an address, and which kind of address it is.
fn prefix(address: IpAddr, length: u8) -> (bool, u128) {
    let number = match address {
        IpAddr::V4(address) => u128::from(address.to_bits()) << 96,
        IpAddr::V6(address) => address.to_bits(),
    };
    let rest = u32::from(128 - length.min(128));
    (address.is_ipv4(), number.checked_shr(rest).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(network: &Network, url: &str) -> Option<String> {
        let proxies = Proxies::new(network).unwrap();
        proxies.to(&Address::parse(url).unwrap()).map(|proxy| proxy.host().to_owned())
    }

    #[test]
    fn schemes_have_proxies_of_their_own() {
        let network = Network {
            https_proxy: Some("http://secure.example:3128".into()),
            all_proxy: Some("socks5h://all.example".into()),
            ..Network::default()
        };
        assert_eq!(through(&network, "https://h.example/").as_deref(), Some("secure.example"));
        assert_eq!(through(&network, "http://h.example/").as_deref(), Some("all.example"));
        assert_eq!(through(&Network::default(), "http://h.example/"), None);
    }

    #[test]
    fn exceptions_are_reached_directly() {
        let no_proxy =
            ".internal.example, exact.example *.star.example:8443,10.0.0.0/8,192.168.1.7,[fd00::]/8,fd00::/8";
        let network = Network {
            all_proxy: Some("proxy.example:3128".into()),
            no_proxy: Some(no_proxy.into()),
            ..Network::default()
        };
        for (url, is_direct) in [
            ("https://internal.example/", true),
            ("https://a.internal.example/", true),
            ("https://notinternal.example/", false),
            ("https://b.exact.example/", true),
            ("https://x.star.example:8443/", true),
            ("https://x.star.example/", false),
            ("http://10.1.2.3/", true),
            ("http://11.1.2.3/", false),
            ("http://192.168.1.7:81/", true),
            ("http://192.168.1.8/", false),
            ("http://[fd12::1]/", true),
            ("http://[fe80::1]/", false),
        ] {
            assert_eq!(through(&network, url).is_none(), is_direct, "{url}");
        }
        let all = Network { no_proxy: Some("*".into()), ..network };
        assert_eq!(through(&all, "http://h.example/"), None);
    }

    #[test]
    fn a_wrong_proxy_is_said_without_its_credentials() {
        let network =
            Network { http_proxy: Some("gopher://u:secret@proxy.example".into()), ..Network::default() };
        let said = Proxies::new(&network).unwrap_err().to_string();
        assert!(said.contains("gopher://****@proxy.example") && !said.contains("secret"), "{said}");
    }
}
