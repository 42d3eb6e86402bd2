//! What of the system is used without a crate in between: fanotify(7).
//!
//! * `fanotify` has the calls, and all unsafe code of the project.
//! * [`event`] reads what the kernel reports, as bytes and no more.
//! * [`notification`] hears of what is installed and removed; [`permission`] is asked before a file is opened.
//! * [`probe`] says what this process may do here.

mod error;
pub mod event;
mod fanotify;
mod handle;
mod identity;
mod mask;
pub mod notification;
pub mod permission;
pub mod probe;

pub use error::{MarkError, OpenError};
pub use fanotify::open_by_handle;
pub use handle::FileHandle;
pub use identity::{FileId, Seen, path_of, see, see_in};
pub use mask::Mask;
