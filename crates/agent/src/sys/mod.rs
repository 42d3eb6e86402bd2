//! What of the system is used without a crate in between: fanotify(7), above all.
//!
//! * `calls` has the calls, and all unsafe code of the project.
//! * [`event`] reads what the kernel reports, as bytes and no more.
//! * [`notification`] hears of what is installed and removed; [`permission`] is asked before a file is opened.
//! * [`probe`] says what this process may do here.

mod calls;
mod error;
pub mod event;
mod handle;
mod identity;
mod mask;
pub mod notification;
pub mod permission;
pub mod probe;

pub(crate) use calls::give_memory_back;
pub use calls::open_by_handle;
pub use error::{MarkError, OpenError};
pub use handle::FileHandle;
pub use identity::{FileId, Seen, path_of, see, see_in};
pub use mask::Mask;
