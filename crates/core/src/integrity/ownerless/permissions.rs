//! What is said of entries that have something the matter with their mode or owner.

use super::alike::{Extent, SEVERAL, Spot, Trait};
use super::told;
use crate::advisory::names::Confidence;
use crate::integrity::verify::{Severity, VerifyCode};

/// What is said of a spot.
pub(super) fn permission(what: Trait, spot: &Spot) -> told::Told {
    let it = match spot.extent {
        Extent::One => "it".to_owned(),
        Extent::Whole => format!("it and all below it ({} entries)", spot.count),
        Extent::Some => format!("{} entries in this directory", spot.count),
    };
    let sticky = if spot.status.mode & 0o1000 == 0 {
        ""
    } else {
        "; that it is sticky keeps nobody from adding modules"
    };
    let (code, severity, reason) = match what {
        Trait::WorldWritable => {
            let reason = format!("everybody may write to {it}{sticky}");
            (VerifyCode::WorldWritable, Severity::High, reason)
        }
        Trait::OtherOwner if spot.user == SEVERAL => {
            let reason = format!("other users own {it}: neither root nor the one that owns the site");
            (VerifyCode::OtherOwner, Severity::Medium, reason)
        }
        Trait::OtherOwner => {
            let reason =
                format!("user {} owns {it}, who is neither root nor the one that owns the site", spot.user);
            (VerifyCode::OtherOwner, Severity::Medium, reason)
        }
        Trait::SetUserId => {
            let reason = format!("whoever starts {it} gets the rights of its owner or group");
            (VerifyCode::SetUserId, Severity::High, reason)
        }
    };
    told::Told { code, severity, confidence: Confidence::High, reason }
}
