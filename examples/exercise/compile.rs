//! Makes a program of one file, against the crate as cargo has built it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

/// Compiles a file: the program, or none if the compiler refused and said why.
pub(crate) fn program(file: &Path) -> Result<Option<PathBuf>, String> {
    let this = env::current_exe().map_err(|error| error.to_string())?;
    // This program is in `examples`, below the folder where cargo keeps what it builds.
    let build = this.parent().and_then(Path::parent).ok_or("cargo did not build this program")?;
    let deps = build.join("deps");
    let crate_ = newest(&deps).ok_or_else(|| format!("{}: no crate", deps.display()))?;
    let folder = build.join("exercises");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let stem = file.file_stem().ok_or_else(|| format!("{}: no file", file.display()))?;
    // Several may be checked at once.
    let program = folder.join(format!("{}-{}", stem.to_string_lossy(), process::id()));
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition=2024", "--crate-name=exercise", "-Copt-level=0"]);
    // What debuggers need is most of a program, and takes its time to be written.
    rustc.args(["-Cstrip=debuginfo", "-o"]).arg(&program);
    rustc.arg("--extern").arg(format!("berkeley={}", crate_.display()));
    rustc.arg("-L").arg(format!("dependency={}", deps.display()));
    let status = rustc.arg(file).status().map_err(|error| format!("rustc: {error}"))?;
    Ok(status.success().then_some(program))
}

/// The crate. There may be several, of other times and other features; whoever runs this program had
/// it built just before, from what the sources are now.
fn newest(deps: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(deps).ok()?.filter_map(|file| Some(file.ok()?.path()));
    let is_it = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libberkeley-") && name.ends_with(".rlib")
    };
    let changed = |path: &PathBuf| fs::metadata(path).and_then(|file| file.modified()).ok();
    files.filter(is_it).max_by_key(changed)
}
