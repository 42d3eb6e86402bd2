//! Variables of environment files, and what they lead to.

use std::os::unix::fs::PermissionsExt;

use super::{all_said, inspect_with, item, python};
use crate::support::search;

#[test]
fn settings_are_listed_and_what_they_lead_to_is_looked_at() {
    let (scratch, tree) = python("settings");
    tree.file("a/sitecustomize.py", "import os; os.system('x')\n");
    tree.file("start.py", "import base64\nexec(base64.b64decode('eA=='))\n");
    let root = scratch.path().display();
    let file = tree.file(
        "env.sh",
        format!("# x\nexport PYTHONPATH=\"{root}/a:{root}/none:rel:$PYTHONPATH\"\nPYTHONSTARTUP={root}/start.py\nOTHER=1\nPYTHONINSPECT=1\n"),
    );
    let found = inspect_with(&search(&scratch), &[&file]);
    assert_eq!(
        all_said(&scratch, &found),
        [
            "start.py startup-file suspicious decodes+dynamic-code",
            "a/sitecustomize.py sitecustomize suspicious process",
            "env.sh:2 setting plain missing+relative",
            "env.sh:3 setting plain",
            "env.sh:5 setting plain changes-start",
        ]
    );
    let start = item(&found, &scratch.at("start.py"), None);
    assert!(start.notes.iter().any(|note| note.ends_with("env.sh:3 says")), "{:?}", start.notes);
    let setting = item(&found, &file, Some(2));
    assert!(setting.notes[0].starts_with("PYTHONPATH: directories"), "{:?}", setting.notes);
    assert!(found.is_checked());
}

#[test]
fn what_cannot_be_followed_or_read_is_said() {
    let (scratch, tree) = python("settings-unchecked");
    let file = tree.file("unit", "[Service]\nEnvironment=\"PYTHONPATH=$HOME/x\" A=b\n");
    let inventory = search(&scratch);
    let found = inspect_with(&inventory, &[&file]);
    assert_eq!(all_said(&scratch, &found), ["unit:2 setting plain not-followed"]);
    assert!(!found.is_checked());
    assert!(!inspect_with(&inventory, &[&scratch.at("missing")]).is_checked());
    assert!(!inspect_with(&inventory, &[&scratch.at("py")]).is_checked(), "a directory is no file");
    let secret = tree.file("secret", "A=b\n");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    assert_eq!(inspect_with(&inventory, &[&secret]).is_checked(), rustix::process::geteuid().is_root());
}
