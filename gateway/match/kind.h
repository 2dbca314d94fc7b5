#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

/// By what a person of an organisation's list is recognised in a text: the kinds of values, and each kind's one
/// written form. Import and scan both write a value so, since keyed hashes of two writings have nothing in common.
namespace sluis::match {

/// From the one that says most to the one that says least: of too many, the first are looked up.
enum class Kind {
    national_number,  ///< Rijksregister- or BIS number: "87041298723".
    name_birth,       ///< Name and date of birth together: "jan peeters 1987-04-12".
    name,             ///< Given name and surname, whichever comes first: "jan peeters".
    email,            ///< "jan.peeters@post.example".
    phone,            ///< "32476123456".
    dossier,          ///< A number by which the organisation knows somebody: "2026d00123".
    initial,          ///< First letter and surname: "j peeters".
};
inline constexpr std::size_t kinds = 7;
inline constexpr Kind last_kind = Kind::initial;

/// False for what is hardly evidence by itself: of these, some may be left out of too many without a word.
[[nodiscard]] constexpr bool says_much(Kind kind) {
    return kind < Kind::dossier;
}

/// A stable name: "national-number", … It goes into the keyed hash, so it never changes.
[[nodiscard]] std::string_view to_string(Kind kind);

}  // namespace sluis::match
