#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

// One connection after the other.
int main() {
    const char *named = std::getenv("PORT");
    int port = named ? std::atoi(named) : 8080;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    if (bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || listen(listener, 16) != 0) {
        return 1;
    }
    for (;;) {
        int client = accept(listener, nullptr, nullptr);
        char request[4096];
        ssize_t length = read(client, request, sizeof request - 1);
        std::string line(request, length > 0 ? static_cast<size_t>(length) : 0);
        bool items = line.rfind("GET /items ", 0) == 0;
        std::string body = items ? R"({"items":["bread","milk"]})" : R"({"status":"ok"})";
        std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\n\r\n" + body;
        if (write(client, answer.data(), answer.size()) < 0) {
            std::abort();
        }
        close(client);
    }
}
