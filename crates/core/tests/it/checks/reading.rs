//! Reading policy files.

use std::path::Path;

use fetter_core::check::{Knows, Mode, Policy, PolicyErrors, Rule, RuleKind};

use super::{policy, read};

/// The mistakes of a text, without the file.
fn mistakes(text: &str) -> Vec<String> {
    let Err(PolicyErrors(mistakes)) = Policy::read(text, "p.toml") else { return Vec::new() };
    mistakes.iter().map(|one| one.to_string().trim_start_matches("p.toml:").trim().to_owned()).collect()
}

#[test]
fn a_policy_with_all_that_there_is_is_read() {
    let policy = policy(
        r#"
        name = "laptops"
        version = "7"
        mode = "observe"
        [scopes.production]
        path = ["/srv/*/venv"]
        not-path = "/srv/old"
        owner = ["deploy", 1000]
        python = ">=3.11"
        [scopes.mine]
        owner = 1000
        [[allow]]
        id = "approved"
        mode = "enforce"
        scope = ["production"]
        bounds = ["allowed.txt", "uv.lock"]
        bound-options = "default"
        requirements = ["requests>=2.31  # reason: why not", "acme-*", "deny left-pad"]
        origins = ["index", "https://git.example/acme/", "/srv/src"]
        ignore = ["pip*"]
        no-default-ignore = true
        [[allow]]
        requirements = "x"
        [[deny]]
        packages = ["evil", "django<4.2", "acme-internal-*"]
        advisories = ["GHSA-1", "CVE-2"]
        [[audit]]
        severity = "high"
        grace-days = 14
        [[integrity]]
        record = true
        ownerless = true
        startup = ["distutils-precedence.pth", "*.pth"]
        severity = "low"
        [[age]]
        days = 7
        [[exception]]
        rule = "approved"
        advisory = "GHSA-1"
        package = "a<2"
        scope = "mine"
        path = "/srv"
        reason = "r"
        owner = "o"
        until = 2026-12-31
        "#,
    );
    assert_eq!((policy.name(), policy.version()), ("laptops", Some("7")));
    let rules: Vec<_> =
        policy.rules().iter().map(|rule| (rule.id.as_str(), rule.mode, rule.place.line)).collect();
    assert_eq!(
        rules,
        [
            ("malware", Mode::Enforce, 0),
            ("deny", Mode::Observe, 25),
            ("audit", Mode::Observe, 28),
            ("integrity", Mode::Observe, 31),
            ("age", Mode::Observe, 36),
            ("approved", Mode::Enforce, 13),
            ("allow-2", Mode::Observe, 23),
        ]
    );
    assert!(policy.rules().is_sorted_by_key(Rule::kind), "in the order of precedence");
    assert_eq!(policy.exceptions().len(), 1);
    let needs = policy.needs();
    assert!(needs.record && needs.ownerless && needs.startup && needs.owners && needs.first_sight);
    assert_eq!(policy.digest().len(), 64);
}

#[test]
fn every_mistake_is_told_with_its_place_at_once() {
    let text = "schema = \"policy-2\"\nmod = \"warn\"\nmode = \"stern\"\n\
        [scopes.a]\n[scopes.\"b c\"]\npath = [\"srv\", \"/x\", 3]\npythn = \">=3\"\n\
        [[allow]]\nscope = [\"c\"]\n[[allow]]\nrequirements = [\"requests>=\", \"-r other.txt\"]\norigins = [\"git.example\"]\n\
        [[deny]]\npackages = [\"deny x\"]\n[[audit]]\nseverity = \"none\"\n[[audit]]\nid = \"age\"\nseverity = \"low\"\n\
        [[integrity]]\nrecord = false\n[[age]]\ndays = \"seven\"\n\
        [[exception]]\nrule = \"nothing\"\nuntil = \"tomorrow\"\n[[exception]]\nrule = \"malware\"\nreason = \"r\"\nowner = \"o\"\nuntil = \"2026-01-01\"\n";
    let told = mistakes(text);
    for (place, part) in [
        (
            "1:10",
            "expected \"policy-1\" under \"schema\" of the file, found \"policy-2\"; a newer fetter may know others",
        ),
        ("2:1", "there is no key \"mod\" in the file: did you mean \"mode\"?"),
        ("3:8", "expected observe, warn or enforce under \"mode\" of the file, found \"stern\""),
        ("4:9", "a scope needs path"),
        ("5:9", "expected a name of letters"),
        ("6:9", "expected an absolute path"),
        ("6:22", "expected texts only"),
        ("7:1", "did you mean \"python\"?"),
        ("8:1", "[[allow]] needs bounds, requirements or origins"),
        ("9:10", "there is no scope \"c\""),
        ("11:17", "requests>="),
        ("11:31", ""),
        ("12:12", "expected \"index\", the beginning of a URL"),
        ("14:13", ""),
        ("16:12", "expected low, medium, high or critical under \"severity\" of [[audit]], found \"none\""),
        ("17:1", "\"age\" is the word for another kind of rules"),
        ("20:1", "it asks for nothing"),
        ("23:8", "expected a whole number from 0 to 36525 under \"days\" of [[age]], found \"seven\""),
        ("24:1", "needs a reason"),
        ("24:1", "needs who decided it"),
        ("25:8", "there is no rule \"nothing\""),
        ("26:9", "expected a day as YYYY-MM-DD"),
        ("27:1", "malware is borne only by"),
    ] {
        let is_told = told.iter().any(|one| one.starts_with(&format!("{place}: ")) && one.contains(part));
        assert!(is_told, "{place} {part}: {told:#?}");
    }
}

#[test]
fn what_is_no_toml_or_too_much_is_told() {
    assert_eq!(
        mistakes("schema = \"policy-1\"\nx = \n[[age]]\nday = 1 2\n").len(),
        2,
        "both, and nothing that follows from them"
    );
    assert!(mistakes("schema = \"policy-1\"\né = 1 = 2\n")[0].starts_with("2:"));
    assert!(mistakes(&"#".repeat(1024 * 1024 + 1))[0].contains("more than 1048576 bytes"));
    assert_eq!(mistakes("").len(), 1);
    let many = format!("schema = \"policy-1\"\n{}", "[[age]]\n".repeat(5_000));
    let told = mistakes(&many);
    assert!(told.len() <= 201 && told.iter().any(|one| one.contains("more than 1000 [[age]]")), "{told:?}");
    assert_eq!(mistakes("\u{feff}schema = \"policy-1\"\n"), [""; 0]);
}

#[test]
fn ids_are_told_apart() {
    let told = mistakes(
        "schema = \"policy-1\"\n[[age]]\nid = \"allow-2\"\ndays = 1\n[[allow]]\nrequirements = \"a\"\n[[allow]]\nrequirements = \"a\"\n",
    );
    assert_eq!(told, ["7:1: there are two rules with the id \"allow-2\""]);
}

#[test]
fn a_bound_that_cannot_be_read_is_a_mistake_at_its_name() {
    let errors = read("[[allow]]\nbounds = [\"allowed.txt\", \"unknown.toml\"]\nbound-options = [\"dev\"]")
        .expect_err("it cannot");
    let told: Vec<String> = errors.0.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("policy.toml:3:26: the bound could not be read: unknown.toml"), "{told:?}");
    let errors = read("[[allow]]\nbounds = [\"allowed.txt\"]\nbound-options = [\"dev\"]")
        .expect_err("nothing is to be chosen");
    assert!(
        errors.to_string().starts_with("policy.toml:4:17: bound-options: there is no \"dev\""),
        "{errors}"
    );
}

#[test]
fn nothing_that_is_written_shows_a_password() {
    let told =
        mistakes("schema = \"policy-1\"\n[[allow]]\norigins = [\"https://user:secret@git.example/\"]\n");
    assert!(!told[0].contains("secret"), "{told:?}");
    assert_eq!(policy("[[age]]\ndays = 1").rules()[1].kind(), RuleKind::Age);
}

#[test]
fn hostile_files_end_soon() {
    let head = "schema = \"policy-1\"\n";
    for text in [
        format!("{head}x = {}", "[".repeat(900_000)),
        format!("{head}x = {}", "{a=".repeat(300_000)),
        format!("{head}[[allow]]\nrequirements = [{}]", "\"a\",".repeat(100_000)),
        format!("{head}allow = [{}]", "{bounds=[\"b\",\"c\"]},".repeat(20_000)),
        format!("{head}[[deny]]\npackages = [{}]", "\"=\",".repeat(100_000)),
        format!("{head}{}", "[[exception]]\nrule = \"x\"\n".repeat(15_000)),
        format!("{head}[scopes.a]\npath = \"/{}\"\n", "*a".repeat(400_000)),
        format!("{head}{}", (0..60_000).map(|at| format!("k{at} = 1")).collect::<Vec<_>>().join("\n")),
    ] {
        let _ = Policy::read(&text, "p.toml");
    }
}

#[test]
fn what_is_wrong_is_told_of_what_is_written() {
    let one = |text: &str| mistakes(&format!("schema = \"policy-1\"\n{text}")).join("\n");
    let told = one("[[deny]]\npackages = [\"r\u{435}quests\"]");
    assert!(told.contains("\"\u{435}\" (U+0435) is no ASCII letter") && !told.contains("deny"), "{told}");
    assert!(one("[[allow]]\nrequirements = [\"\u{440}ip\"]").contains("(U+0440)"), "{told}");
    assert!(
        !one("[[deny]]\npackages = [\"x>=\"]").contains("deny x"),
        "{}",
        one("[[deny]]\npackages = [\"x>=\"]")
    );
    assert!(one("name = \"a\"\nname = \"b\"").contains("duplicate key \"name\""));
    for (text, part) in [
        ("origins = \"/srv/*/x\"", "\"*\" has no meaning in \"/srv/*/x\""),
        ("origins = \"https://git.example/*\"", "\"*\" has no meaning"),
        ("origins = \"https://me:pw@git.example/\"", "without a password"),
        ("origins = \"file://other/srv\"", "expected \"index\""),
        ("origins = \"https://\"", "expected \"index\""),
    ] {
        assert!(
            one(&format!("[[allow]]\n{text}")).contains(part),
            "{text}: {}",
            one(&format!("[[allow]]\n{text}"))
        );
    }
    let many = one(&format!("[[deny]]\npackages = [{}]", "\"a\",".repeat(10_001)));
    assert!(many.contains("more than 10000 of them: name a file under \"bounds\""), "{many}");
    assert!(one("[[deny]]\nbounds = \"x.txt\"").is_empty(), "which is a key of it");
    let errors = PolicyErrors::text(b"name = \"a\"\nb = \"\xc3\xa9\xff\"\n", "p.toml").expect_err("no UTF-8");
    assert!(errors.to_string().starts_with("p.toml:2:7: the file is not UTF-8"), "{errors}");
}

/// A machine with one user and one directory.
struct Small;

impl Knows for Small {
    fn has_user(&self, name: &str) -> bool {
        name == "root"
    }

    fn has_path(&self, path: &Path) -> bool {
        path == Path::new("/srv")
    }
}

#[test]
fn what_is_likely_a_slip_is_told() {
    let read = policy(
        "[scopes.a]\npath = [\"/srv\", \"/serv\", \"/x/*\"]\nowner = [\"root\", \"rooot\", 7]\n[scopes.b]\npath = \"/srv\"\n\
         [[deny]]\nscope = \"a\"\npackages = \"a\"\nadvisories = [\"GHSA-1\", \"NOPE-1\"]\n\
         [[exception]]\nrule = \"deny\"\npath = \"/gone\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2026-06-14\n",
    );
    let slips = read.slips("2026-06-15".parse().expect("a day"), &Small);
    let told: Vec<String> = slips.iter().map(|note| format!("{}: {}", note.place.line, note.text)).collect();
    assert_eq!(
        told,
        [
            "2: there is nothing at /serv on this machine, which the scope a is for",
            "2: this machine's list of users has no \"rooot\", whom the scope a asks for",
            "5: no rule and no exception is for the scope b",
            "7: \"NOPE-1\" does not look like the name of an advisory: those begin with CVE-, GHSA-, PYSEC- or MAL-",
            "11: the exception ended on 2026-06-14, and lifts nothing any more",
            "11: there is nothing at /gone on this machine, which the exception is for",
        ],
        "{told:#?}"
    );
}
