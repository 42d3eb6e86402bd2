//! Derived files, held against pip's own parser and against `packaging`.

use fetter_testkit::Scratch;
use fetter_testkit::gate::real_environments;
use fetter_testkit::program::Program;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::derive_and_judge;
use super::generated::machines;

/// Reads files one after another, as pip does, and every line that is not of fetter's own. Names in a requirement that pip makes of
/// a line must be those that stand at its beginning.
const SCRIPT: &str = r"
import json, re, sys
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pip._internal.req.req_file import get_file_content, preprocess
from pip._internal.req.constructors import parse_req_from_line
count = 0
for path in sys.argv[1:]:
    _, text = get_file_content(path, None)
    lines = [line for _, line in preprocess(text)]
    for line in lines:
        name = re.match(r'[A-Za-z0-9._-]*', line).group()
        if line[len(name):].startswith(('[', '?')):
            continue
        for found in (Requirement(line), parse_req_from_line(line, None).requirement):
            if canonicalize_name(found.name) != canonicalize_name(name):
                sys.exit('%s: %r is %s' % (path, line, found))
        count += 1
print(count)
";

#[test]
fn pip_reads_what_is_derived() {
    let Some(place) = real_environments("derived files against pip") else { return };
    let python = place.join("tools/bin/python");
    let scratch = Scratch::new("derived");
    let mut runner = TestRunner::deterministic();
    let mut files = Vec::new();
    for number in 0..100 {
        let inventory = machines().new_tree(&mut runner).expect("a machine").current();
        let texts = derive_and_judge(&inventory).unwrap_or_else(|complaints| panic!("{complaints}"));
        for (anchor, text) in texts.iter().enumerate() {
            files.push(scratch.tree().file(&format!("{number}-{anchor}.txt"), text));
        }
    }
    let arguments = ["-c".into(), SCRIPT.into()]
        .into_iter()
        .chain(files.iter().map(|file| file.clone().into_os_string()));
    let ran = Program::new(python).args(arguments).env("PYTHONDONTWRITEBYTECODE", "1").run();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let count: u32 = ran.stdout.trim().parse().expect("a number of lines");
    assert!(count > 300, "{count}");
}
