//! Judging: made inventories held against bounds that are written as text.

mod lists;
mod locks;
mod markers;
mod origins;
mod words;
