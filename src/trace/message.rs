//! Messages, as strace prints them: address, buffers, control messages.

use super::Line;
use super::names::{CONTROL_LEVELS, MSG_FLAGS, Names};
use crate::base::memory::Memory;
use crate::sys::socket::*;
use crate::sys::uio::iovec;
use core::ffi::{c_int, c_long, c_ulong};
use libc::{
    IP_CHECKSUM, IP_ORIGDSTADDR, IP_PKTINFO, IP_RECVERR, IP_RECVOPTS, IP_RETOPTS, IP_TOS, IP_TTL,
    IPPROTO_IP, timespec,
};

/// The sender's security label.
const SCM_SECURITY: c_int = 3;

/// The most bytes of a buffer that are worth a look: strace shows 32.
const LOOK: usize = 33;

static SOCKET_CONTROLS: Names = Names::Values(
    &[
        (1, "SCM_RIGHTS"),
        (2, "SCM_CREDENTIALS"),
        (3, "SCM_SECURITY"),
        (29, "SO_TIMESTAMP_OLD"),
        (35, "SO_TIMESTAMPNS_OLD"),
        (37, "SO_TIMESTAMPING_OLD"),
        (41, "SO_WIFI_STATUS"),
        (54, "SCM_TIMESTAMPING_OPT_STATS"),
        (58, "SCM_TIMESTAMPING_PKTINFO"),
        (61, "SO_TXTIME"),
        (63, "SO_TIMESTAMP_NEW"),
        (64, "SO_TIMESTAMPNS_NEW"),
        (65, "SO_TIMESTAMPING_NEW"),
    ],
    "SCM_???",
);

static IP_CONTROLS: Names = Names::Values(
    &[
        (1, "IP_TOS"),
        (2, "IP_TTL"),
        (3, "SCM_SECURITY"),
        (6, "IP_RECVOPTS"),
        (7, "IP_RETOPTS"),
        (8, "IP_PKTINFO"),
        (11, "IP_RECVERR"),
        (20, "IP_ORIGDSTADDR"),
        (23, "IP_CHECKSUM"),
    ],
    "IP_???",
);

impl Line {
    /// A structure in memory, shown by its bytes.
    fn bytes_of(&mut self, memory: Memory<'_>, show: impl FnOnce(&mut Line, &[u8])) {
        let mut bytes = vec![0; memory.len()];
        if memory.copy_out(0, &mut bytes) {
            show(self, &bytes);
        }
    }

    /// Buffers: what lies in the first `used` bytes of them; or only where they are.
    pub(crate) fn iovecs(&mut self, iov: &[iovec<'_>], used: Option<usize>) {
        let mut left = used.unwrap_or(0);
        self.elements(iov.iter(), |line, part| {
            line.push("{iov_base=");
            let len = part.iov_len.min(left);
            left -= len;
            match part.iov_base.pointer(false) {
                Some(base) if used.is_none() || base.is_null() => line.pointer(base),
                _ => line.bytes_of(part.iov_base.part(0, len.min(LOOK)), Line::quoted),
            }
            line.fmt(format_args!(", iov_len={}}}", part.iov_len));
        });
    }

    /// A message of which `used` bytes were sent or received. Where it was received, `room` is
    /// what there was for the address.
    pub(crate) fn message(&mut self, msg: &msghdr<'_>, used: usize, room: Option<socklen_t>) {
        self.push("{msg_name=");
        let len = room.unwrap_or(msg.msg_namelen).min(msg.msg_namelen) as usize;
        match msg.msg_name.pointer(false) {
            Some(name) if name.is_null() => self.push("NULL"),
            name if len < 2 => self.pointer(name.unwrap_or(core::ptr::null_mut())),
            _ => self.bytes_of(msg.msg_name.part(0, len), Line::sockaddr),
        }
        self.push(", msg_namelen=");
        match room.filter(|room| *room != msg.msg_namelen) {
            Some(room) => self.fmt(format_args!("{room} => {}", msg.msg_namelen)),
            None => self.int(msg.msg_namelen as c_int),
        }
        self.push(", msg_iov=");
        self.iovecs(msg.msg_iov.get(..msg.msg_iovlen).unwrap_or_default(), Some(used));
        self.fmt(format_args!(", msg_iovlen={}", msg.msg_iovlen));
        if msg.msg_controllen > 0 {
            self.push(", msg_control=");
            self.controls(msg);
        }
        self.fmt(format_args!(", msg_controllen={}, msg_flags=", msg.msg_controllen));
        self.named(msg.msg_flags, &MSG_FLAGS);
        self.push("}");
    }

    /// Messages of which the first `done` were sent or received.
    pub(crate) fn messages(&mut self, msgs: &[mmsghdr<'_>], done: Option<usize>) {
        self.elements(msgs.iter().enumerate(), |line, (i, msg)| {
            line.push("{msg_hdr=");
            let len = done.filter(|done| i < *done).map(|_| msg.msg_len);
            line.message(&msg.msg_hdr, len.map_or(usize::MAX, |len| len as usize), None);
            if let Some(len) = len {
                line.fmt(format_args!(", msg_len={len}"));
            }
            line.push("}");
        });
    }

    /// An array, of which strace shows no more elements than bytes of a buffer.
    pub(super) fn elements<T>(
        &mut self,
        items: impl Iterator<Item = T>,
        mut show: impl FnMut(&mut Line, T),
    ) {
        self.push("[");
        for (i, item) in items.enumerate() {
            self.push(if i == 0 { "" } else { ", " });
            if i == LOOK - 1 {
                self.push("...");
                break;
            }
            show(self, item);
        }
        self.push("]");
    }

    /// Control messages, each as far as it goes: to strace, unlike the kernel, those that say more
    /// or less than there is are some too.
    fn controls(&mut self, msg: &msghdr<'_>) {
        const HEADER: usize = size_of::<cmsghdr>();
        let all = msg.msg_control.0.part(0, msg.msg_controllen);
        let (mut at, mut rest) = (0, all);
        if all.len() < HEADER {
            return self.pointer(all.pointer(false).unwrap_or(core::ptr::null_mut()));
        }
        self.push("[");
        while let Some(header) = rest.read::<cmsghdr>(0) {
            self.push(if at == 0 { "" } else { ", " });
            let len = header.cmsg_len;
            self.control(&header, rest.part(HEADER, len.min(rest.len()).saturating_sub(HEADER)));
            at += match len {
                ..HEADER => HEADER,
                _ => CMSG_ALIGN(len.min(all.len())),
            };
            rest = all.part(at, usize::MAX);
            if len < HEADER {
                break;
            }
        }
        if !rest.is_empty() {
            self.push(if at == 0 { "..." } else { ", ..." });
            self.push(" /* ");
            self.pointer(rest.pointer(false).unwrap_or(core::ptr::null_mut()));
            self.push(" */");
        }
        self.push("]");
    }

    fn control(&mut self, header: &cmsghdr, data: Memory<'_>) {
        let (level, kind) = (header.cmsg_level, header.cmsg_type);
        self.fmt(format_args!("{{cmsg_len={}, cmsg_level=", header.cmsg_len));
        self.named(level, &CONTROL_LEVELS);
        self.push(", cmsg_type=");
        match level {
            SOL_SOCKET => {
                self.named(kind, &SOCKET_CONTROLS);
                self.bytes_of(data, |line, data| line.socket_control(kind, data));
            }
            IPPROTO_IP => {
                self.named(kind, &IP_CONTROLS);
                self.bytes_of(data, |line, data| line.ip_control(kind, data));
            }
            _ => self.hex(kind as u32),
        }
        self.push("}");
    }

    /// The data of a control message of `SOL_SOCKET`; nothing if it is cut short.
    fn socket_control(&mut self, kind: c_int, data: &[u8]) {
        if data.is_empty() {
            return;
        }
        match kind {
            SCM_RIGHTS if data.len() >= 4 => {
                self.data("");
                self.elements(ints(data), |line, fd| line.int(fd));
            }
            SCM_CREDENTIALS if data.len() >= 12 => {
                let who: Vec<i32> = ints(data).collect();
                self.data(&format!("{{pid={}, uid={}, gid={}}}", who[0], who[1], who[2]));
            }
            SCM_SECURITY => {
                self.data("");
                self.quoted_whole(data);
            }
            SO_TIMESTAMP | SO_TIMESTAMP_NEW => self.times(data, 1, "usec"),
            SO_TIMESTAMPNS | SO_TIMESTAMPNS_NEW => self.times(data, 1, "nsec"),
            SO_TIMESTAMPING | SO_TIMESTAMPING_NEW => self.times(data, 3, "nsec"),
            _ => {}
        }
    }

    /// The data of a control message of `IPPROTO_IP`; nothing if it is cut short.
    fn ip_control(&mut self, kind: c_int, data: &[u8]) {
        let at =
            |i: usize| data.get(4 * i..).and_then(|data| ints(data).next()).unwrap_or(0) as u32;
        match kind {
            IP_PKTINFO if data.len() >= 12 => {
                self.data("{ipi_ifindex=");
                self.interface(at(0));
                self.push(", ");
                self.internet_address("ipi_spec_dst", at(1).to_ne_bytes());
                self.push(", ");
                self.internet_address("ipi_addr", at(2).to_ne_bytes());
                self.push("}");
            }
            IP_TTL | IP_CHECKSUM if data.len() >= 4 => {
                self.data("");
                self.elements(ints(data), |line, n| line.unsigned(n as u32));
            }
            IP_TOS | IP_RECVOPTS | IP_RETOPTS if !data.is_empty() => {
                self.data("");
                self.elements(data.iter(), |line, byte| line.hex((*byte).into()));
            }
            IP_RECVERR if data.len() >= 32 => {
                let [origin, kind, code] = [data[4], data[5], data[6]];
                self.data(&format!("{{ee_errno={}, ee_origin={origin}, ee_type={kind}", at(0)));
                self.fmt(format_args!(", ee_code={code}, ee_info={}", at(2)));
                self.fmt(format_args!(", ee_data={}, offender=", at(3)));
                self.sockaddr(&data[16..32]);
                self.push("}");
            }
            IP_ORIGDSTADDR if data.len() >= 16 => {
                self.data("");
                self.sockaddr(&data[..data.len().min(128)]);
            }
            SCM_SECURITY if !data.is_empty() => {
                self.data("");
                self.quoted_whole(data);
            }
            _ => {}
        }
    }

    fn data(&mut self, beginning: &str) {
        self.fmt(format_args!(", cmsg_data={beginning}"));
    }

    /// Times of two `long`s each.
    fn times(&mut self, data: &[u8], count: usize, part: &str) {
        const LONG: usize = size_of::<c_long>();
        self.data("");
        if data.len() < count * 2 * LONG {
            return self.push("???");
        }
        let longs: Vec<c_long> = (data.chunks_exact(LONG))
            .map(|bytes| c_long::from_ne_bytes(bytes.try_into().unwrap_or_default()))
            .collect();
        let times = longs.chunks_exact(2).take(count);
        let times = times.map(|t| format!("{{tv_sec={}, tv_{part}={}}}", t[0], t[1] as c_ulong));
        let times = times.collect::<Vec<_>>().join(", ");
        if count == 1 { self.push(&times) } else { self.fmt(format_args!("[{times}]")) }
    }

    /// A time, or null.
    pub(crate) fn timespec(&mut self, time: Option<&timespec>) {
        match time {
            Some(time) => {
                self.fmt(format_args!(
                    "{{tv_sec={}, tv_nsec={}}}",
                    time.tv_sec, time.tv_nsec as c_ulong
                ));
            }
            None => self.push("NULL"),
        }
    }
}

/// The `int`s in data, of which a rest that is too short is none.
fn ints(data: &[u8]) -> impl Iterator<Item = i32> + '_ {
    data.chunks_exact(4).map(|int| i32::from_ne_bytes([int[0], int[1], int[2], int[3]]))
}
