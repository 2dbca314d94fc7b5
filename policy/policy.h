#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/decision.h"
#include "policy/findings.h"
#include "policy/party.h"

namespace sluis::policy {

/// The ceiling on how long a share lives, in days, whatever a configuration or a sender says (S0.15).
inline constexpr int max_share_days = 30;

/// A kind of document (Q3): found by the words that stand in its tag, file name, title or opening text.
struct DocumentType {
    std::string id;    ///< "handelingsplan", "evolutieverslag", …
    std::string name;  ///< For people: "Handelingsplan".
    Label label = Label::client_bound;
    std::vector<std::string> words;  ///< Compared without case or diacritics, at word starts.
    bool counts_persons = false;     ///< Several children or a staff member make it confidential (S0.29).
    bool general = false;            ///< Its words say little ("verslag"): any other type found goes before it.
    std::optional<int> days{};       ///< How long a share with such a document lives, when shorter (S0.16).
};

/// What happens to personal data for one class of recipient.
struct ClassRule {
    PartyClass klass;
    std::string name;  ///< For people: "andere voorziening".
    Outcome on_personal = Outcome::share;
    Outcome on_unscannable = Outcome::share;
    Label label = Label::client_bound;  ///< When the type does not say confidential.
    bool code_required = false;
    bool notify_generic = false;
    std::string advice;
    std::optional<Outcome>
        on_weak{};  ///< Where only weak evidence, or the sender's word, made the yes; else on_personal.
    bool pass_internal_route = false;   ///< Passes to a recipient over a route marked internal.
    bool dossier_number_counts = true;  ///< False: a dossier number is no evidence here (S0.55).
    std::string generic_mailbox{};      ///< For notify_generic, where the directory names none.
};

/// The whole policy, as read from policy.toml and checked: every class has exactly one rule.
/// A value; decide() reads it and nothing else of the configuration.
struct Policy {
    std::string version;                      ///< Names this text: its revision, and a short digest of the file.
    std::map<PartyClass, ClassRule> classes;  ///< Always holds "unknown": the rule for any class without one.
    std::vector<DocumentType> types;
    std::map<std::string, PartyClass> addresses;  ///< Exact address (lower case) → class. Strongest.
    std::map<std::string, PartyClass>
        domains;  ///< Domain (lower case), or "*.domain" for all below it → class, below the directory.
    std::set<std::string> consumer_domains;   ///< → client.
    std::set<std::string> internal_domains;   ///< Own domains reached over a route marked internal.
    std::string dossier_pattern;              ///< Regular expression (RE2) for the whole number; empty: any.
    Outcome without_dossier = Outcome::pass;  ///< pass = warn in the confirmation; hold (S0.7).
    bool unscannable_is_personal = true;
    Outcome encrypted_mail = Outcome::pass;  ///< Mail encrypted to its recipient by S/MIME or PGP.
    int weak_needed = 3;                     ///< Distinct weak pieces of evidence that make a yes.
    int default_days = max_share_days;
    int max_days = max_share_days;  ///< What a sender may ask at most; never above max_share_days.
    std::set<PartyClass> personal_senders{
        party_class::agency};                      ///< Classes whose senders may say [persoonlijk] (S0.42).
    std::set<std::string> override_organisations;  ///< Whose senders may say [geen-pg: …]; "*" for all.
};

}  // namespace sluis::policy
