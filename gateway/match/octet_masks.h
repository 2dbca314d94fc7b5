#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Many octets of a text at once: what a loop over single characters would take sixteen turns for.
namespace sluis::match {

static_assert(std::endian::native == std::endian::little);

inline std::uint64_t load_eight(const char* from) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, from, sizeof eight);
    return eight;
}

/// Sixteen octets, for processors without such registers.
class PlainSixteen {
public:
    static PlainSixteen load(const char* from) { return PlainSixteen{load_eight(from), load_eight(from + 8)}; }
    static PlainSixteen all(std::uint8_t octet) { return PlainSixteen{each(octet), each(octet)}; }
    void store(char* to) const { std::memcpy(to, half_.data(), sizeof half_); }

    /// 0xFF for each octet from `first` to `last`, 0 for the others. Both ASCII.
    [[nodiscard]] PlainSixteen between(std::uint8_t first, std::uint8_t last) const {
        return PlainSixteen{between(half_[0], first, last), between(half_[1], first, last)};
    }
    /// Bit i is the top bit of octet i.
    [[nodiscard]] std::uint32_t tops() const {
        const auto side_by_side = [](std::uint64_t eight) {
            return static_cast<std::uint32_t>((eight >> 7 & each(1)) * 0x0102040810204080ULL >> 56);
        };
        return side_by_side(half_[0]) | side_by_side(half_[1]) << 8;
    }

    friend PlainSixteen operator&(PlainSixteen a, PlainSixteen b) {
        return PlainSixteen{a.half_[0] & b.half_[0], a.half_[1] & b.half_[1]};
    }
    friend PlainSixteen operator|(PlainSixteen a, PlainSixteen b) {
        return PlainSixteen{a.half_[0] | b.half_[0], a.half_[1] | b.half_[1]};
    }

private:
    PlainSixteen(std::uint64_t low, std::uint64_t high) : half_{low, high} {}
    static constexpr std::uint64_t each(std::uint8_t octet) { return 0x0101010101010101ULL * octet; }
    // An octet's sum reaches its top bit, and never beyond, since each is below 0x80 when it is added.
    static std::uint64_t between(std::uint64_t eight, std::uint8_t first, std::uint8_t last) {
        const auto low = eight & ~each(0x80);
        const auto tops = (low + each(static_cast<std::uint8_t>(0x80 - first))) &
                          ~(low + each(static_cast<std::uint8_t>(0x7F - last))) & ~eight & each(0x80);
        return (tops >> 7) * 0xFF;
    }
    std::array<std::uint64_t, 2> half_;
};

#if defined(__SSE2__)

/// Sixteen octets in one register.
class Sixteen {
public:
    static Sixteen load(const char* from) {
        return Sixteen{_mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(from)))};
    }
    static Sixteen all(std::uint8_t octet) { return Sixteen{_mm_set1_epi8(static_cast<char>(octet))}; }
    void store(char* to) const { _mm_storeu_si128(static_cast<__m128i*>(static_cast<void*>(to)), all_); }

    /// 0xFF for each octet from `first` to `last`, 0 for the others.
    [[nodiscard]] Sixteen between(std::uint8_t first, std::uint8_t last) const {
        const auto above = _mm_sub_epi8(all_, all(first).all_);
        return Sixteen{_mm_cmpeq_epi8(_mm_min_epu8(above, all(last - first).all_), above)};
    }
    /// Bit i is the top bit of octet i.
    [[nodiscard]] std::uint32_t tops() const { return static_cast<std::uint32_t>(_mm_movemask_epi8(all_)); }

    friend Sixteen operator&(Sixteen a, Sixteen b) { return Sixteen{_mm_and_si128(a.all_, b.all_)}; }
    friend Sixteen operator|(Sixteen a, Sixteen b) { return Sixteen{_mm_or_si128(a.all_, b.all_)}; }

private:
    explicit Sixteen(__m128i octets) : all_{octets} {}
    __m128i all_;
};

#else
using Sixteen = PlainSixteen;
#endif

/// The first octet from `from` on whose top bit is set in `of(Sixteen)`; the text's size when there is none.
template <class Of>
std::size_t first_place(std::string_view text, const Of& of, std::size_t from) {
    constexpr std::size_t step = 16;
    auto at = from;
    for (; at + step <= text.size(); at += step) {
        if (const auto tops = of(Sixteen::load(text.data() + at)).tops(); tops != 0)
            return at + static_cast<std::size_t>(std::countr_zero(tops));
    }
    if (at >= text.size()) return text.size();
    std::array<char, step> rest{};
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), rest.begin());
    const auto tops = of(Sixteen::load(rest.data())).tops();
    return std::min(text.size(), at + static_cast<std::size_t>(std::countr_zero(tops)));
}

/// Calls `take(bits, at)` for every 64 octets: bit i is the top bit of octet i in `of(Sixteen)`, a Sixteen. Octets
/// behind the text's end are given as 0, and their bits are 0 whatever it says.
template <class Of, class Take>
void each_block(std::string_view text, const Of& of, const Take& take) {
    constexpr std::size_t block = 64, step = 16;
    const auto bits_of = [&](const char* from) {
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < block; i += step) bits |= std::uint64_t{of(Sixteen::load(from + i)).tops()} << i;
        return bits;
    };
    std::size_t at = 0;
    for (; at + block <= text.size(); at += block) take(bits_of(text.data() + at), at);
    if (at == text.size()) return;
    std::array<char, block> rest{};
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), rest.begin());
    take(bits_of(rest.data()) & ~std::uint64_t{0} >> (block - (text.size() - at)), at);
}

/// How many octets have their top bit set in `of(Sixteen)`.
template <class Of>
std::size_t count(std::string_view text, const Of& of) {
    std::size_t all = 0;
    each_block(text, of,
               [&](std::uint64_t bits, std::size_t) { all += static_cast<std::size_t>(std::popcount(bits)); });
    return all;
}

/// Calls `take(place)` for each of these octets, in their order.
template <class Of, class Take>
void each_place(std::string_view text, const Of& of, const Take& take) {
    each_block(text, of, [&](std::uint64_t bits, std::size_t at) {
        for (; bits != 0; bits &= bits - 1) take(at + static_cast<std::size_t>(std::countr_zero(bits)));
    });
}

/// Line feeds.
inline std::size_t count_lines(std::string_view text) {
    return count(text, [](Sixteen some) { return some.between('\n', '\n'); });
}

/// Octets that are neither a blank nor a control character.
inline std::size_t count_visible(std::string_view text) {
    return count(text, [](Sixteen some) { return some.between('!', '\x7F') | some; });
}

/// How many octets at the text's beginning are ASCII.
inline std::size_t ascii_prefix(std::string_view text) {
    return first_place(
        text, [](Sixteen some) { return some; }, 0);
}

/// std::string_view::find(), faster where the first octet of what is looked for is frequent in the text: the first and
/// the last are compared at once, sixteen places at a time. @param what  ASCII, not empty
inline std::size_t find_octets(std::string_view text, std::string_view what, std::size_t from = 0) {
    const auto octet = [](char c) { return static_cast<std::uint8_t>(c); };
    const auto first = octet(what.front()), last = octet(what.back());
    auto at = from;
    for (; at + what.size() + 15 <= text.size(); at += 16) {
        const auto begins = Sixteen::load(text.data() + at).between(first, first);
        const auto ends = Sixteen::load(text.data() + at + what.size() - 1).between(last, last);
        for (auto both = (begins & ends).tops(); both != 0; both &= both - 1) {
            const auto place = at + static_cast<std::size_t>(std::countr_zero(both));
            if (text.compare(place, what.size(), what) == 0) return place;
        }
    }
    return text.find(what, at);
}

}  // namespace sluis::match
