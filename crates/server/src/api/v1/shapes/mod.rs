//! What the API takes and answers, as JSON. Times are in seconds since 1970, by the server's clock.

mod administration;
mod changes;
mod environments;
mod events;
mod exceptions;
mod exports;
mod findings;
mod machines;
mod packages;
mod people;
mod policies;
mod previews;
mod recipients;
mod rules;
mod sign_in;
mod status;
mod timeline;
mod triage;
mod webhooks;
mod wire;

pub(crate) use administration::*;
pub(crate) use changes::{Changes, ChangesQuery, NoticeQuery};
pub(crate) use environments::{Environment, EnvironmentQuery, EnvironmentSort};
pub(crate) use events::{AuditEntry, AuditQuery, Event, EventQuery, Order, by_time};
pub(crate) use exceptions::*;
pub(crate) use exports::{ExportQuery, FindingExportQuery, FindingForm, InventoryForm};
pub(crate) use findings::{
    Finding, FindingPage, FindingQuery, FindingSort, FindingState, Kind, NotCheckedShape, Severity,
};
pub(crate) use machines::{
    EnrolmentTokenQuery, Following, Machine, MachineDetail, MachineNotChecked, MachinePatch, MachineQuery,
    MachineSort, MachineState, MachineStatus, MachineStatusAsked, MachineVerdict, PackageAt, PageQuery,
    SearchQuery, SiteAt,
};
pub(crate) use packages::{
    FindingPlaceQuery, FirstPlace, HeldPage, NotTold, OriginQuery, Origins, Outcome, Package,
    PackagePlaceQuery, PackageQuery, PackageSort, PlaceQuery, PlaceSort, Release, ReleasePlace, ReleaseQuery,
    ReleaseSort, SitePage,
};
pub(crate) use people::{FirstRequest, Me, NewPassword, SessionAnswer, SessionRequest};
pub(crate) use policies::*;
pub(crate) use previews::*;
pub(crate) use recipients::{NewRecipientRequest, RecipientShape};
pub(crate) use rules::{Move, NewRules, RulesShape, Tried, TriedRules};
pub(crate) use sign_in::{
    Begun, CodeRequest, EndTotp, PasswordRequest, RecoveryCodes, SessionShape, SignInPatch, SignInShape,
};
pub(crate) use status::{Advisories, NoticeShape, SeverityCounts, Status};
pub(crate) use timeline::{SiteThenShape, TimelineEntry, TimelineQuery, TimelineWhat};
pub(crate) use triage::{
    CommentShape, FindingHistory, FindingHistoryQuery, FindingPatch, FixPage, FixQuery, FixShape,
    HistoryCount, HistoryDay, NewAcceptance, NewComment,
};
pub(crate) use webhooks::{DeliveryQuery, DeliveryShape, NewWebhookRequest, WebhookShape};
