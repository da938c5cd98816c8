//! The command line as data: one struct a command, help texts included.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Checks, proves and compiles catalogues of government service matters.
#[derive(Parser, Debug)]
#[command(name = "matter", version, after_help = EXIT_CODES, infer_subcommands = false)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

const EXIT_CODES: &str = "Exit codes: 0 fine, 1 findings (errors, failed tests, unformatted files, releases that differ), 2 usage, 3 files or network.";

/// Options of every command.
#[derive(Args, Debug)]
pub(crate) struct Common {
    /// Print only findings and results.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Colour the output.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Language of messages, the catalogue's by default; of `fmt`, the language that keywords are switched to.
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Language>,
}

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Languages of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Write a starting catalogue that compiles and has a passing test.
    New(New),
    /// Check and prove a catalogue.
    Check(Check),
    /// Compile a catalogue to tables.
    Build(Build),
    /// Decide one case.
    Decide(Decide),
    /// Decide a combined service for one case.
    Theme(Theme),
    /// Print the guide of a matter for the public, or its process as a diagram.
    Guide(Guide),
    /// Run the tests written in the language.
    Test(Test),
    /// Write the cases that tell a right evaluator of a matter from a wrong one, with what must come out.
    Vectors(Vectors),
    /// Print files in the canonical style.
    Fmt(Fmt),
    /// Explain a diagnostic.
    Explain(Explain),
    /// Serve a page and a JSON interface that decide cases.
    Serve(Serve),
    /// Say what a runtime image holds.
    Info(Info),
    /// Say what changed for people between two releases.
    Diff(Diff),
    /// Compare a release with its manifest.
    Verify(Verify),
    /// Print the JSON Schema of an output.
    Schema(Schema),
    /// Serve editors: the language server, on standard input and output.
    Lsp,
}

/// `matter new`
#[derive(Args, Debug)]
pub(crate) struct New {
    /// The folder to make; it must not exist or be empty.
    pub(crate) folder: PathBuf,
    /// Code of the region whose catalogue it is (6, 9 or 12 digits); without it the whole country's.
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Option<String>,
}

/// Where the catalogue is and which day it is.
#[derive(Args, Debug)]
pub(crate) struct Source {
    /// Folder with a `matters.toml`.
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// The day that stands for today (YYYY-MM-DD), instead of `as_of` in the manifest.
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<String>,
    /// Treat findings of this code or family as errors.
    #[arg(long, value_name = "CODE")]
    pub(crate) deny: Vec<String>,
    /// Where the results of earlier runs are kept, instead of MATTER_CACHE_DIR or the user's folder for caches.
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
    /// Neither use nor keep results of earlier runs.
    #[arg(long, conflicts_with = "cache")]
    pub(crate) no_cache: bool,
}

/// `matter check`
#[derive(Args, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Look also for what the catalogue asks beyond an earlier release: an image, the folder of a release or of a catalogue.
    #[arg(long, value_name = "RELEASE")]
    pub(crate) against: Option<PathBuf>,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// Forms of findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// With the source, for people.
    Human,
    /// One line a finding: `file:line:col: severity[code] message`.
    Short,
    /// One JSON object a line.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

/// `matter build`
#[derive(Args, Debug)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Folder of the release; the manifest's targets decide by default.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Carriers to write, instead of the manifest's.
    #[arg(long, value_enum)]
    pub(crate) target: Vec<Carrier>,
    /// One JSON file a matter as well.
    #[arg(long)]
    pub(crate) split: bool,
    /// Release although a section says 待定.
    #[arg(long)]
    pub(crate) allow_holes: bool,
}

/// Carriers of the tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Carrier {
    /// SQLite file, the embedded default.
    Sqlite,
    /// JSON and its schema.
    Json,
    /// Image for matter-runtime.
    Image,
    /// SQL for PostgreSQL.
    Postgresql,
    /// SQL for MariaDB and MySQL.
    Mariadb,
}

/// `matter decide`
#[derive(Args, Debug)]
pub(crate) struct Decide {
    /// A catalogue's folder or a runtime image.
    pub(crate) tables: PathBuf,
    /// Name, short name or code of the matter.
    pub(crate) matter: String,
    #[command(flatten)]
    pub(crate) case: Case,
    /// Print JSON (its schema: `matter schema decision`).
    #[arg(long)]
    pub(crate) json: bool,
}

/// `matter theme`
#[derive(Args, Debug)]
pub(crate) struct Theme {
    /// A catalogue's folder or a runtime image.
    pub(crate) tables: PathBuf,
    /// Name of the combined service.
    pub(crate) theme: String,
    #[command(flatten)]
    pub(crate) case: Case,
    /// Print JSON (its schema: `theme.answer` of `matter schema answers`).
    #[arg(long)]
    pub(crate) json: bool,
}

/// Where, when and of whom something is asked.
#[derive(Args, Debug)]
pub(crate) struct Case {
    /// Where the person stands (a region's name or code).
    #[arg(long, value_name = "PLACE")]
    pub(crate) at: String,
    /// The responsible region, where it is not the place itself or follows from answers.
    #[arg(long = "for", value_name = "PLACE")]
    pub(crate) responsible: Option<String>,
    /// Day of acceptance (YYYY-MM-DD).
    #[arg(long, value_name = "DAY")]
    pub(crate) on: String,
    /// An answer: FACT=VALUE; several options of a set are joined by `、` or `,`.
    #[arg(long = "set", value_name = "FACT=VALUE", value_parser = answer)]
    pub(crate) answers: Vec<(String, String)>,
}

/// `matter guide`
#[derive(Args, Debug)]
pub(crate) struct Guide {
    /// Name, short name or code of the matter.
    pub(crate) matter: String,
    /// The catalogue's folder.
    #[arg(long, value_name = "FOLDER", default_value = ".", conflicts_with = "image")]
    pub(crate) catalogue: PathBuf,
    /// A runtime image, instead of a catalogue.
    #[arg(long, value_name = "FILE")]
    pub(crate) image: Option<PathBuf>,
    /// The responsible region (its name or code); by default the catalogue's root, or the first place of the level that decides.
    #[arg(long, value_name = "REGION")]
    pub(crate) place: Option<String>,
    /// Day of acceptance (YYYY-MM-DD), instead of `as_of` in the manifest.
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<String>,
    /// What to make.
    #[arg(long, value_enum, default_value_t = GuideFormat::Html)]
    pub(crate) format: GuideFormat,
    /// Language of the guide; that of messages by default.
    #[arg(long, value_enum)]
    pub(crate) language: Option<Language>,
    /// The file to write, instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Forms of guides.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum GuideFormat {
    /// A page that needs nothing else.
    Html,
    /// Markdown.
    Md,
    /// The process as a diagram.
    Svg,
}

/// `matter test`
#[derive(Args, Debug)]
pub(crate) struct Test {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Run only tests whose name contains this.
    #[arg(long)]
    pub(crate) only: Option<String>,
    /// Form of the report.
    #[arg(long, value_enum, default_value_t = TestFormat::Human)]
    pub(crate) format: TestFormat,
    /// Say which rules and which cells of choices the tests reach.
    #[arg(long)]
    pub(crate) coverage: bool,
}

/// Forms of test reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum TestFormat {
    /// For people.
    Human,
    /// JUnit XML.
    Junit,
    /// JSON, with the coverage if it is asked for.
    Json,
}

/// `matter vectors`
#[derive(Args, Debug)]
pub(crate) struct Vectors {
    /// Name, short name or code of the matter.
    pub(crate) matter: String,
    #[command(flatten)]
    pub(crate) source: Source,
}

/// `matter fmt`
#[derive(Args, Debug)]
pub(crate) struct Fmt {
    /// Files or folders.
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// Change nothing; fail if a file is not in the canonical style.
    #[arg(long)]
    pub(crate) check: bool,
}

/// `matter explain`
#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// A code such as E0401 or M042, or a name such as `choice-gap`; all codes if absent.
    pub(crate) code: Option<String>,
}

/// `matter serve`
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// A catalogue's folder or a runtime image. An image that is replaced is served from then on.
    pub(crate) tables: PathBuf,
    /// Port; 0 takes a free one.
    #[arg(long, default_value_t = 8710)]
    pub(crate) port: u16,
    /// Address to listen on; other machines reach the page only if it is not the loopback.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
}

/// `matter info`
#[derive(Args, Debug)]
pub(crate) struct Info {
    /// The runtime image; of figures also the folder of a release or of a catalogue.
    pub(crate) image: PathBuf,
    /// Figures instead: matters by kind, promised and lawful days, labels, materials, what falls due for review.
    #[arg(long)]
    pub(crate) figures: bool,
    /// The day of the figures (YYYY-MM-DD), instead of the day as of which the release was compiled.
    #[arg(long, value_name = "DAY", requires = "figures")]
    pub(crate) on: Option<String>,
    /// Look so many days ahead for what falls due for review.
    #[arg(long, value_name = "DAYS", requires = "figures", default_value_t = 0)]
    pub(crate) within: u32,
    /// How to print the figures.
    #[arg(long, value_enum, requires = "figures", default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
}

/// `matter diff`
#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The earlier release: an image, the folder of a release, or the folder of a catalogue.
    pub(crate) old: PathBuf,
    /// The later release, likewise.
    pub(crate) new: PathBuf,
    /// The day on which both are compared (YYYY-MM-DD), instead of the day as of which the later one was compiled.
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<String>,
    /// How to print the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
}

/// Forms of reports about releases.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people.
    Human,
    /// JSON (its schema: `matter schema diff`, `matter schema figures`).
    Json,
}

/// `matter verify`
#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// Folder of a release.
    pub(crate) folder: PathBuf,
}

/// `matter schema`
#[derive(Args, Debug)]
pub(crate) struct Schema {
    /// Of which output.
    #[arg(value_enum)]
    pub(crate) of: SchemaOf,
}

/// Outputs with a schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum SchemaOf {
    /// `matter decide --json`.
    Decision,
    /// The JSON carrier of `matter build`.
    Tables,
    /// `matter diff --format json`.
    Diff,
    /// `matter info --figures --format json`.
    Figures,
    /// Every request and answer of the runtime's interfaces (C, Python, Java, Node), by name: `decide.request`, `decide.answer` …
    Answers,
}

/// An answer with its fact; who leaves out the value has answered nothing.
fn answer(text: &str) -> Result<(String, String), String> {
    let (fact, value) = text.split_once(['=', '＝']).ok_or("expected FACT=VALUE")?;
    Ok((fact.to_owned(), value.to_owned()))
}
