/* Shows the packets that come to this host and leave it: Ethernet, ARP, IPv4 and IPv6, and in those
 * ICMP, TCP and UDP.
 *
 *     sniffer count [interface]
 *
 * Ends after so many packets. Without an interface it looks at all of them. It takes a privilege
 * (CAP_NET_RAW). Nothing that a packet says of its own length is believed before it is looked at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/ip_icmp.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static void malformed(const char *what)
{
    printf("    %s, malformed\n", what);
}

static void print_pair(const char *what, int family, const void *src, const void *dst)
{
    char from[INET6_ADDRSTRLEN], to[INET6_ADDRSTRLEN];

    inet_ntop(family, src, from, sizeof(from));
    inet_ntop(family, dst, to, sizeof(to));
    printf("    %s %s > %s", what, from, to);
}

static void print_hardware(const unsigned char *addr)
{
    int i;

    for (i = 0; i < ETH_ALEN; i++)
        printf("%s%02x", i == 0 ? "" : ":", addr[i]);
}

static void print_tcp(const unsigned char *p, size_t len)
{
    static const char *const names[] = { "FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR" };
    struct tcphdr tcp;
    size_t hlen;
    int i;

    if (len < sizeof(tcp)) {
        malformed("TCP");
        return;
    }
    memcpy(&tcp, p, sizeof(tcp));
    hlen = tcp.th_off << 2;
    if (hlen < sizeof(tcp) || hlen > len) {
        malformed("TCP");
        return;
    }
    printf("    TCP %d > %d", ntohs(tcp.th_sport), ntohs(tcp.th_dport));
    for (i = 0; i < 8; i++) {
        if (tcp.th_flags & 1 << i)
            printf(" %s", names[i]);
    }
    printf(" seq %u", ntohl(tcp.th_seq));
    if (tcp.th_flags & TH_ACK)
        printf(" ack %u", ntohl(tcp.th_ack));
    printf(" window %d", ntohs(tcp.th_win));
    if (hlen > sizeof(tcp))
        printf(", %zu bytes of options", hlen - sizeof(tcp));
    printf(", %zu bytes of data\n", len - hlen);
}

static void print_udp(const unsigned char *p, size_t len)
{
    struct udphdr udp;
    size_t ulen;

    if (len < sizeof(udp)) {
        malformed("UDP");
        return;
    }
    memcpy(&udp, p, sizeof(udp));
    ulen = ntohs(udp.uh_ulen);
    if (ulen < sizeof(udp)) {
        malformed("UDP");
        return;
    }
    /* The data may go on in other fragments. */
    printf("    UDP %d > %d, %zu bytes of data\n", ntohs(udp.uh_sport), ntohs(udp.uh_dport),
           ulen - sizeof(udp));
}

static const char *icmp_name(int type)
{
    switch (type) {
    case ICMP_ECHOREPLY:
        return "echo reply";
    case ICMP_DEST_UNREACH:
        return "destination unreachable";
    case ICMP_ECHO:
        return "echo request";
    case ICMP_TIME_EXCEEDED:
        return "time exceeded";
    }
    return "message";
}

static void print_icmp(const unsigned char *p, size_t len)
{
    struct icmphdr icmp;

    if (len < sizeof(icmp)) {
        malformed("ICMP");
        return;
    }
    memcpy(&icmp, p, sizeof(icmp));
    printf("    ICMP %s, type %d, code %d", icmp_name(icmp.type), icmp.type, icmp.code);
    if (icmp.type == ICMP_ECHO || icmp.type == ICMP_ECHOREPLY)
        printf(", id %d, seq %d", ntohs(icmp.un.echo.id), ntohs(icmp.un.echo.sequence));
    printf("\n");
}

static const char *icmp6_name(int type)
{
    switch (type) {
    case ICMP6_DST_UNREACH:
        return "destination unreachable";
    case ICMP6_PACKET_TOO_BIG:
        return "packet too big";
    case ICMP6_TIME_EXCEEDED:
        return "time exceeded";
    case ICMP6_ECHO_REQUEST:
        return "echo request";
    case ICMP6_ECHO_REPLY:
        return "echo reply";
    case ND_ROUTER_SOLICIT:
        return "router solicitation";
    case ND_ROUTER_ADVERT:
        return "router advertisement";
    case ND_NEIGHBOR_SOLICIT:
        return "neighbour solicitation";
    case ND_NEIGHBOR_ADVERT:
        return "neighbour advertisement";
    }
    return "message";
}

static void print_icmp6(const unsigned char *p, size_t len)
{
    struct icmp6_hdr icmp6;
    char target[INET6_ADDRSTRLEN];

    if (len < sizeof(icmp6)) {
        malformed("ICMPv6");
        return;
    }
    memcpy(&icmp6, p, sizeof(icmp6));
    printf("    ICMPv6 %s, type %d, code %d", icmp6_name(icmp6.icmp6_type), icmp6.icmp6_type,
           icmp6.icmp6_code);
    if (icmp6.icmp6_type == ICMP6_ECHO_REQUEST || icmp6.icmp6_type == ICMP6_ECHO_REPLY)
        printf(", id %d, seq %d", ntohs(icmp6.icmp6_id), ntohs(icmp6.icmp6_seq));
    /* Whose hardware address is asked for, or told, follows. */
    if ((icmp6.icmp6_type == ND_NEIGHBOR_SOLICIT || icmp6.icmp6_type == ND_NEIGHBOR_ADVERT)
        && len >= sizeof(icmp6) + sizeof(struct in6_addr)) {
        inet_ntop(AF_INET6, p + sizeof(icmp6), target, sizeof(target));
        printf(", of %s", target);
    }
    printf("\n");
}

static void print_transport(int protocol, const unsigned char *p, size_t len)
{
    switch (protocol) {
    case IPPROTO_ICMP:
        print_icmp(p, len);
        break;
    case IPPROTO_TCP:
        print_tcp(p, len);
        break;
    case IPPROTO_UDP:
        print_udp(p, len);
        break;
    case IPPROTO_ICMPV6:
        print_icmp6(p, len);
        break;
    case IPPROTO_NONE:
        break;
    default:
        printf("    protocol %d, %zu bytes\n", protocol, len);
    }
}

static void print_ipv4(const unsigned char *p, size_t len)
{
    struct ip ip;
    size_t hlen, total;
    int off;

    if (len < sizeof(ip)) {
        malformed("IPv4");
        return;
    }
    memcpy(&ip, p, sizeof(ip));
    hlen = ip.ip_hl << 2;
    total = ntohs(ip.ip_len);
    off = ntohs(ip.ip_off);
    if (ip.ip_v != IPVERSION || hlen < sizeof(ip) || total < hlen || hlen > len) {
        malformed("IPv4");
        return;
    }
    print_pair("IPv4", AF_INET, &ip.ip_src, &ip.ip_dst);
    printf(", ttl %d, id %d, %zu bytes", ip.ip_ttl, ntohs(ip.ip_id), total);
    if (hlen > sizeof(ip))
        printf(", %zu bytes of options", hlen - sizeof(ip));
    if (off & IP_DF)
        printf(", DF");
    if (off & (IP_MF | IP_OFFMASK))
        printf(", fragment at %d%s", (off & IP_OFFMASK) << 3, off & IP_MF ? ", more follow" : "");
    printf("\n");

    /* Behind a short packet there may be padding. Only the first fragment has a header to look at. */
    if (len > total)
        len = total;
    if ((off & IP_OFFMASK) == 0)
        print_transport(ip.ip_p, p + hlen, len - hlen);
}

/* The headers between that of IPv6 and that of the transport: any number, of lengths of their own. */
static void print_extensions(int nxt, const unsigned char *p, size_t len)
{
    struct ip6_ext ext;
    struct ip6_frag frag;
    size_t hlen;
    int off;

    for (;;) {
        switch (nxt) {
        case IPPROTO_HOPOPTS:
        case IPPROTO_ROUTING:
        case IPPROTO_DSTOPTS:
        case IPPROTO_FRAGMENT:
        case IPPROTO_AH:
            break;
        default:
            print_transport(nxt, p, len);
            return;
        }
        if (len < sizeof(ext)) {
            malformed("extension header");
            return;
        }
        memcpy(&ext, p, sizeof(ext));
        hlen = (ext.ip6e_len + 1) << 3;
        if (nxt == IPPROTO_FRAGMENT)
            hlen = sizeof(frag);
        if (nxt == IPPROTO_AH)
            hlen = (ext.ip6e_len + 2) << 2;
        if (hlen > len) {
            malformed("extension header");
            return;
        }
        printf("    extension header %d, %zu bytes", nxt, hlen);
        off = 0;
        if (nxt == IPPROTO_FRAGMENT) {
            memcpy(&frag, p, sizeof(frag));
            off = ntohs(frag.ip6f_offlg & IP6F_OFF_MASK);
            printf(", fragment at %d%s", off,
                   frag.ip6f_offlg & IP6F_MORE_FRAG ? ", more follow" : "");
        }
        printf("\n");
        if (off != 0)
            return;
        nxt = ext.ip6e_nxt;
        p += hlen;
        len -= hlen;
    }
}

static void print_ipv6(const unsigned char *p, size_t len)
{
    struct ip6_hdr ip6;
    size_t plen;

    if (len < sizeof(ip6)) {
        malformed("IPv6");
        return;
    }
    memcpy(&ip6, p, sizeof(ip6));
    plen = ntohs(ip6.ip6_plen);
    if (ip6.ip6_vfc >> 4 != 6) {
        malformed("IPv6");
        return;
    }
    print_pair("IPv6", AF_INET6, &ip6.ip6_src, &ip6.ip6_dst);
    printf(", hop limit %d, %zu bytes\n", ip6.ip6_hlim, sizeof(ip6) + plen);
    len -= sizeof(ip6);
    print_extensions(ip6.ip6_nxt, p + sizeof(ip6), len < plen ? len : plen);
}

static void print_arp(const unsigned char *p, size_t len)
{
    struct arphdr arp;
    const unsigned char *addr;
    int op;

    if (len < sizeof(arp)) {
        malformed("ARP");
        return;
    }
    memcpy(&arp, p, sizeof(arp));
    op = ntohs(arp.ar_op);
    if (ntohs(arp.ar_pro) != ETHERTYPE_IP || arp.ar_hln != ETH_ALEN || arp.ar_pln != 4) {
        printf("    ARP of other addresses, operation %d\n", op);
        return;
    }
    /* Of the sender and of the target, a hardware address and an IPv4 address. */
    if (len < sizeof(arp) + 2 * (ETH_ALEN + 4)) {
        malformed("ARP");
        return;
    }
    addr = p + sizeof(arp);
    print_pair("ARP", AF_INET, addr + ETH_ALEN, addr + ETH_ALEN + 4 + ETH_ALEN);
    if (op == ARPOP_REQUEST)
        printf(", request");
    else if (op == ARPOP_REPLY)
        printf(", reply");
    else
        printf(", operation %d", op);
    printf(", sender has ");
    print_hardware(addr);
    printf("\n");
}

static void print_network(int type, const unsigned char *p, size_t len)
{
    switch (type) {
    case ETHERTYPE_IP:
        print_ipv4(p, len);
        break;
    case ETHERTYPE_IPV6:
        print_ipv6(p, len);
        break;
    case ETHERTYPE_ARP:
        print_arp(p, len);
        break;
    }
}

static void print_ethernet(const unsigned char *p, size_t len)
{
    struct ether_header eh;

    if (len < sizeof(eh)) {
        malformed("Ethernet");
        return;
    }
    memcpy(&eh, p, sizeof(eh));
    printf("    Ethernet ");
    print_hardware(eh.ether_shost);
    printf(" > ");
    print_hardware(eh.ether_dhost);
    printf(", type 0x%04x\n", ntohs(eh.ether_type));
    print_network(ntohs(eh.ether_type), p + sizeof(eh), len - sizeof(eh));
}

static const char *way_of(int pkttype)
{
    switch (pkttype) {
    case PACKET_HOST:
        return "to this host";
    case PACKET_BROADCAST:
        return "to all";
    case PACKET_MULTICAST:
        return "to a group";
    case PACKET_OTHERHOST:
        return "to another host";
    case PACKET_OUTGOING:
        return "from this host";
    }
    return "unknown";
}

int main(int argc, char *argv[])
{
    int sock;
    struct sockaddr_ll addr, from;
    struct packet_mreq mreq;
    struct ifreq ifr;
    unsigned char buf[65536];
    socklen_t fromlen;
    ssize_t n;
    size_t len;
    int i;
    int count = argc > 1 ? atoi(argv[1]) : 0;
    unsigned int index = 0;

    if (argc < 2 || argc > 3 || count < 1) {
        fprintf(stderr, "usage: %s count [interface]\n", argv[0]);
        exit(1);
    }
    if (argc > 2) {
        index = if_nametoindex(argv[2]);
        if (index == 0) {
            perror(argv[2]);
            exit(1);
        }
    }

    /* 1. A socket for frames, with all of their headers. Nothing comes yet: before it is bound, it
     * would come from all interfaces. */
    sock = socket(PF_PACKET, SOCK_RAW, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&addr, 0, sizeof(addr));
    addr.sll_family = AF_PACKET;
    addr.sll_protocol = htons(ETH_P_ALL);
    addr.sll_ifindex = index;
    if (bind(sock, (struct sockaddr *)&addr, sizeof(addr)) == -1) {
        perror("bind");
        exit(1);
    }

    /* 2. Also frames that are for others, as long as the socket is open. */
    if (index != 0) {
        memset(&mreq, 0, sizeof(mreq));
        mreq.mr_ifindex = index;
        mreq.mr_type = PACKET_MR_PROMISC;
        if (setsockopt(sock, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &mreq, sizeof(mreq)) == -1) {
            perror("PACKET_ADD_MEMBERSHIP");
            exit(1);
        }
    }

    /* 3. Frame after frame. */
    for (i = 1; i <= count; i++) {
        fromlen = sizeof(from);
        n = recvfrom(sock, buf, sizeof(buf), MSG_TRUNC, (struct sockaddr *)&from, &fromlen);
        if (n == -1) {
            perror("recvfrom");
            exit(1);
        }
        memset(&ifr, 0, sizeof(ifr));
        ifr.ifr_ifindex = from.sll_ifindex;
        if (ioctl(sock, SIOCGIFNAME, &ifr) == -1)
            strcpy(ifr.ifr_name, "?");
        printf("%d: %s, %s, %zd bytes\n", i, ifr.ifr_name, way_of(from.sll_pkttype), n);
        len = (size_t)n < sizeof(buf) ? (size_t)n : sizeof(buf);
        /* Other kinds of links, such as tunnels, have other headers or none. */
        if (from.sll_hatype == ARPHRD_ETHER || from.sll_hatype == ARPHRD_LOOPBACK)
            print_ethernet(buf, len);
        else
            print_network(ntohs(from.sll_protocol), buf, len);
    }
    close(sock);

    return 0;
}
