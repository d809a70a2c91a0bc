//! Pages that are not as they should be fail the build, and the line is named.

use crate::pages::{Kind, LANGUAGES, Page, Pages, Problem, compare};

const PAGE: &str = "\
# bind, bind2

What it does.

## EADDRINUSE

It is in use. And **more**, as of [socket](socket.md) and `a ** [b`.

### Causes

1. One,
   in two lines.
2. Two.

### How to tell

```sh
ss -l
```

### Remedy

Do this:

```rust
# hidden();
shown();
```

- or that

## ENOBUFS, ENOMEM

No memory.

### Causes

1. It is so.

### How to tell

See.

### Remedy

Wait.
";

/// The errors that there are.
const ERRORS: [&str; 5] = ["EACCES", "EADDRINUSE", "EIO", "ENOBUFS", "ENOMEM"];

fn read(text: &str) -> Result<Page, Problem> {
    read_in(text, 0)
}

fn read_in(text: &str, language: usize) -> Result<Page, Problem> {
    Page::read("bind", text, &LANGUAGES[language], |error| ERRORS.contains(&error))
}

#[test]
fn a_page_is_read() {
    let page = read(PAGE).unwrap();
    assert_eq!(page.calls, ["bind", "bind2"]);
    let names: Vec<&str> = page.entries.iter().map(|entry| &*entry.name).collect();
    assert_eq!(names, ["EADDRINUSE", "ENOBUFS", "ENOMEM"]);
    let entry = &page.entries[0];
    assert_eq!(entry.meaning, "It is in use. And more, as of socket and `a ** [b`.");
    assert_eq!(entry.causes, ["One, in two lines.", "Two."]);
    assert_eq!(entry.how_to_tell[0].text, "ss -l");
    let kinds: Vec<&Kind> = entry.remedy.iter().map(|block| &block.kind).collect();
    assert_eq!(kinds, [&Kind::Paragraph, &Kind::Code("rust".into()), &Kind::Item("-".into())]);
    assert_eq!(entry.remedy[2].text, "or that");
    assert_eq!(page.entries[1].meaning, page.entries[2].meaning);
}

/// The page with `old` replaced has this problem, on the line that begins so, or at the end.
#[track_caller]
fn refused(old: &str, new: &str, line: &str, what: &str) {
    let page = changed(old, new);
    let Problem(at, said) = read(&page).unwrap_err();
    assert_eq!((at, &*said), (number(&page, line), what));
}

#[track_caller]
fn changed(old: &str, new: &str) -> String {
    assert_eq!(PAGE.matches(old).count(), 1, "{old}");
    PAGE.replace(old, new)
}

fn number(page: &str, line: &str) -> usize {
    match line {
        "" => page.lines().count(),
        line => page.lines().position(|text| text.starts_with(line)).unwrap() + 1,
    }
}

#[test]
fn titles() {
    let here = "a heading belongs here: `# the calls`";
    refused("# bind, bind2\n", "", "What", here);
    refused("# bind, bind2\n", "Text.\n\n# bind\n", "Text.", here);
    refused("# bind, bind2\n", "## bind\n", "## bind", here);
    let no_call = |call| format!("`{call}` is no call; a title is `# recv, recvfrom`");
    refused("bind, bind2\n", "bind and bind2\n", "# bind", &no_call("bind and bind2"));
    refused("bind, bind2\n", "bind,bind2\n", "# bind", &no_call("bind,bind2"));
    refused("bind, bind2\n", "bind, \n", "# bind", HEADING);
    refused(
        "bind, bind2",
        "listen",
        "# listen",
        "the title does not name `bind`, as the file does",
    );
    refused("What it does.\n", "", "## EADDRINUSE", "what the call does: nothing is said");
}

#[test]
fn entries() {
    let end = PAGE.find("## EADDR").unwrap();
    assert_eq!(read(&PAGE[..end]).unwrap_err(), Problem(4, "no entry".into()));
    assert_eq!(read("").unwrap_err(), Problem(0, "a heading belongs here: `# the calls`".into()));
    refused("## EADDRINUSE", "## XYZ", "## XYZ", "there is no error `XYZ`");
    refused("## EADDRINUSE", "## EADDR EIO", "## EADDR", "there is no error `EADDR EIO`");
    let [entry, second] = ["## EADDR", "## ENOBUFS"];
    let twice = |name, line| format!("{name} is on line {} already", number(PAGE, line));
    let last = "## EADDRINUSE\n\nNo memory.";
    let page = changed("## ENOBUFS, ENOMEM\n\nNo memory.", last);
    let at = page[..page.find(last).unwrap()].lines().count() + 1;
    assert_eq!(read(&page).unwrap_err(), Problem(at, twice("EADDRINUSE", entry)));
    refused("ENOBUFS, ENOMEM", "ENOBUFS, ENOBUFS", second, &twice("ENOBUFS", second));
    refused("ENOBUFS, ENOMEM", "ENOBUFS,ENOMEM", second, "there is no error `ENOBUFS,ENOMEM`");
    let missing = "ENOBUFS, ENOMEM: what it means is missing";
    refused("No memory.\n", "", second, missing);
    refused("No memory.\n", "- No memory.\n", second, missing);
}

#[test]
fn sections() {
    let causes = "### Causes\n\n1. One,";
    let here = "a heading belongs here: `### Causes`";
    refused(causes, "1. One,", "1. One", here);
    refused(causes, "#### Causes\n\n1. One,", "####", here);
    let other = "`### Causes` belongs here, not `Reasons`";
    refused(causes, "### Reasons\n\n1. One,", "### Reasons", other);
    let other = "`### How to tell` belongs here, not `Remedies`";
    refused("### How to tell\n\nSee.", "### Remedies\n\nSee.", "### Remedies", other);
    refused("### Remedy\n\nWait.\n", "", "", "a heading belongs here: `### Remedy`");

    let said = |section| format!("{section}: nothing is said");
    refused("See.\n\n### Remedy", "#### X", "#### X", &said("How to tell"));
    refused("Wait.\n", "", "", &said("Remedy"));
    refused("1. It is so.", "#### X", "#### X", &said("Causes"));
    refused("Wait.\n", "```c\nsleep(1);\n```\n", "```c", "a remedy begins with words");
    refused("1. It is so.", "It is so.", "It is so", "Causes: `1. …` belongs here");
    refused("1. It is so.", "- It is so.", "- It is so", "Causes: `1. …` belongs here");
    refused("2. Two.", "3. Two.", "3. Two", "Causes: `2. …` belongs here");
}

const HEADING: &str = "a heading is `#`, a space and its text";

#[test]
fn lines() {
    refused("## EADDRINUSE", "##EADDRINUSE", "##E", HEADING);
    refused("## EADDRINUSE", "## ", "## ", HEADING);
    refused("## EADDRINUSE", "##  EADDRINUSE", "##  E", HEADING);
    let code = |name| format!(r#"code is one of ["sh", "text", "c", "rust"], not `{name}`"#);
    refused("```sh\nss", "```\nss", "```", &code(""));
    refused("```sh\nss", "```bash\nss", "```", &code("bash"));
    refused("shown();\n```", "shown();\n``", "```rust", "code without an end");
    refused("It is in use.", "It\n- is.", "- is.", "a list begins after an empty line");
    refused("It is in use.", "It\n1. is.", "1. is.", "a list begins after an empty line");
    let other = "neither a table nor a quote, and a list has `-` or `1.`";
    for line in ["| See. |", "> See.", "* See.", "+ See."] {
        refused("See.", line, line, other);
    }
    refused("See.", "  See.", "  See.", "indented, and not the rest of an item");
    for text in ["A `see.", "A **see.", "A [see.", "A [see](x.md", "A *see*."] {
        refused("See.", text, text, "a `, ** or [ here has no counterpart");
    }
}

/// The problem of a page whose other language is `PAGE`, on the line that begins so.
#[track_caller]
fn differs(old: &str, new: &str, line: &str, what: &str) {
    let page = changed(old, new);
    let other = read(&page).unwrap();
    let Problem(at, said) = other.compare(&read(PAGE).unwrap()).unwrap_err();
    assert_eq!((at, &*said), (number(&page, line), what));
}

#[test]
fn languages_agree() {
    let mut page = PAGE.replace("It is in use", "사용 중입니다");
    for (english, korean) in LANGUAGES[0].sections.iter().zip(LANGUAGES[1].sections) {
        page = page.replace(english, korean);
    }
    read_in(&page, 1).unwrap().compare(&read(PAGE).unwrap()).unwrap();
    let other = "`### Causes` belongs here, not `원인`";
    assert_eq!(read(&page).unwrap_err(), Problem(number(&page, "### 원인"), other.into()));

    differs("# bind, bind2", "# bind", "# bind", "the title is `bind, bind2` elsewhere");
    let [entry, second] = ["## EADDR", "## ENO"];
    let names = "ENOBUFS, ENOMEM";
    differs(names, "ENOMEM, ENOBUFS", second, "ENOMEM, where ENOBUFS is elsewhere");
    differs(names, "ENOBUFS", second, "no ENOMEM behind this, which is elsewhere");
    differs(names, "ENOBUFS, ENOMEM, EIO", second, "EIO, where the end is elsewhere");
    differs("EADDRINUSE", "EACCES", "## EACCES", "EACCES, where EADDRINUSE is elsewhere");
    differs("2. Two.\n", "", entry, "EADDRINUSE: 1 causes, and 2 elsewhere");
    differs("ss -l", "ss -lt", "```sh", "this code is another elsewhere");
    differs("```sh\nss", "```text\nss", "```text", "this code is another elsewhere");
    differs("```sh\nss -l\n```", "So.", entry, "code is missing that is elsewhere");
    differs("See.", "```c\nsee();\n```", "```c", "this code is another elsewhere");
}

/// The pages of a language, of these names and titles.
fn pages(titles: &[(&str, &str)]) -> Pages {
    let read = |(name, title): &(&str, &str)| {
        let text = changed("# bind, bind2", &format!("# {title}"));
        let page = Page::read(name, &text, &LANGUAGES[0], |error| ERRORS.contains(&error));
        (name.to_string(), page.unwrap())
    };
    titles.iter().map(read).collect()
}

#[test]
fn every_language_has_every_page_and_a_call_is_on_one() {
    let [one, two] = [("bind", "bind, bind2"), ("listen", "listen")];
    assert_eq!(compare(&[pages(&[one, two]), pages(&[one, two])]), [""; 0]);
    assert_eq!(
        compare(&[pages(&[one, two]), pages(&[one])]),
        ["docs/errors/ko/listen.md:1: no such page"]
    );
    assert_eq!(
        compare(&[pages(&[two]), pages(&[one, two])]),
        ["docs/errors/en/bind.md:1: no such page"]
    );
    let [same, twice] = [("listen", "listen, bind2"), ("listen", "listen, listen")];
    assert_eq!(
        compare(&[pages(&[one, same]), pages(&[one, same])]),
        ["docs/errors/en/listen.md:1: `bind2` is on the page `bind` already"]
    );
    assert_eq!(
        compare(&[pages(&[twice]), pages(&[twice])]),
        ["docs/errors/en/listen.md:1: `listen` is on the page `listen` already"]
    );
    assert_eq!(
        compare(&[pages(&[one, two]), pages(&[one, same])]),
        ["docs/errors/ko/listen.md:1: the title is `listen` elsewhere"]
    );
}
