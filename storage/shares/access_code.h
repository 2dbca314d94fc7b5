#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"
#include "storage/shares/share.h"
#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// Codes by mail, for guests (design §6). A code proves that its reader reads the mail of the address that was
/// notified, for one link. Several live at once, since mail is slow and people ask twice. Only a MAC of a code is
/// stored.

/// What a link leads to, whose codes and tries are counted together: one recipient of a share, or stopped mail.
struct CodeSubject {
    enum class Kind { share_recipient, stopped_mail };
    Kind kind = Kind::share_recipient;
    std::int64_t id = 0;

    [[nodiscard]] static CodeSubject recipient(std::int64_t id) { return {Kind::share_recipient, id}; }
    [[nodiscard]] static CodeSubject stopped(std::int64_t id) { return {Kind::stopped_mail, id}; }
};

namespace access_code {
inline constexpr int digits = 6;
inline constexpr int max_live = 3;    ///< A link.
inline constexpr int max_a_day = 10;  ///< A link: nobody's mailbox is flooded.
inline constexpr int max_tries = 5;   ///< A link, over all its codes; then it locks.
inline constexpr std::chrono::minutes min_lifetime{15};
inline constexpr std::chrono::minutes first_lock{15};  ///< Doubles each time.
inline constexpr std::chrono::hours longest_lock{24};
}  // namespace access_code

struct IssuedCode {
    enum class Result { issued, too_many, locked };
    Result result = Result::too_many;
    std::string code;  ///< When issued: goes into the mail, and nowhere else.
    Time until;        ///< issued: how long it works · too_many: when the next may be asked · locked: until when
};

/// A new code for this link, or why there is none. The mail leaves after the commit; when it cannot, revoke_code().
/// @param lifetime  raised to min_lifetime where it is less
[[nodiscard]] IssuedCode issue_code(postgres::Transaction& transaction, const vault::KeyDirectory& keys,
                                    const CodeSubject& subject, std::chrono::minutes lifetime);
/// The mail with this code could not be handed over.
void revoke_code(postgres::Transaction& transaction, const vault::KeyDirectory& keys, const CodeSubject& subject,
                 std::string_view code);

struct CodeCheck {
    enum class Answer { right, wrong, none_live, malformed, locked };
    Answer answer = Answer::wrong;
    int tries_left = 0;  ///< After a wrong one.
    std::optional<Time> locked_until;
    bool locks_now = false;  ///< This try locked the link: the sender is told, once.
};

/// Judges what was typed: blanks and hyphens between the digits are allowed. A right code is used up. Only a wrong one
/// counts as a try: what is no code, or comes when none lives, can guess nothing.
[[nodiscard]] CodeCheck check_code(postgres::Transaction& transaction, const vault::KeyDirectory& keys,
                                   const CodeSubject& subject, std::string_view typed);

/// True when a code was asked that still works: the page then asks for it.
[[nodiscard]] bool has_live_code(postgres::Connection& connection, const CodeSubject& subject);

}  // namespace sluis::storage::shares
