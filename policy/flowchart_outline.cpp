#include "policy/flowchart_outline.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "policy/flowchart_words.h"
#include "policy/wording.h"

namespace sluis::policy {
namespace {

// More of a kind than a picture can hold; what a decision took is added all the same.
constexpr std::size_t max_nodes = 40;

std::string name_of(const ClassRule& rule) {
    return rule.name.empty() ? rule.klass : rule.name;
}

std::string share_of(Label label) {
    return "outcome.share." + std::string{to_string(label)};
}

std::string end_of(Outcome outcome, Label label) {
    return outcome == Outcome::share ? share_of(label) : "outcome." + std::string{to_string(outcome)};
}

/// "gaat terug naar de afzender; bij alleen aanwijzingen: wordt veilig gedeeld".
std::string note_of(const ClassRule& rule) {
    std::string note{in_words(rule.on_personal)};
    if (rule.pass_internal_route) note += "; langs een interne weg: " + std::string{in_words(Outcome::pass)};
    const auto weak = rule.on_weak.value_or(rule.on_personal);
    if (weak != rule.on_personal) note += "; met alleen aanwijzingen: " + std::string{in_words(weak)};
    if (rule.on_unscannable != rule.on_personal)
        note += "; niet te lezen: " + std::string{in_words(rule.on_unscannable)};
    return note;
}

std::string note_of(const Rule& rule) {
    std::string note{in_words(rule.outcome)};
    if (rule.label) note += ", " + std::string{in_words(*rule.label)};
    if (rule.mode == Mode::observe) note += " (kijkt alleen toe)";
    return note;
}

/// The own organisation first, then by how strict a class is: so ways to one outcome lie together.
std::vector<const ClassRule*> in_order(const Policy& policy) {
    std::vector<const ClassRule*> rules;
    for (const auto& [klass, rule] : policy.classes) rules.push_back(&rule);
    const auto rank = [](const ClassRule& rule) {
        return std::tuple{!rule.pass_internal_route, rule.on_personal, rule.klass == party_class::unknown};
    };
    std::stable_sort(rules.begin(), rules.end(), [&](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
    return rules;
}

FlowNode* find(Flowchart& chart, std::string_view id, FlowBox*& box) {
    for (auto& each : chart.boxes) {
        box = &each;
        for (auto& group : each.groups) {
            for (auto& node : group.nodes) {
                if (node.id == id) return &node;
            }
        }
        if (each.id == id) return nullptr;
    }
    box = nullptr;
    return nullptr;
}

}  // namespace

Outline::Outline(const Policy& policy, const Decision& decision) : policy_{policy}, decision_{decision} {
    chart_.policy = policy.version;
    add_box("start", "Uw mail");
    add_first_question();
    add_classes();
    add_types();
    add_rules();
    add_outcomes();
    add_what_is_unknown();
    std::erase_if(chart_.boxes, [](const FlowBox& box) {
        return (box.id == "directive" || box.id == "rules") && box.groups.front().nodes.empty();
    });
}

FlowBox& Outline::add_box(const char* id, std::string title) {
    return chart_.boxes.emplace_back(FlowBox{id, std::move(title), {FlowGroup{}}, Mark::none});
}

void Outline::add_first_question() {
    auto& box = add_box("q1", std::string{question_in_words("Q1")});
    const bool counts = policy_.unscannable_is_personal;
    const std::string weak =
        policy_.weak_needed > 1 ? "ook bij " + std::to_string(policy_.weak_needed) + " aanwijzingen samen" : "";
    box.groups[0].nodes = {{"q1.nee", "Nee", ""},
                           {"q1.ja", "Ja", weak},
                           {"q1.unscannable", "Niet te lezen", counts ? "telt als ja" : "telt niet als ja"}};
    add_box("directive", std::string{question_in_words("directive")});
    connect("start", "q1", Mark::none);
    connect("q1.nee", "outcome.pass", Mark::none);
    connect("q1.ja", "q2", Mark::none);
    connect("q1.unscannable", counts ? "q2" : "outcome.pass", Mark::none);
}

void Outline::add_class_ways(const ClassRule& rule) {
    const auto from = "q2." + rule.klass;
    if (rule.pass_internal_route) connect(from, "outcome.pass", Mark::none);
    for (const auto outcome : {rule.on_personal, rule.on_weak.value_or(rule.on_personal), rule.on_unscannable})
        connect(from, outcome == Outcome::share ? "q3" : end_of(outcome, rule.label), Mark::none);
}

void Outline::add_classes() {
    auto& nodes = add_box("q2", std::string{question_in_words("Q2")}).groups[0].nodes;
    for (const auto* rule : in_order(policy_)) {
        if (nodes.size() >= max_nodes && rule->klass != decision_.klass) continue;
        nodes.push_back({"q2." + rule->klass, capital(name_of(*rule)), note_of(*rule)});
        add_class_ways(*rule);
    }
}

void Outline::add_types() {
    auto& box = add_box("q3", std::string{question_in_words("Q3")});
    box.groups[0].nodes.push_back({"q3.other", "Een ander document", ""});
    std::set<Label> labels;
    for (const auto& [klass, rule] : policy_.classes) labels.insert(rule.label);
    for (const auto label : labels) connect("q3.other", share_of(label), Mark::none);
    for (const auto label : {Label::client_bound, Label::confidential, Label::personal}) {
        FlowGroup group{capital(std::string{in_words(label)}), {}};
        for (const auto& type : policy_.types) {
            if (type.label != label || type.words.empty() || group.nodes.size() == max_nodes) continue;
            group.nodes.push_back({"q3." + type.id, type.name.empty() ? type.id : type.name, ""});
            connect(group.nodes.back().id, share_of(label), Mark::none);
        }
        if (!group.nodes.empty()) box.groups.push_back(std::move(group));
    }
}

void Outline::add_exception(const char* cause, Outcome outcome) {
    const auto id = "rules." + std::string{cause};
    chart_.boxes.back().groups[0].nodes.push_back({id, exception_in_words(cause), std::string{in_words(outcome)}});
    connect(id, end_of(outcome, Label::client_bound), Mark::none);
}

/// What goes before a class's own rule, as far as this policy has it.
void Outline::add_rules() {
    auto& nodes = add_box("rules", "Regels die voorgaan").groups[0].nodes;
    for (const auto& rule : policy_.rules) {
        if (nodes.size() == max_nodes) break;
        nodes.push_back({"rule." + rule.name, exception_in_words("rule." + rule.name), note_of(rule)});
        connect(nodes.back().id, end_of(rule.outcome, rule.label.value_or(Label::client_bound)), Mark::none);
    }
    add_exception("calendar", Outcome::hold);
    add_exception("personal-reader", Outcome::hold);
    if (policy_.without_dossier != Outcome::pass) add_exception("dossier", policy_.without_dossier);
    if (policy_.encrypted_mail != Outcome::pass) add_exception("encrypted", policy_.encrypted_mail);
    if (policy_.on_banned_link != Outcome::pass) add_exception("banned-link", policy_.on_banned_link);
    if (policy_.mode == Mode::observe) add_exception("observed", Outcome::pass);
    connect("q2", "rules", Mark::none);
}

void Outline::add_outcomes() {
    for (const auto outcome : {Outcome::pass, Outcome::share, Outcome::hold, Outcome::return_to_sender}) {
        auto& box = chart_.boxes.emplace_back(
            FlowBox{"outcome." + std::string{to_string(outcome)}, outcome_heading(outcome), {FlowGroup{}}, Mark::none});
        if (outcome != Outcome::share) continue;
        for (const auto label : {Label::client_bound, Label::confidential, Label::personal})
            box.groups[0].nodes.push_back(
                {share_of(label), capital(std::string{in_words(label)}), std::string{label_note(label)}});
    }
}

/// Every step of the decision has a node, whichever policy took it.
void Outline::add_what_is_unknown() {
    const auto add = [this](std::string_view in, const std::string& id, std::string text) {
        FlowBox* box = nullptr;
        if (find(chart_, id, box) != nullptr) return;
        find(chart_, in, box);
        if (box != nullptr) box->groups[0].nodes.push_back({id, std::move(text), ""});
    };
    for (const auto& step : decision_.path) {
        const auto id = node_of(policy_, step);
        if (step.question == "directive") add("directive", id, directive_in_words(step.answer));
        if (step.question == "Q2") add("q2", id, step.answer);
        if (step.question == "Q3") add("q3", id, id == "q3.stricter" ? capital(step.because) : step.answer);
        if (id == "rules.observed") add("rules", id, exception_in_words("observed"));
    }
    add("q2", "q2." + decision_.klass, decision_.klass);
    const auto add_cause = [&](const std::string& rule) {
        const auto cause = rule.substr(0, rule.rfind('.'));
        const auto ending = rule.substr(std::min(cause.size() + 1, rule.size()));
        if (ending == "released" || ending == "term-over") add("rules", "rules." + ending, exception_in_words(ending));
        if (cause.starts_with("rule.")) add("rules", cause, exception_in_words(cause));
        const bool known = exception_in_words(cause) != cause && cause != decision_.klass;
        if (known && ending != "pass" && !cause.starts_with("rule."))
            add("rules", "rules." + cause, exception_in_words(cause));
    };
    add_cause(decision_.rule);
    if (decision_.observed) add_cause(decision_.observed->rule);
    for (const auto& document : decision_.documents) {
        if (document.personal && !document.type.empty()) add("q3", "q3." + document.type, document.type);
    }
}

void Outline::mark(std::string_view id, Mark mark) {
    FlowBox* box = nullptr;
    auto* node = find(chart_, id, box);
    if (node != nullptr) node->mark = std::max(node->mark, mark);
    if (box != nullptr) box->mark = std::max(box->mark, mark);
}

Mark Outline::marked(std::string_view id) const {
    for (const auto& box : chart_.boxes) {
        if (box.id == id) return box.mark;
        for (const auto& group : box.groups) {
            for (const auto& node : group.nodes) {
                if (node.id == id) return node.mark;
            }
        }
    }
    return Mark::none;
}

void Outline::connect(const std::string& from, const std::string& to, Mark mark) {
    this->mark(from, mark);
    this->mark(to, mark);
    const auto same = std::find_if(chart_.edges.begin(), chart_.edges.end(),
                                   [&](const FlowEdge& edge) { return edge.from == from && edge.to == to; });
    if (same == chart_.edges.end()) {
        chart_.edges.push_back({from, to, mark});
    } else {
        same->mark = std::max(same->mark, mark);
    }
}

}  // namespace sluis::policy
