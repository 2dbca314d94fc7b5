#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/decision.h"
#include "policy/findings.h"

namespace sluis::policy {

/// Plain Dutch for the path of a decision. Nothing of the content but masked samples, cut to 40 octets.

/// The strongest three pieces: "rijksregisternummer 87.••.••-•••.23 (pagina 2); …". Negative words are left out.
[[nodiscard]] std::string in_words(const std::vector<Evidence>& evidence);
/// One piece: "rijksregisternummer 87.••.••-•••.23 (pagina 2)".
[[nodiscard]] std::string in_words(const Evidence& evidence);
/// What a detector finds: "rijksregisternummer", "woord over gezondheid".
[[nodiscard]] std::string_view detector_in_words(std::string_view detector);
/// "een wachtwoord of sleutel staat ervoor", "de tijd was om", …
[[nodiscard]] std::string_view in_words(Unscannable reason);
/// The questions of the flowchart, by Step::question: "1. Staan er persoonsgegevens in?", …; what the sender asked, and
/// the outcome, are told beside them.
[[nodiscard]] std::string_view question_in_words(std::string_view question);
/// "gaat ongewijzigd door", "wordt veilig gedeeld", …
[[nodiscard]] std::string_view in_words(Outcome outcome);
/// "cliëntgebonden", "vertrouwelijk", "persoonlijk".
[[nodiscard]] std::string_view in_words(Label label);

}  // namespace sluis::policy
