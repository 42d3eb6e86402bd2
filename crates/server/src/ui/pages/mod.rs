//! The pages, one file a resource. Each asks the API's handlers and says what they answer.

pub(super) mod account;
pub(super) mod administration;
pub(super) mod authenticator;
pub(super) mod comments;
pub(super) mod environments;
pub(super) mod events;
pub(super) mod exceptions;
pub(super) mod finding;
pub(super) mod findings;
pub(super) mod fixes;
pub(super) mod groups;
mod history;
pub(super) mod machine;
pub(super) mod machine_timeline;
pub(super) mod machines;
mod notes;
pub(super) mod notices;
mod origin;
pub(super) mod overview;
pub(super) mod package;
pub(super) mod packages;
pub(super) mod policies;
pub(super) mod policy;
pub(super) mod policy_changes;
pub(super) mod requests;
mod roll_out;
mod said;
pub(super) mod sign_in;
pub(super) mod triage;
pub(super) mod verdicts;
mod words;

pub(super) use said::{said_done, said_no, sentence, shown};
pub(super) use words::role_word;

use crate::api::Refused;
use crate::api::v1::Asked;
use crate::api::v1::asked::Nothing;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Field, Form, Page, Part};

/// What a page answers.
type Answer = Result<Page, Refused>;

/// A form that asks for what has a text in it.
fn searching<P>(view: &View<P>, action: Href, label: &'static str) -> Part {
    let field = Field::line("q", label).value(view.query.get("q")).hint("Or a part of it.");
    Part::Filter(Form::asking(action, vec![field]))
}

/// What a handler of the API is asked for.
const fn asked<P, Q>(path: P, query: Q) -> Asked<P, Q> {
    Asked { path, query, body: Nothing {} }
}
