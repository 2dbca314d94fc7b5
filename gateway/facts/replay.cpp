#include "gateway/facts/replay.h"

#include <algorithm>

namespace sluis::facts {
namespace {

using policy::Decision;
using policy::DocumentDecision;
using policy::Step;

constexpr std::size_t max_reasons = 2;

bool same_document(const DocumentDecision& a, const DocumentDecision& b) {
    return a.part == b.part && a.personal == b.personal && a.outcome == b.outcome && a.label == b.label &&
           a.type == b.type;
}

bool same_documents(const std::vector<DocumentDecision>& a, const std::vector<DocumentDecision>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_document);
}

bool same_observed(const std::optional<policy::Observed>& a, const std::optional<policy::Observed>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->by == b->by && a->outcome == b->outcome && a->rule == b->rule && a->label == b->label &&
           a->share_body == b->share_body && a->share_whole == b->share_whole &&
           same_documents(a->documents, b->documents);
}

/// Without the version of the policy, which differs always.
std::string words_of(const Step& step) {
    const auto version = step.because.find(" (beleid ");
    return step.because.substr(0, version);
}

bool has(const std::vector<Step>& path, const Step& step) {
    return std::any_of(path.begin(), path.end(), [&](const Step& each) {
        return each.question == step.question && each.about == step.about && each.answer == step.answer &&
               words_of(each) == words_of(step);
    });
}

/// The first steps that only the new path has say why; the outcome itself only when nothing else does.
std::string why(const Decision& before, const Decision& after) {
    std::string text;
    std::size_t reasons = 0;
    for (const auto& step : after.path) {
        if (reasons == max_reasons || has(before.path, step)) continue;
        if (step.question == "outcome" && reasons > 0) continue;
        text += (text.empty() ? "" : "; ") + words_of(step);
        ++reasons;
    }
    return text;
}

std::vector<Difference> differences(const std::vector<Decision>& before, const std::vector<Decision>& after) {
    std::vector<Difference> found;
    for (std::size_t i = 0; i < before.size() && i < after.size(); ++i) {
        if (!same_decision(before[i], after[i])) found.push_back({i, before[i], after[i], why(before[i], after[i])});
    }
    return found;
}

}  // namespace

bool same_decision(const Decision& a, const Decision& b) {
    return a.klass == b.klass && a.outcome == b.outcome && a.message_label == b.message_label && a.rule == b.rule &&
           a.days == b.days && a.code_required == b.code_required && a.notify_generic == b.notify_generic &&
           a.share_body == b.share_body && a.share_whole == b.share_whole && a.advice == b.advice &&
           same_documents(a.documents, b.documents) && same_observed(a.observed, b.observed);
}

Replayed replay(const Facts& facts, const policy::PolicySet& in_force, const policy::PolicySet& fresh,
                const std::string& day) {
    const auto today = effective_for(in_force, facts, day);
    const auto again = decide_again(today, facts);
    const auto with_new = decide_again(effective_for(fresh, facts, day), facts);
    return {differences(again, with_new), differences(facts.decisions, again), today.version == facts.policy_version};
}

}  // namespace sluis::facts
