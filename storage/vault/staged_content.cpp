#include "storage/vault/staged_content.h"

#include <algorithm>

namespace sluis::storage::vault {
namespace {

/// How often a growing file asks whether the disk still has room, in chunks: every 16 MiB.
constexpr std::uint64_t kChunksBetweenChecks = 256;

}  // namespace

SealingContent::SealingContent(const ContentStore::Options& options, sealing::ObjectName name, std::string key_name,
                               const Key& named)
    : options_{options},
      name_{std::move(name)},
      key_name_{std::move(key_name)},
      wrapped_{sealing::wrap(key_, named, key_name_, name_, sealing::random_nonce())},
      chunks_{key_, name_, sealing::random_prefix()},
      in_row_{chunks_.header()} {
    refuse_full_disk(options_.folder, options_.min_free_bytes);
}

void SealingContent::append(std::span<const char> octets) {
    if (finished_) throw Error{"vault: octets were added after the end", false};
    std::string_view rest{octets.data(), octets.size()};
    size_ += rest.size();
    while (!rest.empty()) {
        // A full chunk waits for the next octet: only then it is known not to be the last.
        if (chunk_.size() == sealing::kChunk) seal_chunk(false);
        const auto part = rest.substr(0, sealing::kChunk - chunk_.size());
        chunk_ += part;
        rest.remove_prefix(part.size());
    }
}

void SealingContent::seal_chunk(bool last) {
    std::string sealed;
    chunks_.seal(number_++, last, chunk_, sealed);
    chunk_.clear();
    store(sealed);
}

void SealingContent::store(std::string_view sealed) {
    if (!file_ && size_ <= options_.max_in_row) {
        in_row_ += sealed;
        return;
    }
    if (!file_) {
        file_.emplace(options_.folder, name_.id);
        file_->write(in_row_);
        in_row_.clear();
    }
    if (number_ % kChunksBetweenChecks == 0) refuse_full_disk(options_.folder, options_.min_free_bytes);
    file_->write(sealed);
}

void SealingContent::finish() {
    if (finished_) return;
    seal_chunk(true);
    if (file_) file_->sync();
    finished_ = true;
}

ContentId SealingContent::insert(postgres::Transaction& transaction) {
    if (!finished_) throw Error{"vault: an object was named before it was finished", false};
    const postgres::Param octets = file_ ? postgres::Param{nullptr} : postgres::Param{postgres::Blob{in_row_}};
    transaction.post(
        "insert into content (id, kind, organisation, key_name, wrapped_key, size, inline) values ($1, $2, $3, $4, $5, "
        "$6, $7)",
        {std::string_view{name_.id}, std::string_view{name_.kind}, std::string_view{name_.organisation},
         std::string_view{key_name_}, postgres::Blob{wrapped_}, static_cast<std::int64_t>(size_), octets});
    // From here the commit may succeed without our hearing of it.
    if (file_) file_->keep();
    return name_.id;
}

std::string SealingContent::seal_field(std::string_view field, std::string_view text) const {
    return sealing::seal_field(key_, name_, field, text, sealing::random_nonce());
}

}  // namespace sluis::storage::vault
