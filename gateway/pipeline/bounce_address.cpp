#include "gateway/pipeline/bounce_address.h"

#include <charconv>

namespace sluis::pipeline {
namespace {

// 80 bits: too many to guess over SMTP, and short enough for a local part.
constexpr std::size_t mac_digits = 20;

std::string mac(const storage::vault::Key& key, const std::string& number) {
    return storage::vault::keyed_hash(key, "bounce", number).substr(0, mac_digits);
}

}  // namespace

std::string bounce_address(const storage::vault::Key& key, std::int64_t share_recipient, const std::string& domain) {
    const auto number = std::to_string(share_recipient);
    return "b-" + number + '-' + mac(key, number) + '@' + domain;
}

std::optional<std::int64_t> read_bounce_address(const storage::vault::Key& key, const mail::Mailbox& address,
                                                const std::string& domain) {
    if (domain.empty() || address.domain() != mail::ascii_lower(domain)) return std::nullopt;
    const auto local = mail::ascii_lower(address.local_part());
    const auto dash = local.rfind('-');
    if (!local.starts_with("b-") || dash < 2 || dash == std::string::npos) return std::nullopt;
    const auto number = local.substr(2, dash - 2);
    std::int64_t id = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), id);
    if (read.ec != std::errc{} || read.ptr != number.data() + number.size()) return std::nullopt;
    if (!storage::vault::same_secret(local.substr(dash + 1), mac(key, number))) return std::nullopt;
    return id;
}

}  // namespace sluis::pipeline
