#include "gateway/smtp/sasl_server.h"

#include <algorithm>
#include <utility>

#include "gateway/smtp/base64.h"

namespace sluis::smtp {
namespace {

constexpr std::size_t max_login = 255;
constexpr std::size_t max_password = 1024;

mail::Reply prompt(std::string_view text) {
    return {334, {}, base64_encode(text)};
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

SaslServer::Step proof(std::string login, std::string password) {
    if (login.empty() || password.empty() || login.size() > max_login || password.size() > max_password ||
        has_control(login) || password.find('\0') != std::string::npos) {
        return mail::Reply{535, {5, 7, 8}, "Authentication failed"};
    }
    return SaslProof{std::move(login), std::move(password)};
}

/// message = [authzid] NUL authcid NUL passwd (RFC 4616 §2). To act for another is not offered.
SaslServer::Step plain(std::string_view message) {
    const auto first = message.find('\0');
    const auto second = first == std::string_view::npos ? first : message.find('\0', first + 1);
    if (second == std::string_view::npos) return mail::Reply{501, {5, 5, 2}, "Malformed PLAIN response"};
    const auto acts_for = message.substr(0, first);
    const auto login = message.substr(first + 1, second - first - 1);
    if (!acts_for.empty() && acts_for != login) return mail::Reply{535, {5, 7, 8}, "Authentication failed"};
    return proof(std::string{login}, std::string{message.substr(second + 1)});
}

}  // namespace

std::optional<SaslServer> SaslServer::for_mechanism(std::string_view mechanism) {
    if (mechanism == "PLAIN") return SaslServer{Awaits::plain};
    if (mechanism == "LOGIN") return SaslServer{Awaits::login};
    return std::nullopt;
}

SaslServer::Step SaslServer::begin(const std::optional<std::string>& initial_response) {
    if (initial_response == "=") return take({});
    if (initial_response) return line(*initial_response);
    if (awaits_ == Awaits::plain) return mail::Reply{334, {}, ""};
    return prompt("Username:");
}

SaslServer::Step SaslServer::line(std::string_view text) {
    if (text == "*") return mail::Reply{501, {5, 7, 0}, "Authentication cancelled"};
    auto octets = base64_decode(text);
    if (!octets) return mail::Reply{501, {5, 5, 2}, "Malformed base64"};
    return take(std::move(*octets));
}

SaslServer::Step SaslServer::take(std::string octets) {
    switch (awaits_) {
        case Awaits::plain:
            return plain(octets);
        case Awaits::login:
            login_ = std::move(octets);
            awaits_ = Awaits::password;
            return prompt("Password:");
        case Awaits::password:
            break;
    }
    return proof(std::move(login_), std::move(octets));
}

}  // namespace sluis::smtp
