// Header values as a sender of any kind writes them: RFC 2047 and RFC 2231 decoded, parameters, addresses, file names.
// The whole input is a header; the first field's value is read as every kind of value.
#include <cstdint>
#include <string_view>

#include "gateway/mime/header.h"
#include "gateway/mime/transfer.h"
#include "tests/fuzz/require.h"

namespace {

using namespace sluis::mime;

bool has_control(std::string_view text) {
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) < 0x20) || c == 0x7f) return true;
    }
    return false;
}

void check_value(std::string_view raw) {
    const auto decoded = decode_text(raw);
    require(is_valid_utf8(decoded) && !has_control(decoded));
    require(!has_control(unfold(raw)));
    const Limits limits;
    const auto parameters = parse_parameters(raw, limits);
    require(parameters.parameters.size() <= limits.max_parameters);
    for (const auto& parameter : parameters.parameters) {
        require(parameter.name == "boundary" || is_valid_utf8(parameter.value));
    }
    const auto type = parse_content_type(raw, limits).value;
    require(type.empty() || type.find('/') != type.npos);
    static_cast<void>(transfer_encoding(raw));
    const auto addresses = parse_addresses(raw, 50);
    require(addresses.size() <= 50);
    for (const auto& address : addresses) require(is_valid_utf8(address.name) && !has_control(address.name));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view header{reinterpret_cast<const char*>(data), size};
    HeaderFields fields{header};
    std::size_t end = 0;
    while (const auto field = fields.next()) {
        require(field->range.begin >= end && field->range.end <= header.size());
        require(field->range.begin < field->range.end);
        end = field->range.end;
        check_value(field->value);
    }
    check_value(header);
    for (const auto& name : all_file_names(header)) require(is_valid_utf8(name) && name.find('/') == name.npos);
    return 0;
}
