/* The IPv4 addresses of this host and their interfaces, by the older way: ioctl with SIOCGIFCONF, and
 * a request for everything else that there is to know.
 *
 *     ifconf
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static const struct {
    int flag;
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

static void print_flags(int flags)
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
    char text[INET_ADDRSTRLEN];

    inet_ntop(AF_INET, &((struct sockaddr_in *)sa)->sin_addr, text, sizeof(text));
    printf(" %s %s", what, text);
}

/* What a request says of the interface. The interface has the name, and the address tells apart those
 * of one name; the answer takes the place of the address. */
static struct ifreq ask(int sock, unsigned long request, const char *what, const struct ifreq *of)
{
    struct ifreq ifr = *of;

    if (ioctl(sock, request, &ifr) == -1) {
        perror(what);
        exit(1);
    }
    return ifr;
}

int main(int argc, char *argv[])
{
    int sock;
    struct ifconf ifc;
    struct ifreq *reqs = NULL;
    struct ifreq ifr;
    int flags;
    int room = 2, n, i;

    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        exit(1);
    }

    /* 1. Any socket will do. */
    sock = socket(AF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 2. All addresses. What finds no room is left out, and nothing tells: so with more and more room,
     * until some of it is left. */
    for (;;) {
        reqs = realloc(reqs, room * sizeof(struct ifreq));
        if (reqs == NULL) {
            perror("realloc");
            exit(1);
        }
        ifc.ifc_len = room * sizeof(struct ifreq);
        ifc.ifc_req = reqs;
        if (ioctl(sock, SIOCGIFCONF, &ifc) == -1) {
            perror("SIOCGIFCONF");
            exit(1);
        }
        n = ifc.ifc_len / sizeof(struct ifreq);
        if (n < room)
            break;
        room *= 2;
    }

    /* 3. The interface of each. */
    for (i = 0; i < n; i++) {
        printf("%s:", reqs[i].ifr_name);
        ifr = ask(sock, SIOCGIFFLAGS, "SIOCGIFFLAGS", &reqs[i]);
        flags = ifr.ifr_flags;
        print_flags(flags);
        print_address("inet", &reqs[i].ifr_addr);
        ifr = ask(sock, SIOCGIFNETMASK, "SIOCGIFNETMASK", &reqs[i]);
        print_address("netmask", &ifr.ifr_netmask);
        if (flags & IFF_BROADCAST) {
            ifr = ask(sock, SIOCGIFBRDADDR, "SIOCGIFBRDADDR", &reqs[i]);
            print_address("broadcast", &ifr.ifr_broadaddr);
        }
        if (flags & IFF_POINTOPOINT) {
            ifr = ask(sock, SIOCGIFDSTADDR, "SIOCGIFDSTADDR", &reqs[i]);
            print_address("peer", &ifr.ifr_dstaddr);
        }
        ifr = ask(sock, SIOCGIFMTU, "SIOCGIFMTU", &reqs[i]);
        printf(" mtu %d", ifr.ifr_mtu);
        ifr = ask(sock, SIOCGIFINDEX, "SIOCGIFINDEX", &reqs[i]);
        printf(" index %d\n", ifr.ifr_ifindex);
    }

    free(reqs);
    close(sock);

    return 0;
}
