#include "storage/directory/entry.h"

#include <algorithm>

#include "gateway/mail/mailbox.h"

namespace sluis::storage::directory {

std::string Entry::first(std::string_view name) const {
    const auto& values = all(name);
    return values.empty() ? std::string{} : values.front();
}

const std::vector<std::string>& Entry::all(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = attributes.find(name);
    return found == attributes.end() ? none : found->second;
}

bool Entry::has(std::string_view name, std::string_view value) const {
    const auto wanted = mail::ascii_lower(value);
    const auto& values = all(name);
    return std::any_of(values.begin(), values.end(),
                       [&](const auto& each) { return mail::ascii_lower(each) == wanted; });
}

std::string folded_dn(std::string_view dn) {
    std::string folded;
    for (const char c : mail::ascii_lower(dn)) {
        const bool separates = c == ',' || c == '=' || c == '+';
        while (separates && folded.ends_with(' ')) folded.pop_back();
        const bool after = folded.empty() || folded.back() == ',' || folded.back() == '=' || folded.back() == '+';
        if (c != ' ' || !after) folded += c;
    }
    while (folded.ends_with(' ')) folded.pop_back();
    return folded;
}

}  // namespace sluis::storage::directory
