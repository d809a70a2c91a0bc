//! How mdBook is told to make a book.

use crate::{Language, Result};
use mdbook_driver::config::Config;
use std::path::Path;

pub fn config(language: &Language, source: &Path, out: &Path) -> Result<Config> {
    let Language { title, code, .. } = language;
    let (style, out) = (source.join("site.css"), out.display());
    // Programs that open sockets can't be run in somebody else's browser.
    let text = format!(
        "[book]\ntitle = '{title}'\nlanguage = '{code}'\nsrc = '.'\n\
         [build]\nbuild-dir = '{out}'\ncreate-missing = false\n\
         [rust]\nedition = '2024'\n\
         [output.html]\nadditional-css = ['{}']\nno-section-label = true\nsmart-punctuation = false\n\
         [output.html.playground]\nrunnable = false\n",
        style.display()
    );
    text.parse().map_err(|error| format!("{error:#}"))
}

/// What the site's pages need beyond mdBook's own style.
pub const STYLE: &str = "\
/* Pictures are drawn for paper. */
main img[src$='.svg'] { background: #fff; border-radius: 6px; padding: 8px; box-sizing: border-box; }
/* What does not fit into the width of a phone is moved with a finger, and the page stays. */
main table { max-width: 100%; }
main td pre { max-width: 80vw; overflow-x: auto; }
main td code, main p code, main li code { overflow-wrap: anywhere; }
main pre { overflow-x: auto; }
/* Hangul breaks between words. */
:lang(ko) main { word-break: keep-all; overflow-wrap: break-word; }
/* A particle follows right behind a name. */
:lang(ko) :not(pre) > code.hljs { padding: 0.1em 0.15em; }
.language-switch { padding: 0 8px; white-space: nowrap; }
";
