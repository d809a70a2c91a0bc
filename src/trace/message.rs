//! Messages, as strace prints them: address, buffers, control messages.

use super::Line;
use super::names::{LEVELS, MSG_FLAGS, Names};
use crate::base::memory::Memory;
use crate::base::message::{Control, Controls};
use crate::sys::socket::{mmsghdr, msghdr};
use crate::sys::uio::iovec;
use libc::{
    IP_PKTINFO, IP_TOS, IP_TTL, IPPROTO_IP, SCM_CREDENTIALS, SCM_RIGHTS, SO_TIMESTAMP, SOL_SOCKET,
    socklen_t, timespec,
};

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
        (6, "IP_RECVOPTS"),
        (7, "IP_RETOPTS"),
        (8, "IP_PKTINFO"),
        (11, "IP_RECVERR"),
        (18, "SCM_SECURITY"),
        (20, "IP_ORIGDSTADDR"),
        (23, "IP_CHECKSUM"),
        (25, "IP_RECVFRAGSIZE"),
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

    /// Buffers: what lies in the first `used` bytes of them; none if they are not to be looked at.
    pub(crate) fn iovecs(&mut self, iov: &[iovec<'_>], used: Option<usize>) {
        let Some(mut used) = used.filter(|_| !iov.is_empty()) else {
            return match iov.is_empty() {
                true => self.push("NULL"),
                false => self.pointer(iov.as_ptr()),
            };
        };
        self.push("[");
        for (i, part) in iov.iter().enumerate() {
            self.push(if i == 0 { "{iov_base=" } else { ", {iov_base=" });
            let len = part.iov_len.min(used);
            used -= len;
            match part.iov_base.pointer(false) {
                Some(base) if !base.is_null() => {
                    self.bytes_of(part.iov_base.part(0, len.min(LOOK)), Line::quoted);
                }
                _ => self.push("NULL"),
            }
            self.push(", iov_len=");
            self.size(part.iov_len);
            self.push("}");
        }
        self.push("]");
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
            None => self.unsigned(msg.msg_namelen),
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
        self.push("[");
        for (i, msg) in msgs.iter().enumerate() {
            self.push(if i == 0 { "{msg_hdr=" } else { ", {msg_hdr=" });
            let len = done.filter(|done| i < *done).map(|_| msg.msg_len);
            self.message(&msg.msg_hdr, len.map_or(usize::MAX, |len| len as usize), None);
            if let Some(len) = len {
                self.fmt(format_args!(", msg_len={len}"));
            }
            self.push("}");
        }
        self.push("]");
    }

    fn controls(&mut self, msg: &msghdr<'_>) {
        let mut any = false;
        for control in Controls::of(msg) {
            self.push(if any { ", " } else { "[" });
            any = true;
            self.control(&control);
        }
        match any {
            true => self.push("]"),
            false => {
                self.pointer(msg.msg_control.0.pointer(false).unwrap_or(core::ptr::null_mut()))
            }
        }
    }

    fn control(&mut self, control: &Control<'_>) {
        let (level, kind) = (control.header.cmsg_level, control.header.cmsg_type);
        self.fmt(format_args!("{{cmsg_len={}, cmsg_level=", control.header.cmsg_len));
        self.named(level, &LEVELS);
        self.push(", cmsg_type=");
        match level {
            SOL_SOCKET => self.named(kind, &SOCKET_CONTROLS),
            IPPROTO_IP => self.named(kind, &IP_CONTROLS),
            _ => self.hex(kind as u32),
        }
        let data = control.data;
        let ints: Vec<i32> = (0..data.len() / 4).filter_map(|i| data.read(i * 4)).collect();
        match (level, kind, &ints[..]) {
            (_, _, _) if data.is_empty() => {}
            (SOL_SOCKET, SCM_RIGHTS, fds) => {
                let fds: Vec<String> = fds.iter().map(i32::to_string).collect();
                self.fmt(format_args!(", cmsg_data=[{}]", fds.join(", ")));
            }
            (SOL_SOCKET, SCM_CREDENTIALS, [pid, uid, gid]) => {
                let (uid, gid) = (*uid as u32, *gid as u32);
                self.fmt(format_args!(", cmsg_data={{pid={pid}, uid={uid}, gid={gid}}}"));
            }
            (SOL_SOCKET, SO_TIMESTAMP, _) if data.len() == size_of::<libc::timeval>() => {
                if let Some(time) = data.read::<libc::timeval>(0) {
                    let (sec, usec) = (time.tv_sec, time.tv_usec);
                    self.fmt(format_args!(", cmsg_data={{tv_sec={sec}, tv_usec={usec}}}"));
                }
            }
            (IPPROTO_IP, IP_PKTINFO, [index, local, dest]) => {
                self.push(", cmsg_data={ipi_ifindex=");
                self.interface(*index as u32);
                self.push(", ");
                self.internet_address("ipi_spec_dst", local.to_ne_bytes());
                self.push(", ");
                self.internet_address("ipi_addr", dest.to_ne_bytes());
                self.push("}");
            }
            (IPPROTO_IP, IP_TTL, [ttl]) => self.fmt(format_args!(", cmsg_data=[{ttl}]")),
            (IPPROTO_IP, IP_TOS, _) if data.len() == 1 => {
                self.fmt(format_args!(", cmsg_data=[{}]", data.read::<u8>(0).unwrap_or(0)));
            }
            _ => {
                self.push(", cmsg_data=");
                self.bytes_of(data, Line::quoted_hex);
            }
        }
        self.push("}");
    }

    /// A time, or null.
    pub(crate) fn timespec(&mut self, time: Option<&timespec>) {
        match time {
            Some(time) => {
                // The one signed, the other not, as strace has it.
                let (sec, nsec) = (time.tv_sec, time.tv_nsec as u64);
                self.fmt(format_args!("{{tv_sec={sec}, tv_nsec={nsec}}}"));
            }
            None => self.push("NULL"),
        }
    }
}
