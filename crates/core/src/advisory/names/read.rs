//! Lists of popular names, in the forms in which they are published.

use serde::Deserialize;

use super::popular::Popular;

/// No list is larger than this, in bytes: a dump of 15,000 names with their download counts has 1.2 MB.
const LARGEST_LIST: usize = 16 << 20;

/// Why a list of popular names could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PopularError {
    /// It has too many bytes.
    #[error("the list of popular names has {0} bytes, and no more than {LARGEST_LIST} are read")]
    TooLarge(usize),
    /// It is no text.
    #[error("the list of popular names is not UTF-8")]
    NotText,
    /// It begins like JSON, and is none that is known.
    #[error(
        "the list of popular names is not JSON with `rows` that have a `project`, with `packages`, or an array of names: {0}"
    )]
    NotJson(String),
    /// A line has no name where one should be.
    #[error(
        "line {line} of the list of popular names has no package name (expected one a line, or columns with a `name` or `project`)"
    )]
    NotAName {
        /// The line, from 1; of JSON, the number of the name.
        line: usize,
    },
    /// The ranks do not grow from line to line.
    #[error("line {line} of the list of popular names is not in the order of ranks: sort it by rank")]
    NotRanked {
        /// The line, from 1.
        line: usize,
    },
    /// There are no names in it.
    #[error("the list of popular names is empty")]
    NoNames,
}

/// A file that holds an object.
#[derive(Deserialize)]
struct File {
    rows: Option<Vec<Row>>,
    packages: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(alias = "name", alias = "package")]
    project: String,
}

impl Popular {
    /// Reads a list, the most popular name first: one name a line, columns divided by tabs or commas with or without a header, or JSON
    /// (`{"rows": [{"project": "boto3"}, …]}`, `{"packages": ["boto3", …]}`, `["boto3", …]`). Empty lines and lines that begin with `#`
    /// say nothing. Of more than 100,000 names the first are kept.
    pub fn read(bytes: &[u8]) -> Result<Self, PopularError> {
        if bytes.len() > LARGEST_LIST {
            return Err(PopularError::TooLarge(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| PopularError::NotText)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let list = match text.trim_start().as_bytes().first() {
            Some(b'{' | b'[') => read_json(text)?,
            _ => read_lines(text)?,
        };
        if list.is_empty() { Err(PopularError::NoNames) } else { Ok(list) }
    }
}

fn read_json(text: &str) -> Result<Popular, PopularError> {
    let wrong = |error: serde_json::Error| PopularError::NotJson(error.to_string());
    let names: Vec<String> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(wrong)?
    } else {
        let file: File = serde_json::from_str(text).map_err(wrong)?;
        let rows = file.rows.map(|rows| rows.into_iter().map(|row| row.project).collect());
        rows.or(file.packages).ok_or_else(|| PopularError::NotJson("it has none of these".to_owned()))?
    };
    let mut list = Popular::with_room_for(text.len());
    for (line, name) in (1..).zip(&names) {
        push(&mut list, name, line)?;
    }
    Ok(list)
}

fn push(list: &mut Popular, name: &str, line: usize) -> Result<(), PopularError> {
    if list.push(name) { Ok(()) } else { Err(PopularError::NotAName { line }) }
}

/// Which column has what.
struct Columns {
    divider: Option<char>,
    name: usize,
    rank: Option<usize>,
    /// Whether the first line says what the columns are.
    has_header: bool,
}

impl Columns {
    fn of(first: &str) -> Self {
        let divider = ['\t', ','].into_iter().find(|divider| first.contains(*divider));
        let fields: Vec<String> = match divider {
            Some(divider) => first.split(divider).map(|field| unquoted(field).to_lowercase()).collect(),
            None => vec![unquoted(first).to_lowercase()],
        };
        let position = |names: &[&str]| fields.iter().position(|field| names.contains(&field.as_str()));
        // A list of names alone may begin with a package that is called `name`.
        let named = divider.and_then(|_| position(&["name", "project", "package"]));
        let is_number = |field: &String| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
        let starts_with_number = divider.is_some() && fields.first().is_some_and(is_number);
        Self {
            divider,
            name: named.unwrap_or(usize::from(starts_with_number)),
            rank: named.and_then(|_| position(&["rank"])),
            has_header: named.is_some(),
        }
    }

    fn field<'line>(&self, line: &'line str, column: usize) -> &'line str {
        let field = match self.divider {
            Some(divider) => line.split(divider).nth(column),
            None => Some(line),
        };
        unquoted(field.unwrap_or_default())
    }
}

fn unquoted(field: &str) -> &str {
    let field = field.trim();
    field.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(field)
}

fn read_lines(text: &str) -> Result<Popular, PopularError> {
    let mut list = Popular::with_room_for(text.len());
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .peekable();
    let Some((_, first)) = lines.peek() else { return Ok(list) };
    let columns = Columns::of(first);
    let mut before = 0;
    for (line, text) in lines.skip(usize::from(columns.has_header)) {
        push(&mut list, columns.field(text, columns.name), line)?;
        if let Some(column) = columns.rank {
            let rank: u64 =
                columns.field(text, column).parse().map_err(|_| PopularError::NotRanked { line })?;
            if rank < before {
                return Err(PopularError::NotRanked { line });
            }
            before = rank;
        }
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, PopularError> {
        Popular::read(text.as_bytes()).map(|list| list.as_text().replace('\n', " "))
    }

    #[test]
    fn every_form_is_read() {
        for text in [
            "boto3\nZope.Interface\n",
            "\u{feff}# the popular ones\r\n\r\nboto3\r\nzope.interface",
            "rank\tname\tdownloads\n1\tboto3\t1880\n2\tzope-interface\t1577\n",
            "1\tboto3\t1880\n2\tzope-interface\t1577\n",
            "boto3\t1880\nzope-interface\t1577\n",
            "download_count,project\n1880,boto3\n1577,zope_interface\n",
            "\"download_count\",\"project\"\n1880,\"boto3\"\n1577,\"zope.interface\"\n",
            r#" {"last_update": "2026-06-01", "rows": [{"project": "boto3", "download_count": 1880}, {"project": "zope.interface"}]}"#,
            r#"{"downloaded_timestamp": 1781626097, "packages": ["boto3", "zope-interface"]}"#,
            r#"["boto3", "zope-interface"]"#,
        ] {
            assert_eq!(read(text).as_deref(), Ok("boto3 zope-interface "), "{text}");
        }
        assert_eq!(read("name\nproject\n").as_deref(), Ok("name project "));
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        use PopularError::{NoNames, NotAName, NotRanked, NotText, TooLarge};
        assert_eq!(read(""), Err(NoNames));
        assert_eq!(read("# nothing\n\n"), Err(NoNames));
        assert_eq!(read("rank\tname\n"), Err(NoNames));
        assert_eq!(read(r#"{"packages": []}"#), Err(NoNames));
        assert_eq!(read("boto3\n<html>\n"), Err(NotAName { line: 2 }));
        assert_eq!(read("rank\tname\n1\n"), Err(NotAName { line: 2 }));
        assert_eq!(read(&"a".repeat(10_000)), Err(NotAName { line: 1 }));
        assert_eq!(read(r#"["a", ""]"#), Err(NotAName { line: 2 }));
        assert_eq!(read("rank\tname\n2\ta\n1\tb\n"), Err(NotRanked { line: 3 }));
        assert_eq!(read("rank\tname\n?\ta\n"), Err(NotRanked { line: 2 }));
        assert_eq!(Popular::read(b"boto3\n\xff\n").err(), Some(NotText));
        assert_eq!(Popular::read(&vec![b'\n'; LARGEST_LIST + 1]).err(), Some(TooLarge(LARGEST_LIST + 1)));
        for json in ["{", "[1]", "{}", r#"{"rows": [{}]}"#, &"[".repeat(100_000), r#"{"rows": 1}"#] {
            assert!(
                matches!(read(json), Err(PopularError::NotJson(_))),
                "{}",
                json.get(..20).unwrap_or(json)
            );
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let list = Popular::shipped();
        let again = Popular::read(list.as_text().as_bytes()).unwrap();
        assert_eq!(again.as_text(), list.as_text());
    }
}
