//! The command lines that users know work as they are.

use fetter_testkit::Scratch;

use crate::advisories::audited;
use crate::support::{fetter, here, home, run};

const SITE: &str = "lib/python3.11/site-packages";

#[test]
fn scan_display_is_the_default() {
    let home = home("scan");
    let table = here(&home, "scan display");
    insta::assert_snapshot!(table, @r"
    Package             Site
    pip-24.0            ~/base/lib/python3.11/site-packages
    requests-2.19.1     ~/two/.venv/lib/python3.11/site-packages
    requests-2.31.0     ~/one/.venv/lib/python3.11/site-packages
    zope.interface-6.1  ~/one/.venv/lib/python3.11/site-packages
    ");
    assert_eq!(here(&home, "scan"), table);
}

#[test]
fn an_interpreter_by_its_name_its_path_or_its_environment() {
    let home = home("exe");
    for exe in ["one/.venv", "./one/.venv/bin/python3", "one/.venv/bin/python"] {
        let ran = run(&home, &format!("-e {exe} scan display"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stdout.contains("requests-2.31.0") && !ran.stdout.contains("2.19.1"), "{}", ran.stdout);
    }
    let both = run(&home, "-e one/.venv -e two/.venv scan");
    assert!(both.stdout.contains("requests-2.31.0") && both.stdout.contains("requests-2.19.1"));
    let path = home.at("one/.venv/bin");
    let by_name = fetter(&home).env("PATH", path).args(["-e", "python3", "scan", "display"]).succeed();
    assert!(by_name.contains("requests-2.31.0"));
    assert_eq!(
        run(&home, "scan -e one/.venv").stdout,
        run(&home, "-e one/.venv scan").stdout,
        "before or after the command"
    );
}

#[test]
fn write_with_and_without_a_delimiter() {
    let home = home("write");
    let ran = run(&home, "-e one/.venv scan write -o out.txt");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    let site = home.at("one/.venv").join(SITE).display().to_string();
    let expected = format!("Package,Site\nrequests-2.31.0,{site}\nzope.interface-6.1,{site}\n");
    assert_eq!(std::fs::read_to_string(home.at("out.txt")).expect("written"), expected);
    let tabs = run(&home, r"-e one/.venv scan write -o - -d \t").stdout;
    assert_eq!(tabs, expected.replace(',', "\t"));
    let bars = run(&home, "-e one/.venv scan write --output - --delimiter |").stdout;
    assert_eq!(bars, expected.replace(',', "|"));
}

#[test]
fn bills_of_materials_of_all_and_of_a_part() {
    let home = home("bills");
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let names = |document: &serde_json::Value, key: &str| -> Vec<String> {
        let all = document[key].as_array().expect("a list").iter();
        let packages = all.filter(|one| one["purl"].is_string() || one["externalRefs"].is_array());
        packages.map(|one| one["name"].as_str().expect("text").to_owned()).collect()
    };
    let everything = ["pip", "requests", "requests", "zope.interface"];
    assert_eq!(names(&read(&here(&home, "scan cyclonedx")), "components"), everything);
    assert_eq!(names(&read(&here(&home, "scan spdx")), "packages"), everything);
    assert_eq!(names(&read(&here(&home, "search -p zope* cyclonedx")), "components"), ["zope.interface"]);
    assert_eq!(names(&read(&here(&home, "search -p zope* spdx")), "packages"), ["zope.interface"]);
    assert!(here(&home, "search -p zope* cyclonedx").contains("\"fetter:part\""));
    assert!(here(&home, "search -p zope* spdx").contains("part: only packages that a search matched"));
    assert!(!here(&home, "scan cyclonedx").contains("fetter:part"));
    let part = here(&home, "search -p zope* json");
    assert_eq!(read(&part)["coverage"]["part"], true);
    std::fs::write(home.at("part.json"), part).expect("written");
    assert!(run(&home, "--inventory part.json scan cyclonedx").stdout.contains("\"fetter:part\""));
    let ran = run(&home, "-e one/.venv scan cyclonedx -o out.json");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    let written = std::fs::read_to_string(home.at("out.json")).expect("written");
    assert_eq!(names(&read(&written), "components"), ["requests", "zope.interface"]);
}

#[test]
fn bills_of_materials_bear_the_time_that_is_asked_for() {
    let home = home("bill-times");
    let at = |epoch: &str, form: &str| {
        fetter(&home).env("SOURCE_DATE_EPOCH", epoch).args(["-e", "one/.venv", "scan", form]).run()
    };
    for form in ["cyclonedx", "spdx"] {
        let (first, second) = (at("0", form).stdout, at("86400", form).stdout);
        assert!(first.contains("\"1970-01-01T00:00:00Z\""), "{first}");
        assert_eq!(first, at("0", form).stdout, "the same time gives the same bytes");
        let differ = |(one, other): &(&str, &str)| one != other;
        let differing: Vec<_> =
            first.lines().zip(second.lines()).filter(differ).map(|(line, _)| line).collect();
        assert!(first.lines().count() == second.lines().count() && differing.len() == 2, "{differing:?}");
        let is_identity = |line: &str| line.contains("serialNumber") || line.contains("documentNamespace");
        assert!(is_identity(differing[0]) && differing[1].contains("1970-01-01"), "{differing:?}");
        for wrong in ["yesterday", "-1", "99999999999999"] {
            let ran = at(wrong, form);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{wrong}");
            assert!(ran.stderr.contains("SOURCE_DATE_EPOCH must be"), "{}", ran.stderr);
        }
        let now = run(&home, &format!("-e one/.venv scan {form}")).stdout;
        assert!(!now.is_empty() && !now.contains("\"1970-"), "{now}");
    }
}

#[test]
fn count_in_every_form() {
    let home = home("count");
    assert_eq!(here(&home, "count display"), "Executables  Sites  Packages\n3            3      4\n");
    assert_eq!(here(&home, "count"), here(&home, "count display"));
    assert_eq!(here(&home, "count write -o -"), "Executables,Sites,Packages\n3,3,4\n");
    let json: serde_json::Value = serde_json::from_str(&here(&home, "count json")).expect("JSON");
    assert_eq!((json["executables"].as_u64(), json["packages"].as_u64()), (Some(3), Some(4)));
}

#[test]
fn search_folds_unless_case_matters() {
    let home = home("search");
    let find = |line: &str| {
        here(&home, line)
            .lines()
            .skip(1)
            .filter_map(|row| row.split(' ').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(find("search -p ZOPE_*"), ["zope.interface-6.1"]);
    assert_eq!(find("search -p requests display"), ["requests-2.19.1", "requests-2.31.0"]);
    assert_eq!(find("search --pattern requests-2.3* display"), ["requests-2.31.0"]);
    assert_eq!(find("search -p ZOPE_* --case"), Vec::<String>::new());
    assert_eq!(find("search -p zope.* --case"), ["zope.interface-6.1"]);
}

#[test]
fn columns_may_be_chosen() {
    let home = home("columns");
    let text = here(&home, "search -p zope* --columns normalized,version,kind,python,installer write -o -");
    assert_eq!(text, "Normalized,Version,Kind,Python,Installer\nzope-interface,6.1,dist-info,3.11.0,pip\n");
    let after =
        here(&home, "search write -o - --columns normalized,version,kind,python,installer -p zope* --case");
    assert_eq!(after, text, "options may stand behind the form of the output");
    let all = here(&home, "scan --help");
    for column in fetter_core::report::Column::ALL {
        assert!(all.contains(column.name()), "--help names the column {}", column.name());
    }
}

#[test]
fn options_that_users_know_are_taken() {
    let home = home("options");
    for line in [
        "-q --path . --only-path count",
        "--quiet --path . --only-path count",
        "-c 40 --path . --only-path count",
        "--cache-duration 0 --cache-directory cache --path . --only-path count",
        "-l --path . --only-path count",
        "--log --path . --only-path count",
        "--user-site --all-users --path . --only-path count",
        "--banner hello --path . --only-path count",
        "-b hello --path . --only-path count",
    ] {
        let ran = run(&home, line);
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.stderr);
    }
    let on_stderr = run(&home, "--stderr --path . --only-path count");
    assert!(on_stderr.stdout.is_empty() && on_stderr.stderr.contains("Executables"));
    assert!(run(&home, "-b hello --path . --only-path count").stdout.starts_with("hello\n"));
}

#[test]
fn an_inventory_can_be_read_back_instead_of_searching() {
    let home = home("inventory");
    let ran = run(&home, "--path . --only-path scan json -o inventory.json");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for line in ["scan", "count", "search -p req*", "scan json", "scan --columns package,license,environment"]
    {
        let fresh = run(&home, &format!("--path . --only-path {line}"));
        let read = run(&home, &format!("--inventory inventory.json {line}"));
        assert_eq!((read.stdout, read.code), (fresh.stdout, fresh.code), "{line}");
    }
}

#[test]
fn another_machine_s_disk() {
    let image = Scratch::new("image");
    image.tree().installation("usr", "3.12");
    image.tree().dist_info("usr/lib/python3.12/site-packages", "six", "1.16.0");
    let table = run(&image, "--root . scan").stdout;
    assert_eq!(table, "Package     Site\nsix-1.16.0  /usr/lib/python3.12/site-packages\n");
}

#[test]
fn it_works_without_a_home() {
    let home = home("no-home");
    let ran = fetter_testkit::program::Program::new(crate::support::FETTER)
        .within(home.path())
        .args(["--path", ".", "--only-path", "count"])
        .run();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("3            3      4"));
}

#[test]
fn validate_as_users_know_it() {
    let home = home("validate-lines");
    home.tree().file("all.txt", "requests==2.31.0\nzope.interface==6.1\n");
    home.tree().file("more.txt", "requests\nflask\n");
    for (line, code) in [
        ("validate -b all.txt", 0),
        ("validate --bound all.txt", 0),
        ("validate -b more.txt --subset display", 3),
        ("validate -b more.txt --superset", 3),
        ("validate --bound more.txt --superset display --code 5", 5),
        ("validate -b more.txt --superset --subset", 0),
        ("validate -b more.txt json", 3),
        ("validate -b more.txt write -o out.txt -d |", 3),
        ("validate -b more.txt exit --code 5", 5),
        ("-b note validate -b all.txt", 0),
        ("--banner note validate -b all.txt display", 0),
    ] {
        let ran = run(&home, &format!("-e one/.venv {line}"));
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
        assert_eq!(ran.stdout.starts_with("note\n"), line.contains("note"), "{line}: {}", ran.stdout);
    }
    let written = std::fs::read_to_string(home.at("out.txt")).expect("written");
    assert_eq!(written.lines().next(), Some("Package|Dependency|Explain|Sites|Reason|Bound"));
    assert_eq!(run(&home, "validate -b all.txt -e one/.venv").code, Some(0), "options may stand behind");
    let by_name = fetter(&home).env("PATH", home.at("one/.venv/bin"));
    assert_eq!(by_name.args(["-e", "python3", "validate", "-b", "all.txt"]).run().code, Some(0));
}

#[test]
fn policies_as_users_know_them() {
    let home = home("policy-lines");
    home.tree().file("p.toml", "schema = \"policy-1\"\n[[allow]]\nrequirements = \"requests\"\n");
    home.tree().file("fetter.toml", "[audit]\nsource = \"local\"\n");
    for (line, code) in [
        ("check --policy p.toml", 3),
        ("check --policy p.toml display --code 5", 5),
        ("check display --policy p.toml", 3),
        ("check --policy p.toml json -o out.json", 3),
        ("check --policy p.toml sarif", 3),
        ("check --policy p.toml write -o out.txt -d |", 3),
        ("check explain --policy p.toml zope*", 3),
        ("check --policy p.toml explain requests", 4),
        ("policy init", 0),
        ("policy init --exact --name x", 0),
        ("policy check p.toml", 0),
    ] {
        let ran = run(&home, &format!("-e one/.venv {line}"));
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
    }
    let written = std::fs::read_to_string(home.at("out.txt")).expect("written");
    assert_eq!(written.lines().next(), Some("Package|Decision|Rule|Where|Reason|Place"));
}

#[test]
fn derive_and_the_guard_as_users_know_them() {
    let home = home("derive-lines");
    home.tree().file("all.txt", "requests==2.31.0\nzope.interface==6.1\n");
    for line in [
        "derive -a lower",
        "derive -a both write -o derived.txt",
        "site-install -b all.txt warn",
        "site-install --bound all.txt exit",
        "site-status",
        "site-uninstall",
        "-q site-install -b all.txt",
        "--quiet site-uninstall",
    ] {
        let by_name = fetter(&home).env("PATH", home.at("one/.venv/bin")).args(["-e", "python3"]);
        let ran = by_name.args(line.split(' ')).run();
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.stderr);
        assert!(!line.contains('q') || ran.stderr.is_empty(), "{line}: {}", ran.stderr);
    }
    assert!(home.at("derived.txt").exists());
    assert!(!home.at("one/.venv").join(SITE).join("_fetter_guard").exists());
}

#[test]
fn files_as_users_know_them() {
    // The lists of these made packages name files that are not there.
    let home = home("files-lines");
    home.tree().file("set.env", "PYTHONWARNINGS=error\n");
    let own = "requests-2.31.0.dist-info";
    home.tree().file(
        &format!("one/.venv/lib/python3.11/site-packages/{own}/RECORD"),
        format!("{own}/METADATA,,\nrequests.py,,\n"),
    );
    for (line, code) in [
        ("unpack-count -p req*", 0),
        ("unpack-files --pattern REQ* --case display", 0),
        ("unpack --count display", 0),
        ("unpack display", 0),
        ("unpack -p * json", 0),
        ("unpack-count write -o counts.txt -d |", 0),
        ("unpack-files write --output files.txt --delimiter \\t", 0),
        ("verify", 3),
        ("verify -p req* display", 3),
        ("verify --severity high json", 0),
        ("verify exit --code 5", 5),
        ("verify sarif -o out.sarif", 3),
        ("verify --threads 2 write -o found.csv", 3),
        ("inspect", 0),
        ("inspect --all display", 0),
        ("inspect --env-file set.env json", 0),
        ("inspect sarif -o starts.sarif", 0),
        ("inspect display --env-file set.env --env-file missing.env", 4),
        ("inspect exit --code 5", 0),
        ("inspect --threads 2 write -o starts.csv -d ;", 0),
    ] {
        let ran = run(&home, &format!("-e one/.venv {line}"));
        assert_eq!(ran.code, Some(code), "{line}: {}{}", ran.stdout, ran.stderr);
    }
    let counts = std::fs::read_to_string(home.at("counts.txt")).expect("written");
    assert_eq!(counts.lines().next(), Some("Package|Site|Files|Dirs|Missing|Bytes"));
    let files = std::fs::read_to_string(home.at("files.txt")).expect("written");
    assert_eq!(files.lines().next(), Some("Package\tSite\tArtifacts\tExists\tSize"));
    assert!(
        ["out.sarif", "found.csv", "starts.sarif", "starts.csv"].iter().all(|file| home.at(file).exists())
    );
}

#[test]
fn removals_as_users_know_them() {
    let home = home("purge-lines");
    home.tree().file("all.txt", "requests==2.31.0\nzope.interface==6.1\n");
    for (line, code) in [
        ("purge-pattern -p req*", 0),
        ("purge-pattern --pattern REQ* --case display", 0),
        ("purge-pattern -p req* json", 0),
        ("purge-pattern json -o plan.json -p zope*", 0),
        ("purge-pattern -p zope* write -o plan.csv -d |", 0),
        ("purge-invalid -b all.txt", 0),
        ("purge-invalid --bound all.txt --subset display", 0),
        ("-b note purge-invalid -b all.txt json", 0),
        ("purge list", 0),
        ("purge list write -o list.csv", 0),
        ("purge recover json", 0),
        ("purge empty --yes --older-than 30", 0),
        ("purge undo x", 1),
        ("purge", 2),
    ] {
        let ran = run(&home, &format!("-e one/.venv {line}"));
        assert_eq!(ran.code, Some(code), "{line}: {}{}", ran.stdout, ran.stderr);
    }
    assert_eq!(run(&home, "purge apply plan.json json").code, Some(0), "what the plan says is true");
    let plan = std::fs::read_to_string(home.at("plan.csv")).expect("written");
    assert_eq!(plan.lines().next(), Some("Package|What|Where|Files|Bytes|Why|Needed by"));
}

#[test]
fn completions_name_the_commands() {
    let home = home("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&home, &format!("completions {shell}")).stdout;
        assert!(script.contains("search") && script.contains("only-path"), "{shell}");
    }
}

#[test]
fn audits_and_look_ups_as_users_know_them() {
    let home = audited("audit-lines");
    home.tree().file("requirements.txt", "requests==2.31.0\n");
    for (line, code) in [
        ("audit", 3),
        ("audit display", 3),
        ("audit -p req* --cvss=7 json", 3),
        ("audit --pattern req* display", 3),
        ("audit -p REQ* --case", 0),
        ("audit --cvss --retain-passing write -o out.txt -d ,", 3),
        ("audit write --output out.tsv --delimiter \\t", 3),
        ("audit --cache-refresh exit --code 5", 5),
        ("audit exit", 3),
        ("audit sarif -o out.sarif", 3),
        ("audit display --severity high --offline", 3),
        ("audit -p zope* --max-age 1", 0),
        ("lookup-name requests --limit 3", 3),
        ("lookup-name requests==2.32.0 display", 0),
        ("lookup-name requests --cvss=7 json", 3),
        ("lookup-bound requirements.txt display", 3),
        ("lookup-bound -b requirements.txt json", 3),
        ("lookup-bound --bound requirements.txt exit --code 5", 5),
        ("lookup-bound", 3),
        ("db status", 0),
        ("db status json", 0),
        ("db update --from all.zip", 0),
        ("db --database other update --from all.zip", 0),
        ("db status --database other --max-age 1 write -o status.txt", 0),
    ] {
        let ran = run(&home, &format!("--path . --only-path {line}"));
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
    }
    for (file, begins) in [
        ("out.txt", "Package,Code,"),
        ("out.tsv", "Package\tCode\t"),
        ("out.sarif", "{"),
        ("status.txt", "What,Value\n"),
    ] {
        assert!(std::fs::read_to_string(home.at(file)).expect("written").starts_with(begins), "{file}");
    }
    let by_name =
        fetter(&home).env("PATH", home.at("one/.venv/bin")).args(["-e", "python3", "audit", "-p", "torch"]);
    let ran = by_name.run();
    assert!(ran.code == Some(3) && ran.stdout.contains("torch-2.6.0+cu118"), "{}", ran.stderr);
    let elsewhere =
        fetter(&home).env("XDG_CACHE_HOME", home.at("empty")).args(["audit", "--offline", "-e", "one/.venv"]);
    assert_eq!(elsewhere.run().code, Some(4), "the database is where the user's caches are");
    assert!(run(&home, "--banner hello -e one/.venv audit").stdout.starts_with("hello\n"));
    assert!(run(&home, "-b hello -e one/.venv audit").stdout.starts_with("hello\n"));
}
