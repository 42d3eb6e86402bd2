//! Scripts of entry points that real installers made.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use fetter_core::integrity::verify::{Against, VerifyCode, VerifyProgress, VerifyRequest, verify};
use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, DistributionKind};
use fetter_testkit::{Scratch, gate};

use crate::support::{search_with, surroundings};

/// A wheel that has nothing but entry points.
fn wheel(name: &str, points: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let member = format!("{name}.dist-info/entry_points.txt");
    writer.start_file(member, zip::write::SimpleFileOptions::default()).expect("a member");
    writer.write_all(points).expect("written");
    writer.finish().expect("a wheel").into_inner()
}

/// The entry points of a distribution by the name of its dist-info, if it has scripts.
fn points(distribution: &Distribution) -> Option<(String, Vec<u8>)> {
    let directory = &distribution.metadata_path;
    let name = directory.file_name()?.to_str()?.strip_suffix(".dist-info")?;
    let points = std::fs::read(directory.join("entry_points.txt")).ok()?;
    let has_scripts = String::from_utf8_lossy(&points).contains("_scripts]");
    (distribution.kind == DistributionKind::DistInfo && has_scripts).then(|| (name.to_owned(), points))
}

#[test]
fn scripts_of_real_installers_are_known() {
    let Some(place) = gate::real_environments("scripts of entry points") else { return };
    let home = Scratch::new("launchers-real");
    let request = Request { paths: vec![place.clone()], only_paths: true, ..Request::default() };
    let inventory = search_with(&request, &surroundings(home.path()));
    let own = inventory.sites.iter().filter(|site| site.path.starts_with(&place));
    let by_release: BTreeMap<String, Vec<u8>> =
        own.flat_map(|site| &site.distributions).filter_map(points).collect();
    assert!(by_release.len() > 3, "{:?}", by_release.keys());
    for (name, points) in &by_release {
        home.tree().file(&format!("wheels/{name}-py3-none-any.whl"), wheel(name, points));
    }
    let mut against = Against::default();
    against.add_wheels(&Disk::here(), &home.at("wheels")).expect("wheels");
    let request = VerifyRequest { against: Some(&against), threads: Some(2), ..VerifyRequest::default() };
    let found = verify(&inventory, &Disk::here(), &request, &VerifyProgress::default());
    let unknown: Vec<&PathBuf> = found
        .findings
        .iter()
        .filter(|finding| finding.code == VerifyCode::ScriptUnrecognized && finding.path.starts_with(&place))
        .map(|finding| &finding.path)
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
