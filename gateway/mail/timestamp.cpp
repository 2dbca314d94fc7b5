#include "gateway/mail/timestamp.h"

#include <charconv>
#include <cstdio>
#include <ctime>

namespace sluis::mail {
namespace {

/// Two or four digits at a fixed place, within bounds.
bool digits(std::string_view text, std::size_t at, std::size_t count, int low, int high, int& value) {
    if (at + count > text.size()) return false;
    const char* begin = text.data() + at;
    const auto read = std::from_chars(begin, begin + count, value);
    return read.ec == std::errc{} && read.ptr == begin + count && value >= low && value <= high;
}

bool is_utc(std::string_view rest) {
    if (!rest.empty() && rest.front() == '.') {
        const auto end = rest.find_first_not_of("0123456789", 1);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
    }
    return rest.empty() || rest == "Z" || rest == "+00" || rest == "+00:00";
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> time_from_iso(std::string_view text) {
    constexpr std::size_t length = 19;
    std::tm parts{};
    int year = 0;
    int month = 0;
    if (text.size() < length || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') ||
        text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    if (!digits(text, 0, 4, 1970, 9999, year) || !digits(text, 5, 2, 1, 12, month) ||
        !digits(text, 8, 2, 1, 31, parts.tm_mday) || !digits(text, 11, 2, 0, 23, parts.tm_hour) ||
        !digits(text, 14, 2, 0, 59, parts.tm_min) || !digits(text, 17, 2, 0, 60, parts.tm_sec) ||
        !is_utc(text.substr(length))) {
        return std::nullopt;
    }
    parts.tm_year = year - 1900;
    parts.tm_mon = month - 1;
    return std::chrono::system_clock::from_time_t(::timegm(&parts));
}

std::string iso_from_time(std::chrono::system_clock::time_point time) {
    const auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return std::string(text, length);
}

}  // namespace sluis::mail
