#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gateway/scan/detect/fold.h"

/// The words and names that mark a document about a person (domain §1, marker words), found in one pass by one
/// automaton over Dutch, the main French words, and lists of names.
namespace sluis::scan {

/// What a word says, as bits: a word may be several things.
using Words = std::uint32_t;

namespace word {
inline constexpr Words identity = 1U << 0;   ///< Names a number or a date of birth: a form's question too.
inline constexpr Words birth = 1U << 1;      ///< "geboren op": a date follows.
inline constexpr Words person = 1U << 2;     ///< "jongere", "cliënt": a name follows.
inline constexpr Words relative = 1U << 3;   ///< "mama", "moeder van".
inline constexpr Words health = 1U << 4;     ///< Says something about a person's health: "diagnose", "suïcidaal".
inline constexpr Words justice = 1U << 5;    ///< "jeugdrechter", "vonnis", "weggelopen".
inline constexpr Words family = 1U << 6;     ///< "mishandeling", "pleeggezin".
inline constexpr Words document = 1U << 7;   ///< A kind of document about one client: "handelingsplan".
inline constexpr Words staff = 1U << 8;      ///< Lists and papers of personnel.
inline constexpr Words context = 1U << 9;    ///< Ordinary in this field: evidence beside a name alone.
inline constexpr Words negative = 1U << 10;  ///< A template, a newsletter, an invitation.
inline constexpr Words topic = 1U << 11;     ///< Speaks of things in general: "vorming", "studiedag", "beleid".
inline constexpr Words given_name = 1U << 12;
inline constexpr Words surname = 1U << 13;
inline constexpr Words greeting = 1U << 14;      ///< "beste": the names after it are correspondents'.
inline constexpr Words closing = 1U << 15;       ///< "groeten": a signature follows.
inline constexpr Words title = 1U << 16;         ///< "mevrouw", "dhr.".
inline constexpr Words role = 1U << 17;          ///< What somebody does by profession: "directeur", "arts".
inline constexpr Words contact = 1U << 18;       ///< Leads in names of professionals: "aanwezig", "contactpersoon".
inline constexpr Words organisation = 1U << 19;  ///< "vzw", "school": what stands by it is no home.
inline constexpr Words telephone = 1U << 20;
inline constexpr Words holder = 1U << 21;     ///< "rekeninghouder", "op naam van".
inline constexpr Words household = 1U << 22;  ///< "gezin", "familie": a surname follows.
inline constexpr Words involved = 1U << 23;   ///< A member of staff in an incident: "begeleider", "personeelslid".
inline constexpr Words residence = 1U << 24;  ///< "woont", "domicilie": an address follows.
inline constexpr Words soft = 1U << 25;       ///< Of the three above, what is as often said of things in general.
inline constexpr Words act = 1U << 26;        ///< "sloeg": what one does to another, when both are named beside it.
inline constexpr Words care = health | justice | family;
inline constexpr Words names = given_name | surname;
}  // namespace word

struct WordHit {
    Words words = 0;
    std::uint32_t begin = 0;  ///< In the folded text.
    std::uint32_t end = 0;
};

/// A run of digits.
struct DigitGroup {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// What one pass over a text finds for the detectors to look at, in the order of the text.
struct Marks {
    std::vector<WordHit> words;  ///< Whole words and phrases; white space and dashes within a phrase may be any.
    std::vector<DigitGroup> digits;
    std::vector<std::uint32_t> ats;  ///< Each '@'.
};

/// Fills `marks`, whose memory is used again. Linear in the text.
void find_marks(const Folded& text, Marks& marks);

/// What one folded word or phrase is; 0 when it is not listed.
[[nodiscard]] Words words_of(std::string_view folded);

/// Builds the automaton.
void warm_up_words();

}  // namespace sluis::scan
