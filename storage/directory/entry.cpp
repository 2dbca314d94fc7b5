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

}  // namespace sluis::storage::directory
