/* What the resolver answers: asks getaddrinfo, getnameinfo, gethostbyname and getservbyname.
 *
 *     names [-46sdcpn] host [service]
 *
 * -4 and -6 ask for addresses of IPv4 and of IPv6 only, -s and -d for stream and for datagram sockets
 * only; -c for the official name; -p for addresses to bind to; -n looks nothing up: host and service
 * are numbers. A host of "-" is none.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

static const char *error_of(int status)
{
    return status == EAI_SYSTEM ? strerror(errno) : gai_strerror(status);
}

static const char *type_of(int socktype)
{
    return socktype == SOCK_STREAM ? "stream" : socktype == SOCK_DGRAM ? "datagram" : "raw";
}

/* All socket addresses of the host and the service, and the names of each of them. */
static int addresses(const char *host, const char *service, const struct addrinfo *hints)
{
    struct addrinfo *res, *p;
    char name[NI_MAXHOST], serv[NI_MAXSERV];
    int numeric = NI_NUMERICHOST | NI_NUMERICSERV;
    int flags;
    int status = getaddrinfo(host, service, hints, &res);

    if (status != 0) {
        printf("getaddrinfo: %s\n", error_of(status));
        return -1;
    }
    for (p = res; p != NULL; p = p->ai_next) {
        if (p->ai_canonname != NULL)
            printf("getaddrinfo: official name %s\n", p->ai_canonname);
        status = getnameinfo(p->ai_addr, p->ai_addrlen, name, sizeof(name), serv, sizeof(serv),
                             numeric);
        if (status != 0) {
            printf("getnameinfo: %s\n", error_of(status));
            continue;
        }
        printf("getaddrinfo: %s, port %s, %s\n", name, serv, type_of(p->ai_socktype));

        /* Some ports have one name in UDP and another in TCP. */
        flags = p->ai_socktype == SOCK_DGRAM ? NI_DGRAM : 0;
        if (hints->ai_flags & AI_NUMERICHOST)
            continue;
        status = getnameinfo(p->ai_addr, p->ai_addrlen, name, sizeof(name), serv, sizeof(serv),
                             flags);
        if (status != 0)
            printf("getnameinfo: %s\n", error_of(status));
        else
            printf("getnameinfo: %s, service %s\n", name, serv);
    }
    freeaddrinfo(res);
    return 0;
}

/* The older way, for IPv4 only. */
static void host_entry(const char *host)
{
    struct hostent *he;
    char address[INET6_ADDRSTRLEN];
    int i;

    he = gethostbyname(host);
    if (he == NULL) {
        printf("gethostbyname: %s\n", h_errno == NETDB_INTERNAL ? strerror(errno) : hstrerror(h_errno));
        return;
    }
    printf("gethostbyname: official name %s\n", he->h_name);
    for (i = 0; he->h_aliases[i] != NULL; i++)
        printf("gethostbyname: alias %s\n", he->h_aliases[i]);
    for (i = 0; he->h_addr_list[i] != NULL; i++) {
        inet_ntop(he->h_addrtype, he->h_addr_list[i], address, sizeof(address));
        printf("gethostbyname: %s\n", address);
    }
}

static void service_entry(const char *service, const char *protocol)
{
    struct servent *se;
    int i;

    se = getservbyname(service, protocol);
    if (se == NULL) {
        printf("getservbyname: no such service\n");
        return;
    }
    printf("getservbyname: %s, port %d, %s\n", se->s_name, ntohs(se->s_port), se->s_proto);
    for (i = 0; se->s_aliases[i] != NULL; i++)
        printf("getservbyname: alias %s\n", se->s_aliases[i]);
}

int main(int argc, char *argv[])
{
    struct addrinfo hints;
    const char *host, *service, *option;
    const char *protocol = NULL;
    int arg, wrong = 0;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_UNSPEC;
    for (arg = 1; arg < argc && argv[arg][0] == '-' && argv[arg][1] != '\0'; arg++) {
        for (option = argv[arg] + 1; *option != '\0'; option++) {
            switch (*option) {
            case '4':
                hints.ai_family = AF_INET;
                break;
            case '6':
                hints.ai_family = AF_INET6;
                break;
            case 's':
                hints.ai_socktype = SOCK_STREAM;
                protocol = "tcp";
                break;
            case 'd':
                hints.ai_socktype = SOCK_DGRAM;
                protocol = "udp";
                break;
            case 'c':
                hints.ai_flags |= AI_CANONNAME;
                break;
            case 'p':
                hints.ai_flags |= AI_PASSIVE;
                break;
            case 'n':
                hints.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV;
                break;
            default:
                wrong = 1;
            }
        }
    }
    if (wrong || argc - arg < 1 || argc - arg > 2) {
        fprintf(stderr, "usage: %s [-46sdcpn] host [service]\n", argv[0]);
        exit(1);
    }
    host = strcmp(argv[arg], "-") == 0 ? NULL : argv[arg];
    service = argc - arg > 1 ? argv[arg + 1] : NULL;

    if (addresses(host, service, &hints) == -1)
        wrong = 1;
    if (!(hints.ai_flags & AI_NUMERICHOST)) {
        if (host != NULL)
            host_entry(host);
        if (service != NULL)
            service_entry(service, protocol);
    }

    exit(wrong);
}
