/* A file server for the Web: HTTP/1.0, GET and HEAD, a process for each connection.
 *
 *     http_server port directory [connections [seconds]]
 *
 * It serves the files below the directory; of a directory there, its index.html. After so many
 * connections it ends; without the third argument, or with -1, it goes on for ever. It waits so many
 * seconds for a client, 10 if nothing is said, and no longer.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>

#define CHILDREN_MAX 64
#define REQUEST_MAX 8192 /* the request line and the headers */
#define INDEX "index.html"

static const struct {
    const char *ending, *type;
} types[] = {
    { ".html", "text/html; charset=utf-8" },
    { ".htm", "text/html; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".md", "text/plain; charset=utf-8" },
    { ".json", "application/json" },
    { ".xml", "application/xml" },
    { ".pdf", "application/pdf" },
    { ".wasm", "application/wasm" },
    { ".png", "image/png" },
    { ".jpg", "image/jpeg" },
    { ".jpeg", "image/jpeg" },
    { ".gif", "image/gif" },
    { ".webp", "image/webp" },
    { ".svg", "image/svg+xml" },
    { ".ico", "image/x-icon" },
};

static const char *type_of(const char *path)
{
    const char *ending = strrchr(path, '.');
    size_t i;

    for (i = 0; ending != NULL && i < sizeof(types) / sizeof(types[0]); i++) {
        if (strcasecmp(ending, types[i].ending) == 0)
            return types[i].type;
    }
    return "application/octet-stream";
}

static const char *reason(int status)
{
    switch (status) {
    case 200: return "OK";
    case 301: return "Moved Permanently";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 414: return "URI Too Long";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    default: return "HTTP Version Not Supported";
    }
}

/* Each of the following steps returns 200, or the status that the client is to be told instead. */

/* Reads up to the empty line that ends the headers. Returns 0 if the client is gone. */
static int read_request(int sock, char *request, time_t limit)
{
    size_t len = 0;
    ssize_t n;

    while (len < REQUEST_MAX) {
        n = recv(sock, request + len, REQUEST_MAX - len, 0);
        if (n == -1)
            return errno == EAGAIN ? 408 : 0;
        if (n == 0)
            return len == 0 ? 0 : 400;
        len += n;
        request[len] = '\0';
        if (strlen(request) < len)
            return 400; /* A NUL is nothing that one may say. */
        if (strstr(request, "\r\n\r\n") != NULL || strstr(request, "\n\n") != NULL)
            return 200;
        /* Who sends a byte now and then is never waited for too long, and takes too long. */
        if (time(NULL) > limit)
            return 408;
    }
    return strchr(request, '\n') == NULL ? 414 : 431;
}

/* Finds the parts of the request line. */
static int parse(char *request, char **method, char **target)
{
    static const char *others[] =
        { "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH" };
    char *version;
    size_t i;

    request[strcspn(request, "\r\n")] = '\0';
    *method = strtok(request, " ");
    *target = strtok(NULL, " ");
    version = strtok(NULL, " ");
    if (version == NULL || strtok(NULL, " ") != NULL || strncmp(version, "HTTP/", 5) != 0)
        return 400;
    if (strncmp(version, "HTTP/1.", 7) != 0)
        return 505;
    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strcmp(*method, others[i]) == 0)
            return 405;
    }
    if (strcmp(*method, "GET") != 0 && strcmp(*method, "HEAD") != 0)
        return 501;
    return **target == '/' ? 200 : 400;
}

/* Makes a path of the target: without the query, and "%20" is a blank. */
static int decode(const char *target, char *path)
{
    char hex[3] = "";

    for (; *target != '\0' && *target != '?' && *target != '#'; target++) {
        if (*target != '%') {
            *path++ = *target;
            continue;
        }
        if (!isxdigit((unsigned char)target[1]) || !isxdigit((unsigned char)target[2]))
            return 400;
        memcpy(hex, target + 1, 2);
        *path = strtol(hex, NULL, 16);
        if (*path++ == '\0')
            return 400; /* The name would end here for C, and not for the client. */
        target += 2;
    }
    *path = '\0';
    return 200;
}

/* Opens the file, one step of its path after the other: no symbolic link is followed, and ".." is
 * refused wherever it stands, so that none of them leads out of the root. */
static int open_file(int root, char *path, int *file, struct stat *st)
{
    char *name;
    int next;

    *file = root;
    for (name = strtok(path, "/"); name != NULL; name = strtok(NULL, "/")) {
        if (strcmp(name, "..") == 0)
            return 403;
        /* Of a FIFO, nobody waits here for the other side. */
        next = openat(*file, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);
        if (next == -1)
            return errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG ? 404 : 403;
        close(*file);
        *file = next;
    }
    if (fstat(*file, st) == -1)
        return 403;
    if (S_ISDIR(st->st_mode))
        return 301; /* With a "/" behind it, what its index.html refers to is found there. */
    return S_ISREG(st->st_mode) ? 200 : 403;
}

static int send_all(int sock, const char *buf, size_t len, int flags)
{
    ssize_t n;

    for (; len > 0; buf += n, len -= n) {
        n = send(sock, buf, len, flags);
        if (n == -1)
            return -1;
    }
    return 0;
}

/* The kernel copies it. A file that has become shorter meanwhile ends early, and the client sees that
 * by the length that it was told. */
static void send_file(int sock, int file, off_t len)
{
    ssize_t n;

    for (; len > 0; len -= n) {
        n = sendfile(sock, file, NULL, len);
        if (n <= 0)
            return;
    }
}

static void date(char *text, size_t size, time_t when)
{
    strftime(text, size, "%a, %d %b %Y %H:%M:%S GMT", gmtime(&when));
}

/* The headers. With MSG_MORE they travel in one segment with what follows. */
static int send_head(int sock, int status, const char *type, off_t length, const char *more, int flags)
{
    char head[REQUEST_MAX + 512], now[32];
    int len;

    date(now, sizeof(now), time(NULL));
    len = snprintf(head, sizeof(head),
                   "HTTP/1.0 %d %s\r\nContent-Type: %s\r\nContent-Length: %lld\r\nDate: %s\r\n%s\r\n",
                   status, reason(status), type, (long long)length, now, more);
    return send_all(sock, head, len, flags);
}

/* Tells the client that there is no file for it, and why. */
static void send_status(int sock, int status, const char *target, int is_head)
{
    char page[200], more[REQUEST_MAX + 32] = "";
    int len;

    if (status == 301) /* Relative, lest a target like "//name" lead to another host. */
        snprintf(more, sizeof(more), "Location: ./%s/\r\n", strrchr(target, '/') + 1);
    if (status == 405)
        snprintf(more, sizeof(more), "Allow: GET, HEAD\r\n");
    len = snprintf(page, sizeof(page), "<!DOCTYPE html>\n<title>%d %s</title>\n<h1>%d %s</h1>\n",
                   status, reason(status), status, reason(status));
    if (send_head(sock, status, "text/html; charset=utf-8", len, more, is_head ? 0 : MSG_MORE) == -1)
        return;
    if (!is_head)
        send_all(sock, page, len, 0);
}

/* Says what came of a request. What a client sends may be anything: it is shown, not obeyed. */
static void log_request(const char *address, const char *request, int status)
{
    char line[81];
    size_t i, len = strcspn(request, "\r\n");

    for (i = 0; i < len && i < sizeof(line) - 1; i++)
        line[i] = isprint((unsigned char)request[i]) && request[i] != '"' ? request[i] : '?';
    line[i] = '\0';
    printf("%s \"%s\" %d\n", address, line, status);
}

static void serve(int sock, int root, const char *address, int seconds)
{
    char request[REQUEST_MAX + 1] = "", line[REQUEST_MAX + 1], path[REQUEST_MAX + sizeof(INDEX)];
    char more[64], modified[32], *method = NULL, *target = NULL;
    const char *type = "";
    int status, file = -1, is_head;
    struct timeval timeout = { seconds, 0 };
    struct stat st;
    time_t limit;

    setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));

    /* 1. What is asked for? */
    status = read_request(sock, request, time(NULL) + seconds);
    if (status == 0)
        return;
    strcpy(line, request);
    if (status == 200)
        status = parse(line, &method, &target);
    if (status == 200)
        target[strcspn(target, "?#")] = '\0';
    if (status == 200)
        status = decode(target, path);
    if (status == 200) {
        if (path[strlen(path) - 1] == '/')
            strcat(path, INDEX);
        type = type_of(path);
        status = open_file(root, path, &file, &st);
    }
    log_request(address, request, status);

    /* 2. The answer. */
    is_head = method != NULL && strcmp(method, "HEAD") == 0;
    if (status == 200) {
        date(modified, sizeof(modified), st.st_mtime);
        snprintf(more, sizeof(more), "Last-Modified: %s\r\n", modified);
        if (send_head(sock, 200, type, st.st_size, more, is_head ? 0 : MSG_MORE) == 0 && !is_head)
            send_file(sock, file, st.st_size);
    } else {
        send_status(sock, status, target, is_head);
    }

    /* 3. That is all; then until the client hangs up: what it has sent and nobody read would make
     * close break the connection off, and the answer might be lost. */
    shutdown(sock, SHUT_WR);
    limit = time(NULL) + seconds;
    while (recv(sock, request, sizeof(request), 0) > 0 && time(NULL) <= limit)
        ;
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock, root;
    struct sockaddr_in server_addr, client_addr;
    char address[INET_ADDRSTRLEN];
    socklen_t len;
    int on = 1, children = 0;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int connections = argc > 3 ? atoi(argv[3]) : -1;
    int seconds = argc > 4 ? atoi(argv[4]) : 10;

    if (argc < 3 || argc > 5 || port == -1 || seconds < 1) {
        fprintf(stderr, "usage: %s port directory [connections [seconds]]\n", argv[0]);
        exit(1);
    }

    /* 1. What all children need. Who hangs up is no reason to end. */
    tzset();
    signal(SIGPIPE, SIG_IGN);
    root = open(argv[2], O_RDONLY | O_DIRECTORY, 0);
    if (root == -1) {
        perror(argv[2]);
        exit(1);
    }

    /* 2. Listen. */
    server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if (server_sock == -1) {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    memset(&server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port);
    if (bind(server_sock, (struct sockaddr *)&server_addr, sizeof(server_addr)) == -1) {
        perror("bind");
        exit(1);
    }
    if (listen(server_sock, SOMAXCONN) == -1) {
        perror("listen");
        exit(1);
    }

    /* 3. A child for each connection. */
    while (connections != 0) {
        len = sizeof(client_addr);
        client_sock = accept(server_sock, (struct sockaddr *)&client_addr, &len);
        if (client_sock == -1) {
            if (errno == ECONNABORTED || errno == EINTR)
                continue;
            perror("accept");
            exit(1);
        }
        inet_ntop(AF_INET, &client_addr.sin_addr, address, sizeof(address));
        /* Those that have ended; and if there are too many, the next one that does. */
        while (children > 0 && waitpid(-1, NULL, children < CHILDREN_MAX ? WNOHANG : 0) > 0)
            children--;
        switch (fork()) {
        case -1:
            perror("fork");
            break;
        case 0:
            close(server_sock);
            serve(client_sock, root, address, seconds);
            exit(0);
        default:
            children++;
        }
        close(client_sock);
        if (connections > 0)
            connections--;
    }

    /* 4. The children that are left. */
    close(server_sock);
    while (wait(NULL) > 0)
        ;

    return 0;
}
