//! What is known of packages: advisories in the OSV format, compiled so that many releases are judged quickly.
//!
//! * [`Advisory`] is one record, read from its JSON ([`read_record`]).
//! * [`Package`] is all that is known of one package; [`Package::affecting`] says which records concern a version.
//! * [`facts`] joins records that tell of one fact under several identifiers.
//! * [`index`] keeps all of it in one file that is opened in less time than a scan takes.
//! * [`names`] holds names against popular ones.
//! * [`exploited`] and [`epss`] read what others know of how likely an attack is.
//!
//! Nothing here fetches anything: bytes come in, and a file is read through [`index::Index`].

pub mod epss;
mod event;
pub mod exploited;
pub mod facts;
mod feed;
pub mod fixes;
pub mod index;
mod legacy;
pub mod names;
mod package;
mod ranges;
mod record;
mod severity;
mod source;
mod versions;

pub use event::EventKind;
pub use feed::{Feed, FeedError, FeedHeader, FeedKind};
pub use package::{Affecting, Entry, Match, Package};
pub use record::{Advisory, Affected, Detail, Event, RecordError, Reference, read_record};
pub use severity::{Rating, Score, ScoreSystem};
pub use source::{Memory, Source, SourceError};
