#include "gateway/scan/detect/words.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "gateway/scan/detect/word_list.h"

namespace sluis::scan {
namespace {

// What a character is to the automaton: a letter's number, or one of these.
constexpr std::uint8_t blank = 26;    // Between the words of a phrase; a dash too: "M-document".
constexpr std::uint8_t strange = 27;  // A letter of no listed word.
constexpr std::uint8_t digit = 28;
constexpr std::uint8_t at_sign = 29;
constexpr std::uint8_t other = 30;
constexpr std::size_t row = 32;  // A state's row fills one line of the processor's cache.

constexpr std::array<std::uint8_t, 256> kinds = [] {
    std::array<std::uint8_t, 256> all{};
    all.fill(other);
    for (std::size_t c = 'a'; c <= 'z'; ++c) all[c] = static_cast<std::uint8_t>(c - 'a');
    for (std::size_t c = '0'; c <= '9'; ++c) all[c] = digit;
    for (const unsigned char c : {' ', '\t', '\n', '-'}) all[c] = blank;
    all['@'] = at_sign;
    all[static_cast<unsigned char>(Folded::foreign)] = strange;
    return all;
}();

std::uint8_t kind_of(char c) {
    return kinds[static_cast<unsigned char>(c)];
}

bool is_word_kind(std::uint8_t kind) {
    return kind < blank || kind == strange;
}

// A deterministic automaton that begins anew at each word and knows every listed word and phrase: one look-up per
// letter, and none for the rest of a word that is not listed.
class Automaton {
public:
    static constexpr std::uint16_t dead = 0, root = 1;

    Automaton() : next_(2 * row, dead), accepts_(2, 0) {
        for (const auto& [words, list] : word_lists) add_all(words, list, ',');
        add_all(word::given_name, given_names, ' ');
        add_all(word::surname, surnames, ' ');
    }

    [[nodiscard]] std::uint16_t step(std::uint16_t state, std::uint8_t kind) const { return next_[state * row + kind]; }
    [[nodiscard]] Words accepts(std::uint16_t state) const { return accepts_[state]; }

private:
    void add_all(Words words, std::string_view list, char separator) {
        while (!list.empty()) {
            const auto end = std::min(list.find_first_of(separator == ' ' ? " \n" : ","), list.size());
            if (end > 0) add(words, list.substr(0, end));
            list.remove_prefix(std::min(end + 1, list.size()));
        }
    }

    void add(Words words, std::string_view text) {
        std::uint16_t state = root;
        for (const char c : text) {
            auto to = step(state, kind_of(c));
            if (to == dead) {
                if (accepts_.size() > 0xFFFF) throw std::length_error{"more words than the automaton holds"};
                to = static_cast<std::uint16_t>(accepts_.size());
                next_[state * row + kind_of(c)] = to;
                next_.resize(next_.size() + row, dead);
                accepts_.push_back(0);
            }
            state = to;
        }
        accepts_[state] |= words;
    }

    std::vector<std::uint16_t> next_;
    std::vector<Words> accepts_;
};

const Automaton& automaton() {
    static const Automaton made;
    return made;
}

struct Pass {
    const Automaton& machine;
    std::string_view text;
    Marks& marks;

    [[nodiscard]] std::uint8_t at(std::size_t i) const { return i < text.size() ? kind_of(text[i]) : other; }

    void hit(std::uint16_t state, std::size_t begin, std::size_t end) {
        if (const auto words = machine.accepts(state); words != 0)
            marks.words.push_back({words, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }

    // The phrases that go on behind a word: "moeder van". `end` is behind that word.
    void phrases(std::uint16_t state, std::size_t begin, std::size_t end) {
        while ((state = machine.step(state, blank)) != Automaton::dead) {
            if (at(end) != blank) return;
            for (std::size_t gap = 0; at(end) == blank && gap < 4; ++gap) ++end;
            for (; state != Automaton::dead && is_word_kind(at(end)); ++end) state = machine.step(state, at(end));
            if (state == Automaton::dead) return;
            if (at(end) != digit) hit(state, begin, end);
        }
    }

    // The word that begins here; gives the place behind it.
    std::size_t word(std::size_t begin) {
        auto end = begin;
        auto kind = at(end);
        auto state = Automaton::root;
        do {
            state = machine.step(state, kind);
            kind = at(++end);
        } while (state != Automaton::dead && is_word_kind(kind));
        if (state == Automaton::dead) {
            while (is_word_kind(at(end))) ++end;
            return end;
        }
        if (kind == digit || (begin > 0 && at(begin - 1) == digit)) return end;
        hit(state, begin, end);
        if (kind == blank) phrases(state, begin, end);
        return end;
    }
};

}  // namespace

void warm_up_words() {
    static_cast<void>(automaton());
}

void find_marks(const Folded& folded, Marks& marks) {
    marks.words.clear();
    marks.digits.clear();
    marks.ats.clear();
    Pass pass{automaton(), folded.text, marks};
    const auto size = folded.text.size();
    for (std::size_t at = 0; at < size;) {
        const auto kind = pass.at(at);
        if (is_word_kind(kind)) {
            at = pass.word(at);
        } else if (kind == digit) {
            const auto begin = at;
            while (pass.at(at) == digit) ++at;
            marks.digits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
        } else {
            if (kind == at_sign) marks.ats.push_back(static_cast<std::uint32_t>(at));
            ++at;
        }
    }
}

Words words_of(std::string_view folded) {
    const auto& machine = automaton();
    std::uint16_t state = Automaton::root;
    for (const char c : folded) state = kind_of(c) <= strange ? machine.step(state, kind_of(c)) : Automaton::dead;
    return machine.accepts(state);
}

}  // namespace sluis::scan
