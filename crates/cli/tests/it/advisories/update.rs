//! `db update` from this machine's disk.

use serde_json::json;
use zip::CompressionMethod;

use super::dump::{bytes, directory, files, zip, zipped};
use super::place::{bare, ends, index_file, json, machine, run};
use super::records::{self, MALWARE};

#[test]
fn a_zip_file_and_a_directory_give_the_same_index() {
    let home = machine("update-both");
    home.tree().file("all.zip", zipped(&records::all()));
    directory(&home, "records", &records::all());
    let mut digests = Vec::new();
    for from in ["all.zip", "records"] {
        let ran = run(&home, &format!("db update --from {from}"));
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
        let expected = format!(
            "fetter: advisories: 7 records (1 of malware) on 4 packages, of {}, the newest of 2024-06-01T00:00:00Z\n",
            home.at(from).display()
        );
        assert_eq!(ran.stderr, expected);
        let index = json(&home, "db status json", 0)["index"].clone();
        assert_eq!(
            ["records", "malware", "withdrawn", "packages", "unreadable"].map(|key| index[key].clone()),
            [json!(7), json!(1), json!(1), json!(4), json!(0)]
        );
        digests.push(index["digest"].clone());
        assert_eq!(ends(&home, "audit exit --offline", 3), "");
    }
    assert!(digests[0].is_string() && digests[0] == digests[1], "{digests:?}");
}

/// Order, compression, directories within the archive, and what is no record change nothing of what is known.
#[test]
fn the_layout_of_a_dump_does_not_change_its_digest() {
    let home = bare("update-layout");
    let usual = files(&records::all());
    let mut reversed = usual.clone();
    reversed.reverse();
    let nested: Vec<_> = usual.iter().map(|(name, json)| (format!("PyPI/{name}"), json.clone())).collect();
    let mut more = usual.clone();
    more.push(("README.md".to_owned(), b"no record".to_vec()));
    more.push(("modified_id.csv".to_owned(), b"1,2".to_vec()));
    let digests = [
        zip(&usual, CompressionMethod::Deflated),
        zip(&reversed, CompressionMethod::Stored),
        zip(&nested, CompressionMethod::Stored),
        zip(&more, CompressionMethod::Deflated),
    ]
    .map(|archive| {
        home.tree().file("all.zip", archive);
        ends(&home, "db update --from all.zip", 0);
        json(&home, "db status json", 0)["index"]["digest"].clone()
    });
    assert!(digests.iter().all(|digest| digest.is_string() && *digest == digests[0]), "{digests:?}");
    home.tree().file("all.zip", zipped(&records::all()[1..]));
    ends(&home, "db update --from all.zip", 0);
    assert_ne!(json(&home, "db status json", 0)["index"]["digest"], digests[0]);
}

#[test]
fn a_damaged_record_is_named_and_nothing_is_clean_while_it_is() {
    let home = bare("update-damaged-record");
    let mut all = files(&records::all());
    all.push(("PYSEC-BROKEN.json".to_owned(), b"{\"id\": \"PYSEC-BROKEN\", \"affected\": 7}".to_vec()));
    all.push(("x\x1b[31m.json".to_owned(), b"{".to_vec()));
    home.tree().file("all.zip", zip(&all, CompressionMethod::Deflated));
    let ran = run(&home, "db update --from all.zip");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("could not read the record PYSEC-BROKEN.json: it is no record of the OSV schema")
    );
    assert!(!ran.stderr.contains('\x1b'), "{:?}", ran.stderr);
    let status = json(&home, "db status json", 4);
    assert_eq!(
        (status["index"]["records"].clone(), status["index"]["unreadable"].clone()),
        (json!(7), json!(2))
    );
    let ran = run(&home, "audit --offline");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("PYSEC-BROKEN.json") && ran.stderr.contains("[record-unreadable]"),
        "{}",
        ran.stderr
    );
}

/// What is called like a record and cannot be read may be one.
#[test]
fn what_cannot_be_read_of_a_directory_is_named() {
    let home = bare("update-directory");
    directory(&home, "records", &records::all());
    home.tree().directory("records/PYSEC-DIRECTORY.json");
    home.tree().link("records/PYSEC-DANGLING.json", "nowhere");
    home.tree().file("records/below/PYSEC-BELOW.json", "{");
    let ran = run(&home, "db update --from records");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    for (name, is_named) in [("PYSEC-DIRECTORY", true), ("PYSEC-DANGLING", true), ("PYSEC-BELOW", false)] {
        assert_eq!(
            ran.stderr.contains(&format!("could not read the record {name}.json")),
            is_named,
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn fewer_records_than_before_are_said() {
    let home = bare("update-fewer");
    home.tree().file("all.zip", zipped(&records::all()));
    ends(&home, "db update --from all.zip", 0);
    home.tree().file("all.zip", zipped(&records::all()[..4]));
    let ran = run(&home, "db update --from all.zip");
    assert!(ran.code == Some(0) && ran.stderr.contains("3 records fewer than before"), "{}", ran.stderr);
    let quiet = run(&home, "-q db update --from all.zip");
    assert_eq!((quiet.code, quiet.stderr.as_str()), (Some(0), ""));
}

/// Nothing but the index and the lists is left in the directory.
#[test]
fn lists_are_kept_beside_the_index() {
    let home = bare("update-lists");
    home.tree().file("all.zip", zipped(&records::all()));
    home.tree()
        .file("kev.json", r#"{"vulnerabilities": [{"cveID": "CVE-2024-9002", "dateAdded": "2024-07-01"}]}"#);
    home.tree().file(
        "epss.csv",
        "#model_version:v1,score_date:2026-01-01\ncve,epss,percentile\nCVE-2024-9001,0.9,0.99\n",
    );
    home.tree().file("popular.txt", "requests\ntorch\n");
    let ran = run(&home, "db update --from all.zip --kev kev.json --epss epss.csv --popular popular.txt");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for said in ["kev: 1 entries", "epss: 1 entries", "of 2026-01-01", "popular: 2 entries"] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let before = bytes(&index_file(&home));
    let ran = run(&home, "db update --skip-advisories --kev kev.json");
    assert!(ran.code == Some(0) && !ran.stderr.contains("advisories"), "{}", ran.stderr);
    assert_eq!(bytes(&index_file(&home)), before);
    let mut names: Vec<_> = std::fs::read_dir(home.at("db"))
        .expect("it is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["advisories-1.index", "epss-1.list", "kev-1.list", "popular-1.list"]);
}

/// Of two records of one name the later one counts: here malware that was mistaken.
#[test]
fn an_update_takes_withdrawals_over() {
    let home = machine("update-withdrawn");
    home.tree().file("all.zip", zipped(&records::all()));
    ends(&home, "db update --from all.zip", 0);
    assert!(ends(&home, "audit -p colour* --offline", 3).contains(MALWARE));
    let mut all = records::all();
    for record in all.iter_mut().filter(|record| record["id"] == MALWARE) {
        record["withdrawn"] = "2024-07-01T00:00:00Z".into();
    }
    home.tree().file("all.zip", zipped(&all));
    ends(&home, "db update --from all.zip", 0);
    assert!(!ends(&home, "audit -p colour* --offline", 0).contains(MALWARE));
}

/// Whoever audits while others update sees one index or the other, and never a part of one.
#[test]
fn updates_and_audits_at_the_same_time_do_not_disturb_each_other() {
    let home = machine("update-together");
    home.tree().file("all.zip", zipped(&records::all()));
    ends(&home, "db update --from all.zip", 0);
    std::thread::scope(|scope| {
        for (line, code) in [("db update --from all.zip", 0), ("audit --offline exit", 3), ("db status", 0)] {
            for _ in 0..3 {
                let home = &home;
                scope.spawn(move || (0..3).for_each(|_| drop(ends(home, line, code))));
            }
        }
    });
}
