#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "config/settings.h"
#include "gateway/portal/http_message.h"

namespace sluis::portal {

/// The port is taken, or the certificate cannot be read. Names the file, never its content.
class ServerError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// HTTPS (or HTTP on loopback, for tests) over libmicrohttpd: reads a request whole within its limits, asks the
/// handler, sends the answer. A thread for each connection, since the handler blocks on database and directory; their
/// number is bounded.
///
/// libmicrohttpd's own time-out is for inactivity only, so a watch ends every connection whose request takes longer
/// than the deadline, with an allowance for large downloads.
class HttpServer {
public:
    /// Must not throw; called from many threads at once.
    using Handler = std::function<Response(const Request&)>;

    struct Options {
        config::Endpoint listen;  ///< Port 0: a free one, see port().
        config::TlsFiles tls;     ///< Without a certificate: plain HTTP.
        std::chrono::milliseconds request_deadline{120'000};
        std::chrono::seconds idle_deadline{15};
        std::size_t max_connections = 200;
        std::size_t max_connections_per_address = 20;
        std::size_t max_header_bytes = 16 * 1024;
        std::size_t max_body_bytes = 64 * 1024;
        std::uint64_t min_bytes_per_second = 16 * 1024;  ///< What a download must reach beyond the deadline.
    };

    /// Listens and serves until it goes. @throws ServerError
    HttpServer(Options options, Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;

private:
    class Running;
    std::unique_ptr<Running> running_;
};

}  // namespace sluis::portal
