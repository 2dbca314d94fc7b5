#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"
#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// Counts a try to log in before it is made, so that parallel ones cannot slip under the limit. The subject (a login,
/// or a network address) is stored as a keyed hash. The wait doubles up to a quarter of an hour, never for ever: nobody
/// is locked out by another's guesses for long.
/// @param free_tries  how many come without a wait; forgotten an hour after the last
/// @returns how long to wait; nothing when the try may be made
[[nodiscard]] std::optional<std::chrono::seconds> count_try(postgres::Connection& connection,
                                                            const vault::KeyDirectory& keys, std::string_view subject,
                                                            int free_tries);

/// The proof was right: this subject begins anew.
void forget_tries(postgres::Connection& connection, const vault::KeyDirectory& keys, std::string_view subject);

}  // namespace sluis::storage::shares
