#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Eight octets of a text at once, in one register: what a loop over single characters would take eight turns for.
namespace sluis::match {

static_assert(std::endian::native == std::endian::little);

/// The same octet eight times.
constexpr std::uint64_t each(std::uint8_t octet) {
    return 0x0101010101010101ULL * octet;
}

inline std::uint64_t load_eight(const char* from) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, from, sizeof eight);
    return eight;
}

/// The top bit of each octet that is ASCII and from `first` to `last`. An octet's sum reaches its top bit, and never
/// beyond, since each is below 0x80 when it is added.
constexpr std::uint64_t tops_between(std::uint64_t eight, std::uint8_t first, std::uint8_t last) {
    const auto high = each(0x80);
    const auto low = eight & ~high;
    return (low + each(static_cast<std::uint8_t>(0x80 - first))) &
           ~(low + each(static_cast<std::uint8_t>(0x7F - last))) & ~eight & high;
}

/// The top bits side by side: bit i is that of octet i.
constexpr std::uint64_t bits_of_tops(std::uint64_t tops) {
    return (tops >> 7) * 0x0102040810204080ULL >> 56;
}

/// How many octets have the top bit that `tops(eight octets)` sets. Those behind the text's end are given as 0.
template <class Tops>
std::size_t count_tops(std::string_view text, const Tops& tops) {
    std::size_t count = 0, at = 0;
    while (at + 8 <= text.size()) {
        // Eight counters of one octet each: no more than 255 turns.
        std::uint64_t sums = 0;
        for (int turn = 0; turn < 255 && at + 8 <= text.size(); ++turn, at += 8)
            sums += tops(load_eight(text.data() + at)) >> 7;
        const auto pairs = (sums & 0x00FF00FF00FF00FFULL) + (sums >> 8 & 0x00FF00FF00FF00FFULL);
        count += pairs * 0x0001000100010001ULL >> 48;
    }
    std::uint64_t rest = 0;
    if (at < text.size()) std::memcpy(&rest, text.data() + at, text.size() - at);
    return count + static_cast<std::size_t>(std::popcount(tops(rest)));
}

/// Calls `take(place)` for each octet whose top bit `tops(eight octets)` sets, in their order.
template <class Tops, class Take>
void each_top(std::string_view text, const Tops& tops, const Take& take) {
    const auto of_eight = [&](std::uint64_t eight, std::size_t at) {
        for (auto left = tops(eight); left != 0; left &= left - 1)
            take(at + static_cast<std::size_t>(std::countr_zero(left)) / 8);
    };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) of_eight(load_eight(text.data() + at), at);
    std::uint64_t rest = 0;
    if (at < text.size()) std::memcpy(&rest, text.data() + at, text.size() - at);
    of_eight(rest, at);
}

/// Line feeds.
inline std::size_t count_lines(std::string_view text) {
    return count_tops(text, [](std::uint64_t eight) { return tops_between(eight, '\n', '\n'); });
}

/// Octets that are neither a blank nor a control character.
inline std::size_t count_visible(std::string_view text) {
    return count_tops(text, [](std::uint64_t eight) {
        const auto high = each(0x80);
        return (((eight & ~high) + each(0x7F - ' ')) | eight) & high;
    });
}

/// ASCII digits.
inline std::size_t count_digits(std::string_view text) {
    return count_tops(text, [](std::uint64_t eight) { return tops_between(eight, '0', '9'); });
}

}  // namespace sluis::match
