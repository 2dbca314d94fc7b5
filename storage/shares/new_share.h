#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/decision.h"
#include "storage/postgres/connection.h"
#include "storage/vault/content.h"
#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// The fields that are sealed with a document's own key (StagedContent::seal_field, OpenContent::open_field).
namespace sealed_field {
inline constexpr std::string_view name = "name";
inline constexpr std::string_view subject = "subject";
}  // namespace sealed_field

/// The ceiling (S0.15): a share lives 30 days, counted from acceptance, whatever was configured or asked.
inline constexpr int max_days = 30;

/// One document of a share, its content already inserted in the same transaction.
struct NewDocument {
    vault::ContentId content;                           ///< StagedContent::insert's answer.
    policy::Label label = policy::Label::client_bound;  ///< The strictest over all recipients: the sender's side.
    std::string type;                                   ///< The answer to Q3, or empty.
    std::string part;                                   ///< Of the mail; empty: the whole message.
    std::string sealed_name;                            ///< StagedContent::seal_field(sealed_field::name, …)
    std::string sealed_subject;  ///< StagedContent::seal_field(sealed_field::subject, …); empty for none.
    std::string media_type;      ///< As the scan found it; the portal decides for itself what may open in a browser.
    std::uint64_t size = 0;      ///< Octets before sealing.
};

/// Lets one recipient read one document.
struct NewGrant {
    std::size_t document = 0;                           ///< Index in NewShare::documents.
    policy::Label label = policy::Label::client_bound;  ///< Of this recipient's own decision.
};

struct NewRecipient {
    std::string address;
    policy::PartyClass klass;
    std::string organisation;  ///< Empty when the directory knows none.
    std::string division;
    std::string person;    ///< Login of the addressee, when the directory knows one.
    bool generic = false;  ///< A generic mailbox (S0.34).
    std::string link_mac;  ///< new_link()'s.
    bool code_required = false;
    std::vector<NewGrant> grants;
    std::string explanation;  ///< As JSON, for the sender's side; see explanation.h. Empty for none.
};

/// What the sender of one message shares. Made by the pipeline inside its prepare transaction.
struct NewShare {
    std::string message;       ///< Queue id.
    std::string organisation;  ///< The sender's.
    std::string sender;        ///< Address.
    std::string sender_login;  ///< Empty when the message came by a mail server's network or certificate.
    std::string division;      ///< The sender's, from the directory.
    std::string sender_class;  ///< The sender's own class (facility, consultant, agency …).
    policy::Label label = policy::Label::client_bound;  ///< The strictest of all: the sender's side.
    std::string type;                                   ///< Kind of document, for the overview.
    std::optional<std::string> dossier;
    std::string accepted_at;  ///< The database's time of acceptance, as text (message.received_at).
    int days = max_days;      ///< 1 … 30; what lies outside is clamped.
    std::string key_name;     ///< expiry_day()'s: what the documents' content was sealed under.
    std::vector<NewDocument> documents;
    std::vector<NewRecipient> recipients;
};

struct ShareIds {
    std::int64_t share = 0;
    std::string reference;                 ///< For people and URLs: random, says nothing.
    std::vector<std::int64_t> documents;   ///< In the order given.
    std::vector<std::int64_t> recipients;  ///< In the order given.
    std::string expires_at;                ///< ISO 8601, UTC.
};

/// When a share of this message would end, and under which key its content must be sealed.
struct ExpiryDay {
    std::string expires_at;  ///< ISO 8601, UTC, to the second.
    std::string date;        ///< The same day, `2026-12-22`, UTC.
    std::string key_name;    ///< `day-2026-12-22`
    bool passed = false;     ///< It has expired already (a long hold): nothing may be shared any more.
};

/// By the database's clock and UTC, from the time of acceptance: time on hold counts (design §1.8).
/// @param days  clamped to 1 … 30
[[nodiscard]] ExpiryDay expiry_day(postgres::Connection& connection, const std::string& accepted_at, int days);

/// Writes the share with its documents, recipients and grants. Writes no audit row: the pipeline does, with
/// the decision.
/// @throws storage::Error when key_name is not that of the expiry day, when it has expired already, when a
/// grant points
///         nowhere, or when a document or recipient is missing
[[nodiscard]] ShareIds insert_share(postgres::Transaction& transaction, const NewShare& share);

/// A link's secret: the token goes into the notice and nowhere else, the MAC into the database.
struct Link {
    std::string token;  ///< 24 random octets in URL-safe base64 (D18).
    std::string mac;
};
[[nodiscard]] Link new_link(const vault::KeyDirectory& keys);
[[nodiscard]] std::string link_mac(const vault::KeyDirectory& keys, std::string_view token);

/// The path of a link below the portal's address: `/d/TOKEN`.
[[nodiscard]] std::string link_path(std::string_view token);

}  // namespace sluis::storage::shares
