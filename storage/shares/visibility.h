#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/decision.h"
#include "policy/party.h"

namespace sluis::storage::shares {

/// Who looks, and what they proved. A member proved to be a person of the directory (login); a guest proved only that
/// they read the mail of one address, and only for the link whose code they typed.
struct Reader {
    // A member. Empty for a guest.
    std::string login;
    std::string organisation;
    std::string division;
    std::vector<policy::PersonRole> roles;
    std::vector<std::string> addresses;  ///< Mailbox::key() of what is theirs.
    bool may_read_personal = false;      ///< Designated by their organisation (S0.44).
    // A guest. Empty for a member.
    std::string guest_address;                    ///< Mailbox::key() of the address that was proven.
    std::optional<std::int64_t> guest_recipient;  ///< The one link it was proven for,
    std::optional<std::int64_t> guest_stopped;    ///< or the stopped mail that it was proven for.

    [[nodiscard]] bool is_member() const noexcept { return !login.empty(); }
};

/// What matters of a share for who may read it.
struct ShareFacts {
    std::int64_t id = 0;
    std::string organisation, sender, sender_login, division;  ///< The sender's. `sender` is a Mailbox::key().
    policy::PartyClass sender_class;
    bool expired = false;
    bool withdrawn = false;
};

struct RecipientFacts {
    std::int64_t id = 0;
    std::string address;  ///< Mailbox::key()
    policy::PartyClass klass;
    std::string organisation, division;
    std::string person;  ///< Login of the addressee, or empty.
    bool generic = false;
    bool withdrawn = false;
};

/// One document and whom it was sent to, each under the label of their own decision.
struct DocumentFacts {
    struct Grant {
        RecipientFacts recipient;
        policy::Label label = policy::Label::client_bound;
    };
    std::int64_t id = 0;
    policy::Label label = policy::Label::client_bound;  ///< The strictest over all recipients: the sender's side.
    std::vector<Grant> grants;
};

/// On which side of a share a reader stands.
enum class Side { none, sender, recipient };

/// Why a document does not open. In order of how much it tells: `hidden` tells nothing.
enum class Refusal { none, hidden, not_designated, withdrawn, expired };

/// What a reader may do with one document.
struct Verdict {
    Side side = Side::none;             ///< `none`: for this reader the document does not exist.
    Refusal refusal = Refusal::hidden;  ///< `none`: they may open it now.
    std::optional<std::int64_t>
        recipient;           ///< On the recipient's side: through which recipient. An own address comes first.
    bool addressee = false;  ///< It was sent to themselves, not to a colleague.

    [[nodiscard]] bool may_see() const noexcept { return side != Side::none; }
    [[nodiscard]] bool may_open() const noexcept { return refusal == Refusal::none; }
};

/// The only judge of who may read a document (design §6): for pages, downloads and overviews alike. Pure.
///
/// The sender's side may see what it shared after expiry as well; nobody opens it then. Someone on both sides
/// (a colleague as addressee) is judged as a recipient where they may open it as one.
[[nodiscard]] Verdict may_read(const Reader& reader, const ShareFacts& share, const DocumentFacts& document);

/// The recipient's side alone: what "Ontvangen documenten" and a link show, also to who shares with themselves.
[[nodiscard]] Verdict may_read_as_recipient(const Reader& reader, const ShareFacts& share,
                                            const DocumentFacts& document);
/// The sender's side alone: what "Verzonden documenten" shows.
[[nodiscard]] Verdict may_read_as_sender(const Reader& reader, const ShareFacts& share, const DocumentFacts& document);

/// Who sees how a share was decided: the sender, and of the sender's side those who see everything of it, since an
/// explanation speaks of every document. @param label  the strictest of the share
[[nodiscard]] bool may_see_explanation(const Reader& reader, const ShareFacts& share, policy::Label label);

/// Who may withdraw a share: the sender; and of those who see it by `label`, the administrative officer, the team lead
/// and the organisation's administrator (D22: misaddressing is the main cause of breaches, and senders have days off).
[[nodiscard]] bool may_withdraw(const Reader& reader, const ShareFacts& share, policy::Label label);

}  // namespace sluis::storage::shares
