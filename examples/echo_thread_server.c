/* An echo server with a thread for each connection. Compile it with -pthread.
 *
 *     echo_thread_server port [connections]
 *
 * After so many connections it ends; without the second argument it goes on for ever.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

/* How many threads have begun and not yet ended, and the word that one ends. */
static int threads;
static pthread_mutex_t threads_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t thread_ended = PTHREAD_COND_INITIALIZER;

static void echo(int sock)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(sock, buf, sizeof(buf))) > 0) {
        if (write(sock, buf, n) == -1) {
            perror("write");
            return;
        }
    }
    if (n == -1)
        perror("read");
}

static void *serve(void *arg)
{
    /* The number itself, not its address: the first thread goes on to the next one meanwhile. */
    int client_sock = (intptr_t)arg;

    echo(client_sock);
    close(client_sock);
    pthread_mutex_lock(&threads_lock);
    threads--;
    pthread_cond_signal(&thread_ended);
    pthread_mutex_unlock(&threads_lock);
    return NULL;
}

static int port_of(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return end == text || *end != '\0' || port < 0 || port > 65535 ? -1 : port;
}

int main(int argc, char *argv[])
{
    int server_sock, client_sock;
    struct sockaddr_in server_addr;
    pthread_t thread;
    int on = 1;
    int error;
    int port = argc > 1 ? port_of(argv[1]) : -1;
    int connections = argc > 2 ? atoi(argv[2]) : -1;

    if (argc > 3 || port == -1) {
        fprintf(stderr, "usage: %s port [connections]\n", argv[0]);
        exit(1);
    }

    /* 1. To write to a client that is gone is an error like others, not the end of all threads. */
    signal(SIGPIPE, SIG_IGN);

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

    /* 3. A thread for each connection. Nobody joins it, so it is detached. */
    while (connections != 0) {
        client_sock = accept(server_sock, NULL, NULL);
        if (client_sock == -1) {
            /* With too many connections, the next one waits for one to end. */
            if (errno == EMFILE) {
                sleep(1);
                continue;
            }
            perror("accept");
            exit(1);
        }
        error = pthread_create(&thread, NULL, serve, (void *)(intptr_t)client_sock);
        if (error != 0) {
            fprintf(stderr, "pthread_create: %s\n", strerror(error));
            close(client_sock);
            continue;
        }
        pthread_detach(thread);
        pthread_mutex_lock(&threads_lock);
        threads++;
        pthread_mutex_unlock(&threads_lock);
        if (connections > 0)
            connections--;
    }

    /* 4. The threads that are left. */
    close(server_sock);
    pthread_mutex_lock(&threads_lock);
    while (threads > 0)
        pthread_cond_wait(&thread_ended, &threads_lock);
    pthread_mutex_unlock(&threads_lock);

    return 0;
}
