#include "gateway/scan/detect/name_units.h"

namespace sluis::scan {

bool Letters::add(std::string_view word) {
    if (word.find(Folded::foreign) != word.npos) return false;
    for (const char c : word) {
        if (is_letter(c) && size_ < octets_.size()) octets_[size_++] = c;
    }
    return true;
}

void Letters::put_before(const Letters& other) {
    auto all = other;
    all.add(text());
    *this = all;
}

bool NameWords::is_particle_at(std::size_t at) const {
    if (!match::begins_particle(text_[at])) return false;
    const auto end = word_end(at);
    return match::is_particle(text_.substr(at, end - at));
}

bool NameWords::begins_run(std::size_t at, std::size_t end) const {
    const auto next = next_word(end, end - at == 1);
    if (next != text_.npos && (is_capital(next) || is_particle_at(next))) return true;
    auto before = at;
    while (before > 0 && at - before < 4 && (is_space(text_[before - 1]) || text_[before - 1] == '|')) --before;
    return before > 0 && (text_[before - 1] == ':' || (before < at && text_[before] == '\t'));
}

bool NameWords::is_particle(std::string_view word, std::size_t next) const {
    return next != text_.npos && match::is_particle(word) && text_[next - 1] != '\t';
}

template <class Take>
std::size_t NameWords::behind_particles(std::size_t at, const Take& take) const {
    for (std::size_t particles = 0; particles < most_particles; ++particles) {
        const auto end = word_end(at);
        const auto word = text_.substr(at, end - at);
        const auto next = next_word(end, false);
        if (!is_particle(word, next)) break;
        take(word);
        at = next;
    }
    return at;
}

NameWords::UnitPlace NameWords::unit_at(std::size_t at) const {
    at = behind_particles(at, [](std::string_view) {});
    const auto end = word_end(at);
    const auto word = text_.substr(at, end - at);
    if (end == at || !is_capital(at) || word.find(Folded::foreign) != word.npos) return {};
    const auto letters = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_letter));
    return {letters == 0 ? 0 : end, letters};
}

NameUnit NameWords::unit_from(std::size_t at, bool capital) const {
    NameUnit unit;
    unit.begin = at;
    at = behind_particles(at, [&](std::string_view particle) { unit.glued.add(particle); });
    const auto end = word_end(at);
    const auto before = unit.glued.text().size();
    if (end == at || (capital && !is_capital(at)) || !unit.glued.add(text_.substr(at, end - at))) return {};
    unit.own = unit.glued.text().size() - before;
    unit.end = unit.own == 0 ? 0 : end;
    return unit;
}

NameUnit NameWords::unit_before(std::size_t at) const {
    NameUnit unit;
    const auto blank = [&](std::size_t i) { return text_[i] == ' ' || text_[i] == '\t' || text_[i] == ','; };
    for (std::size_t words = 0; words <= most_particles; ++words) {
        auto end = at;
        while (end > 0 && at - end < 2 && blank(end - 1)) --end;
        if (end == at) break;
        auto begin = end;
        while (begin > 0 && end - begin < longest_name_word && in_word(text_[begin - 1])) --begin;
        const auto word = text_.substr(begin, end - begin);
        if (begin == end || (words > 0 && !match::is_particle(word))) break;
        Letters letters;
        if (!letters.add(word) || letters.text().empty()) break;
        if (words == 0) {
            unit = {begin, end, letters, letters.text().size()};
        } else {
            unit.begin = begin;
            unit.glued.put_before(letters);
        }
        at = begin;
    }
    return unit;
}

std::size_t NameWords::with_particles_before(std::size_t at) const {
    for (std::size_t count = 0; count < most_particles && at >= 3 && (text_[at - 1] == ' ' || text_[at - 1] == '\n');
         ++count) {
        auto begin = at - 1;
        while (begin > 0 && is_letter(text_[begin - 1]) && at - begin < 8) --begin;
        if (!match::is_particle(text_.substr(begin, at - 1 - begin))) break;
        at = begin;
    }
    return at;
}

std::size_t NameWords::run_end(std::size_t begin) const {
    auto end = begin;
    for (auto next = begin; next != text_.npos;) {
        const auto unit = unit_at(next);
        if (unit.end == 0) break;
        end = unit.end;
        next = next_word(end, unit.letters == 1);
    }
    return end;
}

}  // namespace sluis::scan
