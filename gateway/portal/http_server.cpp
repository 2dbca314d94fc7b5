#include "gateway/portal/http_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>

#include <cstring>
#include <fstream>
#include <sstream>

#include "gateway/portal/connection_watch.h"

namespace sluis::portal {

namespace {

constexpr std::size_t stream_block = 64 * 1024;
constexpr const char* tls_priorities =
    "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-CIPHER-ALL:+AES-256-GCM:"
    "+AES-128-GCM:+CHACHA20-POLY1305:%SERVER_PRECEDENCE";

std::string contents_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream || text.str().empty()) throw ServerError{"cannot read " + file.string()};
    return text.str();
}

std::string text_of(const char* text) {
    return text ? text : "";
}

/// IPv4 or IPv6 address in text form; `::ffff:a.b.c.d` as IPv4.
std::string address_of(const sockaddr* address) {
    char text[INET6_ADDRSTRLEN] = {};
    if (address->sa_family == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
    }
    const std::string plain = text;
    return plain.starts_with("::ffff:") ? plain.substr(7) : plain;
}

sockaddr_storage socket_address(const config::Endpoint& endpoint) {
    sockaddr_storage storage{};
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    if (::inet_pton(AF_INET, endpoint.address.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(endpoint.port);
    } else if (::inet_pton(AF_INET6, endpoint.address.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(endpoint.port);
    } else {
        throw ServerError{"the portal listens on an IP address, not on " + endpoint.address};
    }
    return storage;
}

/// One request while it comes in, and its body while it goes out.
struct Exchange {
    Request request;
    std::string posted;
    bool too_large = false;
    std::uint64_t received = 0;
    bool answered = false;
    std::unique_ptr<Body> body;  // outlives the response: destroyed when the request has completed
    bool broken = false;
    std::uint64_t sent = 0;
};

MHD_Result add_query(void* into, MHD_ValueKind, const char* name, const char* value) {
    static_cast<Exchange*>(into)->request.query.emplace(name, text_of(value));
    return MHD_YES;
}

ssize_t read_body(void* context, std::uint64_t position, char* buffer, std::size_t max) {
    auto& exchange = *static_cast<Exchange*>(context);
    try {
        const auto count = exchange.body->read(position, {buffer, max});
        exchange.sent = position + count;
        if (count > 0) return static_cast<ssize_t>(count);
        return MHD_CONTENT_READER_END_OF_STREAM;
    } catch (const std::exception&) {
        exchange.broken = true;
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
}

}  // namespace

/// The daemon with what its callbacks need.
class HttpServer::Running {
public:
    Running(Options options, Handler handler);
    ~Running();
    [[nodiscard]] std::uint16_t port() const;

private:
    static MHD_Result on_request(void* self, MHD_Connection* connection, const char* url, const char* method,
                                 const char* version, const char* data, std::size_t* size, void** state);
    static void on_completed(void* self, MHD_Connection* connection, void** state, MHD_RequestTerminationCode why);
    static void on_connection(void* self, MHD_Connection* connection, void** state,
                              MHD_ConnectionNotificationCode what);

    void begin(MHD_Connection* connection, const char* url, const char* method, Exchange& exchange) const;
    [[nodiscard]] Response answer(MHD_Connection* connection, Exchange& exchange) const;
    MHD_Result send(MHD_Connection* connection, Exchange& exchange, Response response);

    Options options_;
    Handler handler_;
    std::string certificate_, key_;
    ConnectionWatch watch_;
    MHD_Daemon* daemon_ = nullptr;
};

HttpServer::Running::Running(Options options, Handler handler)
    : options_{std::move(options)}, handler_{std::move(handler)} {
    const auto address = socket_address(options_.listen);
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL;
    if (address.ss_family == AF_INET6) flags |= MHD_USE_IPv6;
    std::vector<MHD_OptionItem> items;
    if (!options_.tls.certificate_file.empty()) {
        certificate_ = contents_of(options_.tls.certificate_file);
        key_ = contents_of(options_.tls.key_file);
        flags |= MHD_USE_TLS;
        items.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, certificate_.data()});
        items.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, key_.data()});
        items.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(tls_priorities)});
    }
    items.push_back({MHD_OPTION_END, 0, nullptr});
    daemon_ = ::MHD_start_daemon(
        flags, 0, nullptr, nullptr, &Running::on_request, this,                                           //
        MHD_OPTION_SOCK_ADDR, reinterpret_cast<const sockaddr*>(&address),                                //
        MHD_OPTION_NOTIFY_COMPLETED, &Running::on_completed, this,                                        //
        MHD_OPTION_NOTIFY_CONNECTION, &Running::on_connection, this,                                      //
        MHD_OPTION_CONNECTION_LIMIT, static_cast<unsigned>(options_.max_connections),                     //
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, static_cast<unsigned>(options_.max_connections_per_address),  //
        MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options_.idle_deadline.count()),             //
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options_.max_header_bytes + 16 * 1024,                        //
        MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
    if (!daemon_)
        throw ServerError{"the portal cannot listen on " + options_.listen.address + ':' +
                          std::to_string(options_.listen.port) + ": the port is taken, or the certificate is wrong"};
}

HttpServer::Running::~Running() {
    ::MHD_stop_daemon(daemon_);
}

std::uint16_t HttpServer::Running::port() const {
    return ::MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void HttpServer::Running::begin(MHD_Connection* connection, const char* url, const char* method,
                                Exchange& exchange) const {
    const auto header = [&](const char* name) {
        return text_of(::MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
    };
    auto& request = exchange.request;
    request.method = method;
    request.path = url;
    request.origin = header("Origin");
    request.fetch_site = header("Sec-Fetch-Site");
    request.cookies = cookie_pairs(header("Cookie"));
    request.client_address =
        address_of(::MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
    ::MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &add_query, &exchange);
}

MHD_Result HttpServer::Running::on_request(void* self, MHD_Connection* connection, const char* url, const char* method,
                                           const char*, const char* data, std::size_t* size, void** state) {
    auto& running = *static_cast<Running*>(self);
    if (!*state) {
        auto exchange = std::make_unique<Exchange>();
        running.begin(connection, url, method, *exchange);
        *state = exchange.release();
        return MHD_YES;
    }
    auto& exchange = *static_cast<Exchange*>(*state);
    if (*size > 0) {  // read on beyond the limit, so that the refusal is seen; but not for ever
        exchange.received += *size;
        if (exchange.received > 16 * running.options_.max_body_bytes) return MHD_NO;
        exchange.too_large = exchange.too_large || exchange.posted.size() + *size > running.options_.max_body_bytes;
        if (!exchange.too_large) exchange.posted.append(data, *size);
        *size = 0;
        return MHD_YES;
    }
    if (exchange.answered) return MHD_NO;
    exchange.answered = true;
    return running.send(connection, exchange, running.answer(connection, exchange));
}

Response HttpServer::Running::answer(MHD_Connection* connection, Exchange& exchange) const {
    const auto refuse = [](unsigned status, const char* text) {
        Response response;
        response.status = status;
        response.text = text;
        response.header("Content-Type", "text/plain; charset=utf-8").header("Cache-Control", "no-store");
        return response;
    };
    auto& request = exchange.request;
    if (request.method != "GET" && request.method != "HEAD" && request.method != "POST")
        return std::move(refuse(405, "Deze methode is hier niet toegelaten.\n").header("Allow", "GET, HEAD, POST"));
    if (exchange.too_large) return refuse(413, "Dit formulier is te groot.\n");
    if (request.method == "POST" && !exchange.posted.empty()) {
        const auto type = text_of(::MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Type"));
        if (!type.starts_with("application/x-www-form-urlencoded"))
            return refuse(415, "Dit soort formulier kennen wij niet.\n");
        auto fields = form_fields(exchange.posted);
        if (!fields) return refuse(400, "Dit formulier is niet leesbaar.\n");
        request.form = std::move(*fields);
    }
    return handler_(request);
}

MHD_Result HttpServer::Running::send(MHD_Connection* connection, Exchange& exchange, Response response) {
    MHD_Response* raw = nullptr;
    if (response.body) {
        exchange.body = std::move(response.body);
        const auto size = exchange.body->size();
        const auto allowance = std::chrono::seconds{size / std::max<std::uint64_t>(options_.min_bytes_per_second, 1)};
        const int socket = ::MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        watch_.watch(socket, ConnectionWatch::Clock::now() + options_.request_deadline + allowance);
        raw = ::MHD_create_response_from_callback(size, stream_block, &read_body, &exchange, nullptr);
    } else {
        raw = ::MHD_create_response_from_buffer(response.text.size(), response.text.data(), MHD_RESPMEM_MUST_COPY);
    }
    if (!raw) return MHD_NO;
    for (const auto& [name, value] : response.headers) ::MHD_add_response_header(raw, name.c_str(), value.c_str());
    const auto queued = ::MHD_queue_response(connection, response.status, raw);
    ::MHD_destroy_response(raw);
    return queued;
}

void HttpServer::Running::on_completed(void* self, MHD_Connection* connection, void** state,
                                       MHD_RequestTerminationCode why) {
    auto& running = *static_cast<Running*>(self);
    const std::unique_ptr<Exchange> exchange{static_cast<Exchange*>(*state)};
    *state = nullptr;
    if (!exchange) return;
    const int socket = ::MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    running.watch_.watch(socket, ConnectionWatch::Clock::now() + running.options_.request_deadline);
    if (exchange->body && !exchange->broken && why == MHD_REQUEST_TERMINATED_COMPLETED_OK &&
        exchange->sent == exchange->body->size())
        exchange->body->completed();
}

void HttpServer::Running::on_connection(void* self, MHD_Connection* connection, void**,
                                        MHD_ConnectionNotificationCode what) {
    auto& running = *static_cast<Running*>(self);
    const int socket = ::MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        running.watch_.watch(socket, ConnectionWatch::Clock::now() + running.options_.request_deadline);
    else
        running.watch_.forget(socket);
}

HttpServer::HttpServer(Options options, Handler handler)
    : running_{std::make_unique<Running>(std::move(options), std::move(handler))} {}
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const {
    return running_->port();
}

}  // namespace sluis::portal
