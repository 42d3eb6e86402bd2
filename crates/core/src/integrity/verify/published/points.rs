//! The scripts that installers make of a wheel's entry points (PyPA, "Entry points specification").
//!
//! pip, uv, virtualenv, installer and conda write a few lines each, which differ by installer and release. But for what is called, each
//! line is one of those below, or the script is none that an installer makes.

use std::collections::BTreeMap;
use std::path::Path;

use super::launcher;

/// The lines that name nothing, with `'` for every quote: no combination of them does more than to tidy the script's own name.
const LINES: [&str; 12] = [
    "# -*- coding: utf-8 -*-",
    "import re",
    "import sys",
    "if __name__ == '__main__':",
    r"    sys.argv[0] = re.sub(r'(-script\.pyw?|\.exe)?$', '', sys.argv[0])",
    r"    sys.argv[0] = re.sub(r'(-script\.pyw|\.exe)?$', '', sys.argv[0])",
    "    sys.argv[0] = sys.argv[0].removesuffix('.exe')",
    "    if sys.argv[0].endswith('-script.pyw'):",
    "        sys.argv[0] = sys.argv[0][:-11]",
    "    elif sys.argv[0].endswith('.exe'):",
    "    if sys.argv[0].endswith('.exe'):",
    "        sys.argv[0] = sys.argv[0][:-4]",
];

/// What a script calls: `module:attribute`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryPoint {
    module: String,
    attribute: String,
}

impl EntryPoint {
    /// Reads what stands behind the `=`: `module:attribute`, perhaps with `[extras]` behind it.
    fn parse(value: &str) -> Option<Self> {
        let called = value.split('[').next()?;
        let (module, attribute) = called.split_once(':')?;
        let (module, attribute) = (module.trim().to_owned(), attribute.trim().to_owned());
        (is_dotted(&module) && is_dotted(&attribute)).then_some(Self { module, attribute })
    }

    /// Whether an installer makes such a script of it. `bin` is where the script lies.
    pub(super) fn is_made_into(&self, script: &[u8], bin: &Path) -> bool {
        let body = launcher::rest(script, bin).and_then(|body| std::str::from_utf8(body).ok());
        let Some(body) = body else { return false };
        let first = self.attribute.split('.').next().unwrap_or_default();
        let import = format!("from {} import {first}", self.module);
        let call = format!("    sys.exit({}())", self.attribute);
        let mut lines = body.lines().filter(|line| !line.is_empty()).map(|line| line.replace('"', "'"));
        let is_import = |line: &str| line.strip_prefix("    ").unwrap_or(line) == import;
        let is_known = |line: &String| LINES.contains(&line.as_str()) || is_import(line);
        lines.by_ref().find(|line| !is_known(line)).is_some_and(|line| line == call) && lines.next().is_none()
    }
}

/// The scripts in `entry_points.txt` by their names; `None` for what names nothing that can be called.
pub(super) fn read(bytes: &[u8]) -> BTreeMap<String, Option<EntryPoint>> {
    let text = String::from_utf8_lossy(bytes);
    let mut is_of_scripts = false;
    let mut points = BTreeMap::new();
    for line in text.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            is_of_scripts = matches!(section.trim_end_matches(']').trim(), "console_scripts" | "gui_scripts");
        } else if let Some((name, value)) = line.split_once('=').filter(|_| is_of_scripts) {
            points.insert(name.trim().to_owned(), EntryPoint::parse(value));
        }
    }
    points
}

fn is_dotted(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    name.split('.').all(|part| !part.is_empty() && part.chars().all(is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODIES: [&str; 6] = [
        "# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom m.n import C\nif __name__ == '__main__':\n    \
         sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n    sys.exit(C.main())\n",
        "\n# -*- coding: utf-8 -*-\nimport re\nimport sys\n\nfrom m.n import C\n\nif __name__ == '__main__':\n    \
         sys.argv[0] = re.sub(r'(-script\\.pyw?|\\.exe)?$', '', sys.argv[0])\n    sys.exit(C.main())\n",
        "# -*- coding: utf-8 -*-\nimport re\nimport sys\nif __name__ == '__main__':\n    from m.n import C\n    \
         sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n    sys.exit(C.main())\n",
        "import sys\nfrom m.n import C\nif __name__ == '__main__':\n    \
         sys.argv[0] = sys.argv[0].removesuffix('.exe')\n    sys.exit(C.main())\n",
        "# -*- coding: utf-8 -*-\nimport sys\nfrom m.n import C\nif __name__ == \"__main__\":\n    \
         if sys.argv[0].endswith(\"-script.pyw\"):\n        sys.argv[0] = sys.argv[0][:-11]\n    \
         elif sys.argv[0].endswith(\".exe\"):\n        sys.argv[0] = sys.argv[0][:-4]\n    sys.exit(C.main())\n",
        "import sys\r\n\r\nfrom m.n import C\r\n\r\nif __name__ == '__main__':\r\n    sys.exit(C.main())\r\n",
    ];

    #[test]
    fn every_installer_s_script_is_known_and_no_other() {
        let point = EntryPoint::parse(" m.n : C.main [extra]").expect("an entry point");
        let is_made = |body: &str| {
            point.is_made_into(format!("#!/v/bin/python\n{body}").as_bytes(), Path::new("/v/bin"))
        };
        for body in BODIES {
            assert!(is_made(body), "{body}");
            for (from, to) in [
                ("C.main()", "C.other()"),
                ("from m.n", "from m.evil"),
                ("import sys", "import sys, evil"),
                ("import sys", "import sys\rimport evil"),
                ("import sys", "import sys\x0c\nimport evil"),
                ("    sys.exit", "    evil()\n    sys.exit"),
                ("main())", "main())\nimport evil"),
                ("main())", "main())# evil"),
            ] {
                let changed = body.replace(from, to);
                assert!(changed != body && !is_made(&changed), "{changed}");
            }
        }
        assert!(!is_made("import sys\nfrom m.n import C\n"), "nothing is called");
    }

    #[test]
    fn scripts_of_entry_points() {
        let points = read(
            b"[console_scripts]\na = b:c\nz = nothing\ny = a:b()\n[other]\nd = e:f\n[gui_scripts]\nf=g:h\n",
        );
        let names: Vec<_> = points.iter().map(|(name, point)| (name.as_str(), point.is_some())).collect();
        assert_eq!(names, [("a", true), ("f", true), ("y", false), ("z", false)]);
    }
}
