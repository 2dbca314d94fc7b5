#include "policy/decision.h"

#include "policy/word_table.h"

namespace sluis::policy {
namespace {

constexpr WordTable<Outcome, 4> outcomes{{{Outcome::pass, "pass"},
                                          {Outcome::share, "share"},
                                          {Outcome::hold, "hold"},
                                          {Outcome::return_to_sender, "return"}}};

constexpr WordTable<Label, 3> labels{
    {{Label::client_bound, "client-bound"}, {Label::confidential, "confidential"}, {Label::personal, "personal"}}};

}  // namespace

std::string_view to_string(Outcome outcome) {
    return word_of(outcomes, outcome);
}
std::string_view to_string(Label label) {
    return word_of(labels, label);
}
std::optional<Outcome> outcome_from(std::string_view text) {
    return value_of(outcomes, text);
}
std::optional<Label> label_from(std::string_view text) {
    return value_of(labels, text);
}

bool is_watched(const Decision& decision) {
    return decision.observed && decision.outcome == Outcome::pass && decision.rule == watched_rule;
}

}  // namespace sluis::policy
