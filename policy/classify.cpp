#include <algorithm>
#include <set>
#include <tuple>

#include "policy/decide.h"
#include "policy/judging.h"

namespace sluis::policy {
namespace {

/// The class that the policy gives a domain: by its own name, else by the nearest "*.parent".
std::optional<PartyClass> class_of_domain(const Policy& policy, std::string_view domain) {
    if (const auto exact = policy.domains.find(std::string{domain}); exact != policy.domains.end())
        return exact->second;
    for (auto dot = domain.find('.'); dot != std::string_view::npos; dot = domain.find('.', dot + 1)) {
        const auto wildcard = policy.domains.find("*" + std::string{domain.substr(dot)});
        if (wildcard != policy.domains.end()) return wildcard->second;
    }
    return std::nullopt;
}

std::string name_of(const Policy& policy, const PartyClass& klass) {
    const auto rule = policy.classes.find(klass);
    return rule != policy.classes.end() && !rule->second.name.empty() ? rule->second.name : klass;
}

/// Which class is named for a list: that of the strictest rule.
auto strictness(const Policy& policy, const PartyClass& klass) {
    const auto rule = rule_for(policy, klass);
    return std::tuple{rule.on_personal,    rule.on_weak.value_or(rule.on_personal),
                      rule.on_unscannable, rule.label,
                      rule.code_required,  klass == party_class::unknown};
}

/// The class and why, in words.
std::pair<PartyClass, std::string> class_of(const Policy& policy, const mail::Mailbox& address,
                                            const std::optional<DirectoryFacts>& facts,
                                            const std::string& own_organisation) {
    if (const auto exact = policy.addresses.find(address.key()); exact != policy.addresses.end()) {
        return {exact->second, "adres in het beleid: " + name_of(policy, exact->second)};
    }
    if (facts && !own_organisation.empty() && facts->organisation == own_organisation) {
        return {party_class::own, "adresboek: " + name_of(policy, party_class::own)};
    }
    if (facts && policy.classes.contains(facts->organisation_class)) {
        return {facts->organisation_class, "adresboek: " + name_of(policy, facts->organisation_class)};
    }
    if (const auto klass = class_of_domain(policy, address.domain())) {
        return {*klass, "domein " + std::string{address.domain()} + ": " + name_of(policy, *klass)};
    }
    if (policy.consumer_domains.contains(std::string{address.domain()})) {
        return {party_class::client, "domein " + std::string{address.domain()} + ": postvak van een particulier"};
    }
    return {party_class::unknown, "niet in het beleid en niet in het adresboek"};
}

}  // namespace

Party classify(const Policy& policy, const mail::Mailbox& address, const std::optional<DirectoryFacts>& facts,
               const std::string& own_organisation) {
    auto [klass, because] = class_of(policy, address, facts, own_organisation);
    Party party{address, std::move(klass), facts.value_or(DirectoryFacts{}), std::move(because), false};
    party.internal_route =
        party.klass == party_class::own && policy.internal_domains.contains(std::string{address.domain()});
    return party;
}

Party classify_list(const Policy& policy, Party own, const std::vector<Party>& members, bool complete) {
    if (policy.addresses.contains(own.address.key())) return own;
    std::set<PartyClass> classes;
    for (const auto& member : members) classes.insert(member.klass);
    const bool whole = complete && !members.empty();
    if (!whole) {
        for (const auto& [klass, rule] : policy.classes) classes.insert(klass);
        classes.insert(party_class::unknown);
    }
    const auto strictest = std::max_element(classes.begin(), classes.end(), [&](const auto& a, const auto& b) {
        return strictness(policy, a) < strictness(policy, b);
    });
    own.klass = *strictest;
    own.member_classes = {classes.begin(), classes.end()};
    own.because = whole
                      ? "lijst van het adresboek, " + std::to_string(members.size()) +
                            (members.size() == 1 ? " lid" : " leden") + "; de strengste: " + name_of(policy, own.klass)
                      : "lijst van het adresboek waarvan niet alle leden bekend zijn: de strengste regels gelden";
    own.internal_route =
        whole && policy.internal_domains.contains(std::string{own.address.domain()}) &&
        std::all_of(members.begin(), members.end(), [](const Party& each) { return each.internal_route; });
    own.facts.may_read_personal = false;
    return own;
}

}  // namespace sluis::policy
