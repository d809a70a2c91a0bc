//! What an error of a call means, where it comes from, how to find out, and what to do.
//!
//! [`perror`] says `bind: Address already in use`. [`pexplain`], in its place, goes on:
//!
//! ```text
//! bind: Address already in use
//!   EADDRINUSE (98): Another socket has this address and port, or this path,
//!     already.
//!   Likely: The server is running already, perhaps stopped with Ctrl-Z; or another
//!     program serves that port.
//!   Remedy: End the other program, or take another port.
//!   More: https://docs.rs/crate/berkeley/0.1.0/source/docs/errors/en/bind.md
//! ```
//!
//! [`explain()`] is the whole of it as a value, to print or to look at:
//!
//! ```
//! use berkeley::{errno::*, explain::*, sys::socket::*};
//!
//! if socket(-1, SOCK_STREAM, 0) == -1 {
//!     let why = explain("socket", errno()).expect("it is one of the errors of socket");
//!     println!("{why}");
//!     assert_eq!(why.name(), "EAFNOSUPPORT");
//! }
//! ```
//!
//! | for | there is |
//! |---|---|
//! | an error of a call, by its number | [`explain()`] |
//! | the same by its name | [`named`] |
//! | all errors of a call | [`errors`], and [`table`] to print them |
//! | the calls whose errors are explained | [`calls`] |
//! | a line on standard error, and the most important | [`pexplain`] |
//!
//! From a shell: `cargo run --example explain -- bind EADDRINUSE`.
//!
//! The texts are those of the pages in
//! [`docs/errors`](https://docs.rs/crate/berkeley/latest/source/docs/errors/en/README.md), in English
//! and in Korean. The environment says which ([`Language::of_environment`]), or the program does
//! ([`Explanation::in_language`]).

mod language;
mod pages;
mod show;

pub use language::Language;
pub use pages::Block;
pub use show::Brief;

use crate::Text;
use crate::base::plain::Bytes;
use crate::errno::{errno, strerror};
use crate::netdb::{gai_strerror, hstrerror};
use crate::stdio::report;
use crate::string::cstr;
#[cfg(doc)]
use crate::{netdb::h_errno, stdio::perror};
use core::ffi::c_int;
use core::fmt::{self, Debug, Formatter};
use pages::{Entry, PAGES, Page, Texts};

/// What an error means that a call has given.
///
/// # Parameters
///
/// * `call` — C's name of the call: `"bind"`.
/// * `errno` — what [`errno`](fn@errno) says after it. Of `getaddrinfo` and `getnameinfo` it is what they
///   return (`EAI_NONAME`…), of `gethostbyname` and its kin what [`h_errno`](fn@h_errno) says.
///
/// # Returns
///
/// The explanation; or `None`, if there is none for this call and this error.
///
/// ```
/// use berkeley::{errno::*, explain::explain, netdb::*};
///
/// let why = explain("bind", EADDRINUSE).unwrap();
/// assert_eq!((why.call(), why.name(), why.number()), ("bind", "EADDRINUSE", EADDRINUSE));
/// assert!(explain("bind", ECHILD).is_none());
/// ```
pub fn explain(call: &str, errno: c_int) -> Option<Explanation> {
    errors(call).find(|error| error.number() == errno)
}

/// What an error means that has this name.
///
/// [`explain()`] by name, as people write it. Other names of the same number will do: `EWOULDBLOCK` is
/// `EAGAIN`.
///
/// ```
/// use berkeley::explain::named;
///
/// let why = named("accept", "EWOULDBLOCK").unwrap();
/// assert_eq!(why.name(), "EAGAIN");
/// ```
pub fn named(call: &str, name: &str) -> Option<Explanation> {
    let name = match name {
        "EWOULDBLOCK" => "EAGAIN",
        "ENOTSUP" => "EOPNOTSUPP",
        "EDEADLOCK" => "EDEADLK",
        "NO_ADDRESS" => "NO_DATA",
        name => name,
    };
    errors(call).find(|error| error.name() == name)
}

/// All errors of a call that are explained: those that a learner is likely to meet come first.
///
/// None, if the call is not known.
///
/// ```
/// use berkeley::explain::errors;
///
/// for error in errors("connect") {
///     println!("{}: {}", error.name(), error.summary());
/// }
/// ```
pub fn errors(call: &str) -> impl Iterator<Item = Explanation> {
    let page = PAGES.iter().find_map(|page| {
        let call = page.calls.iter().find(|name| **name == call)?;
        Some((page, *call))
    });
    page.into_iter().flat_map(|(page, call)| {
        let language = Language::of_environment();
        page.entries.iter().map(move |entry| Explanation { call, page, entry, language })
    })
}

/// The errors of a call as a table: their names, their numbers, and what they mean in one sentence.
///
/// `None`, if the call is not known.
///
/// ```
/// use berkeley::explain::table;
///
/// println!("{}", table("bind").unwrap());
/// ```
pub fn table(call: &str) -> Option<Table> {
    errors(call).next().map(Table)
}

/// The names of all calls whose errors are explained. Those that share their errors stand together.
///
/// ```
/// use berkeley::explain::calls;
///
/// assert!(calls().any(|call| call == "connect"));
/// ```
pub fn calls() -> impl Iterator<Item = &'static str> {
    PAGES.iter().flat_map(|page| page.calls).copied()
}

/// [`perror`] that explains: says on standard error what `errno` means, of this call in particular.
///
/// The first line is the one that [`perror`] prints. Below it stand the meaning, the most likely
/// cause, what to do, and where to read the whole: [`Explanation::brief`]. `errno` is left as it was.
///
/// # Parameters
///
/// * `s` — begins with the name of the call: `"bind"`, or `"bind() failed"`, so that the `perror`s of
///   a program need not be worded anew. Of anything else, and of an error that is not explained, there
///   is the first line alone.
///
/// ```
/// use berkeley::{errno::*, explain::pexplain};
///
/// set_errno(EADDRINUSE);
/// pexplain("bind"); // perror("bind");
/// assert_eq!(errno(), EADDRINUSE);
/// ```
///
/// The errors of `getaddrinfo` and of `gethostbyname` are not in `errno`:
///
/// ```
/// use berkeley::{explain::explain, netdb::*};
///
/// let error = EAI_NONAME;
/// if let Some(why) = explain("getaddrinfo", error) {
///     eprintln!("getaddrinfo: {}\n{}", gai_strerror(error), why.brief());
/// }
/// ```
pub fn pexplain<S: Bytes + ?Sized>(s: &S) {
    let s = cstr(s).to_bytes();
    let end = s.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
    let call = core::str::from_utf8(&s[..end.unwrap_or(s.len())]).unwrap_or_default();
    let message = strerror(errno());
    match explain(call, errno()) {
        // All in one piece. No explanation is as long as that.
        Some(why) => report(s, &Text::<4096>::format(format_args!("{message}\n{}", why.brief()))),
        None => report(s, &message),
    }
}

/// What an error of a call means: see [`explain()`].
///
/// It prints with `{}`, as text for a terminal: in lines of 80 columns, or of another number with
/// `{:60}`.
///
/// Paragraphs have neither line breaks nor marks, but for those around `` `code` ``.
///
/// Nothing here allocates, but for [`Language::of_environment`], once.
#[derive(Clone, Copy)]
pub struct Explanation {
    call: &'static str,
    page: &'static Page,
    entry: &'static Entry,
    language: Language,
}

impl Explanation {
    /// The call, by C's name.
    pub fn call(self) -> &'static str {
        self.call
    }

    /// The calls that this explanation is the same for, with this one.
    ///
    /// ```
    /// use berkeley::{errno::*, explain::explain};
    ///
    /// assert_eq!(explain("accept", EMFILE).unwrap().calls(), ["accept", "accept4"]);
    /// ```
    pub fn calls(self) -> &'static [&'static str] {
        self.page.calls
    }

    /// The error's name in C. Of a number with two, the one that is the older: `EAGAIN`.
    pub fn name(self) -> &'static str {
        self.entry.name
    }

    /// The error's number.
    pub fn number(self) -> c_int {
        self.entry.number
    }

    /// The message that C has for it, in English: `strerror`'s, `gai_strerror`'s or `hstrerror`'s.
    ///
    /// ```
    /// use berkeley::{errno::*, explain::explain};
    ///
    /// assert_eq!(explain("bind", EADDRINUSE).unwrap().message(), "Address already in use");
    /// ```
    pub fn message(self) -> Text<64> {
        match self.name() {
            name if name.starts_with("EAI_") => gai_strerror(self.number()),
            name if name.starts_with('E') => strerror(self.number()),
            _ => hstrerror(self.number()),
        }
    }

    /// The same in a language.
    ///
    /// ```
    /// use berkeley::{errno::*, explain::*};
    ///
    /// let why = explain("bind", EADDRINUSE).unwrap().in_language(Language::Korean);
    /// assert!(why.to_string().contains("해결"));
    /// ```
    #[must_use]
    pub fn in_language(self, language: Language) -> Explanation {
        Explanation { language, ..self }
    }

    /// Its language: that of the environment, unless the program has chosen one.
    pub fn language(self) -> Language {
        self.language
    }

    /// What the call does, and how one sees that it failed.
    pub fn about(self) -> &'static [Block] {
        self.page.about[self.language as usize]
    }

    /// What the error means, of this call.
    pub fn meaning(self) -> &'static str {
        self.texts().meaning
    }

    /// The first sentence of the [`meaning`](Explanation::meaning).
    ///
    /// ```
    /// use berkeley::{errno::*, explain::explain};
    ///
    /// let why = explain("connect", ECONNREFUSED).unwrap();
    /// assert!(why.meaning().starts_with(why.summary()));
    /// ```
    pub fn summary(self) -> &'static str {
        show::first_sentence(self.meaning())
    }

    /// What it may come from, the most likely first.
    pub fn causes(self) -> &'static [&'static str] {
        self.texts().causes
    }

    /// How to find out which of the causes it is.
    pub fn how_to_tell(self) -> &'static [Block] {
        self.texts().how_to_tell
    }

    /// What to do.
    pub fn remedy(self) -> &'static [Block] {
        self.texts().remedy
    }

    /// It in a few lines, as [`pexplain`] has them: the first sentences of what it means, of the most
    /// likely cause and of the remedy, and where the page is.
    ///
    /// ```
    /// use berkeley::{errno::*, explain::explain};
    ///
    /// eprintln!("{}", explain("bind", EADDRINUSE).unwrap().brief());
    /// ```
    pub fn brief(self) -> Brief {
        Brief(self)
    }

    fn texts(self) -> &'static Texts {
        &self.entry.texts[self.language as usize]
    }
}

impl Debug for Explanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Explanation { call, entry, language, .. } = self;
        f.debug_tuple("Explanation").field(call).field(&entry.name).field(language).finish()
    }
}

/// All errors of a call: see [`table`].
///
/// It prints with `{}`, in lines of 80 columns, or of another number with `{:60}`.
#[derive(Clone, Copy, Debug)]
pub struct Table(Explanation);

impl Table {
    /// The same in a language.
    ///
    /// ```
    /// use berkeley::explain::{Language, table};
    ///
    /// println!("{}", table("bind").unwrap().in_language(Language::Korean));
    /// ```
    #[must_use]
    pub fn in_language(self, language: Language) -> Table {
        Table(self.0.in_language(language))
    }
}
