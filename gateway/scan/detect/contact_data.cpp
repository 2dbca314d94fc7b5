#include "gateway/scan/detect/contact_data.h"

#include <algorithm>
#include <array>

namespace sluis::scan {
namespace {

constexpr std::size_t max_digits = 15;  // E.164.

bool is_phone_separator(char c) {
    return c == ' ' || c == '.' || c == '/' || c == '-' || c == '(' || c == ')';
}

// The digits of the groups from `first` on, as far as one or two separators part them on one line.
struct Run {
    std::array<char, max_digits + 1> digits{};
    std::size_t size = 0, groups = 0;
    std::uint32_t end = 0;
};

Run run_from(std::string_view text, const std::vector<DigitGroup>& groups, std::size_t first, std::size_t most) {
    Run run;
    for (auto i = first; i < groups.size(); ++i) {
        if (i > first) {
            const auto gap = text.substr(run.end, groups[i].begin - run.end);
            if (gap.size() > 2 || !std::all_of(gap.begin(), gap.end(), is_phone_separator)) break;
        }
        if (run.size + groups[i].size() > most) break;
        for (auto at = groups[i].begin; at < groups[i].end; ++at) run.digits[run.size++] = text[at];
        run.end = groups[i].end;
        ++run.groups;
    }
    return run;
}

bool is_ended(std::string_view text, std::uint32_t end) {
    if (end >= text.size()) return true;
    if (is_word(text[end])) return false;
    const bool joined = text[end] == '-' || text[end] == '/' || text[end] == '.' || text[end] == ',';
    return !joined || end + 1 >= text.size() || !is_digit(text[end + 1]);
}

bool says_telephone(const Marks& marks, std::uint32_t begin) {
    const auto behind = std::lower_bound(marks.words.begin(), marks.words.end(), begin,
                                         [](const WordHit& hit, std::uint32_t at) { return hit.begin < at; });
    return behind != marks.words.begin() && ((behind - 1)->words & word::telephone) != 0 &&
           begin - (behind - 1)->end <= 6;
}

constexpr std::array<std::string_view, 16> households{
    "gmail.",  "hotmail.", "outlook.", "live.",    "yahoo.",    "telenet.", "skynet.",     "proximus.",
    "icloud.", "msn.",     "scarlet.", "pandora.", "belgacom.", "gmx.",     "protonmail.", "proton."};

bool is_local_character(char c) {
    return is_word(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

// Words that end or begin the name of a street.
constexpr std::array<std::string_view, 26> street_ends{
    "straat", "str",    "laan",  "steenweg", "stwg", "weg",       "plein", "lei",  "dreef",
    "kaai",   "baan",   "hof",   "markt",    "park", "singel",    "vest",  "dijk", "steeg",
    "pad",    "kouter", "wegel", "gaarde",   "veld", "boulevard", "laar",  "heide"};
constexpr std::array<std::string_view, 6> street_starts{"rue", "avenue", "chaussee", "place", "boulevard", "square"};

std::size_t word_begin(std::string_view text, std::size_t end) {
    while (end > 0 && is_letter(text[end - 1])) --end;
    return end;
}

// Where the street before a house number begins; npos when there is none.
std::size_t street_before(const Folded& folded, std::size_t number) {
    const std::string_view text = folded.text;
    auto end = number;
    if (text.substr(0, end).ends_with("nr. ")) end -= 4;
    if (text.substr(0, end).ends_with("nr ")) end -= 3;
    for (int gap = 0; end > 0 && gap < 2 && (text[end - 1] == ' ' || text[end - 1] == ',' || text[end - 1] == '.');
         ++gap)
        --end;
    const auto begin = word_begin(text, end);
    if (begin == end || end - begin > 40) return text.npos;
    const auto last = text.substr(begin, end - begin);
    const bool ends = std::any_of(street_ends.begin(), street_ends.end(), [&](auto s) { return last.ends_with(s); });
    // "Kerkstraat", or "Grote Markt" with a capital before it.
    if (ends && folded.upper[begin] != 0) return begin;
    auto at = begin;
    for (int words = 0; words < 4 && at > 0 && (text[at - 1] == ' ' || text[at - 1] == '-'); ++words) {
        const auto next = word_begin(text, at - 1);
        const auto some = text.substr(next, at - 1 - next);
        const bool starts = std::find(street_starts.begin(), street_starts.end(), some) != street_starts.end();
        if (starts || (ends && !some.empty() && folded.upper[next] != 0 && words < 2)) return next;
        at = next;
    }
    return text.npos;
}

// Where "9000 Gent" behind a house number ends; 0 when it does not stand there.
std::size_t municipality_after(const Folded& folded, std::size_t at, const std::vector<DigitGroup>& groups,
                               std::size_t next) {
    const std::string_view text = folded.text;
    for (; next < groups.size() && groups[next].begin - at <= 30; ++next) {
        const auto& group = groups[next];
        if (group.size() != 4) continue;
        if (text[group.begin] == '0' || group.end + 2 >= text.size() || !is_space(text[group.end])) return 0;
        const auto begin = group.end + 1;
        if (!is_letter(text[begin]) || folded.upper[begin] == 0) return 0;
        auto end = static_cast<std::size_t>(begin);
        while (end < text.size() && (is_letter(text[end]) || text[end] == '-')) ++end;
        return end - begin > 1 ? end : 0;
    }
    return 0;
}

}  // namespace

void find_telephones(const Folded& folded, const Marks& marks, std::vector<Telephone>& found) {
    const std::string_view text = folded.text;
    const auto& groups = marks.digits;
    for (std::size_t i = 0; i < groups.size();) {
        const auto begin = groups[i].begin;
        const char before = begin > 0 ? text[begin - 1] : ' ';
        const bool plus = before == '+';
        if ((!plus && text[begin] != '0') || is_letter(before) || (i > 0 && before == '.')) {
            ++i;
            continue;
        }
        const bool abroad = plus || text.substr(begin).starts_with("00");
        auto run = run_from(text, groups, i, abroad ? max_digits : 10);
        std::string_view digits{run.digits.data(), run.size};
        const bool belgian = abroad && (digits.starts_with("32") || digits.starts_with("0032"));
        if (belgian) {
            digits.remove_prefix(plus ? 2 : 4);
            if (digits.starts_with("0")) digits.remove_prefix(1);
        } else if (!abroad) {
            digits.remove_prefix(1);
        }
        const bool mobile = digits.size() == 9 && digits[0] == '4' && digits[1] >= '5';
        const bool fixed = digits.size() == 8 && digits[0] >= '1';
        const bool bare = run.groups == 1 && fixed && !abroad && !says_telephone(marks, begin);
        const bool foreign = plus && !belgian && digits.size() >= 9;
        if (((mobile || fixed) && (belgian || !abroad) && !bare && is_ended(text, run.end)) || foreign) {
            found.push_back({begin, run.end, mobile});
            i += run.groups;
        } else {
            ++i;
        }
    }
}

void find_mail_addresses(const Folded& folded, const Marks& marks, std::vector<MailAddress>& found) {
    const std::string_view text = folded.text;
    for (const auto at : marks.ats) {
        std::size_t begin = at, end = at + 1;
        while (begin > 0 && at - begin < 64 && is_local_character(text[begin - 1])) --begin;
        while (end < text.size() && end - at < 128 && (is_word(text[end]) || text[end] == '.' || text[end] == '-'))
            ++end;
        const auto local = text.substr(begin, at - begin), domain = text.substr(at + 1, end - at - 1);
        if (local.empty() || domain.find('.') == domain.npos) continue;
        const auto dot = local.find_first_of("._-");
        const bool person = dot != local.npos && (words_of(local.substr(0, dot)) & word::given_name) != 0;
        const bool consumer =
            std::any_of(households.begin(), households.end(), [&](auto name) { return domain.starts_with(name); });
        found.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), consumer, person});
    }
}

void find_postal_addresses(const Folded& folded, const Marks& marks, std::vector<PostalAddress>& found) {
    const std::string_view text = folded.text;
    const auto& groups = marks.digits;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto& group = groups[i];
        if (group.size() > 3 || group.begin < 4) continue;
        const char before = text[group.begin - 1];
        if (before != ' ' && before != ',') continue;
        const auto begin = street_before(folded, group.begin);
        if (begin == text.npos) continue;
        const auto end = municipality_after(folded, group.end, groups, i + 1);
        found.push_back(
            {static_cast<std::uint32_t>(begin), end != 0 ? static_cast<std::uint32_t>(end) : group.end, end != 0});
    }
}

}  // namespace sluis::scan
