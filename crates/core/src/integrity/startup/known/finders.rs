//! Finders of editable installations: modules that are the same but for names and paths, which are cut out and must be literals.

use sha2::{Digest, Sha256};

use super::comparable;
use super::files::digest;
use super::literals::{Literal, literal, literals};
use crate::hex;
use crate::integrity::startup::hooks::HOOKS;

/// A finder that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::integrity::startup) struct Finder {
    /// What wrote it.
    pub(in crate::integrity::startup) tool: &'static str,
    /// Where it leads: name and place.
    pub(in crate::integrity::startup) mapping: Vec<(String, String)>,
    /// Whether its arguments name `sitecustomize` or `usercustomize`, which a start would then import from where they say.
    pub(in crate::integrity::startup) brings_hook: bool,
    /// Whether its arguments may name a program that it starts when its package is imported.
    pub(in crate::integrity::startup) starts_programs: bool,
}

/// Whether a literal names one of the modules that every start looks for, or may: escapes may spell any name.
fn names_hook(literal: &Literal) -> bool {
    literal.any_text(&|text, is_plain| {
        let top = text.split('.').next().unwrap_or(text);
        !is_plain || HOOKS.iter().any(|(_, hook)| *hook == top)
    })
}

/// setuptools' finders (`_FINDER_TEMPLATE` of the wheels from 64.0.0 to 84.1.0), without the values of the three names that vary.
const SETUPTOOLS: [(&str, &str); 8] = [
    ("setuptools 64.0 (editable finder)", "f4d6220b4359a406f7d199da80e4b551cb6cfa187ae80466704a550fe8ab048b"),
    (
        "setuptools 65.1.1 (editable finder)",
        "88b5a859dce7e457610d867588919accfd9a43db38a6f3eae9aebeec7d239b44",
    ),
    ("setuptools 65.5 (editable finder)", "f9ca6a1067ea910a7ad5ba59e20b8fc39d21265a381dfce0b8c999855a882ba3"),
    (
        "setuptools 68.1.0 (editable finder)",
        "d8a0c6cfab5f6260940205cc9e7135fb0ea4a379a5337ae62cbf2a28bafc319a",
    ),
    (
        "setuptools 68.1.2 (editable finder)",
        "fee07a93f93b6e2fd09bc75533f10b08485d6b60716043bde29fbc8c75c8a960",
    ),
    ("setuptools 69.0 (editable finder)", "8690f7a9eb9dec1acca84cb17802165a6a590db1275185c1468086866dcc05c8"),
    ("setuptools 70.0 (editable finder)", "97a19bdce6e8894e15157e180a9d024f9bb439a7d8bd165c6b996bc1d5f4a049"),
    ("setuptools 71.0 (editable finder)", "fd87518398f2ecf6c45af03d0e088be25f5087247a520f864f91d36a69906f0c"),
];

/// Files that a build tool copies before the one call that varies: meson-python's `_editable.py`, scikit-build-core's
/// `_editable_redirect.py`.
const COPIED: [(&str, &str); 24] = [
    (
        "meson-python 0.13 (editable loader)",
        "412283a6b91f2cdfb1871857c83f6639b5d91892f02aff8504efa2748dba362c",
    ),
    (
        "meson-python 0.14 (editable loader)",
        "59a6edc8856621abc37dd3bf9a9a705b77cfcb2075869ff3c4d707672a7e0873",
    ),
    (
        "meson-python 0.16 (editable loader)",
        "3b2d61420365c5b8efaa70a6e862edd1d8cdabb7a8dcfcc41a36a8c722cfe669",
    ),
    (
        "meson-python 0.17 (editable loader)",
        "351e85aacdad53b5b67f6eb86ebcc69408d0d6bf52454d84478e16d34e7b6ef7",
    ),
    (
        "meson-python 0.19 (editable loader)",
        "2cb1852d99735b986f965bcf75c5578c467b3004a92cd7d7dbd9c25f37e63904",
    ),
    (
        "meson-python 0.21 (editable loader)",
        "d2568b18d13824e1a7d8cc6afc9482f57eb12855b0ed20f8ccca1c553ea91340",
    ),
    (
        "meson-python 0.22 (editable loader)",
        "13bd1b5b584b338a4c2ec01552991e632ecb5e94a6fbb612b4576fdd0c17b98c",
    ),
    (
        "scikit-build-core 0.3.0 (editable redirect)",
        "878edf2024bd0cefefd0affad1b04ac194ed37a61b8c3ceab5a2b9822d4064e3",
    ),
    (
        "scikit-build-core 0.3.3 (editable redirect)",
        "0dcbd442694197df072fae5fe26300e0f3d6314fd191289881bd172a28160127",
    ),
    (
        "scikit-build-core 0.4.4 (editable redirect)",
        "536e13dbeedca846a6e737b0e642cb55cf7fa875c76b8cc7220d717b99f7a65a",
    ),
    (
        "scikit-build-core 0.5.1 (editable redirect)",
        "1902fce2871dcd6bca7f5b90da944051148e98d1d3c5d93d46f5f36ec0bae52b",
    ),
    (
        "scikit-build-core 0.6.0 (editable redirect)",
        "bcc34c36ce22c4030e70ecc46844d26e0815728d5cb7e9c722d9a95261212b86",
    ),
    (
        "scikit-build-core 0.6.1 (editable redirect)",
        "39f56684fe90e04cdfa263ec912662fc026daf010be37504c57877242bf7b0a9",
    ),
    (
        "scikit-build-core 0.7.0 (editable redirect)",
        "ea96c90d0672d5a448aa3664f23465bf75adc9663563bcd73acd4600faf97b23",
    ),
    (
        "scikit-build-core 0.10.4 (editable redirect)",
        "c3ac4aceda3d6b226f4b79f3f8fa1ace824cc6f48d823b82a2721f9b7cdf4fd3",
    ),
    (
        "scikit-build-core 0.10.6 (editable redirect)",
        "275ed23c6118e39c035973c58e6349401ec0f4c1c3366967e60a8583b1ea9951",
    ),
    (
        "scikit-build-core 0.11.0 (editable redirect)",
        "db2f81e868451ab0d8f4cfe8395dcf12eb956286ff4459e9d6f105f56e3c2a03",
    ),
    (
        "scikit-build-core 0.11.1 (editable redirect)",
        "ad8f5152678eef4d72d0e3246bbd8e6d1b64d2102092b14ca25ea1a069639b86",
    ),
    (
        "scikit-build-core 0.12.0 (editable redirect)",
        "ad02f1ad59cf4b7421c3ac2f6350529a58f311485b745ec393b640f6b657b470",
    ),
    (
        "scikit-build-core 1.0.0 (editable redirect)",
        "8da9cde28cc0436fae26fbf45fb7d26ed572b5479337acb66a89850c9eb3219c",
    ),
    (
        "scikit-build-core 1.0.1 (editable redirect)",
        "f3c06631a3b35d39bb2ed6554fce4c46d6807d48b3c3818d978751d680f94ae9",
    ),
    (
        "scikit-build-core 1.0.2 (editable redirect)",
        "4cad35d5bb2ea7b003baf9fb3bfde29a513c8dec5609ab22ffff38bbe3ace1f2",
    ),
    (
        "scikit-build-core 1.1.0 (editable redirect)",
        "2e683d249054bf8f0922d44a643eb6a362d90a4116fb58c9c38f90c369684fae",
    ),
    (
        "scikit-build-core 1.1.2 (editable redirect)",
        "a4b3427384f380254ed6afcfb8efaea40d4e535c01f3c25f67e9a27260cee38f",
    ),
];

/// What surrounds the varying arguments at the end of a copied file.
const TAILS: [(&str, &str); 6] = [
    // meson-python to 0.20; scikit-build-core in one line.
    ("install(", ")\n"),
    ("install_inplace(", ")\n"),
    // meson-python from 0.21 on.
    (
        "def init():\n    finder = MesonpyMetaFinder(",
        ")\n    sys.meta_path.insert(0, finder)\n    sys.path_hooks.insert(0, finder._path_hook)\n",
    ),
    // scikit-build-core, for `.start` files.
    ("def entrypoint() -> None:\n    install(", ")\n"),
    ("def entrypoint() -> None:\n    install_inplace(", ")\n"),
    ("def entrypoint():\n    install(", ")\n"),
];

/// Whether a text has a mapping as finders have it, that names a module which every start looks for, whoever wrote it.
pub(in crate::integrity::startup) fn maps_hook(text: &str) -> bool {
    let is_mapping = |line: &&str| line.starts_with("MAPPING") || line.contains(".map_module(");
    text.lines().filter(is_mapping).any(|line| HOOKS.iter().any(|(_, hook)| line.contains(hook)))
}

/// What a module is, if it is a finder that is known.
pub(in crate::integrity::startup) fn known_finder(text: &str) -> Option<Finder> {
    let text = comparable(text);
    of_setuptools(&text).or_else(|| of_editables(&text)).or_else(|| copied(&text))
}

fn of_setuptools(text: &str) -> Option<Finder> {
    let (mut mapping, mut brings_hook) = (Vec::new(), false);
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let name = ["MAPPING", "NAMESPACES", "PATH_PLACEHOLDER"].into_iter().find(|name| {
            line.strip_prefix(name).is_some_and(|rest| rest.starts_with(": ") || rest.starts_with(" = "))
        });
        let Some(name) = name else {
            kept.push_str(line);
            continue;
        };
        let (before, value) = line.split_once(" = ")?;
        let value = value.trim_end();
        let value = value
            .strip_suffix(" + \".__path_hook__\"")
            .filter(|_| name == "PATH_PLACEHOLDER")
            .unwrap_or(value);
        let value = literal(value)?;
        let is_of_type = |letter: char| letter.is_alphanumeric() || ":[], ".contains(letter);
        if !before[name.len()..].chars().all(is_of_type) {
            return None;
        }
        brings_hook |= names_hook(&value);
        if name == "MAPPING" {
            mapping = value.pairs();
        }
        kept.push_str(before);
        kept.push_str(" = \n");
    }
    // Taken as it stands, with the blanks that the values stood behind.
    let digest = hex::encode(&Sha256::digest(&kept));
    let (tool, _) = SETUPTOOLS.iter().find(|(_, known)| *known == digest)?;
    Some(Finder { tool, mapping, brings_hook, starts_programs: false })
}

/// `_editable_impl_*.py` of `editables`, which hatchling and PDM use: two fixed lines, and a call for each name.
fn of_editables(text: &str) -> Option<Finder> {
    let mut lines = text.lines();
    let head = ["from editables.redirector import RedirectingFinder as F", "F.install()"];
    if !head.iter().all(|line| lines.next() == Some(line)) {
        return None;
    }
    let (mut mapping, mut brings_hook) = (Vec::new(), false);
    for line in lines {
        let arguments = line.strip_prefix("F.map_module(")?.strip_suffix(')')?;
        let arguments = literals(arguments)?;
        brings_hook |= arguments.iter().any(names_hook);
        if let [name, place] = &arguments[..] {
            mapping.extend(name.text().zip(place.text()).map(|(name, place)| (name.into(), place.into())));
        }
    }
    Some(Finder { tool: "editables (editable finder)", mapping, brings_hook, starts_programs: false })
}

fn copied(text: &str) -> Option<Finder> {
    TAILS.iter().find_map(|(begin, end)| {
        // The call stands in a line of its own, the last such one.
        let at = text.rfind(&format!("\n{begin}"))? + 1;
        let arguments = text[at + begin.len()..].strip_suffix(end)?;
        let arguments = literals(arguments)?;
        let digest = digest(&text[..at]);
        let (tool, _) = COPIED.iter().find(|(_, known)| *known == digest)?;
        let brings_hook = arguments.iter().any(names_hook);
        Some(Finder { tool, mapping: Vec::new(), brings_hook, starts_programs: true })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finders_of_editables_are_literals_only() {
        let head = "from editables.redirector import RedirectingFinder as F\nF.install()\n";
        let known = known_finder(&format!("{head}F.map_module('foo', '/src/foo/__init__.py')")).unwrap();
        assert_eq!(known.mapping, [("foo".to_owned(), "/src/foo/__init__.py".to_owned())]);
        for evil in [
            "import os",
            "F.map_module(exec('x'), '')",
            "F.map_module('a', 'b'); import os",
            "F.map_module('a')('b')",
            "F.map_module('a', '''a''b', '''); import os; os.system(\"x\") #')",
            "F.map_module('a', \"\"\"a\"\"b\", \"\"\"); import os #\")",
        ] {
            assert_eq!(known_finder(&format!("{head}{evil}\n")), None, "{evil}");
        }
    }
}
