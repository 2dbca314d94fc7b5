#include "policy/wording.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sluis::policy {
namespace {

constexpr std::size_t max_pieces = 3;
constexpr std::size_t max_sample = 40;

// The longest name that begins a detector's name is the one that says what it found.
constexpr std::array<std::pair<std::string_view, std::string_view>, 41> detectors{{
    {"rrn", "rijksregisternummer"},
    {"rrn.bare", "rijksregisternummer zonder leestekens"},
    {"rrn.typo", "rijksregisternummer met een tikfout"},
    {"rrn.partial", "deel van een rijksregisternummer"},
    {"rrn.cell", "rijksregisternummer in een rekenblad"},
    {"rrn.shape", "vorm van een rijksregisternummer"},
    {"bis", "bisnummer"},
    {"register", "staat in het register"},
    {"eid_card", "nummer van een identiteitskaart"},
    {"list.client", "iemand van uw cliëntenlijst"},
    {"list.client.dossier", "dossiernummer van uw cliëntenlijst"},
    {"list.staff", "iemand van uw personeelslijst"},
    {"iban", "rekeningnummer"},
    {"iban.person", "rekeningnummer van een persoon"},
    {"name.birth_date", "naam met geboortedatum"},
    {"name.address", "naam met adres"},
    {"staff.name", "naam van een personeelslid"},
    {"word.document", "soort document over een cliënt"},
    {"word.context", "woord uit de hulpverlening"},
    {"phone", "telefoonnummer"},
    {"mail", "e-mailadres"},
    {"email", "e-mailadres"},
    {"address", "adres"},
    {"date", "datum"},
    {"birth", "geboortedatum"},
    {"birth_date", "geboortedatum"},
    {"name", "naam"},
    {"dossier", "dossiernummer"},
    {"word.dossier", "dossiernummer"},
    {"staff", "gegeven van een personeelslid"},
    {"word.staff", "woord over personeel"},
    {"word.health", "woord over gezondheid"},
    {"word.judicial", "woord over justitie"},
    {"word.justice", "woord over justitie"},
    {"word.identity", "woord over identiteit"},
    {"word.person", "woord over een persoon, met een naam"},
    {"word.staff_list", "personeelslijst"},
    {"word.family", "woord over het gezin"},
    {"word", "woord uit de lijst"},
    {"riziv", "RIZIV-nummer"},
}};

std::string_view name_of(std::string_view detector) {
    std::pair<std::string_view, std::string_view> best{"", "ander kenmerk"};
    for (const auto& known : detectors) {
        const bool begins = detector.starts_with(known.first) &&
                            (detector.size() == known.first.size() || detector[known.first.size()] == '.');
        if (begins && known.first.size() > best.first.size()) best = known;
    }
    return best.second;
}

/// At most max_sample octets, cut between characters.
std::string_view cut(std::string_view text) {
    if (text.size() <= max_sample) return text;
    std::size_t end = max_sample;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace

std::string in_words(const std::vector<Evidence>& evidence) {
    std::vector<const Evidence*> pieces;
    for (const auto& piece : evidence) {
        if (piece.strength == Strength::negative) continue;
        const bool seen = std::any_of(pieces.begin(), pieces.end(), [&](const Evidence* other) {
            return other->detector == piece.detector && other->masked == piece.masked;
        });
        if (!seen) pieces.push_back(&piece);
        // Keeping only the strongest as we go bounds the work for a document with a hundred thousand hits.
        std::stable_sort(pieces.begin(), pieces.end(),
                         [](const Evidence* a, const Evidence* b) { return a->strength > b->strength; });
        if (pieces.size() > max_pieces) pieces.pop_back();
    }
    std::string words;
    for (const auto* piece : pieces) {
        if (!words.empty()) words += "; ";
        words += in_words(*piece);
    }
    return words;
}

std::string in_words(const Evidence& evidence) {
    std::string words{name_of(evidence.detector)};
    if (!evidence.masked.empty()) words.append(" ").append(cut(evidence.masked));
    if (!evidence.place.empty()) words.append(" (").append(cut(evidence.place)).append(")");
    return words;
}

std::string_view detector_in_words(std::string_view detector) {
    return name_of(detector);
}

std::string_view in_words(Unscannable reason) {
    switch (reason) {
        case Unscannable::encrypted:
            return "er staat een wachtwoord of sleutel op";
        case Unscannable::broken:
            return "het bestand is beschadigd of is niet wat het zegt te zijn";
        case Unscannable::too_deep:
            return "er zitten te veel bestanden in elkaar";
        case Unscannable::too_large:
            return "het is te groot om helemaal te lezen";
        case Unscannable::too_slow:
            return "het lezen duurde te lang";
        case Unscannable::unknown_type:
            return "dit soort bestand is onbekend";
        case Unscannable::ambiguous:
            return "het bericht kan op twee manieren gelezen worden";
        case Unscannable::unreadable_picture:
            return "het is een beeld zonder leesbare tekst";
    }
    return "onbekende reden";
}

std::string_view question_in_words(std::string_view question) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> questions{
        {{"directive", "Wat u zelf koos"},
         {"Q1", "1. Staan er persoonsgegevens in?"},
         {"Q2", "2. Met wie deelt u het?"},
         {"Q3", "3. Wat voor document is het?"},
         {"outcome", "Dus"}}};
    const auto* found =
        std::find_if(questions.begin(), questions.end(), [&](const auto& known) { return known.first == question; });
    return found == questions.end() ? std::string_view{} : found->second;
}

std::string_view in_words(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass:
            return "gaat ongewijzigd door";
        case Outcome::share:
            return "wordt veilig gedeeld";
        case Outcome::hold:
            return "wacht op de afzender";
        case Outcome::return_to_sender:
            return "gaat terug naar de afzender";
    }
    return "";
}

std::string_view in_words(Label label) {
    switch (label) {
        case Label::client_bound:
            return "cliëntgebonden";
        case Label::confidential:
            return "vertrouwelijk";
        case Label::personal:
            return "persoonlijk";
    }
    return "";
}

}  // namespace sluis::policy
