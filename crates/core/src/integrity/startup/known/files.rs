//! Modules that well-known tools write, by the digest of their text.

use sha2::{Digest, Sha256};

use super::comparable;
use crate::hex;

/// What a module is, and the SHA-256 of its text with plain newlines and no blanks at the ends of lines.
const FILES: [(&str, &str); 43] = [
    // `_distutils_hack/__init__.py` of the wheels of setuptools that were looked at, from 49.5.0 to 84.1.0.
    ("setuptools 49.5 (_distutils_hack)", "870c6f4869d409d7434c7ef7b99175568095b5541ac621538e5d8145fd01194f"),
    (
        "setuptools 50.0.0 (_distutils_hack)",
        "870913c1cb82e84d190b5b700c4cc71af16ace684b88e19b5f6149af7b833435",
    ),
    (
        "setuptools 50.0.1 (_distutils_hack)",
        "e1d21987df00de20d4729c8afacee31bec8bcd6d799092908249a6e3d6a5e3b2",
    ),
    (
        "setuptools 50.0.2 (_distutils_hack)",
        "9bc5b111a0a9cfbe403c5ca562f18a715571dfc12f7577a5123a4a32427112dc",
    ),
    ("setuptools 50.1 (_distutils_hack)", "ccb3a83ef896531388f58fec08c15ee7998fa0a36b83196c374b74a7ca93022f"),
    ("setuptools 51 (_distutils_hack)", "c05b8045c9a51ed915db41df44195068c3d8ee1431f93104b670695decac8b02"),
    ("setuptools 56.0 (_distutils_hack)", "322f93bf23a7b8ccd421cfeeb68129e66dccfc363a40b2d2917aa0e9ef30848f"),
    ("setuptools 56.1 (_distutils_hack)", "5f7454880e8a04fa0499ca3f0a3002ca5b7241b15119552965101b4a43c6c0cb"),
    ("setuptools 59.5 (_distutils_hack)", "4c2531daa12158dcabb8bce3e03386640407dfd866d9f27fc0377dd2894d3a6a"),
    (
        "setuptools 60.0.0 (_distutils_hack)",
        "7688a23bb369b867ca503635e94c625981671c1e01adf621da6c59d2d07d5114",
    ),
    (
        "setuptools 60.0.3 (_distutils_hack)",
        "f0016db17603c3430ca7a444e28b1577445d9da7f7f32f746ed6820c3442a07d",
    ),
    (
        "setuptools 60.1.0 (_distutils_hack)",
        "a390f4d5ada584de84c5fed69fffd50fe43393401438d1615cdb9fd07e03c34a",
    ),
    (
        "setuptools 60.1.1 (_distutils_hack)",
        "fcc99a0fb405120ec879fd8f8d35f974134d4c88e5ec814d42cbb06442b22f17",
    ),
    ("setuptools 60.5 (_distutils_hack)", "4513b154dbf2fa7776a1d0812e6d4396770a8e6f286000d30bf6694ff3294dd5"),
    ("setuptools 60.6 (_distutils_hack)", "06c27ded9e7642a2d5d5ea432989050e91987b2d00cfdc5c0477f23cffda06b4"),
    ("setuptools 60.9 (_distutils_hack)", "026d425507ed93f30700abdf25056940cc15c7796b01b2863e1288520c1ac036"),
    ("setuptools 62.5 (_distutils_hack)", "4d27a48545b57dd137ae35376fcf326d2064271084a487960686f8704b94de4a"),
    ("setuptools 68.0 (_distutils_hack)", "46849a60a7cc85189cf6b5ac62b3f135004862ce6a96540a81c95ef6fbc4dc3e"),
    ("setuptools 69.1 (_distutils_hack)", "4bf5b0bc8f8af7ce7096e96f7167cf4f776f2cc0983f5c8f876ca780b3a67781"),
    ("setuptools 71.0 (_distutils_hack)", "1542e30b6d07156f447ab4bcaec4a3a330feb93167d5dcaf548f6d6b2cdb852c"),
    ("setuptools 73.0 (_distutils_hack)", "9b737c2ccce2dad2e896acfb6285c708419121078c00231a5439a7647cdd72e4"),
    ("setuptools 74.0 (_distutils_hack)", "a325c4f62f92a19daaa558088e4339afd78e14df40c20a7d51c9dc3a714dc237"),
    ("setuptools 75.5 (_distutils_hack)", "df81e6bcba34ee3e3952f776551fb669143b9490fdd6c4caeb32609f97e985b4"),
    ("setuptools 84.0 (_distutils_hack)", "ced72e54431ecf2d8d7dbd8a1e27724f1b171af3ca1503c304bf11c59a7fe861"),
    // `_virtualenv.py` of the wheels of virtualenv from 20.0.8 on; 21 is that of the newest.
    ("virtualenv 20.0.8 (_virtualenv)", "095a1099733d28c837bca584f5fb3eb3724e357f8846c015083dc6e9a7b985f3"),
    ("virtualenv 20.0.9 (_virtualenv)", "96245d9e9c0b16fdcd99b470abe101863858120c9bf57752278ec4d7f9b09a94"),
    ("virtualenv 20.0.10 (_virtualenv)", "82944bb74841efbcfdc3539e7d60df63f43cc023041eb183abbd56f44e071b45"),
    ("virtualenv 20.0.11 (_virtualenv)", "e3db5fe06ab41ca9b95dd6463b83836787028a1b55562cc383803bb83001a45c"),
    ("virtualenv 20.0.27 (_virtualenv)", "bd9633de3d8122488d66fcfa0c7f0c9cd0b58e9147938ddf1f8fa76ca12b6ad5"),
    ("virtualenv 20.0.28 (_virtualenv)", "684b8c07932ba4a84ac2e5ae9afe49ef04e92bac3d8d4191d455cf09d093e5fc"),
    ("virtualenv 20.13.4 (_virtualenv)", "ce57d5e0d9b5d7356cb42da7450ba8f9359bdf693e335f4c921626943c77e64d"),
    ("virtualenv 20.16.3 (_virtualenv)", "c9199315871b11b12df226f890a38e66e63191e1adbfb11a66e6861151b33fca"),
    ("virtualenv 20.22 (_virtualenv)", "f4dfaeb9efc1614890cfa94ed15bbe9b2ee15fbe76d569ef5e435e93e4987dc7"),
    ("virtualenv 20.23.1 (_virtualenv)", "119e4eb9c1a39e6ffd220840844bd326fa1bd3acf2f1c9fa0612949aedc228a5"),
    ("virtualenv 20.24 (_virtualenv)", "0aeb86546345c1d0fada097536e35525714d5cdbcc2d8eb3f9912a955044fcff"),
    ("virtualenv 20.25.1 (_virtualenv)", "0f20351ea7e90039c46d3fabdef991f28b1e3ff33eb13ee6f0d5cd21ea0e8b14"),
    ("virtualenv 20.35.4 (_virtualenv)", "bec6155ff7bfc88f8e79e481f27fd7ee0a3b40eeca9bfeb41f4c4b997b2f8100"),
    ("virtualenv 20.38 (_virtualenv)", "02943e192823d75212f206e1f2991ac572119882683a95dfbb7a1b913d7b14b5"),
    ("virtualenv 21 (_virtualenv)", "cfe56cafbd68fd31a0e87100f111d7d2f6b7157241096500013c07e88d80a22f"),
    // What uv writes.
    ("uv (_virtualenv)", "cfb3db86aaa53bb62b5ff764970bec2d71c9228590a0ebec57f6ec926cc0bf1a"),
    ("pywin32 312 (pywin32_bootstrap)", "3c7699bc337e66ef6e6a86acd3a6a5b8d7efd8bac4a4629c56131467f170a8f0"),
    // `/etc/pythonX.Y/sitecustomize.py` of Ubuntu, which hands over to apport if that is installed.
    ("Ubuntu (apport_python_hook)", "43d81125d92376b1a69d53a71126a041cc9a18d8080e92dea0a2ae23be138b1e"),
    // An empty module does nothing. This is one newline.
    ("empty module", "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b"),
];

/// What a module is, if its contents are known.
pub(in crate::integrity::startup) fn known_file(text: &str) -> Option<&'static str> {
    let digest = digest(text);
    FILES.iter().find(|(_, known)| *known == digest).map(|(name, _)| *name)
}

/// The digest of a text as it is compared.
pub(super) fn digest(text: &str) -> String {
    hex::encode(&Sha256::digest(comparable(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_are_known_with_any_newlines_and_not_with_a_letter_more() {
        let apport = "# install the apport exception handler if available\ntry:\n    import apport_python_hook\nexcept ImportError:\n    pass\nelse:\n    apport_python_hook.install()\n";
        assert_eq!(known_file(apport), Some("Ubuntu (apport_python_hook)"));
        assert_eq!(known_file(&apport.replace('\n', "\r\n")), Some("Ubuntu (apport_python_hook)"));
        assert_eq!(known_file(&format!("{apport}\n\n")), Some("Ubuntu (apport_python_hook)"));
        assert_eq!(known_file(&format!("{apport}x")), None);
        assert_eq!(known_file(""), Some("empty module"));
    }
}
