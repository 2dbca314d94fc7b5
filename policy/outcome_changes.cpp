#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "policy/difference.h"

namespace sluis::policy {
namespace {

std::string arrow(std::string_view before, std::string_view after) {
    return std::string{before} + " → " + std::string{after};
}

/// Only what differs, so that many combinations can be told together.
std::string what_differs(const Cell& before, const Cell& after) {
    std::vector<std::string> parts;
    if (before.outcome != after.outcome) parts.push_back(arrow(to_string(before.outcome), to_string(after.outcome)));
    if (before.label && after.label && before.label != after.label)
        parts.push_back(arrow(to_string(*before.label), to_string(*after.label)));
    const bool both_shared = before.label && after.label;
    if (both_shared && before.code != after.code) parts.emplace_back(after.code ? "with a code" : "without a code");
    if (both_shared && before.notify_generic != after.notify_generic)
        parts.emplace_back(after.notify_generic ? "tells the generic mailbox" : "tells no generic mailbox");
    if (!before.advice.empty() && !after.advice.empty() && before.advice != after.advice)
        parts.push_back("advice " + arrow(before.advice, after.advice));
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

/// Lines that say the same but for one of their sets become one line.
template <class Member>
void merge(std::vector<OutcomeChange>& lines, std::set<Member> OutcomeChange::*set) {
    const auto others = [&](const OutcomeChange& line) {
        auto other = line;
        (other.*set).clear();
        return std::tuple{other.what, other.classes, other.answers, other.types, other.dossier, other.recipients};
    };
    std::map<decltype(others(OutcomeChange{})), std::size_t> known;
    std::vector<OutcomeChange> merged;
    for (auto& line : lines) {
        const auto [at, fresh] = known.emplace(others(line), merged.size());
        if (fresh) {
            merged.push_back(std::move(line));
            continue;
        }
        auto& together = merged[at->second];
        (together.*set).insert((line.*set).begin(), (line.*set).end());
        together.combinations += line.combinations;
    }
    lines = std::move(merged);
}

/// A policy with the classes, types and named recipients of both.
Policy both_of(const Policy& before, const Policy& after) {
    auto both = before;
    both.classes.insert(after.classes.begin(), after.classes.end());
    both.rules.insert(both.rules.end(), after.rules.begin(), after.rules.end());
    for (const auto& type : after.types) {
        const auto same = [&](const auto& each) { return each.id == type.id; };
        if (std::none_of(both.types.begin(), both.types.end(), same)) both.types.push_back(type);
    }
    return both;
}

/// Every value that the combinations have.
OutcomeChange everything(const std::vector<Combination>& all) {
    OutcomeChange whole;
    for (const auto& each : all) {
        whole.classes.insert(each.klass);
        whole.answers.insert(each.answer);
        whole.types.insert(each.type);
        whole.dossier.insert(each.dossier);
        whole.recipients.insert(each.recipient);
    }
    return whole;
}

std::string listed(const std::set<std::string>& names, std::string_view last) {
    std::string all;
    std::size_t left = names.size();
    for (const auto& name : names) {
        --left;
        all += (all.empty() ? "" : left == 0 ? std::string{last} : ", ") + name;
    }
    return all;
}

std::set<std::string> without(const std::set<std::string>& some, const std::set<std::string>& others) {
    std::set<std::string> left;
    std::set_difference(some.begin(), some.end(), others.begin(), others.end(), std::inserter(left, left.end()));
    return left;
}

/// A set told from the one of these that is nearest: "all types but x", "client-bound types and y".
std::string told(const std::set<std::string>& some,
                 const std::vector<std::pair<std::string, std::set<std::string>>>& known) {
    std::string best = listed(some, ", ");
    auto least = some.size();
    for (const auto& [name, base] : known) {
        const auto left_out = without(base, some), added = without(some, base);
        if (left_out.size() + added.size() >= least) continue;
        least = left_out.size() + added.size();
        best = name;
        if (!added.empty()) best += " and " + listed(added, ", ");
        if (!left_out.empty()) best += " but " + listed(left_out, ", ");
    }
    return best;
}

std::set<std::string> named(const std::set<std::string>& types) {
    std::set<std::string> names;
    for (const auto& type : types) names.insert(type.empty() ? "none" : type);
    return names;
}

std::string types_in_words(const std::set<std::string>& types, const Policy& both) {
    std::set<std::string> all{"none"}, client_bound{"none"}, confidential;
    for (const auto& type : both.types) {
        all.insert(type.id);
        (type.label == Label::client_bound ? client_bound : confidential).insert(type.id);
    }
    return told(
        named(types),
        {{"all types", all}, {"client-bound types and none", client_bound}, {"confidential types", confidential}});
}

/// Where it changes, in words. What is the same for every value is not told.
std::string in_words(const OutcomeChange& line, const OutcomeChange& whole, const Policy& both) {
    std::string text = "to ";
    text += line.classes == whole.classes ? "any class" : told(line.classes, {{"any class", whole.classes}});
    std::set<std::string> answers, recipients;
    for (const auto answer : line.answers) answers.emplace(to_string(answer));
    for (const auto& recipient : line.recipients) recipients.insert(recipient.empty() ? "any other" : recipient);
    if (line.recipients != whole.recipients) text += " of " + listed(recipients, " or ");
    text += ", personal data " + (line.answers == whole.answers ? "any" : listed(answers, " or "));
    text += ", " + types_in_words(line.types, both);
    if (line.dossier.size() == 1)
        text += *line.dossier.begin() ? ", with a dossier number" : ", without a dossier number";
    return text;
}

/// A set of everything says so by being empty.
template <class Member>
void clear_if_whole(std::set<Member>& some, const std::set<Member>& all) {
    if (some == all) some.clear();
}

}  // namespace

CellChanges cell_changes(const Policy& before, const Policy& after) {
    CellChanges changes;
    for (auto& each : combinations_of(both_of(before, after))) {
        if (each.asked != Asked::nothing) continue;
        auto what = what_differs(cell_of(before, each), cell_of(after, each));
        if (!what.empty()) changes.emplace(std::move(each), std::move(what));
    }
    return changes;
}

bool compares_all(const Policy& before, const Policy& after) {
    return count_combinations(both_of(before, after)) <= max_combinations;
}

std::vector<OutcomeChange> in_few_lines(const CellChanges& changes, const Policy& before, const Policy& after) {
    std::vector<OutcomeChange> lines;
    for (const auto& [each, what] : changes) {
        lines.push_back({{each.klass}, {each.answer}, {each.type}, {each.dossier}, {each.recipient}, what, 1});
    }
    merge(lines, &OutcomeChange::dossier);
    merge(lines, &OutcomeChange::recipients);
    merge(lines, &OutcomeChange::types);
    merge(lines, &OutcomeChange::answers);
    merge(lines, &OutcomeChange::classes);
    const auto both = both_of(before, after);
    const auto whole = everything(combinations_of(both));
    for (auto& line : lines) {
        line.where = in_words(line, whole, both);
        clear_if_whole(line.classes, whole.classes);
        clear_if_whole(line.answers, whole.answers);
        clear_if_whole(line.types, whole.types);
        clear_if_whole(line.dossier, whole.dossier);
        clear_if_whole(line.recipients, whole.recipients);
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.combinations > b.combinations; });
    if (lines.size() > max_outcome_changes) lines.resize(max_outcome_changes);
    return lines;
}

}  // namespace sluis::policy
