#include "storage/directory/ldap_filter.h"

namespace sluis::storage::directory {

std::string escape_filter(std::string_view value) {
    constexpr std::string_view digits{"0123456789abcdef"};
    std::string escaped;
    for (char c : value) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet >= 0x20 && octet < 0x7f && std::string_view{"*()\\"}.find(c) == std::string_view::npos) {
            escaped += c;
        } else {
            escaped += {'\\', digits[octet >> 4], digits[octet & 15]};
        }
    }
    return escaped;
}

std::string filter_of(const Query& query) {
    std::string any;
    for (const auto& attribute : query.attributes) any += '(' + attribute + '=' + escape_filter(query.value) + ')';
    if (query.object_class.empty()) return "(|" + any + ')';
    return "(&(objectClass=" + query.object_class + ")(|" + any + "))";
}

}  // namespace sluis::storage::directory
