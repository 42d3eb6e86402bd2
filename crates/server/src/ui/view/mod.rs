//! What pages are made of. Each kind of part is written in one place, so that all that anybody may have written is escaped there, and a table or a form is
//! what a screen reader expects wherever it stands.

mod cell;
mod cut;
mod form;
mod key;
mod moment;
mod page;
mod part;
mod said;
mod table;

pub(super) use cell::{Button, Cell, Number, Tone};
pub(super) use cut::written;
pub(super) use form::{Field, Form, Input};
pub(super) use key::{Key, by_key};
pub(super) use moment::{Moment, in_days};
pub(super) use page::{Chrome, Page, Tab};
pub(super) use part::{Card, Pager, Part};
pub(super) use said::Said;
pub(super) use table::{Column, Row, Sorted, Table};
