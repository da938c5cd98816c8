//! `matter new`: a starting catalogue that compiles and has a passing test.

use std::fs;
use std::path::Path;

use matter_core::hir::Level;
use matter_core::regions::RegionTree;

use crate::Outcome;
use crate::arguments::{Language, New};
use crate::output::Output;
use crate::trouble::{self, USAGE};

const MANIFEST: &str = include_str!("../../templates/matters.toml");
const CHINESE: &str = include_str!("../../templates/zh.matter");
const ENGLISH: &str = include_str!("../../templates/en.matter");

/// Where the test of the templates takes place.
const ANYWHERE: &str = "坂田街道";

/// Writes the files; touches nothing that is there already.
pub(super) fn run(new: &New, output: &mut Output) -> Outcome {
    let folder = &new.folder;
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || folder.is_file() {
        output.finding(&format!("{}：不是空文件夹 / is not an empty folder", folder.display()));
        return Outcome::InputOutput;
    }
    let Some(place) = new.region.as_deref().map_or(Some(ANYWHERE.to_owned()), place_in) else {
        let code = new.region.as_deref().unwrap_or_default();
        output.finding(&match output.language("zh") {
            Language::Zh => format!("{USAGE}: 没有代码为「{code}」的行政区划：写 6 位、9 位或者 12 位代码，如 440307"),
            Language::En => {
                format!("{USAGE}: no division has the code `{code}`: it has 6, 9 or 12 digits, as in 440307")
            }
        });
        return Outcome::Usage;
    };
    let name = folder.file_name().map_or_else(|| "catalogue".to_owned(), |name| name.to_string_lossy().into_owned());
    let language = output.language("zh");
    let (word, file, text) = match language {
        Language::Zh => ("zh", "老年乘车卡.matter", CHINESE),
        Language::En => ("en", "senior-travel-card.matter", ENGLISH),
    };
    let name: String =
        name.chars().map(|letter| if matches!(letter, '"' | '\\' | ':' | '{' | '}') { '-' } else { letter }).collect();
    let (root, today) = match language {
        Language::Zh => {
            ("目录所在地的行政区划代码：地名先在它下面找；全国的目录不写。", "当作今天的日子；「matter build」要用。")
        }
        Language::En => (
            "The code of the catalogue's region: names of places are looked up below it first; the whole country has none.",
            "The day that stands for today; `matter build` needs it.",
        ),
    };
    let manifest = MANIFEST.replace("{name}", &name).replace("{language}", word);
    let region = new.region.as_ref().map_or("# region = \"440307\"".to_owned(), |code| format!("region = \"{code}\""));
    let manifest = manifest.replace("{region}", &region).replace("{root}", root).replace("{today}", today);
    let written = fs::create_dir_all(folder)
        .and_then(|()| write(folder, "matters.toml", &manifest))
        .and_then(|()| write(folder, file, &text.replace(ANYWHERE, &place)));
    if let Err(error) = written {
        return trouble::unwritable(output, folder, &error);
    }
    output.remark(&match language {
        Language::Zh => format!("已建立 {0}；接着运行 matter check {0} 和 matter test {0}", folder.display()),
        Language::En => format!("made {0}; next: matter check {0}, matter test {0}", folder.display()),
    });
    Outcome::Fine
}

/// A place for the test: the first town in the region with a code, or what is smallest there; none if no region has it.
fn place_in(code: &str) -> Option<String> {
    let library = matter_project::library();
    let (regions, _) = RegionTree::read(library.regions, library.levels);
    let root = regions.by_code(code, None).filter(|_| matches!(code.len(), 6 | 9 | 12))?;
    let (first, last) = regions.interval(root);
    let place = (first..=last).find(|at| regions.level(*at) >= Level::Town).unwrap_or(last);
    Some(regions.shortest_path(place, root))
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    fs::write(folder.join(name), text)
}
