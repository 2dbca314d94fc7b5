#include "gateway/scan/detect/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

#include "gateway/match/octet_masks.h"
#include "gateway/scan/detect/word_list.h"

namespace sluis::scan {
namespace {

using match::Sixteen;

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

// The letters of a word as far as eight, in one number.
std::uint64_t head_of(std::string_view text, std::size_t begin, std::size_t end) {
    std::uint64_t head = 0;
    if (begin + 8 <= text.size())
        head = match::load_eight(text.data() + begin);
    else
        std::memcpy(&head, text.data() + begin, text.size() - begin);
    const auto size = std::min<std::size_t>(end - begin, 8);
    return head & (~std::uint64_t{0} >> (8 - size) * 8);
}

// A deterministic automaton that begins anew at each word and knows every listed word and phrase. Before it stands a
// sieve of the listed words' first eight letters: nearly every other word ends there, in one look-up.
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

    /// False when no listed word or phrase begins with this word.
    [[nodiscard]] bool may_begin(std::string_view text, std::size_t begin, std::size_t end) const {
        const auto place = sieve_place(head_of(text, begin, end));
        return (sieve_[place / 64] >> place % 64 & 1U) != 0;
    }

private:
    static constexpr std::size_t sieve_bits = 18;  // A few in a hundred are set; it fits the processor's first cache.
    static std::size_t sieve_place(std::uint64_t head) { return head * 0x9E3779B97F4A7C15ULL >> (64 - sieve_bits); }

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
        const auto place = sieve_place(head_of(text, 0, std::min(text.find(' '), text.size())));
        sieve_[place / 64] |= std::uint64_t{1} << place % 64;
    }

    std::vector<std::uint16_t> next_;
    std::vector<Words> accepts_;
    std::array<std::uint64_t, (1U << sieve_bits) / 64> sieve_{};
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

    // Behind a letter alone a stop parts words as well: "t.n.v."
    [[nodiscard]] bool is_initial(std::size_t begin, std::size_t end) const {
        return end - begin == 1 && end < text.size() && text[end] == '.';
    }

    // The phrases that go on behind a word: "moeder van". `end` is behind that word.
    void phrases(std::uint16_t state, std::size_t begin, std::size_t end) {
        auto last = begin;
        while ((state = machine.step(state, blank)) != Automaton::dead) {
            const bool initial = is_initial(last, end);
            if (!initial && at(end) != blank) return;
            if (initial) ++end;
            for (std::size_t gap = 0; at(end) == blank && gap < 4; ++gap) ++end;
            last = end;
            for (; state != Automaton::dead && is_word_kind(at(end)); ++end) state = machine.step(state, at(end));
            if (state == Automaton::dead) return;
            if (at(end) != digit) hit(state, begin, end);
        }
    }

    // The word from `begin` to `end`.
    void word(std::size_t begin, std::size_t end) {
        if (at(end) == digit || (begin > 0 && at(begin - 1) == digit)) return;
        auto state = Automaton::root;
        for (auto i = begin; i < end && state != Automaton::dead; ++i) state = machine.step(state, at(i));
        if (state == Automaton::dead) return;
        hit(state, begin, end);
        if (at(end) == blank || is_initial(begin, end)) phrases(state, begin, end);
    }
};

// Calls `take(begin, end)` for each run of octets whose top bits are set in `of(Sixteen)`.
template <class Of, class Take>
void each_run(std::string_view text, const Of& of, const Take& take) {
    std::size_t begin = 0;
    bool open = false;
    match::each_block(text, of, [&](std::uint64_t bits, std::size_t from) {
        // Where runs begin, and where they have ended: the bits that differ from the one before.
        for (auto turns = bits ^ (bits << 1 | (open ? 1 : 0)); turns != 0; turns &= turns - 1) {
            const auto at = from + static_cast<std::size_t>(std::countr_zero(turns));
            if (open) take(begin, at);
            open = !open;
            begin = at;
        }
    });
    if (open) take(begin, text.size());
}

}  // namespace

void warm_up_words() {
    static_cast<void>(automaton());
}

void find_marks(const Folded& folded, Marks& marks) {
    const std::string_view text = folded.text;
    marks.words.clear();
    marks.digits.clear();
    marks.ats.clear();
    Pass pass{automaton(), text, marks};
    const auto letters = [](Sixteen some) { return some.between('a', 'z') | some; };
    each_run(text, letters, [&](std::size_t begin, std::size_t end) {
        if (pass.machine.may_begin(text, begin, end)) pass.word(begin, end);
    });
    const auto digits = [](Sixteen some) { return some.between('0', '9'); };
    each_run(text, digits, [&](std::size_t begin, std::size_t end) {
        marks.digits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    });
    match::each_place(
        text, [](Sixteen some) { return some.between('@', '@'); },
        [&](std::size_t at) { marks.ats.push_back(static_cast<std::uint32_t>(at)); });
}

Words words_of(std::string_view folded) {
    const auto& machine = automaton();
    std::uint16_t state = Automaton::root;
    for (const char c : folded) state = kind_of(c) <= strange ? machine.step(state, kind_of(c)) : Automaton::dead;
    return machine.accepts(state);
}

}  // namespace sluis::scan
