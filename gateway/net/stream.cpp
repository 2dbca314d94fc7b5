#include "gateway/net/stream.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <asio/ip/address.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include "gateway/mail/mailbox.h"
#include "gateway/net/error.h"

namespace sluis::net {
namespace {

/// Reads and writes that never had to wait, until others get their turn.
constexpr unsigned max_turns = 32;
/// Records in a row that bring no data (warnings, tickets).
constexpr int max_empty_records = 16;
constexpr unsigned max_certificate_names = 100;

ssize_t push(gnutls_transport_ptr_t transport, const giovec_t* pieces, int count) {
    msghdr message{};
    std::array<iovec, 16> vector{};
    std::size_t used = 0;
    for (; used < static_cast<std::size_t>(count) && used < vector.size(); ++used) {
        vector.at(used) = {pieces[used].iov_base, pieces[used].iov_len};
    }
    message.msg_iov = vector.data();
    message.msg_iovlen = used;
    return ::sendmsg(static_cast<int>(reinterpret_cast<std::intptr_t>(transport)), &message,
                     MSG_NOSIGNAL | MSG_DONTWAIT);
}

ssize_t pull(gnutls_transport_ptr_t transport, void* buffer, std::size_t size) {
    return ::recv(static_cast<int>(reinterpret_cast<std::intptr_t>(transport)), buffer, size, MSG_DONTWAIT);
}

int pull_timeout(gnutls_transport_ptr_t, unsigned) {
    return 1;
}

struct FreeSession {
    void operator()(gnutls_session_t session) const noexcept { ::gnutls_deinit(session); }
};
using Session = std::unique_ptr<gnutls_session_int, FreeSession>;

bool is_address(const std::string& name) {
    asio::error_code error;
    asio::ip::make_address(name, error);
    return !error;
}

std::vector<std::string> names_on(gnutls_session_t session) {
    unsigned status = 0;
    unsigned count = 0;
    const auto* const chain = ::gnutls_certificate_get_peers(session, &count);
    if (chain == nullptr || count == 0) return {};
    if (::gnutls_certificate_verify_peers2(session, &status) < 0 || status != 0) return {};
    gnutls_x509_crt_t raw = nullptr;
    if (::gnutls_x509_crt_init(&raw) < 0) return {};
    const std::unique_ptr<gnutls_x509_crt_int, decltype(&::gnutls_x509_crt_deinit)> certificate{
        raw, &::gnutls_x509_crt_deinit};
    if (::gnutls_x509_crt_import(raw, chain, GNUTLS_X509_FMT_DER) < 0) return {};
    std::vector<std::string> names;
    for (unsigned i = 0; i < max_certificate_names; ++i) {
        std::array<char, 256> name{};
        std::size_t size = name.size();
        const int kind = ::gnutls_x509_crt_get_subject_alt_name(raw, i, name.data(), &size, nullptr);
        if (kind == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) break;
        if (kind == GNUTLS_SAN_DNSNAME) names.push_back(mail::ascii_lower({name.data(), size}));
    }
    return names;
}

}  // namespace

struct Stream::State {
    explicit State(Socket s)
        : socket{std::move(s)}, deadline{socket.get_executor(), [this] {
                                             asio::error_code ignored;
                                             socket.cancel(ignored);
                                         }} {}

    [[nodiscard]] int descriptor() { return socket.native_handle(); }

    void check_open() {
        if (!socket.is_open()) throw Error{Error::Kind::connection, "connection closed"};
        if (deadline.has_passed()) throw Error{Error::Kind::deadline, "deadline passed"};
        if (std::exchange(interrupted, false)) throw Error{Error::Kind::interrupted, "interrupted"};
    }

    asio::awaitable<void> wait(Socket::wait_type side) {
        check_open();
        turns = 0;
        asio::error_code error;
        waiting = true;
        co_await socket.async_wait(side, asio::redirect_error(asio::use_awaitable, error));
        waiting = false;
        check_open();
        if (error) throw Error{Error::Kind::connection, "connection lost"};
    }

    /// Lets others run when this connection never has to wait, and sees to it that a busy one meets its deadline, too.
    asio::awaitable<void> take_turn() {
        check_open();
        if (++turns < max_turns) co_return;
        turns = 0;
        co_await asio::post(socket.get_executor(), asio::use_awaitable);
        check_open();
    }

    /// Repeats a GnuTLS call until it need not wait for the socket. `step` must outlive the call.
    template <class Step>
    asio::awaitable<ssize_t> drive(const Step& step) {
        co_await take_turn();
        for (;;) {
            const ssize_t result = step();
            if (result == GNUTLS_E_INTERRUPTED) continue;
            if (result != GNUTLS_E_AGAIN) co_return result;
            const bool writes = ::gnutls_record_get_direction(tls.get()) == 1;
            co_await wait(writes ? Socket::wait_write : Socket::wait_read);
        }
    }

    void begin_tls(unsigned flags, std::shared_ptr<const TlsCredentials> with);
    asio::awaitable<void> shake_hands();

    Socket socket;
    Deadline deadline;
    std::shared_ptr<const TlsCredentials> credentials;  ///< Shared: a reload must not take them from a running session.
    std::string verify_name;                            ///< GnuTLS keeps a pointer to it.
    std::array<gnutls_typed_vdata_st, 2> verify_data{};
    Session tls;
    std::vector<std::string> names;
    unsigned turns = 0;
    bool waiting = false;
    bool interrupted = false;
};

void Stream::State::begin_tls(unsigned flags, std::shared_ptr<const TlsCredentials> with) {
    credentials = std::move(with);
    gnutls_session_t raw = nullptr;
    if (::gnutls_init(&raw, flags | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0)
        throw Error{Error::Kind::tls, "no TLS session"};
    tls.reset(raw);
    ::gnutls_priority_set(raw, credentials->priority());
    ::gnutls_credentials_set(raw, GNUTLS_CRD_CERTIFICATE, credentials->certificates());
    ::gnutls_transport_set_ptr(raw, reinterpret_cast<gnutls_transport_ptr_t>(static_cast<std::intptr_t>(descriptor())));
    ::gnutls_transport_set_vec_push_function(raw, push);
    ::gnutls_transport_set_pull_function(raw, pull);
    ::gnutls_transport_set_pull_timeout_function(raw, pull_timeout);
}

asio::awaitable<void> Stream::State::shake_hands() {
    const auto step = [this]() -> ssize_t { return ::gnutls_handshake(tls.get()); };
    for (int warnings = 0; warnings < max_empty_records; ++warnings) {
        const auto result = static_cast<int>(co_await drive(step));
        if (result >= 0) co_return;
        if (!::gnutls_error_is_fatal(result)) continue;
        ::gnutls_alert_send_appropriate(tls.get(), result);
        const bool verification =
            result == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR || result == GNUTLS_E_CERTIFICATE_ERROR;
        throw Error{verification ? Error::Kind::certificate : Error::Kind::tls, ::gnutls_strerror(result)};
    }
    throw Error{Error::Kind::tls, "too many warnings"};
}

Stream::Stream(Socket socket) : state_{std::make_unique<State>(std::move(socket))} {
    asio::error_code ignored;
    state_->socket.non_blocking(true, ignored);
    const int on = 1;  // fails on a Unix-domain socket, which has nothing to delay
    ::setsockopt(state_->descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Stream::~Stream() = default;

void Stream::set_deadline(Clock::time_point moment) {
    state_->deadline.set(moment);
}

asio::awaitable<std::size_t> Stream::read_some(std::span<char> buffer) {
    if (!state_->tls) {
        co_await state_->take_turn();
        for (;;) {
            const auto count = ::recv(state_->descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (count >= 0) co_return static_cast<std::size_t>(count);
            if (errno == EINTR) continue;
            if (errno != EAGAIN && errno != EWOULDBLOCK) throw Error{Error::Kind::connection, std::strerror(errno)};
            co_await state_->wait(Socket::wait_read);
        }
    }
    const auto step = [&]() -> ssize_t {
        return ::gnutls_record_recv(state_->tls.get(), buffer.data(), buffer.size());
    };
    for (int empty = 0; empty < max_empty_records; ++empty) {
        const auto count = co_await state_->drive(step);
        if (count == GNUTLS_E_WARNING_ALERT_RECEIVED) continue;
        if (count == GNUTLS_E_PREMATURE_TERMINATION) co_return 0;
        if (count < 0) throw Error{Error::Kind::tls, ::gnutls_strerror(static_cast<int>(count))};
        co_return static_cast<std::size_t>(count);
    }
    throw Error{Error::Kind::tls, "too many warnings"};
}

asio::awaitable<void> Stream::write(std::string_view octets) {
    const auto step = [&]() -> ssize_t {
        return ::gnutls_record_send(state_->tls.get(), octets.data(), octets.size());
    };
    while (!octets.empty()) {
        ssize_t count = 0;
        if (state_->tls) {
            count = co_await state_->drive(step);
            if (count < 0) throw Error{Error::Kind::tls, ::gnutls_strerror(static_cast<int>(count))};
        } else {
            co_await state_->take_turn();
            count = ::send(state_->descriptor(), octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                throw Error{Error::Kind::connection, std::strerror(errno)};
            }
            if (count < 0) {
                co_await state_->wait(Socket::wait_write);
                continue;
            }
        }
        octets.remove_prefix(static_cast<std::size_t>(count));
    }
}

void Stream::try_write(std::string_view octets) noexcept {
    if (!state_->socket.is_open()) return;
    if (state_->tls) {
        (void)::gnutls_record_send(state_->tls.get(), octets.data(), octets.size());
    } else {
        (void)::send(state_->descriptor(), octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
}

asio::awaitable<void> Stream::start_tls_server(std::shared_ptr<const TlsCredentials> credentials) {
    state_->begin_tls(GNUTLS_SERVER, std::move(credentials));
    if (state_->credentials->asks_for_client_certificate()) {
        ::gnutls_certificate_server_set_request(state_->tls.get(), GNUTLS_CERT_REQUEST);
    }
    co_await state_->shake_hands();
    if (state_->credentials->asks_for_client_certificate()) state_->names = names_on(state_->tls.get());
}

asio::awaitable<void> Stream::start_tls_client(std::shared_ptr<const TlsCredentials> credentials, std::string name,
                                               bool verify) {
    state_->begin_tls(GNUTLS_CLIENT, std::move(credentials));
    state_->verify_name = std::move(name);
    auto& wanted = state_->verify_name;
    if (!wanted.empty() && !is_address(wanted)) {
        ::gnutls_server_name_set(state_->tls.get(), GNUTLS_NAME_DNS, wanted.data(), wanted.size());
    }
    if (verify) {
        if (wanted.empty()) throw Error{Error::Kind::certificate, "no name to verify"};
        static std::string purpose = GNUTLS_KP_TLS_WWW_SERVER;
        state_->verify_data = {
            gnutls_typed_vdata_st{GNUTLS_DT_DNS_HOSTNAME, reinterpret_cast<unsigned char*>(wanted.data()), 0},
            gnutls_typed_vdata_st{GNUTLS_DT_KEY_PURPOSE_OID, reinterpret_cast<unsigned char*>(purpose.data()), 0}};
        ::gnutls_session_set_verify_cert2(state_->tls.get(), state_->verify_data.data(),
                                          static_cast<unsigned>(state_->verify_data.size()), 0);
    }
    co_await state_->shake_hands();
}

void Stream::shut_down_send() noexcept {
    if (!state_->socket.is_open()) return;
    if (state_->tls) (void)::gnutls_bye(state_->tls.get(), GNUTLS_SHUT_WR);
    asio::error_code ignored;
    state_->socket.shutdown(Socket::shutdown_send, ignored);
}

void Stream::interrupt() noexcept {
    state_->interrupted = true;
    asio::error_code ignored;
    if (state_->waiting) state_->socket.cancel(ignored);
}

void Stream::close() noexcept {
    asio::error_code ignored;
    state_->socket.close(ignored);
}

bool Stream::is_quiet() noexcept {
    if (!state_->socket.is_open()) return false;
    char octet = 0;
    // Under TLS what waits may be a session ticket: only GnuTLS can tell.
    if (state_->tls) return ::gnutls_record_recv(state_->tls.get(), &octet, 1) == GNUTLS_E_AGAIN;
    return ::recv(state_->descriptor(), &octet, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
           (errno == EAGAIN || errno == EWOULDBLOCK);
}

bool Stream::is_tls() const noexcept {
    return state_->tls != nullptr;
}

std::string Stream::tls_version() const {
    return state_->tls ? ::gnutls_protocol_get_name(::gnutls_protocol_get_version(state_->tls.get())) : "";
}

const std::vector<std::string>& Stream::certificate_names() const noexcept {
    return state_->names;
}

std::string peer_address(const Socket& socket) {
    asio::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return {};
    const auto* const raw = endpoint.data();
    if (raw->sa_family == AF_INET) {
        const auto* const v4 = reinterpret_cast<const sockaddr_in*>(raw);
        return asio::ip::address_v4{ntohl(v4->sin_addr.s_addr)}.to_string();
    }
    if (raw->sa_family != AF_INET6) return {};
    const auto* const v6 = reinterpret_cast<const sockaddr_in6*>(raw);
    asio::ip::address_v6::bytes_type octets{};
    std::memcpy(octets.data(), &v6->sin6_addr, octets.size());
    const asio::ip::address_v6 address{octets};
    if (address.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, address).to_string();
    return address.to_string();
}

bool is_unix(const Socket& socket) {
    asio::error_code error;
    const auto endpoint = socket.local_endpoint(error);
    return !error && endpoint.protocol().family() == AF_UNIX;
}

}  // namespace sluis::net
