#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/words.h"

namespace sluis::scan {

/// A place in a text where somebody is named.
struct Mention {
    enum class Form {
        full,      ///< Given name and surname in either order, or an initial and a known surname.
        titled,    ///< "mevrouw Janssens", "gezin Peeters".
        given,     ///< A given name alone.
        initials,  ///< "L.P."
    };
    std::uint32_t begin = 0, end = 0;  ///< In the folded text.
    Form form = Form::given;
    bool listed = false;  ///< Both its words are in the lists.
};

/// Every mention of a name that is written with capitals, in the order of the text. Names of streets, saints'
/// institutions and the like are left out. It knows nothing yet of who is meant: see people_named().
void find_mentions(const Folded& text, const Marks& marks, std::vector<Mention>& found);

/// "de jongere Ndeye": a name that no list has right behind a word that says of whom it speaks, with what follows of it
/// in capitals; empty when there is none. Of one person, not of several, and not in a heading, where every word has a
/// capital.
[[nodiscard]] std::string_view unlisted_name_behind(const Folded& text, const WordHit& hit);

[[nodiscard]] inline std::string_view text_of(const Folded& text, const Mention& mention) {
    return std::string_view{text.text}.substr(mention.begin, mention.end - mention.begin);
}

}  // namespace sluis::scan
