//! How the contents of a site are kept: as a list of rows of distributions, each of which is kept once.

use fetter_protocol::{SiteContents, limits};

use super::{StoreError, packed};

/// The first byte of such a list; the first of what was kept before there were any is that of zstd's magic number, 0x28.
const LIST: u8 = 1;
/// How long a list is at most, in bytes: ten for each number.
const MOST: usize = (limits::DISTRIBUTIONS + 2) * 10;

/// How long a digest is, in bytes.
const DIGEST: usize = 32;

/// What is kept of a site.
#[derive(Debug, PartialEq)]
pub(super) enum Kept {
    /// All of it, as it was kept once.
    Whole(Box<SiteContents>),
    /// What it lists.
    Listed(Listed),
}

/// Rows of distributions, and whether each was asked for; in order, and how many are left out beside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// The digest of the contents, which what is put together must have.
    pub(super) digest: [u8; DIGEST],
    pub(super) rows: Vec<(i64, bool)>,
    pub(super) left_out: u64,
}

/// A list, to be kept.
pub(super) fn pack(mut listed: Listed) -> Result<Vec<u8>, StoreError> {
    listed.rows.sort_unstable();
    let mut plain = Vec::with_capacity(listed.rows.len() * 2 + 20);
    put(&mut plain, listed.left_out);
    let mut last = 0;
    for (row, requested) in &listed.rows {
        let step = u64::try_from(*row - last).map_err(|_| damaged("a row has a number below 0"))?;
        put(&mut plain, step << 1 | u64::from(*requested));
        last = *row;
    }
    let mut kept = vec![LIST];
    kept.extend(listed.digest);
    kept.extend(packed::pack(&plain)?);
    Ok(kept)
}

/// What was kept.
pub(super) fn unpack(kept: &[u8]) -> Result<Kept, StoreError> {
    let Some((&LIST, list)) = kept.split_first() else {
        let bytes = packed::unpack("a site's contents", kept, limits::SITE_BYTES)?;
        let read = fetter_protocol::read(&bytes).map_err(|why| damaged(&why.to_string()))?;
        return Ok(Kept::Whole(Box::new(read)));
    };
    let (digest, list) = list.split_first_chunk::<DIGEST>().ok_or_else(|| damaged("its list is cut off"))?;
    let plain = packed::unpack("a site's contents", list, MOST)?;
    let mut rest = plain.as_slice();
    let mut next = || take(&mut rest);
    let left_out = next()?.ok_or_else(|| damaged("its list is empty"))?;
    let (mut rows, mut last) = (Vec::new(), 0_i64);
    while let Some(number) = next()? {
        let step = i64::try_from(number >> 1).map_err(|_| damaged("a row has no number"))?;
        last = last.checked_add(step).ok_or_else(|| damaged("a row has no number"))?;
        rows.push((last, number & 1 == 1));
    }
    Ok(Kept::Listed(Listed { digest: *digest, rows, left_out }))
}

/// Whether it was kept whole, as it begins: that lists nothing.
pub(super) fn is_whole(kept: &[u8]) -> bool {
    kept.starts_with(&zstd::zstd_safe::MAGICNUMBER.to_le_bytes())
}

/// Seven bits in a byte, the lowest first; the eighth says that more follow.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

/// The next number; `None` at the end.
fn take(bytes: &mut &[u8]) -> Result<Option<u64>, StoreError> {
    let (mut number, mut shift) = (0_u64, 0_u32);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        if shift > 63 {
            return Err(damaged("a number in its list is too large"));
        }
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(Some(number));
        }
        shift += 7;
    }
    if shift == 0 { Ok(None) } else { Err(damaged("its list is cut off")) }
}

fn damaged(why: &str) -> StoreError {
    StoreError::Damaged { what: "a site's contents", why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(kept: &[u8]) -> Listed {
        match unpack(kept).expect("it is one") {
            Kept::Listed(listed) => listed,
            Kept::Whole(_) => panic!("it is a list"),
        }
    }

    #[test]
    fn lists_come_back_in_the_order_of_their_rows() {
        let rows = vec![(70_000, true), (3, false), (3, false), (3, true), (i64::MAX >> 1, false)];
        let kept = pack(Listed { digest: [7; DIGEST], rows, left_out: 300 }).expect("room");
        let rows = vec![(3, false), (3, false), (3, true), (70_000, true), (i64::MAX >> 1, false)];
        assert_eq!(back(&kept), Listed { digest: [7; DIGEST], rows, left_out: 300 });
        assert_eq!(back(&pack(Listed::default()).expect("room")), Listed::default());
    }

    #[test]
    fn a_package_takes_little_more_than_a_byte() {
        let rows: Vec<(i64, bool)> = (0..1272).map(|at| (1000 + at * 37 + at % 5, at % 20 == 0)).collect();
        let kept = pack(Listed { rows, ..Listed::default() }).expect("room");
        assert!(kept.len() < 1500, "{}", kept.len());
    }

    #[test]
    fn what_was_kept_whole_is_read() {
        let contents = SiteContents::new(Vec::new(), 3);
        let kept = packed::pack(&contents.canonical().expect("within the limits").1).expect("room");
        assert!(
            is_whole(&kept) && !is_whole(&pack(Listed::default()).expect("room")) && !is_whole(&kept[1..])
        );
        assert_eq!(unpack(&kept).expect("it is one"), Kept::Whole(Box::new(contents)));
    }

    #[test]
    fn what_is_damaged_is_no_list() {
        let kept = pack(Listed { rows: vec![(5, false)], ..Listed::default() }).expect("room");
        let cut = [&[LIST; 33][..], &packed::pack(&[0, 0x80]).expect("room")].concat();
        let empty = [&[LIST; 33][..], &packed::pack(&[]).expect("room")].concat();
        let large = [&[LIST; 33][..], &packed::pack(&[0xff; 30]).expect("room")].concat();
        for damaged in [&[][..], &[LIST], &[LIST; 33], &kept[..kept.len() - 1], &[9, 9], &cut, &empty, &large]
        {
            assert!(unpack(damaged).is_err(), "{damaged:?}");
        }
    }
}
