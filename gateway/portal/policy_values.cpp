#include "gateway/portal/policy_values.h"

#include <algorithm>
#include <array>

#include "policy/values.h"
#include "policy/wording.h"

namespace sluis::portal {

namespace {

struct Wording {
    std::string_view key;  // As policy.toml has it; behind "class.NAME." or "type.NAME." where it stands there.
    std::string_view before, behind{};
    std::string_view yes{"ja"}, no{"nee"};
};

constexpr std::array<Wording, 9> of_policy{{
    {"mode", "het beleid "},
    {"weak_needed", "aanwijzingen die samen als persoonsgegevens tellen: "},
    {"unscannable", "wat niet te lezen is, telt als persoonsgegevens: "},
    {"encrypted_mail", "versleutelde mail "},
    {"without_dossier", "zonder dossiernummer: "},
    {"banned_link", "een link naar een verboden deeldienst: "},
    {"max_days", "hoogstens zoveel dagen beschikbaar: "},
    {"default_days", "zoveel dagen beschikbaar als de afzender niets vraagt: "},
    {"override", "de afzender mag zeggen dat er geen persoonsgegevens in staan: "},
}};
constexpr std::array<Wording, 9> of_class{{
    {"personal", "met persoonsgegevens: "},
    {"unscannable", "niet te lezen: "},
    {"weak", "met alleen aanwijzingen: "},
    {"label", "wordt minstens gedeeld als "},
    {"code", "", "", "ook wie een account heeft, geeft een code in", "wie een account heeft, geeft geen code in"},
    {"notify_generic", "", "", "de algemene mailbox krijgt ook bericht", "de algemene mailbox krijgt geen bericht"},
    {"dossier_number_counts", "", "", "een dossiernummer is een persoonsgegeven",
     "een dossiernummer is geen persoonsgegeven"},
    {"pass_internal_route", "", "", "langs een interne weg gaan documenten door",
     "ook langs een interne weg wordt gedeeld"},
    {"advice", "de afzender krijgt een andere raad"},
}};
constexpr std::array<Wording, 3> of_type{{
    {"label", "is "},
    {"counts_persons", "", "", "met meer personen of een medewerker is het vertrouwelijk",
     "het aantal personen maakt het niet vertrouwelijk"},
    {"days", "zoveel dagen beschikbaar: "},
}};

std::string typed_text(const Wording& wording, std::string_view key, const policy::Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return std::string{*flag ? wording.yes : wording.no};
    if (const auto* number = std::get_if<int>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* label = std::get_if<policy::Label>(&value)) return std::string{policy::in_words(*label)};
    if (const auto* mode = std::get_if<policy::Mode>(&value))
        return *mode == policy::Mode::observe ? "kijkt alleen toe" : "grijpt in";
    if (const auto* outcome = std::get_if<policy::Outcome>(&value)) {
        const bool warns = key == "without_dossier" || key == "banned_link";
        return warns && *outcome == policy::Outcome::pass ? "de afzender krijgt een waarschuwing"
                                                          : std::string{policy::in_words(*outcome)};
    }
    return policy::shown(key, value);
}

std::string worded(const auto& words, std::string_view key, std::string_view whole, const policy::Value& value) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& one) { return one.key == key; });
    if (found == words.end()) return std::string{whole} + " = " + policy::shown(whole, value);
    if (key == "advice") return std::string{found->before};
    return std::string{found->before} + typed_text(*found, key, value) + std::string{found->behind};
}

}  // namespace

std::string class_name(const policy::Policy& policy, const policy::PartyClass& klass) {
    const auto rule = policy.classes.find(klass);
    return rule == policy.classes.end() || rule->second.name.empty() ? klass : rule->second.name;
}

std::string type_name(const policy::Policy& policy, std::string_view id) {
    if (id.empty()) return "een ander soort document";
    const auto found =
        std::find_if(policy.types.begin(), policy.types.end(), [&](const auto& type) { return type.id == id; });
    return found == policy.types.end() ? std::string{id} : found->name;
}

std::string value_text(const policy::Policy& policy, std::string_view key, const policy::Value& value) {
    const auto first = key.find('.'), last = key.rfind('.');
    if (first == key.npos) return worded(of_policy, key, key, value);
    const std::string name{key.substr(first + 1, last - std::min(last, first + 1))};
    const auto inner = key.substr(last + 1);
    if (key.starts_with("class."))
        return "aan " + class_name(policy, name) + ": " + worded(of_class, inner, key, value);
    return type_name(policy, name) + ": " + worded(of_type, inner, key, value);
}

}  // namespace sluis::portal
