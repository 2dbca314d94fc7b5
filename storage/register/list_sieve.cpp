#include "storage/register/list_sieve.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace sluis::storage::lists {
namespace {

constexpr std::size_t bits_each = 16;
constexpr std::size_t least_bits = 1024;

// A hash is as good as drawn by lot: each of its four words is a place. `bits` is a power of two.
template <class Look>
bool at_all_places(const ListHasher::Hash& hash, std::size_t bits, const Look& look) {
    for (std::size_t i = 0; i < hash.size(); i += sizeof(std::uint32_t)) {
        std::uint32_t word = 0;
        std::memcpy(&word, hash.data() + i, sizeof word);
        if (!look(word & (bits - 1))) return false;
    }
    return true;
}

unsigned value_of(char digit) {
    return static_cast<unsigned>(digit >= 'a' ? digit - 'a' + 10 : digit - '0');
}

ListHasher::Hash hash_at(std::string_view hex, std::size_t at) {
    ListHasher::Hash hash{};
    for (auto& octet : hash) {
        octet = static_cast<unsigned char>(value_of(hex[at]) << 4 | value_of(hex[at + 1]));
        at += 2;
    }
    return hash;
}

}  // namespace

ListSieve::ListSieve(std::size_t hashes) : bits_(std::bit_ceil(std::max(hashes * bits_each, least_bits)) / 64) {}

void ListSieve::add(const ListHasher::Hash& hash) {
    static_cast<void>(at_all_places(hash, bits_.size() * 64, [&](std::size_t place) {
        bits_[place / 64] |= std::uint64_t{1} << place % 64;
        return true;
    }));
}

bool ListSieve::may_hold(const ListHasher::Hash& hash) const {
    return at_all_places(hash, bits_.size() * 64,
                         [&](std::size_t place) { return (bits_[place / 64] >> place % 64 & 1U) != 0; });
}

std::shared_ptr<const ListSieve> ListSieves::of(std::int64_t list, std::int64_t hashes,
                                                postgres::Connection& connection) {
    if (hashes > max_hashes) return nullptr;
    const std::lock_guard lock{mutex_};
    if (const auto known = sieves_.find(list); known != sieves_.end()) return known->second;
    const auto rows = connection.execute(
        "select coalesce(encode(string_agg(hash, ''), 'hex'), '') from person_list_hash where list = $1", {list});
    const auto hex = rows.text(0, 0);
    constexpr auto digits = sizeof(ListHasher::Hash) * 2;
    // One that was replaced a moment ago has lost its hashes.
    if (hex.size() / digits < static_cast<std::size_t>(hashes)) return nullptr;
    const auto sieve = std::make_shared<ListSieve>(hex.size() / digits);
    for (std::size_t at = 0; at + digits <= hex.size(); at += digits) sieve->add(hash_at(hex, at));
    if (octets_ + sieve->octets() > max_octets) {
        sieves_.clear();
        octets_ = 0;
    }
    octets_ += sieve->octets();
    sieves_.emplace(list, sieve);
    return sieve;
}

}  // namespace sluis::storage::lists
