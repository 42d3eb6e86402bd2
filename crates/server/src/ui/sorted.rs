//! Lists in the order of a column.
//!
//! A long list is ordered where it is kept, by the columns that there is an order of (`Table::ordered`). One that a page can have as a whole is ordered here,
//! by any column, and shown in parts.

use super::field::{Address, Fields};
use super::in_order::InOrder;
use super::listed;
use super::route::View;
use super::view::{Column, Page, Pager, Part, Sorted, Table, by_key};

/// Under which name a column is asked for; with `-` before its word from the highest.
pub(super) const BY: &str = "by";
/// How many rows a list may have that is put in order here: as many as are read while somebody waits.
pub(super) const MOST: &str = "100";
/// How many rows are shown at once.
const ROWS: usize = 50;
/// What is said where a list cannot be ordered so.
const TOO_LONG: &str = "This list is too long to be put in the order of that column, and is in its usual order: narrow it first.";

/// In which order a list is asked for.
#[derive(Debug)]
pub(super) struct Sorting {
    /// The word of a column, and whether the highest comes first.
    by: Option<(String, bool)>,
    /// How many rows come before those that are shown.
    from: usize,
    query: Fields,
    here: Address,
}

impl Sorting {
    /// What is asked for.
    pub(super) fn of<P>(view: &View<P>) -> Self {
        let by = match view.query.get(BY) {
            "" => None,
            by => Some(by.strip_prefix('-').map_or((by.to_owned(), false), |word| (word.to_owned(), true))),
        };
        let from = if by.is_some() { view.query.get("cursor").parse().unwrap_or_default() } else { 0 };
        Self { by, from, query: view.query.clone(), here: view.here() }
    }

    /// Whether the whole list is needed for it.
    pub(super) const fn needs_all(&self) -> bool {
        self.by.is_some()
    }

    /// Whether the list of a page goes on, so that it cannot be put in an order here.
    pub(super) fn is_beyond(page: &Page) -> bool {
        pager(page).is_some_and(|pager| pager.next.is_some())
    }

    /// The same list in its usual order, since it is too long for another.
    pub(super) fn given_up(mut self, page: Page) -> Page {
        self.by = None;
        let mut page = self.shown(page);
        if let Some(at) = listed::place(&page) {
            page.parts.insert(at, Part::warning(TOO_LONG));
        }
        page
    }

    /// A page with its list in order, and with links to the other orders.
    pub(super) fn shown(&self, page: Page) -> Page {
        let mut page = self.whole(page);
        let Some(at) = listed::place(&page) else { return page };
        let mut names = vec![BY];
        let is_cut = Self::is_beyond(&page) || !self.query.get("cursor").is_empty() && self.by.is_none();
        if let Some(Part::Table(table)) = page.parts.get_mut(at) {
            for (name, _) in table.columns.iter().filter_map(|column| column.order) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            self.link(table, &names, is_cut);
            let all = table.rows.len();
            if self.by.is_some() {
                table.rows = std::mem::take(&mut table.rows).into_iter().skip(self.from).take(ROWS).collect();
                if let Some(Part::Pager(pager)) = page.parts.get_mut(at + 1) {
                    self.turn(pager, all);
                }
            }
        }
        self.keep(&mut page, &names);
        page
    }

    /// A page with all of its list in order, where all of it is there.
    pub(super) fn whole(&self, mut page: Page) -> Page {
        let Some((word, is_down)) = self.by.as_ref().filter(|_| !Self::is_beyond(&page)) else { return page };
        let at = listed::place(&page);
        let Some(Part::Table(table)) = at.and_then(|at| page.parts.get_mut(at)) else { return page };
        if let Some(column) = table.columns.iter().position(|column| word_of(column.name) == *word) {
            let is_version = table.columns[column].name.ends_with("ersion");
            let key = |row: &Vec<super::view::Cell>| row.get(column).and_then(|cell| cell.key(is_version));
            let mut keyed: Vec<_> =
                std::mem::take(&mut table.rows).into_iter().map(|row| (key(&row), row)).collect();
            keyed.sort_by(|(one, _), (other, _)| by_key(one.as_ref(), other.as_ref(), *is_down));
            table.rows = keyed.into_iter().map(|(_, row)| row).collect();
        }
        page
    }

    /// Where a page's list goes on, and is ordered by what changes: how all of it is put in its order, and how it is asked for until then.
    pub(super) fn of_file(&self, page: &Page) -> Option<(InOrder, (&'static str, &'static str))> {
        let Part::Table(table) = page.parts.get(listed::place(page).filter(|_| Self::is_beyond(page))?)?
        else {
            return None;
        };
        let steady = table.steady?;
        let sorted = |column: &Column| match (self.sorted(column), table.usual) {
            (Sorted::Not, Some((name, sorted)))
                if name == column.name && self.query.get(steady.0).is_empty() =>
            {
                sorted
            }
            (sorted, _) => sorted,
        };
        let (at, sorted) =
            table.columns.iter().map(sorted).enumerate().find(|(_, sorted)| *sorted != Sorted::Not)?;
        Some((InOrder::by(at, sorted), steady))
    }

    /// Links each column to the list in its order, where there is one of it; `is_cut` where not all of the list is there.
    fn link(&self, table: &mut Table, names: &[&'static str], is_cut: bool) {
        let usual = names.iter().all(|name| self.query.get(name).is_empty()).then_some(table.usual).flatten();
        for (at, column) in table.columns.iter_mut().enumerate() {
            let mut keys = table.rows.iter().filter_map(|row| row.get(at));
            // A list that goes on may be too long to be put in order here.
            if column.order.is_none() && (is_cut || keys.all(|cell| cell.key(false).is_none())) {
                continue;
            }
            let sorted = match usual {
                Some((name, sorted)) if name == column.name => sorted,
                _ => self.sorted(column),
            };
            let is_next_down = match sorted {
                Sorted::Not => column.is_number,
                Sorted::Up => true,
                Sorted::Down => false,
            };
            let here = names.iter().fold(self.here.clone(), |here, name| here.with(name, ""));
            let there = match column.order {
                Some((name, values)) => here.with(name, values[usize::from(is_next_down)]),
                None => {
                    here.with(BY, &format!("{}{}", if is_next_down { "-" } else { "" }, word_of(column.name)))
                }
            };
            column.sort = Some((there.href(), sorted));
        }
    }

    /// How the list is ordered by a column now.
    fn sorted(&self, column: &Column) -> Sorted {
        match (&self.by, column.order) {
            (Some((word, is_down)), _) if *word == word_of(column.name) => {
                if *is_down {
                    Sorted::Down
                } else {
                    Sorted::Up
                }
            }
            (None, Some((name, [up, down]))) => match self.query.get(name) {
                given if given == up => Sorted::Up,
                given if given == down => Sorted::Down,
                _ => Sorted::Not,
            },
            _ => Sorted::Not,
        }
    }

    /// Turns the pages of a list that is there as a whole.
    fn turn(&self, pager: &mut Pager, all: usize) {
        pager.first = (self.from > 0).then(|| self.here.href());
        let next = self.from.saturating_add(ROWS);
        pager.next = (next < all).then(|| self.here.clone().with("cursor", &next.to_string()).href());
    }

    /// Whoever narrows a list sees it in the same order.
    fn keep(&self, page: &mut Page, names: &[&'static str]) {
        for part in &mut page.parts {
            let (Part::Filter(form) | Part::Form(form)) = part else { continue };
            if form.csrf.is_some() {
                continue;
            }
            for name in names {
                let given = self.query.get(name);
                if !given.is_empty() && form.fields.iter().all(|field| field.name != *name) {
                    form.hidden.push(((*name).into(), given.to_owned()));
                }
            }
        }
    }
}

/// How the list of a page goes on.
fn pager(page: &Page) -> Option<&Pager> {
    match page.parts.get(listed::place(page)? + 1) {
        Some(Part::Pager(pager)) => Some(pager),
        _ => None,
    }
}

/// The word for a column in an address.
fn word_of(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::super::link::Href;
    use super::super::view::{Cell, Tab};
    use super::*;

    fn view(query: &str) -> View<()> {
        View::new((), Fields::parse(query), "/list".to_owned())
    }

    fn page(rows: Vec<Vec<Cell>>, next: Option<&str>) -> Page {
        let columns = ["Name", "#Count", "Version", "Action"];
        let table = Table::new("A list", &columns, "none").ordered("Name", "sort", ["name", "-name"]);
        let next = next.map(|next| Href::of("/list").with("cursor", next));
        Page::new(Tab::Machines, "A page")
            .part(Part::Table(table.usually("Name", Sorted::Up).rows(rows)))
            .part(Part::Pager(Pager { next, ..Pager::default() }))
    }

    fn row(name: &str, count: i64, version: &str) -> Vec<Cell> {
        vec![Cell::text(name), Cell::number(count), Cell::code(version), Cell::Nothing("none")]
    }

    fn table(page: &Page) -> &Table {
        match &page.parts[listed::place(page).unwrap()] {
            Part::Table(table) => table,
            _ => unreachable!("it is a table"),
        }
    }

    fn names(page: &Page) -> Vec<String> {
        table(page).rows.iter().map(|row| row[0].plain()).collect()
    }

    fn links(page: &Page) -> Vec<Option<(String, &'static str)>> {
        let link = |column: &Column| {
            column.sort.as_ref().map(|(href, sorted)| (href.as_str().to_owned(), sorted.word()))
        };
        table(page).columns.iter().map(link).collect()
    }

    #[test]
    fn what_is_there_as_a_whole_is_ordered_by_any_column() {
        let rows = || vec![row("b", 9, "1.10"), row("A", 10, "1.9"), row("c", 9, "")];
        let by = |query: &str| names(&Sorting::of(&view(query)).shown(page(rows(), None)));
        assert_eq!(by("by=name"), ["A", "b", "c"]);
        assert_eq!(by("by=-name"), ["c", "b", "A"]);
        assert_eq!(by("by=count"), ["b", "c", "A"]);
        assert_eq!(by("by=version"), ["A", "b", "c"]);
        assert_eq!(by("by=-version"), ["b", "A", "c"], "what says nothing comes last");
        assert_eq!(by("by=what"), ["b", "A", "c"], "there is no such column");
    }

    #[test]
    fn columns_link_to_their_orders() {
        let one = || vec![row("b", 9, "1.10")];
        let shown = |query: &str| links(&Sorting::of(&view(query)).shown(page(one(), None)));
        let link = |href: &str, word| Some((href.to_owned(), word));
        let usual = shown("q=x");
        assert_eq!(usual[0], link("/list?q=x&sort=-name", "ascending"));
        assert_eq!(usual[1], link("/list?q=x&by=-count", "none"), "the most come first");
        assert_eq!(usual[3], None, "nothing is ordered by a button");
        assert_eq!(shown("q=x&cursor=5b")[1], None, "what came before is not there");
        let cut = links(&Sorting::of(&view("")).shown(page(one(), Some("5b"))));
        assert_eq!((cut[0].is_some(), &cut[1]), (true, &None), "it may be too long");
        let sorted = shown("sort=-name&by=-count");
        assert_eq!(sorted[0], link("/list?sort=name", "none"));
        assert_eq!(sorted[1], link("/list?by=count", "descending"));
        assert_eq!(shown("sort=-name")[0], link("/list?sort=name", "descending"));
    }

    #[test]
    fn a_list_in_order_is_shown_in_parts() {
        let rows = || (0..120).map(|count| row("x", count, "1")).collect();
        let shown = |query: &str| Sorting::of(&view(query)).shown(page(rows(), None));
        let turned = |query: &str| {
            let page = shown(query);
            let pager = pager(&page).unwrap();
            let href = |href: &Option<Href>| href.as_ref().map(|href| href.as_str().to_owned());
            (table(&page).rows.len(), table(&page).rows[0][1].plain(), href(&pager.first), href(&pager.next))
        };
        let first = || Some("/list?by=-count".to_owned());
        let next = |from: u32| Some(format!("/list?by=-count&cursor={from}"));
        assert_eq!(turned("by=-count"), (50, "119".to_owned(), None, next(50)));
        assert_eq!(turned("by=-count&cursor=100"), (20, "19".to_owned(), first(), None));
        let long = || page(rows(), Some("5b"));
        assert!(Sorting::is_beyond(&long()));
        let given_up = Sorting::of(&view("by=-count")).given_up(long());
        assert!(matches!(given_up.parts[0], Part::Note(..)), "it is said");
        assert!(pager(&given_up).unwrap().next.is_some());
    }
}
