#include "policy/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

namespace sluis::policy {
namespace {

constexpr std::size_t max_word = 64;

// Letters that Unicode does not take apart into a letter and a mark.
void append_folded(UChar32 c, icu::UnicodeString& out) {
    switch (c) {
        case 0xe6:
            out.append(icu::UnicodeString::fromUTF8("ae"));
            return;
        case 0xf8:
            out.append(static_cast<UChar32>('o'));
            return;
        case 0x153:
            out.append(icu::UnicodeString::fromUTF8("oe"));
            return;
        default:
            out.append(c);
    }
}

bool is_mark(UChar32 c) {
    return u_charType(c) == U_NON_SPACING_MARK || c == 0xad || c == 0x200b || c == 0x200d;
}

}  // namespace

std::string folded(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<int32_t>(text.size())});
    const icu::UnicodeString apart = nfkd != nullptr ? nfkd->normalize(wide, status) : wide;
    const icu::UnicodeString& source = U_SUCCESS(status) ? apart : wide;

    icu::UnicodeString out;
    bool blank = true;
    bool after_lower = false;
    for (int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
        const UChar32 c = source.char32At(i);
        if (is_mark(c)) continue;
        if (!u_isalnum(c)) {
            after_lower = false;
            if (!blank) out.append(static_cast<UChar32>(' '));
            blank = true;
            continue;
        }
        if (after_lower && u_isUUppercase(c)) out.append(static_cast<UChar32>(' '));
        append_folded(u_foldCase(c, U_FOLD_CASE_DEFAULT), out);
        after_lower = u_isULowercase(c);
        blank = false;
    }
    std::string result;
    out.toUTF8String(result);
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

std::size_t find_words(std::string_view text, std::string_view words) {
    if (words.empty()) return std::string_view::npos;
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        if (at == 0 || text[at - 1] == ' ') return at;
    }
    return std::string_view::npos;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    if (a == b) return 0;
    if (a.size() > max_word || b.size() > max_word) return std::max(a.size(), b.size());
    std::array<std::array<std::size_t, max_word + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i - 1) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[a.size() % 3][b.size()];
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view no_break_space = "\xc2\xa0";
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    for (bool changed = true; changed;) {
        changed = false;
        while (!text.empty() && is_blank(text.front())) text.remove_prefix(1), changed = true;
        while (!text.empty() && is_blank(text.back())) text.remove_suffix(1), changed = true;
        if (text.starts_with(no_break_space)) text.remove_prefix(2), changed = true;
        if (text.ends_with(no_break_space)) text.remove_suffix(2), changed = true;
    }
    return text;
}

}  // namespace sluis::policy
