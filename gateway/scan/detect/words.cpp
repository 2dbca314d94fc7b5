#include "gateway/scan/detect/words.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "gateway/scan/detect/word_list.h"

namespace sluis::scan {
namespace {

// a–z, 0–9, white space, and everything else, which ends every word.
constexpr std::size_t letters = 38;
constexpr std::uint8_t blank = 36;  // A dash too: "M-document", "IQ-test".
constexpr std::uint8_t other = 37;

std::uint8_t letter_of(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::uint8_t>(c - 'a');
    if (is_digit(c)) return static_cast<std::uint8_t>(26 + c - '0');
    return is_space(c) || c == '-' ? blank : other;
}

bool is_blank(char c) {
    return letter_of(c) == blank;
}

struct Accept {
    Word word;
    std::uint16_t length;  // In folded characters, white space counted once.
};

// Aho and Corasick's automaton with every step worked out beforehand: one look-up per character.
class Automaton {
public:
    Automaton() : next_(1), accepts_(1), longer_(1, 0) {
        next_[0].fill(0);
        for (const auto& [word, list] : word_lists) {
            std::size_t begin = 0;
            while (begin <= list.size()) {
                const auto comma = std::min(list.find(',', begin), list.size());
                add(word, list.substr(begin, comma - begin));
                begin = comma + 1;
            }
        }
        link();
    }

    std::uint16_t step(std::uint16_t state, std::uint8_t letter) const { return next_[state][letter]; }
    const std::vector<Accept>& accepts(std::uint16_t state) const { return accepts_[state]; }
    std::uint16_t longer(std::uint16_t state) const { return longer_[state]; }

private:
    void add(Word word, std::string_view text) {
        std::uint16_t state = 0;
        for (const char c : text) {
            auto& to = next_[state][letter_of(c)];
            if (to == 0) {
                to = static_cast<std::uint16_t>(next_.size());
                state = to;
                next_.emplace_back().fill(0);
                accepts_.emplace_back();
                longer_.push_back(0);
            } else {
                state = to;
            }
        }
        accepts_[state].push_back({word, static_cast<std::uint16_t>(text.size())});
    }

    void link() {
        std::vector<std::uint16_t> fail(next_.size(), 0), queue;
        for (const auto child : next_[0]) {
            if (child != 0) queue.push_back(child);
        }
        for (std::size_t head = 0; head < queue.size(); ++head) {
            const auto state = queue[head];
            const auto back = fail[state];
            longer_[state] = accepts_[back].empty() ? longer_[back] : back;
            for (std::size_t letter = 0; letter < letters; ++letter) {
                auto& to = next_[state][letter];
                if (to == 0) {
                    to = next_[back][letter];
                } else {
                    fail[to] = next_[back][letter];
                    queue.push_back(to);
                }
            }
        }
    }

    std::vector<std::array<std::uint16_t, letters>> next_;
    std::vector<std::vector<Accept>> accepts_;
    std::vector<std::uint16_t> longer_;  // The nearest shorter word that ends here too.
};

const Automaton& automaton() {
    static const Automaton made;
    return made;
}

// Where a word of `length` characters that ends at `end` begins, runs of white space counted as one.
std::size_t begin_of(std::string_view text, std::size_t end, std::size_t length) {
    auto at = end;
    while (length > 0 && at > 0) {
        --at;
        if (is_blank(text[at]) && at > 0 && is_blank(text[at - 1])) continue;
        --length;
    }
    return at;
}

}  // namespace

void warm_up_words() {
    static_cast<void>(automaton());
}

std::vector<WordHit> find_words(const Folded& folded) {
    const auto& machine = automaton();
    const std::string_view text = folded.text;
    std::vector<WordHit> hits;
    std::uint16_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto letter = letter_of(text[i]);
        if (letter == blank && i > 0 && is_blank(text[i - 1])) continue;
        state = machine.step(state, letter);
        if (i + 1 < text.size() && is_word(text[i + 1])) continue;
        for (auto at = state; at != 0; at = machine.longer(at)) {
            for (const auto& accept : machine.accepts(at)) {
                const auto begin = begin_of(text, i + 1, accept.length);
                if (begin == 0 || !is_word(text[begin - 1])) hits.push_back({accept.word, begin, i + 1});
            }
        }
    }
    return hits;
}

}  // namespace sluis::scan
