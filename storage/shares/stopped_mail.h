#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.h"
#include "storage/shares/share.h"
#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// One recipient of a mail who got nothing of it. Texts are plain Dutch and hold masked evidence at most.
struct NewStoppedRecipient {
    std::string address;    ///< As the forward-path says it.
    bool returned = false;  ///< Given back for good; else held until its sender answers.
    std::string why;
    std::string advice;  ///< Decision::advice.
    std::string kinds;   ///< Names of the document types, for people; empty where none was recognised.
    int documents = 1;
    std::string explanation;  ///< As JSON; see explanation.h. Empty for none.
};

/// A mail that did not leave for some of its recipients, with what its sender may see of it. Made in prepare's
/// transaction, beside the mail that tells the sender.
struct NewStoppedMail {
    std::string message;  ///< Queue id.
    std::string organisation;
    std::string sender;  ///< Address; empty for the null reverse-path.
    std::string sender_login;
    std::string told;         ///< Whose mailbox the link goes to.
    std::string accepted_at;  ///< The database's time of acceptance. The hold ends three days later.
    std::string link_mac;     ///< new_link()'s.
    std::vector<NewStoppedRecipient> recipients;
};

/// @returns the reference of its page
std::string insert_stopped_mail(postgres::Transaction& transaction, const NewStoppedMail& mail);

/// The path of a sender's link below the portal's address: `/t/TOKEN`.
[[nodiscard]] std::string stopped_link_path(std::string_view token);

enum class StoppedState { held, shared, withdrawn, expired, returned };

struct StoppedRecipient {
    std::int64_t id = 0;
    std::string address;
    StoppedState state = StoppedState::held;
    std::string why, advice, kinds;
    int documents = 1;
    std::string kept_by;                  ///< Why the last release was not done, as advice; empty: it was not tried.
    std::optional<std::string> answered;  ///< `release` or `withdraw`, given and not yet done.
    std::optional<std::string> share_reference;  ///< What a release came to.
    std::optional<Time> share_until;
    std::string changed_by;  ///< Login or address; empty for Sluis itself.
    Time changed_at;
    std::string explanation;  ///< As JSON; empty when it is gone.
};

/// As it stands now.
struct StoppedMail {
    std::int64_t id = 0;
    std::string reference, message, organisation;
    std::string sender, sender_login, told;
    Time accepted_at, ends_at;
    bool over = false;  ///< `ends_at` has passed, by the database's clock: nobody can answer, the link opens nothing.
    std::vector<StoppedRecipient> recipients;  ///< In the mail's order.

    [[nodiscard]] const StoppedRecipient* recipient(std::int64_t id) const;
    /// True while somebody waits for an answer that was not given.
    [[nodiscard]] bool waits() const;
};

[[nodiscard]] std::optional<StoppedMail> find_stopped(postgres::Connection& connection, std::int64_t id);
[[nodiscard]] std::optional<StoppedMail> find_stopped(postgres::Connection& connection, std::string_view reference);
[[nodiscard]] std::optional<StoppedMail> find_stopped_by_link(postgres::Connection& connection,
                                                              std::string_view link_mac);
/// What was stopped of this member's own mail, newest first. @param max  at most 100
[[nodiscard]] std::vector<StoppedMail> stopped_of(postgres::Connection& connection, const Reader& reader,
                                                  std::size_t max);

/// Who may see stopped mail and answer for it: its sender alone, by login or address; or who proved by a code that they
/// read the mailbox that was told. Colleagues see nothing of it: it may be confidential. Pure.
[[nodiscard]] bool may_answer(const Reader& reader, const StoppedMail& mail);

/// One recipient's hold has ended. Nothing when it was not held.
/// @param by  login or address; empty for Sluis itself
/// @param share  what it came to, for StoppedState::shared
void settle_stopped(postgres::Transaction& transaction, std::string_view message, std::string_view address,
                    StoppedState state, std::string_view by, std::optional<std::int64_t> share = {});

/// A release was asked that today's policy does not let: it stays held. @param advice  Decision::advice
void keep_stopped(postgres::Transaction& transaction, std::int64_t recipient, std::string_view advice);

/// Removes what was accepted longer ago than this, and explanations of shares of that age. Returns how many rows.
std::size_t purge_stopped(postgres::Connection& connection, std::chrono::hours age);

}  // namespace sluis::storage::shares
