#include "gateway/ctl/decision_text.h"

#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

/// Facts come from our own rows, but of any version: what is missing is shown as nothing.
std::string text_in(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool flag_in(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

const Json& list_in(const Json& json, const char* key) {
    static const Json none = Json::array();
    const auto found = json.find(key);
    return found != json.end() && found->is_array() ? *found : none;
}

int strictness(const std::string& label) {
    if (label == "personal") return 3;
    if (label == "confidential") return 2;
    return label.empty() ? 0 : 1;
}

std::string label_of(const Json& decision) {
    auto strictest = text_in(decision, "label");
    for (const auto& document : list_in(decision, "documents")) {
        const auto label = text_in(document, "label");
        if (strictness(label) > strictness(strictest)) strictest = label;
    }
    return strictest;
}

std::string how_shared(const Json& decision) {
    std::string words;
    if (const auto label = label_of(decision); !label.empty()) words += " as " + label;
    if (const auto days = decision.find("days"); days != decision.end() && days->is_number_integer())
        words += " for " + counted(days->get<std::int64_t>(), "day", "days");
    if (flag_in(decision, "code_required")) words += ", opened with a code by mail";
    if (flag_in(decision, "share_whole")) words += "; the whole message as message.eml";
    if (flag_in(decision, "share_body")) words += "; the text of the mail too";
    if (flag_in(decision, "notify_generic")) words += "; the generic mailbox is told";
    return words;
}

Colour colour_of(const std::string& outcome) {
    if (outcome == "pass") return Colour::good;
    return outcome == "share" ? Colour::bold : Colour::warning;
}

std::string documents_in_words(const Json& decision, std::size_t width) {
    Table table;
    table.indent = 4;
    table.width = width;
    for (const auto& document : list_in(decision, "documents")) {
        const auto type = text_in(document, "type");
        const auto label = text_in(document, "label");
        std::string what = text_in(document, "outcome");
        if (!label.empty()) what += " as " + label;
        what += flag_in(document, "personal") ? ", personal data" : ", no personal data";
        if (!type.empty()) what += ", " + type;
        table.add({text_in(document, "part").empty() ? "the message" : "part " + text_in(document, "part"), what});
    }
    return table.text();
}

std::string path_in_words(const Json& decision, std::size_t width) {
    Table table;
    table.indent = 4;
    table.width = width;
    for (const auto& step : list_in(decision, "path"))
        table.add(
            {text_in(step, "question"), text_in(step, "about"), text_in(step, "answer"), text_in(step, "because")});
    return table.text();
}

std::string joined(const Json& list) {
    std::string all;
    for (const auto& item : list)
        if (item.is_string()) all += (all.empty() ? "" : ", ") + item.get<std::string>();
    return all;
}

std::string block(const Json& decision, const Output& output) {
    const auto outcome = text_in(decision, "outcome");
    std::string text = coloured(text_in(decision, "recipient"), Colour::bold, output.colours) + "  " +
                       coloured(outcome_in_words(decision), colour_of(outcome), output.colours) + '\n';
    text += path_in_words(decision, output.width);
    if (outcome != "pass" && list_in(decision, "documents").size() > 1)
        text += "  each part:\n" + documents_in_words(decision, output.width);
    Table rest;
    rest.indent = 2;
    rest.width = output.width;
    rest.add({"rule", text_in(decision, "rule")});
    if (const auto advice = text_in(decision, "advice"); !advice.empty()) rest.add({"advice to the sender", advice});
    if (const auto warnings = joined(list_in(decision, "warnings")); !warnings.empty())
        rest.add({"warnings", warnings});
    return text + rest.text();
}

}  // namespace

std::string outcome_in_words(const Json& decision) {
    const auto outcome = text_in(decision, "outcome");
    if (outcome == "pass") return "passes untouched";
    if (outcome == "share") return "is shared" + how_shared(decision);
    if (outcome == "hold")
        return "is held until the sender releases or withdraws it; released, it is shared" + how_shared(decision);
    if (outcome == "return") return "goes back to the sender";
    return outcome;
}

std::string decisions_in_words(const Json& facts, const Output& output) {
    std::string text;
    if (const auto gone = joined(list_in(facts, "taken_out")); !gone.empty())
        text = "Taken out before it leaves, since it was for Sluis alone: " + gone + ".\n";
    for (const auto& decision : list_in(facts, "decisions")) {
        if (!text.empty()) text += '\n';
        text += block(decision, output);
    }
    return text;
}

}  // namespace sluis::ctl
