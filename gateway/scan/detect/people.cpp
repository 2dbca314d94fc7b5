#include "gateway/scan/detect/people.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "gateway/scan/detect/fold.h"
#include "gateway/scan/detect/words.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_correspondents = 1000;

bool is_telling(std::string_view word) {
    static constexpr std::array<std::string_view, 19> unsaid{"van", "de", "den", "der",  "het", "el", "al",
                                                             "ben", "la", "le",  "du",   "di",  "da", "ten",
                                                             "ter", "te", "dr",  "mevr", "dhr"};
    return word.size() > 1 && std::find(unsaid.begin(), unsaid.end(), word) == unsaid.end();
}

// Calls `take` for each telling word of a folded name: without initials and particles. Ends when it says false.
template <class Take>
bool each_word(std::string_view folded, const Take& take) {
    for (std::size_t at = 0; at < folded.size();) {
        auto end = at;
        while (end < folded.size() && is_letter(folded[end])) ++end;
        const auto word = folded.substr(at, end - at);
        if (is_telling(word) && !take(word)) return false;
        at = std::max(end, at + 1);
    }
    return true;
}

// These words, sorted.
std::vector<std::string> words_in(std::string_view folded) {
    std::vector<std::string> words;
    each_word(folded, [&](std::string_view word) {
        words.emplace_back(word);
        return true;
    });
    std::sort(words.begin(), words.end());
    return words;
}

std::string key_of(const std::vector<std::string>& words) {
    std::string key;
    for (const auto& word : words) key += word + ' ';
    return key;
}

}  // namespace

std::uint32_t People::ordinal(std::string key) {
    const auto next = static_cast<std::uint32_t>(parents_.size());
    if (const auto known = ordinals_.find(key); known != ordinals_.end()) return known->second;
    if (next >= max_people) return max_people - 1;
    ordinals_.emplace(std::move(key), next);
    parents_.push_back(next);
    return next;
}

std::uint32_t People::by_number(std::string_view digits) {
    return ordinal("#" + std::string{digits});
}

std::uint32_t People::by_name(std::string_view folded) {
    const auto words = words_in(folded);
    const auto found = ordinal(key_of(words));
    if (words.size() < 2) return found;
    for (const auto& word : words) {
        if ((words_of(word) & word::given_name) == 0) continue;
        // A given name that two full names have stays somebody of its own.
        const auto [known, fresh] = full_by_given_.emplace(word, found);
        if (!fresh && known->second != found) known->second = max_people;
    }
    return found;
}

std::optional<std::uint32_t> People::known_number(std::string_view digits) const {
    const auto known = ordinals_.find("#" + std::string{digits});
    return known == ordinals_.end() ? std::nullopt : std::optional{known->second};
}

std::optional<std::uint32_t> People::known_name(std::string_view folded) const {
    if (ordinals_.empty()) return std::nullopt;
    const auto known = ordinals_.find(key_of(words_in(folded)));
    return known == ordinals_.end() ? std::nullopt : std::optional{known->second};
}

std::uint32_t People::root(std::uint32_t ordinal) const {
    while (ordinal < parents_.size() && parents_[ordinal] != ordinal) ordinal = parents_[ordinal];
    return ordinal;
}

void People::join(std::uint32_t one, std::uint32_t other) {
    const auto first = one, second = other;
    one = root(one);
    other = root(other);
    // Shortens both ways, so that long chains are walked once.
    for (const auto& [from, to] : {std::pair{first, one}, {second, other}})
        if (from < parents_.size()) parents_[from] = to;
    if (one < parents_.size() && other < parents_.size()) parents_[std::max(one, other)] = std::min(one, other);
}

std::vector<std::uint32_t> People::settled() {
    for (const auto& [given, full] : full_by_given_) {
        const auto alone = ordinals_.find(given + ' ');
        if (alone != ordinals_.end() && full < max_people) join(alone->second, full);
    }
    std::vector<std::uint32_t> dense(parents_.size());
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < dense.size(); ++i) dense[i] = root(i) == i ? next++ : dense[root(i)];
    return dense;
}

void People::add_correspondent(std::string_view name) {
    if (correspondents_.size() >= max_correspondents) return;
    auto words = words_in(fold(name).text);
    if (words.size() < 2 || words.size() > 8) return;
    const auto known = by_word_.find(words.front());
    if (known != by_word_.end() && std::any_of(known->second.begin(), known->second.end(),
                                               [&](auto which) { return correspondents_[which] == words; }))
        return;
    for (const auto& word : words) {
        auto& having = by_word_[word];
        if (having.empty() || having.back() != correspondents_.size()) having.push_back(correspondents_.size());
    }
    correspondents_.push_back(std::move(words));
}

void People::add_correspondent_address(std::string_view address) {
    std::string local{address.substr(0, address.find('@'))};
    for (char& c : local) {
        if (c == '.' || c == '_' || c == '-') c = ' ';
    }
    add_correspondent(local);
}

bool People::is_correspondent(std::string_view folded) const {
    if (correspondents_.empty()) return false;
    // Most names end here, at their first word.
    const std::vector<std::size_t>* fewest = nullptr;
    const bool all_known = each_word(folded, [&](std::string_view word) {
        const auto known = by_word_.find(word);
        if (known == by_word_.end()) return false;
        if (fewest == nullptr || known->second.size() < fewest->size()) fewest = &known->second;
        return true;
    });
    if (!all_known || fewest == nullptr) return false;
    const auto words = words_in(folded);
    return std::any_of(fewest->begin(), fewest->end(), [&](auto which) {
        const auto& all = correspondents_[which];
        return std::includes(all.begin(), all.end(), words.begin(), words.end());
    });
}

}  // namespace sluis::scan
