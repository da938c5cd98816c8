//! `matter build`: check a catalogue and write its tables. Errors stop it before anything is written.

use std::path::{Path, PathBuf};

use matter_core::diagnostic::Diagnostic;
use matter_emit::release::{Carrier as Form, Cause, Manifest, Output as Target, ReleaseError, Staging};
use matter_project::TargetKind;
use matter_runtime::tables::Day;

use crate::Outcome;
use crate::arguments::{Build, Carrier, Language};
use crate::output::Output;
use crate::progress;
use crate::tables;
use crate::trouble;
use crate::workspace::{Workspace, has_errors, holes, serious};

/// Where the release goes and what it holds.
struct Plan {
    folder: PathBuf,
    outputs: Vec<Target>,
}

/// Builds the release.
pub(super) fn run(build: &Build, output: &mut Output) -> Result<Outcome, Outcome> {
    let workspace = Workspace::open(&build.source, output)?;
    let Some(as_of) = workspace.as_of() else {
        output.finding(workspace.text(
            "matters.toml 没有写 as_of；补上，或用 --as-of 2026-11-01 指定发布日期",
            "matters.toml has no as_of; add it, or name the day of the release with --as-of 2026-11-01",
        ));
        return Err(Outcome::Usage);
    };
    let (findings, _) = workspace.check(output);
    let findings = serious(findings);
    workspace.print(&findings, output);
    if has_errors(&findings) {
        return Ok(Outcome::Findings);
    }
    if let Some(hole) = holes(&workspace).filter(|_| !build.allow_holes) {
        output.finding(&hole);
        return Ok(Outcome::Findings);
    }
    let spinner = progress::spinner(output.quiet(), workspace.text("生成数据表", "writing tables"));
    let plan = plan(build, &workspace);
    let made = write(&workspace, as_of, &plan);
    spinner.finish_and_clear();
    match made {
        Ok(made) => {
            output.result(&summary(&workspace, &plan.folder, &made));
            Ok(Outcome::Fine)
        }
        Err(Unmade::TooLarge(found)) => {
            workspace.print(&workspace.words_of(&found), output);
            Err(Outcome::Findings)
        }
        Err(Unmade::NotWritten(error)) => match &error.cause {
            Cause::Io(cause) => Err(trouble::unwritable(output, &error.path, cause)),
            Cause::Sqlite(_) | Cause::Image(_) => {
                output.finding(&error.to_string());
                Err(Outcome::InputOutput)
            }
        },
    }
}

/// A release, and how much is in it.
struct Made {
    manifest: Manifest,
    editions: usize,
    rules: usize,
}

/// Why there is none.
enum Unmade {
    TooLarge(Vec<Diagnostic>),
    NotWritten(ReleaseError),
}

/// Makes rows group by group and puts them on disk, from where each carrier takes them: memory does not grow with the catalogue.
fn write(workspace: &Workspace, as_of: Day, plan: &Plan) -> Result<Made, Unmade> {
    let staging = Staging::begin(&plan.folder).map_err(Unmade::NotWritten)?;
    let mut rows = staging.rows().map_err(Unmade::NotWritten)?;
    let (mut editions, mut rules, mut written) = (0, 0, Ok(()));
    let shared = tables::assemble(workspace, as_of, &mut |part| {
        (editions, rules) = (editions + part.edition.len(), rules + part.rule.len());
        if written.is_ok() {
            written = rows.push(&part);
        }
    });
    let shared = shared.map_err(Unmade::TooLarge)?;
    let store =
        written.and_then(|()| rows.finish(shared)).map_err(|error| Unmade::NotWritten(staging.failed(error)))?;
    let manifest = staging.publish(&store, &plan.outputs).map_err(Unmade::NotWritten)?;
    Ok(Made { manifest, editions, rules })
}

/// The targets of the command line, else of the manifest, else SQLite and the image.
fn plan(build: &Build, workspace: &Workspace) -> Plan {
    let name = &workspace.manifest.name;
    let declared = &workspace.manifest.targets;
    let folder = build
        .out
        .clone()
        .unwrap_or_else(|| build.source.folder.join(folder_of(declared.iter().map(|target| &*target.path))));
    let mut forms: Vec<Form> = build.target.iter().map(|carrier| form(*carrier)).collect();
    let mut outputs: Vec<Target> = Vec::new();
    if forms.is_empty() {
        for target in declared {
            let path = Path::new(&*target.path)
                .file_name()
                .map_or_else(|| target.path.to_string(), |file| file.to_string_lossy().into_owned());
            outputs.push(Target { carrier: declared_form(target.kind), path });
        }
    }
    if forms.is_empty() && outputs.is_empty() {
        forms = vec![Form::Sqlite, Form::Image];
    }
    if build.split {
        forms.push(Form::SplitJson);
    }
    outputs.extend(forms.into_iter().map(|carrier| Target { carrier, path: format!("{name}{}", carrier.ending()) }));
    Plan { folder, outputs }
}

/// The folder of the declared targets: that of the first; all files of a release lie together.
fn folder_of<'a>(mut paths: impl Iterator<Item = &'a str>) -> PathBuf {
    let parent = paths.next().and_then(|path| Path::new(path).parent().map(Path::to_path_buf));
    parent.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| PathBuf::from("out"))
}

const fn form(carrier: Carrier) -> Form {
    match carrier {
        Carrier::Sqlite => Form::Sqlite,
        Carrier::Json => Form::Json,
        Carrier::Image => Form::Image,
        Carrier::Postgresql => Form::PostgreSql,
        Carrier::Mariadb => Form::MariaDb,
    }
}

const fn declared_form(kind: TargetKind) -> Form {
    match kind {
        TargetKind::Sqlite => Form::Sqlite,
        TargetKind::Json => Form::Json,
        TargetKind::Image => Form::Image,
        TargetKind::Postgresql => Form::PostgreSql,
        TargetKind::Mariadb => Form::MariaDb,
    }
}

fn summary(workspace: &Workspace, folder: &Path, made: &Made) -> String {
    let Made { manifest, editions, rules } = made;
    let (own, all) = (workspace.analysis.matters().count(), workspace.analysis.matters_in_force().count());
    let others = all - own;
    let others = match workspace.language {
        _ if others == 0 => String::new(),
        Language::Zh => format!("（其中 {others} 个是所依据的目录的）"),
        Language::En => format!(" ({others} of them of the catalogues it stands on)"),
    };
    let mut text = match workspace.language {
        Language::Zh => format!(
            "{} {}：{all} 个事项{others}，{editions} 个有效定义，{rules} 条规则",
            workspace.manifest.title, manifest.version
        ),
        Language::En => format!(
            "{} {}: {all} matters{others}, {editions} effective definitions, {rules} rules",
            manifest.catalogue, manifest.version
        ),
    };
    for file in &manifest.files {
        let path = folder.join(&file.path);
        text.push_str(&format!(
            "\n  {}  {} B  sha256 {}",
            path.display(),
            file.bytes,
            file.sha256.get(..12).unwrap_or_default()
        ));
    }
    text
}
