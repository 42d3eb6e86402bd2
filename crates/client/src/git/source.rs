//! Where a repository is, and what of it is wanted.

use std::fmt;

use percent_encoding::percent_decode_str;

use super::GitError;
use super::path::normal;
use super::revision;
use crate::host;
use crate::shown::shown;

/// The longest source, in bytes.
const LONGEST: usize = 16 * 1024;

/// A user, and a password if there is one.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: Option<String>,
}

/// A git repository, a revision and a place in it, as pip's requirements write them:
/// `git+https://host/org/repo.git@REVISION#subdirectory=DIR`. Its `Debug` shows no credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct GitSource {
    scheme: String,
    /// `host` or `user@host` (ssh only), and a port.
    authority: String,
    path: String,
    login: Option<Login>,
    revision: Option<String>,
    directory: String,
    file: Option<String>,
}

impl GitSource {
    /// Whether a text means a git repository: `git+…`, or an `http(s)` URL whose path ends in `.git`, with or without
    /// `@REVISION`.
    #[must_use]
    pub fn is_meant_by(text: &str) -> bool {
        if starts_with(text, "git+") {
            return true;
        }
        let url = text.split(['#', '?']).next().unwrap_or_default();
        let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
        let (path, _) = split_revision(path.unwrap_or_default());
        (starts_with(url, "https://") || starts_with(url, "http://")) && path.strip_suffix(".git").is_some()
    }

    /// Takes a source apart. The fragment's `subdirectory=` is where relative paths begin, its `path=` names a file from
    /// there; `egg=`, which pip's requirements have, is ignored, and anything else refused.
    pub fn parse(text: &str) -> Result<Self, GitError> {
        let refuse = |reason| GitError::Source { source_text: shown(text), reason };
        if text.len() > LONGEST {
            return Err(refuse("it is longer than 16 KiB"));
        }
        if text.chars().any(|character| character.is_control() || character.is_whitespace()) {
            return Err(refuse("it has white space or control characters in it; write them as %20"));
        }
        if !Self::is_meant_by(text) {
            return Err(refuse("it names no git repository: those begin with `git+`, or end in `.git`"));
        }
        let bare = if starts_with(text, "git+") { text.get(4..).unwrap_or_default() } else { text };
        let (url, fragment) = bare.split_once('#').unwrap_or((bare, ""));
        let (scheme, rest) = url.split_once("://").ok_or_else(|| refuse("it is no URL"))?;
        let scheme = scheme.to_ascii_lowercase();
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (path, revision) = split_revision(path);
        let (login, authority) = match scheme.as_str() {
            "file" => (None, file_host(authority).map_err(refuse)?),
            "http" | "https" => web_host(authority).map_err(refuse)?,
            "ssh" => (None, ssh_host(authority).map_err(refuse)?),
            _ => return Err(refuse("only https, ssh, http and file repositories are fetched")),
        };
        if path.len() < 2 {
            return Err(refuse("it has no path"));
        }
        let revision = revision.map(|text| revision::check(text).map_err(refuse)).transpose()?;
        check_parameters(fragment).map_err(refuse)?;
        let (directory, file) = places(fragment)?;
        let path = path.to_owned();
        Ok(Self { scheme, authority, path, login, revision, directory, file })
    }

    /// The repository's URL, without user and password.
    #[must_use]
    pub fn url(&self) -> String {
        shown(&self.plain_url())
    }

    /// The URL for git's eyes. Passwords are not in it: others may read the arguments of a program.
    pub(super) fn plain_url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.path)
    }

    /// The branch, tag or commit that is asked for; `None` is what the repository's `HEAD` says.
    #[must_use]
    pub fn revision(&self) -> Option<&str> {
        self.revision.as_deref()
    }

    /// The directory that `subdirectory=` names, from the repository's root; empty for the root.
    #[must_use]
    pub fn directory(&self) -> &str {
        &self.directory
    }

    /// The file that `path=` names, from the repository's root.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    pub(super) fn login(&self) -> Option<&Login> {
        self.login.as_ref()
    }

    /// The scheme, host and port, as git asks for credentials.
    pub(super) fn scheme_and_authority(&self) -> (&str, &str) {
        (&self.scheme, &self.authority)
    }

    /// What git may speak to get there. A user's `insteadOf` may turn https into ssh and back, but neither into less.
    pub(super) fn protocols(&self) -> &'static str {
        match self.scheme.as_str() {
            "file" => "file",
            "http" => "http:https:ssh",
            _ => "https:ssh",
        }
    }
}

impl fmt::Debug for GitSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("GitSource")
            .field("url", &self.url())
            .field("revision", &self.revision)
            .field("directory", &self.directory)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The last `@` of the path begins the revision, as in pip.
fn split_revision(path: &str) -> (&str, Option<&str>) {
    path.rsplit_once('@').map_or((path, None), |(path, revision)| (path, Some(revision)))
}

/// Whether all that stands behind `#` is understood: what somebody took for a pin would else be none.
fn check_parameters(fragment: &str) -> Result<(), &'static str> {
    let mut seen = Vec::new();
    for parameter in fragment.split('&').filter(|parameter| !parameter.is_empty()) {
        let name = parameter.split_once('=').map(|(name, _)| name);
        match name.filter(|name| ["subdirectory", "path", "egg"].contains(name)) {
            Some(name) if seen.contains(&name) => {
                return Err("one of subdirectory=, path= and egg= stands behind `#` twice");
            }
            Some(name) => seen.push(name),
            None => {
                return Err(
                    "behind `#` only subdirectory=, path= and egg= are supported; a commit behind `@` pins what is there",
                );
            }
        }
    }
    Ok(())
}

fn places(fragment: &str) -> Result<(String, Option<String>), GitError> {
    let value = |wanted: &str| {
        let parameters = fragment.split('&').filter_map(|parameter| parameter.split_once('='));
        let mut values = parameters.filter(|(name, _)| *name == wanted).map(|(_, value)| value);
        values.next().map(|value| percent_decode_str(value).decode_utf8_lossy().into_owned())
    };
    let directory = normal(&value("subdirectory").unwrap_or_default())?;
    let file = value("path").filter(|path| !path.is_empty());
    // A path that begins with `/` is refused, also below a subdirectory.
    let below = |file: String| {
        if file.starts_with('/') || directory.is_empty() { file } else { format!("{directory}/{file}") }
    };
    let file = file.map(|file| normal(&below(file)));
    Ok((directory, file.transpose()?))
}

fn file_host(authority: &str) -> Result<String, &'static str> {
    if authority.is_empty() || authority.eq_ignore_ascii_case("localhost") {
        Ok(String::new())
    } else {
        Err("a file: URL has three slashes, and no host")
    }
}

fn web_host(authority: &str) -> Result<(Option<Login>, String), &'static str> {
    let (user_info, host) = match authority.rsplit_once('@') {
        Some((user_info, host)) => (Some(user_info), host),
        None => (None, authority),
    };
    let login = user_info.filter(|user_info| !user_info.is_empty()).map(login).transpose()?;
    Ok((login, plain_host(host)?))
}

fn login(user_info: &str) -> Result<Login, &'static str> {
    let decoded = |text: &str| {
        let decoded = percent_decode_str(text).decode_utf8().ok()?.into_owned();
        if decoded.chars().any(char::is_control) { None } else { Some(decoded) }
    };
    let (user, password) = match user_info.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (user_info, None),
    };
    let wrong = "its user or password has characters that git does not take";
    Ok(Login {
        user: decoded(user).ok_or(wrong)?,
        password: password.map(|password| decoded(password).ok_or(wrong)).transpose()?,
    })
}

fn plain_host(text: &str) -> Result<String, &'static str> {
    host::check(text).map(|()| text.to_ascii_lowercase())
}

fn ssh_host(authority: &str) -> Result<String, &'static str> {
    let (user, host) =
        authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let host = plain_host(host)?;
    match user {
        None => Ok(host),
        Some(user) if user.contains(':') => Err("ssh takes no password from a URL; use a key"),
        Some(user) if user.starts_with('-') || !user.bytes().all(host::is_of_name) => Err("its user is none"),
        Some(user) => Ok(format!("{user}@{host}")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(text: &str) -> (String, Option<String>, String, Option<String>) {
        let source = GitSource::parse(text).unwrap_or_else(|error| panic!("{error}"));
        let owned = |text: Option<&str>| text.map(str::to_owned);
        (source.plain_url(), owned(source.revision()), source.directory().to_owned(), owned(source.file()))
    }

    #[test]
    fn sources_are_taken_apart() {
        for (text, url, revision, directory, file) in [
            ("git+https://h.example/o/r.git", "https://h.example/o/r.git", None, "", None),
            ("git+https://u:p@H.example:8443/o/r@v1.0", "https://h.example:8443/o/r", Some("v1.0"), "", None),
            (
                "git+ssh://git@h.example/o/r.git@a/b#egg=x",
                "ssh://git@h.example/o/r.git",
                Some("a/b"),
                "",
                None,
            ),
            (
                "git+file:///srv/r#subdirectory=a/b&path=c.txt",
                "file:///srv/r",
                None,
                "a/b",
                Some("a/b/c.txt"),
            ),
            (
                "git+file:///srv/r#subdirectory=a&path=../c%20d.txt",
                "file:///srv/r",
                None,
                "a",
                Some("c d.txt"),
            ),
            ("git+http://[::1]:80/r@main", "http://[::1]:80/r", Some("main"), "", None),
            ("https://h.example/r.git@main", "https://h.example/r.git", Some("main"), "", None),
            ("GIT+HTTPS://h.example/r", "https://h.example/r", None, "", None),
        ] {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            assert_eq!(parts(text), (url.into(), owned(revision), directory.into(), owned(file)), "{text}");
        }
        let commit = "ABCDEF0123".repeat(4);
        let text = format!("git+https://h.example/r@{commit}");
        assert_eq!(parts(&text).1, Some(commit.to_ascii_lowercase()));
    }

    #[test]
    fn other_urls_are_no_sources() {
        for text in [
            "https://h.example/r.txt",
            "https://h.example/a.git/r.txt",
            "https://x.git",
            "/srv/r.git",
            "r.git",
        ] {
            assert!(!GitSource::is_meant_by(text), "{text}");
            assert!(GitSource::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn fragments_are_understood_or_refused() {
        for fragment in ["", "egg=x", "subdirectory=a&path=b", "path=b&egg=x"] {
            assert!(GitSource::parse(&format!("git+https://h.example/r#{fragment}")).is_ok(), "{fragment}");
        }
        for fragment in
            ["sha256=00", "sha512=00", "subdirectory", "Path=a", "line-3", "path=a&path=b", "egg=x&sha256:00"]
        {
            let refused = GitSource::parse(&format!("git+file:///r#{fragment}")).unwrap_err().to_string();
            assert!(refused.contains("path="), "{fragment}: {refused}");
        }
    }

    #[test]
    fn what_git_could_misunderstand_is_refused() {
        for revision in ["--upload-pack=touch${IFS}x", ""] {
            let text = format!("git+https://h.example/r.git@{revision}");
            assert!(matches!(GitSource::parse(&text), Err(GitError::Source { .. })), "{text}");
        }
        for text in [
            "git+ext::sh -c x",
            "git+ext://sh/x",
            "git+git://h.example/r",
            "git+ssh://-oProxyCommand=x/r",
            "git+ssh://-oProxyCommand=x@h.example/r",
            "git+ssh://git:pw@h.example/r",
            "git+ssh://git@h.example:o/r.git",
            "git+https://-h/r",
            "git+https://h.example",
            "git+https://h.example:+80/r",
            "git+https:///r",
            "git+https://u%0a:p@h.example/r",
            "git+file://host.example/srv/r",
            "git+/srv/r",
            "git+https://h.example/r\n.git",
        ] {
            assert!(matches!(GitSource::parse(text), Err(GitError::Source { .. })), "{text}");
        }
        for fragment in [
            "subdirectory=../x",
            "path=../x",
            "path=/etc/passwd",
            "subdirectory=%2e%2e",
            "subdirectory=a&path=/b",
        ] {
            let text = format!("git+https://h.example/r.git#{fragment}");
            assert!(matches!(GitSource::parse(&text), Err(GitError::Path { .. })), "{text}");
        }
    }

    proptest! {
        /// Whatever a user writes: no panic, and neither option nor password among git's arguments.
        #[test]
        fn nothing_leads_astray(text in "(git\\+)?(https|ssh|file)://([a-z]{0,3}:secret@)?.{0,40}(\\.git)?.{0,10}") {
            if let Ok(source) = GitSource::parse(&text) {
                prop_assert!(!source.plain_url().contains("secret@"), "{}", source.plain_url());
                prop_assert!(source.revision().is_none_or(|revision| !revision.starts_with('-')));
                prop_assert!(!source.directory().split('/').any(|part| part == ".."));
            }
        }
    }

    #[test]
    fn refusals_show_no_credentials() {
        let source = GitSource::parse("git+https://user:secret@h.example/r").unwrap();
        assert!(!format!("{source:?} {}", source.url()).contains("secret"));
        let error = GitSource::parse("git+https://user:secret@h.example/r@-x").err();
        assert_eq!(
            error.map(|error| error.to_string()).as_deref(),
            Some(
                "cannot fetch git+https://****@h.example/r@-x: \
                 its revision is no name of a branch or tag, and no commit"
            )
        );
    }
}
