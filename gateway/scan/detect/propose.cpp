#include "gateway/scan/detect/propose.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "gateway/match/octet_masks.h"
#include "gateway/match/values.h"
#include "gateway/scan/detect/starts.h"

namespace sluis::scan {
namespace {

constexpr std::size_t longest_signature = 600;
constexpr std::size_t longest_local_part = 64;
constexpr std::size_t longest_domain = 120;

constexpr std::array<std::string_view, 18> closings{"met vriendelijke gr",
                                                    "vriendelijke gr",
                                                    "hartelijke gr",
                                                    "met hartelijke gr",
                                                    "warme gr",
                                                    "groeten",
                                                    "groetjes",
                                                    "groet,",
                                                    "mvg",
                                                    "hoogachtend",
                                                    "met hoogachting",
                                                    "cordialement",
                                                    "bien a vous",
                                                    "salutations",
                                                    "kind regards",
                                                    "best regards",
                                                    "mit freundlichen",
                                                    "-- \n"};

// Where somebody else's words begin.
constexpr std::array<std::string_view, 6> quotations{"van:", "from:", "de :", "-----", "_____", "op "};

std::size_t next_line(std::string_view text, std::size_t at) {
    const auto end = text.find('\n', at);
    return end == text.npos ? text.size() : end + 1;
}

bool in_local_part(char c) {
    return is_word(c) || c == '.' || c == '-' || c == '_' || c == '+' || c == '\'' || c == '%';
}

void propose_addresses(std::string_view text, const std::vector<Stretch>& signatures, const std::string& place,
                       Proposals& to) {
    for (auto sign = text.find('@'); sign != text.npos; sign = text.find('@', sign + 1)) {
        auto begin = sign;
        while (begin > 0 && sign - begin < longest_local_part && in_local_part(text[begin - 1])) --begin;
        auto end = sign + 1;
        while (end < text.size() && end - sign < longest_domain &&
               (is_word(text[end]) || text[end] == '.' || text[end] == '-'))
            ++end;
        while (end > sign && !is_word(text[end - 1])) --end;
        while (begin < sign && !is_word(text[begin])) ++begin;
        if (const auto value = match::email(text.substr(begin, end - begin)))
            to.add(match::Kind::email, *value, place, stands_in(signatures, begin));
    }
}

}  // namespace

bool stands_in(const std::vector<Stretch>& stretches, std::size_t at) {
    const auto behind = std::upper_bound(stretches.begin(), stretches.end(), at,
                                         [](std::size_t place, const Stretch& one) { return place < one.begin; });
    return behind != stretches.begin() && at < (behind - 1)->end;
}

std::vector<Stretch> signatures_in(std::string_view text) {
    std::vector<Stretch> found;
    std::size_t done = 0;
    const auto look_at_line = [&](std::size_t at) {
        auto line = at;
        while (line < text.size() && text[line] == ' ') ++line;
        if (at < done || !begins_with_one_of<closings>(text.substr(line))) return;
        auto end = next_line(text, line);
        while (end < text.size() && end - line < longest_signature) {
            if (text[end] == '>' || begins_with_one_of<quotations>(text.substr(end))) break;
            end = next_line(text, end);
        }
        found.push_back({line, end});
        done = end;
    };
    look_at_line(0);
    match::each_place(
        text, [](match::Sixteen some) { return some.between('\n', '\n'); },
        [&](std::size_t feed) { look_at_line(feed + 1); });
    return found;
}

void propose(const Sight& seen, const std::string& place, Proposals& to) {
    if (to.is_paused()) return;
    const auto& text = seen.text;
    for (const auto& hit : seen.numbers) {
        if (rrn::is_valid(hit.kind)) to.add(match::Kind::national_number, hit.digits, place);
    }
    const auto dates = propose_numbers(text.text, seen.marks.digits, place, to);
    const auto signatures = to.is_body() ? signatures_in(text.text) : std::vector<Stretch>{};
    propose_addresses(text.text, signatures, place, to);
    propose_names(text, seen.marks.words, dates, signatures, place, to);
}

void propose_numeric_cell(std::string_view value, const std::string& place, Proposals& to) {
    if (to.is_paused()) return;
    if (const auto number = match::national_number(value)) to.add(match::Kind::national_number, *number, place);
    if (const auto phone = match::phone(value)) to.add(match::Kind::phone, *phone, place);
}

void propose_row(std::string_view name, std::string_view birth, const std::string& place, Proposals& to) {
    if (to.is_paused()) return;
    const auto born = match::birth_date(birth, rrn::today());
    for (const auto& value : match::names_of({}, name).full) {
        to.add(match::Kind::name, value, place, false, name);
        if (born) to.add(match::Kind::name_birth, match::name_and_birth(value, *born), place);
    }
}

}  // namespace sluis::scan
