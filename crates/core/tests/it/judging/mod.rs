//! Judging: made inventories held against bounds that are written as text.

mod assessed;
mod costs;
mod doubts;
mod lists;
mod locks;
mod markers;
mod origins;
mod shadows;
mod words;
