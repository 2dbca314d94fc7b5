#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::storage::directory {

/// One entry of a directory, as far as Sluis reads it: names of attributes in lower case, without options.
struct Entry {
    std::string dn;
    std::map<std::string, std::vector<std::string>, std::less<>> attributes;
    int line = 0;  ///< Where it began, in an LDIF file.

    /// The first value, or empty.
    [[nodiscard]] std::string first(std::string_view name) const;
    /// All values, or none.
    [[nodiscard]] const std::vector<std::string>& all(std::string_view name) const;
    /// That a value is there, ASCII case ignored.
    [[nodiscard]] bool has(std::string_view name, std::string_view value) const;
};

/// Enough to see that an answer is not unique.
inline constexpr std::size_t max_found = 16;

/// Entries of one class where any of these attributes has this value, ASCII case ignored.
struct Query {
    std::string object_class;             ///< A name of Sluis' own, never from outside; empty for any.
    std::vector<std::string> attributes;  ///< Likewise.
    std::string value;                    ///< From anywhere.
    std::size_t most = max_found;         ///< How many entries at most.

    friend auto operator<=>(const Query&, const Query&) = default;
};

/// A DN for comparing: no case, no blanks around its separators. Values with escapes are compared as they are written.
[[nodiscard]] std::string folded_dn(std::string_view dn);

/// Where entries come from. Thread-safe; blocking. @throws Unavailable from every call.
class Source {
public:
    virtual ~Source() = default;
    [[nodiscard]] virtual std::vector<Entry> find(const Query& query) const = 0;
    /// That this password is the entry's. Never asked with an empty one.
    [[nodiscard]] virtual bool prove(const Entry& entry, const std::string& password) const = 0;
    virtual void probe() const = 0;
};

}  // namespace sluis::storage::directory
