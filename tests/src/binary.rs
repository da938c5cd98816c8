//! The `matter` binary as tests run it: found beside the test, built if it is not there yet.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;

static BUILT: Once = Once::new();

/// The root of the workspace.
///
/// # Panics
/// If the crate lies nowhere.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests crate lies in the workspace").to_path_buf()
}

/// The compiler in the profile of this test, built now so that it is never an old one.
///
/// # Panics
/// If it cannot be built.
#[must_use]
pub fn matter() -> PathBuf {
    let test = std::env::current_exe().expect("this test");
    let folder = test.parent().and_then(Path::parent).expect("target folder");
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    BUILT.call_once(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let build = ["build", "--quiet", "--locked", "--bin", "matter", "--profile", profile];
        let status = Command::new(cargo).args(build).current_dir(root()).status().expect("cargo runs");
        assert!(status.success(), "matter does not build");
    });
    folder.join(format!("matter{}", std::env::consts::EXE_SUFFIX))
}

/// Runs `matter` in the root of the workspace.
///
/// # Panics
/// If it cannot be started.
pub fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Output {
    Command::new(matter()).args(arguments).current_dir(root()).output().expect("matter runs")
}
