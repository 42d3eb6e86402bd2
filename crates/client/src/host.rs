//! The host of a URL.

use std::net::Ipv6Addr;

/// Checks a host, an IPv6 address in brackets, with or without a port; fails with what is wrong with it.
///
/// What begins with `-` would be an option of some program, and is no host name either (RFC 1123, section 2.1).
pub(crate) fn check(host: &str) -> Result<(), &'static str> {
    let (name, port) = match host.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((address, port))) if address.parse::<Ipv6Addr>().is_ok() => (address, port),
        Some(_) => return Err("its host is no IPv6 address"),
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u16>().is_ok(),
        None => port.is_empty(),
    };
    if name.is_empty() {
        return Err("it has no host");
    }
    if !host.starts_with('[') && (name.starts_with('-') || !name.bytes().all(is_of_name)) {
        return Err(
            "its host has characters that no host name has (names beyond ASCII are written as `xn--`)",
        );
    }
    if !is_port {
        return Err("its port is no number up to 65535 (a path begins with `/`)");
    }
    Ok(())
}

/// Whether a byte may be in a host name, or in the name of a user of ssh.
pub(crate) fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-_".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn hosts_are_told_from_other_text() {
        for host in ["h", "h.example", "h-1_x.example.:80", "127.0.0.1:1", "[::1]", "[::1]:65535"] {
            assert_eq!(check(host), Ok(()), "{host}");
        }
        for host in [
            "", ":80", "-h", "h:", "h:+80", "h:65536", "h:o", "h o", "[::1", "[h]", "[::1]x", "[::1]80",
            "h\\", "h%2f",
        ] {
            assert!(check(host).is_err(), "{host}");
        }
    }
}
