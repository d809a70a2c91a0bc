//! What std owns, and finds as it was.

use crate::child::identity;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::Path;

/// Something that std owns, and what is known of it.
pub(crate) enum Kept {
    File { file: File, identity: (libc::dev_t, libc::ino_t), offset: u64, content: String },
    Pair { ends: [UnixStream; 2], identity: [(libc::dev_t, libc::ino_t); 2], waiting: String },
}

impl Kept {
    /// Takes all numbers up to 200, and gives every other one back.
    pub(crate) fn fill(dir: &Path) -> Vec<Kept> {
        let mut kept = Vec::new();
        for n in 0.. {
            let path = dir.join(format!("kept{n}"));
            let one = if n % 5 == 4 { Kept::pair(n) } else { Kept::file(&path, n).unwrap() };
            if one.numbers().any(|fd| fd > 200) {
                break;
            }
            kept.push(one);
        }
        let mut n = 0;
        kept.retain(|_| {
            n += 1;
            n % 2 == 0
        });
        kept
    }

    pub(crate) fn file(path: &Path, n: usize) -> std::io::Result<Kept> {
        let content = format!("This is file {n}, and nobody else's.\n").repeat(n % 7 + 1);
        let offset = (n * 13 % content.len()) as u64;
        let mut file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        file.write_all(content.as_bytes()).unwrap();
        file.seek(SeekFrom::Start(offset)).unwrap();
        Ok(Kept::File { identity: identity(file.as_raw_fd()), file, offset, content })
    }

    fn pair(n: usize) -> Kept {
        let waiting = format!("This waits in pair {n}.");
        let (mut one, other) = UnixStream::pair().unwrap();
        one.write_all(waiting.as_bytes()).unwrap();
        let ends = [one, other];
        let identity = [identity(ends[0].as_raw_fd()), identity(ends[1].as_raw_fd())];
        Kept::Pair { ends, identity, waiting }
    }

    pub(crate) fn numbers(&self) -> impl Iterator<Item = RawFd> + use<> {
        match self {
            Kept::File { file, .. } => vec![file.as_raw_fd()],
            Kept::Pair { ends, .. } => ends.iter().map(AsRawFd::as_raw_fd).collect(),
        }
        .into_iter()
    }

    pub(crate) fn verify(&mut self) {
        match self {
            Kept::File { file, identity: known, offset, content } => {
                assert_eq!(identity(file.as_raw_fd()), *known);
                assert_eq!(file.stream_position().unwrap(), *offset);
                assert_eq!(read_all(file), *content);
            }
            Kept::Pair { ends, identity: known, waiting } => {
                assert_eq!([0, 1].map(|end| identity(ends[end].as_raw_fd())), *known);
                let mut rest = String::new();
                for end in &*ends {
                    assert_eq!(end.read_timeout().unwrap(), None);
                    end.set_nonblocking(true).unwrap();
                }
                let end_of_all = ends[1].read_to_string(&mut rest).unwrap_err();
                assert_eq!((end_of_all.kind(), &rest), (ErrorKind::WouldBlock, &*waiting));
                let end_of_all = ends[0].read(&mut [0]).unwrap_err();
                assert_eq!(end_of_all.kind(), ErrorKind::WouldBlock, "nothing came back");
                ends[1].write_all(b"!").unwrap();
                assert_eq!(ends[0].read(&mut [0; 9]).unwrap(), 1, "still connected");
            }
        }
    }
}

pub(crate) fn read_all(file: &File) -> String {
    let mut content = vec![0; file.metadata().unwrap().size() as usize];
    file.read_exact_at(&mut content, 0).unwrap();
    String::from_utf8(content).unwrap()
}
