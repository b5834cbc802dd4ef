/*
 * A web server. Nothing here can open a socket, so it was granted one that
 * listens already: LISTEN_FD says under which number. Run it, then ask it
 * with the HTTP panel, at the left edge of the page: /, /time, /count.
 */
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int visits;

/* send() may take less than it was given. */
static void send_all(int connection, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(connection, text, length, 0);
        if (sent <= 0)
            return;
        text += sent;
        length -= (size_t)sent;
    }
}

static void answer(int connection, const char *status, const char *body)
{
    char head[160];
    int length = snprintf(head, sizeof head,
                          "HTTP/1.1 %s\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n"
                          "Content-Length: %zu\r\n"
                          "Connection: close\r\n\r\n",
                          status, strlen(body));
    send_all(connection, head, (size_t)length);
    send_all(connection, body, strlen(body));
}

/* Everything up to the blank line; a body is not read. False if that never came. */
static bool read_head(int connection, char *request, size_t size)
{
    size_t length = 0;
    while (length + 1 < size) {
        ssize_t got = recv(connection, request + length, size - 1 - length, 0);
        if (got <= 0)
            return false;
        length += (size_t)got;
        request[length] = '\0';
        if (strstr(request, "\r\n\r\n"))
            return true;
    }
    return false;
}

/* False when the server is to end. */
static bool serve(int connection)
{
    char request[4096], method[16], path[256], body[128];

    if (!read_head(connection, request, sizeof request)
        || sscanf(request, "%15s %255s", method, path) != 2) {
        answer(connection, "400 Bad Request", "That is not a request.\n");
        return true;
    }
    printf("%s %s\n", method, path);

    if (strcmp(path, "/") == 0) {
        answer(connection, "200 OK", "Hello from C!\nTry /time, /count and /quit.\n");
    } else if (strcmp(path, "/time") == 0) {
        time_t now = time(NULL);
        strftime(body, sizeof body, "%Y-%m-%d %H:%M:%S UTC\n", gmtime(&now));
        answer(connection, "200 OK", body);
    } else if (strcmp(path, "/count") == 0) {
        snprintf(body, sizeof body, "Asked for %d %s so far.\n", visits + 1, visits == 0 ? "time" : "times");
        visits++;
        answer(connection, "200 OK", body);
    } else if (strcmp(path, "/quit") == 0) {
        answer(connection, "200 OK", "Goodbye.\n");
        return false;
    } else {
        answer(connection, "404 Not Found", "There is nothing of that name.\n");
    }
    return true;
}

int main(void)
{
    const char *granted = getenv("LISTEN_FD");
    if (granted == NULL) {
        fputs("No listening socket was granted: tick it in the settings.\n", stderr);
        return 1;
    }
    int listener = atoi(granted);
    printf("Listening on descriptor %d. Ctrl-D or a request for /quit ends it.\n", listener);

    /* Whichever comes first: somebody connects, or something is typed. */
    struct pollfd events[] = {
        {.fd = listener, .events = POLLIN},
        {.fd = STDIN_FILENO, .events = POLLIN},
    };
    while (poll(events, 2, -1) > 0) {
        if (events[1].revents && getchar() == EOF)
            break;
        if (!events[0].revents)
            continue;
        int connection = accept(listener, NULL, NULL);
        if (connection < 0)
            continue;
        bool goes_on = serve(connection);
        close(connection);
        if (!goes_on)
            break;
    }
    puts("Closed.");
    return 0;
}
