/* The options of sockets that can be asked for: of which type each is, and what it is as long as nobody
 * has set it; or why this kind of socket does not have it.
 *
 *     sockopts [option]
 *
 * Left out are the options that can only be set, those that must be told what is asked for, and older
 * names of others.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sys/socket.h>
#include <sys/time.h>

enum type { FLAG, INT, UNSIGNED, LONG, LINGER, TIMEVAL, ADDRESS, TEXT, BYTES };

/* What the types are called, and how long their values are: 0 for any length. */
static const struct {
    const char *name;
    socklen_t len;
} types[] = {
    [FLAG] = { "flag", sizeof(int) },
    [INT] = { "int", sizeof(int) },
    [UNSIGNED] = { "unsigned", sizeof(unsigned int) },
    [LONG] = { "long", sizeof(unsigned long) },
    [LINGER] = { "linger", sizeof(struct linger) },
    [TIMEVAL] = { "timeval", sizeof(struct timeval) },
    [ADDRESS] = { "address", sizeof(struct in_addr) },
    [TEXT] = { "string", 0 },
    [BYTES] = { "bytes", 0 },
};

static const struct option {
    int level, name;
    const char *text;
    enum type type;
} options[] = {
    { SOL_SOCKET, SO_ACCEPTCONN, "SO_ACCEPTCONN", FLAG },
    { SOL_SOCKET, SO_BINDTODEVICE, "SO_BINDTODEVICE", TEXT },
    { SOL_SOCKET, SO_BINDTOIFINDEX, "SO_BINDTOIFINDEX", INT },
    { SOL_SOCKET, SO_BPF_EXTENSIONS, "SO_BPF_EXTENSIONS", INT },
    { SOL_SOCKET, SO_BROADCAST, "SO_BROADCAST", FLAG },
    { SOL_SOCKET, SO_BSDCOMPAT, "SO_BSDCOMPAT", FLAG },
    { SOL_SOCKET, SO_BUF_LOCK, "SO_BUF_LOCK", INT },
    { SOL_SOCKET, SO_BUSY_POLL, "SO_BUSY_POLL", INT },
    { SOL_SOCKET, SO_BUSY_POLL_BUDGET, "SO_BUSY_POLL_BUDGET", INT },
    { SOL_SOCKET, SO_COOKIE, "SO_COOKIE", BYTES },
    { SOL_SOCKET, SO_DEBUG, "SO_DEBUG", FLAG },
    { SOL_SOCKET, SO_DOMAIN, "SO_DOMAIN", INT },
    { SOL_SOCKET, SO_DONTROUTE, "SO_DONTROUTE", FLAG },
    { SOL_SOCKET, SO_ERROR, "SO_ERROR", INT },
    { SOL_SOCKET, SO_INCOMING_CPU, "SO_INCOMING_CPU", INT },
    { SOL_SOCKET, SO_INCOMING_NAPI_ID, "SO_INCOMING_NAPI_ID", INT },
    { SOL_SOCKET, SO_KEEPALIVE, "SO_KEEPALIVE", FLAG },
    { SOL_SOCKET, SO_LINGER, "SO_LINGER", LINGER },
    { SOL_SOCKET, SO_LOCK_FILTER, "SO_LOCK_FILTER", FLAG },
    { SOL_SOCKET, SO_MARK, "SO_MARK", INT },
    { SOL_SOCKET, SO_MAX_PACING_RATE, "SO_MAX_PACING_RATE", LONG },
    { SOL_SOCKET, SO_MEMINFO, "SO_MEMINFO", BYTES },
    { SOL_SOCKET, SO_NETNS_COOKIE, "SO_NETNS_COOKIE", BYTES },
    { SOL_SOCKET, SO_NOFCS, "SO_NOFCS", FLAG },
    { SOL_SOCKET, SO_NO_CHECK, "SO_NO_CHECK", FLAG },
    { SOL_SOCKET, SO_OOBINLINE, "SO_OOBINLINE", FLAG },
    { SOL_SOCKET, SO_PASSCRED, "SO_PASSCRED", FLAG },
    { SOL_SOCKET, SO_PASSSEC, "SO_PASSSEC", FLAG },
    { SOL_SOCKET, SO_PEEK_OFF, "SO_PEEK_OFF", INT },
    { SOL_SOCKET, SO_PEERCRED, "SO_PEERCRED", BYTES },
    { SOL_SOCKET, SO_PEERGROUPS, "SO_PEERGROUPS", BYTES },
    { SOL_SOCKET, SO_PEERNAME, "SO_PEERNAME", BYTES },
    { SOL_SOCKET, SO_PEERSEC, "SO_PEERSEC", TEXT },
    { SOL_SOCKET, SO_PREFER_BUSY_POLL, "SO_PREFER_BUSY_POLL", FLAG },
    { SOL_SOCKET, SO_PRIORITY, "SO_PRIORITY", INT },
    { SOL_SOCKET, SO_PROTOCOL, "SO_PROTOCOL", INT },
    { SOL_SOCKET, SO_RCVBUF, "SO_RCVBUF", INT },
    { SOL_SOCKET, SO_RCVLOWAT, "SO_RCVLOWAT", INT },
    { SOL_SOCKET, SO_RCVMARK, "SO_RCVMARK", FLAG },
    { SOL_SOCKET, SO_RCVTIMEO, "SO_RCVTIMEO", TIMEVAL },
    { SOL_SOCKET, SO_RESERVE_MEM, "SO_RESERVE_MEM", INT },
    { SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR", FLAG },
    { SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT", FLAG },
    { SOL_SOCKET, SO_RXQ_OVFL, "SO_RXQ_OVFL", FLAG },
    { SOL_SOCKET, SO_SELECT_ERR_QUEUE, "SO_SELECT_ERR_QUEUE", FLAG },
    { SOL_SOCKET, SO_SNDBUF, "SO_SNDBUF", INT },
    { SOL_SOCKET, SO_SNDLOWAT, "SO_SNDLOWAT", INT },
    { SOL_SOCKET, SO_SNDTIMEO, "SO_SNDTIMEO", TIMEVAL },
    { SOL_SOCKET, SO_TIMESTAMP, "SO_TIMESTAMP", FLAG },
    { SOL_SOCKET, SO_TIMESTAMPING, "SO_TIMESTAMPING", BYTES },
    { SOL_SOCKET, SO_TIMESTAMPNS, "SO_TIMESTAMPNS", FLAG },
    { SOL_SOCKET, SO_TXREHASH, "SO_TXREHASH", INT },
    { SOL_SOCKET, SO_TXTIME, "SO_TXTIME", BYTES },
    { SOL_SOCKET, SO_TYPE, "SO_TYPE", INT },
    { SOL_SOCKET, SO_WIFI_STATUS, "SO_WIFI_STATUS", FLAG },
    { SOL_SOCKET, SO_ZEROCOPY, "SO_ZEROCOPY", FLAG },
    { IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, "IP_BIND_ADDRESS_NO_PORT", FLAG },
    { IPPROTO_IP, IP_CHECKSUM, "IP_CHECKSUM", FLAG },
    { IPPROTO_IP, IP_FREEBIND, "IP_FREEBIND", FLAG },
    { IPPROTO_IP, IP_HDRINCL, "IP_HDRINCL", FLAG },
    { IPPROTO_IP, IP_MINTTL, "IP_MINTTL", INT },
    { IPPROTO_IP, IP_MTU, "IP_MTU", INT },
    { IPPROTO_IP, IP_MTU_DISCOVER, "IP_MTU_DISCOVER", INT },
    { IPPROTO_IP, IP_MULTICAST_ALL, "IP_MULTICAST_ALL", FLAG },
    { IPPROTO_IP, IP_MULTICAST_IF, "IP_MULTICAST_IF", ADDRESS },
    { IPPROTO_IP, IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP", FLAG },
    { IPPROTO_IP, IP_MULTICAST_TTL, "IP_MULTICAST_TTL", INT },
    { IPPROTO_IP, IP_NODEFRAG, "IP_NODEFRAG", FLAG },
    { IPPROTO_IP, IP_OPTIONS, "IP_OPTIONS", BYTES },
    { IPPROTO_IP, IP_PASSSEC, "IP_PASSSEC", FLAG },
    { IPPROTO_IP, IP_PKTINFO, "IP_PKTINFO", FLAG },
    { IPPROTO_IP, IP_PKTOPTIONS, "IP_PKTOPTIONS", BYTES },
    { IPPROTO_IP, IP_RECVERR, "IP_RECVERR", FLAG },
    { IPPROTO_IP, IP_RECVERR_RFC4884, "IP_RECVERR_RFC4884", FLAG },
    { IPPROTO_IP, IP_RECVFRAGSIZE, "IP_RECVFRAGSIZE", FLAG },
    { IPPROTO_IP, IP_RECVOPTS, "IP_RECVOPTS", FLAG },
    { IPPROTO_IP, IP_RECVORIGDSTADDR, "IP_RECVORIGDSTADDR", FLAG },
    { IPPROTO_IP, IP_RECVTOS, "IP_RECVTOS", FLAG },
    { IPPROTO_IP, IP_RECVTTL, "IP_RECVTTL", FLAG },
    { IPPROTO_IP, IP_RETOPTS, "IP_RETOPTS", FLAG },
    { IPPROTO_IP, IP_ROUTER_ALERT, "IP_ROUTER_ALERT", FLAG },
    { IPPROTO_IP, IP_TOS, "IP_TOS", INT },
    { IPPROTO_IP, IP_TRANSPARENT, "IP_TRANSPARENT", FLAG },
    { IPPROTO_IP, IP_TTL, "IP_TTL", INT },
    { IPPROTO_IP, IP_UNICAST_IF, "IP_UNICAST_IF", INT },
    { IPPROTO_IPV6, IPV6_ADDRFORM, "IPV6_ADDRFORM", INT },
    { IPPROTO_IPV6, IPV6_ADDR_PREFERENCES, "IPV6_ADDR_PREFERENCES", INT },
    { IPPROTO_IPV6, IPV6_AUTOFLOWLABEL, "IPV6_AUTOFLOWLABEL", FLAG },
    { IPPROTO_IPV6, IPV6_CHECKSUM, "IPV6_CHECKSUM", INT },
    { IPPROTO_IPV6, IPV6_DONTFRAG, "IPV6_DONTFRAG", FLAG },
    { IPPROTO_IPV6, IPV6_DSTOPTS, "IPV6_DSTOPTS", BYTES },
    { IPPROTO_IPV6, IPV6_FREEBIND, "IPV6_FREEBIND", FLAG },
    { IPPROTO_IPV6, IPV6_HDRINCL, "IPV6_HDRINCL", FLAG },
    { IPPROTO_IPV6, IPV6_HOPOPTS, "IPV6_HOPOPTS", BYTES },
    { IPPROTO_IPV6, IPV6_MINHOPCOUNT, "IPV6_MINHOPCOUNT", INT },
    { IPPROTO_IPV6, IPV6_MTU, "IPV6_MTU", INT },
    { IPPROTO_IPV6, IPV6_MTU_DISCOVER, "IPV6_MTU_DISCOVER", INT },
    { IPPROTO_IPV6, IPV6_MULTICAST_ALL, "IPV6_MULTICAST_ALL", FLAG },
    { IPPROTO_IPV6, IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS", INT },
    { IPPROTO_IPV6, IPV6_MULTICAST_IF, "IPV6_MULTICAST_IF", INT },
    { IPPROTO_IPV6, IPV6_MULTICAST_LOOP, "IPV6_MULTICAST_LOOP", FLAG },
    { IPPROTO_IPV6, IPV6_PATHMTU, "IPV6_PATHMTU", BYTES },
    { IPPROTO_IPV6, IPV6_RECVDSTOPTS, "IPV6_RECVDSTOPTS", FLAG },
    { IPPROTO_IPV6, IPV6_RECVERR, "IPV6_RECVERR", FLAG },
    { IPPROTO_IPV6, IPV6_RECVERR_RFC4884, "IPV6_RECVERR_RFC4884", FLAG },
    { IPPROTO_IPV6, IPV6_RECVFRAGSIZE, "IPV6_RECVFRAGSIZE", FLAG },
    { IPPROTO_IPV6, IPV6_RECVHOPLIMIT, "IPV6_RECVHOPLIMIT", FLAG },
    { IPPROTO_IPV6, IPV6_RECVHOPOPTS, "IPV6_RECVHOPOPTS", FLAG },
    { IPPROTO_IPV6, IPV6_RECVORIGDSTADDR, "IPV6_RECVORIGDSTADDR", FLAG },
    { IPPROTO_IPV6, IPV6_RECVPATHMTU, "IPV6_RECVPATHMTU", FLAG },
    { IPPROTO_IPV6, IPV6_RECVPKTINFO, "IPV6_RECVPKTINFO", FLAG },
    { IPPROTO_IPV6, IPV6_RECVRTHDR, "IPV6_RECVRTHDR", FLAG },
    { IPPROTO_IPV6, IPV6_RECVTCLASS, "IPV6_RECVTCLASS", FLAG },
    { IPPROTO_IPV6, IPV6_ROUTER_ALERT, "IPV6_ROUTER_ALERT", FLAG },
    { IPPROTO_IPV6, IPV6_ROUTER_ALERT_ISOLATE, "IPV6_ROUTER_ALERT_ISOLATE", FLAG },
    { IPPROTO_IPV6, IPV6_RTHDR, "IPV6_RTHDR", BYTES },
    { IPPROTO_IPV6, IPV6_RTHDRDSTOPTS, "IPV6_RTHDRDSTOPTS", BYTES },
    { IPPROTO_IPV6, IPV6_TCLASS, "IPV6_TCLASS", INT },
    { IPPROTO_IPV6, IPV6_TRANSPARENT, "IPV6_TRANSPARENT", FLAG },
    { IPPROTO_IPV6, IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS", INT },
    { IPPROTO_IPV6, IPV6_UNICAST_IF, "IPV6_UNICAST_IF", INT },
    { IPPROTO_IPV6, IPV6_V6ONLY, "IPV6_V6ONLY", FLAG },
    { IPPROTO_TCP, TCP_CC_INFO, "TCP_CC_INFO", BYTES },
    { IPPROTO_TCP, TCP_CONGESTION, "TCP_CONGESTION", TEXT },
    { IPPROTO_TCP, TCP_CORK, "TCP_CORK", FLAG },
    { IPPROTO_TCP, TCP_DEFER_ACCEPT, "TCP_DEFER_ACCEPT", INT },
    { IPPROTO_TCP, TCP_FASTOPEN, "TCP_FASTOPEN", INT },
    { IPPROTO_TCP, TCP_FASTOPEN_CONNECT, "TCP_FASTOPEN_CONNECT", FLAG },
    { IPPROTO_TCP, TCP_FASTOPEN_KEY, "TCP_FASTOPEN_KEY", BYTES },
    { IPPROTO_TCP, TCP_FASTOPEN_NO_COOKIE, "TCP_FASTOPEN_NO_COOKIE", FLAG },
    { IPPROTO_TCP, TCP_INFO, "TCP_INFO", BYTES },
    { IPPROTO_TCP, TCP_INQ, "TCP_INQ", FLAG },
    { IPPROTO_TCP, TCP_KEEPCNT, "TCP_KEEPCNT", INT },
    { IPPROTO_TCP, TCP_KEEPIDLE, "TCP_KEEPIDLE", INT },
    { IPPROTO_TCP, TCP_KEEPINTVL, "TCP_KEEPINTVL", INT },
    { IPPROTO_TCP, TCP_LINGER2, "TCP_LINGER2", INT },
    { IPPROTO_TCP, TCP_MAXSEG, "TCP_MAXSEG", INT },
    { IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY", FLAG },
    { IPPROTO_TCP, TCP_NOTSENT_LOWAT, "TCP_NOTSENT_LOWAT", UNSIGNED },
    { IPPROTO_TCP, TCP_QUEUE_SEQ, "TCP_QUEUE_SEQ", UNSIGNED },
    { IPPROTO_TCP, TCP_QUICKACK, "TCP_QUICKACK", FLAG },
    { IPPROTO_TCP, TCP_REPAIR, "TCP_REPAIR", FLAG },
    { IPPROTO_TCP, TCP_REPAIR_QUEUE, "TCP_REPAIR_QUEUE", INT },
    { IPPROTO_TCP, TCP_REPAIR_WINDOW, "TCP_REPAIR_WINDOW", BYTES },
    { IPPROTO_TCP, TCP_SAVED_SYN, "TCP_SAVED_SYN", BYTES },
    { IPPROTO_TCP, TCP_SAVE_SYN, "TCP_SAVE_SYN", FLAG },
    { IPPROTO_TCP, TCP_SYNCNT, "TCP_SYNCNT", INT },
    { IPPROTO_TCP, TCP_THIN_DUPACK, "TCP_THIN_DUPACK", FLAG },
    { IPPROTO_TCP, TCP_THIN_LINEAR_TIMEOUTS, "TCP_THIN_LINEAR_TIMEOUTS", FLAG },
    { IPPROTO_TCP, TCP_TIMESTAMP, "TCP_TIMESTAMP", UNSIGNED },
    { IPPROTO_TCP, TCP_TX_DELAY, "TCP_TX_DELAY", INT },
    { IPPROTO_TCP, TCP_ULP, "TCP_ULP", TEXT },
    { IPPROTO_TCP, TCP_USER_TIMEOUT, "TCP_USER_TIMEOUT", INT },
    { IPPROTO_TCP, TCP_WINDOW_CLAMP, "TCP_WINDOW_CLAMP", INT },
    { IPPROTO_UDP, UDP_CORK, "UDP_CORK", FLAG },
    { IPPROTO_UDP, UDP_ENCAP, "UDP_ENCAP", INT },
    { IPPROTO_UDP, UDP_GRO, "UDP_GRO", FLAG },
    { IPPROTO_UDP, UDP_NO_CHECK6_RX, "UDP_NO_CHECK6_RX", FLAG },
    { IPPROTO_UDP, UDP_NO_CHECK6_TX, "UDP_NO_CHECK6_TX", FLAG },
    { IPPROTO_UDP, UDP_SEGMENT, "UDP_SEGMENT", INT },
};

static const struct {
    int family, type;
    const char *text;
} sockets[] = {
    { AF_INET, SOCK_STREAM, "IPv4 stream" },
    { AF_INET, SOCK_DGRAM, "IPv4 datagram" },
    { AF_INET6, SOCK_STREAM, "IPv6 stream" },
    { AF_INET6, SOCK_DGRAM, "IPv6 datagram" },
};

union value {
    int number;
    unsigned int counter;
    unsigned long rate;
    struct linger linger;
    struct timeval timeval;
    struct in_addr addr;
    char text[256];
};

static void show(enum type type, const union value *val, socklen_t len)
{
    char addr[INET_ADDRSTRLEN];

    if (types[type].len != 0 && types[type].len != len)
        type = BYTES;
    switch (type) {
    case FLAG:
        printf("%s\n", val->number ? "on" : "off");
        break;
    case INT:
        printf("%d\n", val->number);
        break;
    case UNSIGNED:
        printf("%u\n", val->counter);
        break;
    case LONG:
        printf("%lu\n", val->rate);
        break;
    case LINGER:
        printf("%s, %d s\n", val->linger.l_onoff ? "on" : "off", val->linger.l_linger);
        break;
    case TIMEVAL:
        printf("%ld.%06ld s\n", val->timeval.tv_sec, val->timeval.tv_usec);
        break;
    case ADDRESS:
        printf("%s\n", inet_ntop(AF_INET, &val->addr, addr, sizeof(addr)));
        break;
    case TEXT:
        /* Up to its NUL; not every one has one. */
        printf("\"%.*s\"\n", (int)len, val->text);
        break;
    case BYTES:
        printf("%u bytes\n", len);
        break;
    }
}

/* Whether sockets of a family and a type have options of a level. Those of IPv6 carry IPv4, too. */
static int has_level(int family, int type, int level)
{
    switch (level) {
    case IPPROTO_IPV6:
        return family == AF_INET6;
    case IPPROTO_TCP:
        return type == SOCK_STREAM;
    case IPPROTO_UDP:
        return type == SOCK_DGRAM;
    }
    return 1;
}

int main(int argc, char *argv[])
{
    int sock;
    union value val;
    socklen_t len;
    size_t i, j;
    int found = 0;

    if (argc > 2) {
        fprintf(stderr, "usage: %s [option]\n", argv[0]);
        exit(1);
    }

    for (i = 0; i < sizeof(sockets) / sizeof(sockets[0]); i++) {
        sock = socket(sockets[i].family, sockets[i].type, 0);
        if (sock == -1) {
            /* There are hosts without IPv6. */
            perror(sockets[i].text);
            continue;
        }
        for (j = 0; j < sizeof(options) / sizeof(options[0]); j++) {
            const struct option *option = &options[j];

            if (!has_level(sockets[i].family, sockets[i].type, option->level))
                continue;
            if (argc == 2 && strcmp(argv[1], option->text) != 0)
                continue;
            found = 1;
            printf("%-14s %-25s %-9s", sockets[i].text, option->text, types[option->type].name);
            memset(&val, 0, sizeof(val));
            len = sizeof(val);
            if (getsockopt(sock, option->level, option->name, &val, &len) == -1)
                printf("%s\n", strerror(errno));
            else
                show(option->type, &val, len);
        }
        close(sock);
    }
    if (!found) {
        fprintf(stderr, "%s: no such option\n", argv[1]);
        exit(1);
    }

    return 0;
}
