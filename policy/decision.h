#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/mailbox.h"
#include "policy/party.h"

namespace sluis::policy {

/// What happens to a document for one recipient. In order of strictness: the greater holds.
enum class Outcome { pass, share, hold, return_to_sender };

/// Who may read a shared document (design §6). In order of strictness.
enum class Label { client_bound, confidential, personal };

[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::string_view to_string(Label label);
[[nodiscard]] std::optional<Outcome> outcome_from(std::string_view text);
[[nodiscard]] std::optional<Label> label_from(std::string_view text);

/// One step of the way through the flowchart, in words.
struct Step {
    std::string question;  ///< "Q1", "Q2", "Q3", "directive" or "outcome".
    std::string about;     ///< Which document ("2.1", "bericht", "onderwerp") or address; empty for the whole mail.
    std::string answer;    ///< Stable word: "ja", "nee", "unscannable", a class, a type, an outcome.
    std::string because;   ///< Plain Dutch, no personal data, masked samples at most.
};

/// What happens to one document.
struct DocumentDecision {
    std::string part;       ///< Document::part.
    bool personal = false;  ///< The answer to Q1, after directives; unscannable counts as the policy says.
    Outcome outcome = Outcome::pass;
    std::optional<Label> label;  ///< Set exactly when outcome is share (or a hold that would become a share).
    std::string type;            ///< The answer to Q3: identifier of a document type, or empty.
};

/// Whom to ask about a topic (S0.57).
struct Contact {
    std::string topic;  ///< For people: "groeipakket".
    std::string whom;   ///< A name, an address or both: "Team Groeipakket, groeipakket@agentschap.example".
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// What a decision would have been, were the policy not only watching there (`mode = "observe"`).
struct Observed {
    std::string by;  ///< Who only watches: "installation", "organisation NAME", "group NAME", "rule NAME".
    Outcome outcome = Outcome::pass;
    std::string rule;
    std::string advice;
    std::optional<Label> label;                 ///< Decision::message_label.
    bool share_body = false;                    ///< Decision::share_body.
    bool share_whole = false;                   ///< Decision::share_whole.
    std::vector<DocumentDecision> documents{};  ///< Decision::documents.
};

/// What happens to the message for one recipient, and why. Taken once, stored, explained from what is stored.
struct Decision {
    mail::Mailbox recipient;
    PartyClass klass;
    Outcome outcome = Outcome::pass;            ///< The strictest over the documents.
    std::vector<DocumentDecision> documents{};  ///< One for each document of the findings, same order.
    /// The body or subject holds personal data: the body is a document too, and only the notice goes out, so every
    /// other document is shared along. False where share_whole is true. Both also stand in a hold, for its release.
    bool share_body = false;
    /// The whole message goes into the vault as message.eml: it is signed or sealed, or its structure is unscannable,
    /// or it has no leaf but the picture of a signature.
    bool share_whole = false;
    bool code_required = false;   ///< Guests prove themselves with a code by mail.
    bool notify_generic = false;  ///< A notice to the generic mailbox, whatever becomes of the addressee's (S0.34).
    std::optional<mail::Mailbox> generic_mailbox{};
    int days = 30;       ///< 1…30: how long the share lives (S0.15, S0.16).
    std::string rule{};  ///< Stable identifier of what decided: "facility.client-bound", "helpdesk.return".
    /// For hold and return: stable identifier of the text that tells the sender what to do. That of the class
    /// ("direct", "anonymous") or of a rule, or "calendar", "dossier", "personal-reader", "encrypted", "banned-link";
    /// "general" where the policy names none.
    std::string advice{};
    std::string advice_text{};  ///< The rule's own words for the sender, beside the advice; may be empty.
    /// Stable identifiers for the confirmation: "no-dossier", "dossier-format", "days-limited", "directive-mistake",
    /// "personal-not-allowed", "override-not-allowed", "override-without-reason", "override-reply", "override-certain",
    /// "override-confidential", "no-generic-mailbox", "banned-link", "type-unknown".
    std::vector<std::string> warnings{};
    std::vector<Step> path{};
    /// The strictest label of all that is shared, or would be after a hold: that of message.eml where the whole message
    /// is.
    std::optional<Label> message_label{};
    /// Set where the policy only watches, as a whole or by a rule of its own: then everything above is what really
    /// happens, and this is what would have. A decision observed as a whole passes without an edit.
    std::optional<Observed> observed{};
    /// Whom the sender can ask about what this mail is about, for classes that have such contacts (S0.57).
    std::vector<Contact> contacts{};
};

/// Decision::rule where the policy only watches.
inline constexpr const char* watched_rule = "observed";

/// Whether the policy only watches all of this decision: its mail passes as it came.
[[nodiscard]] bool is_watched(const Decision& decision);

}  // namespace sluis::policy
