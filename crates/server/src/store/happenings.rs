//! What happened to a machine: pieces from wherever they are kept, in one order of time.

use std::collections::BTreeMap;

/// The place of something in the order, of which the newest comes first: its time, where it is kept, and its row there (of a site: that of its path).
pub type HappeningKeyset = (i64, i64, i64);

/// Where something is kept. At the same time, the later of these comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Enrolment,
    Sites,
    Audit,
    Notices,
}

/// What a site held at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteThen {
    /// The row of the site.
    pub site: i64,
    /// How many packages it holds; `None` where its contents never came.
    pub packages: Option<i64>,
    /// Whether it is so now.
    pub is_now: bool,
}

/// Something that happened to a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It was enrolled.
    Enrolled,
    /// A site appeared, changed or went: what was at this path before, and since.
    Site {
        /// The path.
        path: Vec<u8>,
        /// What was there before.
        before: Option<SiteThen>,
        /// What is there since.
        after: Option<SiteThen>,
    },
    /// Somebody, or a rule, changed it.
    Deed {
        /// Who it was.
        by: String,
        /// What there is to know of it before, as JSON.
        before: Option<String>,
        /// The same since.
        after: Option<String>,
    },
    /// People were told of it: the word of a [`super::NoticeKind`].
    Notice(String),
}

/// A page of that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HappeningPage {
    /// What happened, the newest first, each with its time.
    pub rows: Vec<(i64, Happening)>,
    /// Where the next page goes on; `None` where there is none. A page may have fewer rows than there is room for, though there are more.
    pub next: Option<HappeningKeyset>,
}

/// What one place keeps: up to so many pieces, in the order.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) rows: Vec<(HappeningKeyset, Happening)>,
    /// Up to where it was looked, where there may be more.
    pub(super) reached: Option<HappeningKeyset>,
}

impl Kept {
    /// The key of one of its rows.
    pub(super) const fn key(self, time: i64, row: i64) -> HappeningKeyset {
        (time, self as i64, row)
    }

    /// What its rows are to be less than, to come after a key.
    pub(super) fn bound(self, last: Option<HappeningKeyset>) -> (i64, i64) {
        let Some((time, kept, row)) = last else { return (i64::MAX, i64::MAX) };
        let row = match (self as i64).cmp(&kept) {
            std::cmp::Ordering::Less => i64::MAX,
            std::cmp::Ordering::Equal => row,
            std::cmp::Ordering::Greater => i64::MIN,
        };
        (time, row)
    }
}

/// Puts pieces together, as far as all places were looked through. A site that ended and another that began at one path and time are one change.
pub(super) fn joined(streams: Vec<Stream>, most: usize) -> HappeningPage {
    let reached = streams.iter().filter_map(|stream| stream.reached).max();
    let mut all = BTreeMap::new();
    for (key, piece) in streams.into_iter().flat_map(|stream| stream.rows) {
        if reached.is_none_or(|reached| key >= reached) {
            let whole = match all.remove(&key) {
                Some(known) => both(known, piece),
                None => piece,
            };
            all.insert(key, whole);
        }
    }
    let is_more = all.len() > most;
    let rows: Vec<(HappeningKeyset, Happening)> = all.into_iter().rev().take(most).collect();
    let next = if is_more { rows.last().map(|(key, _)| *key) } else { reached };
    HappeningPage { rows: rows.into_iter().map(|((time, ..), piece)| (time, piece)).collect(), next }
}

fn both(one: Happening, other: Happening) -> Happening {
    match (one, other) {
        (
            Happening::Site { path, before, after },
            Happening::Site { before: other_before, after: other_after, .. },
        ) => Happening::Site { path, before: before.or(other_before), after: after.or(other_after) },
        (one, _) => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(before: Option<i64>, after: Option<i64>) -> Happening {
        let then = |site| SiteThen { site, packages: None, is_now: false };
        Happening::Site { path: b"/v".to_vec(), before: before.map(then), after: after.map(then) }
    }

    #[test]
    fn what_ends_and_begins_at_once_is_one_change() {
        let key = |time| Kept::Sites.key(time, 7);
        let ends = Stream { rows: vec![(key(9), site(Some(1), None))], reached: None };
        let begins = Stream {
            rows: vec![(key(9), site(None, Some(2))), (key(3), site(None, Some(1)))],
            reached: None,
        };
        let page = joined(vec![ends, begins], 10);
        assert_eq!(page.rows, [(9, site(Some(1), Some(2))), (3, site(None, Some(1)))]);
        assert_eq!(page.next, None);
    }

    #[test]
    fn nothing_is_told_that_something_not_looked_at_may_come_before() {
        let key = |time| Kept::Sites.key(time, 7);
        let long = Stream { rows: vec![(key(9), site(Some(1), None))], reached: Some(key(8)) };
        let other = Stream { rows: vec![(Kept::Audit.key(5, 1), Happening::Enrolled)], reached: None };
        let page = joined(vec![long, other], 10);
        assert_eq!((page.rows.len(), page.next), (1, Some(key(8))));
        let rows = vec![(key(9), site(Some(1), None)), (key(8), site(Some(2), None))];
        let page = joined(vec![Stream { rows, reached: None }], 1);
        assert_eq!((page.rows.len(), page.next), (1, Some(key(9))));
    }

    #[test]
    fn a_place_goes_on_where_the_order_does() {
        let last = Some(Kept::Sites.key(9, 7));
        assert_eq!(Kept::Sites.bound(last), (9, 7));
        assert_eq!(Kept::Enrolment.bound(last), (9, i64::MAX));
        assert_eq!(Kept::Audit.bound(last), (9, i64::MIN));
        assert_eq!(Kept::Audit.bound(None), (i64::MAX, i64::MAX));
    }
}
