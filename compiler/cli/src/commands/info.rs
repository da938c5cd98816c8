//! `matter info`: what a runtime image holds, or its figures.

use std::fs;

use matter_answers::figures;
use matter_runtime::tables::{Day, Edition, Fact, Material, Matter, Rule, SourceCatalogue};
use matter_runtime::{Catalogue, Error};

use super::decide::{pretty, refused};
use crate::Outcome;
use crate::arguments::{Info, Language, ReportFormat};
use crate::figures::words;
use crate::opened::open;
use crate::output::Output;
use crate::trouble;
use crate::workspace::usage;

/// Prints versions, hash and counts, or the figures of a day.
pub(super) fn run(info: &Info, output: &mut Output) -> Result<Outcome, Outcome> {
    if info.figures { counted(info, output) } else { Ok(held(info, output)) }
}

fn counted(info: &Info, output: &mut Output) -> Result<Outcome, Outcome> {
    let asked = output.language("zh");
    let on = info.on.as_deref().map(|on| on.parse::<Day>().map_err(|_| usage(output, asked, "--on", on)));
    let on = on.transpose()?;
    let catalogue = open(&info.image, None, output)?;
    let release = catalogue.release().map_err(|error| refused(&error, asked, output))?;
    let language = output.language(&release.language);
    let made = figures(&catalogue, on.unwrap_or(release.as_of), info.within);
    let made = made.map_err(|error| refused(&error, language, output))?;
    output.result(&match info.format {
        ReportFormat::Human => words(&made, language),
        ReportFormat::Json => pretty(&made),
    });
    Ok(Outcome::Fine)
}

fn held(info: &Info, output: &mut Output) -> Outcome {
    let language = output.language("zh");
    let bytes = match fs::read(&info.image) {
        Ok(bytes) => bytes,
        Err(error) => return trouble::unreadable(output, &info.image, &error),
    };
    let size = bytes.len();
    match Catalogue::open(bytes).and_then(|catalogue| describe(&catalogue, size, language)) {
        Ok(text) => {
            output.result(&text);
            Outcome::Fine
        }
        Err(error) => {
            let spoken =
                if language == Language::En { matter_runtime::Language::En } else { matter_runtime::Language::Zh };
            output.finding(&format!("{}: {}: {}", info.image.display(), error.code(), error.text(spoken)));
            Outcome::InputOutput
        }
    }
}

fn describe(catalogue: &Catalogue, size: usize, language: Language) -> Result<String, Error> {
    let release = catalogue.release()?;
    let counts = [
        ("事项", "matters", catalogue.count::<Matter>()),
        ("版本", "editions", catalogue.count::<Edition>()),
        ("规则", "rules", catalogue.count::<Rule>()),
        ("信息项", "facts", catalogue.count::<Fact>()),
        ("材料", "materials", catalogue.count::<Material>()),
    ];
    let counts = counts.map(|(zh, en, count)| format!("{} {count}", if language == Language::Zh { zh } else { en }));
    // The first row is the release's own.
    let sources = catalogue.rows::<SourceCatalogue>()?;
    let others = sources.iter().skip(1).map(|one| {
        let word = if language == Language::Zh { "依据" } else { "stands on" };
        let of_it = counts_of(one.matters, language);
        format!("{word} {} {} {}  {of_it}  texts {}\n", one.name, one.title, one.version, one.hash)
    });
    let others: String = others.collect();
    Ok(format!(
        "{} {} {}\nformat {}.{}  edition {}  tool {}  as of {}\n{}\n{others}hash {}\n{size} bytes",
        release.name,
        release.title,
        release.version,
        release.format_major,
        release.format_minor,
        release.edition,
        release.tool,
        release.as_of,
        counts.join("  "),
        release.semantic_hash,
    ))
}

fn counts_of(matters: u32, language: Language) -> String {
    if language == Language::Zh { format!("事项 {matters}") } else { format!("matters {matters}") }
}
