//! The constants of `<sys/socket.h>`.

use core::ffi::c_int;

/// A number that some architectures chose for themselves.
const fn of_arch(usual: c_int, powerpc: c_int, mips: c_int, sparc: c_int) -> c_int {
    if cfg!(any(target_arch = "powerpc", target_arch = "powerpc64")) {
        powerpc
    } else if cfg!(any(target_arch = "mips", target_arch = "mips64")) {
        mips
    } else if cfg!(any(target_arch = "sparc", target_arch = "sparc64")) {
        sparc
    } else {
        usual
    }
}

// Types of socket: the second argument of `socket`.

/// A reliable stream of bytes, both ways, without record boundaries: TCP.
pub const SOCK_STREAM: c_int = libc::SOCK_STREAM;
/// Datagrams: each arrives whole or not at all, maybe twice, in any order: UDP.
pub const SOCK_DGRAM: c_int = libc::SOCK_DGRAM;
/// Packets with the protocol's own header, or below it; needs `CAP_NET_RAW`. See raw(7), packet(7).
pub const SOCK_RAW: c_int = libc::SOCK_RAW;
/// Datagrams that arrive, in any order. Few families have it: TIPC.
pub const SOCK_RDM: c_int = libc::SOCK_RDM;
/// Records: a reliable connection that keeps the boundaries of messages: Unix sockets, SCTP.
pub const SOCK_SEQPACKET: c_int = libc::SOCK_SEQPACKET;
/// DCCP: datagrams under congestion control (RFC 4340). Linux had it until 6.15.
pub const SOCK_DCCP: c_int = libc::SOCK_DCCP;
/// Frames of a network device, as Linux 2.0 had them; [`PF_PACKET`] replaced it. See packet(7).
pub const SOCK_PACKET: c_int = 10;

// To be ORed to the type.

/// The new descriptor is closed by `execve`. For `socket`, `socketpair` and `accept4`.
pub const SOCK_CLOEXEC: c_int = libc::SOCK_CLOEXEC;
/// The new socket does not wait: a call that would fails with `EAGAIN`. For `socket`, `socketpair`
/// and `accept4`.
pub const SOCK_NONBLOCK: c_int = libc::SOCK_NONBLOCK;

// Flags of the calls that send and receive.

/// `send`: the last byte is urgent data. `recv`: takes the urgent byte. Comes back in `msg_flags`
/// with urgent data. TCP and Unix streams have it.
pub const MSG_OOB: c_int = libc::MSG_OOB;
/// `recv`: leaves in the queue what it returns; the next call returns it again.
pub const MSG_PEEK: c_int = libc::MSG_PEEK;
/// `send`: goes by no router, only to hosts on networks that this one is on.
pub const MSG_DONTROUTE: c_int = libc::MSG_DONTROUTE;
/// Another name of [`MSG_DONTROUTE`], from DECnet.
pub const MSG_TRYHARD: c_int = MSG_DONTROUTE;
/// In `msg_flags` after `recvmsg`: there was more ancillary data than room for it, and it was cut.
pub const MSG_CTRUNC: c_int = libc::MSG_CTRUNC;
/// `send` of a datagram: looks for the way (and its MTU) and sends nothing. The kernel calls it
/// `MSG_PROBE`.
pub const MSG_PROXY: c_int = 16;
/// `recv` of a datagram: returns how long it was, even if the buffer was shorter; of TCP: throws
/// the bytes away. In `msg_flags` after `recvmsg`: the datagram was cut.
pub const MSG_TRUNC: c_int = libc::MSG_TRUNC;
/// This call does not wait: it fails with `EAGAIN` if it would. The socket stays as it is.
pub const MSG_DONTWAIT: c_int = libc::MSG_DONTWAIT;
/// `send`: a record ends here. After `recvmsg` of SCTP `msg_flags` says so too.
pub const MSG_EOR: c_int = libc::MSG_EOR;
/// `recv` of a stream: waits until the buffer is full; a signal, an error or the end may come
/// first.
pub const MSG_WAITALL: c_int = libc::MSG_WAITALL;
/// The kernel's own mark of a segment that ends a connection. No call takes notice of it.
pub const MSG_FIN: c_int = libc::MSG_FIN;
/// The kernel's own mark of a segment that begins a connection. No call takes notice of it.
pub const MSG_SYN: c_int = libc::MSG_SYN;
/// `send` of a datagram: tells the neighbour table that the other side has answered, so that it is
/// not asked (ARP) whether it is still there.
pub const MSG_CONFIRM: c_int = libc::MSG_CONFIRM;
/// The kernel's own mark of a segment that breaks a connection. No call takes notice of it.
pub const MSG_RST: c_int = libc::MSG_RST;
/// `recvmsg`: takes from the queue of errors and send timestamps instead of data; never waits. See
/// `IP_RECVERR` in ip(7).
pub const MSG_ERRQUEUE: c_int = libc::MSG_ERRQUEUE;
/// `send`: if the other side is gone, only `EPIPE`, and no `SIGPIPE`.
pub const MSG_NOSIGNAL: c_int = libc::MSG_NOSIGNAL;
/// `send`: more will follow, so hold this back: TCP fills segments, UDP makes one datagram of it
/// all.
pub const MSG_MORE: c_int = libc::MSG_MORE;
/// `recvmmsg`: waits for the first message only, then takes those that are there.
pub const MSG_WAITFORONE: c_int = libc::MSG_WAITFORONE;
/// The kernel's own mark that more messages of a `sendmmsg` follow. A program need not set it.
pub const MSG_BATCH: c_int = 262144;
/// `send`: sends the caller's memory itself, once [`SO_ZEROCOPY`] is set. What is written there
/// before the error queue says that it is done may be sent as well.
pub const MSG_ZEROCOPY: c_int = libc::MSG_ZEROCOPY;
/// `sendto` of an unconnected TCP socket: connects, and sends the data with the first segment (RFC
/// 7413).
pub const MSG_FASTOPEN: c_int = libc::MSG_FASTOPEN;
/// `recvmsg`: the descriptors that arrive by [`SCM_RIGHTS`] are closed by `execve`.
pub const MSG_CMSG_CLOEXEC: c_int = libc::MSG_CMSG_CLOEXEC;

// Ancillary data of the level `SOL_SOCKET`; for more, see the options of the same name below.

/// Descriptors passed to another process: an array of `int`. Unix sockets; see unix(7).
pub const SCM_RIGHTS: c_int = libc::SCM_RIGHTS;
/// Who sends: a [`ucred`](super::ucred). Received if [`SO_PASSCRED`] is set. Unix sockets; see
/// unix(7).
pub const SCM_CREDENTIALS: c_int = libc::SCM_CREDENTIALS;

// What `shutdown` ends.

/// No more is received: reading returns end of file.
pub const SHUT_RD: c_int = libc::SHUT_RD;
/// No more is sent: the other side reads end of file.
pub const SHUT_WR: c_int = libc::SHUT_WR;
/// Neither is anything sent nor received any more.
pub const SHUT_RDWR: c_int = libc::SHUT_RDWR;

// Protocol families: the first argument of `socket`. The address families have the same numbers.

/// No family in particular. [`socket`](super::socket) refuses it with `EAFNOSUPPORT`.
pub const PF_UNSPEC: c_int = libc::PF_UNSPEC;
/// Sockets within the host, under POSIX's first name for them; the same as [`PF_UNIX`].
pub const PF_LOCAL: c_int = PF_UNIX;
/// Sockets within the host: stream, datagram, seqpacket. See unix(7).
pub const PF_UNIX: c_int = libc::PF_UNIX;
/// Sockets within the host, under an old name; the same as [`PF_UNIX`].
pub const PF_FILE: c_int = PF_UNIX;
/// IPv4: TCP, UDP, raw IP and others. See ip(7).
pub const PF_INET: c_int = libc::PF_INET;
/// Amateur radio's AX.25.
pub const PF_AX25: c_int = libc::PF_AX25;
/// Novell's IPX. No longer in the kernel.
pub const PF_IPX: c_int = libc::PF_IPX;
/// AppleTalk's datagrams, DDP.
pub const PF_APPLETALK: c_int = libc::PF_APPLETALK;
/// Amateur radio's NET/ROM, above AX.25.
pub const PF_NETROM: c_int = libc::PF_NETROM;
/// Ethernet bridges. It has no sockets; see [`AF_BRIDGE`].
pub const PF_BRIDGE: c_int = libc::PF_BRIDGE;
/// ATM, over permanent virtual circuits.
pub const PF_ATMPVC: c_int = libc::PF_ATMPVC;
/// X.25, packet level.
pub const PF_X25: c_int = libc::PF_X25;
/// IPv6, and IPv4 through mapped addresses: TCP, UDP, raw IP and others. See ipv6(7).
pub const PF_INET6: c_int = libc::PF_INET6;
/// Amateur radio's ROSE, X.25 above AX.25.
pub const PF_ROSE: c_int = libc::PF_ROSE;
/// Digital's DECnet. No longer in the kernel.
pub const PF_DECnet: c_int = libc::PF_DECnet;
/// Reserved for NetBEUI, which Linux never had.
pub const PF_NETBEUI: c_int = libc::PF_NETBEUI;
/// Reserved for calls back into a security module; it has no sockets.
pub const PF_SECURITY: c_int = libc::PF_SECURITY;
/// Keys of IPsec: messages between a key daemon and the kernel, PF_KEY version 2 (RFC 2367).
pub const PF_KEY: c_int = libc::PF_KEY;
/// Messages between programs and the kernel: routes, links, audit… See netlink(7).
pub const PF_NETLINK: c_int = libc::PF_NETLINK;
/// The routing messages of BSD; on Linux the same as [`PF_NETLINK`].
pub const PF_ROUTE: c_int = PF_NETLINK;
/// Frames as the network device sends and receives them; needs `CAP_NET_RAW`. See packet(7).
pub const PF_PACKET: c_int = libc::PF_PACKET;
/// Reserved for Ash, which Linux never had.
pub const PF_ASH: c_int = libc::PF_ASH;
/// Acorn's Econet. No longer in the kernel.
pub const PF_ECONET: c_int = libc::PF_ECONET;
/// ATM, over switched virtual circuits.
pub const PF_ATMSVC: c_int = libc::PF_ATMSVC;
/// Oracle's Reliable Datagram Sockets, over InfiniBand or TCP.
pub const PF_RDS: c_int = libc::PF_RDS;
/// Reserved for IBM's SNA, which Linux never had.
pub const PF_SNA: c_int = libc::PF_SNA;
/// Infrared links, IrDA. No longer in the kernel.
pub const PF_IRDA: c_int = libc::PF_IRDA;
/// PPP over something: Ethernet (PPPoE), L2TP, PPTP.
pub const PF_PPPOX: c_int = libc::PF_PPPOX;
/// Sangoma's WAN cards. No longer in the kernel.
pub const PF_WANPIPE: c_int = libc::PF_WANPIPE;
/// Logical Link Control, IEEE 802.2.
pub const PF_LLC: c_int = libc::PF_LLC;
/// InfiniBand's own addresses. It has no sockets; see [`AF_IB`].
pub const PF_IB: c_int = 27;
/// MPLS. It has no sockets; see [`AF_MPLS`].
pub const PF_MPLS: c_int = 28;
/// Controller Area Network, the bus of cars and machines.
pub const PF_CAN: c_int = libc::PF_CAN;
/// TIPC, between the nodes of a cluster.
pub const PF_TIPC: c_int = libc::PF_TIPC;
/// Bluetooth: HCI, L2CAP, RFCOMM, SCO.
pub const PF_BLUETOOTH: c_int = libc::PF_BLUETOOTH;
/// IUCV, between the guests of IBM's z/VM.
pub const PF_IUCV: c_int = libc::PF_IUCV;
/// Rx remote procedure calls, as AFS makes them.
pub const PF_RXRPC: c_int = libc::PF_RXRPC;
/// ISDN, the mISDN drivers.
pub const PF_ISDN: c_int = libc::PF_ISDN;
/// Phonet, to the modem of a Nokia telephone.
pub const PF_PHONET: c_int = libc::PF_PHONET;
/// Low-rate radio, IEEE 802.15.4 (below Zigbee and 6LoWPAN).
pub const PF_IEEE802154: c_int = libc::PF_IEEE802154;
/// CAIF, to the modem of an ST-Ericsson telephone.
pub const PF_CAIF: c_int = libc::PF_CAIF;
/// The kernel's ciphers and hashes.
pub const PF_ALG: c_int = libc::PF_ALG;
/// Near-field communication.
pub const PF_NFC: c_int = 39;
/// Between a virtual machine and its host. See vsock(7).
pub const PF_VSOCK: c_int = 40;
/// Messages carved out of TCP streams by a BPF program, the kernel connection multiplexor.
pub const PF_KCM: c_int = 41;
/// Qualcomm's IPC router, to the processors of a telephone.
pub const PF_QIPCRTR: c_int = 42;
/// Shared Memory Communications: TCP's interface over RDMA.
pub const PF_SMC: c_int = 43;
/// Frames by way of rings in shared memory, AF_XDP.
pub const PF_XDP: c_int = 44;
/// MCTP, between the parts of a machine and its management controller.
pub const PF_MCTP: c_int = 45;
/// One more than the last family that the C headers know.
pub const PF_MAX: c_int = 46;

// Address families: the first field of every address.

/// No family in particular: what an address that was never filled in says. A datagram socket that
/// [`connect`](super::connect)s to it is connected no more; in `getaddrinfo`'s hints it asks for
/// every family.
pub const AF_UNSPEC: c_int = PF_UNSPEC;
/// Sockets within the host, under POSIX's first name for them; the same as [`AF_UNIX`].
pub const AF_LOCAL: c_int = PF_LOCAL;
/// Sockets within the host. The address is a `sockaddr_un`: a path, an abstract name, or none.
pub const AF_UNIX: c_int = PF_UNIX;
/// Sockets within the host, under an old name; the same as [`AF_UNIX`].
pub const AF_FILE: c_int = PF_FILE;
/// IPv4. The address is a [`sockaddr_in`](crate::netinet::in_::sockaddr_in): address and port.
pub const AF_INET: c_int = PF_INET;
/// Amateur radio's AX.25. The address is a `full_sockaddr_ax25` (`<linux/ax25.h>`).
pub const AF_AX25: c_int = PF_AX25;
/// Novell's IPX, no longer in the kernel. The address was a `sockaddr_ipx`.
pub const AF_IPX: c_int = PF_IPX;
/// AppleTalk. The address is a `sockaddr_at` (`<linux/atalk.h>`).
pub const AF_APPLETALK: c_int = PF_APPLETALK;
/// Amateur radio's NET/ROM. The address is a `full_sockaddr_ax25` (`<linux/ax25.h>`).
pub const AF_NETROM: c_int = PF_NETROM;
/// Ethernet bridges. No sockets and no addresses: it marks the messages of rtnetlink(7) that are
/// about bridges.
pub const AF_BRIDGE: c_int = PF_BRIDGE;
/// ATM's permanent circuits. The address is a `sockaddr_atmpvc` (`<linux/atm.h>`).
pub const AF_ATMPVC: c_int = PF_ATMPVC;
/// X.25. The address is a `sockaddr_x25` (`<linux/x25.h>`).
pub const AF_X25: c_int = PF_X25;
/// IPv6. The address is a [`sockaddr_in6`](crate::netinet::in_::sockaddr_in6): address, port,
/// scope.
pub const AF_INET6: c_int = PF_INET6;
/// Amateur radio's ROSE. The address is a `sockaddr_rose` (`<linux/rose.h>`).
pub const AF_ROSE: c_int = PF_ROSE;
/// Digital's DECnet, no longer in the kernel. The address was a `sockaddr_dn`.
pub const AF_DECnet: c_int = PF_DECnet;
/// Reserved for NetBEUI, which Linux never had.
pub const AF_NETBEUI: c_int = PF_NETBEUI;
/// Reserved for calls back into a security module; it has no addresses.
pub const AF_SECURITY: c_int = PF_SECURITY;
/// Keys of IPsec (RFC 2367). Its sockets have no addresses.
pub const AF_KEY: c_int = PF_KEY;
/// Messages to and from the kernel. The address is a `sockaddr_nl` (`<linux/netlink.h>`).
pub const AF_NETLINK: c_int = PF_NETLINK;
/// The routing messages of BSD; on Linux the same as [`AF_NETLINK`], with other messages.
pub const AF_ROUTE: c_int = PF_ROUTE;
/// Frames of a network device. The address is a `sockaddr_ll` (`<netpacket/packet.h>`).
pub const AF_PACKET: c_int = PF_PACKET;
/// Reserved for Ash, which Linux never had.
pub const AF_ASH: c_int = PF_ASH;
/// Acorn's Econet, no longer in the kernel. The address was a `sockaddr_ec`.
pub const AF_ECONET: c_int = PF_ECONET;
/// ATM's switched circuits. The address is a `sockaddr_atmsvc` (`<linux/atm.h>`).
pub const AF_ATMSVC: c_int = PF_ATMSVC;
/// Reliable Datagram Sockets. The address is a [`sockaddr_in`](crate::netinet::in_::sockaddr_in) or
/// [`sockaddr_in6`](crate::netinet::in_::sockaddr_in6).
pub const AF_RDS: c_int = PF_RDS;
/// Reserved for IBM's SNA, which Linux never had.
pub const AF_SNA: c_int = PF_SNA;
/// Infrared links, no longer in the kernel. The address was a `sockaddr_irda`.
pub const AF_IRDA: c_int = PF_IRDA;
/// PPP over something. The address is a `sockaddr_pppox` (`<linux/if_pppox.h>`).
pub const AF_PPPOX: c_int = PF_PPPOX;
/// Sangoma's WAN cards, no longer in the kernel.
pub const AF_WANPIPE: c_int = PF_WANPIPE;
/// IEEE 802.2. The address is a `sockaddr_llc` (`<linux/llc.h>`).
pub const AF_LLC: c_int = PF_LLC;
/// InfiniBand. No sockets: the address, a `sockaddr_ib`, serves the RDMA connection manager.
pub const AF_IB: c_int = PF_IB;
/// MPLS. No sockets: it marks the labels in the routes of rtnetlink(7).
pub const AF_MPLS: c_int = PF_MPLS;
/// The CAN bus. The address is a `sockaddr_can` (`<linux/can.h>`).
pub const AF_CAN: c_int = PF_CAN;
/// TIPC. The address is a `sockaddr_tipc` (`<linux/tipc.h>`).
pub const AF_TIPC: c_int = PF_TIPC;
/// Bluetooth. The address is a `sockaddr_hci`, `sockaddr_l2`, `sockaddr_rc` or `sockaddr_sco`
/// (BlueZ's headers).
pub const AF_BLUETOOTH: c_int = PF_BLUETOOTH;
/// z/VM's IUCV. The address is a `sockaddr_iucv`.
pub const AF_IUCV: c_int = PF_IUCV;
/// Rx remote procedure calls. The address is a `sockaddr_rxrpc` (`<linux/rxrpc.h>`).
pub const AF_RXRPC: c_int = PF_RXRPC;
/// ISDN. The address is a `sockaddr_mISDN`.
pub const AF_ISDN: c_int = PF_ISDN;
/// Phonet. The address is a `sockaddr_pn` (`<linux/phonet.h>`).
pub const AF_PHONET: c_int = PF_PHONET;
/// IEEE 802.15.4. The address is a `sockaddr_ieee802154`.
pub const AF_IEEE802154: c_int = PF_IEEE802154;
/// CAIF. The address is a `sockaddr_caif` (`<linux/caif/caif_socket.h>`).
pub const AF_CAIF: c_int = PF_CAIF;
/// The kernel's ciphers and hashes: the address names one, a `sockaddr_alg` (`<linux/if_alg.h>`).
pub const AF_ALG: c_int = PF_ALG;
/// Near-field communication. The address is a `sockaddr_nfc` or `sockaddr_nfc_llcp`
/// (`<linux/nfc.h>`).
pub const AF_NFC: c_int = PF_NFC;
/// A virtual machine and its host. The address is a `sockaddr_vm` (`<linux/vm_sockets.h>`).
pub const AF_VSOCK: c_int = PF_VSOCK;
/// The kernel connection multiplexor. Its sockets have no addresses of their own.
pub const AF_KCM: c_int = PF_KCM;
/// Qualcomm's IPC router. The address is a `sockaddr_qrtr` (`<linux/qrtr.h>`).
pub const AF_QIPCRTR: c_int = PF_QIPCRTR;
/// Shared Memory Communications. The address is a [`sockaddr_in`](crate::netinet::in_::sockaddr_in)
/// or [`sockaddr_in6`](crate::netinet::in_::sockaddr_in6).
pub const AF_SMC: c_int = PF_SMC;
/// Frames by way of rings. The address is a `sockaddr_xdp` (`<linux/if_xdp.h>`).
pub const AF_XDP: c_int = PF_XDP;
/// MCTP. The address is a `sockaddr_mctp` (`<linux/mctp.h>`).
pub const AF_MCTP: c_int = PF_MCTP;
/// One more than the last family that the C headers know.
pub const AF_MAX: c_int = PF_MAX;

// Levels of options; `SOL_SOCKET` is below.

/// Options of raw IPv4 sockets: `ICMP_FILTER`.
pub const SOL_RAW: c_int = libc::SOL_RAW;
/// Options of DECnet sockets. No longer in the kernel.
pub const SOL_DECNET: c_int = libc::SOL_DECNET;
/// Options of X.25 sockets.
pub const SOL_X25: c_int = libc::SOL_X25;
/// Options of packet sockets: `PACKET_ADD_MEMBERSHIP`… See packet(7).
pub const SOL_PACKET: c_int = libc::SOL_PACKET;
/// Options of ATM sockets.
pub const SOL_ATM: c_int = libc::SOL_ATM;
/// Options of ATM's adaptation layer.
pub const SOL_AAL: c_int = libc::SOL_AAL;
/// Options of infrared sockets. No longer in the kernel.
pub const SOL_IRDA: c_int = libc::SOL_IRDA;
/// Reserved for NetBEUI.
pub const SOL_NETBEUI: c_int = libc::SOL_NETBEUI;
/// Options of [`PF_LLC`] sockets.
pub const SOL_LLC: c_int = libc::SOL_LLC;
/// Options of DCCP sockets.
pub const SOL_DCCP: c_int = libc::SOL_DCCP;
/// Options of netlink sockets: `NETLINK_ADD_MEMBERSHIP`… See netlink(7).
pub const SOL_NETLINK: c_int = libc::SOL_NETLINK;
/// Options of TIPC sockets.
pub const SOL_TIPC: c_int = libc::SOL_TIPC;
/// Options of [`PF_RXRPC`] sockets, and their ancillary data.
pub const SOL_RXRPC: c_int = 272;
/// Options of PPP over L2TP.
pub const SOL_PPPOL2TP: c_int = 273;
/// Options of Bluetooth sockets of any kind.
pub const SOL_BLUETOOTH: c_int = libc::SOL_BLUETOOTH;
/// Options of Phonet pipes.
pub const SOL_PNPIPE: c_int = 275;
/// Options of [`PF_RDS`] sockets.
pub const SOL_RDS: c_int = 276;
/// Options of [`PF_IUCV`] sockets.
pub const SOL_IUCV: c_int = 277;
/// Options of [`PF_CAIF`] sockets.
pub const SOL_CAIF: c_int = 278;
/// Options of [`PF_ALG`] sockets: the key, and ancillary data that says what to compute.
pub const SOL_ALG: c_int = libc::SOL_ALG;
/// Options of near-field sockets.
pub const SOL_NFC: c_int = 280;
/// Options of [`PF_KCM`] sockets.
pub const SOL_KCM: c_int = 281;
/// Options of TLS inside the kernel: the keys, set once `TCP_ULP` has made a TCP socket "tls".
pub const SOL_TLS: c_int = libc::SOL_TLS;
/// Options of [`PF_XDP`] sockets: the rings.
pub const SOL_XDP: c_int = libc::SOL_XDP;
/// Options of multipath TCP.
pub const SOL_MPTCP: c_int = 284;
/// Options of [`PF_MCTP`] sockets.
pub const SOL_MCTP: c_int = 285;
/// Options of [`PF_SMC`] sockets.
pub const SOL_SMC: c_int = 286;

// For `listen`.

/// The longest queue that `listen` grants by default. What rules is `/proc/sys/net/core/somaxconn`.
pub const SOMAXCONN: c_int = libc::SOMAXCONN;

// Options of sockets of every family. See socket(7).

/// The level of the options of sockets of every family, `SO_…`, and of the ancillary data `SCM_…`.
pub const SOL_SOCKET: c_int = libc::SOL_SOCKET;
/// Has the protocol note what happens. `int`, 0 or 1; get, set. Needs `CAP_NET_ADMIN`.
pub const SO_DEBUG: c_int = libc::SO_DEBUG;
/// Lets `bind` take an address that connections in TIME_WAIT still have (TCP), or that other
/// sockets with this option have (UDP). `int`, 0 or 1; get, set.
pub const SO_REUSEADDR: c_int = libc::SO_REUSEADDR;
/// The type of the socket, such as [`SOCK_STREAM`]. `int`; get.
pub const SO_TYPE: c_int = libc::SO_TYPE;
/// The error that waits to be told, an errno or 0; asking clears it. How a non-blocking `connect`
/// went. `int`; get.
pub const SO_ERROR: c_int = libc::SO_ERROR;
/// Sends by no router, only to hosts on networks that this one is on. `int`, 0 or 1; get, set.
pub const SO_DONTROUTE: c_int = libc::SO_DONTROUTE;
/// Lets datagrams be sent to a broadcast address; without it that is `EACCES`. `int`, 0 or 1; get,
/// set.
pub const SO_BROADCAST: c_int = libc::SO_BROADCAST;
/// Room for data to send, in bytes. The kernel doubles what is set, for its own bookkeeping, and
/// takes at most `/proc/sys/net/core/wmem_max`. `int`; get, set.
pub const SO_SNDBUF: c_int = libc::SO_SNDBUF;
/// Room for data received, in bytes. The kernel doubles what is set, for its own bookkeeping, and
/// takes at most `/proc/sys/net/core/rmem_max`. `int`; get, set.
pub const SO_RCVBUF: c_int = libc::SO_RCVBUF;
/// [`SO_SNDBUF`] beyond the limit. `int`, bytes; set. Needs `CAP_NET_ADMIN`.
pub const SO_SNDBUFFORCE: c_int = libc::SO_SNDBUFFORCE;
/// [`SO_RCVBUF`] beyond the limit. `int`, bytes; set. Needs `CAP_NET_ADMIN`.
pub const SO_RCVBUFFORCE: c_int = libc::SO_RCVBUFFORCE;
/// Asks a silent connection now and then whether the other side is still there (TCP: after two
/// hours by default; see tcp(7)). `int`, 0 or 1; get, set.
pub const SO_KEEPALIVE: c_int = libc::SO_KEEPALIVE;
/// Leaves urgent data in the stream, where it came. `int`, 0 or 1; get, set.
pub const SO_OOBINLINE: c_int = libc::SO_OOBINLINE;
/// Sends UDP datagrams over IPv4 without a checksum. `int`, 0 or 1; get, set.
pub const SO_NO_CHECK: c_int = libc::SO_NO_CHECK;
/// The priority of what is sent, for the queues of the device. `int`, 0 to 6, others need
/// `CAP_NET_ADMIN`; get, set.
pub const SO_PRIORITY: c_int = libc::SO_PRIORITY;
/// Whether `close` waits until all is sent, and how many seconds; with 0 seconds it breaks the
/// connection (TCP: RST). [`linger`](super::linger); get, set.
pub const SO_LINGER: c_int = libc::SO_LINGER;
/// Did what BSD did wrong, in Linux 2.0. Does nothing now. `int`; get, set.
pub const SO_BSDCOMPAT: c_int = libc::SO_BSDCOMPAT;
/// Lets several sockets of one user bind the same address, each with this option, and spreads the
/// calls or datagrams over them. `int`, 0 or 1; get, set.
pub const SO_REUSEPORT: c_int = libc::SO_REUSEPORT;
/// Adds the sender's credentials to every message received, as [`SCM_CREDENTIALS`]. Unix and
/// netlink sockets. `int`, 0 or 1; get, set.
pub const SO_PASSCRED: c_int = libc::SO_PASSCRED;
/// Who connected, or made the pair: process, user and group, as they were then. Unix sockets.
/// [`ucred`](super::ucred); get.
pub const SO_PEERCRED: c_int = libc::SO_PEERCRED;
/// How many bytes must be there before `recv` or `poll` stops waiting. `int`, 1 at first; get, set.
pub const SO_RCVLOWAT: c_int = libc::SO_RCVLOWAT;
/// Always 1 on Linux. `int`; get. To set it is `ENOPROTOOPT`.
pub const SO_SNDLOWAT: c_int = libc::SO_SNDLOWAT;
/// [`SO_RCVTIMEO`] with a `timeval` of two `long`s, which on 32 bits ends in 2038.
pub const SO_RCVTIMEO_OLD: c_int = of_arch(20, 18, 0x1006, 0x2000);
/// [`SO_SNDTIMEO`] with a `timeval` of two `long`s, which on 32 bits ends in 2038.
pub const SO_SNDTIMEO_OLD: c_int = of_arch(21, 19, 0x1005, 0x4000);
/// Reserved for IPsec's authentication. The kernel knows no such option: `ENOPROTOOPT`.
pub const SO_SECURITY_AUTHENTICATION: c_int = libc::SO_SECURITY_AUTHENTICATION;
/// Reserved for IPsec's encryption of the transport layer. The kernel knows no such option:
/// `ENOPROTOOPT`.
pub const SO_SECURITY_ENCRYPTION_TRANSPORT: c_int = libc::SO_SECURITY_ENCRYPTION_TRANSPORT;
/// Reserved for IPsec's encryption of the network layer. The kernel knows no such option:
/// `ENOPROTOOPT`.
pub const SO_SECURITY_ENCRYPTION_NETWORK: c_int = libc::SO_SECURITY_ENCRYPTION_NETWORK;
/// The network interface to send and receive by. Its name, at most 16 bytes with the NUL, empty for
/// any; get, set. See also [`SO_BINDTOIFINDEX`].
pub const SO_BINDTODEVICE: c_int = libc::SO_BINDTODEVICE;
/// Puts a classic BPF program before the socket, which decides what it receives.
/// [`struct sock_fprog`](crate::linux::filter::sock_fprog); set. See [`SO_GET_FILTER`],
/// [`SO_DETACH_FILTER`].
pub const SO_ATTACH_FILTER: c_int = libc::SO_ATTACH_FILTER;
/// Takes the filter away. `int`, of any value; set. `ENOENT` if there is none.
pub const SO_DETACH_FILTER: c_int = libc::SO_DETACH_FILTER;
/// The classic BPF program before the socket. An array of `struct sock_filter`; get. Here the
/// length counts instructions, not bytes.
pub const SO_GET_FILTER: c_int = SO_ATTACH_FILTER;
/// The address of the other side, as `getpeername` gives it. An address; get.
pub const SO_PEERNAME: c_int = libc::SO_PEERNAME;
/// Whether the socket listens. `int`, 0 or 1; get.
pub const SO_ACCEPTCONN: c_int = libc::SO_ACCEPTCONN;
/// The security label of the other side. Text; get. `ENOPROTOOPT` without a security module that
/// has labels (SELinux), `ERANGE` if it does not fit.
pub const SO_PEERSEC: c_int = libc::SO_PEERSEC;
/// Adds the sender's security label to every message received, as `SCM_SECURITY`. Unix sockets.
/// `int`, 0 or 1; get, set.
pub const SO_PASSSEC: c_int = libc::SO_PASSSEC;
/// The mark of what is sent, for routing rules and the firewall. `int`; get, set. Needs
/// `CAP_NET_ADMIN` or `CAP_NET_RAW`.
pub const SO_MARK: c_int = libc::SO_MARK;
/// The protocol of the socket, such as `IPPROTO_TCP`. `int`; get.
pub const SO_PROTOCOL: c_int = libc::SO_PROTOCOL;
/// The domain of the socket, such as [`PF_INET`]. `int`; get.
pub const SO_DOMAIN: c_int = libc::SO_DOMAIN;
/// Once datagrams were dropped for want of room, says with every one received how many so far, as
/// ancillary data of this name, a `uint32_t`. The option: `int`, 0 or 1; get, set.
pub const SO_RXQ_OVFL: c_int = libc::SO_RXQ_OVFL;
/// Has the error queue tell whether a frame sent over wireless LAN was acknowledged, as
/// [`SCM_WIFI_STATUS`]. `int`, 0 or 1; get, set.
pub const SO_WIFI_STATUS: c_int = libc::SO_WIFI_STATUS;
/// Ancillary data: whether the frame was acknowledged. `int`, 0 or 1.
pub const SCM_WIFI_STATUS: c_int = SO_WIFI_STATUS;
/// Where [`MSG_PEEK`] begins, in bytes from the front of the queue; −1, as at first: always at the
/// front. It moves with what is peeked and read. `int`; get, set.
pub const SO_PEEK_OFF: c_int = libc::SO_PEEK_OFF;
/// The last 4 bytes of a frame sent are its checksum already, so that the device adds none. Packet
/// sockets. `int`, 0 or 1; get, set.
pub const SO_NOFCS: c_int = libc::SO_NOFCS;
/// From now on nobody can change or remove the filter. `int`, 0 or 1; get, set. To undo it is
/// `EPERM`.
pub const SO_LOCK_FILTER: c_int = libc::SO_LOCK_FILTER;
/// What comes into the error queue is exceptional for `select` and `POLLPRI` for `poll`. `int`, 0
/// or 1; get, set.
pub const SO_SELECT_ERR_QUEUE: c_int = libc::SO_SELECT_ERR_QUEUE;
/// For how many microseconds a receiving call asks the device itself before it sleeps. `int`; get,
/// set. To set more needs `CAP_NET_ADMIN`.
pub const SO_BUSY_POLL: c_int = libc::SO_BUSY_POLL;
/// How fast to send at most, in bytes a second; all bits set: no limit. `uint32_t`, or `uint64_t`
/// on 64 bits; get, set.
pub const SO_MAX_PACING_RATE: c_int = libc::SO_MAX_PACING_RATE;
/// How many additions to classic BPF the kernel has (`SKF_AD_MAX`). `int`; get.
pub const SO_BPF_EXTENSIONS: c_int = libc::SO_BPF_EXTENSIONS;
/// The processor that the last packet came by; or the one whose packets a socket of a
/// [`SO_REUSEPORT`] group prefers. `int`, −1 for none; get, set.
pub const SO_INCOMING_CPU: c_int = libc::SO_INCOMING_CPU;
/// Puts an extended BPF program before the socket, which decides what it receives. `int`, the
/// program's descriptor; set.
pub const SO_ATTACH_BPF: c_int = libc::SO_ATTACH_BPF;
/// Takes the filter away: the same as [`SO_DETACH_FILTER`].
pub const SO_DETACH_BPF: c_int = SO_DETACH_FILTER;
/// Lets a classic BPF program choose the socket of a [`SO_REUSEPORT`] group.
/// [`struct sock_fprog`](crate::linux::filter::sock_fprog); set.
pub const SO_ATTACH_REUSEPORT_CBPF: c_int = libc::SO_ATTACH_REUSEPORT_CBPF;
/// Lets an extended BPF program choose the socket of a [`SO_REUSEPORT`] group. `int`, the program's
/// descriptor; set.
pub const SO_ATTACH_REUSEPORT_EBPF: c_int = libc::SO_ATTACH_REUSEPORT_EBPF;
/// 1 tells the kernel that the connection gets nowhere, so that it looks for another route. `int`;
/// set.
pub const SO_CNX_ADVICE: c_int = libc::SO_CNX_ADVICE;
/// Ancillary data, with a send timestamp of TCP: statistics of the connection, as netlink
/// attributes.
pub const SCM_TIMESTAMPING_OPT_STATS: c_int = libc::SCM_TIMESTAMPING_OPT_STATS;
/// How much memory the socket has and uses. An array of `uint32_t`, numbered by `SK_MEMINFO_…`
/// (`<linux/sock_diag.h>`); get.
pub const SO_MEMINFO: c_int = libc::SO_MEMINFO;
/// The receive queue of the device that the last packet came by. `unsigned int`, 0 for none; get.
pub const SO_INCOMING_NAPI_ID: c_int = libc::SO_INCOMING_NAPI_ID;
/// A number that no other socket of this host has or will have. `uint64_t`; get.
pub const SO_COOKIE: c_int = libc::SO_COOKIE;
/// Ancillary data, with a receive timestamp of a device: which device, and how long the frame was.
/// `struct scm_ts_pktinfo`.
pub const SCM_TIMESTAMPING_PKTINFO: c_int = libc::SCM_TIMESTAMPING_PKTINFO;
/// The further groups of who connected, or made the pair. Unix sockets. An array of `gid_t`; get.
/// `ERANGE` if it is too short, and the length needed.
pub const SO_PEERGROUPS: c_int = libc::SO_PEERGROUPS;
/// Allows [`MSG_ZEROCOPY`]. TCP, UDP, RDS and vsock sockets. `int`, 0 or 1; get, set.
pub const SO_ZEROCOPY: c_int = libc::SO_ZEROCOPY;
/// Lets every packet say when it is to be sent, by [`SCM_TXTIME`]. `struct sock_txtime`
/// (`<linux/net_tstamp.h>`): a clock and flags; get, set.
pub const SO_TXTIME: c_int = libc::SO_TXTIME;
/// Ancillary data for `sendmsg`: when to send, in nanoseconds of the clock of [`SO_TXTIME`].
/// `uint64_t`.
pub const SCM_TXTIME: c_int = SO_TXTIME;
/// The network interface to send and receive by, by its index, 0 for any. `int`; get, set.
pub const SO_BINDTOIFINDEX: c_int = libc::SO_BINDTOIFINDEX;
/// [`SO_TIMESTAMP`] with a `timeval` of two `long`s, which on 32 bits ends in 2038.
pub const SO_TIMESTAMP_OLD: c_int = 29;
/// [`SO_TIMESTAMPNS`] with a `timespec` of two `long`s, which on 32 bits ends in 2038.
pub const SO_TIMESTAMPNS_OLD: c_int = of_arch(35, 35, 35, 33);
/// [`SO_TIMESTAMPING`] with `timespec`s of two `long`s, which on 32 bits end in 2038.
pub const SO_TIMESTAMPING_OLD: c_int = of_arch(37, 37, 37, 35);
/// [`SO_TIMESTAMP`] with a time of two 64-bit numbers on every machine. `int`, 0 or 1; get, set.
pub const SO_TIMESTAMP_NEW: c_int = of_arch(63, 63, 63, 70);
/// [`SO_TIMESTAMPNS`] with a time of two 64-bit numbers on every machine. `int`, 0 or 1; get, set.
pub const SO_TIMESTAMPNS_NEW: c_int = of_arch(64, 64, 64, 66);
/// [`SO_TIMESTAMPING`] with times of two 64-bit numbers on every machine. `int`; get, set.
pub const SO_TIMESTAMPING_NEW: c_int = of_arch(65, 65, 65, 67);
/// [`SO_RCVTIMEO`] with a time of two 64-bit numbers on every machine; get, set.
pub const SO_RCVTIMEO_NEW: c_int = of_arch(66, 66, 66, 68);
/// [`SO_SNDTIMEO`] with a time of two 64-bit numbers on every machine; get, set.
pub const SO_SNDTIMEO_NEW: c_int = of_arch(67, 67, 67, 69);
/// Takes the program of a [`SO_REUSEPORT`] group away. `int`, of any value; set. `ENOENT` or
/// `EINVAL` if there is none.
pub const SO_DETACH_REUSEPORT_BPF: c_int = libc::SO_DETACH_REUSEPORT_BPF;
/// Prefers busy polling to interrupts of the device. `int`, 0 or 1; get, set. Needs
/// `CAP_NET_ADMIN`.
pub const SO_PREFER_BUSY_POLL: c_int = libc::SO_PREFER_BUSY_POLL;
/// How many packets one round of busy polling takes at most. `int`; set. To set more needs
/// `CAP_NET_ADMIN`.
pub const SO_BUSY_POLL_BUDGET: c_int = libc::SO_BUSY_POLL_BUDGET;
/// A number of the network namespace that the socket is in. `uint64_t`; get.
pub const SO_NETNS_COOKIE: c_int = libc::SO_NETNS_COOKIE;
/// Which buffers keep the size that was set: 1 for sending, 2 for receiving, 3 for both; of the
/// others the kernel chooses the size. `int`; get, set.
pub const SO_BUF_LOCK: c_int = libc::SO_BUF_LOCK;
/// How many bytes of memory to keep for the socket, of its control group's share. `int`; get, set.
pub const SO_RESERVE_MEM: c_int = libc::SO_RESERVE_MEM;
/// Whether a TCP connection that loses packets tries other paths: 1 yes, 0 no, −1 as the system has
/// it. `int`; get, set.
pub const SO_TXREHASH: c_int = libc::SO_TXREHASH;
/// Adds the packet's mark to what is received, as ancillary data [`SO_MARK`], a `uint32_t`. The
/// option: `int`, 0 or 1; get, set.
pub const SO_RCVMARK: c_int = libc::SO_RCVMARK;
/// Adds the time of arrival to what is received, in microseconds, as [`SCM_TIMESTAMP`]. `int`, 0 or
/// 1; get, set.
pub const SO_TIMESTAMP: c_int = libc::SO_TIMESTAMP;
/// Adds the time of arrival to what is received, in nanoseconds, as [`SCM_TIMESTAMPNS`]. `int`, 0
/// or 1; get, set.
pub const SO_TIMESTAMPNS: c_int = libc::SO_TIMESTAMPNS;
/// Times taken by software or by the device, of what is received and sent, as [`SCM_TIMESTAMPING`].
/// `int`, flags `SOF_TIMESTAMPING_…` (`<linux/net_tstamp.h>`); get, set.
pub const SO_TIMESTAMPING: c_int = libc::SO_TIMESTAMPING;
/// How long a receiving call, or `accept`, waits before it fails with `EAGAIN`; 0 is for ever.
/// `timeval`; get, set.
pub const SO_RCVTIMEO: c_int = libc::SO_RCVTIMEO;
/// How long a sending call, or `connect`, waits before it fails with `EAGAIN` (`connect`:
/// `EINPROGRESS`); 0 is for ever. `timeval`; get, set.
pub const SO_SNDTIMEO: c_int = libc::SO_SNDTIMEO;
/// Ancillary data: when it arrived. `timeval`.
pub const SCM_TIMESTAMP: c_int = SO_TIMESTAMP;
/// Ancillary data: when it arrived. `timespec`.
pub const SCM_TIMESTAMPNS: c_int = SO_TIMESTAMPNS;
/// Ancillary data: up to three times, by software and by the device. `struct scm_timestamping`
/// (`<linux/errqueue.h>`).
pub const SCM_TIMESTAMPING: c_int = SO_TIMESTAMPING;
