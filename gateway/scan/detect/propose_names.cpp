#include <algorithm>
#include <array>
#include <cstring>

#include "gateway/match/values.h"
#include "gateway/scan/detect/propose.h"

namespace sluis::scan {
namespace {

constexpr std::size_t beside = 160;   // Characters between a name and the date of birth that belongs to it.
constexpr std::size_t most_near = 8;  // Names on either side of one date.
constexpr std::size_t longest_word = 40;
constexpr std::size_t most_particles = 3;

// A word of a name with the particles before it.
struct Unit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string glued;  // "vandenberghe"
    std::string bare;   // "berghe"
};

struct NameAt {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string value;
};

bool in_word(char c) {
    return is_letter(c) || c == '-' || c == '\'';
}

std::size_t word_end(std::string_view text, std::size_t at) {
    const auto limit = std::min(text.size(), at + longest_word);
    while (at < limit && in_word(text[at])) ++at;
    return at;
}

std::string letters_of(std::string_view word) {
    std::string letters;
    for (const char c : word) {
        if (c == Folded::foreign) return {};
        if (is_letter(c)) letters.push_back(c);
    }
    return letters;
}

// What may stand between two words of one name: blanks, a comma after the surname, a cell's border, an initial's stop.
std::size_t next_word(std::string_view text, std::size_t end, bool initial) {
    auto at = end;
    if (initial && at < text.size() && text[at] == '.') ++at;
    if (at < text.size() && (text[at] == ',' || text[at] == ';')) ++at;
    const auto blanks = at;
    while (at < text.size() && at - blanks < 3 && (is_space(text[at]) || text[at] == '|')) ++at;
    const bool apart = at > blanks || (initial && at > end);
    return apart && at < text.size() && is_letter(text[at]) ? at : std::string_view::npos;
}

class NameSearch {
public:
    NameSearch(const Folded& text, const std::vector<DateHit>& dates, const std::vector<Stretch>& signatures,
               const std::string& place, Proposals& to)
        : text_{text.text}, upper_{text.upper}, dates_{dates}, signatures_{signatures}, place_{place}, to_{to} {}

    // Runs of capitalised words: each two, three or four that follow one another.
    void by_capitals() {
        for (std::size_t at = next_capital(0); at < text_.size(); at = next_capital(at)) {
            if (!is_letter(text_[at]) || (at > 0 && is_word(text_[at - 1]))) {
                ++at;
                continue;
            }
            // Most capitals begin a sentence: what follows them is no name.
            const auto end = word_end(text_, at);
            if (end > at && !begins_run(at, end)) {
                at = end;
                continue;
            }
            at = run_from(at);
        }
    }

    // A known given name in small letters, with the words beside it.
    void by_given_names(const std::vector<WordHit>& words) {
        for (const auto& hit : words) {
            if ((hit.words & word::given_name) == 0 || upper_[hit.begin] != 0 || hit.end - hit.begin < 3) continue;
            const auto given = text_.substr(hit.begin, hit.end - hit.begin);
            if (given == "ben" || given == "els") continue;  // "ik ben"
            Unit name{hit.begin, hit.end, letters_of(given), letters_of(given)};
            if (const auto next = next_word(text_, hit.end, false); next != text_.npos) {
                const auto unit = unit_from(next, false);
                if (unit.end > 0) add_pair(name, unit);
            }
            if (auto before = unit_before(hit.begin); before.end > 0) add_pair(before, name);
        }
    }

    // Names and dates that stand together are more than both alone.
    void with_dates() {
        std::sort(names_.begin(), names_.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
        for (const auto& date : dates_) {
            const auto next = std::lower_bound(names_.begin(), names_.end(), date.begin,
                                               [](const NameAt& name, std::size_t at) { return name.begin < at; });
            std::size_t taken = 0;
            for (auto name = next; name != names_.begin() && taken < most_near; ++taken) {
                --name;
                if (date.begin - name->begin > beside + longest_word) break;
                add_births(*name, date);
            }
            taken = 0;
            for (auto name = next; name != names_.end() && taken < most_near && name->begin < date.end + beside;
                 ++name, ++taken)
                add_births(*name, date);
        }
    }

private:
    [[nodiscard]] std::size_t next_capital(std::size_t from) const {
        if (from >= upper_.size()) return text_.size();
        const void* found = std::memchr(upper_.data() + from, 1, upper_.size() - from);
        return found == nullptr ? text_.size()
                                : static_cast<std::size_t>(static_cast<const char*>(found) - upper_.data());
    }

    // A word that a name may follow on, or one behind a label or a cell's border.
    [[nodiscard]] bool begins_run(std::size_t at, std::size_t end) const {
        const auto next = next_word(text_, end, end - at == 1);
        if (next != text_.npos && (upper_[next] != 0 || is_particle_at(next))) return true;
        auto before = at;
        while (before > 0 && at - before < 4 && (is_space(text_[before - 1]) || text_[before - 1] == '|')) --before;
        return before > 0 && (text_[before - 1] == ':' || (before < at && text_[before] == '\t'));
    }

    [[nodiscard]] bool is_particle_at(std::size_t at) const {
        const auto end = word_end(text_, at);
        return end - at <= 6 && match::is_particle(text_.substr(at, end - at));
    }

    // The same as unit_from(), its place alone.
    struct UnitPlace {
        std::size_t end = 0;
        std::size_t letters = 0;  // Of its last word.
    };
    UnitPlace unit_at(std::size_t at, bool capital) const {
        for (std::size_t particles = 0;; ++particles) {
            const auto end = word_end(text_, at);
            if (end == at) return {};
            const auto word = text_.substr(at, end - at);
            const auto next = next_word(text_, end, false);
            const bool particle = particles < most_particles && word.size() <= 6 && match::is_particle(word) &&
                                  next != text_.npos && text_[next - 1] != '\t';
            if (particle) {
                at = next;
                continue;
            }
            if (capital && upper_[at] == 0) return {};
            const auto letters = word.find(Folded::foreign) != word.npos
                                     ? 0
                                     : static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_letter));
            return {letters == 0 ? 0 : end, letters};
        }
    }

    // The unit that begins here; end 0 when there is none. With `capital`, its word must begin with one.
    Unit unit_from(std::size_t at, bool capital) const {
        Unit unit;
        unit.begin = at;
        for (std::size_t particles = 0;; ++particles) {
            const auto end = word_end(text_, at);
            if (end == at) return {};
            const auto word = text_.substr(at, end - at);
            const auto next = next_word(text_, end, false);
            const bool particle = particles < most_particles && word.size() <= 6 && match::is_particle(word) &&
                                  next != text_.npos && text_[next - 1] != '\t';
            if (!particle) {
                if (capital && upper_[at] == 0) return {};
                unit.bare = letters_of(word);
                unit.glued += unit.bare;
                unit.end = unit.bare.empty() ? 0 : end;
                return unit;
            }
            unit.glued += letters_of(word);
            at = next;
        }
    }

    // The word before a given name, "peeters jan", with its particles.
    Unit unit_before(std::size_t at) const {
        Unit unit;
        const auto blank = [&](std::size_t i) { return text_[i] == ' ' || text_[i] == '\t' || text_[i] == ','; };
        for (std::size_t words = 0; words <= most_particles; ++words) {
            auto end = at;
            while (end > 0 && at - end < 2 && blank(end - 1)) --end;
            if (end == at) break;
            auto begin = end;
            while (begin > 0 && end - begin < longest_word && in_word(text_[begin - 1])) --begin;
            const auto word = text_.substr(begin, end - begin);
            if (begin == end || (words > 0 && !match::is_particle(word))) break;
            const auto letters = letters_of(word);
            if (words == 0) {
                if (letters.empty()) break;
                unit = {begin, end, letters, letters};
            } else {
                unit.begin = begin;
                unit.glued = letters + unit.glued;
            }
            at = begin;
        }
        return unit;
    }

    // "van den Berghe Jan": the particles stand before the capital.
    std::size_t with_particles_before(std::size_t at) const {
        for (std::size_t count = 0;
             count < most_particles && at >= 3 && (text_[at - 1] == ' ' || text_[at - 1] == '\n'); ++count) {
            auto begin = at - 1;
            while (begin > 0 && is_letter(text_[begin - 1]) && at - begin < 8) --begin;
            if (!match::is_particle(text_.substr(begin, at - 1 - begin))) break;
            at = begin;
        }
        return at;
    }

    // Where the run of units from `here` on ends; `here` when there is none.
    std::size_t run_end(std::size_t here) const {
        auto end = here;
        for (auto next = here; next != text_.npos;) {
            const auto unit = unit_at(next, true);
            if (unit.end == 0) break;
            end = unit.end;
            next = next_word(text_, end, unit.letters == 1);
        }
        return end;
    }

    std::size_t run_from(std::size_t at) {
        const auto from = with_particles_before(at);
        const auto end = run_end(from);
        if (end == from) return at + 1;
        const bool known = !to_.is_new(text_.substr(from, end - from), stands_in(signatures_, from));
        if (!known || is_near_date(from, end) || is_labelled(from)) add_units(from, end);
        return std::max(end, at + 1);
    }

    void add_units(std::size_t here, std::size_t end) {
        std::array<Unit, 4> units;  // The last ones, newest at the end.
        std::size_t count = 0;
        Unit first;
        while (here < end) {
            auto unit = unit_from(here, true);
            if (unit.end == 0) break;
            if (count == 0) first = unit;
            const auto next = next_word(text_, unit.end, unit.bare.size() == 1);
            std::rotate(units.begin(), units.begin() + 1, units.end());
            units[3] = std::move(unit);
            count = std::min(count + 1, units.size());
            add_run(units, count);
            here = std::min(next, end);
        }
        remember_labelled(first);
    }

    [[nodiscard]] bool is_near_date(std::size_t begin, std::size_t end) const {
        const auto reach = beside + longest_word;
        const auto next = std::lower_bound(dates_.begin(), dates_.end(), begin > reach ? begin - reach : 0,
                                           [](const DateHit& date, std::size_t place) { return date.end < place; });
        return next != dates_.end() && next->begin <= end + reach;
    }

    // Behind a label or a cell's border, where remember_labelled() looks.
    [[nodiscard]] bool is_labelled(std::size_t begin) const {
        auto at = begin;
        while (at > 0 && begin - at < 4 && (is_space(text_[at - 1]) || text_[at - 1] == '|')) --at;
        return at > 0 && (text_[at - 1] == ':' || text_[at - 1] == '\t');
    }

    // What stands before the first word may be an ordinary word: "van Jan", "De Jan die …".
    static void with_and_without_particle(const Unit& first, const auto& take) {
        take(first.glued);
        if (first.bare.size() != first.glued.size()) take(first.bare);
    }

    // Every way in which the last units can be one name.
    void add_run(const std::array<Unit, 4>& units, std::size_t count) {
        const auto& last = units[3];
        if (count >= 2) add_pair(units[2], last);
        if (count >= 3) {
            with_and_without_particle(units[1], [&](const std::string& part) {
                add_parts(units[1], part, units[2].glued + last.glued, last);
                add_parts(units[1], part + units[2].glued, last.glued, last);
            });
            if (units[2].bare.size() == 1) add_pair(units[1], last);
        }
        if (count >= 4) add_parts(units[0], units[0].glued + units[1].glued, units[2].glued + last.glued, last);
    }

    void add_pair(const Unit& first, const Unit& second) {
        if (first.bare.size() == 1 || second.bare.size() == 1) {
            const auto& initial = first.bare.size() == 1 ? first : second;
            const auto& surname = first.bare.size() == 1 ? second : first;
            if (surname.glued.size() > 1)
                keep(match::Kind::initial, first, second, match::initial_of(initial.bare, surname.glued));
            return;
        }
        with_and_without_particle(first,
                                  [&](const std::string& part) { add_parts(first, part, second.glued, second); });
    }

    void add_parts(const Unit& first, std::string_view part, std::string_view other, const Unit& last) {
        if (part.size() < 2 || other.size() < 2) return;
        keep(match::Kind::name, first, last, match::name_of(part, other));
    }

    void keep(match::Kind kind, const Unit& first, const Unit& last, std::string value) {
        to_.add(kind, value, place_, stands_in(signatures_, first.begin),
                text_.substr(first.begin, last.end - first.begin));
        if (!dates_.empty()) names_.push_back({first.begin, last.end, std::move(value)});
    }

    void add_births(const NameAt& name, const DateHit& date) {
        for (const auto& birth : date.births)
            to_.add(match::Kind::name_birth, match::name_and_birth(name.value, birth), place_);
    }

    // "Naam: Peeters", and a line further "Voornaam: Jan".
    void remember_labelled(const Unit& unit) {
        if (unit.begin == 0) return;
        auto at = unit.begin;
        while (at > 0 && unit.begin - at < 4 && (is_space(text_[at - 1]) || text_[at - 1] == '|')) --at;
        if (at == 0 || (text_[at - 1] != ':' && text_[at - 1] != '\t')) return;
        while (at > 0 && !is_letter(text_[at - 1]) && unit.begin - at < 8) --at;
        auto begin = at;
        while (begin > 0 && is_letter(text_[begin - 1]) && at - begin < 16) --begin;
        const auto label = text_.substr(begin, at - begin);
        if (label == "voornaam" || label == "roepnaam" || label == "prenom" || label == "voornamen") {
            given_ = unit;
        } else if (label == "naam" || label == "familienaam" || label == "achternaam" || label == "nom") {
            surname_ = unit;
        } else {
            return;
        }
        if (given_.end == 0 || surname_.end == 0) return;
        const auto& first = given_.begin < surname_.begin ? given_ : surname_;
        const auto& second = given_.begin < surname_.begin ? surname_ : given_;
        if (second.begin - first.end <= beside) add_pair(first, second);
    }

    std::string_view text_, upper_;
    const std::vector<DateHit>& dates_;
    const std::vector<Stretch>& signatures_;
    const std::string& place_;
    Proposals& to_;
    std::vector<NameAt> names_;
    Unit given_, surname_;
};

}  // namespace

void propose_names(const Folded& text, const std::vector<WordHit>& words, const std::vector<DateHit>& dates,
                   const std::vector<Stretch>& signatures, const std::string& place, Proposals& to) {
    NameSearch search{text, dates, signatures, place, to};
    search.by_capitals();
    search.by_given_names(words);
    if (!dates.empty()) search.with_dates();
}

}  // namespace sluis::scan
