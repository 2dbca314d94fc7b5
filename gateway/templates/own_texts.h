#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "gateway/templates/renderer.h"
#include "policy/decision.h"

namespace sluis::templates {

using Time = std::chrono::system_clock::time_point;  ///< Shown as Belgian time.

/// What stands on every mail: who runs Sluis, and how to know that a mail is genuine.
struct Installation {
    std::string portal_url;    ///< What links begin with: `https://delen.voorbeeld.example`.
    std::string help_contact;  ///< S0.56. Address or telephone number; may be empty.
    std::string privacy_url;   ///< S1.5. May be empty.
    std::string dpo_contact;   ///< S1.18. May be empty.
};

/// A mail's words, to be put into an OwnMail, a DeliveryReport or notice_entity().
struct MailText {
    std::string subject;  ///< One line, neutral: never the original's.
    std::string text;     ///< LF line ends.
    std::string html;
};

/// How the reader of a notice proves who they are.
enum class Proof { login, code };

/// Who may open it on the recipient's side (design §6): the addressee alone, every member of the organisation, or those
/// whose function allows it (a consultant's administrative officer and team lead, the agency's division).
enum class Readers { addressee, organisation, circle };

/// To a recipient, where a document was. Bears no file name, no original subject, and no person but the
/// sender (D26, D27).
struct NoticeFacts {
    std::string sender_name;          ///< As the directory says it, else the address. Never from `From:` alone.
    std::string sender_organisation;  ///< May be empty.
    int documents = 1;                ///< How many wait behind the link; the body, when it was shared, is one of them.
    bool body_shared = false;         ///< The mail's own text waits there too, so this notice is all that is left.
    Readers readers = Readers::addressee;
    Proof proof = Proof::login;
    Time until;
    std::string link;  ///< Begins with portal_url.
};

/// To the generic mailbox of an agency's division, whatever becomes of the addressee's notice (S0.34, S0.35).
struct GenericNoticeFacts {
    std::string sender_name;
    std::string sender_organisation;
    int documents = 1;
    Time until;
    std::string link;
};

/// What one recipient of the sender's mail got, in the confirmation, a hold or a return.
struct RecipientFacts {
    std::string recipient;  ///< Address or name: the sender typed it.
    std::vector<std::string>
        kinds;  ///< Names of the document types, "Handelingsplan"; empty where none was recognised.
    int documents = 1;
    policy::Label label = policy::Label::client_bound;
    Time until;          ///< Of a share.
    std::string why;     ///< One sentence, plain Dutch, no personal data: why this outcome.
    std::string advice;  ///< Decision::advice, for hold and return.
    bool code_required = false;
    bool generic_notified = false;  ///< The generic mailbox got a notice as well.
    /// What was found in which part of the mail, for a return: {"bijlage 1", "rijksregisternummer 87.••.••-•••.23
    /// (pagina 2)"}. Masked, and no file name.
    std::vector<std::pair<std::string, std::string>> found{};
    std::string advice_text{};                ///< The policy's own words in place of those of `advice`; may be empty.
    std::vector<policy::Contact> contacts{};  ///< Whom to ask about what the mail is about (S0.57).
    /// One sentence: what the sender could have done so that more went through. Masked; may be empty.
    std::string would_change{};
};

/// To the sender, under the sent mail.
struct ConfirmationFacts {
    std::vector<RecipientFacts> shared;
    int untouched = 0;                  ///< Recipients who got the mail as it was sent.
    std::vector<std::string> warnings;  ///< Decision::warnings, each once.
    std::vector<std::string> mistakes;  ///< Directives::mistakes.
    std::string link;                   ///< The sender's page of this mail: see who opened it, withdraw.
};

/// To the sender of a mail that left as it was: what to know all the same.
struct CautionFacts {
    std::vector<std::string> warnings;  ///< As in ConfirmationFacts.
    std::vector<std::string> mistakes;
};

/// To the sender: nothing leaves for these recipients until they choose.
struct HoldFacts {
    std::vector<RecipientFacts> held;
    bool others_served = false;  ///< The other recipients were served.
    Time withdrawn_at;           ///< Three days after acceptance, unless they choose.
    std::string link;            ///< Where to release or withdraw; empty: there is no such page.
};
struct HoldExpiredFacts {
    std::vector<RecipientFacts> held;
    Time sent_at;
};

/// To the sender: these recipients get nothing, and why, and what to do instead (S0.54, S0.55).
struct ReturnFacts {
    std::vector<RecipientFacts> returned;
    bool others_served = false;
    std::string dossier_example;  ///< How a dossier number looks here; may be empty.
    std::string link{};           ///< Where the sender reads how it was decided; may be empty.
    bool personal_data = true;    ///< That is why; false where a rule of the policy has another reason.
};

/// To a guest: a code for the portal. No link, so that a code never comes with the place to type it.
struct CodeFacts {
    std::string code;
    Time valid_until;
};

/// For the eye, in a DeliveryReport.
struct FailureFacts {
    enum class Cause {
        unknown_address,
        mailbox_full,
        refused,
        too_large,
        unreachable,
        no_secure_connection,
        needs_8bit,
        needs_utf8,
        other
    };
    struct Recipient {
        std::string recipient;
        Cause cause = Cause::other;
    };
    std::vector<Recipient> recipients;
    Time sent_at;
    bool delayed = false;  ///< A warning: Sluis keeps trying until `retry_until`.
    Time retry_until;
};

/// To the sender: a notice came back, so nobody knows of the document (D31).
struct UndeliveredNoticeFacts {
    std::string recipient;
    Time sent_at;
    Time until;
    bool generic_notified = false;
    std::string link;
};

/// To the sender: somebody typed wrong codes too often (design §6).
struct LockedLinkFacts {
    std::string recipient;
    Time locked_until;
    std::string link;
};

/// The words of every mail that Sluis writes, from templates `mail/…`. Each takes one struct, so that none
/// can be forgotten. Thread-safe. Holds the renderer by reference: main makes both, the renderer first.
class Texts {
public:
    /// @throws TemplateError naming every template that is missing
    Texts(const Renderer& renderer, Installation installation);

    [[nodiscard]] MailText notice(const NoticeFacts& facts) const;
    [[nodiscard]] MailText generic_notice(const GenericNoticeFacts& facts) const;
    [[nodiscard]] MailText confirmation(const ConfirmationFacts& facts) const;
    [[nodiscard]] MailText caution(const CautionFacts& facts) const;
    [[nodiscard]] MailText hold(const HoldFacts& facts) const;
    [[nodiscard]] MailText hold_expired(const HoldExpiredFacts& facts) const;
    [[nodiscard]] MailText returned(const ReturnFacts& facts) const;
    [[nodiscard]] MailText code(const CodeFacts& facts) const;
    [[nodiscard]] MailText failure(const FailureFacts& facts) const;
    [[nodiscard]] MailText undelivered_notice(const UndeliveredNoticeFacts& facts) const;
    [[nodiscard]] MailText locked_link(const LockedLinkFacts& facts) const;

private:
    [[nodiscard]] MailText fill(const std::string& name, Values& values) const;
    const Renderer& renderer_;
    Installation installation_;
};

/// `dinsdag 22 december 2026`, in Belgian time, in the language of the texts (nl).
[[nodiscard]] std::string day_text(Time when);
/// `dinsdag 22 december 2026 om 14.05 uur`
[[nodiscard]] std::string time_text(Time when);

}  // namespace sluis::templates
