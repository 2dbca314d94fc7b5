#include "config/toml_document.h"

#include <algorithm>
#include <optional>

// The library asserts, or in a release build assumes, that a table's header begins with a key character, before it
// looks
// ("[é]" aborts the program). With both taken away, the check behind them reports the error.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace sluis::config {
namespace {

constexpr std::size_t max_size = 1u << 20;
constexpr std::size_t max_shown = 60;

Position position_of(const toml::source_region& region) {
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

// The library bounds the depth of a document (256), and with it this recursion.
Node converted(const toml::node& from) {
    Node node;
    node.at = position_of(from.source());
    if (const auto* table = from.as_table()) {
        for (auto&& [key, value] : *table) {
            node.members.push_back({std::string{key.str()}, position_of(key.source()), converted(value)});
        }
        std::stable_sort(node.members.begin(), node.members.end(),
                         [](const Member& a, const Member& b) { return a.at < b.at; });
    } else if (const auto* array = from.as_array()) {
        node.kind = Node::Kind::array;
        for (auto&& item : *array) node.items.push_back(converted(item));
    } else if (const auto* text = from.as_string()) {
        node.kind = Node::Kind::text;
        node.text = text->get();
    } else if (const auto* integer = from.as_integer()) {
        node.kind = Node::Kind::integer;
        node.integer = integer->get();
    } else if (const auto* real = from.as_floating_point()) {
        node.kind = Node::Kind::real;
        node.real = real->get();
    } else if (const auto* flag = from.as_boolean()) {
        node.kind = Node::Kind::flag;
        node.flag = flag->get();
    } else {
        node.kind = Node::Kind::date;
    }
    return node;
}

/// Where a string or comment that begins here ends, or the octet after this one. Single-line strings end with their
/// line, closed or not: the parser tells that mistake.
std::size_t after_token(std::string_view text, std::size_t at) {
    const char first = text[at];
    if (first == '#') return std::min(text.find('\n', at), text.size());
    if (first != '"' && first != '\'') return at + 1;
    const std::string_view quotes = first == '"' ? "\"\"\"" : "\'\'\'";
    const bool many_lines = text.substr(at).starts_with(quotes);
    const auto end = many_lines ? quotes : quotes.substr(0, 1);
    for (at += end.size(); at < text.size(); ++at) {
        if (first == '"' && text[at] == '\\') {
            ++at;
        } else if (text.substr(at).starts_with(end)) {
            at += end.size();
            while (many_lines && at < text.size() && text[at] == first) ++at;
            return at;
        } else if (text[at] == '\n' && !many_lines) {
            return at;
        }
    }
    return text.size();
}

/// TOML 1.0 has letters outside ASCII in strings and comments only. Asked before parsing, since the library's own check
/// of such a letter ("[é]") runs into what it declares unreachable.
std::optional<Position> stray_letter(std::string_view text) {
    std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) >= 0x80) {
            const auto before = text.substr(0, at);
            const auto line = std::count(before.begin(), before.end(), '\n') + 1;
            const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
            return Position{static_cast<int>(line), static_cast<int>(at - line_start) + 1};
        }
        at = after_token(text, at);
    }
    return std::nullopt;
}

}  // namespace

Result<Node, SyntaxError> parse_toml(std::string_view text) {
    if (text.size() > max_size) return failure(SyntaxError{{1, 1}, "the file is larger than 1 MiB"});
    if (const auto at = stray_letter(text)) {
        return failure(SyntaxError{*at, "only strings and comments may hold letters outside ASCII"});
    }
    try {
        return converted(toml::parse(text, std::string_view{}));
    } catch (const toml::parse_error& error) {
        return failure(SyntaxError{position_of(error.source()), std::string{error.description()}});
    }
}

const Member* member_of(const Node& table, std::string_view key) {
    const auto found = std::find_if(table.members.begin(), table.members.end(),
                                    [&](const Member& member) { return member.key == key; });
    return found == table.members.end() ? nullptr : &*found;
}

std::string shown(const Node& value) {
    switch (value.kind) {
        case Node::Kind::text: {
            auto end = std::min(value.text.size(), max_shown);
            while (end < value.text.size() && end > 0 && (static_cast<unsigned char>(value.text[end]) & 0xc0) == 0x80)
                --end;
            return '"' + value.text.substr(0, end) + (end < value.text.size() ? "…\"" : "\"");
        }
        case Node::Kind::integer:
            return std::to_string(value.integer);
        case Node::Kind::real:
            return "a fraction";
        case Node::Kind::flag:
            return value.flag ? "true" : "false";
        case Node::Kind::date:
            return "a date or time";
        case Node::Kind::array:
            return "a list";
        case Node::Kind::table:
            return "a table";
    }
    return "?";
}

}  // namespace sluis::config
