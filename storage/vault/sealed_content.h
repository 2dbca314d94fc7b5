#pragma once

#include <optional>

#include "storage/vault/content.h"
#include "storage/vault/sealed_file.h"
#include "storage/vault/sealing.h"

namespace sluis::storage::vault {

/// The one OpenContent there is. Authenticates the last chunk first, so that the size is known to be whole.
class SealedContent final : public OpenContent {
public:
    /// @param size  what the row says, which must be what the sealed form holds
    /// @throws Error when the object is damaged
    SealedContent(sealing::ObjectName name, const Key& key, std::string in_row, std::uint64_t size);
    SealedContent(sealing::ObjectName name, const Key& key, const std::filesystem::path& file, std::uint64_t size);
    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    std::size_t read(std::uint64_t offset, std::span<char> into) override;
    [[nodiscard]] std::string open_field(std::string_view field, std::string_view sealed) const override;

private:
    void begin(std::uint64_t size);
    void load(std::uint64_t number);
    [[nodiscard]] std::string sealed_octets(std::uint64_t offset, std::size_t count) const;

    sealing::ObjectName name_;
    Key key_;
    std::string in_row_;
    std::optional<SealedFile> file_;
    std::optional<sealing::Chunks> chunks_;
    std::uint64_t size_ = 0;
    std::string chunk_;  ///< The content of chunk `loaded_`.
    std::optional<std::uint64_t> loaded_;
};

}  // namespace sluis::storage::vault
