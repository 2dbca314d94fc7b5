#include "storage/register/list_keys.h"

#include <algorithm>

namespace sluis::storage::lists {
namespace {

vault::Key key_of(const vault::KeyDirectory& keys, ListKind list) {
    const auto key = keys.find(key_name(list));
    if (!key)
        throw Error{"lists: the key " + std::string{key_name(list)} +
                        " is not in the key directory; sluisd makes it at its start",
                    false};
    return *key;
}

}  // namespace

std::string_view to_string(ListKind kind) {
    return kind == ListKind::clients ? "clients" : "staff";
}

std::string_view key_name(ListKind kind) {
    return kind == ListKind::clients ? "list-clients" : "list-staff";
}

void make_list_keys(const vault::KeyDirectory& keys) {
    for (const auto kind : {ListKind::clients, ListKind::staff}) static_cast<void>(keys.get_or_make(key_name(kind)));
}

ListHasher::ListHasher(const vault::KeyDirectory& keys, ListKind list, std::string organisation)
    : hasher_{key_of(keys, list), key_name(list)}, organisation_{std::move(organisation)} {
    organisation_.push_back('\0');
}

ListHasher::Hash ListHasher::hash_of(std::string_view what, std::string_view value) {
    // NUL stands in none of them, so that no two triples make one text.
    const auto whole = hasher_.hash({organisation_, what, std::string_view{"", 1}, value});
    Hash half{};
    std::copy_n(whole.begin(), half.size(), half.begin());
    return half;
}

ListHasher::Hash ListHasher::hash(match::Kind kind, std::string_view value) {
    return hash_of(match::to_string(kind), value);
}

std::string ListHasher::key_check() {
    return hexadecimal(hash_of("key-check", ""));
}

std::string hexadecimal(const ListHasher::Hash& hash) {
    std::string text;
    text.reserve(hash.size() * 2);
    for (const auto octet : hash) {
        text += "0123456789abcdef"[octet >> 4];
        text += "0123456789abcdef"[octet & 15];
    }
    return text;
}

}  // namespace sluis::storage::lists
