#include "policy/flowchart_words.h"

#include <array>
#include <utility>

#include "policy/wording.h"

namespace sluis::policy {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 11> directives{{{"vertrouwelijk", "Vertrouwelijk"},
                                            {"persoonlijk", "Persoonlijk"},
                                            {"geen-pg", "Geen persoonsgegevens, met reden"},
                                            {"geen-pg geweigerd", "‘Geen persoonsgegevens’: telt hier niet"},
                                            {"dossier", "Dossiernummer gegeven"},
                                            {"dossier onbekend", "Dossiernummer met een andere vorm"},
                                            {"dagen", "Hoelang het beschikbaar blijft"},
                                            {"type", "Welk soort document het is"},
                                            {"type onbekend", "Een soort document dat niet bekend is"},
                                            {"link", "Link naar een dienst om bestanden te delen"},
                                            {"vrijgegeven", "Toch veilig delen"}}};

constexpr std::array<Words, 8> exceptions{{{"calendar", "Agenda-uitnodiging met persoonsgegevens"},
                                           {"personal-reader", "Persoonlijk, en de lezer is niet aangeduid"},
                                           {"dossier", "Cliëntgebonden zonder dossiernummer"},
                                           {"encrypted", "Mail die al versleuteld is"},
                                           {"banned-link", "Link naar een dienst om bestanden te delen"},
                                           {"observed", "Het beleid kijkt hier alleen toe"},
                                           {"released", "De afzender koos om toch te delen"},
                                           {"term-over", "De gevraagde termijn is al voorbij"}}};

template <std::size_t Count>
std::string_view find(const std::array<Words, Count>& table, std::string_view word) {
    for (const auto& [known, words] : table) {
        if (known == word) return words;
    }
    return {};
}

}  // namespace

std::string directive_in_words(const std::string& answer) {
    const auto words = find(directives, answer);
    return words.empty() ? answer : std::string{words};
}

std::string exception_in_words(std::string_view cause) {
    constexpr std::string_view rule = "rule.";
    if (cause.starts_with(rule)) return "Regel ‘" + std::string{cause.substr(rule.size())} + "’";
    const auto words = find(exceptions, cause);
    return std::string{words.empty() ? cause : words};
}

std::string outcome_heading(Outcome outcome) {
    return capital(std::string{in_words(outcome)});
}

std::string_view label_note(Label label) {
    switch (label) {
        case Label::client_bound:
            return "ook collega’s kunnen het zien";
        case Label::confidential:
            return "alleen afzender en ontvanger";
        case Label::personal:
            return "alleen wie daarvoor aangeduid is";
    }
    return {};
}

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace sluis::policy
