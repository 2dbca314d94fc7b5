#include "storage/register/list_keys.h"

namespace sluis::storage::lists {
namespace {

constexpr std::size_t kept_digits = 32;

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
    : key_{key_of(keys, list)}, purpose_{key_name(list)}, organisation_{std::move(organisation)} {}

std::string ListHasher::hash_of(std::string_view what, std::string_view value) const {
    // NUL stands in none of them, so that no two triples make one text.
    std::string text;
    text.reserve(organisation_.size() + what.size() + value.size() + 2);
    text.append(organisation_).push_back('\0');
    text.append(what).push_back('\0');
    text.append(value);
    auto hex = vault::keyed_hash(key_, purpose_, text);
    hex.resize(kept_digits);
    return hex;
}

std::string ListHasher::hash(match::Kind kind, std::string_view value) const {
    return hash_of(match::to_string(kind), value);
}

std::string ListHasher::key_check() const {
    return hash_of("key-check", "");
}

}  // namespace sluis::storage::lists
