//! Who signs in, as far as it is seen from outside.

/// The most that is kept of what a program calls itself, in bytes.
const AGENT_BYTES: usize = 200;

/// Who signs in, as far as it is seen from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    /// The address; empty where it is not known.
    pub origin: String,
    /// What the program calls itself: printable ASCII, at most 200 bytes. It is a claim.
    pub agent: String,
}

impl Peer {
    /// Somebody at an address, whose program calls itself so.
    #[must_use]
    pub fn new(origin: &str, agent: &[u8]) -> Self {
        let is_plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
        let agent = agent.iter().copied().filter(is_plain).take(AGENT_BYTES).map(char::from).collect();
        Self { origin: origin.to_owned(), agent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_calls_itself_can_be_shown() {
        assert_eq!(Peer::new("192.0.2.1", b"a\x1b[31m\r\nb\xff c").agent, "a[31mb c");
        assert_eq!(Peer::new("", &[b'x'; 5000]).agent.len(), 200);
    }
}
