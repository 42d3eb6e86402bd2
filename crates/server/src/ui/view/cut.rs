//! Pages that would be too long: whoever writes names of half a KiB, or reasons of four, makes no page that takes long to come. Texts are cut as far as a page
//! has room; lists as files have all of them.

use super::{Cell, Page, Part, Said, Tone};

/// Bytes of a page, and of how many rows.
const PAGE: usize = 180 << 10;
const ROWS: usize = 50;

/// More parts than a sentence has.
const SENTENCE: usize = 8;

/// How far is cut, one after the other until it does.
const STEPS: [Cut; 4] = [
    // Texts that are opened first.
    Cut { text: usize::MAX, rest: 1000, items: usize::MAX, address: usize::MAX, lines: usize::MAX },
    Cut { text: 80, rest: 400, items: 6, address: usize::MAX, lines: 100 << 10 },
    Cut { text: 40, rest: 0, items: 3, address: 600, lines: 60 << 10 },
    Cut { text: 16, rest: 0, items: 2, address: 200, lines: 20 << 10 },
];

/// What is left.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// Characters of a text.
    text: usize,
    /// Characters of all of it, where it is opened.
    rest: usize,
    /// Of several things in one place.
    items: usize,
    /// Bytes of an address: what is linked by a longer one is not.
    address: usize,
    /// Bytes of all lines of a file.
    lines: usize,
}

/// A page as HTML that is not longer than a page may be, if it can be.
pub(in crate::ui) fn written(mut page: Page) -> askama::Result<String> {
    let most = PAGE * page.rows().div_ceil(ROWS).max(1);
    let mut html = page.html()?;
    for (step, cut) in STEPS.iter().enumerate() {
        if html.len() <= most {
            break;
        }
        page.parts.iter_mut().for_each(|part| part.cut(*cut));
        if step == 0 {
            let has_file =
                page.parts.iter().any(|part| matches!(part, Part::Pager(pager) if !pager.exports.is_empty()));
            let said = if has_file {
                "Long texts are cut on this page. The list as a file has all of them."
            } else {
                "Long texts are cut on this page. Its parts have pages of their own, and the API has all of them."
            };
            page.parts.insert(0, Part::Note(Tone::Plain, vec![Cell::long(said)]));
        }
        html = page.html()?;
    }
    Ok(html)
}

impl Page {
    fn html(&self) -> askama::Result<String> {
        askama::Template::render(self)
    }

    /// The rows of its longest table.
    fn rows(&self) -> usize {
        let rows = |part: &Part| match part {
            Part::Table(table) => table.rows.len(),
            _ => 0,
        };
        self.parts.iter().map(rows).max().unwrap_or_default()
    }
}

impl Part {
    fn cut(&mut self, cut: Cut) {
        match self {
            Self::Note(_, cells) => cells.iter_mut().for_each(|cell| cell.cut(cut)),
            Self::Facts(facts) => facts.iter_mut().for_each(|(_, cell)| cell.cut(cut)),
            Self::Table(table) | Self::Figure(_, _, table) => {
                table.rows.iter_mut().flatten().for_each(|cell| cell.cut(cut));
            }
            Self::Timeline(rows) => rows.iter_mut().for_each(|(_, cell)| cell.cut(cut)),
            Self::Day(_, rows) => rows.iter_mut().for_each(|(_, cell)| cell.cut(cut)),
            Self::Lines(_, lines) => cut_lines(lines, cut.lines),
            _ => {}
        }
    }
}

fn cut_lines(lines: &mut Vec<(&'static str, Said)>, most: usize) {
    let mut room = most;
    let first = lines.iter().position(|(_, line)| match room.checked_sub(line.bytes()) {
        Some(left) => {
            room = left;
            false
        }
        None => true,
    });
    if let Some(first) = first {
        lines.truncate(first);
        lines.push(("place", Said::short("… there is more")));
    }
}

impl Cell {
    fn cut(&mut self, cut: Cut) {
        match self {
            Self::Text(said) | Self::Code(said) | Self::Badge(_, said) => {
                said.cut(cut.text);
                said.cut_rest(cut.rest);
            }
            Self::Link(href, said) => {
                said.cut(cut.text);
                said.cut_rest(cut.rest);
                if href.as_str().len() > cut.address {
                    *self = Self::Text(said.clone());
                }
            }
            Self::Count(_, href) | Self::Heat(_, _, href) => {
                href.take_if(|href| href.as_str().len() > cut.address);
            }
            Self::Several(cells) | Self::Lines(cells) => {
                let more = cells.len().saturating_sub(cut.items);
                let is_said =
                    cells.iter().all(|cell| matches!(cell, Self::Text(_) | Self::Code(_) | Self::Link(..)));
                if cells.len() > SENTENCE && is_said && more > 0 {
                    cells.truncate(cut.items);
                    cells.push(Self::Text(Said::short(&format!("and {more} more"))));
                }
                for cell in cells {
                    cell.cut(cut);
                }
            }
            Self::Time(_) | Self::Nothing(_) | Self::Bar(..) | Self::Button(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Tab, Table};
    use super::*;
    use crate::ui::link::Href;

    fn page(rows: usize, text: &str) -> Page {
        let row = || vec![Cell::link(Href::of("/packages").part(text), text), Cell::long(text)];
        let table = Table::new("All", &["A", "B"], "none").rows((0..rows).map(|_| row()));
        Page::new(Tab::Packages, "x").part(Part::Table(table))
    }

    #[test]
    fn a_page_has_room_for_what_is_said_usually_and_cuts_the_rest() {
        let whole = written(page(2000, "numpy")).unwrap();
        assert!(!whole.contains("are cut") && whole.len() > PAGE, "{}", whole.len());
        let cut = written(page(50, &"<".repeat(4096))).unwrap();
        assert!(cut.contains("are cut") && cut.len() < PAGE, "{}", cut.len());
    }

    #[test]
    fn what_is_cut_in_a_list_can_be_opened() {
        let text = format!("{}the end", "x ".repeat(100));
        let few = written(page(3, &text)).unwrap();
        assert!(few.contains("<details class=\"rest\">") && few.contains("the end</bdi>"), "{few}");
        assert!(!few.contains("are cut"), "{few}");
        assert!(!written(page(3, "numpy")).unwrap().contains("<details"));
    }

    #[test]
    fn a_file_of_long_lines_is_cut_between_lines() {
        let line = || ("", Said::long(&"<".repeat(10_000)));
        let page = Page::new(Tab::Policies, "x").part(Part::Lines("It", (0..30).map(|_| line()).collect()));
        let html = written(page).unwrap();
        assert!(html.contains("… there is more") && html.len() < PAGE, "{}", html.len());
    }
}
