#include "policy/observation.h"

#include "policy/wording.h"

namespace sluis::policy {
namespace {

Observed what_would_be(const Decision& decided, const std::string& by) {
    return {by,
            decided.outcome,
            decided.rule,
            decided.advice,
            decided.message_label,
            decided.share_body,
            decided.share_whole,
            decided.documents};
}

Step step_of(const Observed& observed) {
    std::string because = "het beleid kijkt hier alleen toe (" + observed.by + "): anders was het " +
                          std::string{to_string(observed.outcome)} + " (" + observed.rule + "), " +
                          std::string{in_words(observed.outcome)};
    return {"outcome", "", "observed", std::move(because)};
}

}  // namespace

Decision observed(Decision decided, const std::string& by) {
    auto would = what_would_be(decided, by);
    decided.outcome = Outcome::pass;
    decided.rule = watched_rule;
    decided.advice.clear();
    decided.advice_text.clear();
    decided.message_label.reset();
    decided.share_body = decided.share_whole = false;
    decided.code_required = decided.notify_generic = false;
    decided.generic_mailbox.reset();
    decided.warnings.clear();
    for (auto& document : decided.documents) {
        document.outcome = Outcome::pass;
        document.label.reset();
    }
    decided.path.push_back(step_of(would));
    decided.observed = std::move(would);
    return decided;
}

void note_observed(Decision& real, const Decision& with_rules, const std::string& by) {
    auto would = what_would_be(with_rules, by);
    real.path.push_back(step_of(would));
    real.observed = std::move(would);
}

}  // namespace sluis::policy
