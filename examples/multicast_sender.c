/* Sends a message to a multicast group of IPv4 or IPv6, from an interface.
 *
 *     multicast_sender group port interface [message]
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
    unsigned int index;
    int hops = 1;
    int loop = 1;
    const char *message = argc > 4 ? argv[4] : "Anybody there?";

    if (argc < 4 || argc > 5) {
        fprintf(stderr, "usage: %s group port interface [message]\n", argv[0]);
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

    /* 2. Where it goes out; for how many hops, 1 being those that no router has passed on; and that
     * members on this host get it, too. */
    if (res->ai_family == AF_INET) {
        memset(&mreq, 0, sizeof(mreq));
        mreq.imr_ifindex = index;
        if (setsockopt(sock, IPPROTO_IP, IP_MULTICAST_IF, &mreq, sizeof(mreq)) == -1 ||
            setsockopt(sock, IPPROTO_IP, IP_MULTICAST_TTL, &hops, sizeof(hops)) == -1 ||
            setsockopt(sock, IPPROTO_IP, IP_MULTICAST_LOOP, &loop, sizeof(loop)) == -1) {
            perror("setsockopt");
            exit(1);
        }
    } else {
        if (setsockopt(sock, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof(index)) == -1 ||
            setsockopt(sock, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, &hops, sizeof(hops)) == -1 ||
            setsockopt(sock, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, &loop, sizeof(loop)) == -1) {
            perror("setsockopt");
            exit(1);
        }
    }

    /* 3. To send to a group, one need not be a member. */
    if (sendto(sock, message, strlen(message), 0, res->ai_addr, res->ai_addrlen) == -1) {
        perror("sendto");
        exit(1);
    }

    close(sock);
    freeaddrinfo(res);

    return 0;
}
