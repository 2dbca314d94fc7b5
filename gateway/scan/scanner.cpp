#include "gateway/scan/scanner.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "gateway/scan/protocol.h"

namespace sluis::scan {
namespace {

using Clock = std::chrono::steady_clock;
using policy::Unscannable;

void set_send_timeout(int socket, std::chrono::milliseconds timeout) {
    const timeval value{timeout.count() / 1000, (timeout.count() % 1000) * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &value, sizeof value);
}

// A full queue at the template makes connect() wait, as long as SO_SNDTIMEO says.
Descriptor connect_to(const std::filesystem::path& path, std::chrono::milliseconds timeout) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) throw Unavailable("scan: the socket's path is too long");
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    Descriptor connection{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!connection) throw Unavailable("scan: no socket");
    set_send_timeout(connection.get(), timeout);
    if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw Unavailable("scan: the template cannot be reached");
    return connection;
}

void send_message(int connection, int memfd, Ask ask) {
    char octet = static_cast<char>(ask);
    iovec part{&octet, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &memfd, sizeof memfd);
    if (::sendmsg(connection, &header, MSG_NOSIGNAL) != 1) throw Unavailable("scan: the template took no message");
}

// Waits until something can be read. False when the deadline passed.
bool readable_before(int connection, Clock::time_point deadline) {
    pollfd polled{connection, POLLIN, 0};
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        const int ready = ::poll(&polled, 1, static_cast<int>(std::min<std::int64_t>(left, 3'600'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) throw Unavailable("scan: poll failed");
    }
}

void await_greeting(int connection, Clock::time_point deadline) {
    char octet = 0;
    if (!readable_before(connection, deadline)) throw Unavailable("scan: no child became free in time");
    if (::recv(connection, &octet, 1, MSG_DONTWAIT) != 1 || octet != greeting)
        throw Unavailable("scan: the template hung up");
}

enum class Stream { finished, late, too_long, cut };

Stream read_to_end(int connection, Clock::time_point deadline, std::size_t limit, std::string& stream) {
    char buffer[64 * 1024];
    while (readable_before(connection, deadline)) {
        const ssize_t got = ::recv(connection, buffer, sizeof buffer, MSG_DONTWAIT);
        if (got == 0) return Stream::finished;
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got < 0) return Stream::cut;
        stream.append(buffer, static_cast<std::size_t>(got));
        if (stream.size() > limit) return Stream::too_long;
    }
    return Stream::late;
}

Report report_from(std::string_view stream, std::uint64_t size, const mime::Limits& limits) {
    const auto ending = ending_of(stream);
    if (!ending) throw Unavailable("scan: the template died");
    switch (*ending) {
        case Ending::no_message:
            throw Unavailable("scan: the template refused the message's memfd");
        case Ending::no_child:
            throw Unavailable("scan: the template could not make a child");
        case Ending::out_of_memory:
            return opaque(size, Unscannable::too_large);
        case Ending::too_slow:
            return opaque(size, Unscannable::too_slow);
        case Ending::died:
            return opaque(size, Unscannable::broken);
        case Ending::answered:
            break;
    }
    stream.remove_suffix(Trailer{}.size());
    auto report = decode(stream, size, limits);
    return report ? std::move(*report) : opaque(size, Unscannable::broken);
}

}  // namespace

Report Scanner::scan(std::span<const char> message, Ask ask) const {
    const Descriptor memfd = make_message_memfd(message);
    return scan_fd(memfd.get(), message.size(), ask);
}

Report Scanner::scan_fd(int memfd, std::uint64_t size, Ask ask) const {
    seal_message(memfd);
    const off_t end = ::lseek(memfd, 0, SEEK_END);
    if (end < 0 || static_cast<std::uint64_t>(end) != size) throw Unavailable("scan: the message has another size");

    const auto free_before = Clock::now() + options_.deadline;
    const Descriptor connection = connect_to(options_.socket, options_.deadline);
    send_message(connection.get(), memfd, ask);
    await_greeting(connection.get(), free_before);

    std::string stream;
    const std::size_t limit = options_.max_answer_bytes + Trailer{}.size();
    switch (read_to_end(connection.get(), Clock::now() + options_.deadline, limit, stream)) {
        case Stream::finished:
            return report_from(stream, size, options_.limits);
        case Stream::late:
            return opaque(size, Unscannable::too_slow);
        case Stream::too_long:
            return opaque(size, Unscannable::broken);
        case Stream::cut:
            break;
    }
    throw Unavailable("scan: the connection to the template broke");
}

}  // namespace sluis::scan
