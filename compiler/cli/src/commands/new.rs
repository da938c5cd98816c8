//! `matter new`: a starting catalogue that compiles and has a passing test.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::arguments::{Language, New};
use crate::output::Output;
use crate::trouble;

const MANIFEST: &str = include_str!("../../templates/matters.toml");
const CHINESE: &str = include_str!("../../templates/zh.matter");
const ENGLISH: &str = include_str!("../../templates/en.matter");

/// Writes the files; touches nothing that is there already.
pub(super) fn run(new: &New, output: &mut Output) -> Outcome {
    let folder = &new.folder;
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || folder.is_file() {
        output.finding(&format!("{}：不是空文件夹 / is not an empty folder", folder.display()));
        return Outcome::InputOutput;
    }
    let name = folder.file_name().map_or_else(|| "catalogue".to_owned(), |name| name.to_string_lossy().into_owned());
    let language = output.language("zh");
    let (word, file, text) = match language {
        Language::Zh => ("zh", "老年乘车卡.matter", CHINESE),
        Language::En => ("en", "senior-travel-card.matter", ENGLISH),
    };
    let name: String =
        name.chars().map(|letter| if matches!(letter, '"' | '\\' | ':' | '{' | '}') { '-' } else { letter }).collect();
    let (root, today) = match language {
        Language::Zh => ("您所在地区的六位区划代码：地名先在它下面找。", "当作今天的日子；「matter build」要用。"),
        Language::En => (
            "The six digits of your region: names of places are looked up below it first.",
            "The day that stands for today; `matter build` needs it.",
        ),
    };
    let manifest = MANIFEST.replace("{name}", &name).replace("{language}", word);
    let manifest = manifest.replace("{root}", root).replace("{today}", today);
    let written = fs::create_dir_all(folder)
        .and_then(|()| write(folder, "matters.toml", &manifest))
        .and_then(|()| write(folder, file, text));
    if let Err(error) = written {
        return trouble::unwritable(output, folder, &error);
    }
    output.remark(&match language {
        Language::Zh => format!("已建立 {0}；接着运行 matter check {0} 和 matter test {0}", folder.display()),
        Language::En => format!("made {0}; next: matter check {0}, matter test {0}", folder.display()),
    });
    Outcome::Fine
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    fs::write(folder.join(name), text)
}
