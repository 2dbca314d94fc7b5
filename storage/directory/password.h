#pragma once

#include <string>
#include <string_view>

namespace sluis::storage::directory {

/// How a password stands in an LDIF file: `{PBKDF2-SHA256}ITERATIONS$SALT$HASH`, salt and hash in base64 with `.` for
/// `+` and without padding. It is what OpenLDAP's module pw-pbkdf2 writes and reads, so that a file can move to a
/// server.
inline constexpr unsigned default_iterations = 60'000;

/// A new record with a random salt of 16 octets. @throws std::runtime_error when there are no random numbers
[[nodiscard]] std::string hash_password(std::string_view password, unsigned iterations = default_iterations);

/// That a password fits a record; compared in constant time. False for every record that is not of this scheme or asks
/// for more than 1,000,000 iterations, and for a password that is empty or longer than 1,024 octets.
[[nodiscard]] bool password_fits(std::string_view record, std::string_view password);

/// That a record can be used at all.
[[nodiscard]] bool is_password_record(std::string_view record);

}  // namespace sluis::storage::directory
