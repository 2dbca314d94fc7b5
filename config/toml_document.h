#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/result.h"

namespace sluis::config {

/// Where something stands in a file: both counted from 1; 0 for nowhere.
struct Position {
    int line = 0;
    int column = 0;
    friend auto operator<=>(const Position&, const Position&) = default;
};

struct Member;

/// A TOML value, with where it stands. A value of ours: nothing of the library shows outside toml_document.cpp.
struct Node {
    enum class Kind { text, integer, real, flag, date, array, table };
    Kind kind = Kind::table;
    Position at;
    std::string text;  ///< Of a text.
    std::int64_t integer = 0;
    double real = 0;
    bool flag = false;
    std::vector<Node> items;      ///< Of an array.
    std::vector<Member> members;  ///< Of a table, in the order of the file.
};

/// A key of a table, with where the key stands.
struct Member {
    std::string key;
    Position at;
    Node value;
};

/// Why a text is no TOML.
struct SyntaxError {
    Position at;
    std::string what;
};

/// Reads a TOML 1.0 document of at most 1 MiB. Never throws on any text.
[[nodiscard]] Result<Node, SyntaxError> parse_toml(std::string_view text);

/// The member of a table by its key; null when there is none or the node is no table.
[[nodiscard]] const Member* member_of(const Node& table, std::string_view key);

/// A value as a message shows it: `"text"` (cut to 60 octets), `17`, `true`, "a list", "a table".
[[nodiscard]] std::string shown(const Node& value);

}  // namespace sluis::config
