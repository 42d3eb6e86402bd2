//! How much a message may hold. Whoever reads one checks these, and whoever writes one keeps to them.

/// Bytes of a report.
pub const REPORT_BYTES: usize = 16 << 20;
/// Bytes of an answer.
pub const ANSWER_BYTES: usize = 2 << 20;
/// Bytes of the contents of one site.
pub const SITE_BYTES: usize = 16 << 20;
/// Bytes of an enrolment: what a machine says of itself is in it.
pub const ENROLLMENT_BYTES: usize = 1 << 20;
/// Bytes of a message that holds no lists.
pub const SHORT_BYTES: usize = 16 << 10;
/// Bytes of a bundle of policies.
pub const BUNDLE_BYTES: usize = 16 << 20;
/// Bytes of one event.
pub const EVENT_BYTES: usize = 512 << 10;

/// Sites in a report.
pub const SITES: usize = 20_000;
/// Environments in a report.
pub const ENVIRONMENTS: usize = 20_000;
/// Sites that one environment sees.
pub const SITES_OF_ENVIRONMENT: usize = 64;
/// Events in a report. The others come with the next ones.
pub const EVENTS: usize = 1000;
/// What is denied, in a report.
pub const DENIALS: usize = 10_000;
/// Distributions of which files were changed, in a report.
pub const TAMPERED: usize = 1000;
/// Problems in a report.
pub const PROBLEMS: usize = 1000;
/// Places that are not covered, in a report.
pub const NOT_COVERED: usize = 1000;
/// Distributions in a site.
pub const DISTRIBUTIONS: usize = 50_000;
/// Requirements, hashes, licence files or embedded components of one distribution.
pub const PARTS: usize = 2000;
/// Files that a policy refers to, in a bundle.
pub const BUNDLE_FILES: usize = 1000;
/// Rules that a request names.
pub const REQUEST_RULES: usize = 8;
/// Decisions on requests that are told at once. The others are told when these are known.
pub const DECISIONS: usize = 8;
/// Digests in an answer.
pub const DIGESTS: usize = 20_000;

/// Seconds until a machine is to check in again.
pub const NEXT_SECONDS: u32 = 86_400;

/// Bytes of a name, a version, a code or another word.
pub const NAME_BYTES: usize = 512;
/// Bytes of any other text: a reason, a URL, a requirement.
pub const TEXT_BYTES: usize = 4096;
/// Bytes of a path. Linux has no longer ones (`PATH_MAX`).
pub const PATH_BYTES: usize = 4096;
/// Bytes of what a request asks for, of a user's name and of a rule's in it.
pub const REQUEST_PACKAGE_BYTES: usize = 200;
/// Bytes of the reason of a request, and of the decision on it.
pub const REQUEST_REASON_BYTES: usize = 500;
/// Bytes of a word in a decision.
pub const REQUEST_WORD_BYTES: usize = 32;
