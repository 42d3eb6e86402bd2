//! What changed since a time: how many rows the lists have that are of this.

use sqlx::Row;

use super::error::Attempt;
use super::findings::{FindingFilter, FindingStatus};
use super::statement::Statement;
use super::{
    Database, FindingKinds, MachineFilter, NoticeFilter, NoticeKind, RequestFilter, Scope, StoreError,
};

/// How many of each are counted.
pub const NEWS_COUNTED: i64 = 1000;

/// How much changed since a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Findings that were opened since, and are open.
    pub opened: i64,
    /// Findings that were closed since, and are closed.
    pub closed: i64,
    /// Findings that were accepted since, and are accepted.
    pub accepted: i64,
    /// Machines that were enrolled.
    pub enrolled: i64,
    /// Notices that nothing was heard of a machine for some days.
    pub silent: i64,
    /// Notices that a silent machine was heard again.
    pub heard: i64,
    /// Requests of people of machines.
    pub requests: i64,
    /// Times that it was changed which policies groups go by.
    pub activations: i64,
    /// Whether counting ended before the end of one of them.
    pub is_cut: bool,
}

impl Database {
    /// How much changed of what somebody sees, since a time in seconds since 1970. Each number is how many rows a list has, so that who looks there
    /// finds as many.
    pub async fn news(&self, scope: &Scope, since: i64) -> Result<News, StoreError> {
        let since = Some(since);
        let opened = FindingFilter { since, ..FindingFilter::default() };
        let closed =
            FindingFilter { status: FindingStatus::Closed, closed_since: since, ..FindingFilter::default() };
        let accepted = FindingFilter {
            status: FindingStatus::Accepted,
            accepted_since: since,
            ..FindingFilter::default()
        };
        let enrolled = MachineFilter { enrolled_since: since, ..MachineFilter::default() };
        let silent = NoticeFilter { kind: Some(NoticeKind::Silent), since };
        let heard = NoticeFilter { kind: Some(NoticeKind::Heard), since };
        let asked = RequestFilter { since, ..RequestFilter::default() };
        let most = NEWS_COUNTED;
        // Each is a statement or two, and none waits for another's.
        let (opened, closed, accepted) = tokio::try_join!(
            self.finding_count(scope, &opened, FindingKinds::ALL, most),
            self.finding_count(scope, &closed, FindingKinds::ALL, most),
            self.finding_count(scope, &accepted, FindingKinds::ALL, most),
        )?;
        let (enrolled, silent, heard, requests, activations) = tokio::try_join!(
            self.machine_count(scope, &enrolled, most),
            self.notice_count(scope, &silent, most),
            self.notice_count(scope, &heard, most),
            self.request_count(scope, &asked, most),
            self.new_activations(scope, since),
        )?;
        let counts = [opened, closed, accepted, enrolled, silent, heard, requests];
        let is_cut = counts.into_iter().chain([activations]).any(|count| count >= most);
        Ok(News { opened, closed, accepted, enrolled, silent, heard, requests, activations, is_cut })
    }

    /// How often it was changed which policies groups go by.
    async fn new_activations(&self, scope: &Scope, since: Option<i64>) -> Result<i64, StoreError> {
        let why = "count activations";
        let sql = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM activation a WHERE a.organisation = ";
        let statement = Statement::new(sql).value(scope.organisation());
        let statement = statement.where_given(" AND a.activated >= ", since);
        let statement = scope.limit(statement, " AND a.machine_group IN ");
        let row = statement.with(" LIMIT ", NEWS_COUNTED).and(") t").one(self.read()).await.to(why)?;
        row.map_or(Ok(0), |row| row.try_get(0)).to(why)
    }
}
