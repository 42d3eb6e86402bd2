//! A list of a page as a file: all of it, page by page, in delimited text.

use fetter_core::report::{Delimiter, write_delimited_row};

use super::in_order::InOrder;
use super::view::{Cell, Page, Part, Table, Tone};
use crate::api::Refused;
use crate::exports::{ExportError, Sink};

/// How many rows are asked for at once.
pub(super) const ROWS: &str = "500";
/// Bytes that are sent at once.
const PIECE: usize = 64 << 10;
/// What is said where a file is not in the order that is asked for.
const NOT_IN_ORDER: &str = "There are too many rows to put them in the order that was asked for.";

/// The list of a page: what is in it, and where it goes on.
struct List<'page> {
    table: &'page Table,
    next: Option<String>,
}

/// Which part of a page is its list: the table that says how it goes on.
pub(super) fn place(page: &Page) -> Option<usize> {
    let at = page.parts.iter().position(|part| matches!(part, Part::Pager(_)))?.checked_sub(1)?;
    matches!(page.parts.get(at)?, Part::Table(_)).then_some(at)
}

fn list(page: &Page) -> Option<List<'_>> {
    let at = place(page)?;
    let (Part::Table(table), Part::Pager(pager)) = (page.parts.get(at)?, page.parts.get(at + 1)?) else {
        return None;
    };
    let cursor = pager.next.as_ref().map(|next| next.value_of("cursor"));
    Some(List { table, next: cursor })
}

/// Whether there is a list in it.
pub(super) fn has_list(page: &Page) -> bool {
    list(page).is_some()
}

/// Writes the list of a page, and those that `more` gives for a cursor, until there is no other. What was not checked stands in rows of its own: an empty
/// list would read as if all were well.
pub(super) async fn write<F>(
    first: Page,
    more: impl Fn(String) -> F + Send,
    mut order: Option<InOrder>,
    mut sink: Sink,
) -> Result<(), ExportError>
where
    F: Future<Output = Result<Page, Refused>> + Send,
{
    let mut text = Vec::new();
    let mut notes: Vec<[String; 2]> = first.parts.iter().filter_map(not_known).collect();
    let mut page = first;
    let mut is_first = true;
    while let Some(List { table, next }) = list(&page) {
        if is_first {
            let header: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            write_delimited_row(&mut text, &header, Delimiter::default())?;
            is_first = false;
        }
        for row in &table.rows {
            match &mut order {
                Some(kept) => kept.keep(row, line(row)?),
                None => text.extend(line(row)?),
            }
        }
        if let Some(kept) = order.take_if(|kept| kept.is_full()) {
            kept.into_read().for_each(|line| text.extend(line));
            notes.push(["not in order".to_owned(), NOT_IN_ORDER.to_owned()]);
        }
        sink.write(&text).await?;
        text.clear();
        let Some(cursor) = next else { break };
        let failed = |refused: Refused| ExportError::Write(std::io::Error::other(refused.title()));
        page = more(cursor).await.map_err(failed)?;
    }
    for line in order.into_iter().flat_map(InOrder::in_order) {
        text.extend(line);
        if text.len() >= PIECE {
            sink.write(&text).await?;
            text.clear();
        }
    }
    for note in &notes {
        write_delimited_row(&mut text, &[note[0].as_str(), note[1].as_str()], Delimiter::default())?;
    }
    sink.write(&text).await?;
    sink.end().await
}

/// A row of a file.
fn line(row: &[Cell]) -> Result<Vec<u8>, ExportError> {
    let cells: Vec<String> = row.iter().map(Cell::plain).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let mut line = Vec::new();
    write_delimited_row(&mut line, &cells, Delimiter::default())?;
    Ok(line)
}

/// What a page says is not known.
fn not_known(part: &Part) -> Option<[String; 2]> {
    let Part::Note(Tone::Unknown, cells) = part else { return None };
    let said: Vec<String> = cells.iter().map(Cell::plain).collect();
    Some(["not checked".to_owned(), said.join(" ")])
}

#[cfg(test)]
mod tests {
    use super::super::link::Href;
    use super::super::view::{Pager, Tab};
    use super::*;

    #[test]
    fn a_list_is_the_table_before_its_pager() {
        let table = |caption| Table::new(caption, &["A"], "none").rows([vec![Cell::text("x")]]);
        let next = Some(Href::of("/machines").with("q", "a&b").with("cursor", "5b22"));
        let page = Page::new(Tab::Machines, "Machines")
            .part(Part::Table(table("another")))
            .part(Part::Table(table("the list")))
            .part(Part::Pager(Pager { next, ..Pager::default() }));
        let list = list(&page).unwrap();
        assert_eq!((list.table.caption.as_str(), list.next.as_deref()), ("the list", Some("5b22")));
        assert!(!has_list(&Page::new(Tab::Machines, "x").part(Part::Pager(Pager::default()))));
        assert!(!has_list(&Page::new(Tab::Machines, "x").part(Part::Table(table("alone")))));
    }
}
