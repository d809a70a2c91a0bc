//! The exercises: what a learner is told, from the pages in `docs/exercises`, and who judges.

use crate::bench::{Bench, Call};
use crate::judges;
use berkeley::explain::Language;

/// An exercise.
pub(crate) struct Task {
    pub(crate) number: usize,
    pub(crate) name: &'static str,
    english: &'static str,
    korean: &'static str,
    pub(crate) judge: fn(&Bench) -> Verdict,
}

/// Right, or what is wrong.
pub(crate) type Verdict = Result<(), Finding>;

/// What is wrong: the heading in the page that explains it, and lines of the trace that show it.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) key: &'static str,
    pub(crate) shown: Vec<String>,
}

impl Finding {
    pub(crate) fn new(key: &'static str) -> Finding {
        Finding { key, shown: vec![] }
    }

    pub(crate) fn show(mut self, line: impl Into<String>) -> Finding {
        self.shown.push(line.into());
        self
    }

    pub(crate) fn show_calls<'a>(mut self, calls: impl IntoIterator<Item = &'a Call>) -> Finding {
        self.shown.extend(calls.into_iter().map(|call| call.line.clone()));
        self
    }
}

/// The pages of exercises are all there when this is compiled.
macro_rules! task {
    ($number:literal, $name:literal, $judge:path) => {
        Task {
            number: $number,
            name: $name,
            english: include_str!(concat!("../../docs/exercises/en/", $name, ".md")),
            korean: include_str!(concat!("../../docs/exercises/ko/", $name, ".md")),
            judge: $judge,
        }
    };
}

pub(crate) const TASKS: [Task; 20] = [
    task!(1, "01-byte-order", judges::byte_order::judge),
    task!(2, "02-missing-nul", judges::missing_nul::judge),
    task!(3, "03-wrong-size", judges::wrong_size::judge),
    task!(4, "04-wrong-length", judges::wrong_length::judge),
    task!(5, "05-unchecked-error", judges::unchecked_error::judge),
    task!(6, "06-address-reuse", judges::address_reuse::judge),
    task!(7, "07-partial-read", judges::partial_read::judge),
    task!(8, "08-partial-write", judges::partial_write::judge),
    task!(9, "09-framing", judges::framing::judge),
    task!(10, "10-half-close", judges::half_close::judge),
    task!(11, "11-sigpipe", judges::sigpipe::judge),
    task!(12, "12-eintr", judges::eintr::judge),
    task!(13, "13-zombies", judges::zombies::judge),
    task!(14, "14-leaked-descriptor", judges::leaked_descriptor::judge),
    task!(15, "15-eagain-spin", judges::eagain_spin::judge),
    task!(16, "16-select-sets", judges::select_sets::judge),
    task!(17, "17-edge-triggered", judges::edge_triggered::judge),
    task!(18, "18-truncated-datagram", judges::truncated_datagram::judge),
    task!(19, "19-first-address", judges::first_address::judge),
    task!(20, "20-sun-path", judges::sun_path::judge),
];

/// What may be said of any of them.
const COMMON: [&str; 2] = [
    include_str!("../../docs/exercises/en/common.md"),
    include_str!("../../docs/exercises/ko/common.md"),
];

impl Task {
    /// The file of its program.
    pub(crate) fn file(&self) -> String {
        format!("{}.rs", self.name.replace('-', "_"))
    }

    pub(crate) fn text(&self, language: Language) -> Text {
        match language {
            Language::Korean => Text { page: self.korean, common: COMMON[1] },
            _ => Text { page: self.english, common: COMMON[0] },
        }
    }
}

/// What a page says.
pub(crate) struct Text {
    page: &'static str,
    common: &'static str,
}

impl Text {
    pub(crate) fn title(&self) -> &'static str {
        self.page.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// What the program is to do: all before the second heading.
    pub(crate) fn story(&self) -> &'static str {
        let start = self.page.find("\n\n").map_or(0, |at| at + 2);
        self.page[start..].split("\n## ").next().unwrap_or_default().trim_end()
    }

    /// The list below the third heading; below the second is how to run it.
    pub(crate) fn hints(&self) -> Vec<String> {
        let part = self.page.split("\n## ").nth(2).unwrap_or_default();
        let mut hints: Vec<String> = Vec::new();
        for line in part.lines().skip(1) {
            let number = line.split_once(". ").filter(|(number, _)| number.parse::<u8>().is_ok());
            match (number, hints.last_mut()) {
                (Some((_, text)), _) => hints.push(text.into()),
                (None, Some(hint)) if !line.trim().is_empty() => {
                    hint.push('\n');
                    hint.push_str(line.trim_start());
                }
                _ => {}
            }
        }
        hints
    }

    /// What is below the heading of a finding.
    pub(crate) fn finding(&self, key: &str) -> &'static str {
        let heading = format!("\n### {key}\n");
        let of = |page: &'static str| page.split_once(&*heading).map(|(_, text)| text);
        let text = of(self.page).or_else(|| of(self.common)).unwrap_or_default();
        text.split("\n##").next().unwrap_or_default().trim()
    }
}
