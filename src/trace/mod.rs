//! Trace: each call and its result as a line, as `strace` prints it.

pub(crate) mod line;
pub(crate) mod names;

pub(crate) use line::Line;

use crate::base::gate::set_traced;
use std::cell::Cell;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where the lines go.
static SINK: Mutex<Option<Box<dyn Write + Send>>> = Mutex::new(None);

thread_local! {
    /// Whether this thread is writing a line: the calls that the sink itself makes are not traced.
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// From now on every call of the process is written to `sink`, a line each, in one piece.
pub fn start(sink: impl Write + Send + 'static) {
    *lock() = Some(Box::new(sink));
    set_traced(true);
}

/// Calls are not written any more.
pub fn stop() {
    set_traced(false);
    let sink = lock().take();
    drop(sink);
}

fn lock() -> MutexGuard<'static, Option<Box<dyn Write + Send>>> {
    // A sink that panicked is no worse than one that failed.
    SINK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts tracing if the environment asks for it: on the first call of the process.
pub(crate) fn start_if_asked() {
    match std::env::var_os("BERKELEY_TRACE") {
        None => set_traced(false),
        Some(value) if value.is_empty() || value == "0" => set_traced(false),
        Some(value) if value == "1" => start(io::stderr()),
        Some(path) => match std::fs::OpenOptions::new().create(true).append(true).open(&path) {
            Ok(file) => start(file),
            Err(error) => {
                set_traced(false);
                let _ = writeln!(io::stderr(), "BERKELEY_TRACE: {}: {error}", path.display());
            }
        },
    }
}

/// Writes one call down: its name, its arguments as `args` shows them, what it returned.
pub(crate) fn write(name: &str, ret: i64, errno: i32, args: impl FnOnce(&mut Line)) {
    if WRITING.replace(true) {
        return;
    }
    let mut line = Line::new();
    line.push(name);
    line.push("(");
    args(&mut line);
    line.push(")");
    line.result(ret, errno);
    if let Some(sink) = lock().as_mut() {
        // A sink that fails loses its lines; the call that is traced is not to suffer from it.
        let _ = sink.write_all(line.as_bytes()).and_then(|()| sink.flush());
    }
    WRITING.set(false);
}
