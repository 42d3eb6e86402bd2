//! What the API takes and answers, as JSON. Times are in seconds since 1970, by the server's clock.

mod people;

pub(crate) use people::{FirstRequest, Me, NewPassword, SessionAnswer, SessionRequest};
