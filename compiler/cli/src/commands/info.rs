//! `matter info`: what a runtime image holds.

use std::fs;

use matter_runtime::tables::{Edition, Fact, Material, Matter, Rule};
use matter_runtime::{Catalogue, Error};

use crate::Outcome;
use crate::arguments::{Info, Language};
use crate::output::Output;
use crate::trouble;

/// Prints versions, hash and counts.
pub(super) fn run(info: &Info, output: &mut Output) -> Outcome {
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
    Ok(format!(
        "{} {} {}\nformat {}.{}  edition {}  tool {}  as of {}\n{}\nhash {}\n{size} bytes",
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
