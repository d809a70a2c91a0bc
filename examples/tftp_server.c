/* A server of files by TFTP, RFC 1350: anybody may read those in a directory, and add to them.
 *
 *     tftp_server port directory [transfers [milliseconds [tries]]]
 *
 * After so many transfers it ends; without the third argument, or with -1, it goes on for ever. It
 * sends a packet so many times, 5 if nothing is said, and each time waits so long for an answer, 1000 ms.
 */
#include "tftp/tftp.h"
#include <sys/stat.h>
#include <sys/wait.h>

#define CHILDREN_MAX 32

/* A transfer that a child is about, and what it was asked with. */
struct child {
    pid_t pid;
    struct sockaddr_in client;
    char request[PACKET];
    ssize_t len;
};

/* Takes a request apart: two texts, each with its NUL. */
static int parse(const char *request, size_t len, const char **name, const char **mode)
{
    const char *end = memchr(request + 2, '\0', len - 2);

    if (end == NULL)
        return -1;
    *name = request + 2;
    *mode = end + 1;
    end = memchr(*mode, '\0', request + len - *mode);
    return end == NULL ? -1 : 0;
}

/* Goes down to the directory that the file is in: no symbolic link is followed, and ".." is refused
 * wherever it stands, so that none of them leads out of the root. Leaves the name of the file. */
static int find_directory(int root, char **name)
{
    char *slash;
    int dir = dup(root), next;

    do {
        slash = strchr(*name, '/');
        if (slash != NULL)
            *slash = '\0';
        if (strcmp(*name, "..") == 0) {
            errno = EACCES;
            return -1;
        }
        if (slash != NULL && **name != '\0') {
            next = openat(dir, *name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
            if (next == -1)
                return -1;
            close(dir);
            dir = next;
        }
        if (slash != NULL)
            *name = slash + 1;
    } while (slash != NULL);
    return dir;
}

/* Opens a file to be read, if it is a file: of a FIFO, nobody waits here for the other side. */
static int open_to_read(int dir, const char *name)
{
    struct stat st;
    int file = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);

    if (file != -1 && (fstat(file, &st) == -1 || !S_ISREG(st.st_mode))) {
        errno = EACCES;
        return -1;
    }
    return file;
}

static int transfer(struct transfer *t, int root, int opcode, char *path)
{
    char packet[PACKET];
    int dir = find_directory(root, &path), result;

    if (dir == -1)
        return refuse(t, errno);
    if (opcode == RRQ) {
        t->file = open_to_read(dir, path);
        return t->file == -1 ? refuse(t, errno) : send_file(t);
    }
    /* Never one that is there: that would be lost if the same request came once more, late. */
    t->file = openat(dir, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0666);
    if (t->file == -1)
        return refuse(t, errno);
    put16(packet, ACK);
    put16(packet + 2, 0);
    result = receive_file(t, packet, 4);
    if (result == -1)
        unlinkat(dir, path, 0);
    return result;
}

static void serve(int root, const struct child *child, int milliseconds, int tries)
{
    struct transfer t = { .peer = child->client, .has_peer = 1, .pending = -1 };
    struct timeval timeout = { milliseconds / 1000, milliseconds % 1000 * 1000 };
    char path[PACKET], name[PACKET], address[INET_ADDRSTRLEN];
    const char *asked, *mode;
    int opcode = get16(child->request);

    t.milliseconds = milliseconds;
    t.tries = tries;
    t.sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (t.sock == -1) {
        perror("socket");
        exit(1);
    }
    setsockopt(t.sock, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    if (parse(child->request, child->len, &asked, &mode) == -1
        || (strcasecmp(mode, "octet") != 0 && strcasecmp(mode, "netascii") != 0)) {
        send_error(t.sock, &t.peer, ILLEGAL);
        return;
    }
    t.netascii = strcasecmp(mode, "netascii") == 0;
    inet_ntop(AF_INET, &t.peer.sin_addr, address, sizeof(address));
    strcpy(path, asked);
    printable(name, sizeof(name), asked);
    if (transfer(&t, root, opcode, path) == -1)
        printf("%s %s %s: %s\n", address, opcode == RRQ ? "reads" : "writes", name, t.problem);
    else
        printf("%s %s %s: %lld bytes\n", address, opcode == RRQ ? "reads" : "writes", name, t.bytes);
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    static struct child children[CHILDREN_MAX];
    struct child request, *child, *unused;
    struct sockaddr_in server_addr;
    socklen_t len;
    pid_t pid;
    int sock, root, opcode, is_known;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int transfers = argc > 3 ? atoi(argv[3]) : -1;
    int milliseconds = argc > 4 ? atoi(argv[4]) : 1000;
    int tries = argc > 5 ? atoi(argv[5]) : 5;

    if (argc < 3 || argc > 6 || port == -1 || milliseconds < 1 || tries < 1) {
        fprintf(stderr, "usage: %s port directory [transfers [milliseconds [tries]]]\n", argv[0]);
        exit(1);
    }

    root = open(argv[2], O_RDONLY | O_DIRECTORY, 0);
    if (root == -1) {
        perror(argv[2]);
        exit(1);
    }
    sock = socket(PF_INET, SOCK_DGRAM, 0);
    if (sock == -1) {
        perror("socket");
        exit(1);
    }
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);
    if (bind(sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }

    while (transfers != 0) {
        len = sizeof(request.client);
        request.len = recvfrom(sock, request.request, sizeof(request.request), 0,
                               (struct sockaddr *)&request.client, &len);
        if (request.len == -1) {
            perror("recvfrom");
            exit(1);
        }
        /* 1. Children that have ended. */
        while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
            for (child = children; child < children + CHILDREN_MAX; child++) {
                if (child->pid == pid)
                    child->pid = 0;
            }
        }

        /* 2. Is it a request? To an error nobody answers with an error. */
        opcode = request.len < 2 ? 0 : get16(request.request);
        if (opcode != RRQ && opcode != WRQ) {
            if (opcode != ERROR)
                send_error(sock, &request.client, ILLEGAL);
            continue;
        }

        /* 3. Is it one that a child is about? Then the client has asked again, because the answer has
         * not come yet, and the child will send that again, too. */
        is_known = 0;
        unused = NULL;
        for (child = children; child < children + CHILDREN_MAX; child++) {
            if (child->pid == 0)
                unused = child;
            else if (is_same(&child->client, &request.client) && child->len == request.len
                     && memcmp(child->request, request.request, request.len) == 0)
                is_known = 1;
        }
        if (is_known || unused == NULL)
            continue; /* If all are busy, the client will ask again. */

        /* 4. A child for the transfer. */
        pid = fork();
        if (pid == -1) {
            perror("fork");
            continue;
        }
        if (pid == 0) {
            close(sock);
            serve(root, &request, milliseconds, tries);
            exit(0);
        }
        *unused = request;
        unused->pid = pid;
        if (transfers > 0)
            transfers--;
    }

    close(sock);
    while (wait(NULL) > 0)
        ;

    return 0;
}
