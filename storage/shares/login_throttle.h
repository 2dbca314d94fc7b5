#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "storage/directory/directory.h"
#include "storage/postgres/connection.h"
#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// Counts a try to log in before it is made, so that parallel ones cannot slip under the limit. The subject (a login,
/// or a network address) is stored as a keyed hash. The wait doubles up to a quarter of an hour, never for ever: nobody
/// is locked out by another's guesses for long.
/// @param free_tries  how many come without a wait; as many are forgotten in each hour, one by one
/// @returns how long to wait; nothing when the try may be made
[[nodiscard]] std::optional<std::chrono::seconds> count_try(postgres::Connection& connection,
                                                            const vault::KeyDirectory& keys, std::string_view subject,
                                                            int free_tries);

/// The counted try was no guess: it does not count, and the wait that it brought ends. Those before it still count.
void take_back_try(postgres::Connection& connection, const vault::KeyDirectory& keys, std::string_view subject);

/// The proof was right: this subject begins anew.
void forget_tries(postgres::Connection& connection, const vault::KeyDirectory& keys, std::string_view subject);

inline constexpr int free_tries_of_login = 5;
inline constexpr int free_tries_of_address = 30;

/// Whose tries are counted together, in the portal and over SMTP alike.
struct LoginTry {
    std::string person;   ///< The person's login where the directory knows one, else what was typed, in lower case.
    std::string network;  ///< An IPv4 address or the /64 of an IPv6 one; empty when there is none (a Unix socket).
};

/// @param login    uid, mail or alternate address, as typed: of one person they count as one
/// @param address  the client's IP address, or empty
/// @throws directory::Unavailable
[[nodiscard]] LoginTry login_try(const directory::Directory& directory, const std::string& login,
                                 const std::string& address);

/// Counts a try for the network and the person, or for neither. @returns how long to wait, or nothing: prove it then.
[[nodiscard]] std::optional<std::chrono::seconds> begin_login(postgres::Connection& connection,
                                                              const vault::KeyDirectory& keys, const LoginTry& tried);

/// The proof was right: the person begins anew, and the network has not tried this one.
void login_proven(postgres::Connection& connection, const vault::KeyDirectory& keys, const LoginTry& tried);

/// Nobody could say whether the proof was right (the directory is away): the try does not count.
void login_undecided(postgres::Connection& connection, const vault::KeyDirectory& keys, const LoginTry& tried);

}  // namespace sluis::storage::shares
