#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "gateway/match/octet_masks.h"
#include "gateway/match/values.h"
#include "gateway/scan/detect/fold.h"

/// The words of which names consist, as they stand in a folded text: where one begins, what may stand between two, and
/// which particles belong to it. Nothing here allocates: they are asked for at every capital of a text.
namespace sluis::scan {

inline constexpr std::size_t longest_name_word = 40;
inline constexpr std::size_t most_particles = 3;

/// Letters a–z of a part of a name, and nothing that stands between them. Room for a word with its particles; what is
/// longer is cut.
class Letters {
public:
    /// Adds a word's letters. False, and nothing is added, when one of them has no Latin form.
    bool add(std::string_view word);
    void put_before(const Letters& other);
    [[nodiscard]] std::string_view text() const { return {octets_.data(), size_}; }

private:
    std::array<char, 64> octets_;
    std::size_t size_ = 0;
};

/// A word of a name with the particles before it: "van den Berghe".
struct NameUnit {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< 0 when there is none.
    Letters glued;        ///< "vandenberghe"
    std::size_t own = 0;  ///< How many of its letters are the word's own.
    [[nodiscard]] std::string_view bare() const { return glued.text().substr(glued.text().size() - own); }
};

/// What is read of a text that is folded; both must outlive it.
class NameWords {
public:
    explicit NameWords(const Folded& folded) : text_{folded.text}, upper_{folded.upper} {}

    static bool in_word(char c) { return is_letter(c) || c == '-' || c == '\''; }
    /// @returns `at` when no word stands there
    [[nodiscard]] std::size_t word_end(std::size_t at) const {
        const auto limit = std::min(text_.size(), at + longest_name_word);
        while (at < limit && in_word(text_[at])) ++at;
        return at;
    }
    /// Where the next word of the same name would begin: behind blanks, a comma after the surname, a cell's border,
    /// an initial's stop. npos when something else stands there.
    [[nodiscard]] std::size_t next_word(std::size_t end, bool initial) const {
        auto at = end;
        if (initial && at < text_.size() && text_[at] == '.') ++at;
        if (at < text_.size() && (text_[at] == ',' || text_[at] == ';')) ++at;
        const auto blanks = at;
        while (at < text_.size() && at - blanks < 3 && (is_space(text_[at]) || text_[at] == '|')) ++at;
        const bool apart = at > blanks || (initial && at > end);
        return apart && at < text_.size() && is_letter(text_[at]) ? at : text_.npos;
    }
    /// The first capital from here on; the text's size when there is none.
    [[nodiscard]] std::size_t next_capital(std::size_t from) const {
        return match::first_place(
            upper_, [](match::Sixteen some) { return some.between(1, 1); }, from);
    }
    [[nodiscard]] bool is_capital(std::size_t at) const { return upper_[at] != 0; }
    [[nodiscard]] bool is_particle_at(std::size_t at) const;
    /// Whether the word may be the first of several of one name: one follows that a name may go on with, or it stands
    /// behind a label or a cell's border.
    [[nodiscard]] bool begins_run(std::size_t at, std::size_t end) const;

    /// The unit that begins here. @param capital  its word must begin with one
    [[nodiscard]] NameUnit unit_from(std::size_t at, bool capital) const;
    /// The unit that ends before this place: "peeters jan".
    [[nodiscard]] NameUnit unit_before(std::size_t at) const;
    /// Where the run of units with capitals from `begin` on ends; `begin` when there is none.
    [[nodiscard]] std::size_t run_end(std::size_t begin) const;
    /// Where the particles before a capital begin: "van den Berghe Jan".
    [[nodiscard]] std::size_t with_particles_before(std::size_t at) const;

private:
    [[nodiscard]] bool is_particle(std::string_view word, std::size_t next) const;
    /// Where the word behind the particles begins; `take` gets each particle.
    template <class Take>
    [[nodiscard]] std::size_t behind_particles(std::size_t at, const Take& take) const;
    /// The same as unit_from(), its place alone.
    struct UnitPlace {
        std::size_t end = 0;
        std::size_t letters = 0;  ///< Of its last word.
    };
    [[nodiscard]] UnitPlace unit_at(std::size_t at) const;

    std::string_view text_, upper_;
};

}  // namespace sluis::scan
