//! Long lists, a page at a time. A cursor is the key of the last row that was shown, so that the next page costs no more than the first.

use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;

use super::asked::wrong;
use super::cursor::{CURSOR_BYTES, CursorKey, decode, encode};
use super::shapes::{Order, by_time};
use crate::api::Refused;
use crate::store::ByTime;

/// Rows of a page, where none is asked for, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 500;
/// Bytes of what is looked for.
const WORD_BYTES: usize = 512;
/// How many words a list is asked for at most.
const WORDS: usize = 5;
/// Bytes of what stands after the question mark.
pub(crate) const QUERY_BYTES: usize = 16 << 10;
/// The longest cursor fits beside the longest words, each byte of which is written as three, and what they are called.
const _: () = assert!(CURSOR_BYTES + WORDS * 3 * WORD_BYTES + 1024 <= QUERY_BYTES);

/// A page of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Page")]
pub(crate) struct Page<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// What to give as `cursor` for the next page; `null` where this is the last.
    pub(crate) next: Option<String>,
}

/// Which page is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Window<K> {
    most: usize,
    /// In which order the list is: a cursor is good for this one alone.
    order: u8,
    /// The key of the last row that was shown.
    pub(crate) after: Option<K>,
}

impl<K: CursorKey> Window<K> {
    /// Of a list that has one order.
    pub(crate) fn new(limit: Option<u32>, cursor: Option<&str>) -> Result<Self, Refused> {
        Self::ordered(limit, cursor, 0)
    }

    /// Of a list in one of its orders, by its number. The cursor of another is refused: rows would be left out, or there would be none, as if there were nothing.
    pub(crate) fn ordered(limit: Option<u32>, cursor: Option<&str>, order: u8) -> Result<Self, Refused> {
        let limit = limit.unwrap_or(USUAL);
        if limit == 0 || limit > MOST {
            return Err(wrong("limit is from 1 to 500"));
        }
        let after = cursor.map(|cursor| Self::read(cursor, order)).transpose()?;
        Ok(Self { most: limit as usize, order, after })
    }

    /// So many rows are to be looked for: one more than the page has tells whether there is a next.
    pub(crate) fn rows(&self) -> i64 {
        i64::try_from(self.most).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// How many rows the page has at most.
    pub(crate) const fn most(&self) -> usize {
        self.most
    }

    /// The cursor for what comes after a row.
    pub(crate) fn cursor(&self, key: &K) -> String {
        encode(self.order, key)
    }

    fn read(cursor: &str, order: u8) -> Result<K, Refused> {
        match decode(cursor) {
            Some((of, key)) if of == order => Ok(key),
            Some(_) => Err(Refused::new(StatusCode::BAD_REQUEST, "the cursor is one of another order")),
            None => Err(Refused::new(StatusCode::BAD_REQUEST, "the cursor is none that this list gave")),
        }
    }

    /// The page of these rows.
    pub(crate) fn page<R, T>(
        &self,
        mut rows: Vec<R>,
        key: impl Fn(&R) -> K,
        shape: impl FnMut(R) -> T,
    ) -> Page<T> {
        let is_more = rows.len() > self.most;
        rows.truncate(self.most);
        let next = if is_more { rows.last().map(|row| self.cursor(&key(row))) } else { None };
        Page { items: rows.into_iter().map(shape).collect(), next }
    }
}

impl<K: CursorKey> Window<K> {
    /// Of a list that begins with the newest or with the oldest.
    pub(crate) fn by_time(
        limit: Option<u32>,
        cursor: Option<&str>,
        order: Option<Order>,
    ) -> Result<Self, Refused> {
        Self::ordered(limit, cursor, u8::from(by_time(order) == ByTime::Oldest))
    }
}

impl Window<usize> {
    /// A page of a list that is there as a whole.
    pub(crate) fn slice<T>(&self, list: Vec<T>) -> Page<T> {
        let first = self.after.unwrap_or_default();
        let end = first.saturating_add(self.most);
        let next = (list.len() > end).then(|| self.cursor(&end));
        Page { items: list.into_iter().skip(first).take(self.most).collect(), next }
    }
}

/// A text that is looked for.
pub(crate) fn word(name: &str, text: Option<&str>) -> Result<Option<String>, Refused> {
    match text {
        None | Some("") => Ok(None),
        Some(text) if text.len() > WORD_BYTES || text.contains('\0') => {
            Err(wrong(format_args!("{name} has at most 512 bytes, and no NUL")))
        }
        Some(text) => Ok(Some(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_where_the_page_before_ended() {
        let window = Window::<i64>::new(Some(2), None).unwrap();
        let page = window.page(vec![5, 7, 9], |row| *row, |row| row);
        assert_eq!(page.items, [5, 7]);
        let next = Window::<i64>::new(Some(2), page.next.as_deref()).unwrap();
        assert_eq!(next.after, Some(7));
        assert_eq!(next.page(vec![9], |row| *row, |row| row).next, None);
        for none in ["x", "00", "7b", &"31".repeat(4000)] {
            assert!(Window::<i64>::new(None, Some(none)).is_err(), "{none}");
        }
        assert!(Window::<i64>::new(Some(0), None).is_err());
        assert!(Window::<i64>::new(Some(501), None).is_err());
    }

    #[test]
    fn a_cursor_is_good_for_its_order_alone() {
        let window = Window::<i64>::ordered(Some(1), None, 2).unwrap();
        let next = window.page(vec![5, 7], |row| *row, |row| row).next;
        assert_eq!(Window::<i64>::ordered(None, next.as_deref(), 2).unwrap().after, Some(5));
        for other in [0, 1, 3] {
            assert!(Window::<i64>::ordered(None, next.as_deref(), other).is_err(), "{other}");
        }
    }

    #[test]
    fn a_list_that_is_whole_is_shown_in_pages_too() {
        let first = Window::new(Some(2), None).unwrap();
        let page = first.slice(vec![1, 2, 3]);
        assert_eq!(page.items, [1, 2]);
        let second = Window::new(Some(2), page.next.as_deref()).unwrap().slice(vec![1, 2, 3]);
        assert_eq!((second.items.as_slice(), second.next), ([3].as_slice(), None));
        let beyond = Window { most: 2, order: 0, after: Some(usize::MAX) }.slice(vec![1]);
        assert!(beyond.items.is_empty());
    }
}
