//! `fetter unpack`: the files of packages, listed or counted.

use fetter_core::integrity::unpack::{UnpackRequest, unpack};
use fetter_core::report::json::UnpackDocument;
use fetter_core::report::{UnpackCountReport, UnpackReport, escape, escape_path};

use super::session::{Session, say};
use crate::arguments::{Output, Selected};
use crate::exit::Exit;

pub(super) fn run(
    session: &Session,
    only_counts: bool,
    selected: &Selected,
    output: Option<&Output>,
) -> anyhow::Result<Exit> {
    let pattern = selected.pattern()?;
    let (inventory, disk) = session.inventory_with_files("unpack", false)?;
    let request =
        UnpackRequest { pattern: pattern.as_ref(), files: !only_counts, threads: session.threads() };
    let unpacked = unpack(&inventory, &disk, &request);
    let json = |out: &mut dyn std::io::Write| UnpackDocument::new(&unpacked, only_counts).write(out);
    if only_counts {
        session.give(output, || UnpackCountReport::new(&unpacked), json)?;
    } else {
        session.give(output, || UnpackReport::new(&unpacked), json)?;
    }
    let incomplete = unpacked.iter().filter_map(|found| Some((found, found.incomplete.as_ref()?)));
    for (found, reason) in incomplete.filter(|_| !session.is_quiet()) {
        let (label, site) = (found.distribution.label(), escape_path(found.site));
        say(&format!("fetter: not all files of {} in {site} are known: {}", escape(&label), escape(reason)));
    }
    session.tell_of_problems(&inventory);
    drop(unpacked);
    session.part_with(inventory);
    Ok(Exit::Done)
}
