#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/postgres/connection.h"
#include "storage/register/list_keys.h"

namespace sluis::storage::lists {

/// The hashes of one list, folded into a few bits each (a Bloom filter): what it says no to stands surely not on the
/// list, and of what does not stand there it says yes to one in four hundred at most. Keyed hashes alone go in.
class ListSieve {
public:
    explicit ListSieve(std::size_t hashes);
    void add(const ListHasher::Hash& hash);
    [[nodiscard]] bool may_hold(const ListHasher::Hash& hash) const;
    [[nodiscard]] std::size_t octets() const { return bits_.size() * sizeof(std::uint64_t); }

private:
    std::vector<std::uint64_t> bits_;
};

/// The sieves of the lists that were asked about, in this process' memory. A list never changes: an import makes
/// another one, with a number of its own, so that no sieve grows stale. Thread-safe.
class ListSieves {
public:
    static constexpr std::size_t max_octets = 64 << 20;
    static constexpr std::int64_t max_hashes = 2'000'000;  ///< A longer list has no sieve: the database is asked.

    /// Null when the list has no sieve, or was replaced meanwhile. Reads the list at its first use.
    /// @param hashes  how many the list has   @throws Error when the database is away
    [[nodiscard]] std::shared_ptr<const ListSieve> of(std::int64_t list, std::int64_t hashes,
                                                      postgres::Connection& connection);

private:
    std::mutex mutex_;
    std::map<std::int64_t, std::shared_ptr<const ListSieve>> sieves_;
    std::size_t octets_ = 0;
};

}  // namespace sluis::storage::lists
