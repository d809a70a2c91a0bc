/* Asks libc what standard input says, a question on each line, and says on standard error what it
   answers. Its port is ask.rs. A text of the question that is - is NULL, "" is empty, @9 begins
   with nine times the letter a; bytes are written in hexadecimal. */
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#define say(...) fprintf(stderr, __VA_ARGS__)

/* The next text of the question. */
static char *text(void)
{
    char *word = strtok(NULL, " \n");
    if (word == NULL || strcmp(word, "-") == 0)
        return NULL;
    if (strcmp(word, "\"\"") == 0)
        return "";
    if (word[0] != '@')
        return word;
    int n = strtol(word + 1, &word, 10);
    char *long_word = malloc(n + strlen(word) + 1);
    memset(long_word, 'a', n);
    strcpy(long_word + n, word);
    return long_word;
}

/* The next number of the question. */
static long number(void)
{
    return strtoll(strtok(NULL, " \n"), NULL, 0);
}

/* The next bytes of the question. */
static unsigned char *bytes(void)
{
    static unsigned char buf[256];
    char *word = strtok(NULL, " \n");
    memset(buf, 0, sizeof(buf));
    if (strcmp(word, "-") == 0)
        return NULL;
    for (int i = 0; word[2 * i] != 0 && word[2 * i + 1] != 0; i++)
        sscanf(word + 2 * i, "%2hhx", buf + i);
    return buf;
}

static void say_bytes(const void *buf, int len)
{
    for (int i = 0; i < len; i++)
        say("%02x", ((const unsigned char *)buf)[i]);
}

static void say_aliases(char **aliases)
{
    for (int i = 0; aliases[i] != NULL; i++)
        say(" aka %s", aliases[i]);
    say("\n");
}

static void addrinfo(void)
{
    struct addrinfo hints, *res, *p;
    char *name = text(), *service = text();
    memset(&hints, 0, sizeof(hints));
    hints.ai_flags = number();
    hints.ai_family = number();
    hints.ai_socktype = number();
    hints.ai_protocol = number();
    int status = getaddrinfo(name, service, hints.ai_flags == -1 ? NULL : &hints, &res);
    if (status != 0) {
        say("%d %s\n", status, gai_strerror(status));
        if (status == EAI_SYSTEM)
            perror("getaddrinfo");
        return;
    }
    for (p = res; p != NULL; p = p->ai_next) {
        say("0x%x %d %d %d ", p->ai_flags, p->ai_family, p->ai_socktype, p->ai_protocol);
        say_bytes(p->ai_addr, p->ai_addrlen);
        if (p->ai_canonname != NULL)
            say(" %s", p->ai_canonname);
        say("\n");
    }
    freeaddrinfo(res);
}

static void nameinfo(void)
{
    static char host[2000], serv[2000];
    unsigned char *sa = bytes();
    socklen_t salen = number();
    int hostlen = number(), servlen = number(), flags = number();
    memset(host, 'x', sizeof(host));
    memset(serv, 'x', sizeof(serv));
    int status;
    if (hostlen == -1 && servlen == -1)
        status = getnameinfo((struct sockaddr *)sa, salen, NULL, 0, NULL, 0, flags);
    else if (hostlen == -1)
        status = getnameinfo((struct sockaddr *)sa, salen, NULL, 0, serv, servlen, flags);
    else if (servlen == -1)
        status = getnameinfo((struct sockaddr *)sa, salen, host, hostlen, NULL, 0, flags);
    else
        status = getnameinfo((struct sockaddr *)sa, salen, host, hostlen, serv, servlen, flags);
    host[sizeof(host) - 1] = serv[sizeof(serv) - 1] = 0;
    say("%d %s", status, gai_strerror(status));
    if (host[0] != 'x')
        say(" %s", host);
    if (serv[0] != 'x')
        say(" %s", serv);
    say("\n");
}

static void say_host(struct hostent *he)
{
    if (he == NULL) {
        say("h_errno %d, errno %d\n", h_errno, errno);
        herror("host");
        return;
    }
    say("%s %d %d %d", he->h_name, he->h_addrtype, he->h_length, h_errno);
    for (int i = 0; he->h_addr_list[i] != NULL; i++) {
        say(" ");
        say_bytes(he->h_addr_list[i], he->h_length);
    }
    say(" first ");
    say_bytes(he->h_addr, he->h_length);
    say_aliases(he->h_aliases);
}

static void say_net(struct netent *net)
{
    if (net == NULL) {
        say("h_errno %d, errno %d\n", h_errno, errno);
        return;
    }
    say("%s %d 0x%x", net->n_name, net->n_addrtype, net->n_net);
    say_aliases(net->n_aliases);
}

static void say_service(struct servent *service)
{
    if (service == NULL) {
        say("none, errno %d\n", errno);
        return;
    }
    say("%s %d/%s", service->s_name, ntohs(service->s_port), service->s_proto);
    say_aliases(service->s_aliases);
}

static void say_protocol(struct protoent *protocol)
{
    if (protocol == NULL) {
        say("none, errno %d\n", errno);
        return;
    }
    say("%s %d", protocol->p_name, protocol->p_proto);
    say_aliases(protocol->p_aliases);
}

static void walk(void)
{
    struct hostent *he;
    struct netent *net;
    struct servent *service;
    struct protoent *protocol;
    sethostent(1);
    while ((he = gethostent()) != NULL)
        say_host(he);
    say("h_errno %d\n", h_errno);
    endhostent();
    setnetent(1);
    while ((net = getnetent()) != NULL)
        say_net(net);
    endnetent();
    setservent(1);
    while ((service = getservent()) != NULL)
        say_service(service);
    endservent();
    setprotoent(1);
    while ((protocol = getprotoent()) != NULL)
        say_protocol(protocol);
    endprotoent();
    setprotoent(0);
    say_protocol(getprotoent());
    setprotoent(0);
    say_protocol(getprotoent());
    endprotoent();
}

static void messages(void)
{
    for (int i = -110; i < 20; i++)
        say("%d %s, %s\n", i, gai_strerror(i), hstrerror(i));
    h_errno = TRY_AGAIN;
    herror("with a text");
    herror("");
    herror(NULL);
}

static void index_of(void)
{
    unsigned int index = if_nametoindex(text());
    if (index == 0)
        perror("if_nametoindex");
    say("%u\n", index);
}

static void name_of(void)
{
    char name[IF_NAMESIZE];
    if (if_indextoname(number(), name) == NULL) {
        perror("if_indextoname");
        return;
    }
    say("%s\n", name);
}

static void interfaces(void)
{
    struct if_nameindex *all, *i;
    all = if_nameindex();
    if (all == NULL) {
        perror("if_nameindex");
        return;
    }
    for (i = all; !(i->if_index == 0 && i->if_name == NULL); i++)
        say("%u: %s\n", i->if_index, i->if_name);
    if_freenameindex(all);
}

static void say_address(const char *what, struct sockaddr *addr)
{
    if (addr == NULL)
        return;
    int len = addr->sa_family == AF_INET    ? sizeof(struct sockaddr_in)
              : addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                            : 20;
    say(" %s ", what);
    say_bytes(addr, len);
}

static void addresses(int counters)
{
    struct ifaddrs *ifaddr, *ifa;
    if (getifaddrs(&ifaddr) == -1) {
        perror("getifaddrs");
        return;
    }
    for (ifa = ifaddr; ifa != NULL; ifa = ifa->ifa_next) {
        say("%s 0x%x", ifa->ifa_name, ifa->ifa_flags);
        say_address("address", ifa->ifa_addr);
        say_address("netmask", ifa->ifa_netmask);
        if (ifa->ifa_flags & IFF_BROADCAST)
            say_address("broadcast", ifa->ifa_broadaddr);
        else
            say_address("destination", ifa->ifa_dstaddr);
        if (ifa->ifa_data != NULL) {
            say(" data");
            for (int i = 0; i < counters; i++)
                say(" %u", ((unsigned int *)ifa->ifa_data)[i]);
        }
        say("\n");
    }
    freeifaddrs(ifaddr);
}

static void no_files(void)
{
    struct rlimit none = {0, 0};
    say("%d\n", setrlimit(RLIMIT_NOFILE, &none));
}

int main(void)
{
    static char line[4096];
    while (fgets(line, sizeof(line), stdin) != NULL) {
        say("? %s", line);
        errno = 0;
        h_errno = 77;
        char *ask = strtok(line, " \n");
        if (strcmp(ask, "addrinfo") == 0) {
            addrinfo();
        } else if (strcmp(ask, "nameinfo") == 0) {
            nameinfo();
        } else if (strcmp(ask, "host") == 0) {
            say_host(gethostbyname(text()));
        } else if (strcmp(ask, "host2") == 0) {
            char *name = text();
            say_host(gethostbyname2(name, number()));
        } else if (strcmp(ask, "hostaddr") == 0) {
            unsigned char *addr = bytes();
            socklen_t len = number();
            say_host(gethostbyaddr(addr, len, number()));
        } else if (strcmp(ask, "net") == 0) {
            say_net(getnetbyname(text()));
        } else if (strcmp(ask, "netaddr") == 0) {
            long net = number();
            say_net(getnetbyaddr(net, number()));
        } else if (strcmp(ask, "service") == 0) {
            char *name = text();
            say_service(getservbyname(name, text()));
        } else if (strcmp(ask, "port") == 0) {
            int port = htons(number());
            say_service(getservbyport(port, text()));
        } else if (strcmp(ask, "protocol") == 0) {
            say_protocol(getprotobyname(text()));
        } else if (strcmp(ask, "number") == 0) {
            say_protocol(getprotobynumber(number()));
        } else if (strcmp(ask, "walk") == 0) {
            walk();
        } else if (strcmp(ask, "messages") == 0) {
            messages();
        } else if (strcmp(ask, "index") == 0) {
            index_of();
        } else if (strcmp(ask, "name") == 0) {
            name_of();
        } else if (strcmp(ask, "interfaces") == 0) {
            interfaces();
        } else if (strcmp(ask, "addresses") == 0) {
            addresses(number());
        } else if (strcmp(ask, "no_files") == 0) {
            no_files();
        } else {
            say("what?\n");
            exit(1);
        }
    }
}
