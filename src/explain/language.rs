//! The languages of the explanations.

use std::env;
use std::sync::OnceLock;

/// A language of the explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// English.
    English,
    /// Korean.
    Korean,
}

impl Language {
    /// The language that the environment asks for: Korean, if the first of `LC_ALL`, `LC_MESSAGES` and
    /// `LANG` that is not empty begins with `ko`; else English.
    ///
    /// The environment is asked once, for the first explanation. That may allocate; nothing else does.
    ///
    /// ```
    /// use berkeley::explain::Language;
    ///
    /// println!("{:?}", Language::of_environment());
    /// ```
    pub fn of_environment() -> Language {
        static LANGUAGE: OnceLock<Language> = OnceLock::new();
        *LANGUAGE.get_or_init(|| {
            let values = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(env::var_os);
            match values.into_iter().find(|value| !value.is_empty()) {
                Some(value) if value.as_encoded_bytes().starts_with(b"ko") => Language::Korean,
                _ => Language::English,
            }
        })
    }

    /// Its code, as in the names of locales: `en`, `ko`.
    ///
    /// ```
    /// use berkeley::explain::Language;
    ///
    /// assert_eq!(Language::Korean.code(), "ko");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
        }
    }
}
