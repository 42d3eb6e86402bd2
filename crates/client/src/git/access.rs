//! How git gets a URL's user and password: from a file in the private repository, since others may read arguments.

use std::fmt::Write;
use std::io;
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::GitSource;

/// Writes the login of a source into the bare repository, for `git credential-store`, which is a part of git. Git gives it
/// to the host that it is for, and to no other.
///
/// With a password, no helper of the user is asked, nor told to keep it. A user without one may be a token, or the name
/// for which a helper of the user has the password: helpers are asked first.
pub(super) fn write(source: &GitSource, repository: &Path) -> io::Result<()> {
    let Some(login) = source.login() else { return Ok(()) };
    let (scheme, authority) = source.scheme_and_authority();
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let password = login.password.as_deref().unwrap_or_default();
    let stored = format!("{scheme}://{}:{}@{authority}\n", encoded(&login.user), encoded(password));
    let mut config = String::new();
    if login.password.is_some() {
        config.push_str("[credential]\n\thelper =\n");
    }
    // Git runs in the repository's directory.
    config.push_str("[credential]\n\thelper = store --file=login\n");
    // Writing to a string does not fail.
    let _ = writeln!(config, "[credential \"{scheme}://{authority}\"]\n\tusername = {}", quoted(&login.user));
    append(&repository.join("login"), &stored)?;
    append(&repository.join("config"), &config)
}

/// A value of git's configuration files (`git help config`, "Syntax").
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

fn append(file: &Path, text: &str) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    io::Write::write_all(&mut file, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn values_cannot_leave_their_quotes() {
        assert_eq!(quoted(r#"a"b\c # ;"#), r#""a\"b\\c # ;""#);
    }
}
