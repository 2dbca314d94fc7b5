#pragma once

#include <cstddef>
#include <vector>

#include "gateway/scan/detect/fold.h"

/// The words that mark a document about a person (domain §1, marker words), found in one pass.
namespace sluis::scan {

enum class Word {
    identity,  ///< Names a number or a date of birth: a form's question as well as its answer.
    birth,     ///< "geboren op": a date follows.
    person,    ///< "jongere", "moeder van": a name follows.
    health,
    justice,
    family,
    staff,     ///< Lists of personnel.
    context,   ///< Ordinary in this field: evidence beside a name alone.
    negative,  ///< A template, a newsletter, an invitation.
    given_name,
    greeting,  ///< "beste", "groeten": the name after it is a correspondent's.
};

struct WordHit {
    Word word = Word::context;
    std::size_t begin = 0;  ///< In the folded text.
    std::size_t end = 0;
};

/// Every listed word in the text, at the bounds of words; white space between the words of a phrase may be any.
[[nodiscard]] std::vector<WordHit> find_words(const Folded& text);

/// Builds the automaton.
void warm_up_words();

}  // namespace sluis::scan
