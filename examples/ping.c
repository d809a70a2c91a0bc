/* Asks a host whether it is there, and how long the way to it and back takes: ICMP echoes, over IPv4
 * and over IPv6.
 *
 *     ping address [count [ttl]]
 *
 * A raw socket takes a privilege. Without it a datagram socket of ICMP will do, which the system gives
 * to the groups in net.ipv4.ping_group_range: then the kernel chooses the identifier and makes the
 * checksums, and only answers to this socket come.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <netdb.h>
#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <sys/socket.h>

/* As other pings have it: bytes of data, and milliseconds from one echo to the next. */
#define DATA 56
#define INTERVAL 1000

struct ping {
    int sock, family, is_raw, id;
    struct sockaddr_storage dest;
    socklen_t destlen;
    /* What came of it: how many were answered, how many came to grief, and how long answers took. */
    int sent, received, failed;
    char answered[65536];
    double min, max, sum;
};

static unsigned short in_cksum(const unsigned char *bytes, int len)
{
    unsigned long sum = 0;
    unsigned short word;

    for (; len > 0; bytes += 2, len -= 2) {
        word = 0;
        memcpy(&word, bytes, len > 1 ? 2 : 1);
        sum += word;
    }
    while (sum > 0xffff)
        sum = (sum >> 16) + (sum & 0xffff);
    return ~sum;
}

static double milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000.0 + now.tv_nsec / 1000000.0;
}

static void print_host(const void *addr, socklen_t len)
{
    char host[NI_MAXHOST];

    if (getnameinfo(addr, len, host, sizeof(host), NULL, 0, NI_NUMERICHOST) == 0)
        printf("%s", host);
}

static void send_echo(struct ping *ping, int seq)
{
    unsigned char packet[8 + DATA];
    struct icmphdr icmp;
    struct icmp6_hdr icmp6;
    double now = milliseconds();
    int i;

    /* The data begins with the time: so the answer tells how long it took. */
    for (i = 0; i < DATA; i++)
        packet[8 + i] = i;
    memcpy(packet + 8, &now, sizeof(now));
    if (ping->family == AF_INET) {
        memset(&icmp, 0, sizeof(icmp));
        icmp.type = ICMP_ECHO;
        icmp.un.echo.id = htons(ping->id);
        icmp.un.echo.sequence = htons(seq);
        memcpy(packet, &icmp, sizeof(icmp));
        icmp.checksum = in_cksum(packet, sizeof(packet));
        memcpy(packet, &icmp, sizeof(icmp));
    } else {
        /* This checksum is of the addresses, too, and the kernel's to make. */
        memset(&icmp6, 0, sizeof(icmp6));
        icmp6.icmp6_type = ICMP6_ECHO_REQUEST;
        icmp6.icmp6_id = htons(ping->id);
        icmp6.icmp6_seq = htons(seq);
        memcpy(packet, &icmp6, sizeof(icmp6));
    }
    ping->sent++;
    if (sendto(ping->sock, packet, sizeof(packet), 0, (struct sockaddr *)&ping->dest, ping->destlen)
        == -1) {
        perror("sendto");
        ping->failed++;
    }
}

/* Whether a message is of a type and of this program, and then which one; -1 if not. The headers of
 * both protocols have this form. */
static int number_of(const struct ping *ping, const unsigned char *message, ssize_t n, int type)
{
    struct icmphdr icmp;

    if (n < (ssize_t)sizeof(icmp))
        return -1;
    memcpy(&icmp, message, sizeof(icmp));
    if (icmp.type != type || (ping->is_raw && icmp.un.echo.id != htons(ping->id)))
        return -1;
    return ntohs(icmp.un.echo.sequence);
}

/* Receives an answer; or, on a raw socket of IPv4, any message to this host. */
static void receive_answer(struct ping *ping)
{
    unsigned char buf[4096];
    unsigned char *message = buf;
    char control[256];
    struct sockaddr_storage from;
    struct iovec iov;
    struct msghdr msg;
    struct cmsghdr *cmsg;
    struct ip ip;
    const char *dup;
    double then, took;
    int type, seq, hlen;
    int hops = -1;
    ssize_t n;

    memset(&msg, 0, sizeof(msg));
    iov.iov_base = buf;
    iov.iov_len = sizeof(buf);
    msg.msg_name = &from;
    msg.msg_namelen = sizeof(from);
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_control = control;
    msg.msg_controllen = sizeof(control);
    n = recvmsg(ping->sock, &msg, 0);
    if (n == -1) {
        perror("recvmsg");
        return;
    }

    /* 1. How many hops more it might have gone. */
    for (cmsg = CMSG_FIRSTHDR(&msg); cmsg != NULL; cmsg = CMSG_NXTHDR(&msg, cmsg)) {
        if ((cmsg->cmsg_level == IPPROTO_IP && cmsg->cmsg_type == IP_TTL)
            || (cmsg->cmsg_level == IPPROTO_IPV6 && cmsg->cmsg_type == IPV6_HOPLIMIT))
            memcpy(&hops, CMSG_DATA(cmsg), sizeof(hops));
    }

    /* 2. Over IPv4, a raw socket gives the header of the packet, too. */
    if (ping->is_raw && ping->family == AF_INET) {
        if (n < (ssize_t)sizeof(ip))
            return;
        memcpy(&ip, buf, sizeof(ip));
        hlen = ip.ip_hl << 2;
        if (hlen < (int)sizeof(ip) || n < hlen)
            return;
        message += hlen;
        n -= hlen;
        if (in_cksum(message, n) != 0)
            return;
    }

    /* 3. Is it an answer to this program? */
    type = ping->family == AF_INET ? ICMP_ECHOREPLY : ICMP6_ECHO_REPLY;
    seq = number_of(ping, message, n, type);
    if (seq == -1 || n < (ssize_t)(8 + sizeof(then)))
        return;

    memcpy(&then, message + 8, sizeof(then));
    took = milliseconds() - then;
    printf("%zd bytes from ", n);
    print_host(&from, msg.msg_namelen);
    dup = ping->answered[seq] ? " (DUP!)" : "";
    printf(": icmp_seq=%d ttl=%d time=%.3f ms%s\n", seq, hops, took, dup);
    if (ping->answered[seq])
        return;
    ping->answered[seq] = 1;
    ping->received++;
    if (ping->received == 1 || took < ping->min)
        ping->min = took;
    if (took > ping->max)
        ping->max = took;
    ping->sum += took;
}

static const char *kind_of(const struct sock_extended_err *err)
{
    int is6 = err->ee_origin == SO_EE_ORIGIN_ICMP6;

    if (err->ee_type == (is6 ? ICMP6_DST_UNREACH : ICMP_DEST_UNREACH))
        return "Destination unreachable";
    if (err->ee_type == (is6 ? ICMP6_TIME_EXCEEDED : ICMP_TIME_EXCEEDED))
        return "Time exceeded";
    return "Error";
}

/* Receives what a host on the way reported. The queue of errors gives the echo that it is about, and
 * beside it the report and who made it. */
static void receive_error(struct ping *ping)
{
    unsigned char buf[4096];
    char control[512];
    _Alignas(struct sock_extended_err) char data[512];
    struct iovec iov;
    struct msghdr msg;
    struct cmsghdr *cmsg;
    struct sock_extended_err *err = NULL;
    int type, seq;
    ssize_t n;

    memset(&msg, 0, sizeof(msg));
    iov.iov_base = buf;
    iov.iov_len = sizeof(buf);
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_control = control;
    msg.msg_controllen = sizeof(control);
    n = recvmsg(ping->sock, &msg, MSG_ERRQUEUE);
    if (n == -1) {
        perror("recvmsg");
        exit(1);
    }
    for (cmsg = CMSG_FIRSTHDR(&msg); cmsg != NULL; cmsg = CMSG_NXTHDR(&msg, cmsg)) {
        if ((cmsg->cmsg_level == IPPROTO_IP && cmsg->cmsg_type == IP_RECVERR)
            || (cmsg->cmsg_level == IPPROTO_IPV6 && cmsg->cmsg_type == IPV6_RECVERR)) {
            memcpy(data, CMSG_DATA(cmsg), cmsg->cmsg_len - CMSG_LEN(0));
            err = (struct sock_extended_err *)data;
        }
    }
    type = ping->family == AF_INET ? ICMP_ECHO : ICMP6_ECHO_REQUEST;
    seq = number_of(ping, buf, n, type);
    if (err == NULL || seq == -1)
        return;
    printf("from ");
    print_host(SO_EE_OFFENDER(err), ping->destlen);
    printf(": icmp_seq=%d %s: %s\n", seq, kind_of(err), strerror(err->ee_errno));
    ping->failed++;
}

/* Receives what comes until a time; after the last echo, only as long as there is something to come. */
static void receive_until(struct ping *ping, double end, int is_last)
{
    struct pollfd pfd;
    double left;
    int n;

    pfd.fd = ping->sock;
    pfd.events = POLLIN;
    while (!is_last || ping->received + ping->failed < ping->sent) {
        left = end - milliseconds();
        /* Rounded up, so as not to ask again and again within the last millisecond. */
        n = poll(&pfd, 1, left > 0 ? (int)left + 1 : 0);
        if (n == -1) {
            perror("poll");
            exit(1);
        }
        if (n == 0)
            return;
        if (pfd.revents & POLLERR)
            receive_error(ping);
        else if (pfd.revents & POLLIN)
            receive_answer(ping);
    }
}

static void set_option(int sock, int level, int name, int value, const char *what)
{
    if (setsockopt(sock, level, name, &value, sizeof(value)) == -1) {
        perror(what);
        exit(1);
    }
}

int main(int argc, char *argv[])
{
    static struct ping ping;
    struct addrinfo hints, *res;
    struct icmp6_filter filter;
    int protocol, seq;
    int count = argc > 2 ? atoi(argv[2]) : 5;
    int ttl = argc > 3 ? atoi(argv[3]) : 64;

    memset(&hints, 0, sizeof(hints));
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_RAW;
    if (argc < 2 || argc > 4 || count < 1 || count > 65535 || ttl < 1 || ttl > 255
        || getaddrinfo(argv[1], NULL, &hints, &res) != 0) {
        fprintf(stderr, "usage: %s address [count [ttl]]\n", argv[0]);
        exit(1);
    }
    ping.family = res->ai_family;
    ping.destlen = res->ai_addrlen;
    memcpy(&ping.dest, res->ai_addr, res->ai_addrlen);
    freeaddrinfo(res);

    /* 1. A socket of ICMP. */
    protocol = ping.family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6;
    ping.id = getpid() & 0xffff;
    ping.is_raw = 1;
    ping.sock = socket(ping.family, SOCK_RAW, protocol);
    if (ping.sock == -1 && errno == EPERM) {
        ping.is_raw = 0;
        ping.sock = socket(ping.family, SOCK_DGRAM, protocol);
    }
    if (ping.sock == -1) {
        perror("socket");
        exit(1);
    }

    /* 2. How far echoes go; and what is to be told: the hop limit of an answer, and reports of errors. */
    if (ping.family == AF_INET) {
        set_option(ping.sock, IPPROTO_IP, IP_TTL, ttl, "IP_TTL");
        set_option(ping.sock, IPPROTO_IP, IP_RECVTTL, 1, "IP_RECVTTL");
        set_option(ping.sock, IPPROTO_IP, IP_RECVERR, 1, "IP_RECVERR");
    } else {
        set_option(ping.sock, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl, "IPV6_UNICAST_HOPS");
        set_option(ping.sock, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
        set_option(ping.sock, IPPROTO_IPV6, IPV6_RECVERR, 1, "IPV6_RECVERR");
    }

    /* 3. A raw socket receives all messages of the protocol that come to this host. Those of IPv6 are
     * many. */
    if (ping.is_raw && ping.family == AF_INET6) {
        ICMP6_FILTER_SETBLOCKALL(&filter);
        ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, &filter);
        if (setsockopt(ping.sock, IPPROTO_ICMPV6, ICMP6_FILTER, &filter, sizeof(filter)) == -1) {
            perror("ICMP6_FILTER");
            exit(1);
        }
    }

    /* 4. An echo each second. */
    printf("PING ");
    print_host(&ping.dest, ping.destlen);
    printf(": %d data bytes\n", DATA);
    for (seq = 1; seq <= count; seq++) {
        send_echo(&ping, seq);
        receive_until(&ping, milliseconds() + INTERVAL, seq == count);
    }
    close(ping.sock);

    printf("%d packets transmitted, %d received, %d errors, %d%% packet loss\n", ping.sent,
           ping.received, ping.failed, (ping.sent - ping.received) * 100 / ping.sent);
    if (ping.received > 0)
        printf("rtt min/avg/max = %.3f/%.3f/%.3f ms\n", ping.min, ping.sum / ping.received, ping.max);
    exit(ping.received > 0 ? 0 : 1);
}
