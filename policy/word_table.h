#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace sluis::policy {

/// The words of an enumeration, each once: what goes into rows, reports and policy files.
template <class Value, std::size_t Count>
using WordTable = std::array<std::pair<Value, std::string_view>, Count>;

/// The word for a value; empty for a value outside the table.
template <class Value, std::size_t Count>
[[nodiscard]] constexpr std::string_view word_of(const WordTable<Value, Count>& table, Value value) {
    for (const auto& [known, word] : table) {
        if (known == value) return word;
    }
    return {};
}

/// The value of a word, exactly as written; nothing for any other text.
template <class Value, std::size_t Count>
[[nodiscard]] constexpr std::optional<Value> value_of(const WordTable<Value, Count>& table, std::string_view text) {
    for (const auto& [value, word] : table) {
        if (word == text) return value;
    }
    return std::nullopt;
}

}  // namespace sluis::policy
