//! A file server for the Web: HTTP/1.0, GET and HEAD, a process for each connection.
//!
//!     cargo run --example http_server -- port directory [connections [seconds]]
//!
//! It serves the files below the directory; of a directory there, its index.html. After so many
//! connections it ends; without the third argument, or with -1, it goes on for ever. It waits so many
//! seconds for a client, 10 if nothing is said, and no longer.

use berkeley::{
    arpa::inet::*, errno::*, fcntl::*, signal::*, stdio::*, stdlib::*, string::*, sys::sendfile::*,
    sys::stat::*, sys::time::*, sys::wait::*, time::*, unistd::*,
};
use core::ffi::c_int;

const CHILDREN_MAX: c_int = 64;
const REQUEST_MAX: usize = 8192; // the request line and the headers
const INDEX: &[u8] = b"index.html";

const TYPES: &[(&str, &str)] = &[
    (".html", "text/html; charset=utf-8"),
    (".htm", "text/html; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".txt", "text/plain; charset=utf-8"),
    (".md", "text/plain; charset=utf-8"),
    (".json", "application/json"),
    (".xml", "application/xml"),
    (".pdf", "application/pdf"),
    (".wasm", "application/wasm"),
    (".png", "image/png"),
    (".jpg", "image/jpeg"),
    (".jpeg", "image/jpeg"),
    (".gif", "image/gif"),
    (".webp", "image/webp"),
    (".svg", "image/svg+xml"),
    (".ico", "image/x-icon"),
];

fn type_of(path: &[u8]) -> &'static str {
    let ending = path.iter().rposition(|byte| *byte == b'.').map_or(&path[..0], |at| &path[at..]);

    for (known, kind) in TYPES {
        if ending.eq_ignore_ascii_case(known.as_bytes()) {
            return kind;
        }
    }
    "application/octet-stream"
}

fn reason(status: c_int) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        414 => "URI Too Long",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        _ => "HTTP Version Not Supported",
    }
}

// Each of the following steps returns 200, or the status that the client is to be told instead.

/// Reads up to the empty line that ends the headers. Returns 0 if the client is gone.
fn read_request(sock: c_int, request: &mut [u8; REQUEST_MAX + 1], limit: time_t) -> c_int {
    let mut len = 0;

    while len < REQUEST_MAX {
        let n = recv(sock, &mut request[len..], REQUEST_MAX - len, 0);
        if n == -1 {
            return if errno() == EAGAIN { 408 } else { 0 };
        }
        if n == 0 {
            return if len == 0 { 0 } else { 400 };
        }
        len += n as usize;
        if strlen(request) < len {
            return 400; // A NUL is nothing that one may say.
        }
        let has = |what: &[u8]| request[..len].windows(what.len()).any(|bytes| bytes == what);
        if has(b"\r\n\r\n") || has(b"\n\n") {
            return 200;
        }
        // Who sends a byte now and then is never waited for too long, and takes too long.
        if time(NULL) > limit {
            return 408;
        }
    }
    if !request.contains(&b'\n') { 414 } else { 431 }
}

/// The text up to the first of these bytes.
fn until<'a>(text: &'a [u8], ends: &[u8]) -> &'a [u8] {
    text.split(|byte| ends.contains(byte)).next().unwrap_or_default()
}

/// Finds the parts of the request line.
fn parse<'a>(request: &'a [u8], method: &mut &'a [u8], target: &mut &'a [u8]) -> c_int {
    const OTHERS: &[&str] = &["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"];

    let line = until(request, b"\r\n\0");
    let mut words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    *method = words.next().unwrap_or_default();
    *target = words.next().unwrap_or_default();
    let version = words.next().unwrap_or_default();
    if words.next().is_some() || !version.starts_with(b"HTTP/") {
        return 400;
    }
    if !version.starts_with(b"HTTP/1.") {
        return 505;
    }
    for other in OTHERS {
        if *method == other.as_bytes() {
            return 405;
        }
    }
    if *method != b"GET" && *method != b"HEAD" {
        return 501;
    }
    if target[0] == b'/' { 200 } else { 400 }
}

/// Makes a path of the target: without the query, and "%20" is a blank.
fn decode(target: &[u8], path: &mut Vec<u8>) -> c_int {
    let mut at = 0;
    while at < target.len() {
        if target[at] != b'%' {
            path.push(target[at]);
            at += 1;
            continue;
        }
        let hex = target.get(at + 1..at + 3).unwrap_or_default();
        if hex.is_empty() || !hex.iter().all(u8::is_ascii_hexdigit) {
            return 400;
        }
        let byte = strtol(hex, NULL, 16) as u8;
        if byte == b'\0' {
            return 400; // The name would end here for C, and not for the client.
        }
        path.push(byte);
        at += 3;
    }
    200
}

/// Opens the file, one step of its path after the other: no symbolic link is followed, and ".." is
/// refused wherever it stands, so that none of them leads out of the root.
fn open_file(root: c_int, path: &[u8], file: &mut c_int, st: &mut stat) -> c_int {
    *file = root;
    for name in path.split(|byte| *byte == b'/').filter(|name| !name.is_empty()) {
        if name == b".." {
            return 403;
        }
        // Of a FIFO, nobody waits here for the other side.
        let next = openat(*file, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);
        if next == -1 {
            return if [ENOENT, ENOTDIR, ENAMETOOLONG].contains(&errno()) { 404 } else { 403 };
        }
        close(*file);
        *file = next;
    }
    if fstat(*file, st) == -1 {
        return 403;
    }
    if S_ISDIR(st.st_mode) {
        return 301; // With a "/" behind it, what its index.html refers to is found there.
    }
    if S_ISREG(st.st_mode) { 200 } else { 403 }
}

fn send_all(sock: c_int, mut buf: &[u8], flags: c_int) -> c_int {
    while !buf.is_empty() {
        let n = send(sock, buf, buf.len(), flags);
        if n == -1 {
            return -1;
        }
        buf = &buf[n as usize..];
    }
    0
}

/// The kernel copies it. A file that has become shorter meanwhile ends early, and the client sees that
/// by the length that it was told.
fn send_file(sock: c_int, file: c_int, mut len: off_t) {
    while len > 0 {
        let n = sendfile(sock, file, NULL, len);
        if n <= 0 {
            return;
        }
        len -= n as off_t;
    }
}

fn date(when: time_t) -> String {
    let text = &mut [0u8; 32];
    strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &gmtime(&when).unwrap());
    cstr(text).to_string()
}

/// The headers. With MSG_MORE they travel in one segment with what follows.
fn send_head(
    sock: c_int,
    status: c_int,
    type_: &str,
    length: off_t,
    more: &[u8],
    flags: c_int,
) -> c_int {
    let now = date(time(NULL));
    let mut head = format!(
        "HTTP/1.0 {status} {}\r\nContent-Type: {type_}\r\nContent-Length: {length}\r\nDate: {now}\r\n",
        reason(status)
    )
    .into_bytes();
    head.extend_from_slice(more);
    head.extend_from_slice(b"\r\n");
    send_all(sock, &head, flags)
}

/// Tells the client that there is no file for it, and why.
fn send_status(sock: c_int, status: c_int, target: &[u8], is_head: bool) {
    let mut more = Vec::new();

    if status == 301 {
        // Relative, lest a target like "//name" lead to another host.
        let name = target.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        more = [b"Location: ./", name, b"/\r\n"].concat();
    }
    if status == 405 {
        more = b"Allow: GET, HEAD\r\n".to_vec();
    }
    let said = format!("{status} {}", reason(status));
    let page = format!("<!DOCTYPE html>\n<title>{said}</title>\n<h1>{said}</h1>\n");
    let (len, flags) = (page.len() as off_t, if is_head { 0 } else { MSG_MORE });
    if send_head(sock, status, "text/html; charset=utf-8", len, &more, flags) == -1 {
        return;
    }
    if !is_head {
        send_all(sock, page.as_bytes(), 0);
    }
}

/// Says what came of a request. What a client sends may be anything: it is shown, not obeyed.
fn log_request(address: &str, request: &[u8], status: c_int) {
    let mut line = String::new();
    for byte in until(request, b"\r\n\0").iter().take(80) {
        let is_shown = (b' '..=b'~').contains(byte) && *byte != b'"';
        line.push(if is_shown { *byte as char } else { '?' });
    }
    println!("{address} \"{line}\" {status}");
}

fn serve(sock: c_int, root: c_int, address: &str, seconds: c_int) {
    let request = &mut [0u8; REQUEST_MAX + 1];
    let (mut method, mut target, mut path, mut type_) = (&b""[..], &b""[..], Vec::new(), "");
    let mut file = -1;
    let timeout = &timeval { tv_sec: seconds.into(), tv_usec: 0 };
    let st = &mut stat::zeroed();

    setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, timeout, sizeof(timeout));
    setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, timeout, sizeof(timeout));

    // 1. What is asked for?
    let mut status = read_request(sock, request, time(NULL) + time_t::from(seconds));
    if status == 0 {
        return;
    }
    if status == 200 {
        status = parse(request, &mut method, &mut target);
    }
    if status == 200 {
        target = until(target, b"?#");
        status = decode(target, &mut path);
    }
    if status == 200 {
        if path.ends_with(b"/") {
            path.extend_from_slice(INDEX);
        }
        type_ = type_of(&path);
        status = open_file(root, &path, &mut file, st);
    }
    log_request(address, request, status);

    // 2. The answer.
    let is_head = method == b"HEAD";
    if status == 200 {
        let (more, flags) = (date(st.st_mtime), if is_head { 0 } else { MSG_MORE });
        let more = format!("Last-Modified: {more}\r\n");
        if send_head(sock, 200, type_, st.st_size, more.as_bytes(), flags) == 0 && !is_head {
            send_file(sock, file, st.st_size);
        }
    } else {
        send_status(sock, status, target, is_head);
    }

    // 3. That is all; then until the client hangs up: what it has sent and nobody read would make
    // close break the connection off, and the answer might be lost.
    shutdown(sock, SHUT_WR);
    let limit = time(NULL) + time_t::from(seconds);
    while recv(sock, request, sizeof(request), 0) > 0 && time(NULL) <= limit {}
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let (server_addr, client_addr) = (&mut sockaddr_in::zeroed(), &mut sockaddr_in::zeroed());
    let address = &mut [0u8; INET_ADDRSTRLEN];
    let (on, mut children) = (&1, 0);
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 3 { atoi(&argv[3]) } else { -1 };
    let seconds = if argv.len() > 4 { atoi(&argv[4]) } else { 10 };

    if argv.len() < 3 || argv.len() > 5 || port == -1 || seconds < 1 {
        eprintln!("usage: {} port directory [connections [seconds]]", argv[0]);
        exit(1);
    }

    // 1. What all children need. Who hangs up is no reason to end.
    tzset();
    signal(SIGPIPE, SIG_IGN);
    let root = open(&argv[2], O_RDONLY | O_DIRECTORY, 0);
    if root == -1 {
        perror(&argv[2]);
        exit(1);
    }

    // 2. Listen.
    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on));
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, SOMAXCONN) == -1 {
        perror("listen");
        exit(1);
    }

    // 3. A child for each connection.
    while connections != 0 {
        let mut len = sizeof(client_addr) as socklen_t;
        let client_sock = accept(server_sock, client_addr, &mut len);
        if client_sock == -1 {
            if errno() == ECONNABORTED || errno() == EINTR {
                continue;
            }
            perror("accept");
            exit(1);
        }
        let address = inet_ntop(AF_INET, &client_addr.sin_addr, address, sizeof(address)).unwrap();
        // Those that have ended; and if there are too many, the next one that does.
        while children > 0
            && waitpid(-1, NULL, if children < CHILDREN_MAX { WNOHANG } else { 0 }) > 0
        {
            children -= 1;
        }
        match fork() {
            -1 => perror("fork"),
            0 => {
                close(server_sock);
                serve(client_sock, root, address, seconds);
                exit(0);
            }
            _ => children += 1,
        }
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    // 4. The children that are left.
    close(server_sock);
    while wait(NULL) > 0 {}
}
