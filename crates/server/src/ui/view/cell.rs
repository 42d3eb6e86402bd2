//! What stands in one place of a table or a list.

use std::borrow::Cow;

use askama::Template;
use fetter_protocol::WirePath;

use super::{Moment, Said};
use crate::ui::link::Href;
use crate::ui::post::OF;

/// How something is to be taken. Colours never say it alone: a word stands with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Tone {
    /// It is as it is.
    Plain,
    /// It is well.
    Good,
    /// It is not known.
    Unknown,
    /// Little.
    Low,
    /// Somewhat.
    Medium,
    /// Much.
    High,
    /// Very much.
    Critical,
}

impl Tone {
    /// Its class in the style sheet.
    pub(in crate::ui) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// What stands in one place.
#[derive(Clone, Debug, Template)]
#[template(path = "cell.html", whitespace = "minimize")]
pub(in crate::ui) enum Cell {
    /// Text.
    Text(Said),
    /// Text as it is typed: a path, a version, a command.
    Code(Said),
    /// A link.
    Link(Href, Said),
    /// A number that links to what it counts.
    Count(Number, Option<Href>),
    /// A time.
    Time(Moment),
    /// A word with a tone.
    Badge(Tone, Said),
    /// Nothing, and why.
    Nothing(&'static str),
    /// Lines, one below the other.
    Lines(Vec<Cell>),
    /// Several, one after the other.
    Several(Vec<Cell>),
    /// A part of a whole, as a bar of so many hundredths. The number stands beside it.
    Bar(Tone, u32),
    /// One field of a heat map, from 0 to 5.
    Heat(u32, Number, Option<Href>),
    /// A button that does something at once.
    Button(Box<Button>),
}

impl From<Button> for Cell {
    fn from(button: Button) -> Self {
        Self::Button(Box::new(button))
    }
}

/// A number, or that it is at least so high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Number {
    pub(in crate::ui) value: i64,
    pub(in crate::ui) is_exact: bool,
}

/// A form that is nothing but a button.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Button {
    /// Where it is sent to.
    pub(in crate::ui) action: Href,
    /// What it says.
    pub(in crate::ui) label: Cow<'static, str>,
    /// Of what, for those who do not see where it stands.
    pub(in crate::ui) of: Said,
    /// What is sent with it.
    pub(in crate::ui) hidden: Vec<(&'static str, String)>,
    /// That the request comes from a page of the console.
    pub(in crate::ui) csrf: String,
    /// Whether it takes something away.
    pub(in crate::ui) is_grave: bool,
}

impl Button {
    /// One that is sent there, and what it says; of what, for those who do not see where it stands.
    pub(in crate::ui) fn new(
        action: Href,
        label: impl Into<Cow<'static, str>>,
        of: &str,
        csrf: &str,
    ) -> Self {
        Self {
            action,
            label: label.into(),
            of: Said::short(of),
            hidden: Vec::new(),
            csrf: csrf.to_owned(),
            is_grave: false,
        }
    }

    /// The same with something that is sent with it.
    pub(in crate::ui) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.hidden.push((name, value.to_owned()));
        self
    }

    /// The same, which says of what it is to whoever asks whether that is meant.
    pub(in crate::ui) fn named(self) -> Self {
        let of = self.of.whole().to_owned();
        self.with(OF, &of)
    }

    /// The same, which takes something away.
    pub(in crate::ui) const fn grave(mut self) -> Self {
        self.is_grave = true;
        self
    }
}

impl std::fmt::Display for Number {
    /// With commas between thousands.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.value.unsigned_abs().to_string();
        if self.value < 0 {
            formatter.write_str("-")?;
        }
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                formatter.write_str(",")?;
            }
            write!(formatter, "{digit}")?;
        }
        formatter.write_str(if self.is_exact { "" } else { "+" })
    }
}

impl Cell {
    /// All that it says, as text alone. What is nothing is empty.
    pub(in crate::ui) fn plain(&self) -> String {
        match self {
            Self::Text(said) | Self::Code(said) | Self::Link(_, said) | Self::Badge(_, said) => {
                said.whole().to_owned()
            }
            // Without commas, for programs.
            Self::Count(number, _) | Self::Heat(_, number, _) => {
                format!("{}{}", number.value, if number.is_exact { "" } else { "+" })
            }
            Self::Time(moment) => moment.machine(),
            Self::Nothing(_) | Self::Bar(..) | Self::Button(_) => String::new(),
            Self::Several(cells) | Self::Lines(cells) => {
                let cells: Vec<String> = cells.iter().map(Self::plain).collect();
                cells.join(" ")
            }
        }
    }

    pub(in crate::ui) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing("none") } else { Self::Text(Said::short(text)) }
    }

    pub(in crate::ui) fn long(text: &str) -> Self {
        if text.is_empty() { Self::Nothing("none") } else { Self::Text(Said::long(text)) }
    }

    pub(in crate::ui) fn code(text: &str) -> Self {
        if text.is_empty() { Self::Nothing("none") } else { Self::Code(Said::short(text)) }
    }

    pub(in crate::ui) fn path(path: &WirePath) -> Self {
        Self::Code(Said::short_path(path))
    }

    pub(in crate::ui) fn link(href: Href, text: &str) -> Self {
        let text = if text.is_empty() { "(no name)" } else { text };
        Self::Link(href, Said::short(text))
    }

    pub(in crate::ui) fn time(at: i64) -> Self {
        Self::Time(Moment::new(at))
    }

    /// The same, where a time is told as such, and not by how long ago it was.
    pub(in crate::ui) fn at_its_time(self) -> Self {
        match self {
            Self::Time(moment) => Self::Time(moment.at_its_time()),
            cell => cell,
        }
    }

    /// A time, where there is one.
    pub(in crate::ui) fn time_or(at: Option<i64>, why: &'static str) -> Self {
        at.map_or(Self::Nothing(why), Self::time)
    }

    pub(in crate::ui) const fn number(value: i64) -> Self {
        Self::Count(Number { value, is_exact: true }, None)
    }

    /// A number that links to what it counts; none links to nothing.
    pub(in crate::ui) fn count(value: i64, is_exact: bool, href: Href) -> Self {
        Self::Count(Number { value, is_exact }, (value > 0 || !is_exact).then_some(href))
    }

    /// A part of a whole, which is seen where there is any of it.
    pub(in crate::ui) fn bar(tone: Tone, value: i64, of: i64) -> Self {
        let hundredths = value.saturating_mul(100) / of.max(1);
        let least = i64::from(value > 0);
        Self::Bar(tone, u32::try_from(hundredths.clamp(least, 100)).unwrap_or_default())
    }

    pub(in crate::ui) fn badge(tone: Tone, word: &str) -> Self {
        Self::Badge(tone, Said::short(word))
    }

    pub(in crate::ui) fn several(cells: impl IntoIterator<Item = Self>, why: &'static str) -> Self {
        let cells: Vec<Self> = cells.into_iter().collect();
        if cells.is_empty() { Self::Nothing(why) } else { Self::Several(cells) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(cell: &Cell) -> String {
        cell.render().unwrap()
    }

    #[test]
    fn a_number_says_whether_it_is_exact_and_links_to_what_it_counts() {
        let of = |value, is_exact| Number { value, is_exact }.to_string();
        assert_eq!([of(0, true), of(1234, false), of(-1_000_000, true)], ["0", "1,234+", "-1,000,000"]);
        let count = Cell::count(2000, false, Href::of("/findings").with("kind", "malware"));
        assert!(html(&count).contains("href=\"/findings?kind=malware\""), "{}", html(&count));
        assert!(!html(&Cell::count(0, true, Href::of("/findings"))).contains("href"));
    }

    #[test]
    fn text_is_shown_as_text() {
        let hostile = "<script>alert(1)</script>\"'&\u{202e}";
        for cell in [
            Cell::text(hostile),
            Cell::code(hostile),
            Cell::long(hostile),
            Cell::link(Href::of("/packages").part(hostile), hostile),
            Cell::badge(Tone::Low, hostile),
            Cell::Several(vec![Cell::text(hostile)]),
        ] {
            let html = html(&cell);
            assert!(!html.contains("<script") && !html.contains('\u{202e}'), "{html}");
            assert!(html.contains("alert(1)"), "{html}");
        }
    }
}
