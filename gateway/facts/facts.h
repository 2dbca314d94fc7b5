#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/result.h"
#include "policy/counterfactual.h"
#include "policy/decide.h"
#include "policy/policy_set.h"

namespace sluis::facts {

/// What is kept of a message's decision (column message.facts): enough to explain it, and to take it again under
/// another policy, without any of the message's texts (design §1.9). Masked samples stand in it, never a value, a
/// subject, a file name, a title, an opening text or a dossier number.
///
/// Of the texts stays what the policy's words found in them (policy::read_texts). So a decision taken again does not
/// see words that only the other policy has, nor another pattern for dossier numbers: docs/explanations.md.
struct Facts {
    std::string policy_version;  ///< Took the decisions.
    std::string organisation;    ///< The sender's, as the session knew it; may be empty.
    std::string message_id;
    bool automatic = false;  ///< The mail was an auto-reply or had the null reverse-path.
    policy::Party sender;    ///< Of the directory's facts only what a decision reads.
    std::vector<policy::Party> recipients;
    policy::Directives directives;  ///< Without the dossier number, the reason and the mistakes' words.
    policy::Findings findings;      ///< texts_read; without texts and file names.
    bool shared_whole = false;      ///< A part had to go that could not be taken out.
    /// Header fields that did not leave with the mail, by name: they were addressed to Sluis.
    std::vector<std::string> taken_out{};
    std::vector<policy::Decision> decisions{};  ///< One for each recipient, same order.
    /// What would have changed each decision; same order. Computed when it was taken, by the policy that took it.
    std::vector<std::vector<policy::Counterfactual>> counterfactuals{};
    /// False where the message had so much in it that part was left out: explained, but not taken again.
    bool complete = true;
};

/// The version that encode() writes. decode() reads this one.
inline constexpr int version = 2;
/// Octets that encode() gives at most.
inline constexpr std::size_t max_octets = 256u << 10;
/// Distinct pieces of evidence kept of one document and strength. More than any policy counts.
inline constexpr std::size_t max_evidence = 64;

/// As JSON, at most max_octets: pieces of evidence beyond max_evidence are left out, and of a message with so many
/// parts that this does not fit, the parts too (complete is false then). Never throws but for memory.
[[nodiscard]] std::string encode(const Facts& facts);

/// The failing side names the place and what was found there: `documents[2].role: found "page"`. Facts of another
/// version are refused by their number.
[[nodiscard]] Result<Facts> decode(std::string_view json);

/// The decisions that a policy would take on these facts, in the order of the recipients: classes are asked again,
/// since a policy may name them otherwise. With the policy that took them it gives the stored decisions, but for
/// the words of the path.
[[nodiscard]] std::vector<policy::Decision> decide_again(const policy::Policy& policy, const Facts& facts);

/// The policy of the set that would hold for the sender of these facts on that day (YYYY-MM-DD).
[[nodiscard]] policy::Policy effective_for(const policy::PolicySet& policies, const Facts& facts,
                                           const std::string& day);

}  // namespace sluis::facts
