#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/decide.h"

namespace sluis::policy {

/// What is changed about a message to see whether it decided anything.
enum class Change {
    without_document,   ///< One document left out.
    without_evidence,   ///< One thing that was found, wherever it stands in the message, left out.
    readable_document,  ///< A document that could not be read, read, with nothing in it.
    other_class,        ///< The recipient of another class (Q2).
    with_dossier,       ///< A dossier number given.
    without_directive,  ///< One of the sender's directives left out.
    with_directive,     ///< [vertrouwelijk] given.
};
[[nodiscard]] std::string_view to_string(Change change);
[[nodiscard]] std::optional<Change> change_from(std::string_view text);

/// One thing that would have changed a decision, and into what.
struct Counterfactual {
    Change change = Change::without_document;
    std::string about;  ///< The part, the class or the directive; for evidence its detector.
    Outcome outcome = Outcome::pass;
    std::optional<Label> label{};  ///< The strictest of what would have been shared; none for pass and return.
    /// Plain Dutch for who sent it: "Zonder het rijksregisternummer 87.••.••-•••.23 (pagina 2) was deze mail gewoon
    /// doorgestuurd." Masked samples at most.
    std::string sentence;
};

/// At most so many for one decision.
inline constexpr std::size_t max_counterfactuals = 12;

/// What would have changed the decision for one recipient: decide() asked again on changed inputs, and only what gives
/// another outcome or another label. What a sender can do stands first: evidence, documents, directives; then the
/// classes. Pure and bounded: at most 16 documents, 16 pieces of evidence and 24 classes are tried.
/// @param decision  what decide() gave for the recipient
[[nodiscard]] std::vector<Counterfactual> counterfactuals(const Policy& policy, const Party& sender,
                                                          const Directives& directives, const Findings& findings,
                                                          const Party& recipient, const Decision& decision);

}  // namespace sluis::policy
