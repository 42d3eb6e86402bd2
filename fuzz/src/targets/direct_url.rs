//! direct_url.json, and that no password outlives the reading of a URL.
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::metadata::direct_url::Origin;

const SECRET: &str = "hunter2hunter2";

pub fn run(bytes: &[u8]) {
    if let Ok(origin) = Origin::read(bytes) {
        let masked = mask_credentials(origin.url());
        assert_eq!(masked, origin.url(), "masking again changes nothing");
        let _ = origin.to_string();
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let host: String = text.chars().filter(|character| !"/?#@\\".contains(*character)).collect();
    if text.contains(SECRET) || host.contains(SECRET) {
        // The fuzzer learns the word by itself; where it is no password it need not be masked.
        return;
    }
    let masked = mask_credentials(&format!("https://user:{SECRET}@{host}/{text}"));
    assert!(!masked.contains(SECRET), "{masked}");
}
