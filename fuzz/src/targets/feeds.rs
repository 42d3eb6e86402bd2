//! Lists of exploited vulnerabilities and of likelihoods, as they are published and as they are kept.
use fetter_core::advisory::epss::Likelihoods;
use fetter_core::advisory::exploited::Catalogue;
use fetter_core::advisory::{Feed, FeedHeader, FeedKind};

pub fn run(bytes: &[u8]) {
    let _ = Feed::read(bytes);
    if let Ok((catalogue, _)) = Catalogue::read(bytes) {
        assert_eq!(Catalogue::of_bytes(&catalogue.to_bytes()), Some(catalogue));
    }
    if let Some(catalogue) = Catalogue::of_bytes(bytes) {
        let _ = catalogue.find("CVE-2021-44228");
    }
    if let Ok((list, _)) = Likelihoods::read(bytes) {
        assert!(!list.is_empty());
        let _ = list.find("CVE-2021-44228");
        let header = FeedHeader {
            kind: FeedKind::Epss,
            source: String::new(),
            retrieved: 0,
            dated: None,
            entries: list.len() as u64,
        };
        let feed = Feed { header, body: list.into_bytes() };
        assert_eq!(Feed::read(&feed.to_bytes()), Some(feed));
    }
    if let Some(list) = Likelihoods::of_bytes(bytes.to_vec()) {
        let _ = list.find("CVE-2021-44228");
    }
}
