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
    std::string text{};                 ///< Own words for the sender after a hold or return, in place of the advice.
};

/// Whether the policy acts, or only says what it would have done.
enum class Mode { enforce, observe };
[[nodiscard]] std::string_view to_string(Mode mode);
[[nodiscard]] std::optional<Mode> mode_from(std::string_view text);

/// The answer to Q1, as far as rules tell them apart.
enum class Answer { no, weak, unscannable, yes };
[[nodiscard]] std::string_view to_string(Answer answer);
[[nodiscard]] std::optional<Answer> answer_from(std::string_view text);

/// Finer than a class: what happens to what kind of document, to whom (S0.48, S0.49). It speaks where all that is set
/// fits, and there instead of the class. An empty set fits everything.
struct Rule {
    std::string name;
    std::set<PartyClass> classes;      ///< Of the recipient.
    std::set<std::string> types;       ///< Identifiers of document types; "" for a document of none.
    std::set<std::string> recipients;  ///< Identifiers of the recipient's organisation.
    std::set<Answer> answers{Answer::weak, Answer::unscannable, Answer::yes};
    Outcome outcome = Outcome::hold;  ///< Never pass; hold or return where it speaks on Answer::no.
    std::optional<Label> label{};     ///< The least label of what it shares; the class's when not set.
    std::string advice{};             ///< As ClassRule::advice.
    std::string text{};               ///< Plain words for the sender, in place of the advice's.
    Mode mode = Mode::enforce;
};

/// Whom to ask about a topic (S0.57): told where a document is of one of the types, or one of the words stands in the
/// subject, a file name or a title.
struct Topic {
    std::string id;
    std::string name;                ///< For people: "groeipakket".
    std::string contact;             ///< For people: a name, an address or both.
    std::set<std::string> types;     ///< Identifiers of document types.
    std::vector<std::string> words;  ///< Compared like those of a type.
};

/// What a sender is to the policy: which layers speak for them.
struct Applied {
    std::string organisation;           ///< Whose layer is in it; empty for none.
    std::vector<std::string> groups{};  ///< Which sender groups are in it, by name.
};

/// The whole policy, as read from policy.toml and checked: every class has exactly one rule. For one sender: what holds
/// for an organisation and its groups of senders is in it (policy_set.h).
/// A value; decide() reads it and nothing else of the configuration.
struct Policy {
    std::string version;  ///< Names this text: its revision, a short digest of the file, and the layers in it.
    Applied applied{};
    Mode mode = Mode::enforce;
    std::string observed_by{};  ///< Who set mode to observe: "installation", "organisation NAME", "group NAME".
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
    /// Whether this sender may say [geen-pg: …] (D7); override_organisations says it where not set.
    std::optional<bool> override_allowed{};
    /// In the order in which they are asked; the first that fits speaks. Those of one layer never disagree.
    std::vector<Rule> rules{};
    std::vector<Topic> topics{};
    std::set<PartyClass> topic_classes{party_class::agency, party_class::helpdesk};  ///< Who has contacts by topic.
    /// Hosts of file-sharing services that may not carry personal data (D12); each stands for all below it.
    std::set<std::string> banned_links{};
    Outcome on_banned_link = Outcome::pass;  ///< pass = warn in the confirmation; hold.
};

}  // namespace sluis::policy
