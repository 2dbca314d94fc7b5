#include "gateway/delivery/next_hop_table.h"

#include <algorithm>
#include <string>

#include "gateway/mail/mailbox.h"

namespace sluis::delivery {
namespace {

const config::NextHop* entry(const std::vector<config::NextHop>& table, std::string_view pattern) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [pattern](const auto& hop) { return mail::ascii_lower(hop.domain) == pattern; });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace

const config::NextHop* next_hop_for(const std::vector<config::NextHop>& table, std::string_view domain) {
    const auto wanted = mail::ascii_lower(domain);
    if (const auto* exact = entry(table, wanted)) return exact;
    for (auto dot = wanted.find('.'); dot != std::string::npos; dot = wanted.find('.', dot + 1)) {
        if (const auto* parent = entry(table, "*" + wanted.substr(dot))) return parent;
    }
    return entry(table, "*");
}

}  // namespace sluis::delivery
