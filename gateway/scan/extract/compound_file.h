#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::scan {

/// A compound file (MS-CFB): the container of Word, Excel and PowerPoint before 2007, and of Outlook's .msg.
///
/// Reads the directory when made, streams on demand. Chains that loop or leave the file end where they do; a stream is
/// never longer than its chain and never longer than the file.
class CompoundFile {
public:
    struct Entry {
        enum class Type : std::uint8_t { unused = 0, storage = 1, stream = 2, root = 5 };
        std::string name;  ///< UTF-8.
        Type type = Type::unused;
        std::uint32_t parent = none;  ///< Index of its storage; `none` for the root and for what nothing refers to.
        std::uint32_t first_sector = 0;
        std::uint64_t size = 0;
    };
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    /// @param octets  must outlive the object
    explicit CompoundFile(std::string_view octets);

    /// False when there is no header, no allocation table or no directory.
    [[nodiscard]] bool is_sound() const noexcept { return !entries_.empty(); }
    /// In the order of the directory; the first is the root.
    [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }
    /// The first stream or storage of that name (case ignored) in a storage; `none` when there is none.
    [[nodiscard]] std::uint32_t find(std::uint32_t storage, std::string_view name) const;
    [[nodiscard]] std::string content(const Entry& entry) const;
    /// Which entries stand in a storage, at any depth.
    [[nodiscard]] std::vector<bool> within(std::uint32_t storage) const;
    /// What stands in one storage as a compound file of its own: a copy of the whole whose root is that storage, and
    /// whose other entries have lost their names. For readers that go through the directory, and those that follow the
    /// tree.
    [[nodiscard]] std::string file_of(std::uint32_t storage) const;

private:
    [[nodiscard]] std::string_view sector(std::uint32_t number) const;
    [[nodiscard]] std::string chain(std::uint32_t first, std::uint64_t most) const;
    [[nodiscard]] std::string mini_chain(std::uint32_t first, std::uint64_t size) const;
    void read_allocation_table();
    void read_directory(std::uint32_t first);
    void find_parents();

    std::string_view octets_;
    std::size_t sector_size_ = 512, mini_size_ = 64;
    std::uint64_t mini_cutoff_ = 4096;
    std::vector<std::uint32_t> next_, mini_next_;
    std::vector<Entry> entries_;
    struct Links {
        std::uint32_t left, right, child;
    };
    std::vector<Links> links_;
    std::string mini_stream_;
};

}  // namespace sluis::scan
