//! The constants of `<netinet/ip_icmp.h>`.

// ---- Types of message, by Linux's names ----

/// Type: the answer to [`ICMP_ECHO`].
pub const ICMP_ECHOREPLY: u8 = 0;
/// Type: a packet could not be delivered; the code says why.
pub const ICMP_DEST_UNREACH: u8 = 3;
/// Type: send more slowly. Obsolete (RFC 6633); hosts ignore it.
pub const ICMP_SOURCE_QUENCH: u8 = 4;
/// Type: another router is on the shorter way; the code says for what.
pub const ICMP_REDIRECT: u8 = 5;
/// Type: send this back (`ping`).
pub const ICMP_ECHO: u8 = 8;
/// Type: a packet was on its way for too long; the code says where.
pub const ICMP_TIME_EXCEEDED: u8 = 11;
/// Type: the header of a packet is wrong.
pub const ICMP_PARAMETERPROB: u8 = 12;
/// Type: what time is it?
pub const ICMP_TIMESTAMP: u8 = 13;
/// Type: the answer to [`ICMP_TIMESTAMP`].
pub const ICMP_TIMESTAMPREPLY: u8 = 14;
/// Type: which network is this? Obsolete (RFC 6918).
pub const ICMP_INFO_REQUEST: u8 = 15;
/// Type: the answer to [`ICMP_INFO_REQUEST`]. Obsolete (RFC 6918).
pub const ICMP_INFO_REPLY: u8 = 16;
/// Type: what is the mask of this network? Obsolete (RFC 6918).
pub const ICMP_ADDRESS: u8 = 17;
/// Type: the answer to [`ICMP_ADDRESS`]. Obsolete (RFC 6918).
pub const ICMP_ADDRESSREPLY: u8 = 18;
/// The highest of these types.
pub const NR_ICMP_TYPES: u8 = 18;

// ---- Codes of ICMP_DEST_UNREACH, by Linux's names ----

/// Code of [`ICMP_DEST_UNREACH`]: no way leads to the network.
pub const ICMP_NET_UNREACH: u8 = 0;
/// Code of [`ICMP_DEST_UNREACH`]: the host does not answer in its network.
pub const ICMP_HOST_UNREACH: u8 = 1;
/// Code of [`ICMP_DEST_UNREACH`]: the host does not have the protocol.
pub const ICMP_PROT_UNREACH: u8 = 2;
/// Code of [`ICMP_DEST_UNREACH`]: no socket has the port.
pub const ICMP_PORT_UNREACH: u8 = 3;
/// Code of [`ICMP_DEST_UNREACH`]: the packet is too long and says
/// [`IP_DF`](crate::netinet::ip::IP_DF).
pub const ICMP_FRAG_NEEDED: u8 = 4;
/// Code of [`ICMP_DEST_UNREACH`]: the source route cannot be followed.
pub const ICMP_SR_FAILED: u8 = 5;
/// Code of [`ICMP_DEST_UNREACH`]: the network is not known.
pub const ICMP_NET_UNKNOWN: u8 = 6;
/// Code of [`ICMP_DEST_UNREACH`]: the host is not known.
pub const ICMP_HOST_UNKNOWN: u8 = 7;
/// Code of [`ICMP_DEST_UNREACH`]: the host it comes from is isolated.
pub const ICMP_HOST_ISOLATED: u8 = 8;
/// Code of [`ICMP_DEST_UNREACH`]: an administrator forbids the network.
pub const ICMP_NET_ANO: u8 = 9;
/// Code of [`ICMP_DEST_UNREACH`]: an administrator forbids the host.
pub const ICMP_HOST_ANO: u8 = 10;
/// Code of [`ICMP_DEST_UNREACH`]: no way to the network has this type of service.
pub const ICMP_NET_UNR_TOS: u8 = 11;
/// Code of [`ICMP_DEST_UNREACH`]: no way to the host has this type of service.
pub const ICMP_HOST_UNR_TOS: u8 = 12;
/// Code of [`ICMP_DEST_UNREACH`]: a filter forbids the packet.
pub const ICMP_PKT_FILTERED: u8 = 13;
/// Code of [`ICMP_DEST_UNREACH`]: the host may not use this precedence.
pub const ICMP_PREC_VIOLATION: u8 = 14;
/// Code of [`ICMP_DEST_UNREACH`]: the network asks for a higher precedence.
pub const ICMP_PREC_CUTOFF: u8 = 15;
/// The highest of these codes.
pub const NR_ICMP_UNREACH: u8 = 15;

// ---- Codes of ICMP_REDIRECT and ICMP_TIME_EXCEEDED, by Linux's names ----

/// Code of [`ICMP_REDIRECT`]: for the whole network.
pub const ICMP_REDIR_NET: u8 = 0;
/// Code of [`ICMP_REDIRECT`]: for the host.
pub const ICMP_REDIR_HOST: u8 = 1;
/// Code of [`ICMP_REDIRECT`]: for this type of service to the network.
pub const ICMP_REDIR_NETTOS: u8 = 2;
/// Code of [`ICMP_REDIRECT`]: for this type of service to the host.
pub const ICMP_REDIR_HOSTTOS: u8 = 3;

/// Code of [`ICMP_TIME_EXCEEDED`]: the time to live ended on the way (`traceroute` lives on it).
pub const ICMP_EXC_TTL: u8 = 0;
/// Code of [`ICMP_TIME_EXCEEDED`]: the other fragments did not come in time.
pub const ICMP_EXC_FRAGTIME: u8 = 1;

// ---- Extended echo: PROBE, RFC 8335 ----

/// Type: is that interface of yours up?
pub const ICMP_EXT_ECHO: u8 = 42;
/// Type: the answer to [`ICMP_EXT_ECHO`].
pub const ICMP_EXT_ECHOREPLY: u8 = 43;
/// Code of [`ICMP_EXT_ECHOREPLY`]: the question is malformed.
pub const ICMP_EXT_CODE_MAL_QUERY: u8 = 1;
/// Code of [`ICMP_EXT_ECHOREPLY`]: no such interface.
pub const ICMP_EXT_CODE_NO_IF: u8 = 2;
/// Code of [`ICMP_EXT_ECHOREPLY`]: no such neighbour in the table.
pub const ICMP_EXT_CODE_NO_TABLE_ENT: u8 = 3;
/// Code of [`ICMP_EXT_ECHOREPLY`]: several interfaces fit the question.
pub const ICMP_EXT_CODE_MULT_IFS: u8 = 4;
/// In the last byte of the header of [`ICMP_EXT_ECHOREPLY`]: the interface is up.
pub const ICMP_EXT_ECHOREPLY_ACTIVE: u8 = 1 << 2;
/// In the last byte of the header of [`ICMP_EXT_ECHOREPLY`]: IPv4 runs on it.
pub const ICMP_EXT_ECHOREPLY_IPV4: u8 = 1 << 1;
/// In the last byte of the header of [`ICMP_EXT_ECHOREPLY`]: IPv6 runs on it.
pub const ICMP_EXT_ECHOREPLY_IPV6: u8 = 1;
/// How [`ICMP_EXT_ECHO`] says which interface: by name.
pub const ICMP_EXT_ECHO_CTYPE_NAME: u8 = 1;
/// How [`ICMP_EXT_ECHO`] says which interface: by index.
pub const ICMP_EXT_ECHO_CTYPE_INDEX: u8 = 2;
/// How [`ICMP_EXT_ECHO`] says which interface: by address.
pub const ICMP_EXT_ECHO_CTYPE_ADDR: u8 = 3;
/// Family of that address: IPv4. A number of its own, not `AF_INET`; goes through `htons`.
pub const ICMP_AFI_IP: u16 = 1;
/// Family of that address: IPv6. A number of its own, not `AF_INET6`; goes through `htons`.
pub const ICMP_AFI_IP6: u16 = 2;

// ---- Lengths ----

/// The shortest message, in bytes: the header.
pub const ICMP_MINLEN: usize = 8;
/// The length of a timestamp and of its reply, in bytes.
pub const ICMP_TSLEN: usize = 20;
/// The length of a mask request and of its reply, in bytes.
pub const ICMP_MASKLEN: usize = 12;
/// The shortest error message, in bytes: its header, the header of the packet that it is about, and
/// 8 bytes of that packet's data.
pub const ICMP_ADVLENMIN: usize = 36;

// ---- Types of message, by BSD's names ----

/// Type: [`ICMP_DEST_UNREACH`] by BSD's name.
pub const ICMP_UNREACH: u8 = 3;
/// Type: [`ICMP_SOURCE_QUENCH`] by BSD's name. Obsolete (RFC 6633).
pub const ICMP_SOURCEQUENCH: u8 = 4;
/// Type: a router says that it is there (RFC 1256).
pub const ICMP_ROUTERADVERT: u8 = 9;
/// Type: is there a router? (RFC 1256.)
pub const ICMP_ROUTERSOLICIT: u8 = 10;
/// Type: [`ICMP_TIME_EXCEEDED`] by BSD's name.
pub const ICMP_TIMXCEED: u8 = 11;
/// Type: [`ICMP_PARAMETERPROB`] by BSD's name.
pub const ICMP_PARAMPROB: u8 = 12;
/// Type: [`ICMP_TIMESTAMP`] by BSD's name.
pub const ICMP_TSTAMP: u8 = 13;
/// Type: [`ICMP_TIMESTAMPREPLY`] by BSD's name.
pub const ICMP_TSTAMPREPLY: u8 = 14;
/// Type: [`ICMP_INFO_REQUEST`] by BSD's name. Obsolete (RFC 6918).
pub const ICMP_IREQ: u8 = 15;
/// Type: [`ICMP_INFO_REPLY`] by BSD's name. Obsolete (RFC 6918).
pub const ICMP_IREQREPLY: u8 = 16;
/// Type: [`ICMP_ADDRESS`] by BSD's name. Obsolete (RFC 6918).
pub const ICMP_MASKREQ: u8 = 17;
/// Type: [`ICMP_ADDRESSREPLY`] by BSD's name. Obsolete (RFC 6918).
pub const ICMP_MASKREPLY: u8 = 18;
/// The highest of these types.
pub const ICMP_MAXTYPE: u8 = 18;

// ---- Codes of ICMP_UNREACH, by BSD's names ----

/// Code of [`ICMP_UNREACH`]: no way leads to the network.
pub const ICMP_UNREACH_NET: u8 = 0;
/// Code of [`ICMP_UNREACH`]: the host does not answer in its network.
pub const ICMP_UNREACH_HOST: u8 = 1;
/// Code of [`ICMP_UNREACH`]: the host does not have the protocol.
pub const ICMP_UNREACH_PROTOCOL: u8 = 2;
/// Code of [`ICMP_UNREACH`]: no socket has the port.
pub const ICMP_UNREACH_PORT: u8 = 3;
/// Code of [`ICMP_UNREACH`]: the packet is too long and says
/// [`IP_DF`](crate::netinet::ip::IP_DF). `icmp_nextmtu` says what fits.
pub const ICMP_UNREACH_NEEDFRAG: u8 = 4;
/// Code of [`ICMP_UNREACH`]: the source route cannot be followed.
pub const ICMP_UNREACH_SRCFAIL: u8 = 5;
/// Code of [`ICMP_UNREACH`]: the network is not known.
pub const ICMP_UNREACH_NET_UNKNOWN: u8 = 6;
/// Code of [`ICMP_UNREACH`]: the host is not known.
pub const ICMP_UNREACH_HOST_UNKNOWN: u8 = 7;
/// Code of [`ICMP_UNREACH`]: the host it comes from is isolated.
pub const ICMP_UNREACH_ISOLATED: u8 = 8;
/// Code of [`ICMP_UNREACH`]: an administrator forbids the network.
pub const ICMP_UNREACH_NET_PROHIB: u8 = 9;
/// Code of [`ICMP_UNREACH`]: an administrator forbids the host.
pub const ICMP_UNREACH_HOST_PROHIB: u8 = 10;
/// Code of [`ICMP_UNREACH`]: no way to the network has this type of service.
pub const ICMP_UNREACH_TOSNET: u8 = 11;
/// Code of [`ICMP_UNREACH`]: no way to the host has this type of service.
pub const ICMP_UNREACH_TOSHOST: u8 = 12;
/// Code of [`ICMP_UNREACH`]: a filter forbids the packet.
pub const ICMP_UNREACH_FILTER_PROHIB: u8 = 13;
/// Code of [`ICMP_UNREACH`]: the host may not use this precedence.
pub const ICMP_UNREACH_HOST_PRECEDENCE: u8 = 14;
/// Code of [`ICMP_UNREACH`]: the network asks for a higher precedence.
pub const ICMP_UNREACH_PRECEDENCE_CUTOFF: u8 = 15;

// ---- Codes of the other errors, by BSD's names ----

/// Code of [`ICMP_REDIRECT`]: for the whole network.
pub const ICMP_REDIRECT_NET: u8 = 0;
/// Code of [`ICMP_REDIRECT`]: for the host.
pub const ICMP_REDIRECT_HOST: u8 = 1;
/// Code of [`ICMP_REDIRECT`]: for this type of service to the network.
pub const ICMP_REDIRECT_TOSNET: u8 = 2;
/// Code of [`ICMP_REDIRECT`]: for this type of service to the host.
pub const ICMP_REDIRECT_TOSHOST: u8 = 3;

/// Code of [`ICMP_TIMXCEED`]: the time to live ended on the way (`traceroute` lives on it).
pub const ICMP_TIMXCEED_INTRANS: u8 = 0;
/// Code of [`ICMP_TIMXCEED`]: the other fragments did not come in time.
pub const ICMP_TIMXCEED_REASS: u8 = 1;

/// Code of [`ICMP_PARAMPROB`]: an option is missing.
pub const ICMP_PARAMPROB_OPTABSENT: u8 = 1;
