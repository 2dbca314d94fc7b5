#include "gateway/smtp/received_field.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "gateway/mail/mailbox.h"

namespace sluis::smtp {
namespace {

bool is_host(std::string_view text) {
    return mail::is_domain(text) &&
           std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Address-literal of RFC 5321 §4.1.3; empty when it is none.
std::string literal(const std::string& address) {
    if (address.empty()) return {};
    auto text = (address.find(':') == std::string::npos ? "[" : "[IPv6:") + address + ']';
    return is_host(text) ? text : std::string{};
}

const char* protocol(const ReceivedFrom& from) {
    if (!from.esmtp) return "SMTP";
    if (from.authenticated) return from.tls ? "ESMTPSA" : "ESMTPA";
    return from.tls ? "ESMTPS" : "ESMTP";
}

/// `from` with the name and the address; empty when there is nothing to say.
std::string from_clause(const ReceivedFrom& from) {
    if (from.authenticated) return {};
    const auto address = literal(from.address);
    const auto name = is_host(from.helo) ? from.helo : address;
    if (name.empty()) return {};
    return "from " + name + (address.empty() ? "" : " (" + address + ")") + "\r\n\t";
}

}  // namespace

std::string received_field(const ReceivedFrom& from, std::string_view hostname, std::string_view id,
                           std::chrono::system_clock::time_point time) {
    return "Received: " + from_clause(from) + "by " + std::string{hostname} + " with " + protocol(from) + " id " +
           std::string{id} + ";\r\n\t" + mail_date(time) + "\r\n";
}

std::string mail_date(std::chrono::system_clock::time_point time) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::array<char, 64> text{};
    const auto length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                                      days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                                      months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour,
                                      utc.tm_min, utc.tm_sec);
    return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace sluis::smtp
