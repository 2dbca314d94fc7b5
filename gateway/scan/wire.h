#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluis::scan {

/// Appends little-endian integers and length-prefixed texts to an answer.
class Writer {
public:
    void u8(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
    void u32(std::uint32_t value) { integer(value, 4); }
    void u64(std::uint64_t value) { integer(value, 8); }
    void text(std::string_view value) {
        u32(static_cast<std::uint32_t>(value.size()));
        bytes_ += value;
    }
    void raw(std::string_view value) { bytes_ += value; }
    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

private:
    void integer(std::uint64_t value, int octets) {
        char little[8];
        for (int i = 0; i < octets; ++i) little[i] = static_cast<char>(value >> (8 * i));
        bytes_.append(little, static_cast<std::size_t>(octets));
    }

    std::string bytes_;
};

/// Takes them off again, out of an answer that may be hostile. The first reading that fails makes every later
/// one give zero or nothing, so that a caller may ask ok() once per record. No length makes it allocate more
/// than it holds.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_{bytes} {}

    [[nodiscard]] bool ok() const noexcept { return ok_; }
    [[nodiscard]] bool at_end() const noexcept { return ok_ && rest_.empty(); }
    void refuse() noexcept { ok_ = false; }

    [[nodiscard]] std::uint8_t u8() { return static_cast<std::uint8_t>(integer(1)); }
    [[nodiscard]] std::uint32_t u32() { return static_cast<std::uint32_t>(integer(4)); }
    [[nodiscard]] std::uint64_t u64() { return integer(8); }

    /// A length-prefixed run of octets, of at most `limit`.
    [[nodiscard]] std::string_view text(std::size_t limit) {
        const std::uint32_t size = u32();
        if (size > limit) ok_ = false;
        return take(size);
    }

    /// A count of things that each take at least `least` octets: never more than can still follow.
    [[nodiscard]] std::uint32_t count(std::size_t limit, std::size_t least) {
        const std::uint32_t value = u32();
        if (value > limit || value > rest_.size() / least) ok_ = false;
        return ok_ ? value : 0;
    }

    /// The record that must come next: its tag, its length, its body.
    [[nodiscard]] Reader record(char tag) {
        if (u8() != static_cast<std::uint8_t>(tag)) ok_ = false;
        Reader body{text(rest_.size())};
        if (!ok_) body.refuse();
        return body;
    }

    [[nodiscard]] std::string_view take(std::size_t size) {
        if (!ok_ || size > rest_.size()) {
            ok_ = false;
            return {};
        }
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

private:
    std::uint64_t integer(std::size_t octets) {
        std::uint64_t value = 0;
        int shift = 0;
        for (const char c : take(octets)) {
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
            shift += 8;
        }
        return value;
    }

    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace sluis::scan
