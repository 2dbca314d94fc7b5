#include "policy/findings.h"

#include "policy/word_table.h"

namespace sluis::policy {
namespace {

constexpr WordTable<Strength, 4> strengths{{{Strength::negative, "negative"},
                                            {Strength::weak, "weak"},
                                            {Strength::strong, "strong"},
                                            {Strength::certain, "certain"}}};

constexpr WordTable<Unscannable, 8> reasons{{{Unscannable::encrypted, "encrypted"},
                                             {Unscannable::broken, "broken"},
                                             {Unscannable::too_deep, "too-deep"},
                                             {Unscannable::too_large, "too-large"},
                                             {Unscannable::too_slow, "too-slow"},
                                             {Unscannable::unknown_type, "unknown-type"},
                                             {Unscannable::ambiguous, "ambiguous"},
                                             {Unscannable::unreadable_picture, "unreadable-picture"}}};

constexpr WordTable<Role, 5> roles{{{Role::body, "body"},
                                    {Role::attachment, "attachment"},
                                    {Role::calendar, "calendar"},
                                    {Role::signature_picture, "signature-picture"},
                                    {Role::signature, "signature"}}};

constexpr WordTable<TypeSource, 3> sources{
    {{TypeSource::name, "name"}, {TypeSource::subject, "subject"}, {TypeSource::text, "text"}}};

constexpr WordTable<Protection, 5> protections{{{Protection::none, "none"},
                                                {Protection::smime_signed, "smime-signed"},
                                                {Protection::smime_encrypted, "smime-encrypted"},
                                                {Protection::pgp_signed, "pgp-signed"},
                                                {Protection::pgp_encrypted, "pgp-encrypted"}}};

}  // namespace

std::string_view to_string(Strength strength) {
    return word_of(strengths, strength);
}
std::string_view to_string(Unscannable reason) {
    return word_of(reasons, reason);
}
std::string_view to_string(Role role) {
    return word_of(roles, role);
}
std::string_view to_string(TypeSource source) {
    return word_of(sources, source);
}
std::optional<TypeSource> type_source_from(std::string_view text) {
    return value_of(sources, text);
}
std::string_view to_string(Protection protection) {
    return word_of(protections, protection);
}

std::optional<Strength> strength_from(std::string_view text) {
    return value_of(strengths, text);
}
std::optional<Unscannable> unscannable_from(std::string_view text) {
    return value_of(reasons, text);
}
std::optional<Role> role_from(std::string_view text) {
    return value_of(roles, text);
}
std::optional<Protection> protection_from(std::string_view text) {
    return value_of(protections, text);
}

}  // namespace sluis::policy
