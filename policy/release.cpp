#include "policy/release.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "policy/policy.h"
#include "policy/wording.h"

namespace sluis::policy {
namespace {

/// The rule of a hold is "CAUSE.hold"; that of the class names the class.
bool may_be_released(const Decision& decision, const Party& recipient) {
    constexpr std::array<std::string_view, 4> causes{"calendar", "dossier", "encrypted", "banned-link"};
    const auto cause = decision.rule.substr(0, decision.rule.rfind('.'));
    const auto& classes = recipient.member_classes;  // Any class of a list's members may have held it.
    return cause == decision.klass || std::find(classes.begin(), classes.end(), cause) != classes.end() ||
           cause.starts_with("rule.") || cause == party_class::unknown ||
           std::find(causes.begin(), causes.end(), cause) != causes.end();
}

const DocumentDecision* find(const Decision& decision, const std::string& part) {
    const auto found = std::find_if(decision.documents.begin(), decision.documents.end(),
                                    [&](const DocumentDecision& one) { return one.part == part; });
    return found == decision.documents.end() ? nullptr : &*found;
}

bool is_calendar(const Findings& findings, const std::string& part) {
    return std::any_of(findings.documents.begin(), findings.documents.end(), [&](const Document& document) {
        return document.part == part && document.role == Role::calendar;
    });
}

void raise(std::optional<Label>& label, const std::optional<Label>& other) {
    if (other && (!label || *other > *label)) label = other;
}

/// Shares what is or was held. False when no document is.
bool share_documents(const Decision& held, Decision& decision, Label least) {
    const bool all = decision.share_whole || decision.share_body;
    bool any = false;
    for (auto& document : decision.documents) {
        const auto* before = find(held, document.part);
        const bool stopped = document.outcome >= Outcome::share || (before && before->outcome >= Outcome::share);
        if (before) {
            document.personal = document.personal || before->personal;
            raise(document.label, before->label);
        }
        if (!stopped && !all) continue;
        any = true;
        document.outcome = Outcome::share;
        if (!document.label) document.label = least;
    }
    return any;
}

void rewrite_path(Decision& decision) {
    if (!decision.path.empty() && decision.path.back().question == "outcome") decision.path.pop_back();
    decision.path.push_back({"directive", "", "vrijgegeven", "de afzender koos om toch veilig te delen"});
    std::string because = "vrijgegeven: wordt veilig gedeeld, met een code";
    if (decision.message_label) because += ", " + std::string{in_words(*decision.message_label)};
    if (decision.share_whole) because += ", het hele bericht samen";
    if (decision.share_body) because += ", ook de tekst van de mail";
    decision.path.push_back({"outcome", "", std::string{to_string(Outcome::share)}, because});
}

Decision kept(Decision decision, std::string_view advice) {
    decision.outcome = Outcome::hold;
    decision.advice = advice;
    return decision;
}

}  // namespace

Decision released(const Decision& held, Decision today, const Findings& findings, const Party& recipient) {
    if (today.outcome == Outcome::return_to_sender) return today;
    if (today.outcome == Outcome::hold && today.advice == "personal-reader") return today;
    if (today.outcome == Outcome::hold && !may_be_released(today, recipient)) return today;

    auto decision = std::move(today);
    const bool calendar = std::any_of(decision.documents.begin(), decision.documents.end(), [&](const auto& document) {
        return document.outcome >= Outcome::hold && is_calendar(findings, document.part);
    });
    decision.share_whole = decision.share_whole || held.share_whole || calendar;
    decision.share_body = !decision.share_whole && (decision.share_body || held.share_body);
    raise(decision.message_label, held.message_label);
    const auto least = decision.message_label.value_or(Label::confidential);
    if (!share_documents(held, decision, least)) {
        decision.share_whole = true;
        decision.share_body = false;
        share_documents(held, decision, least);
    }
    for (const auto& document : decision.documents) raise(decision.message_label, document.label);
    if (!decision.message_label) decision.message_label = least;
    if (decision.message_label == Label::personal && !recipient.facts.may_read_personal)
        return kept(std::move(decision), "personal-reader");

    decision.outcome = Outcome::share;
    decision.observed.reset();
    decision.code_required = true;
    decision.days = std::min(decision.days, std::clamp(held.days, 1, max_share_days));
    decision.rule = decision.klass + ".released";
    decision.advice.clear();
    rewrite_path(decision);
    return decision;
}

}  // namespace sluis::policy
