//! Where somebody comes from.

use std::net::{IpAddr, Ipv6Addr};

/// Of an IPv6 address, the network: whoever has one address there has all of them (RFC 4291, section 2.5.4).
pub(crate) fn place(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string(),
        _ => address.to_owned(),
    }
}
