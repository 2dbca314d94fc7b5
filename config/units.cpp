#include "config/units.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>

namespace sluis::config {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};
constexpr std::array<Unit, 4> times{{{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}}};
constexpr std::array<Unit, 4> sizes{{{"GiB", 1ull << 30}, {"MiB", 1ull << 20}, {"KiB", 1ull << 10}, {"", 1}}};
constexpr std::uint64_t max_seconds = 100ull * 366 * 86400;
constexpr std::uint64_t max_octets = 1ull << 62;

template <std::size_t Count>
std::optional<std::uint64_t> read(std::string_view text, const std::array<Unit, Count>& units, std::uint64_t limit) {
    std::uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{}) return std::nullopt;
    const std::string_view name{stop, static_cast<std::size_t>(end - stop)};
    for (const auto& unit : units) {
        if (unit.name == name) return number > limit / unit.factor ? std::nullopt : std::optional{number * unit.factor};
    }
    return std::nullopt;
}

template <std::size_t Count>
std::string show(std::uint64_t value, const std::array<Unit, Count>& units) {
    for (const auto& unit : units) {
        if (value >= unit.factor && value % unit.factor == 0) {
            return std::to_string(value / unit.factor) + std::string{unit.name};
        }
    }
    return std::to_string(value) + std::string{units.back().name};
}

/// The octets of an address, 4 or 16; none when it is no address.
std::string octets_of(const std::string& address) {
    std::array<char, 16> octets{};
    if (::inet_pton(AF_INET, address.c_str(), octets.data()) == 1) return {octets.data(), 4};
    if (::inet_pton(AF_INET6, address.c_str(), octets.data()) == 1) return {octets.data(), 16};
    return {};
}

}  // namespace

std::optional<std::chrono::seconds> read_duration(std::string_view text) {
    const auto seconds = read(text, times, max_seconds);
    if (!seconds) return std::nullopt;
    return std::chrono::seconds{static_cast<std::int64_t>(*seconds)};
}

std::string shown(std::chrono::seconds duration) {
    return show(static_cast<std::uint64_t>(duration.count()), times);
}

std::optional<std::uint64_t> read_size(std::string_view text) {
    return read(text, sizes, max_octets);
}

std::string shown_size(std::uint64_t octets) {
    return show(octets, sizes);
}

std::optional<Endpoint> read_endpoint(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto address = text.substr(0, colon);
    const bool bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
    if (bracketed) address = address.substr(1, address.size() - 2);
    const auto octets = octets_of(std::string{address});
    if (octets.size() != (bracketed ? 16u : 4u)) return std::nullopt;
    std::uint16_t port = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, port);
    if (error != std::errc{} || stop != end || port == 0) return std::nullopt;
    return Endpoint{std::string{address}, port};
}

std::string shown(const Endpoint& endpoint) {
    const bool six = endpoint.address.find(':') != std::string::npos;
    return (six ? '[' + endpoint.address + ']' : endpoint.address) + ':' + std::to_string(endpoint.port);
}

bool is_network(std::string_view text) {
    const auto slash = text.find('/');
    const auto octets = octets_of(std::string{text.substr(0, slash)});
    if (octets.empty()) return false;
    if (slash == std::string_view::npos) return true;
    unsigned prefix = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, prefix);
    if (error != std::errc{} || stop != end || prefix > octets.size() * 8) return false;
    for (auto bit = static_cast<std::size_t>(prefix); bit < octets.size() * 8; ++bit) {
        if ((static_cast<unsigned char>(octets[bit / 8]) >> (7 - bit % 8)) & 1u) return false;
    }
    return true;
}

}  // namespace sluis::config
