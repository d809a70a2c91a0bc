/* Prints what is sent to a multicast group of IPv4 or IPv6, as a member at an interface.
 *
 *     multicast_receiver group port interface [datagrams]
 *
 * After so many datagrams it ends; without the last argument it goes on for ever.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/socket.h>

static int is_group(const struct sockaddr *addr)
{
    if (addr->sa_family == AF_INET)
        return IN_MULTICAST(ntohl(((const struct sockaddr_in *)addr)->sin_addr.s_addr));
    return IN6_IS_ADDR_MULTICAST(&((const struct sockaddr_in6 *)addr)->sin6_addr);
}

int main(int argc, char *argv[])
{
    int sock, status;
    struct addrinfo hints, *res;
    struct ip_mreqn mreq;
    struct ipv6_mreq mreq6;
    struct sockaddr_storage from_addr;
    socklen_t len;
    char from[NI_MAXHOST];
    char message[1000];
    ssize_t n;
    unsigned int index;
    int on = 1;
    int datagrams = argc > 4 ? atoi(argv[4]) : -1;

    if (argc < 4 || argc > 5) {
        fprintf(stderr, "usage: %s group port interface [datagrams]\n", argv[0]);
        exit(1);
    }

    /* 1. The group is an address in numbers, which says whether it is of IPv4 or of IPv6. */
    memset(&hints, 0, sizeof(hints));
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_DGRAM;
    status = getaddrinfo(argv[1], argv[2], &hints, &res);
    if (status != 0) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(status));
        exit(1);
    }
    if (!is_group(res->ai_addr)) {
        fprintf(stderr, "%s is no multicast group\n", argv[1]);
        exit(1);
    }
    index = if_nametoindex(argv[3]);
    if (index == 0) {
        perror("if_nametoindex");
        exit(1);
    }

    sock = socket(res->ai_family, res->ai_socktype, res->ai_protocol);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 2. Several programs of a host may be members, and each gets all. Bound to the group, the socket
     * gets nothing else that is sent to the port. */
    if (setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1) {
        perror("setsockopt");
        exit(1);
    }
    /* A group of the link alone, ff02::/16, is one of a certain link. */
    if (res->ai_family == AF_INET6)
        ((struct sockaddr_in6 *)res->ai_addr)->sin6_scope_id = index;
    if (bind(sock, res->ai_addr, res->ai_addrlen) == -1) {
        perror("bind");
        exit(1);
    }

    /* 3. Now the host tells the routers that it has a member, until the socket is closed. */
    if (res->ai_family == AF_INET) {
        memset(&mreq, 0, sizeof(mreq));
        mreq.imr_multiaddr = ((struct sockaddr_in *)res->ai_addr)->sin_addr;
        mreq.imr_ifindex = index;
        status = setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(mreq));
    } else {
        memset(&mreq6, 0, sizeof(mreq6));
        mreq6.ipv6mr_multiaddr = ((struct sockaddr_in6 *)res->ai_addr)->sin6_addr;
        mreq6.ipv6mr_interface = index;
        status = setsockopt(sock, IPPROTO_IPV6, IPV6_JOIN_GROUP, &mreq6, sizeof(mreq6));
    }
    if (status == -1) {
        perror("setsockopt");
        exit(1);
    }
    freeaddrinfo(res);

    while (datagrams != 0) {
        len = sizeof(from_addr);
        n = recvfrom(sock, message, sizeof(message) - 1, 0, (struct sockaddr *)&from_addr, &len);
        if (n == -1) {
            perror("recvfrom");
            exit(1);
        }
        message[n] = '\0';
        status = getnameinfo((struct sockaddr *)&from_addr, len, from, sizeof(from), NULL, 0,
                             NI_NUMERICHOST);
        if (status != 0) {
            fprintf(stderr, "getnameinfo: %s\n", gai_strerror(status));
            exit(1);
        }
        printf("%s: %s\n", from, message);
        if (datagrams > 0)
            datagrams--;
    }

    close(sock);

    return 0;
}
