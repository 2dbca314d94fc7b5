#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.h"
#include "storage/shares/visibility.h"
#include "storage/vault/content.h"

namespace sluis::storage::shares {

/// For showing. Whether something expired is the database's to say (ShareFacts::expired), by its own clock.
using Time = std::chrono::system_clock::time_point;

/// Who read one document through one recipient, and when (S0.20).
struct Consultation {
    std::string reader;                ///< Login or address that proved itself.
    Time opened_at;                    ///< The first octet left.
    std::optional<Time> completed_at;  ///< The last octet left.
    std::int64_t document = 0;
    std::int64_t recipient = 0;
};

struct SharedDocument {
    DocumentFacts facts;
    std::string type;
    std::string media_type;
    std::string part;  ///< Of the mail: what an explanation calls it by. Empty: the whole message.
    std::uint64_t size = 0;
    std::optional<vault::ContentId> content;  ///< Nothing once it expired.
    std::optional<postgres::Bytes> sealed_name, sealed_subject;
};

struct SharedRecipient {
    RecipientFacts facts;
    std::string address;  ///< As the sender wrote it.
    bool code_required = false;
    std::optional<Time> first_opened_at, withdrawn_at, undelivered_at;
    std::vector<Consultation> consultations;  ///< Oldest first.
};

/// A share as it stands now, with everyone and everything in it. Never shown whole: may_read() says what a reader sees.
struct Share {
    ShareFacts facts;
    std::string reference;
    std::string message;
    std::string sender;  ///< As the sender wrote it.
    policy::Label label = policy::Label::client_bound;
    std::string type;
    std::optional<std::string> dossier;
    Time accepted_at, expires_at;
    std::optional<Time> withdrawn_at, expired_at;
    int days_left = 0;                      ///< Whole days that it still opens, rounded down.
    std::vector<SharedDocument> documents;  ///< In the mail's order.
    std::vector<SharedRecipient> recipients;

    [[nodiscard]] const SharedRecipient* recipient(std::int64_t id) const;
    [[nodiscard]] const SharedDocument* document(std::int64_t id) const;
};

[[nodiscard]] std::optional<Share> find_share(postgres::Connection& connection, std::int64_t id);
[[nodiscard]] std::optional<Share> find_share(postgres::Connection& connection, std::string_view reference);
/// The share in which this document stands.
[[nodiscard]] std::optional<Share> find_share_of_document(postgres::Connection& connection, std::int64_t document);

/// What a link leads to: the share, and the recipient it was made for.
struct Linked {
    Share share;
    std::int64_t recipient = 0;
};
[[nodiscard]] std::optional<Linked> find_by_link(postgres::Connection& connection, std::string_view link_mac);
[[nodiscard]] std::optional<Linked> find_by_recipient(postgres::Connection& connection, std::int64_t recipient);

/// Loads these shares, with all their rows, newest first. For the other files of this folder. @param ids  at most 1000
[[nodiscard]] std::vector<Share> load_shares(postgres::Connection& connection, const std::vector<std::int64_t>& ids);

}  // namespace sluis::storage::shares
