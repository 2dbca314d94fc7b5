#pragma once

#include <array>
#include <string>
#include <string_view>

#include "gateway/match/kind.h"
#include "storage/vault/keys.h"

namespace sluis::storage::lists {

/// Which of an organisation's lists.
enum class ListKind { clients, staff };
[[nodiscard]] std::string_view to_string(ListKind kind);
[[nodiscard]] std::string_view key_name(
    ListKind kind);  ///< "list-clients", "list-staff": mode 0600, the relay's alone.

/// Makes the keys that are not there yet. The relay does at its start, so that they belong to its user.
void make_list_keys(const vault::KeyDirectory& keys);

/// Turns values into what the database may hold. About 7·10⁷ national numbers are plausible, so without its key a
/// hash would be no secret: the key stands in the key directory alone. Not thread-safe.
class ListHasher {
public:
    using Hash = std::array<unsigned char, 16>;
    /// @throws Error when the key is not there
    ListHasher(const vault::KeyDirectory& keys, ListKind list, std::string organisation);

    /// The first half of the HMAC-SHA-256 of organisation, kind and value (RFC 2104 §5) under the list's key, with the
    /// list's kind as purpose.
    [[nodiscard]] Hash hash(match::Kind kind, std::string_view value);
    /// Of a text that is no value: tells one key from another. 32 hexadecimal digits.
    [[nodiscard]] std::string key_check();

private:
    [[nodiscard]] Hash hash_of(std::string_view what, std::string_view value);
    vault::KeyedHasher hasher_;
    std::string organisation_;  ///< With a NUL behind it.
};

/// As the database's text form has it, without its "\x".
[[nodiscard]] std::string hexadecimal(const ListHasher::Hash& hash);

}  // namespace sluis::storage::lists
