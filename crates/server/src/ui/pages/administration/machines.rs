//! What is done with a machine.

use crate::api::Refused;
use crate::api::v1::allowed::Administrator;
use crate::api::v1::asked::{MachineId, Nothing};
use crate::api::v1::shapes::{Machine, MachinePatch, MachineStatus};
use crate::api::v1::{Asked, Need, machines, wrong};
use crate::state::Shared;
use crate::store::Member;
use crate::ui::link::Href;
use crate::ui::pages::groups::Groups;
use crate::ui::post::OF;
use crate::ui::route::{Deed, Outcome};
use crate::ui::view::{Field, Form, Part};
use crate::ui::visit::Visit;

/// What an administrator can do with it.
pub(in crate::ui) fn forms<N: Need<Grant = Member>>(
    visit: &Visit<N>,
    machine: &Machine,
    groups: &Groups,
) -> Vec<Part> {
    if !visit.may::<Administrator>() {
        return Vec::new();
    }
    let form =
        |button, fields| Form::changing(Href::of("/machines").part(&machine.id), &visit.csrf, button, fields);
    let mut parts = vec![Part::Heading("change", "Change it")];
    let group = vec![groups.field(&machine.group.id.to_string(), "by the rules")];
    parts.push(Part::Folded("Move it into another group", form("Move it", group).hidden("change", "group")));
    if visit.scope.is_whole() {
        let fields = vec![
            Field::line("owner", "Owner").value(machine.owner.as_str()),
            Field::line("tags", "Tags").value(machine.tags.join(" ")).hint("With spaces between."),
        ];
        parts.push(Part::Folded(
            "Say whose it is, and what it is called by",
            form("Change it", fields).hidden("change", "words"),
        ));
    }
    let choices: &[&str] = match machine.status {
        MachineStatus::Active => &["revoked", "decommissioned"],
        MachineStatus::Cloned => &["active", "revoked", "decommissioned"],
        MachineStatus::Revoked => &["decommissioned"],
        MachineStatus::Decommissioned => &["active"],
    };
    let name = if machine.hostname.is_empty() { &machine.id } else { &machine.hostname };
    let status = Field::words("status", "It becomes", "as it is", choices)
        .hint("A revoked machine is not believed any more, and is enrolled again with a new key. A decommissioned one is gone; what was on it is history.");
    parts.push(Part::Folded(
        "Revoke or decommission it",
        form("Do it", vec![status]).hidden("change", "status").hidden(OF, name).grave(),
    ));
    parts
}

pub(in crate::ui) async fn change(
    shared: Shared,
    visit: Visit<Administrator>,
    deed: Deed<MachineId>,
) -> Result<Outcome, Refused> {
    let none = MachinePatch { group: None, status: None, owner: None, tags: None, by_rules: None };
    let body = match deed.fields.get("change") {
        "group" => match deed.fields.number("group")? {
            None => MachinePatch { by_rules: Some(true), ..none },
            group => MachinePatch { group, ..none },
        },
        "words" => {
            let tags = deed.fields.get("tags").split_whitespace().map(str::to_owned).collect();
            MachinePatch { owner: Some(deed.fields.word("owner")), tags: Some(tags), ..none }
        }
        "status" => {
            let status = match deed.fields.get("status") {
                "active" => MachineStatus::Active,
                "revoked" => MachineStatus::Revoked,
                "decommissioned" => MachineStatus::Decommissioned,
                _ => return Err(wrong("say what it becomes").of("status")),
            };
            MachinePatch { status: Some(status), ..none }
        }
        _ => return Err(wrong("say what is to be changed")),
    };
    let href = Href::of("/machines").part(&deed.path.0);
    machines::change(shared, visit.allowed()?, Asked { path: deed.path, query: Nothing {}, body }).await?;
    Ok(Outcome::Done(href, "changed"))
}
