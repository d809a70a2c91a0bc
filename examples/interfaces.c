/* The interfaces of this host and their addresses, as getifaddrs knows them.
 *
 *     interfaces [interface]
 */
#include <ifaddrs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <sys/socket.h>

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

static void print_address(const char *what, const struct sockaddr *sa)
{
    char text[INET6_ADDRSTRLEN];
    const struct sockaddr_ll *sll;
    int i;

    switch (sa->sa_family) {
    case AF_INET:
        inet_ntop(AF_INET, &((struct sockaddr_in *)sa)->sin_addr, text, sizeof(text));
        printf(" %s %s", what, text);
        break;
    case AF_INET6:
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *)sa)->sin6_addr, text, sizeof(text));
        printf(" %s %s", what, text);
        break;
    case AF_PACKET:
        /* Of an interface itself: its hardware address. Some have none, some a longer one. */
        sll = (struct sockaddr_ll *)sa;
        printf(" %s", what);
        for (i = 0; i < sll->sll_halen && i < (int)sizeof(sll->sll_addr); i++)
            printf("%c%02x", i == 0 ? ' ' : ':', sll->sll_addr[i]);
        break;
    }
}

static const char *family_of(const struct sockaddr *sa)
{
    switch (sa->sa_family) {
    case AF_INET:
        return "inet";
    case AF_INET6:
        return "inet6";
    case AF_PACKET:
        return "packet";
    }
    return "unknown";
}

int main(int argc, char *argv[])
{
    struct ifaddrs *ifaddr, *ifa;

    if (argc > 2) {
        fprintf(stderr, "usage: %s [interface]\n", argv[0]);
        exit(1);
    }
    if (argc == 2 && if_nametoindex(argv[1]) == 0) {
        perror(argv[1]);
        exit(1);
    }

    if (getifaddrs(&ifaddr) == -1) {
        perror("getifaddrs");
        exit(1);
    }
    for (ifa = ifaddr; ifa != NULL; ifa = ifa->ifa_next) {
        if (argc == 2 && strcmp(ifa->ifa_name, argv[1]) != 0)
            continue;
        printf("%s:", ifa->ifa_name);
        print_flags(ifa->ifa_flags);
        /* An interface may be there without any address. */
        if (ifa->ifa_addr != NULL) {
            print_address(family_of(ifa->ifa_addr), ifa->ifa_addr);
            if (ifa->ifa_netmask != NULL)
                print_address("netmask", ifa->ifa_netmask);
            if ((ifa->ifa_flags & IFF_BROADCAST) && ifa->ifa_broadaddr != NULL)
                print_address("broadcast", ifa->ifa_broadaddr);
            if ((ifa->ifa_flags & IFF_POINTOPOINT) && ifa->ifa_dstaddr != NULL)
                print_address("peer", ifa->ifa_dstaddr);
        }
        printf("\n");
    }
    freeifaddrs(ifaddr);

    return 0;
}
