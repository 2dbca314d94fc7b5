#include "gateway/ctl/policy_change_text.h"

#include <algorithm>
#include <filesystem>

#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

using policy::Origin;
using policy::OutcomeChange;
using policy::PolicyChange;

std::string place_of(const Origin& origin) {
    if (origin.line == 0) return std::string{policy::to_string(origin.layer)};
    return std::filesystem::path{origin.file}.filename().string() + ':' + std::to_string(origin.line);
}

/// The texts of a list that is written in one line.
std::set<std::string> items_of(const std::string& list) {
    std::set<std::string> items;
    for (std::size_t at = list.find('"'); at != std::string::npos; at = list.find('"', at + 1)) {
        auto end = at + 1;
        while (end < list.size() && list[end] != '"') end += list[end] == '\\' ? 2 : 1;
        items.insert(list.substr(at, end + 1 - at));
        at = end;
        if (at >= list.size()) break;
    }
    return items;
}

bool is_list(const std::string& text) {
    return text.starts_with('[');
}

std::string what_changed(const PolicyChange& change) {
    if (change.before.empty()) return "new: " + change.after;
    if (change.after.empty()) return "gone: " + change.before;
    if (!is_list(change.before) || !is_list(change.after)) return change.before + " → " + change.after;
    const auto before = items_of(change.before), after = items_of(change.after);
    std::string came, went;
    for (const auto& item : after)
        if (!before.contains(item)) came += (came.empty() ? "new: " : ", ") + item;
    for (const auto& item : before)
        if (!after.contains(item)) went += (went.empty() ? "gone: " : ", ") + item;
    const auto text = came + (came.empty() || went.empty() ? "" : "; ") + went;
    return text.empty() ? "the same, in another order" : text;
}

std::string where(const PolicyChange& change) {
    if (change.key == "groups") return "";  // Which groups a sender is in stands on no line.
    if (change.before.empty()) return place_of(change.after_at);
    if (change.after.empty()) return place_of(change.before_at);
    return place_of(change.before_at) + " → " + place_of(change.after_at);
}

std::set<std::string> words_of(const std::set<policy::Answer>& answers) {
    std::set<std::string> words;
    for (const auto each : answers) words.emplace(policy::to_string(each));
    return words;
}

std::set<std::string> named(std::set<std::string> types) {
    if (types.erase("") > 0) types.insert("none");
    return types;
}

}  // namespace

std::string changes_in_words(const std::vector<PolicyChange>& changes, const Output& output) {
    std::string text;
    for (std::size_t i = 0; i < changes.size();) {
        const auto& who = changes[i].who;
        Table table;
        table.head = true;
        table.width = output.width;
        table.add({who.empty() ? "key" : who, "from", "what"});
        for (; i < changes.size() && changes[i].who == who; ++i)
            table.add({changes[i].key, where(changes[i]), what_changed(changes[i])});
        text += (text.empty() ? "" : "\n") + table.text(output.colours);
    }
    return text;
}

Json as_json(const PolicyChange& change) {
    const auto at = [](const Origin& origin) {
        return Json{{"layer", policy::to_string(origin.layer)}, {"file", origin.file}, {"line", origin.line}};
    };
    return Json{{"who", change.who},
                {"key", change.key},
                {"before", change.before},
                {"after", change.after},
                {"before_at", change.before.empty() ? Json(nullptr) : at(change.before_at)},
                {"after_at", change.after.empty() ? Json(nullptr) : at(change.after_at)}};
}

std::string outcomes_in_words(const std::vector<OutcomeChange>& changes, const Output& output) {
    Table table;
    table.indent = 2;
    table.width = output.width;
    for (const auto& change : changes) table.add({change.what, change.where});
    return table.text();
}

Json line_of(const OutcomeChange& change) {
    Json json{{"what", change.what},
              {"where", change.where},
              {"class", change.classes},
              {"personal", words_of(change.answers)},
              {"type", named(change.types)},
              {"recipient", change.recipients},
              {"combinations", change.combinations}};
    if (change.dossier.size() == 1) json["dossier"] = *change.dossier.begin();
    return json;
}

}  // namespace sluis::ctl
