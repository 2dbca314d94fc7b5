#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/decision.h"
#include "policy/findings.h"

namespace sluis::policy {

/// The words of counterfactuals: plain Dutch for who sent the mail.

/// "het rijksregisternummer 87.…", "de naam A. P.": with the article of its first word.
[[nodiscard]] std::string with_article(const std::string& noun);
/// "bijlage 2", "de bijlage" where there is one, "de uitnodiging", "de tekst van de mail".
[[nodiscard]] std::string document_in_words(const Findings& findings, std::size_t index);
/// ‘consulent’, ‘agentschap’ of ‘helpdesk’.
[[nodiscard]] std::string any_of_in_words(const std::vector<std::string>& names);
/// "was deze mail gewoon doorgestuurd", "was dit vertrouwelijk gedeeld in plaats van cliëntgebonden".
[[nodiscard]] std::string consequence_in_words(const Decision& instead_of, Outcome outcome, std::optional<Label> label);

}  // namespace sluis::policy
