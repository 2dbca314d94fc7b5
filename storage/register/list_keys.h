#pragma once

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
/// hash would be no secret: the key stands in the key directory alone.
class ListHasher {
public:
    /// @throws Error when the key is not there
    ListHasher(const vault::KeyDirectory& keys, ListKind list, std::string organisation);

    /// 32 hexadecimal digits: the first half of the HMAC-SHA-256 of organisation, kind and value (RFC 2104 §5) under
    /// the list's key, with the list's kind as purpose.
    [[nodiscard]] std::string hash(match::Kind kind, std::string_view value) const;
    /// Of a text that is no value: tells one key from another.
    [[nodiscard]] std::string key_check() const;

private:
    [[nodiscard]] std::string hash_of(std::string_view what, std::string_view value) const;
    vault::Key key_;
    std::string purpose_;
    std::string organisation_;
};

}  // namespace sluis::storage::lists
