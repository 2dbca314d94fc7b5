#include "gateway/scan/detect/mentions.h"

#include <algorithm>
#include <array>

namespace sluis::scan {
namespace {

constexpr std::array<std::string_view, 14> particles{"van", "de", "den", "der", "el", "al", "ben",
                                                     "ter", "la", "ten", "t",   "le", "du", "di"};

// Capitalised, and yet no surname: what follows a name at the end of a sentence without its stop, or in a heading.
constexpr std::array<std::string_view, 56> never_surnames{
    "ik",       "we",         "wij",       "jij",      "je",       "u",         "hij",      "zij",
    "het",      "een",        "de",        "en",       "of",       "maar",      "want",     "dus",
    "graag",    "kan",        "kun",       "kunnen",   "kunt",     "dank",      "bedankt",  "hierbij",
    "in",       "op",         "met",       "voor",     "naar",     "bij",       "maandag",  "dinsdag",
    "woensdag", "donderdag",  "vrijdag",   "zaterdag", "zondag",   "januari",   "februari", "maart",
    "april",    "mei",        "juni",      "juli",     "augustus", "september", "oktober",  "november",
    "december", "ziekenhuis", "instituut", "college",  "school",   "stichting", "fonds",    "prijs"};

constexpr std::array<std::string_view, 10> street_ends{"straat", "laan", "lei",  "plein", "steenweg",
                                                       "dreef",  "kaai", "park", "weg",   "hof"};
// With these a word of several parts is a street without its number too; surnames end like the others.
constexpr std::array<std::string_view, 3> street_alone{"straat", "steenweg", "dreef"};

constexpr int most_given_names = 4;  // Of one person.

struct Text {
    const Folded& folded;
    std::string_view text;

    [[nodiscard]] bool is_capital(std::size_t at) const { return at < text.size() && folded.upper[at] != 0; }

    [[nodiscard]] std::size_t word_end(std::size_t at) const {
        while (at < text.size() && (is_letter(text[at]) || ((text[at] == '\'' || text[at] == '-') &&
                                                            at + 1 < text.size() && is_letter(text[at + 1]))))
            ++at;
        return at;
    }
    [[nodiscard]] std::size_t word_begin(std::size_t end) const {
        while (end > 0 && (is_letter(text[end - 1]) || (text[end - 1] == '-' && end > 1 && is_letter(text[end - 2]))))
            --end;
        return end;
    }
    [[nodiscard]] std::string_view word(std::size_t begin, std::size_t end) const {
        return text.substr(begin, end - begin);
    }
};

bool is_particle(std::string_view word) {
    return std::find(particles.begin(), particles.end(), word) != particles.end();
}

bool has_house_number(const Text& text, std::size_t end) {
    return end + 1 < text.text.size() && text.text[end] == ' ' && is_digit(text.text[end + 1]);
}

// "Westerhof" and "weg" are words and surnames; "Westerhof 12" is a street.
bool is_street(const Text& text, std::size_t begin, std::size_t end) {
    const auto word = text.word(begin, end);
    const auto ends = [&](std::string_view some) { return word.ends_with(some); };
    if (std::none_of(street_ends.begin(), street_ends.end(), ends)) return false;
    if (has_house_number(text, end)) return true;
    const auto compound = [&](std::string_view some) { return word.size() > some.size() && word.ends_with(some); };
    return text.is_capital(begin) && (words_of(word) & word::surname) == 0 &&
           std::any_of(street_alone.begin(), street_alone.end(), compound);
}

bool could_be_surname(std::string_view word) {
    return word.size() > 1 && std::find(never_surnames.begin(), never_surnames.end(), word) == never_surnames.end() &&
           (words_of(word) & (word::greeting | word::closing | word::organisation | word::document | word::negative)) ==
               0;
}

// Where the surname that follows at `at` (on its blank) ends: "Peeters", "van den Berghe"; 0 when none does.
std::size_t surname_end(const Text& text, std::size_t at, bool& listed, int given_names = 1) {
    bool lines = false;
    for (int words = 0; words < 5; ++words) {
        if (at >= text.text.size()) return 0;
        const char gap = text.text[at];
        if (gap == '\n') lines = true;
        if (gap != ' ' && gap != '\n' && gap != '\t' && gap != '_') return 0;
        const auto begin = at + 1;
        auto end = text.word_end(begin);
        if (end - begin == 1 && text.is_capital(begin) && end < text.text.size() && text.text[end] == '.') {
            at = end + 1;  // A second given name's initial.
            continue;
        }
        const auto word = text.word(begin, end);
        if (word.empty()) return 0;
        if (is_particle(word)) {
            at = end;
            continue;
        }
        const auto known = words_of(word);
        // "Jan Karel Peeters", "Fatima Zahra El Amrani".
        const bool second =
            (known & word::given_name) != 0 && (known & word::surname) == 0 && !lines && text.is_capital(begin);
        bool inner = false;
        if (const auto further =
                second && given_names < most_given_names ? surname_end(text, end, inner, given_names + 1) : 0;
            further != 0) {
            listed = inner;
            return further;
        }
        listed = (known & word::surname) != 0;
        if (!text.is_capital(begin) || !could_be_surname(word) || is_street(text, begin, end)) return 0;
        // Over a line's end, or a cell's, only what is a surname for certain.
        return (lines || gap != ' ') && !listed ? 0 : end;
    }
    return 0;
}

// Where a listed surname that ends before the given name at `begin` begins, with its particles: "Van den Berghe Lotte",
// "PEETERS, Lotte". `begin` itself when there is none.
std::size_t surname_begin(const Text& text, std::size_t begin) {
    auto end = begin;
    if (end < 3 || (text.text[end - 1] != ' ' && text.text[end - 1] != '\t' && text.text[end - 1] != '_' &&
                    text.text[end - 1] != ','))
        return begin;
    --end;
    if (text.text[end - 1] == ',') --end;
    auto at = text.word_begin(end);
    if (at == end || !text.is_capital(at) || (words_of(text.word(at, end)) & word::surname) == 0) return begin;
    for (int words = 0; words < 3 && at > 1 && text.text[at - 1] == ' '; ++words) {
        const auto before = text.word_begin(at - 1);
        if (!is_particle(text.word(before, at - 1)) || !text.is_capital(before)) break;
        at = before;
    }
    return at;
}

// "Sint-Jan", "St. Jan", "AZ Jan Palfijn": a school, a church, a hospital.
bool is_saint(const Text& text, std::size_t begin) {
    static constexpr std::array<std::string_view, 4> before_saints{"sint", "st", "saint", "az"};
    if (begin < 3 || (text.text[begin - 1] != ' ' && text.text[begin - 1] != '-')) return false;
    auto end = begin - 1;
    const bool stop = text.text[end] == ' ' && text.text[end - 1] == '.';
    if (stop) --end;
    auto at = end;
    while (at > 0 && is_letter(text.text[at - 1])) --at;
    if (at > 0 && is_word(text.text[at - 1])) return false;
    const auto word = text.word(at, end);
    if (stop) return word == "st";
    return std::find(before_saints.begin(), before_saints.end(), word) != before_saints.end();
}

bool starts_street(const Text& text, std::size_t end) {
    for (int words = 0; words < 2 && end < text.text.size() && (text.text[end] == ' ' || text.text[end] == '-');
         ++words) {
        const auto next = text.word_end(end + 1);
        if (is_street(text, end + 1, next)) return true;
        if (!text.is_capital(end + 1) && !is_particle(text.word(end + 1, next))) return false;
        end = next;
    }
    return false;
}

// "L. Peeters": begins at its initial.
std::size_t initial_before(const Text& text, std::size_t begin) {
    auto at = begin;
    if (at >= 3 && text.text[at - 1] == ' ' && text.text[at - 2] == '.' && text.is_capital(at - 3))
        at -= 3;
    else if (at >= 2 && text.text[at - 1] == '.' && text.is_capital(at - 2))
        at -= 2;
    else
        return begin;
    return at == 0 || !is_word(text.text[at - 1]) ? at : begin;
}

Mention of_given(const Text& text, const WordHit& hit) {
    Mention mention{hit.begin, hit.end, Mention::Form::given, false};
    auto end = static_cast<std::size_t>(hit.end);
    // "Jan-Pieter", "Anne-Sophie".
    if (end + 1 < text.text.size() && text.text[end] == '-' && is_letter(text.text[end + 1])) end = text.word_end(end);
    mention.end = static_cast<std::uint32_t>(end);
    if (const auto begin = surname_begin(text, hit.begin); begin != hit.begin) {
        bool listed = false;
        const auto behind = surname_end(text, end, listed);
        // "Peeters Lotte", unless the name reads on: "… Peeters Jan Maes".
        if (behind == 0 || !listed) {
            mention.begin = static_cast<std::uint32_t>(begin);
            mention.form = Mention::Form::full;
            mention.listed = true;
            return mention;
        }
    }
    if (const auto behind = surname_end(text, end, mention.listed); behind != 0) {
        mention.end = static_cast<std::uint32_t>(behind);
        mention.form = Mention::Form::full;
    }
    return mention;
}

}  // namespace

void find_mentions(const Folded& folded, const Marks& marks, std::vector<Mention>& found) {
    const Text text{folded, folded.text};
    std::uint32_t taken = 0;
    Words before = 0;
    std::uint32_t before_end = 0;
    for (const auto& hit : marks.words) {
        const bool beside = before_end + 3 > hit.begin && before_end <= hit.begin;
        const auto led = beside ? before : 0;
        if ((hit.words & word::names) == 0 || hit.begin < taken || !text.is_capital(hit.begin)) {
            before = hit.words;
            before_end = hit.end;
            continue;
        }
        Mention mention{hit.begin, hit.end, Mention::Form::given, false};
        if ((hit.words & word::given_name) != 0) {
            if (is_saint(text, hit.begin) || starts_street(text, hit.end)) continue;
            mention = of_given(text, hit);
        } else if (const auto initial = initial_before(text, hit.begin); initial != hit.begin) {
            mention.begin = static_cast<std::uint32_t>(initial);
            mention.form = Mention::Form::full;
        } else if ((led & (word::title | word::household)) != 0) {
            mention.form = Mention::Form::titled;
        } else {
            continue;
        }
        if (mention.begin < taken) continue;
        found.push_back(mention);
        taken = mention.end;
        before = hit.words;
        before_end = mention.end;
    }
}

std::string_view unlisted_name_behind(const Folded& folded, const WordHit& hit) {
    const std::string_view text = folded.text, upper = folded.upper;
    const auto word = text.substr(hit.begin, hit.end - hit.begin);
    // "client" is software's as well: "the mail client Xyz".
    if (upper[hit.begin] != 0 || word.ends_with("en") || word == "client") return {};
    const std::size_t begin = hit.end + 1;
    if (begin >= text.size() || text[hit.end] != ' ' || upper[begin] == 0) return {};
    auto end = begin;
    for (int words = 0; words < 3; ++words) {
        const auto next = words == 0 ? begin : end + 1;
        if (next >= text.size() || (words > 0 && text[end] != ' ') || upper[next] == 0) break;
        auto stop = next;
        while (stop < text.size() && is_letter(text[stop]) && text[stop] != Folded::foreign) ++stop;
        const auto name = text.substr(next, stop - next);
        const bool shouted = stop > next + 1 && upper[next + 1] != 0;  // "jongere MOF", "kind ADHD"
        if (name.size() < 3 || shouted || (words == 0 && words_of(name) != 0)) break;
        end = stop;
    }
    return text.substr(begin, end - begin);
}

}  // namespace sluis::scan
