//! The constants of `<sys/socket.h>`.

use core::ffi::c_int;

/// SOCK_STREAM
pub const SOCK_STREAM: c_int = libc::SOCK_STREAM;
/// SOCK_DGRAM
pub const SOCK_DGRAM: c_int = libc::SOCK_DGRAM;
/// SOCK_RAW
pub const SOCK_RAW: c_int = libc::SOCK_RAW;
/// SOCK_RDM
pub const SOCK_RDM: c_int = libc::SOCK_RDM;
/// SOCK_SEQPACKET
pub const SOCK_SEQPACKET: c_int = libc::SOCK_SEQPACKET;
/// SOCK_DCCP
pub const SOCK_DCCP: c_int = libc::SOCK_DCCP;
/// SOCK_PACKET
pub const SOCK_PACKET: c_int = libc::SOCK_PACKET;
/// SOCK_CLOEXEC
pub const SOCK_CLOEXEC: c_int = libc::SOCK_CLOEXEC;
/// SOCK_NONBLOCK
pub const SOCK_NONBLOCK: c_int = libc::SOCK_NONBLOCK;
/// MSG_OOB
pub const MSG_OOB: c_int = libc::MSG_OOB;
/// MSG_PEEK
pub const MSG_PEEK: c_int = libc::MSG_PEEK;
/// MSG_DONTROUTE
pub const MSG_DONTROUTE: c_int = libc::MSG_DONTROUTE;
/// MSG_TRYHARD
pub const MSG_TRYHARD: c_int = libc::MSG_TRYHARD;
/// MSG_CTRUNC
pub const MSG_CTRUNC: c_int = libc::MSG_CTRUNC;
/// MSG_PROXY
pub const MSG_PROXY: c_int = 16;
/// MSG_TRUNC
pub const MSG_TRUNC: c_int = libc::MSG_TRUNC;
/// MSG_DONTWAIT
pub const MSG_DONTWAIT: c_int = libc::MSG_DONTWAIT;
/// MSG_EOR
pub const MSG_EOR: c_int = libc::MSG_EOR;
/// MSG_WAITALL
pub const MSG_WAITALL: c_int = libc::MSG_WAITALL;
/// MSG_FIN
pub const MSG_FIN: c_int = libc::MSG_FIN;
/// MSG_SYN
pub const MSG_SYN: c_int = libc::MSG_SYN;
/// MSG_CONFIRM
pub const MSG_CONFIRM: c_int = libc::MSG_CONFIRM;
/// MSG_RST
pub const MSG_RST: c_int = libc::MSG_RST;
/// MSG_ERRQUEUE
pub const MSG_ERRQUEUE: c_int = libc::MSG_ERRQUEUE;
/// MSG_NOSIGNAL
pub const MSG_NOSIGNAL: c_int = libc::MSG_NOSIGNAL;
/// MSG_MORE
pub const MSG_MORE: c_int = libc::MSG_MORE;
/// MSG_WAITFORONE
pub const MSG_WAITFORONE: c_int = libc::MSG_WAITFORONE;
/// MSG_BATCH
pub const MSG_BATCH: c_int = 262144;
/// MSG_ZEROCOPY
pub const MSG_ZEROCOPY: c_int = libc::MSG_ZEROCOPY;
/// MSG_FASTOPEN
pub const MSG_FASTOPEN: c_int = libc::MSG_FASTOPEN;
/// MSG_CMSG_CLOEXEC
pub const MSG_CMSG_CLOEXEC: c_int = libc::MSG_CMSG_CLOEXEC;
/// SCM_RIGHTS
pub const SCM_RIGHTS: c_int = libc::SCM_RIGHTS;
/// SCM_CREDENTIALS
pub const SCM_CREDENTIALS: c_int = libc::SCM_CREDENTIALS;
/// SHUT_RD
pub const SHUT_RD: c_int = libc::SHUT_RD;
/// SHUT_WR
pub const SHUT_WR: c_int = libc::SHUT_WR;
/// SHUT_RDWR
pub const SHUT_RDWR: c_int = libc::SHUT_RDWR;
/// PF_UNSPEC
pub const PF_UNSPEC: c_int = libc::PF_UNSPEC;
/// PF_LOCAL
pub const PF_LOCAL: c_int = libc::PF_LOCAL;
/// PF_UNIX
pub const PF_UNIX: c_int = libc::PF_UNIX;
/// PF_FILE
pub const PF_FILE: c_int = 1;
/// PF_INET
pub const PF_INET: c_int = libc::PF_INET;
/// PF_AX25
pub const PF_AX25: c_int = libc::PF_AX25;
/// PF_IPX
pub const PF_IPX: c_int = libc::PF_IPX;
/// PF_APPLETALK
pub const PF_APPLETALK: c_int = libc::PF_APPLETALK;
/// PF_NETROM
pub const PF_NETROM: c_int = libc::PF_NETROM;
/// PF_BRIDGE
pub const PF_BRIDGE: c_int = libc::PF_BRIDGE;
/// PF_ATMPVC
pub const PF_ATMPVC: c_int = libc::PF_ATMPVC;
/// PF_X25
pub const PF_X25: c_int = libc::PF_X25;
/// PF_INET6
pub const PF_INET6: c_int = libc::PF_INET6;
/// PF_ROSE
pub const PF_ROSE: c_int = libc::PF_ROSE;
/// PF_DECnet
pub const PF_DECnet: c_int = libc::PF_DECnet;
/// PF_NETBEUI
pub const PF_NETBEUI: c_int = libc::PF_NETBEUI;
/// PF_SECURITY
pub const PF_SECURITY: c_int = libc::PF_SECURITY;
/// PF_KEY
pub const PF_KEY: c_int = libc::PF_KEY;
/// PF_NETLINK
pub const PF_NETLINK: c_int = libc::PF_NETLINK;
/// PF_ROUTE
pub const PF_ROUTE: c_int = libc::PF_ROUTE;
/// PF_PACKET
pub const PF_PACKET: c_int = libc::PF_PACKET;
/// PF_ASH
pub const PF_ASH: c_int = libc::PF_ASH;
/// PF_ECONET
pub const PF_ECONET: c_int = libc::PF_ECONET;
/// PF_ATMSVC
pub const PF_ATMSVC: c_int = libc::PF_ATMSVC;
/// PF_RDS
pub const PF_RDS: c_int = libc::PF_RDS;
/// PF_SNA
pub const PF_SNA: c_int = libc::PF_SNA;
/// PF_IRDA
pub const PF_IRDA: c_int = libc::PF_IRDA;
/// PF_PPPOX
pub const PF_PPPOX: c_int = libc::PF_PPPOX;
/// PF_WANPIPE
pub const PF_WANPIPE: c_int = libc::PF_WANPIPE;
/// PF_LLC
pub const PF_LLC: c_int = libc::PF_LLC;
/// PF_IB
pub const PF_IB: c_int = libc::PF_IB;
/// PF_MPLS
pub const PF_MPLS: c_int = libc::PF_MPLS;
/// PF_CAN
pub const PF_CAN: c_int = libc::PF_CAN;
/// PF_TIPC
pub const PF_TIPC: c_int = libc::PF_TIPC;
/// PF_BLUETOOTH
pub const PF_BLUETOOTH: c_int = libc::PF_BLUETOOTH;
/// PF_IUCV
pub const PF_IUCV: c_int = libc::PF_IUCV;
/// PF_RXRPC
pub const PF_RXRPC: c_int = libc::PF_RXRPC;
/// PF_ISDN
pub const PF_ISDN: c_int = libc::PF_ISDN;
/// PF_PHONET
pub const PF_PHONET: c_int = libc::PF_PHONET;
/// PF_IEEE802154
pub const PF_IEEE802154: c_int = libc::PF_IEEE802154;
/// PF_CAIF
pub const PF_CAIF: c_int = libc::PF_CAIF;
/// PF_ALG
pub const PF_ALG: c_int = libc::PF_ALG;
/// PF_NFC
pub const PF_NFC: c_int = libc::PF_NFC;
/// PF_VSOCK
pub const PF_VSOCK: c_int = libc::PF_VSOCK;
/// PF_KCM
pub const PF_KCM: c_int = 41;
/// PF_QIPCRTR
pub const PF_QIPCRTR: c_int = 42;
/// PF_SMC
pub const PF_SMC: c_int = 43;
/// PF_XDP
pub const PF_XDP: c_int = libc::PF_XDP;
/// PF_MCTP
pub const PF_MCTP: c_int = 45;
/// PF_MAX
pub const PF_MAX: c_int = 46;
/// AF_UNSPEC
pub const AF_UNSPEC: c_int = libc::AF_UNSPEC;
/// AF_LOCAL
pub const AF_LOCAL: c_int = libc::AF_LOCAL;
/// AF_UNIX
pub const AF_UNIX: c_int = libc::AF_UNIX;
/// AF_FILE
pub const AF_FILE: c_int = 1;
/// AF_INET
pub const AF_INET: c_int = libc::AF_INET;
/// AF_AX25
pub const AF_AX25: c_int = libc::AF_AX25;
/// AF_IPX
pub const AF_IPX: c_int = libc::AF_IPX;
/// AF_APPLETALK
pub const AF_APPLETALK: c_int = libc::AF_APPLETALK;
/// AF_NETROM
pub const AF_NETROM: c_int = libc::AF_NETROM;
/// AF_BRIDGE
pub const AF_BRIDGE: c_int = libc::AF_BRIDGE;
/// AF_ATMPVC
pub const AF_ATMPVC: c_int = libc::AF_ATMPVC;
/// AF_X25
pub const AF_X25: c_int = libc::AF_X25;
/// AF_INET6
pub const AF_INET6: c_int = libc::AF_INET6;
/// AF_ROSE
pub const AF_ROSE: c_int = libc::AF_ROSE;
/// AF_DECnet
pub const AF_DECnet: c_int = libc::AF_DECnet;
/// AF_NETBEUI
pub const AF_NETBEUI: c_int = libc::AF_NETBEUI;
/// AF_SECURITY
pub const AF_SECURITY: c_int = libc::AF_SECURITY;
/// AF_KEY
pub const AF_KEY: c_int = libc::AF_KEY;
/// AF_NETLINK
pub const AF_NETLINK: c_int = libc::AF_NETLINK;
/// AF_ROUTE
pub const AF_ROUTE: c_int = libc::AF_ROUTE;
/// AF_PACKET
pub const AF_PACKET: c_int = libc::AF_PACKET;
/// AF_ASH
pub const AF_ASH: c_int = libc::AF_ASH;
/// AF_ECONET
pub const AF_ECONET: c_int = libc::AF_ECONET;
/// AF_ATMSVC
pub const AF_ATMSVC: c_int = libc::AF_ATMSVC;
/// AF_RDS
pub const AF_RDS: c_int = libc::AF_RDS;
/// AF_SNA
pub const AF_SNA: c_int = libc::AF_SNA;
/// AF_IRDA
pub const AF_IRDA: c_int = libc::AF_IRDA;
/// AF_PPPOX
pub const AF_PPPOX: c_int = libc::AF_PPPOX;
/// AF_WANPIPE
pub const AF_WANPIPE: c_int = libc::AF_WANPIPE;
/// AF_LLC
pub const AF_LLC: c_int = libc::AF_LLC;
/// AF_IB
pub const AF_IB: c_int = libc::AF_IB;
/// AF_MPLS
pub const AF_MPLS: c_int = libc::AF_MPLS;
/// AF_CAN
pub const AF_CAN: c_int = libc::AF_CAN;
/// AF_TIPC
pub const AF_TIPC: c_int = libc::AF_TIPC;
/// AF_BLUETOOTH
pub const AF_BLUETOOTH: c_int = libc::AF_BLUETOOTH;
/// AF_IUCV
pub const AF_IUCV: c_int = libc::AF_IUCV;
/// AF_RXRPC
pub const AF_RXRPC: c_int = libc::AF_RXRPC;
/// AF_ISDN
pub const AF_ISDN: c_int = libc::AF_ISDN;
/// AF_PHONET
pub const AF_PHONET: c_int = libc::AF_PHONET;
/// AF_IEEE802154
pub const AF_IEEE802154: c_int = libc::AF_IEEE802154;
/// AF_CAIF
pub const AF_CAIF: c_int = libc::AF_CAIF;
/// AF_ALG
pub const AF_ALG: c_int = libc::AF_ALG;
/// AF_NFC
pub const AF_NFC: c_int = libc::AF_NFC;
/// AF_VSOCK
pub const AF_VSOCK: c_int = libc::AF_VSOCK;
/// AF_KCM
pub const AF_KCM: c_int = 41;
/// AF_QIPCRTR
pub const AF_QIPCRTR: c_int = 42;
/// AF_SMC
pub const AF_SMC: c_int = 43;
/// AF_XDP
pub const AF_XDP: c_int = libc::AF_XDP;
/// AF_MCTP
pub const AF_MCTP: c_int = 45;
/// AF_MAX
pub const AF_MAX: c_int = 46;
/// SOL_RAW
pub const SOL_RAW: c_int = libc::SOL_RAW;
/// SOL_DECNET
pub const SOL_DECNET: c_int = libc::SOL_DECNET;
/// SOL_X25
pub const SOL_X25: c_int = libc::SOL_X25;
/// SOL_PACKET
pub const SOL_PACKET: c_int = libc::SOL_PACKET;
/// SOL_ATM
pub const SOL_ATM: c_int = libc::SOL_ATM;
/// SOL_AAL
pub const SOL_AAL: c_int = libc::SOL_AAL;
/// SOL_IRDA
pub const SOL_IRDA: c_int = libc::SOL_IRDA;
/// SOL_NETBEUI
pub const SOL_NETBEUI: c_int = libc::SOL_NETBEUI;
/// SOL_LLC
pub const SOL_LLC: c_int = libc::SOL_LLC;
/// SOL_DCCP
pub const SOL_DCCP: c_int = libc::SOL_DCCP;
/// SOL_NETLINK
pub const SOL_NETLINK: c_int = libc::SOL_NETLINK;
/// SOL_TIPC
pub const SOL_TIPC: c_int = libc::SOL_TIPC;
/// SOL_RXRPC
pub const SOL_RXRPC: c_int = libc::SOL_RXRPC;
/// SOL_PPPOL2TP
pub const SOL_PPPOL2TP: c_int = libc::SOL_PPPOL2TP;
/// SOL_BLUETOOTH
pub const SOL_BLUETOOTH: c_int = libc::SOL_BLUETOOTH;
/// SOL_PNPIPE
pub const SOL_PNPIPE: c_int = libc::SOL_PNPIPE;
/// SOL_RDS
pub const SOL_RDS: c_int = libc::SOL_RDS;
/// SOL_IUCV
pub const SOL_IUCV: c_int = libc::SOL_IUCV;
/// SOL_CAIF
pub const SOL_CAIF: c_int = libc::SOL_CAIF;
/// SOL_ALG
pub const SOL_ALG: c_int = libc::SOL_ALG;
/// SOL_NFC
pub const SOL_NFC: c_int = libc::SOL_NFC;
/// SOL_KCM
pub const SOL_KCM: c_int = 281;
/// SOL_TLS
pub const SOL_TLS: c_int = libc::SOL_TLS;
/// SOL_XDP
pub const SOL_XDP: c_int = libc::SOL_XDP;
/// SOL_MPTCP
pub const SOL_MPTCP: c_int = 284;
/// SOL_MCTP
pub const SOL_MCTP: c_int = 285;
/// SOL_SMC
pub const SOL_SMC: c_int = 286;
/// SOMAXCONN
pub const SOMAXCONN: c_int = libc::SOMAXCONN;
/// SOL_SOCKET
pub const SOL_SOCKET: c_int = libc::SOL_SOCKET;
/// SO_DEBUG
pub const SO_DEBUG: c_int = libc::SO_DEBUG;
/// SO_REUSEADDR
pub const SO_REUSEADDR: c_int = libc::SO_REUSEADDR;
/// SO_TYPE
pub const SO_TYPE: c_int = libc::SO_TYPE;
/// SO_ERROR
pub const SO_ERROR: c_int = libc::SO_ERROR;
/// SO_DONTROUTE
pub const SO_DONTROUTE: c_int = libc::SO_DONTROUTE;
/// SO_BROADCAST
pub const SO_BROADCAST: c_int = libc::SO_BROADCAST;
/// SO_SNDBUF
pub const SO_SNDBUF: c_int = libc::SO_SNDBUF;
/// SO_RCVBUF
pub const SO_RCVBUF: c_int = libc::SO_RCVBUF;
/// SO_SNDBUFFORCE
pub const SO_SNDBUFFORCE: c_int = libc::SO_SNDBUFFORCE;
/// SO_RCVBUFFORCE
pub const SO_RCVBUFFORCE: c_int = libc::SO_RCVBUFFORCE;
/// SO_KEEPALIVE
pub const SO_KEEPALIVE: c_int = libc::SO_KEEPALIVE;
/// SO_OOBINLINE
pub const SO_OOBINLINE: c_int = libc::SO_OOBINLINE;
/// SO_NO_CHECK
pub const SO_NO_CHECK: c_int = libc::SO_NO_CHECK;
/// SO_PRIORITY
pub const SO_PRIORITY: c_int = libc::SO_PRIORITY;
/// SO_LINGER
pub const SO_LINGER: c_int = libc::SO_LINGER;
/// SO_BSDCOMPAT
pub const SO_BSDCOMPAT: c_int = libc::SO_BSDCOMPAT;
/// SO_REUSEPORT
pub const SO_REUSEPORT: c_int = libc::SO_REUSEPORT;
/// SO_PASSCRED
pub const SO_PASSCRED: c_int = libc::SO_PASSCRED;
/// SO_PEERCRED
pub const SO_PEERCRED: c_int = libc::SO_PEERCRED;
/// SO_RCVLOWAT
pub const SO_RCVLOWAT: c_int = libc::SO_RCVLOWAT;
/// SO_SNDLOWAT
pub const SO_SNDLOWAT: c_int = libc::SO_SNDLOWAT;
/// SO_RCVTIMEO_OLD
pub const SO_RCVTIMEO_OLD: c_int = 20;
/// SO_SNDTIMEO_OLD
pub const SO_SNDTIMEO_OLD: c_int = 21;
/// SO_SECURITY_AUTHENTICATION
pub const SO_SECURITY_AUTHENTICATION: c_int = libc::SO_SECURITY_AUTHENTICATION;
/// SO_SECURITY_ENCRYPTION_TRANSPORT
pub const SO_SECURITY_ENCRYPTION_TRANSPORT: c_int = libc::SO_SECURITY_ENCRYPTION_TRANSPORT;
/// SO_SECURITY_ENCRYPTION_NETWORK
pub const SO_SECURITY_ENCRYPTION_NETWORK: c_int = libc::SO_SECURITY_ENCRYPTION_NETWORK;
/// SO_BINDTODEVICE
pub const SO_BINDTODEVICE: c_int = libc::SO_BINDTODEVICE;
/// SO_ATTACH_FILTER
pub const SO_ATTACH_FILTER: c_int = libc::SO_ATTACH_FILTER;
/// SO_DETACH_FILTER
pub const SO_DETACH_FILTER: c_int = libc::SO_DETACH_FILTER;
/// SO_GET_FILTER
pub const SO_GET_FILTER: c_int = libc::SO_GET_FILTER;
/// SO_PEERNAME
pub const SO_PEERNAME: c_int = libc::SO_PEERNAME;
/// SO_ACCEPTCONN
pub const SO_ACCEPTCONN: c_int = libc::SO_ACCEPTCONN;
/// SO_PEERSEC
pub const SO_PEERSEC: c_int = libc::SO_PEERSEC;
/// SO_PASSSEC
pub const SO_PASSSEC: c_int = libc::SO_PASSSEC;
/// SO_MARK
pub const SO_MARK: c_int = libc::SO_MARK;
/// SO_PROTOCOL
pub const SO_PROTOCOL: c_int = libc::SO_PROTOCOL;
/// SO_DOMAIN
pub const SO_DOMAIN: c_int = libc::SO_DOMAIN;
/// SO_RXQ_OVFL
pub const SO_RXQ_OVFL: c_int = libc::SO_RXQ_OVFL;
/// SO_WIFI_STATUS
pub const SO_WIFI_STATUS: c_int = libc::SO_WIFI_STATUS;
/// SCM_WIFI_STATUS
pub const SCM_WIFI_STATUS: c_int = libc::SCM_WIFI_STATUS;
/// SO_PEEK_OFF
pub const SO_PEEK_OFF: c_int = libc::SO_PEEK_OFF;
/// SO_NOFCS
pub const SO_NOFCS: c_int = libc::SO_NOFCS;
/// SO_LOCK_FILTER
pub const SO_LOCK_FILTER: c_int = libc::SO_LOCK_FILTER;
/// SO_SELECT_ERR_QUEUE
pub const SO_SELECT_ERR_QUEUE: c_int = libc::SO_SELECT_ERR_QUEUE;
/// SO_BUSY_POLL
pub const SO_BUSY_POLL: c_int = libc::SO_BUSY_POLL;
/// SO_MAX_PACING_RATE
pub const SO_MAX_PACING_RATE: c_int = libc::SO_MAX_PACING_RATE;
/// SO_BPF_EXTENSIONS
pub const SO_BPF_EXTENSIONS: c_int = libc::SO_BPF_EXTENSIONS;
/// SO_INCOMING_CPU
pub const SO_INCOMING_CPU: c_int = libc::SO_INCOMING_CPU;
/// SO_ATTACH_BPF
pub const SO_ATTACH_BPF: c_int = libc::SO_ATTACH_BPF;
/// SO_DETACH_BPF
pub const SO_DETACH_BPF: c_int = libc::SO_DETACH_BPF;
/// SO_ATTACH_REUSEPORT_CBPF
pub const SO_ATTACH_REUSEPORT_CBPF: c_int = libc::SO_ATTACH_REUSEPORT_CBPF;
/// SO_ATTACH_REUSEPORT_EBPF
pub const SO_ATTACH_REUSEPORT_EBPF: c_int = libc::SO_ATTACH_REUSEPORT_EBPF;
/// SO_CNX_ADVICE
pub const SO_CNX_ADVICE: c_int = libc::SO_CNX_ADVICE;
/// SCM_TIMESTAMPING_OPT_STATS
pub const SCM_TIMESTAMPING_OPT_STATS: c_int = libc::SCM_TIMESTAMPING_OPT_STATS;
/// SO_MEMINFO
pub const SO_MEMINFO: c_int = libc::SO_MEMINFO;
/// SO_INCOMING_NAPI_ID
pub const SO_INCOMING_NAPI_ID: c_int = libc::SO_INCOMING_NAPI_ID;
/// SO_COOKIE
pub const SO_COOKIE: c_int = libc::SO_COOKIE;
/// SCM_TIMESTAMPING_PKTINFO
pub const SCM_TIMESTAMPING_PKTINFO: c_int = libc::SCM_TIMESTAMPING_PKTINFO;
/// SO_PEERGROUPS
pub const SO_PEERGROUPS: c_int = libc::SO_PEERGROUPS;
/// SO_ZEROCOPY
pub const SO_ZEROCOPY: c_int = libc::SO_ZEROCOPY;
/// SO_TXTIME
pub const SO_TXTIME: c_int = libc::SO_TXTIME;
/// SCM_TXTIME
pub const SCM_TXTIME: c_int = libc::SCM_TXTIME;
/// SO_BINDTOIFINDEX
pub const SO_BINDTOIFINDEX: c_int = libc::SO_BINDTOIFINDEX;
/// SO_TIMESTAMP_OLD
pub const SO_TIMESTAMP_OLD: c_int = 29;
/// SO_TIMESTAMPNS_OLD
pub const SO_TIMESTAMPNS_OLD: c_int = 35;
/// SO_TIMESTAMPING_OLD
pub const SO_TIMESTAMPING_OLD: c_int = 37;
/// SO_TIMESTAMP_NEW
pub const SO_TIMESTAMP_NEW: c_int = libc::SO_TIMESTAMP_NEW;
/// SO_TIMESTAMPNS_NEW
pub const SO_TIMESTAMPNS_NEW: c_int = libc::SO_TIMESTAMPNS_NEW;
/// SO_TIMESTAMPING_NEW
pub const SO_TIMESTAMPING_NEW: c_int = libc::SO_TIMESTAMPING_NEW;
/// SO_RCVTIMEO_NEW
pub const SO_RCVTIMEO_NEW: c_int = libc::SO_RCVTIMEO_NEW;
/// SO_SNDTIMEO_NEW
pub const SO_SNDTIMEO_NEW: c_int = libc::SO_SNDTIMEO_NEW;
/// SO_DETACH_REUSEPORT_BPF
pub const SO_DETACH_REUSEPORT_BPF: c_int = libc::SO_DETACH_REUSEPORT_BPF;
/// SO_PREFER_BUSY_POLL
pub const SO_PREFER_BUSY_POLL: c_int = libc::SO_PREFER_BUSY_POLL;
/// SO_BUSY_POLL_BUDGET
pub const SO_BUSY_POLL_BUDGET: c_int = libc::SO_BUSY_POLL_BUDGET;
/// SO_NETNS_COOKIE
pub const SO_NETNS_COOKIE: c_int = libc::SO_NETNS_COOKIE;
/// SO_BUF_LOCK
pub const SO_BUF_LOCK: c_int = libc::SO_BUF_LOCK;
/// SO_RESERVE_MEM
pub const SO_RESERVE_MEM: c_int = libc::SO_RESERVE_MEM;
/// SO_TXREHASH
pub const SO_TXREHASH: c_int = libc::SO_TXREHASH;
/// SO_RCVMARK
pub const SO_RCVMARK: c_int = libc::SO_RCVMARK;
/// SO_TIMESTAMP
pub const SO_TIMESTAMP: c_int = libc::SO_TIMESTAMP;
/// SO_TIMESTAMPNS
pub const SO_TIMESTAMPNS: c_int = libc::SO_TIMESTAMPNS;
/// SO_TIMESTAMPING
pub const SO_TIMESTAMPING: c_int = libc::SO_TIMESTAMPING;
/// SO_RCVTIMEO
pub const SO_RCVTIMEO: c_int = libc::SO_RCVTIMEO;
/// SO_SNDTIMEO
pub const SO_SNDTIMEO: c_int = libc::SO_SNDTIMEO;
/// SCM_TIMESTAMP
pub const SCM_TIMESTAMP: c_int = libc::SCM_TIMESTAMP;
/// SCM_TIMESTAMPNS
pub const SCM_TIMESTAMPNS: c_int = libc::SCM_TIMESTAMPNS;
/// SCM_TIMESTAMPING
pub const SCM_TIMESTAMPING: c_int = libc::SCM_TIMESTAMPING;
