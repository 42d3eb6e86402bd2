//! What is generated from the code: the reference of the command line, man pages, completions, JSON schemas.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use fetter_core::audit::{AuditCode, AuditUncheckedCode};
use fetter_core::check::{CheckUncheckedCode, HitCode};
use fetter_core::integrity::verify::{VerifyCode, VerifyUncheckedCode};
use fetter_core::inventory::ProblemCode;
use fetter_core::manifest::ManifestProblemCode;
use fetter_core::policy::{FindingCode, UncheckedCode};
use fetter_core::removal::{LeftCode, RefusalCode};
use fetter_core::report::Column;
use fetter_core::report::json::{
    AuditDocument, CheckDocument, CountDocument, DatabaseDocument, GuardsDocument, InspectDocument,
    InventoryDocument, PlanDocument, PurgeResultDocument, QuarantineDocument, UnpackDocument,
    ValidationDocument, VerifyDocument,
};

use crate::arguments::Arguments;
use crate::exit::Exit;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Where it belongs, relative to the repository.
    pub path: PathBuf,
    /// What it holds.
    pub contents: Vec<u8>,
}

/// Everything that derives from the code.
pub fn generate() -> anyhow::Result<Vec<Generated>> {
    let mut files = vec![
        generated("docs/cli.md", command_line().into_bytes()),
        generated("docs/problems.md", problems().into_bytes()),
        generated("docs/schema/inventory-1.json", schema(&schemars::schema_for!(InventoryDocument))?),
        generated("docs/findings.md", findings().into_bytes()),
        generated("docs/schema/count-1.json", schema(&schemars::schema_for!(CountDocument))?),
        generated("docs/schema/validation-1.json", schema(&schemars::schema_for!(ValidationDocument))?),
        generated("docs/schema/audit-1.json", schema(&schemars::schema_for!(AuditDocument))?),
        generated("docs/schema/check-1.json", schema(&schemars::schema_for!(CheckDocument))?),
        generated("docs/schema/database-1.json", schema(&schemars::schema_for!(DatabaseDocument))?),
        generated("docs/schema/unpack-1.json", schema(&schemars::schema_for!(UnpackDocument))?),
        generated("docs/schema/verify-1.json", schema(&schemars::schema_for!(VerifyDocument))?),
        generated("docs/schema/plan-1.json", schema(&schemars::schema_for!(PlanDocument))?),
        generated("docs/schema/purge-result-1.json", schema(&schemars::schema_for!(PurgeResultDocument))?),
        generated("docs/schema/quarantine-1.json", schema(&schemars::schema_for!(QuarantineDocument))?),
        generated("docs/schema/inspect-1.json", schema(&schemars::schema_for!(InspectDocument))?),
        generated("docs/schema/event-1.json", schema(&schemars::schema_for!(fetter_protocol::EventRecord))?),
        generated("docs/schema/report-1.json", schema(&schemars::schema_for!(fetter_protocol::Report))?),
        generated("docs/schema/answer-1.json", schema(&schemars::schema_for!(fetter_protocol::Answer))?),
        generated(
            "docs/schema/enrollment-1.json",
            schema(&schemars::schema_for!(fetter_protocol::Enrollment))?,
        ),
        generated("docs/schema/enrolled-1.json", schema(&schemars::schema_for!(fetter_protocol::Enrolled))?),
        generated("docs/schema/check-in-1.json", schema(&schemars::schema_for!(fetter_protocol::CheckIn))?),
        generated(
            "docs/schema/instructions-1.json",
            schema(&schemars::schema_for!(fetter_protocol::Instructions))?,
        ),
        generated("docs/schema/bundle-1.json", schema(&schemars::schema_for!(fetter_protocol::Bundle))?),
        generated("docs/schema/problem.json", schema(&schemars::schema_for!(fetter_protocol::Problem))?),
        generated(
            "docs/schema/fleet-1.json",
            schema(&schemars::schema_for!(fetter_server::exports::FleetDocument))?,
        ),
        generated("docs/schema/site-1.json", schema(&schemars::schema_for!(fetter_protocol::SiteContents))?),
        generated(
            "docs/schema/agent-status-1.json",
            schema(&schemars::schema_for!(fetter_agent::ask::Status))?,
        ),
        generated(
            "docs/schema/request-1.json",
            schema(&schemars::schema_for!(fetter_protocol::PackageRequest))?,
        ),
        generated(
            "docs/schema/request-answer-1.json",
            schema(&schemars::schema_for!(fetter_protocol::RequestAnswer))?,
        ),
        generated(
            "docs/schema/agent-requests-1.json",
            schema(&schemars::schema_for!(fetter_agent::ask::Requested))?,
        ),
        generated("docs/schema/agent-why-1.json", schema(&schemars::schema_for!(fetter_agent::ask::Why))?),
        generated(
            "docs/schema/doctor-1.json",
            schema(&schemars::schema_for!(fetter_server::doctor::DoctorDocument))?,
        ),
        generated("docs/schema/guards-1.json", schema(&schemars::schema_for!(GuardsDocument))?),
    ];
    for (shell, name) in [
        (Shell::Bash, "fetter.bash"),
        (Shell::Zsh, "_fetter"),
        (Shell::Fish, "fetter.fish"),
        (Shell::PowerShell, "_fetter.ps1"),
        (Shell::Elvish, "fetter.elv"),
    ] {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "fetter", &mut script);
        files.push(generated(&format!("docs/completions/{name}"), script));
    }
    let mut command = Arguments::command();
    command.build();
    man_pages(&command, "fetter", &mut files)?;
    Ok(files)
}

fn generated(path: &str, contents: Vec<u8>) -> Generated {
    Generated { path: path.into(), contents }
}

fn schema(schema: &schemars::Schema) -> anyhow::Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(schema)?;
    text.push(b'\n');
    Ok(text)
}

fn man_pages(command: &clap::Command, name: &str, files: &mut Vec<Generated>) -> anyhow::Result<()> {
    let mut page = Vec::new();
    // No date and no version: the same code gives the same bytes.
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).source("fetter").render(&mut page)?;
    files.push(generated(&format!("docs/man/{name}.1"), page));
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        man_pages(below, &format!("{name}-{}", below.get_name()), files)?;
    }
    Ok(())
}

/// The reference of the command line, as Markdown.
fn command_line() -> String {
    let mut text = String::from(
        "# Command line\n\nGenerated from the code by `cargo xtask generate`; do not edit.\n\n## Exit codes\n\n| code | meaning |\n|---|---|\n",
    );
    text.extend(Exit::MEANINGS.map(|(exit, meaning)| format!("| {} | {meaning} |\n", exit.code())));
    text.push_str("\n## Columns\n\n| column | shows |\n|---|---|\n");
    text.extend(Column::ALL.iter().map(|column| format!("| `{}` | {} |\n", column.name(), column.meaning())));
    let mut command = Arguments::command().term_width(100);
    command.build();
    describe(&command, "fetter", &mut text);
    text
}

fn describe(command: &clap::Command, name: &str, text: &mut String) {
    let help = command.clone().term_width(100).render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    text.extend(["\n## `", name, "`\n\n```text\n", help.join("\n").trim_end(), "\n```\n"]);
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        describe(below, &format!("{name} {}", below.get_name()), text);
    }
}

/// The codes of problems, as Markdown.
fn problems() -> String {
    let mut text = String::from(
        "# Problems\n\nGenerated from the code by `cargo xtask generate`; do not edit.\n\nA problem is something that could not be read or checked. It is never silence, and never \"clean\".\n\n## Of what is on the disk\n\n| code | meaning |\n|---|---|\n",
    );
    text.extend(ProblemCode::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())));
    text.push_str(
        "\n## Of a bound\n\nWith any of these, a command that judges ends with 4 unless there are findings.\n\n| code | meaning |\n|---|---|\n",
    );
    text.extend(ManifestProblemCode::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())));
    text.push_str("\n## Of judging\n\nLikewise.\n\n| code | meaning |\n|---|---|\n");
    text.extend(UncheckedCode::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())));
    text.push_str("\n## Of auditing\n\nLikewise.\n\n| code | meaning |\n|---|---|\n");
    text.extend(AuditUncheckedCode::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())));
    text.push_str("\n## Of verifying\n\nLikewise.\n\n| code | meaning |\n|---|---|\n");
    text.extend(VerifyUncheckedCode::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())));
    text.push_str("\n## Of checking against a policy\n\nLikewise ([policy.md](policy.md)).\n\n| code | meaning |\n|---|---|\n");
    text.extend(CheckUncheckedCode::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())));
    text + &removing()
}

/// The codes of what is not removed, as Markdown.
fn removing() -> String {
    let mut text = String::from(
        "\n## Of removing\n\nWhat `purge` leaves alone of a package that it removes ([purge.md](purge.md)):\n\n| code | meaning |\n|---|---|\n",
    );
    text.extend(LeftCode::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())));
    text.push_str(
        "\nWhy it does not remove a package; carrying such a plan out ends with 1:\n\n| code | meaning | what to do |\n|---|---|---|\n",
    );
    let refusal = |code: &RefusalCode| format!("| `{code}` | {} | {} |\n", code.meaning(), code.advice());
    text.extend(RefusalCode::ALL.iter().map(refusal));
    text
}

/// The codes of findings, as Markdown.
fn findings() -> String {
    let mut text = String::from(
        "# Findings\n\nGenerated from the code by `cargo xtask generate`; do not edit.\n\n## Of validating\n\n| verdict | code | meaning | what to do |\n|---|---|---|---|\n",
    );
    let line = |code: &FindingCode| {
        format!("| {} | `{code}` | {} | {} |\n", code.verdict().as_str(), code.meaning(), code.advice())
    };
    text.extend(FindingCode::ALL.iter().map(line));
    text.push_str("\n## Of auditing\n\n`--disable CODE` switches a kind off where that is possible.\n\n| code | meaning | what to do | may be switched off |\n|---|---|---|---|\n");
    let line = |code: &AuditCode| {
        let optional = if code.is_optional() { "yes" } else { "no" };
        format!("| `{code}` | {} | {} | {optional} |\n", code.meaning(), code.advice())
    };
    text.extend(AuditCode::ALL.iter().map(line));
    text.push_str("\n## Of verifying\n\n[verify.md](verify.md) says how severe each is, and when.\n\n| code | meaning | what to do |\n|---|---|---|\n");
    let line = |code: &VerifyCode| format!("| `{code}` | {} | {} |\n", code.meaning(), code.advice());
    text.extend(VerifyCode::ALL.iter().map(line));
    text.push_str("\n## Of checking against a policy\n\n[policy.md](policy.md) says which rule is against what.\n\n| code | meaning | what to do |\n|---|---|---|\n");
    let line = |code: &HitCode| format!("| `{code}` | {} | {} |\n", code.meaning(), code.advice());
    text.extend(HitCode::ALL.iter().map(line));
    text
}
