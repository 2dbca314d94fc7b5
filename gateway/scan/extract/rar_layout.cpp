#include "gateway/scan/extract/rar_layout.h"

#include <algorithm>
#include <cstdint>

#include "gateway/scan/extract/little_endian.h"

namespace sluis::scan {
namespace {

using namespace std::string_view_literals;

constexpr auto mark_of_5 = "Rar!\x1A\x07\x01\0"sv;
constexpr auto mark_of_4 = "Rar!\x1A\x07\0"sv;

/// Takes numbers of seven bits an octet off a header of RAR 5.
class Header {
public:
    explicit Header(std::string_view octets) : rest_{octets} {}
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const auto octet = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= std::uint64_t{octet & 0x7FU} << shift;
            if ((octet & 0x80) == 0) break;
        }
        return value;
    }
    void skip(std::uint64_t octets) { rest_.remove_prefix(std::min<std::uint64_t>(octets, rest_.size())); }
    [[nodiscard]] std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

bool has_password_record(std::string_view extra) {
    constexpr std::uint64_t encryption = 1;
    for (Header records{extra}; !records.rest().empty();) {
        const auto size = records.number();
        if (Header{records.rest()}.number() == encryption) return true;
        records.skip(size);
        if (size == 0) return false;
    }
    return false;
}

bool is_encrypted_5(std::string_view rar) {
    constexpr std::uint64_t file = 2, service = 3, encrypted_headers = 4, has_extra = 1, has_data = 2;
    for (auto rest = rar.substr(mark_of_5.size()); rest.size() > 4;) {
        Header block{rest.substr(4)};
        const auto size = block.number();
        const auto after = block.rest();
        Header header{after.substr(0, size)};
        const auto type = header.number(), flags = header.number();
        const auto extra = (flags & has_extra) != 0 ? header.number() : 0;
        const auto data = (flags & has_data) != 0 ? header.number() : 0;
        if (type == encrypted_headers) return true;
        const bool of_file = type == file || type == service;
        if (of_file && extra <= header.rest().size() &&
            has_password_record(header.rest().substr(header.rest().size() - extra)))
            return true;
        if (size == 0 || size > after.size() || data > after.size() - size) return false;
        rest = after.substr(size + data);
    }
    return false;
}

bool is_encrypted_4(std::string_view rar) {
    constexpr unsigned main_header = 0x73, file = 0x74, encrypted_headers = 0x80, password = 0x04, has_data = 0x8000;
    for (auto rest = rar.substr(mark_of_4.size()); rest.size() >= 7;) {
        const auto type = little(rest, 2, 1), flags = little16(rest, 3);
        if (type == main_header && (flags & encrypted_headers) != 0) return true;
        if (type == file && (flags & password) != 0) return true;
        const std::uint64_t size = little16(rest, 5);
        const std::uint64_t data = type == file || (flags & has_data) != 0 ? little32(rest, 7) : 0;
        if (size < 7 || size + data > rest.size()) return false;
        rest.remove_prefix(size + data);
    }
    return false;
}

}  // namespace

bool is_encrypted_rar(std::string_view rar) {
    if (rar.starts_with(mark_of_5)) return is_encrypted_5(rar);
    return rar.starts_with(mark_of_4) && is_encrypted_4(rar);
}

}  // namespace sluis::scan
