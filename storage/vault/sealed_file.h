#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "storage/postgres/error.h"

namespace sluis::storage::vault {

/// Where the sealed file of an object lies below the store's folder: `ab/abcdef….sealed`.
[[nodiscard]] std::filesystem::path sealed_path(const std::filesystem::path& folder, std::string_view id);

/// @throws Error (transient) when the file system of `folder` has less than this free
void refuse_full_disk(const std::filesystem::path& folder, std::uint64_t min_free_bytes);

/// A sealed file being written. The destructor closes it, and removes it unless kept.
class NewSealedFile {
public:
    /// Makes the folder for it as well. Mode 0640: the portal's group reads documents. @throws Error
    NewSealedFile(const std::filesystem::path& folder, std::string_view id);
    ~NewSealedFile();
    NewSealedFile(const NewSealedFile&) = delete;
    NewSealedFile& operator=(const NewSealedFile&) = delete;
    void write(std::string_view octets);
    /// On stable storage, its name as well.
    void sync();
    void keep() noexcept { kept_ = true; }

private:
    std::filesystem::path folder_;
    std::filesystem::path path_;
    int number_ = -1;
    bool kept_ = false;
};

/// A sealed file being read.
class SealedFile {
public:
    /// @throws Error when it is not there
    explicit SealedFile(const std::filesystem::path& path);
    ~SealedFile();
    SealedFile(const SealedFile&) = delete;
    SealedFile& operator=(const SealedFile&) = delete;
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// As many octets from there as the file has, at most `count`.
    [[nodiscard]] std::string read(std::uint64_t offset, std::size_t count) const;

private:
    int number_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace sluis::storage::vault
