#pragma once

#include <optional>

#include "storage/vault/content.h"
#include "storage/vault/sealed_file.h"
#include "storage/vault/sealing.h"

namespace sluis::storage::vault {

/// The one StagedContent there is: holds a chunk, and what is sealed of a small object; a large one's goes to a file.
class SealingContent final : public StagedContent {
public:
    SealingContent(const ContentStore::Options& options, sealing::ObjectName name, std::string key_name,
                   const Key& named);
    void append(std::span<const char> octets) override;
    void finish() override;
    ContentId insert(postgres::Transaction& transaction) override;
    void committed() noexcept override {}
    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] bool is_in_memory() const noexcept override { return !file_ && size_ <= options_.max_in_row; }
    [[nodiscard]] std::string seal_field(std::string_view field, std::string_view text) const override;

private:
    void seal_chunk(bool last);
    void store(std::string_view sealed);

    ContentStore::Options options_;
    sealing::ObjectName name_;
    std::string key_name_;
    Key key_ = Key::random();
    std::string wrapped_;
    sealing::Chunks chunks_;
    std::uint64_t size_ = 0;
    std::uint64_t number_ = 0;  ///< Chunks sealed.
    std::string chunk_;         ///< Content not sealed yet: at most one chunk.
    std::string in_row_;        ///< The sealed form, as long as it may stand in a row.
    std::optional<NewSealedFile> file_;
    bool finished_ = false;
};

}  // namespace sluis::storage::vault
