//! What the API takes and answers, as JSON. Times are in seconds since 1970, by the server's clock.

mod administration;
mod events;
mod machines;
mod packages;
mod people;
mod recipients;
mod webhooks;
mod wire;

pub(crate) use administration::*;
pub(crate) use events::{AuditEntry, Event, EventQuery, Order};
pub(crate) use machines::{
    Machine, MachineDetail, MachinePatch, MachineQuery, MachineState, PackageAt, PageQuery, SiteAt,
};
pub(crate) use packages::{Package, PackageQuery, Release, ReleasePlace, ReleaseQuery};
pub(crate) use people::{FirstRequest, Me, NewPassword, SessionAnswer, SessionRequest};
pub(crate) use recipients::{NewRecipientRequest, RecipientShape};
pub(crate) use webhooks::{DeliveryQuery, DeliveryShape, NewWebhookRequest, WebhookShape};
