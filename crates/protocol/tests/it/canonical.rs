//! Equal sites have equal names, in whatever order they were read.

use fetter_protocol::{Digest, DistributionRecord, SiteContents, read};
use proptest::prelude::*;

use crate::samples;

fn distributions() -> impl Strategy<Value = Vec<DistributionRecord>> {
    let one = ("[a-c]{1,2}", "[0-2]", any::<bool>()).prop_map(|(name, version, requested)| {
        DistributionRecord { requested, ..samples::distribution(&name, &version) }
    });
    prop::collection::vec(one, 0..8)
}

proptest! {
    #[test]
    fn order_does_not_matter((given, shuffled) in distributions().prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle()))) {
        let (digest, bytes) = SiteContents::new(given, 0).canonical().expect("within limits");
        prop_assert_eq!(SiteContents::new(shuffled, 0).canonical().expect("within limits"), (digest, bytes.clone()));
        prop_assert_eq!(Digest::of(&bytes), digest);
        let again: SiteContents = read(&bytes).expect("a site");
        prop_assert_eq!(again.canonical().expect("within limits").0, digest);
    }

    #[test]
    fn other_contents_have_another_name(left in distributions(), right in distributions()) {
        let (left, right) = (SiteContents::new(left, 0), SiteContents::new(right, 0));
        let digest = |site: &SiteContents| site.canonical().expect("within limits").0;
        prop_assert_eq!(left == right, digest(&left) == digest(&right));
    }
}
