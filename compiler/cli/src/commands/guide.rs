//! `matter guide`: a matter as the public reads it, or its process drawn.

use std::fs;
use std::path::Path;

use matter_core::names::similar_unordered;
use matter_emit::diagram::{self, Frame};
use matter_emit::guide::{self, Wanted};
use matter_runtime::tables::{self, Day};
use matter_runtime::{Catalogue, Error};

use super::decide::refused;
use crate::Outcome;
use crate::arguments::{Guide, GuideFormat, Language};
use crate::opened::open;
use crate::output::Output;
use crate::trouble;
use crate::workspace::usage;

/// Prints the guide that the arguments describe, or writes it to a file.
pub(super) fn run(arguments: &Guide, output: &mut Output) -> Result<Outcome, Outcome> {
    let spoken = output.language("zh");
    let on = arguments.on.as_deref().map(|on| on.parse::<Day>().map_err(|_| usage(output, spoken, "--on", on)));
    let on = on.transpose()?;
    let tables = arguments.image.as_ref().unwrap_or(&arguments.catalogue);
    // What is checked is checked as of the manifest's day: the guide of another day is a question to the same release.
    let catalogue = open(tables, None, output)?;
    let text = match page(&catalogue, arguments, on, output) {
        Ok(text) => text,
        Err(Error::UnknownMatter { name }) => return Err(unknown(&catalogue, &name, spoken, output)),
        Err(error) => return Err(refused(&error, spoken, output)),
    };
    match &arguments.output {
        None => output.result(&text),
        Some(file) => write(file, &text).map_err(|error| trouble::unwritable(output, file, &error))?,
    }
    Ok(Outcome::Fine)
}

fn page(catalogue: &Catalogue, arguments: &Guide, on: Option<Day>, output: &Output) -> Result<String, Error> {
    let release = catalogue.release()?;
    let day = on.unwrap_or(release.as_of);
    let language = match arguments.language.unwrap_or_else(|| output.language(&release.language)) {
        Language::Zh => guide::Language::Zh,
        Language::En => guide::Language::En,
    };
    let place = arguments.place.as_deref().map(|place| catalogue.region(place, day)).transpose()?;
    let made = guide::guide(catalogue, Wanted { matter: catalogue.matter(&arguments.matter)?, place, day, language })?;
    Ok(match arguments.format {
        GuideFormat::Html => guide::html(&made),
        GuideFormat::Md => guide::markdown(&made),
        GuideFormat::Svg => diagram::svg(&made.process, Frame::Alone, language),
    })
}

/// Says that there is no such matter, and which are like it. A theme is shown by a command of its own.
fn unknown(catalogue: &Catalogue, name: &str, spoken: Language, output: &mut Output) -> Outcome {
    let themes = catalogue.rows::<tables::Theme>().unwrap_or_default();
    if themes.iter().any(|theme| theme.name == name) {
        output.finding(&match spoken {
            Language::Zh => format!("“{name}”是一件事，不是一个事项：各事项各有指南，整件事用 matter theme 看"),
            Language::En => {
                format!("“{name}” is a combined service, not a matter: its members have guides; `matter theme` shows it as a whole")
            }
        });
        return Outcome::Findings;
    }
    let outcome = refused(&Error::UnknownMatter { name: name.to_owned() }, spoken, output);
    let matters = catalogue.rows::<tables::Matter>().unwrap_or_default();
    let names = matters.iter().flat_map(|matter| [Some(matter.name.as_str()), matter.short.as_deref()]).flatten();
    let near = similar_unordered(name, names);
    if !near.is_empty() {
        output.finding(&match spoken {
            Language::Zh => format!("名称相近的有：{}", near.join("、")),
            Language::En => format!("like it are: {}", near.join(", ")),
        });
    }
    outcome
}

/// Writes a file aside and renames it, so that it is never half a file.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let mut aside = file.as_os_str().to_owned();
    aside.push(".part");
    fs::write(&aside, text).and_then(|()| fs::rename(&aside, file)).inspect_err(|_| drop(fs::remove_file(&aside)))
}
