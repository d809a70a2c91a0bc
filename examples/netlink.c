/* The links, addresses and routes of this host, as the kernel tells them over netlink: a small `ip`.
 *
 *     netlink link [interface]
 *     netlink addr
 *     netlink route
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

/* A request for all there is. */
struct dump {
    struct nlmsghdr nlh;
    struct rtgenmsg gen;
    char pad[3];
};

/* A request for the link of a name, which is an attribute. */
struct one_link {
    struct nlmsghdr nlh;
    struct ifinfomsg ifi;
    struct rtattr rta;
    char name[IFNAMSIZ];
};

static const struct {
    unsigned int flag;
    const char *name;
} flag_names[] = {
    { IFF_UP, "UP" },
    { IFF_BROADCAST, "BROADCAST" },
    { IFF_LOOPBACK, "LOOPBACK" },
    { IFF_POINTOPOINT, "POINTOPOINT" },
    { IFF_RUNNING, "RUNNING" },
    { IFF_NOARP, "NOARP" },
    { IFF_PROMISC, "PROMISC" },
    { IFF_ALLMULTI, "ALLMULTI" },
    { IFF_MULTICAST, "MULTICAST" },
};

static const char *const states[] = {
    "UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP",
};

static const char *const types[] = {
    "unspec",    "unicast",     "local",    "broadcast", "anycast", "multicast",
    "blackhole", "unreachable", "prohibit", "throw",     "nat",     "xresolve",
};

static const char *scope_of(int scope)
{
    switch (scope) {
    case RT_SCOPE_UNIVERSE:
        return "global";
    case RT_SCOPE_SITE:
        return "site";
    case RT_SCOPE_LINK:
        return "link";
    case RT_SCOPE_HOST:
        return "host";
    case RT_SCOPE_NOWHERE:
        return "nowhere";
    }
    return "unknown";
}

static const char *family_of(int family)
{
    return family == AF_INET ? "inet" : family == AF_INET6 ? "inet6" : "unknown";
}

static const char *name_of(unsigned int index, char *name)
{
    return if_indextoname(index, name) != NULL ? name : "?";
}

/* The attributes of a message, each in the place of its type. */
static void parse(const struct rtattr *tb[], int max, const struct rtattr *rta, int len)
{
    int type;

    memset(tb, 0, (max + 1) * sizeof(tb[0]));
    while (RTA_OK(rta, len)) {
        type = rta->rta_type & NLA_TYPE_MASK;
        if (type <= max)
            tb[type] = rta;
        rta = RTA_NEXT(rta, len);
    }
}

static unsigned int number(const struct rtattr *rta)
{
    unsigned int value;

    memcpy(&value, RTA_DATA(rta), sizeof(value));
    return value;
}

static void print_address(const char *what, int family, const void *addr)
{
    char text[INET6_ADDRSTRLEN];

    if (inet_ntop(family, addr, text, sizeof(text)) != NULL)
        printf(" %s %s", what, text);
}

static void print_hardware_address(const char *what, const struct rtattr *rta)
{
    const unsigned char *bytes = RTA_DATA(rta);
    int len = RTA_PAYLOAD(rta);
    int i;

    for (i = 0; i < len; i++) {
        if (i == 0)
            printf(" %s ", what);
        printf("%s%02x", i == 0 ? "" : ":", bytes[i]);
    }
}

static void print_flags(unsigned int flags)
{
    const char *separator = "";
    size_t i;

    printf(" <");
    for (i = 0; i < sizeof(flag_names) / sizeof(flag_names[0]); i++) {
        if (flags & flag_names[i].flag) {
            printf("%s%s", separator, flag_names[i].name);
            separator = ",";
        }
    }
    printf(">");
}

static void print_link(const struct nlmsghdr *nh)
{
    const struct ifinfomsg *ifi = NLMSG_DATA(nh);
    const struct rtattr *tb[IFLA_MAX + 1], *info[IFLA_INFO_MAX + 1];
    unsigned char state;

    parse(tb, IFLA_MAX, IFLA_RTA(ifi), IFLA_PAYLOAD(nh));
    printf("%d: %s:", ifi->ifi_index, tb[IFLA_IFNAME] ? (char *)RTA_DATA(tb[IFLA_IFNAME]) : "?");
    print_flags(ifi->ifi_flags);
    if (tb[IFLA_MTU])
        printf(" mtu %u", number(tb[IFLA_MTU]));
    if (tb[IFLA_QDISC])
        printf(" qdisc %s", (char *)RTA_DATA(tb[IFLA_QDISC]));
    if (tb[IFLA_OPERSTATE]) {
        state = *(unsigned char *)RTA_DATA(tb[IFLA_OPERSTATE]);
        printf(" state %s", state < sizeof(states) / sizeof(states[0]) ? states[state] : "?");
    }
    if (tb[IFLA_ADDRESS])
        print_hardware_address("address", tb[IFLA_ADDRESS]);
    if (tb[IFLA_BROADCAST])
        print_hardware_address("broadcast", tb[IFLA_BROADCAST]);
    /* Attributes may have attributes for their value. */
    if (tb[IFLA_LINKINFO]) {
        parse(info, IFLA_INFO_MAX, RTA_DATA(tb[IFLA_LINKINFO]), RTA_PAYLOAD(tb[IFLA_LINKINFO]));
        if (info[IFLA_INFO_KIND])
            printf(" kind %s", (char *)RTA_DATA(info[IFLA_INFO_KIND]));
    }
    printf("\n");
}

static void print_addr(const struct nlmsghdr *nh)
{
    const struct ifaddrmsg *ifa = NLMSG_DATA(nh);
    const struct rtattr *tb[IFA_MAX + 1];
    const struct rtattr *local;
    char name[IF_NAMESIZE];

    parse(tb, IFA_MAX, IFA_RTA(ifa), IFA_PAYLOAD(nh));
    printf("%u: ", ifa->ifa_index);
    if (tb[IFA_LABEL])
        printf("%s:", (char *)RTA_DATA(tb[IFA_LABEL]));
    else
        printf("%s:", name_of(ifa->ifa_index, name));
    /* Where there is a peer, the address is the peer's. */
    local = tb[IFA_LOCAL] ? tb[IFA_LOCAL] : tb[IFA_ADDRESS];
    if (local)
        print_address(family_of(ifa->ifa_family), ifa->ifa_family, RTA_DATA(local));
    if (local && tb[IFA_ADDRESS]
        && memcmp(RTA_DATA(local), RTA_DATA(tb[IFA_ADDRESS]), RTA_PAYLOAD(local)) != 0)
        print_address("peer", ifa->ifa_family, RTA_DATA(tb[IFA_ADDRESS]));
    printf("/%d", ifa->ifa_prefixlen);
    if (tb[IFA_BROADCAST])
        print_address("broadcast", ifa->ifa_family, RTA_DATA(tb[IFA_BROADCAST]));
    printf(" scope %s\n", scope_of(ifa->ifa_scope));
}

/* Where to: of a route, or of one of the ways of a route that has several. */
static void print_way(int family, const struct rtattr *tb[], unsigned int index)
{
    const struct rtvia *via;
    char name[IF_NAMESIZE];

    if (tb[RTA_GATEWAY])
        print_address("via", family, RTA_DATA(tb[RTA_GATEWAY]));
    if (tb[RTA_VIA]) {
        /* A router of another family than the destination. */
        via = RTA_DATA(tb[RTA_VIA]);
        print_address("via", via->rtvia_family, via->rtvia_addr);
    }
    if (index != 0)
        printf(" dev %s", name_of(index, name));
}

static void print_route(const struct nlmsghdr *nh)
{
    const struct rtmsg *rtm = NLMSG_DATA(nh);
    const struct rtattr *tb[RTA_MAX + 1], *way[RTA_MAX + 1];
    const struct rtnexthop *rtnh;
    int len;

    if (rtm->rtm_family != AF_INET && rtm->rtm_family != AF_INET6)
        return;
    parse(tb, RTA_MAX, RTM_RTA(rtm), RTM_PAYLOAD(nh));
    printf("%s %s", family_of(rtm->rtm_family), rtm->rtm_type <= RTN_MAX ? types[rtm->rtm_type] : "?");
    if (tb[RTA_DST]) {
        print_address("to", rtm->rtm_family, RTA_DATA(tb[RTA_DST]));
        printf("/%d", rtm->rtm_dst_len);
    } else {
        printf(" to default");
    }
    print_way(rtm->rtm_family, tb, tb[RTA_OIF] ? number(tb[RTA_OIF]) : 0);
    if (tb[RTA_PREFSRC])
        print_address("src", rtm->rtm_family, RTA_DATA(tb[RTA_PREFSRC]));
    if (tb[RTA_PRIORITY])
        printf(" metric %u", number(tb[RTA_PRIORITY]));
    printf(" scope %s", scope_of(rtm->rtm_scope));
    printf(" table %u\n", tb[RTA_TABLE] ? number(tb[RTA_TABLE]) : rtm->rtm_table);
    if (tb[RTA_MULTIPATH]) {
        rtnh = RTA_DATA(tb[RTA_MULTIPATH]);
        len = RTA_PAYLOAD(tb[RTA_MULTIPATH]);
        while (len >= (int)sizeof(*rtnh) && RTNH_OK(rtnh, len)) {
            parse(way, RTA_MAX, RTNH_DATA(rtnh), rtnh->rtnh_len - RTNH_LENGTH(0));
            printf("    nexthop");
            print_way(rtm->rtm_family, way, rtnh->rtnh_ifindex);
            printf(" weight %d\n", rtnh->rtnh_hops + 1);
            len -= RTNH_ALIGN(rtnh->rtnh_len);
            rtnh = RTNH_NEXT(rtnh);
        }
    }
}

/* Ends the program if the kernel says that something went wrong. */
static void check(int error)
{
    if (error != 0) {
        errno = -error;
        perror("netlink");
        exit(1);
    }
}

/* Sends a request and receives all of the answer, datagram after datagram, each of several messages.
 * Tells how long it is; or -1 if what was listed changed meanwhile, so that something may be missing or
 * be there twice. */
static ssize_t ask(int sock, const struct nlmsghdr *request, char **answer)
{
    struct sockaddr_nl kernel, from;
    socklen_t fromlen;
    struct nlmsghdr *nh;
    struct nlmsgerr *err;
    size_t size = 0, len = 0;
    ssize_t n;
    int done = 0, interrupted = 0;

    memset(&kernel, 0, sizeof(kernel));
    kernel.nl_family = AF_NETLINK;
    n = sendto(sock, request, request->nlmsg_len, 0, (struct sockaddr *)&kernel, sizeof(kernel));
    if (n == -1) {
        perror("sendto");
        exit(1);
    }
    while (!done) {
        /* The kernel makes no datagram larger than that. */
        if (size - len < 32768) {
            size += 65536;
            *answer = realloc(*answer, size);
            if (*answer == NULL) {
                perror("realloc");
                exit(1);
            }
        }
        fromlen = sizeof(from);
        n = recvfrom(sock, *answer + len, size - len, MSG_TRUNC, (struct sockaddr *)&from, &fromlen);
        if (n == -1) {
            perror("recvfrom");
            exit(1);
        }
        if ((size_t)n > size - len) {
            fprintf(stderr, "netlink: a datagram of %zd bytes\n", n);
            exit(1);
        }
        /* Any process may send to this socket. */
        if (from.nl_pid != 0)
            continue;
        nh = (struct nlmsghdr *)(*answer + len);
        len += n;
        for (; NLMSG_OK(nh, n); nh = NLMSG_NEXT(nh, n)) {
            if (nh->nlmsg_flags & NLM_F_DUMP_INTR)
                interrupted = 1;
            if (nh->nlmsg_type == NLMSG_ERROR) {
                err = NLMSG_DATA(nh);
                check(err->error);
            }
            if (nh->nlmsg_type == NLMSG_DONE)
                check(*(int *)NLMSG_DATA(nh));
            /* Several messages go on until one that says that it was the last; one is one. */
            if (nh->nlmsg_type == NLMSG_DONE || !(nh->nlmsg_flags & NLM_F_MULTI))
                done = 1;
        }
    }
    return interrupted ? -1 : (ssize_t)len;
}

int main(int argc, char *argv[])
{
    int sock;
    struct dump dump;
    struct one_link one;
    const struct nlmsghdr *request = &dump.nlh;
    const struct nlmsghdr *nh;
    char *answer = NULL;
    ssize_t len;

    memset(&dump, 0, sizeof(dump));
    dump.nlh.nlmsg_len = NLMSG_LENGTH(sizeof(dump.gen));
    dump.nlh.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    dump.gen.rtgen_family = AF_UNSPEC;
    if (argc == 3 && strcmp(argv[1], "link") == 0 && strlen(argv[2]) < IFNAMSIZ) {
        memset(&one, 0, sizeof(one));
        one.nlh.nlmsg_len = sizeof(one);
        one.nlh.nlmsg_type = RTM_GETLINK;
        one.nlh.nlmsg_flags = NLM_F_REQUEST;
        one.rta.rta_type = IFLA_IFNAME;
        one.rta.rta_len = RTA_LENGTH(sizeof(one.name));
        strcpy(one.name, argv[2]);
        request = &one.nlh;
    } else if (argc == 2 && strcmp(argv[1], "link") == 0) {
        dump.nlh.nlmsg_type = RTM_GETLINK;
    } else if (argc == 2 && strcmp(argv[1], "addr") == 0) {
        dump.nlh.nlmsg_type = RTM_GETADDR;
    } else if (argc == 2 && strcmp(argv[1], "route") == 0) {
        dump.nlh.nlmsg_type = RTM_GETROUTE;
    } else {
        fprintf(stderr, "usage: %s link [interface] | addr | route\n", argv[0]);
        exit(1);
    }

    sock = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    while ((len = ask(sock, request, &answer)) == -1)
        fprintf(stderr, "netlink: something changed meanwhile, once more\n");
    close(sock);

    for (nh = (struct nlmsghdr *)answer; NLMSG_OK(nh, len); nh = NLMSG_NEXT(nh, len)) {
        switch (nh->nlmsg_type) {
        case RTM_NEWLINK:
            print_link(nh);
            break;
        case RTM_NEWADDR:
            print_addr(nh);
            break;
        case RTM_NEWROUTE:
            print_route(nh);
            break;
        }
    }
    free(answer);

    return 0;
}
