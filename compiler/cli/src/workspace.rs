//! A catalogue, loaded and analysed: what most commands begin with.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use matter_checks::Checks;
use matter_checks::against::Earlier;
use matter_checks::lints::{self, Lints};
use matter_checks::manifest;
use matter_checks::render::{self, Finding, Located, Sources};
use matter_checks::texts;
use matter_checks::waivers::Waiving;
use matter_checks::workspace as whole;
use matter_core::calendar::CalendarRows;
use matter_core::diagnostic::{Diagnostic, LintLevel, Place, Severity};
use matter_core::hir::SectionState;
use matter_core::regions::RegionTree;
use matter_core::{Analysis, Host, Settings};
use matter_project::{Manifest, Project};
use matter_runtime::calendar::Calendar;
use matter_runtime::tables::Day;
use matter_syntax::tree::Face;
use rayon::prelude::*;

use crate::Outcome;
use crate::arguments::{Language, Source};
use crate::cache::Kept;
use crate::output::Output;
use crate::progress;
use crate::trouble::USAGE;

/// A loaded catalogue with its analysis.
pub(crate) struct Workspace {
    pub(crate) project: Project,
    pub(crate) manifest: Manifest,
    pub(crate) analysis: Analysis,
    pub(crate) calendar: CalendarRows,
    pub(crate) language: Language,
    lints: Lints,
    kept: Option<Kept>,
}

impl Workspace {
    /// Loads the catalogue that the arguments name. Problems that leave nothing to work on are printed and returned as an outcome.
    pub(crate) fn open(source: &Source, output: &mut Output) -> Result<Self, Outcome> {
        let regions = thread::spawn(regions);
        let project = matter_project::load(&source.folder);
        let Some(own) = project.catalogues.first() else {
            let files = Files { project: &project, analysis: None };
            let language = output.language("zh");
            let findings = present(&project.diagnostics, &Lints::default(), language, &files);
            print(&findings, &files, output);
            return Err(Outcome::InputOutput);
        };
        let manifest = own.manifest.clone();
        let language = output.language(&manifest.language);
        let as_of = match &source.as_of {
            None => manifest.as_of,
            Some(text) => match text.parse::<Day>() {
                Ok(day) => Some(day),
                Err(_) => return Err(usage(output, language, "--as-of", text)),
            },
        };
        if let Some(name) = source.deny.iter().find(|name| !lints::is_known(name)) {
            return Err(unknown_code(output, language, name));
        }
        let mut lints = Lints::from(&manifest.lints);
        for name in &source.deny {
            lints.set(name, LintLevel::Deny);
        }
        let library = matter_project::library();
        let (Some(calendar), _) = CalendarRows::read("cn", library.calendar, library.statutory_days) else {
            return Err(Outcome::InputOutput);
        };
        let Ok(national) = Calendar::from_rows(&calendar.calendar, &calendar.days) else {
            return Err(Outcome::InputOutput);
        };
        let mut host = Host::new();
        host.set_examiner(Checks::examiner(&national));
        host.set_settings(settings(&manifest, project.dependency_regions(), as_of));
        let kept = thread::scope(|scope| {
            let kept = scope.spawn(|| Kept::open(&project, source));
            set_files(&mut host, &project);
            kept.join().ok().flatten()
        });
        let (kept, cache) = kept.unzip();
        if let Some(cache) = cache {
            host.set_cache(cache);
        }
        host.set_regions(regions.join().unwrap_or_default());
        let analysis = host.analysis();
        Ok(Self { project, manifest, analysis, calendar, language, lints, kept })
    }

    /// Checks everything; findings in words, in the order of their places.
    pub(crate) fn check(&self, output: &Output) -> (Vec<Finding>, Waiving) {
        let bar = progress::spinner(output.quiet(), self.text("检查事项", "checking matters"));
        let checked = whole::check(&self.analysis);
        if let Some(kept) = &self.kept {
            kept.close(&self.analysis);
        }
        bar.finish_and_clear();
        (self.worded(&checked), checked)
    }

    /// The same, and what the catalogue asks beyond an earlier release; to be asked after [`Workspace::check`], which remembers.
    pub(crate) fn check_against(&self, earlier: &Earlier) -> (Vec<Finding>, Waiving) {
        let checked = whole::check_against(&self.analysis, Some(earlier));
        (self.worded(&checked), checked)
    }

    fn worded(&self, checked: &Waiving) -> Vec<Finding> {
        let files = self.files();
        let at = manifest::Places {
            region: self.manifest.region_at,
            lints: self.manifest.lints_at.clone(),
            dependencies: self.project.dependencies_at(),
        };
        let of_manifest = manifest::problems(&self.analysis, &self.lints, &at);
        let mut findings = present(&self.project.diagnostics, &self.lints, self.language, &files);
        findings.extend(present(&of_manifest, &self.lints, self.language, &files));
        findings.extend(present(&checked.standing, &self.lints, self.language, &files));
        render::sort(&mut findings);
        findings
    }

    /// Findings in words, whatever the lints say: for what stops a command.
    pub(crate) fn words_of(&self, found: &[Diagnostic]) -> Vec<Finding> {
        present(found, &Lints::default(), self.language, &self.files())
    }

    /// Access to the sources, for rendering.
    pub(crate) const fn files(&self) -> Files<'_> {
        Files { project: &self.project, analysis: Some(&self.analysis) }
    }

    /// The day that stands for today, if the manifest or the command line says it.
    pub(crate) fn as_of(&self) -> Option<Day> {
        self.analysis.settings().as_of
    }

    /// One of two texts.
    pub(crate) const fn text(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// Ends the work with the program: taking a large analysis to pieces takes longer than anything that could still follow.
    pub(crate) fn leave(self) {
        std::mem::forget(self);
    }

    /// Prints findings for people, with their source.
    pub(crate) fn print(&self, findings: &[Finding], output: &mut Output) {
        print(findings, &self.files(), output);
    }
}

/// The sections that say 待定, one line each: `build` refuses them unless allowed.
pub(crate) fn holes(workspace: &Workspace) -> Option<String> {
    let analysis = &workspace.analysis;
    let heads = analysis.matters_in_force().filter_map(|matter| analysis.matter_head(matter));
    let holes = heads.flat_map(|head| {
        let open = head.sections.iter().filter(|(_, state)| *state == SectionState::ToBeSettled);
        open.map(|(word, _)| format!("{}  {}", head.name, word.text(Face::Zh))).collect::<Vec<_>>()
    });
    let holes: Vec<String> = holes.collect();
    let say = workspace.text(
        "这些要素还写着“待定”；补齐，或加 --allow-holes",
        "these sections are still open (待定); settle them, or pass --allow-holes",
    );
    (!holes.is_empty()).then(|| format!("{say}\n  {}", holes.join("\n  ")))
}

/// Errors and warnings: what a command says that was not asked for findings.
pub(crate) fn serious(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.severity <= Severity::Warning).collect()
}

/// Whether a finding stops `build` and makes `check` fail.
pub(crate) fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Says that an option's value makes no sense.
pub(crate) fn usage(output: &mut Output, language: Language, option: &str, value: &str) -> Outcome {
    output.finding(&match language {
        Language::Zh => format!("Q005: {option} 的值「{value}」不对；日期写作 2026-11-01"),
        Language::En => format!("Q005: {option} cannot be `{value}`; dates look like 2026-11-01"),
    });
    Outcome::Usage
}

/// Says that `--deny` names nothing.
fn unknown_code(output: &mut Output, language: Language, name: &str) -> Outcome {
    output.finding(&match language {
        Language::Zh => {
            format!("{USAGE}: --deny 的值「{name}」不对；写代码（M042）、类别（time）或 all，matter explain 列出全部")
        }
        Language::En => format!(
            "{USAGE}: --deny cannot be `{name}`; name a code (M042), a family (time) or `all`: `matter explain` lists them"
        ),
    });
    Outcome::Usage
}

fn print(findings: &[Finding], files: &Files<'_>, output: &mut Output) {
    let options = render::Human { color: output.color(), ..render::Human::default() };
    output.finding(&render::human(findings, files, options));
}

/// Puts findings into words, without those that the lints allow. Many are put on all cores.
fn present(found: &[Diagnostic], lints: &Lints, language: Language, files: &Files<'_>) -> Vec<Finding> {
    let put = |(project, analysis): &mut (&Project, Option<Analysis>), finding: &Diagnostic| {
        let files = Files { project, analysis: analysis.as_ref() };
        Some(render::present(finding, lints::level(finding.code, lints)?, words(language), &files))
    };
    let put: Vec<Option<Finding>> =
        found.par_iter().with_min_len(64).map_with((files.project, files.analysis.cloned()), put).collect();
    put.into_iter().flatten().collect()
}

/// The language of messages as the table of texts calls it.
pub(crate) const fn words(language: Language) -> texts::Language {
    match language {
        Language::Zh => texts::Language::Zh,
        Language::En => texts::Language::En,
    }
}

fn settings(manifest: &Manifest, dependencies: Vec<Option<Arc<str>>>, as_of: Option<Day>) -> Settings {
    let language = if &*manifest.language == "en" { Face::En } else { Face::Zh };
    Settings { region: manifest.region.clone(), dependencies, as_of, language }
}

/// The library's administrative divisions.
fn regions() -> Arc<RegionTree> {
    let library = matter_project::library();
    Arc::new(RegionTree::read(library.regions, library.levels).0)
}

/// Hands all texts to the analysis: the library farthest, the catalogue nearest.
fn set_files(host: &mut Host, project: &Project) {
    let last = u16::try_from(project.catalogues.len()).unwrap_or(u16::MAX);
    let library = matter_project::library().sources.iter();
    let standard = library.map(|(name, text)| (library_path(name), Arc::from(*text), last));
    let own = (0..).zip(&project.catalogues).flat_map(|(rank, catalogue)| {
        catalogue.sources.iter().map(move |source| (source.path.clone(), source.text.clone(), rank))
    });
    host.set_files(own.chain(standard));
}

fn library_path(name: &str) -> Arc<str> {
    format!("std:{name}").into()
}

/// The sources of a project as renderers ask for them.
pub(crate) struct Files<'a> {
    project: &'a Project,
    analysis: Option<&'a Analysis>,
}

impl Sources for Files<'_> {
    fn locate(&self, place: &Place) -> Option<Located> {
        let (file, range) = match (self.analysis, place) {
            (Some(analysis), place) => analysis.resolve(place)?,
            (None, Place::File(file, span)) => (file.clone(), span.start..span.end),
            (None, _) => return None,
        };
        let offset = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        Some(Located { file, start: offset(range.start), end: offset(range.end) })
    }

    fn text(&self, file: &str) -> Option<Arc<str>> {
        let source = self.analysis.and_then(|analysis| analysis.text(file));
        source.or_else(|| {
            self.project.manifests.iter().find(|manifest| &*manifest.path == file).map(|manifest| manifest.text.clone())
        })
    }
}

/// Line numbers of files, each counted once.
#[derive(Default)]
pub(crate) struct LineNumbers {
    starts: BTreeMap<Arc<str>, Vec<u32>>,
}

impl LineNumbers {
    /// Counts the lines of all files of an analysis.
    pub(crate) fn new(analysis: &Analysis) -> Self {
        Self::of(analysis, analysis.files())
    }

    /// Counts the lines of some files.
    pub(crate) fn of<'a>(analysis: &Analysis, files: impl IntoIterator<Item = &'a Arc<str>>) -> Self {
        let mut numbers = Self::default();
        for path in files {
            let text = analysis.text(path).unwrap_or_default();
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let starts = breaks.filter_map(|(at, _)| u32::try_from(at + 1).ok()).collect();
            numbers.starts.insert(path.clone(), starts);
        }
        numbers
    }

    /// The line, from 1, of a byte of a file.
    pub(crate) fn line(&self, file: &str, offset: u32) -> u32 {
        let before = self.starts.get(file).map_or(0, |starts| starts.partition_point(|start| *start <= offset));
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// Whether a folder holds a catalogue.
pub(crate) fn is_catalogue(path: &Path) -> bool {
    path.is_dir()
}
