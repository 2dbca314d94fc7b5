#include "policy/completeness.h"

#include <algorithm>

#include "policy/values.h"

namespace sluis::policy {
namespace {

template <class Member>
bool holds_all(const std::set<Member>& whole, const std::set<Member>& some) {
    return std::includes(whole.begin(), whole.end(), some.begin(), some.end());
}

/// Whoever is in `a` is in `b` too.
bool is_part_of(const SenderGroup& a, const SenderGroup& b) {
    const bool same_organisations =
        b.organisations.empty() || (!a.organisations.empty() && holds_all(b.organisations, a.organisations));
    return same_organisations && holds_all(b.addresses, a.addresses) && holds_all(b.divisions, a.divisions) &&
           holds_all(b.roles, a.roles) && holds_all(b.directory_groups, a.directory_groups);
}

bool is_for(const SenderGroup& group, const std::string& organisation) {
    return organisation.empty() || group.organisations.empty() || group.organisations.contains(organisation);
}

/// Whether a sender of this organisation can be in all of these groups; of "", of one without a layer of its own.
bool can_be_in(const PolicySet& set, const std::string& organisation, const std::vector<const SenderGroup*>& groups) {
    const auto in_all = [&](const std::string& id) {
        return std::all_of(groups.begin(), groups.end(), [&](const auto* group) {
            return group->organisations.empty() || group->organisations.contains(id);
        });
    };
    if (!organisation.empty()) return in_all(organisation);
    for (const auto* group : groups) {
        if (group->organisations.empty()) continue;
        return std::any_of(group->organisations.begin(), group->organisations.end(),
                           [&](const auto& id) { return !set.organisations.contains(id) && in_all(id); });
    }
    return true;
}

bool may_share_a_sender(const SenderGroup& a, const SenderGroup& b) {
    return a.organisations.empty() || b.organisations.empty() ||
           std::any_of(a.organisations.begin(), a.organisations.end(),
                       [&](const auto& id) { return b.organisations.contains(id); });
}

/// These groups, and all that contain one of them.
GroupNames closed(const std::vector<const SenderGroup*>& some, const std::vector<SenderGroup>& all) {
    GroupNames names;
    for (const auto* group : some) {
        names.insert(group->name);
        for (const auto& other : all) {
            if (is_part_of(*group, other)) names.insert(other.name);
        }
    }
    return names;
}

std::vector<const SenderGroup*> named_groups(const std::vector<SenderRule>& rules,
                                             const std::vector<SenderGroup>& groups, const std::string& organisation) {
    std::set<std::string> names;
    for (const auto& rule : rules) names.insert(rule.groups.begin(), rule.groups.end());
    std::vector<const SenderGroup*> found;
    for (const auto& group : groups) {
        if (names.contains(group.name) && is_for(group, organisation)) found.push_back(&group);
    }
    return found;
}

void find_two_outcomes(const std::vector<SenderRule>& rules, const PolicySet& set, const Policy& policy,
                       const std::string& organisation, std::vector<Flaw>& found) {
    const auto senders = senders_of(rules, set.groups, organisation);
    if (senders.size() > max_senders) {
        found.push_back(
            {"rules name so many groups together that not every combination can be looked at: name fewer "
             "groups in \"group\"",
             rules.front().origin});
        return;
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const auto example = disagreement(rules[j], rules[i], policy, senders);
            if (!example) continue;
            found.push_back({"rule '" + rules[i].rule.name + "' disagrees with rule '" + rules[j].rule.name +
                                 "' (line " + std::to_string(rules[j].origin.line) + "): " + *example,
                             rules[i].origin});
        }
    }
}

Origin origin_in(const Origins& origins, const std::string& key) {
    const auto at = origins.find(key);
    return at == origins.end() ? Origin{} : at->second;
}

/// Every class that a recipient of this policy can be of.
void find_no_outcome(const Policy& policy, const Origins& origins, const std::string& whose, std::vector<Flaw>& found) {
    std::map<PartyClass, std::string> named{
        {party_class::own, ""},      {party_class::facility, ""}, {party_class::consultant, ""},
        {party_class::agency, ""},   {party_class::court, ""},    {party_class::client, ""},
        {party_class::helpdesk, ""}, {party_class::unknown, ""},  {party_class::community_institution, ""}};
    for (const auto& [address, klass] : policy.addresses) named.insert_or_assign(klass, "addresses." + address);
    for (const auto& [domain, klass] : policy.domains) named.insert_or_assign(klass, "domains." + domain);
    const auto refuse = [&](const PartyClass& klass, Answer answer, std::string_view why, const std::string& key) {
        std::string what = whose;
        what += "class \"" + klass + "\", any type, personal data \"" + std::string{to_string(answer)};
        found.push_back({what + "\": no outcome, since " + std::string{why}, origin_in(origins, key)});
    };
    for (const auto& [klass, key] : named) {
        if (!policy.classes.contains(klass)) refuse(klass, Answer::yes, "the class has no rule", key);
    }
    for (const auto& [klass, rule] : policy.classes) {
        const auto key = "class." + klass;
        constexpr std::string_view why = "a document with personal data never passes as it is";
        if (rule.on_personal == Outcome::pass) refuse(klass, Answer::yes, why, key + ".personal");
        if (rule.on_weak == Outcome::pass) refuse(klass, Answer::weak, why, key + ".weak");
        if (rule.on_unscannable == Outcome::pass) refuse(klass, Answer::unscannable, why, key + ".unscannable");
    }
}

const Outcome* outcome_in(const SenderGroup& group, const std::string& key) {
    const auto at = group.values.find(key);
    return at == group.values.end() ? nullptr : std::get_if<Outcome>(&at->second);
}

/// One sender's groups, taken together with their organisation: `weak` of one of them stricter than what `personal`
/// comes to, by another or by the organisation.
std::optional<Flaw> contradiction(const PolicySet& set, const ClassRule& rule, const std::string& organisation,
                                  const std::vector<const SenderGroup*>& groups) {
    if (!can_be_in(set, organisation, groups)) return std::nullopt;
    const auto key = "class." + rule.klass + '.';
    std::optional<Outcome> weak, personal;
    Origin at;
    std::string names;
    for (const auto* group : groups) {
        names += (names.empty() ? "\"" : " and \"") + group->name + '"';
        for (const auto* which : {"personal", "weak"}) {
            const auto* value = outcome_in(*group, key + which);
            if (value == nullptr) continue;
            auto& known = which == std::string_view{"weak"} ? weak : personal;
            known = std::max(known.value_or(*value), *value);
            at = group->origins.at(key + which);
        }
    }
    const auto weak_comes_to = weak ? weak : rule.on_weak;
    const auto personal_comes_to = personal.value_or(rule.on_personal);
    if (!weak_comes_to || *weak_comes_to <= personal_comes_to) return std::nullopt;
    return Flaw{"for " + (organisation.empty() ? "" : "organisation \"" + organisation + "\", ") + "sender in " +
                    names + ", class \"" + rule.klass +
                    "\": weak evidence cannot weigh more than strong: 'weak' is \"" +
                    std::string{to_string(*weak_comes_to)} + "\" and 'personal' is \"" +
                    std::string{to_string(personal_comes_to)} + '"',
                at};
}

bool speaks_of(const SenderGroup& group, const PartyClass& klass) {
    return outcome_in(group, "class." + klass + ".weak") != nullptr ||
           outcome_in(group, "class." + klass + ".personal") != nullptr;
}

void find_contradictions(const PolicySet& set, const Policy& policy, const std::string& organisation,
                         std::vector<Flaw>& found) {
    for (const auto& [klass, rule] : policy.classes) {
        std::vector<const SenderGroup*> speaking;
        for (const auto& group : set.groups) {
            if (speaks_of(group, klass)) speaking.push_back(&group);
        }
        std::set<const SenderGroup*> alone;
        for (const auto* group : speaking) {
            if (auto flaw = contradiction(set, rule, organisation, {group})) {
                found.push_back(std::move(*flaw));
                alone.insert(group);
            }
        }
        for (std::size_t i = 0; i < speaking.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (alone.contains(speaking[i]) || alone.contains(speaking[j])) continue;
                if (auto flaw = contradiction(set, rule, organisation, {speaking[j], speaking[i]}))
                    found.push_back(std::move(*flaw));
            }
        }
    }
}

}  // namespace

std::vector<GroupNames> senders_of(const std::vector<SenderRule>& rules, const std::vector<SenderGroup>& groups,
                                   const std::string& organisation) {
    const auto named = named_groups(rules, groups, organisation);
    std::set<GroupNames> senders{GroupNames{}};
    for (std::size_t i = 0; i < named.size() && senders.size() <= max_senders; ++i) {
        senders.insert(closed({named[i]}, groups));
        for (std::size_t j = 0; j < i && senders.size() <= max_senders; ++j) {
            if (may_share_a_sender(*named[i], *named[j])) senders.insert(closed({named[i], named[j]}, groups));
        }
    }
    std::vector<GroupNames> sorted{senders.begin(), senders.end()};
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return sorted;
}

std::vector<Flaw> flaws(const PolicySet& set) {
    std::vector<Flaw> found;
    find_no_outcome(set.installation, set.origins, "for ", found);
    find_two_outcomes(set.rules, set, set.installation, "", found);
    find_contradictions(set, set.installation, "", found);
    for (const auto& [id, layer] : set.organisations) {
        find_no_outcome(layer.policy, layer.origins, "for organisation \"" + id + "\", ", found);
        find_two_outcomes(layer.rules, set, layer.policy, id, found);
        find_contradictions(set, layer.policy, id, found);
    }
    return found;
}

}  // namespace sluis::policy
