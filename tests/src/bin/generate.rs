//! Writes a generated catalogue: `generate FOLDER [MATTERS]`.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        return ExitCode::from(2);
    };
    let matters = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(matter_tests::generate::DISTRICT);
    for (path, text) in matter_tests::generate::catalogue(matters) {
        let file = folder.join(path);
        let written = file.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&file, text));
        if written.is_err() {
            return ExitCode::from(3);
        }
    }
    ExitCode::SUCCESS
}
