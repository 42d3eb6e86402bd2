//! Takes credentials out of URLs before they are stored, shown or sent.

/// What stands where credentials stood.
pub(crate) const MASK: &str = "****";

/// What the name of a query parameter holds whose value is a secret, wherever it stands in it: `dbpassword`, `X-Amz-Signature`.
const SECRET_PARTS: [&str; 7] = ["token", "passw", "passphrase", "pwd", "secret", "credential", "signature"];

/// The same for what other words have in them too (`monkey`, `author`, `design`): words of the name.
const SECRET_WORDS: [&str; 7] = ["accesskey", "apikey", "auth", "authorization", "jwt", "key", "sig"];

/// How often more a text is gone through before what still changes is masked whole. No real one needs more than two.
const PASSES: usize = 4;

/// Replaces the credentials in a text that is a URL or holds some: user and password before a host, and the values of
/// query parameters that look like secrets. `git@`, which is no secret, and `${VARIABLE}` references stay.
///
/// Where a password holds characters that a URL forbids, more than it may be masked, never less. What was masked stays as it is when
/// it is masked again.
#[must_use]
pub fn mask_credentials(text: &str) -> String {
    let mut masked = mask_once(text);
    if masked == text {
        return masked;
    }
    // Where a secret held a URL or half of one, what is left may read as another text.
    for _ in 0..PASSES {
        let again = mask_once(&masked);
        if again == masked {
            return masked;
        }
        masked = again;
    }
    mask_unsettled(&masked)
}

fn mask_once(text: &str) -> String {
    mask_parameters(&mask_users(text))
}

/// Masks the words whole that another pass would change. What becomes of a word depends on no other word, and white space stays, so
/// that a text has the same words before and after a pass.
fn mask_unsettled(text: &str) -> String {
    let again = mask_once(text);
    let mut settled = String::with_capacity(text.len());
    let words = |text| str::split_inclusive(text, char::is_whitespace);
    for (word, next) in words(text).zip(words(&again)) {
        if word == next {
            settled.push_str(word);
        } else {
            settled.push_str(MASK);
            settled.extend(word.chars().next_back().filter(|last| last.is_whitespace()));
        }
    }
    settled
}

/// As [`mask_credentials`], and the token that conda puts into the path of a channel's URL (`/t/TOKEN/`).
#[must_use]
pub fn mask_channel(channel: &str) -> String {
    let masked = mask_credentials(channel);
    match masked.split_once("/t/") {
        Some((before, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            format!("{before}/t/{MASK}{}", &rest[end..])
        }
        None => masked,
    }
}

/// A masked URL without the place where user and password stood: a mask is none of them, and would be taken for one.
pub(crate) fn without_masked_user(url: &str) -> String {
    url.replacen(&format!("//{MASK}@"), "//", 1)
}

fn mask_users(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut ends = Ends::default();
    let mut from = 0;
    if let Some(at) = ssh_user(text) {
        masked.push_str(MASK);
        from = at;
    }
    while let Some(start) = authority(&text[from..]) {
        masked.push_str(&text[from..from + start]);
        from += start;
        if let Some(at) = user_info(text, from, &mut ends)
            && !is_harmless(&text[from..at])
        {
            masked.push_str(MASK);
            from = at;
        }
    }
    masked.push_str(&text[from..]);
    masked
}

/// Where the user of `user:password@host:path`, as ssh has it, ends, if the first word is such: a path may hold any `@`, an authority
/// ends at the first `/`.
fn ssh_user(text: &str) -> Option<usize> {
    let word = &text[..text.find(char::is_whitespace).unwrap_or(text.len())];
    if word.contains("//") {
        return None;
    }
    let authority = &word[..word.find('/').unwrap_or(word.len())];
    let at = authority.rfind('@')?;
    let user = &authority[..at];
    (user.contains(':') && !is_harmless(user)).then_some(at)
}

/// Where the next `@` is in the word at hand. Remembered, so that a long word of many URLs is gone through once.
#[derive(Default)]
struct Ends {
    /// The place of the next `@` or white space behind `from`.
    next: Option<usize>,
    from: usize,
}

impl Ends {
    fn at_sign(&mut self, text: &str, from: usize) -> Option<usize> {
        let is_known = self.next.is_some_and(|next| self.from <= from && from <= next);
        if !is_known {
            let is_end = |letter: char| letter == '@' || letter.is_whitespace();
            self.next = Some(text[from..].find(is_end).map_or(text.len(), |at| from + at));
            self.from = from;
        }
        self.next.filter(|at| text[*at..].starts_with('@'))
    }
}

/// Where an authority begins: after the next `//` that stands at the beginning of a word or after a scheme.
fn authority(text: &str) -> Option<usize> {
    let begins = |at: &usize| {
        *at == 0
            || !text[..*at].ends_with(|before: char| before.is_alphanumeric() || "./_-~%".contains(before))
    };
    text.match_indices("//").map(|(at, _)| at).find(begins).map(|at| at + 2)
}

/// Where the user information of the authority that begins at `from` ends, if it has any.
fn user_info(text: &str, from: usize, ends: &mut Ends) -> Option<usize> {
    let is_end = |letter: char| letter.is_whitespace() || "/?#\\".contains(letter);
    let rest = &text[from..];
    let authority = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    if let Some(at) = authority.rfind('@') {
        return Some(from + at);
    }
    // `user:pa/ss@host` is no URL, but a secret all the same. What stands before the `:` of a port is a host.
    let (host, port) = authority.split_once(':')?;
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    if is_port || host.starts_with('[') { None } else { ends.at_sign(text, from) }
}

fn is_harmless(user_info: &str) -> bool {
    let reference = |part: &str| part.starts_with("${") && part.ends_with('}');
    user_info == "git" || user_info.split(':').all(reference)
}

/// Masks the values of secret parameters, wherever a `?`, `&`, `;` or `#` begins one.
fn mask_parameters(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for (number, part) in text.split_inclusive(['?', '&', ';', '#']).enumerate() {
        let (parameter, end) = match part.char_indices().next_back() {
            Some((at, last)) if "?&;#".contains(last) => part.split_at(at),
            _ => (part, ""),
        };
        match parameter.split_once('=') {
            Some((name, value)) if number > 0 && is_secret(name) && !value.starts_with('=') => {
                // A marker or a further word of a requirement may follow.
                let rest = value.find(char::is_whitespace).map_or("", |at| &value[at..]);
                masked.extend([name, "=", MASK, rest]);
            }
            _ => masked.push_str(parameter),
        }
        masked.push_str(end);
    }
    masked
}

fn is_secret(name: &str) -> bool {
    let name = decode_percent(name);
    // `extra == "auth"` of a marker is no parameter.
    if name.contains(char::is_whitespace) {
        return false;
    }
    let whole = name.to_ascii_lowercase();
    SECRET_PARTS.iter().any(|part| whole.contains(part))
        || words(&name).iter().any(|word| SECRET_WORDS.contains(&word.as_str()))
}

/// The words of a name, in lower case: parted by what is no letter, and by capitals where a name has small letters too. The whole
/// name counts as one, for such as `apiKEY`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![name.to_ascii_lowercase()];
    for part in name.split(|letter: char| !letter.is_ascii_alphabetic()) {
        words.push(part.to_ascii_lowercase());
        let starts = |at: &usize| part[..*at].ends_with(|before: char| before.is_ascii_lowercase());
        let mut from = 0;
        let capitals = part.match_indices(|letter: char| letter.is_ascii_uppercase()).map(|(at, _)| at);
        for at in capitals.filter(starts).chain([part.len()]) {
            words.push(part[from..at].to_ascii_lowercase());
            from = at;
        }
    }
    words
}

/// Undoes percent-encoding as far as it hides ASCII.
fn decode_percent(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        decoded.push_str(&rest[..at]);
        let code =
            rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii);
        decoded.push(code.map_or('%', char::from));
        rest = &rest[at + if code.is_some() { 3 } else { 1 }..];
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn credentials_are_masked() {
        for (url, masked) in [
            ("https://user:pass@host/x", "https://****@host/x"),
            ("https://token@host/x@1.0", "https://****@host/x@1.0"),
            ("https://a:b@c@host/x", "https://****@host/x"),
            ("https://u:p@host", "https://****@host"),
            ("//user:pw@host/x", "//****@host/x"),
            ("https://user:pa?ss@host/x", "https://****@host/x"),
            ("https://user:p/ss@host/x", "https://****@host/x"),
            ("https://h/https://user:pw@host/x", "https://h/https://****@host/x"),
            ("user:pw@host:x.git", "****@host:x.git"),
            ("https://host/x?access_token=1&v=2#egg=x", "https://host/x?access_token=****&v=2#egg=x"),
            ("https://host/x?a=1;token=abc", "https://host/x?a=1;token=****"),
            ("https://host/x#token=abc", "https://host/x#token=****"),
            ("https://host/x?%74oken=abc", "https://host/x?%74oken=****"),
            ("https://host/x?X-Amz-Credential=abc&pwd=1", "https://host/x?X-Amz-Credential=****&pwd=****"),
            (
                "https://host/x?dbpassword=1&clientsecret=2",
                "https://host/x?dbpassword=****&clientsecret=****",
            ),
            ("https://host/x?apiKey=1&accessToken=2", "https://host/x?apiKey=****&accessToken=****"),
            ("p @ git+https://u:p@h/x ; extra == 'a'", "p @ git+https://****@h/x ; extra == 'a'"),
            ("p @ https://h/x?key=1 ; os_name == 'nt'", "p @ https://h/x?key=**** ; os_name == 'nt'"),
        ] {
            assert_eq!(mask_credentials(url), masked);
            assert_eq!(mask_credentials(masked), masked, "masking again changes nothing");
        }
        assert_eq!(mask_channel("https://u:p@h/t/to-ken/main"), "https://****@h/t/****/main");
        assert_eq!(mask_channel("conda-forge"), "conda-forge");
    }

    #[test]
    fn what_is_left_of_a_secret_reads_as_nothing_else() {
        for (url, masked) in [
            ("pkg:x@1?password=https://u:p@h", "****@1?password=****"),
            ("a:b?token=x/y&c@d", "****@d"),
            ("//h:x/?a@b&c@d", "//****@d"),
            ("u:p@h:x.git https://u:p@h", "****@h:x.git https://****@h"),
        ] {
            assert_eq!(mask_credentials(url), masked);
        }
        assert_eq!(mask_unsettled("u:p@h\tx //u:p@h\n"), "****\tx ****\n");
        assert_eq!(mask_unsettled("//git@h x"), "//git@h x");
    }

    /// Texts of what URLs are made of, in any order.
    const TEXTS: &str = concat!(
        r"(//|/|[?&;#=@: \n\\\[]|https:(//)?|git@|u:p@h|host|80|token|key=|%74oken=|a|\u{e9}|\*\*\*\*|\$\{A\}",
        r"|pkg:x@1|\?password=){0,24}",
    );

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn masking_again_changes_nothing(text in TEXTS) {
            let masked = mask_credentials(&text);
            prop_assert_eq!(mask_credentials(&masked), masked);
        }

        #[test]
        fn urls_are_masked_for_good(
            (user, password) in ("[a-z@:/?#&= ]{0,6}", "[a-z0-9@:/?#&=%]{1,12}"),
            host in "[a-z]{1,8}(:[0-9]{1,4})?",
            (name, value) in ("(token|api_key|v|url)", "[a-z@:/?#&=]{0,12}"),
        ) {
            let masked = mask_credentials(&format!("https://{user}:{password}@{host}/x@1?{name}={value}"));
            prop_assert_eq!(mask_credentials(&masked), masked);
        }
    }

    #[test]
    fn a_long_word_of_many_urls_is_gone_through_once() {
        let urls = "//a:b,".repeat(2_000_000);
        assert_eq!(mask_credentials(&urls), urls);
        let secret = format!("{urls}@h");
        assert_eq!(mask_credentials(&secret), "//****@h");
    }

    #[test]
    fn everything_else_stays() {
        for url in [
            "ssh://git@host/x",
            "git@host:org/x.git",
            "https://${USER}:${PASS}@host/x",
            "https://host/a@b",
            "https://host/d?author=x&design=y&keyboard=z&monkey=1",
            "https://host:8080/a@b",
            "https://[::1]:80/a@b",
            "/home/u/a@b",
            "file:///home/a@b/c",
            "file:///home//a@b/c",
            "six>=1; extra == 'auth'",
            "keyring>=1 ; python_version>='3'",
            "a[b]>=1,<2;(key=='x')",
        ] {
            assert_eq!(mask_credentials(url), url);
        }
    }
}
