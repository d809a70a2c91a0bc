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
    let crate_ = build.join("libberkeley.rlib");
    if !crate_.exists() {
        cargo_build(build)?;
    }
    let folder = build.join("exercises");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let stem = file.file_stem().ok_or_else(|| format!("{}: no file", file.display()))?;
    // Several may be checked at once.
    let program = folder.join(format!("{}-{}", stem.to_string_lossy(), process::id()));
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition=2024", "--crate-name=exercise", "-Copt-level=0", "-o"]).arg(&program);
    rustc.arg("--extern").arg(format!("berkeley={}", crate_.display()));
    rustc.arg("-L").arg(format!("dependency={}", build.join("deps").display()));
    let status = rustc.arg(file).status().map_err(|error| format!("rustc: {error}"))?;
    Ok(status.success().then_some(program))
}

/// Has cargo put the crate where it is looked for: it builds an example without doing so.
fn cargo_build(build: &Path) -> Result<(), String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["build", "--quiet", "--lib", "--manifest-path"]);
    cargo.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    if build.ends_with("release") {
        cargo.arg("--release");
    }
    let status = cargo.status().map_err(|error| format!("cargo: {error}"))?;
    status.success().then_some(()).ok_or_else(|| "the crate was not built".into())
}
