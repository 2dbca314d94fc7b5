#pragma once

#include <string>
#include <string_view>

#include "policy/decision.h"

namespace sluis::policy {

/// The words of the flowchart's picture: plain Dutch, no personal data.

/// What a sender asked, by the answer of a step of "directive": "Vertrouwelijk", "Dossiernummer gegeven".
[[nodiscard]] std::string directive_in_words(const std::string& answer);
/// What goes before the flowchart, by the cause in Decision::rule: "calendar", "dossier", "rule.NAME", …
[[nodiscard]] std::string exception_in_words(std::string_view cause);
/// The heading of an outcome: "Wacht op de afzender".
[[nodiscard]] std::string outcome_heading(Outcome outcome);
/// What a label means, in few words: "ook uw collega's zien het".
[[nodiscard]] std::string_view label_note(Label label);
/// With a capital.
[[nodiscard]] std::string capital(std::string text);

}  // namespace sluis::policy
