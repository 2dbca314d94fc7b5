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

/// How much is looked at for all recipients of one message together: each time decide() is asked counts for 32, and 1
/// for each document and each piece of evidence. An ordinary mail asks some fifty times for each kind of recipient;
/// one with a hundred thousand pieces is asked about a few times.
inline constexpr std::size_t max_looked_at = 400'000;

/// What would have changed each decision of a message: decide() asked again on changed inputs, and only what gives
/// another outcome or another label. What a sender can do stands first: evidence, documents, directives; then the
/// classes. Pure and bounded: at most 16 documents, 16 pieces of evidence and 24 classes are tried for a recipient;
/// recipients that the policy cannot tell apart share one answer; and when max_looked_at is spent, what was not tried
/// is not told. Each kind of recipient has an equal part of it.
/// @param decisions  what decide() gave, one for each recipient, same order
[[nodiscard]] std::vector<std::vector<Counterfactual>> counterfactuals(const Policy& policy, const Party& sender,
                                                                       const Directives& directives,
                                                                       const Findings& findings,
                                                                       const std::vector<Party>& recipients,
                                                                       const std::vector<Decision>& decisions);

/// The one that a sender can act on and that had let more through, or to more readers: less found, a document left out
/// or readable, another directive. Nothing when there is none. The decision must be the one they were made for.
[[nodiscard]] const Counterfactual* within_reach(const std::vector<Counterfactual>& list, const Decision& decision);

}  // namespace sluis::policy
