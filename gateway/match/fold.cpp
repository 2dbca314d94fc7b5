#include "gateway/match/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "gateway/match/octet_masks.h"

namespace sluis::match {
namespace {

// One or two ASCII characters, the first in the low byte; 0 is nothing.
using Pair = std::uint16_t;

constexpr Pair pair(char first, char second = 0) {
    return static_cast<Pair>(static_cast<unsigned char>(first) | static_cast<unsigned char>(second) << 8);
}

Pair by_decomposition(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) return 0;
    const auto parts = nfkd->normalize(icu::UnicodeString{c}.foldCase(), status);
    if (U_FAILURE(status) || parts.isEmpty() || parts.charAt(0) >= 0x80) return 0;
    const auto first = static_cast<char>(parts.charAt(0));
    const auto second = parts.length() > 1 && parts.charAt(1) < 0x80 ? static_cast<char>(parts.charAt(1)) : '\0';
    return pair(first, second);
}

Pair fold_code_point(UChar32 c) {
    if (c == '\n' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029) return pair('\n');
    if (c == '\t') return pair('\t');
    if (c == 0xE6 || c == 0xC6) return pair('a', 'e');
    if (c == 0x153 || c == 0x152) return pair('o', 'e');
    if (c == 0xF8 || c == 0xD8) return pair('o');
    if (c == 0x131) return pair('i');
    if (c == 0x142 || c == 0x141) return pair('l');
    if (c == 0xB0 || c == 0xBA) return pair('*');
    if (c == 0x2212 || c == 0x2043) return pair('-');
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return 0;
    switch (u_charType(c)) {
        case U_CONTROL_CHAR:
        case U_FORMAT_CHAR:
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
            return 0;
        case U_DECIMAL_DIGIT_NUMBER:
            return pair(static_cast<char>('0' + u_charDigitValue(c)));
        case U_OTHER_NUMBER:
            return pair(' ');
        case U_DASH_PUNCTUATION:
            return pair('-');
        default:
            break;
    }
    if (const auto plain = by_decomposition(c)) return plain;
    return u_isalpha(c) ? pair(Folded::foreign) : pair(' ');
}

// ICU's macro narrows silently.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
// The code point at `at`, which moves behind it; negative when it is none.
UChar32 next_code_point(std::string_view text, std::size_t& at) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    return c;
}
#pragma GCC diagnostic pop

struct Tables {
    std::array<Pair, 0x10000> plain{};
    std::array<std::uint8_t, 0x10000> upper{};
    Tables() {
        for (UChar32 c = 0; c < 0x10000; ++c) {
            if (c >= 0xD800 && c < 0xE000) continue;
            plain[static_cast<std::size_t>(c)] = fold_code_point(c);
            upper[static_cast<std::size_t>(c)] = u_isupper(c) ? 1 : 0;
        }
    }
};

const Tables& tables() {
    static const Tables made;
    return made;
}

}  // namespace

void warm_up_fold() {
    static_cast<void>(tables());
}

namespace {

// Sixteen octets at once, as far as they are printable ASCII, tabs or line feeds: lower case to `text`, a 1 for each
// capital to `upper`. Gives how many; what is written behind them means nothing.
std::size_t fold_sixteen(const char* from, char* text, char* upper) {
    const auto some = Sixteen::load(from);
    const auto capitals = some.between('A', 'Z');
    (some | (capitals & Sixteen::all('a' - 'A'))).store(text);
    (capitals & Sixteen::all(1)).store(upper);
    return static_cast<std::size_t>(std::countr_one((some.between(' ', '~') | some.between('\t', '\n')).tops()));
}

// One character, whichever; gives the place behind it.
template <class Put>
std::size_t fold_one(const Tables& table, std::string_view utf8, std::size_t at, const Put& put) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte == '\r') {
        if (at + 1 == utf8.size() || utf8[at + 1] != '\n') put(pair('\n'), 0);
        return at + 1;
    }
    if (byte < 0x80) {
        put(table.plain[byte], table.upper[byte]);
        return at + 1;
    }
    const auto c = next_code_point(utf8, at);
    const auto index = static_cast<std::size_t>(c);
    if (c < 0)
        put(pair(' '), 0);
    else if (c < 0x10000)
        put(table.plain[index], table.upper[index]);
    else
        put(fold_code_point(c), u_isupper(c) ? 1 : 0);
    return at;
}

}  // namespace

Folded fold(std::string_view utf8) {
    Folded out;
    fold(utf8, out);
    return out;
}

void fold(std::string_view utf8, Folded& out) {
    const auto& table = tables();
    // No code point folds to more characters than it has octets.
    if (out.text.size() < utf8.size()) {
        out.text.resize(utf8.size());
        out.upper.resize(utf8.size());
    }
    char* const text = out.text.data();
    char* const upper = out.upper.data();
    std::size_t size = 0;
    const auto put = [&](Pair plain, std::uint8_t capital) {
        for (; plain != 0; plain = static_cast<Pair>(plain >> 8)) {
            text[size] = static_cast<char>(plain & 0xFF);
            upper[size++] = static_cast<char>(capital);
        }
    };
    std::size_t i = 0;
    while (i < utf8.size()) {
        if (utf8.size() - i >= 16) {
            const auto plain = fold_sixteen(utf8.data() + i, text + size, upper + size);
            if (plain == 16) {  // A step of known length: the next sixteen need not wait for these.
                i += 16;
                size += 16;
                continue;
            }
            i += plain;
            size += plain;
        }
        i = fold_one(table, utf8, i, put);
    }
    out.text.resize(size);
    out.upper.resize(size);
}
std::string clean(std::string_view text, std::size_t max) {
    std::string out;
    bool gap = false;
    std::size_t i = 0;
    while (i < text.size() && out.size() < max) {
        const auto start = i;
        const auto read = next_code_point(text, i);
        const UChar32 c = read < 0 ? 0xFFFD : read;
        if (c <= ' ' || c == 0xA0 || u_charType(c) == U_CONTROL_CHAR || c == 0x2028 || c == 0x2029) {
            gap = !out.empty();
            continue;
        }
        if (u_charType(c) == U_FORMAT_CHAR || u_charType(c) == U_SURROGATE) continue;
        const auto octets = c == 0xFFFD ? std::string_view{"\xEF\xBF\xBD"} : text.substr(start, i - start);
        if (out.size() + octets.size() + (gap ? 1 : 0) > max) break;
        if (gap) out.push_back(' ');
        gap = false;
        out.append(octets);
    }
    return out;
}

}  // namespace sluis::match
