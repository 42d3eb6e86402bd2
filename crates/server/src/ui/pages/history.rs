//! Findings over time: a picture, and its numbers.

use std::fmt::Write;

use super::words::{SEVERITIES, severity_word};
use crate::api::v1::shapes::{FindingHistory, HistoryDay, Kind};
use crate::ui::view::{Cell, Part, Table};

/// The picture, in units of its own.
const WIDTH: usize = 960;
const HEIGHT: i64 = 220;
/// How many lines there are beside the one below, each with a number.
const LINES: i64 = 4;

/// What is stacked, from below: the least severe first, malware on top.
const STACK: [&str; 6] = ["unknown", "low", "medium", "high", "critical", "malware"];

/// How much was open on a day, in the order of the stack.
fn open(day: &HistoryDay) -> [i64; 6] {
    let mut open = [0; 6];
    for count in &day.counts {
        let word = if count.kind == Kind::Malware { "malware" } else { severity_word(count.severity) };
        if let Some(at) = STACK.iter().position(|of| *of == word) {
            open[at] += count.open;
        }
    }
    open
}

/// Findings on each day, as bars; `None` where no day was counted yet.
pub(super) fn figure(history: &FindingHistory) -> Option<Part> {
    if history.days.iter().all(|day| day.counted.is_none()) {
        return None;
    }
    let columns =
        ["Day", "#Malware", "#Critical", "#High", "#Medium", "#Low", "#Not rated", "#Opened", "#Closed"];
    let rows = history.days.iter().rev().filter(|day| day.counted.is_some()).map(|day| {
        let [unknown, low, medium, high, critical, malware] = open(day);
        let sum = |of: fn(&crate::api::v1::shapes::HistoryCount) -> i64| day.counts.iter().map(of).sum();
        let numbers = [
            malware,
            critical,
            high,
            medium,
            low,
            unknown,
            sum(|count| count.opened),
            sum(|count| count.closed),
        ];
        std::iter::once(Cell::text(&day.day)).chain(numbers.map(Cell::number)).collect()
    });
    let table = Table::new("Open findings at the end of each day", &columns, "No day was counted.");
    Some(Part::Figure("Open findings by severity on each day", picture(history), table.rows(rows)))
}

/// Bars of each day with what they are measured by. That is text of the page: in the picture it would be as small as that is on a narrow screen.
fn picture(history: &FindingHistory) -> String {
    let most = history.days.iter().map(|day| open(day).iter().sum::<i64>()).max().unwrap_or_default().max(1);
    let mut html = "<div class=\"chart\"><div class=\"scale\" aria-hidden=\"true\">".to_owned();
    for part in (0..=LINES).rev() {
        // Writing to a string does not fail.
        let _ = write!(html, "<span>{}</span>", most * part / LINES);
    }
    html.push_str("</div>");
    html.push_str(&bars(history, most));
    html.push_str("<div class=\"ends\" aria-hidden=\"true\">");
    for day in history.days.first().into_iter().chain(history.days.last()) {
        let _ = write!(html, "<span>{}</span>", day.day);
    }
    html.push_str("</div></div>");
    html + &legend()
}

/// Bars of each day, and a space where a day was not counted.
fn bars(history: &FindingHistory, most: i64) -> String {
    let days = history.days.len().max(1);
    let mut svg = format!(
        "<svg class=\"days\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Open findings by severity on each day; the numbers are in the table below\">"
    );
    for part in 0..=LINES {
        let y = HEIGHT - HEIGHT * part / LINES;
        let _ = write!(svg, "<path class=\"grid\" d=\"M0 {y}H{WIDTH}\"/>");
    }
    for (at, day) in history.days.iter().enumerate() {
        let (x, end) = (at * WIDTH / days, (at + 1) * WIDTH / days);
        let width = (end - x).saturating_sub(1).max(1);
        let (mut below, counts) = (0, open(day));
        let said: Vec<String> = STACK
            .iter()
            .zip(counts)
            .rev()
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| format!("{count} {word}"))
            .collect();
        let said = if day.counted.is_none() { "not counted".to_owned() } else { said.join(", ") };
        let _ =
            write!(svg, "<g><title>{}: {}</title>", day.day, if said.is_empty() { "nothing" } else { &said });
        for (word, count) in STACK.iter().zip(counts) {
            let (from, to) = (HEIGHT * below / most, HEIGHT * (below + count) / most);
            below += count;
            if to > from {
                let _ = write!(
                    svg,
                    "<rect class=\"s-{word}\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{}\"/>",
                    HEIGHT - to,
                    to - from
                );
            }
        }
        if day.counted.is_none() {
            let _ = write!(
                svg,
                "<rect class=\"s-none\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"4\"/>",
                HEIGHT - 4
            );
        }
        svg.push_str("</g>");
    }
    svg + "</svg>"
}

/// Which colour is which severity, each with a link to what is open of it.
fn legend() -> String {
    let mut html = "<ul class=\"legend\"><li><a href=\"/findings?kind=malware\"><svg aria-hidden=\"true\" viewBox=\"0 0 10 10\"><rect class=\"s-malware\" width=\"10\" height=\"10\"/></svg> malware</a></li>".to_owned();
    for word in SEVERITIES {
        let _ = write!(
            html,
            "<li><a href=\"/findings?severity_is={word}\"><svg aria-hidden=\"true\" viewBox=\"0 0 10 10\"><rect class=\"s-{word}\" width=\"10\" height=\"10\"/></svg> {}</a></li>",
            if word == "unknown" { "not rated" } else { word }
        );
    }
    html + "</ul>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::v1::shapes::{HistoryCount, Severity};

    #[test]
    fn a_day_that_was_not_counted_is_not_one_without_findings() {
        let count =
            |kind, severity, open| HistoryCount { kind, severity, open, accepted: 0, opened: 0, closed: 0 };
        let day = |day: &str, counted, counts| HistoryDay { day: day.to_owned(), counted, counts };
        let counts = vec![count(Kind::Malware, Severity::Critical, 1), count(Kind::Policy, Severity::Low, 3)];
        let days = vec![
            day("2026-11-28", Some(1), counts),
            day("2026-11-29", None, Vec::new()),
            day("2026-11-30", Some(2), Vec::new()),
        ];
        let Some(Part::Figure(_, svg, table)) = figure(&FindingHistory { days, is_exact: true }) else {
            panic!()
        };
        assert!(svg.contains("<title>2026-11-28: 1 malware, 3 low</title>"), "{svg}");
        assert!(svg.contains("<title>2026-11-29: not counted</title>"), "{svg}");
        assert!(svg.contains("<title>2026-11-30: nothing</title>"), "{svg}");
        assert!(svg.contains("<span>2026-11-28</span><span>2026-11-30</span>"), "{svg}");
        assert!(!svg.contains("<text"), "what is written has the size of text: {svg}");
        assert_eq!(table.rows.len(), 2);
        let none = vec![day("2026-11-29", None, Vec::new())];
        assert!(figure(&FindingHistory { days: none, is_exact: true }).is_none());
    }
}
