//! Versions: the normal form is a fixed point, and order agrees with equality.
use fetter_core::requirement::Version;

pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    let (left, right) = text.split_once('\n').unwrap_or((text, text));
    let Ok(version) = left.parse::<Version>() else { return };
    let normal = version.to_string();
    let again: Version = normal.parse().expect("the normal form is a version");
    assert_eq!(again, version);
    assert_eq!(again.to_string(), normal);
    if let Ok(other) = right.parse::<Version>() {
        assert_eq!(version.cmp(&other), other.cmp(&version).reverse());
    }
}
