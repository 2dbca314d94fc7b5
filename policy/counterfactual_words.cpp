#include "policy/counterfactual_words.h"

#include <algorithm>
#include <array>

#include "policy/wording.h"

namespace sluis::policy {
namespace {

// Words that take "het" by their ending; all others of the detectors take "de".
constexpr std::array<std::string_view, 8> neuter{"nummer",  "adres", "woord",  "gegeven",
                                                 "kenmerk", "deel",  "bedrag", "stuk"};

std::string shared_as(std::optional<Label> label) {
    return label ? " als " + std::string{in_words(*label)} : std::string{};
}

}  // namespace

std::string with_article(const std::string& noun) {
    const auto first = noun.substr(0, noun.find(' '));
    const bool is_neuter = std::any_of(neuter.begin(), neuter.end(), [&](auto end) { return first.ends_with(end); });
    return (is_neuter ? "het " : "de ") + noun;
}

std::string document_in_words(const Findings& findings, std::size_t index) {
    const auto& documents = findings.documents;
    switch (documents[index].role) {
        case Role::body:
            return "de tekst van de mail";
        case Role::calendar:
            return "de agenda-uitnodiging";
        case Role::signature_picture:
            return "het beeld in de handtekening";
        case Role::signature:
            return "de digitale handtekening";
        case Role::attachment:
            break;
    }
    const auto is_attachment = [](const Document& each) { return each.role == Role::attachment; };
    if (std::count_if(documents.begin(), documents.end(), is_attachment) == 1) return "de bijlage";
    const auto end = documents.begin() + static_cast<std::ptrdiff_t>(index) + 1;
    return "bijlage " + std::to_string(std::count_if(documents.begin(), end, is_attachment));
}

std::string any_of_in_words(const std::vector<std::string>& names) {
    std::string words;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) words += i + 1 == names.size() ? " of " : ", ";
        words += "‘" + names[i] + "’";
    }
    return words;
}

std::string consequence_in_words(const Decision& instead_of, Outcome outcome, std::optional<Label> label) {
    switch (outcome) {
        case Outcome::pass:
            return "was deze mail gewoon doorgestuurd";
        case Outcome::share:
            if (instead_of.outcome == Outcome::share && instead_of.message_label) {
                return "was dit" + shared_as(label) + " gedeeld, niet" + shared_as(instead_of.message_label);
            }
            return "was dit veilig gedeeld" + shared_as(label);
        case Outcome::hold:
            if (instead_of.outcome == Outcome::hold && instead_of.message_label) {
                return "zou dit na uw vrijgave" + shared_as(label) + " gedeeld worden, niet" +
                       shared_as(instead_of.message_label);
            }
            return "was deze mail tegengehouden tot u beslist";
        case Outcome::return_to_sender:
            return "was deze mail naar u teruggestuurd";
    }
    return "";
}

}  // namespace sluis::policy
