//! What is taken for a literal is one to Python too.

use fetter_core::integrity::startup::read_code;
use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, gate};

const HEAD: &str = "from editables.redirector import RedirectingFinder as F\nF.install()\n";
/// What texts are made of: all that could end a text or a bracket where another reader would not.
const PIECES: [&str; 24] = [
    "'", "\"", "'''", "\"\"\"", "\\", "\\'", ",", ", ", ":", "(", ")", "[", "]", "{", "}", "a", "1", "-",
    " ", "#", "; x()", "None", "'a'", "\r",
];
/// Reads files of one module each: every statement but the import must be a call with literals.
const JUDGE: &str = r"
import ast, sys
for text in open(sys.argv[1], newline='').read().split('\0')[:-1]:
    for statement in ast.parse(text).body[2:]:
        call = statement.value
        assert isinstance(call, ast.Call) and ast.unparse(call.func) == 'F.map_module', text
        assert not call.keywords, text
        for argument in call.args:
            ast.literal_eval(argument)
";

#[test]
fn what_is_taken_for_a_literal_is_one_to_python() {
    let python = super::reality::pythons()
        .into_iter()
        .rev()
        .find(|python| Program::new(python).args(["-c", "import ast; ast.unparse"]).run().code == Some(0));
    let Some(python) = python else {
        return gate::skip("literals against Python", "a Python from 3.9 on");
    };
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("small")
    };
    let (mut known, mut count) = (String::new(), 0);
    for _ in 0..60_000 {
        let length = 1 + next(9);
        let arguments: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        let text = format!("{HEAD}F.map_module({arguments})\n");
        if read_code(&text).known.is_some() {
            count += 1;
            known.push_str(&text);
            known.push('\0');
        }
    }
    assert!(count > 100, "{count}");
    let scratch = Scratch::new("startup-literals");
    let file = scratch.tree().file("known", known);
    let _ = Program::new(python).args(["-W", "ignore", "-c", JUDGE]).args([file]).succeed();
}
