#include "policy/flowchart.h"

#include <algorithm>
#include <set>

#include "policy/flowchart_outline.h"
#include "policy/flowchart_words.h"
#include "policy/word_table.h"
#include "policy/wording.h"

namespace sluis::policy {
namespace {

constexpr WordTable<Mark, 4> marks{
    {{Mark::none, "none"}, {Mark::beside, "beside"}, {Mark::watched, "watched"}, {Mark::taken, "taken"}}};

/// A decision as the way it went: what really happened, or where the policy only watches what would have.
struct Way {
    Outcome outcome = Outcome::pass;
    std::string subject;  ///< Of the rule: a class, or what went before it.
    std::string ending;   ///< "released", "term-over", or what the outcome is called there.
    std::optional<Label> label;
    const std::vector<DocumentDecision>* documents = nullptr;
};

Way way_of(Outcome outcome, const std::string& rule, std::optional<Label> label,
           const std::vector<DocumentDecision>& documents) {
    const auto dot = std::min(rule.rfind('.'), rule.size());
    return {outcome, rule.substr(0, dot), dot < rule.size() ? rule.substr(dot + 1) : "", label, &documents};
}

/// What goes before the class's own rule: its node's last word. Empty where the class decided.
std::string exception_of(const Way& way, const Decision& decision) {
    for (const auto* ending : {"released", "term-over"}) {
        if (way.ending == ending) return ending;
    }
    if (way.subject == decision.klass || way.outcome == Outcome::pass) return {};
    const bool known = way.subject.starts_with("rule.") || exception_in_words(way.subject) != way.subject;
    return known ? way.subject : std::string{};
}

class Tracer {
public:
    Tracer(const Policy& policy, const Decision& decision, Outline& outline)
        : policy_{policy}, decision_{decision}, outline_{outline} {}

    void trace();

private:
    void mark_steps();
    void leave_first_question(bool passed, Mark mark);
    void go(const Way& way, Mark last);
    [[nodiscard]] std::vector<std::string> kinds(const Way& way) const;
    void arrive(const std::string& from, const Way& way, Mark mark);
    void arrive_by_kinds(const Way& way, Mark mark);
    void watch(const Observed& observed);

    const Policy& policy_;
    const Decision& decision_;
    Outline& outline_;
};

std::string target(Outcome outcome, std::optional<Label> label) {
    const auto id = "outcome." + std::string{to_string(outcome)};
    return outcome == Outcome::share && label ? id + '.' + std::string{to_string(*label)} : id;
}

std::string kind_of(const DocumentDecision& document) {
    return "q3." + (document.type.empty() ? "other" : document.type);
}

/// Every step was taken for some part of the mail, whether or not it decided.
void Tracer::mark_steps() {
    for (const auto& step : decision_.path) {
        const auto id = node_of(policy_, step);
        if (!id.empty() && step.question != "outcome") outline_.mark(id, Mark::beside);
    }
}

/// Where nobody asked with whom it is shared.
bool passed_at_once(const Way& way) {
    return way.subject == "no-personal-data" || (way.subject == "encrypted" && way.outcome == Outcome::pass);
}

/// From the answers that count: a no only where there is nothing else.
void Tracer::leave_first_question(bool passed, Mark mark) {
    const auto answered = [this](const char* id) { return outline_.marked(id) != Mark::none; };
    const bool all = passed || (!answered("q1.ja") && !answered("q1.unscannable"));
    outline_.connect("start", "q1", Mark::taken);
    for (const auto* id : {"q1.nee", "q1.ja", "q1.unscannable"}) {
        const bool counts = all || std::string_view{id} != "q1.nee";
        if (answered(id) && counts) outline_.connect(id, passed ? "outcome.pass" : "q2", mark);
    }
}

/// The third question's answers for the documents that decided, as node identifiers.
std::vector<std::string> Tracer::kinds(const Way& way) const {
    std::set<std::string> ids;
    for (const auto& document : *way.documents) {
        if (document.personal) ids.insert(kind_of(document));
    }
    if (ids.empty()) {  // The subject alone, or a mail without parts.
        for (const auto& step : decision_.path) {
            if (step.question == "Q3" && node_of(policy_, step) != "q3.stricter") ids.insert(node_of(policy_, step));
        }
    }
    if (ids.empty()) ids.insert("q3.other");
    return {ids.begin(), ids.end()};
}

void Tracer::arrive(const std::string& from, const Way& way, Mark mark) {
    outline_.connect(from, target(way.outcome, way.label), mark);
}

/// From each kind of document to its own label.
void Tracer::arrive_by_kinds(const Way& way, Mark mark) {
    bool strictest = false;
    for (const auto& document : *way.documents) {
        if (!document.personal || !document.label) continue;
        strictest = strictest || document.label == way.label;
        outline_.mark(kind_of(document), Mark::taken);
        outline_.connect(kind_of(document), target(Outcome::share, document.label), mark);
    }
    if (!strictest) arrive(kinds(way).front(), way, mark);
}

void Tracer::go(const Way& way, Mark last) {
    leave_first_question(passed_at_once(way), Mark::taken);
    if (passed_at_once(way)) return;
    const auto exception = exception_of(way, decision_);
    const auto klass = "q2." + decision_.klass;
    outline_.mark(klass, Mark::taken);
    // Of a distribution list the strictest member's class may have decided.
    const bool of_member = exception.empty() && way.subject != decision_.klass && policy_.classes.contains(way.subject);
    const auto decider = of_member ? "q2." + way.subject : klass;
    const bool by_class = exception.empty() && (way.outcome != Outcome::share);
    if (by_class) return arrive(decider, way, way.outcome == Outcome::pass ? Mark::taken : last);
    if (exception.empty()) {
        outline_.connect(decider, "q3", Mark::taken);
        return arrive_by_kinds(way, last);
    }
    outline_.connect("q2", "rules", Mark::taken);
    const auto rule = exception.starts_with("rule.") ? exception : "rules." + exception;
    outline_.mark(rule, Mark::taken);
    arrive(rule, way, last);
}

void Tracer::watch(const Observed& observed) {
    const auto way = way_of(observed.outcome, observed.rule, observed.label, observed.documents);
    if (!is_watched(decision_)) {  // By a rule of its own: all else stands as it is.
        outline_.mark("rules.observed", Mark::watched);
        if (!way.subject.starts_with("rule.")) return;
        leave_first_question(false, Mark::watched);
        outline_.connect("q2", "rules", Mark::watched);
        return arrive(way.subject, way, Mark::watched);
    }
    go(way, Mark::watched);
    if (passed_at_once(way)) return;
    outline_.connect("q2", "rules", Mark::taken);
    outline_.connect("rules.observed", "outcome.pass", Mark::taken);
}

void Tracer::trace() {
    mark_steps();
    if (!is_watched(decision_))
        go(way_of(decision_.outcome, decision_.rule, decision_.message_label, decision_.documents), Mark::taken);
    if (decision_.observed) watch(*decision_.observed);
}

std::string way_in_words(const Flowchart& chart) {
    std::string words;
    for (const auto& box : chart.boxes) {
        std::string answers;
        for (const auto& group : box.groups) {
            for (const auto& node : group.nodes) {
                if (node.mark >= Mark::watched) answers += (answers.empty() ? "" : ", ") + node.text;
            }
        }
        const bool ends = box.id.starts_with("outcome.") && box.mark == Mark::taken;
        if (ends) words += " Dus: " + box.title + (answers.empty() ? "." : ": " + answers + ".");
        if (!ends && !answers.empty() && box.id.starts_with("q"))
            words += (words.empty() ? "" : " ") + box.title + ' ' + answers + '.';
        if (!ends && !answers.empty() && box.id == "rules") words += ' ' + answers + '.';
    }
    return words;
}

}  // namespace

std::string_view to_string(Mark mark) {
    return word_of(marks, mark);
}

std::string node_of(const Policy& policy, const Step& step) {
    if (step.question == "directive") return "directive." + step.answer;
    if (step.question == "Q1") return step.answer == "…" ? std::string{} : "q1." + step.answer;
    if (step.question == "Q2") return "q2." + step.answer;
    if (step.question == "outcome") return step.answer == "observed" ? "rules.observed" : "outcome." + step.answer;
    const bool is_type =
        std::any_of(policy.types.begin(), policy.types.end(), [&](const auto& type) { return type.id == step.answer; });
    return is_type || !label_from(step.answer) ? "q3." + step.answer : "q3.stricter";
}

Flowchart flowchart(const Policy& policy, const Decision& decision) {
    Outline outline{policy, decision};
    Tracer{policy, decision, outline}.trace();
    auto chart = outline.finished();
    chart.way = way_in_words(chart);
    return chart;
}

}  // namespace sluis::policy
