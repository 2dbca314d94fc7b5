#include "gateway/mime/ascii.h"
#include "gateway/mime/header.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

// The name before the colon, or nothing when the line is no field.
std::string_view field_name(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    std::string_view name = line.substr(0, colon);
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    for (const char c : name) {
        if (!is_printable(c)) return {};
    }
    return name;
}

}  // namespace

std::optional<Field> HeaderFields::next() {
    const std::size_t begin = at_;
    const Line line = first_line(header_.substr(begin));
    if (line.length == 0 || line.text.empty()) return std::nullopt;

    at_ += line.length;
    const bool begins_with_blank = is_blank(line.text.front());
    while (at_ < header_.size() && is_blank(header_[at_])) at_ += first_line(header_.substr(at_)).length;

    Field field;
    field.range = {begin, at_};
    field.name = begins_with_blank ? std::string_view{} : field_name(line.text);
    const std::size_t value = field.name.empty() ? begin : header_.find(':', begin) + 1;
    field.value = header_.substr(value, at_ - value);
    return field;
}

std::optional<std::string_view> find_field(std::string_view header, std::string_view lower_name) {
    HeaderFields fields{header};
    while (const auto field = fields.next()) {
        if (!field->name.empty() && equals_ignoring_case(field->name, lower_name)) return field->value;
    }
    return std::nullopt;
}

std::string unfold(std::string_view raw_value) {
    std::string line;
    const std::string_view value = trim(raw_value);
    line.reserve(value.size());
    for (const char c : value) {
        if (c == '\r' || c == '\n') continue;
        const bool is_control = static_cast<unsigned char>(c) < 32 || c == 127;
        line += is_control ? ' ' : c;
    }
    return line;
}

}  // namespace sluis::mime
