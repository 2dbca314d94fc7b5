#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/settings.h"
#include "config/toml_document.h"

namespace sluis::config {

/// What there is to know of one key: what docs/configuration.md and the example files must say too.
struct KeyInfo {
    std::string name;      ///< Dotted, with * for a name that the administrator chooses: "listener.*.kind".
    std::string allowed;   ///< "a whole number from 1 to 10000".
    std::string fallback;  ///< As written in TOML; "" when there is none.
};

/// What all readers of one file share: its name, and what was found wrong or asked for so far.
struct Reading {
    std::filesystem::path file;
    Problems problems;
    std::vector<KeyInfo> keys;
    std::map<std::string, Position, std::less<>> set;  ///< Dotted keys that stand in the file, and where.

    void refuse(Position at, std::string what);
    /// A path as the file means it: relative ones from the file's own folder.
    [[nodiscard]] std::filesystem::path resolved(const std::string& path) const;
};

/// A words-to-values table for keys that take one of a few words.
template <class Value>
using Choices = std::vector<std::pair<std::string_view, Value>>;

/// Reads the keys of one table into values that already hold their defaults, and notes every mistake in the Reading.
/// A value that is refused leaves its default. At the end, finish() names the keys that nobody asked for.
/// Keeps references to the Reading and the table: both must outlive it.
class TableReader {
public:
    /// @param table  null for a table that is not in the file: everything keeps its default.
    /// @param name   dotted, empty for the top.  @param pattern  the same, with * for chosen names.
    TableReader(Reading& reading, const Node* table, Position at, std::string name, std::string pattern);

    /// True when the key stands in the file, whatever its value.
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] Position position(std::string_view key) const;
    [[nodiscard]] std::string name_of(std::string_view key) const;
    [[nodiscard]] Position position() const { return at_; }

    using Check = std::function<bool(const std::string&)>;
    /// @param allowed  what the check takes, in words: "a domain name".
    void text(std::string_view key, std::string& value, std::string_view allowed = "a text", const Check& check = {});
    /// As text(), but what was found is not repeated in the message: it may hold a password.
    void secret_text(std::string_view key, std::string& value);
    void texts(std::string_view key, std::vector<std::string>& value, std::string_view allowed = "a list of texts",
               const Check& check = {});
    void path(std::string_view key, std::filesystem::path& value);
    void flag(std::string_view key, bool& value);
    void endpoint(std::string_view key, Endpoint& value);
    void size(std::string_view key, std::uint64_t& value, std::uint64_t least, std::uint64_t most);
    void durations(std::string_view key, std::vector<std::chrono::seconds>& value, std::chrono::seconds least,
                   std::chrono::seconds most);

    template <class Number>
    void integer(std::string_view key, Number& value, std::int64_t least, std::int64_t most) {
        value = static_cast<Number>(read_integer(key, static_cast<std::int64_t>(value), least, most));
    }
    template <class Duration>
    void duration(std::string_view key, Duration& value, std::chrono::seconds least, std::chrono::seconds most) {
        value = std::chrono::duration_cast<Duration>(read_duration_of(key, value, least, most));
    }
    /// The default shown is the word whose value it is; none when it is nobody's.
    template <class Value>
    void choice(std::string_view key, Value& value, const Choices<Value>& choices) {
        std::vector<std::string_view> words;
        std::string fallback;
        for (const auto& [word, each] : choices) {
            words.push_back(word);
            if (each == value && fallback.empty()) fallback = word;
        }
        if (const auto at = read_choice(key, words, fallback)) value = choices[*at].second;
    }

    /// The table under this key.
    [[nodiscard]] TableReader table(std::string_view key);
    /// Every table under [key.NAME], in the order of the file.
    [[nodiscard]] std::vector<std::pair<std::string, TableReader>> tables(std::string_view key);
    /// Every table under [[key]], in the order of the file.
    [[nodiscard]] std::vector<TableReader> list(std::string_view key);
    /// From here on keys are listed by this pattern: for tables whose keys are those of another one.
    void list_keys_as(std::string pattern) { pattern_ = std::move(pattern); }
    /// Every key of this table with its text, for tables whose keys the administrator chooses.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs(std::string_view allowed);

    void require(std::string_view key, std::string_view why = "it has no default");
    void refuse(std::string_view key, std::string what);
    /// At the table itself.
    void refuse(std::string what);
    /// Names the keys that were never asked for, with what was perhaps meant.
    void finish();

private:
    [[nodiscard]] const Node* ask(std::string_view key, std::string_view allowed, std::string_view fallback);
    void refuse_value(std::string_view key, const Node& value, std::string_view allowed);
    [[nodiscard]] std::int64_t read_integer(std::string_view key, std::int64_t value, std::int64_t least,
                                            std::int64_t most);
    [[nodiscard]] std::chrono::seconds read_duration_of(std::string_view key, std::chrono::seconds value,
                                                        std::chrono::seconds least, std::chrono::seconds most);
    [[nodiscard]] std::optional<std::size_t> read_choice(std::string_view key,
                                                         const std::vector<std::string_view>& words,
                                                         const std::string& fallback);

    Reading& reading_;
    const Node* table_;
    Position at_;
    std::string name_;
    std::string pattern_;
    std::set<std::string, std::less<>> asked_;
};

/// The problems in the order of the file.
[[nodiscard]] Problems in_file_order(Problems problems);

/// The whole content of a file of at most 1 MiB, or the one problem.
[[nodiscard]] Result<std::string, Problems> read_text(const std::filesystem::path& file);

/// ` (did you mean "x"?)` for the nearest of the words, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view found, const std::vector<std::string>& words);

}  // namespace sluis::config
