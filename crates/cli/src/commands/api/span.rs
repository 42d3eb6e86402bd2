//! Times that are written as `30m`, `12h` or `7d`.

use crate::exit::UsageError;

/// How many seconds these are. The option is what the error tells of.
pub(in crate::commands) fn seconds(option: &str, text: &str) -> Result<u64, UsageError> {
    let wrong = || UsageError::new(format!("{option} is a number of minutes, hours or days: 30m, 12h, 7d"));
    let unit = match text.chars().last() {
        Some('m') => 60,
        Some('h') => 3600,
        Some('d') => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    number.checked_mul(unit).filter(|seconds| *seconds > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_unit() {
        let seconds = |text| seconds("--expires", text).ok();
        assert_eq!(seconds("30m"), Some(1800));
        assert_eq!(seconds("7d"), Some(604_800));
        for wrong in ["", "7", "d", "0h", "-1h", "1é", "99999999999999999999d"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
