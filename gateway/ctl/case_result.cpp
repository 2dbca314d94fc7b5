#include "gateway/ctl/case_result.h"

#include <algorithm>

#include "gateway/ctl/decision_text.h"
#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

using policy::Decision;

std::string or_none(const std::string& text) {
    return text.empty() ? "none" : text;
}

std::string yes_or_no(bool value) {
    return value ? "true" : "false";
}

std::string in_list(std::vector<std::string> texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
    return '[' + all + ']';
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
}

std::vector<std::string> parts_of(const Decision& decision) {
    std::vector<std::string> parts;
    for (const auto& document : decision.documents) {
        std::string text{policy::to_string(document.outcome)};
        if (document.label) text += ' ' + std::string{policy::to_string(*document.label)};
        parts.push_back(std::move(text));
    }
    return parts;
}

/// The types that were found, each once; "none" where there is none.
std::vector<std::string> types_of(const Decision& decision) {
    std::vector<std::string> types;
    for (const auto& document : decision.documents) {
        if (document.type.empty() || std::find(types.begin(), types.end(), document.type) != types.end()) continue;
        types.push_back(document.type);
    }
    if (types.empty()) types.emplace_back("none");
    return types;
}

Json list_of(const std::vector<Mismatch>& mismatches) {
    Json list = Json::array();
    for (const auto& one : mismatches)
        list.push_back({{"key", one.key}, {"expected", one.expected}, {"came", one.came}});
    return list;
}

}  // namespace

bool CaseResult::passed() const {
    return std::all_of(recipients.begin(), recipients.end(), [](const auto& each) { return each.mismatches.empty(); });
}

std::vector<Mismatch> mismatches(const config::ExpectedDecision& expected, const Decision& decision) {
    std::vector<Mismatch> found;
    const auto compare = [&](const char* key, const auto& wanted, const std::string& came) {
        if (wanted && *wanted != came) found.push_back({key, *wanted, came});
    };
    const auto worded = [](const auto& value, const auto& in_words) {
        return value ? std::optional<std::string>{in_words(*value)} : std::nullopt;
    };
    const auto outcome_word = [](policy::Outcome outcome) { return std::string{policy::to_string(outcome)}; };
    const auto observed = decision.observed ? outcome_word(decision.observed->outcome) : std::string{"none"};
    compare("outcome", worded(expected.outcome, outcome_word), outcome_word(decision.outcome));
    compare("label", expected.label,
            decision.message_label ? std::string{policy::to_string(*decision.message_label)} : "none");
    compare("class", expected.klass, decision.klass);
    compare("rule", expected.rule, decision.rule);
    compare("advice", expected.advice, or_none(decision.advice));
    compare("observed", worded(expected.observed, outcome_word), observed);
    compare("days", worded(expected.days, [](int days) { return std::to_string(days); }),
            std::to_string(decision.days));
    compare("code", worded(expected.code, yes_or_no), yes_or_no(decision.code_required));
    compare("notify_generic", worded(expected.notify_generic, yes_or_no), yes_or_no(decision.notify_generic));
    const auto types = types_of(decision);
    if (expected.type && std::find(types.begin(), types.end(), *expected.type) == types.end())
        found.push_back({"type", *expected.type, in_list(types)});
    if (expected.warnings && sorted(*expected.warnings) != sorted(decision.warnings))
        found.push_back({"warnings", in_list(*expected.warnings), in_list(decision.warnings)});
    if (expected.parts && *expected.parts != parts_of(decision))
        found.push_back({"parts", in_list(*expected.parts), in_list(parts_of(decision))});
    return found;
}

std::string place_of(const config::PolicyCase& tested) {
    return tested.file.filename().string() + ':' + std::to_string(tested.line);
}

std::string in_words(const CaseResult& result, const Output& output) {
    const bool passed = result.passed();
    auto text = coloured(passed ? "ok  " : "FAIL", passed ? Colour::good : Colour::bad, output.colours) + "  " +
                place_of(result.tested) + "  " + result.tested.name + '\n';
    if (passed) return text;
    for (const auto& recipient : result.recipients) {
        if (recipient.mismatches.empty()) continue;
        text += "      to " + recipient.decision.recipient.text() + " (line " +
                std::to_string(recipient.expected.line) + ")\n";
        Table table;
        table.indent = 8;
        table.width = output.width;
        for (const auto& one : recipient.mismatches)
            table.add({one.key, "expected " + one.expected + ", came " + one.came});
        text += table.text() + "      because\n" + path_in_words(recipient.decision, 8, output.width);
    }
    return text;
}

Json as_json(const CaseResult& result) {
    Json json{{"file", result.tested.file.string()},
              {"line", result.tested.line},
              {"case", result.tested.name},
              {"policy", result.policy_version},
              {"passed", result.passed()}};
    json["recipients"] = Json::array();
    for (const auto& recipient : result.recipients) {
        json["recipients"].push_back({{"recipient", recipient.decision.recipient.text()},
                                      {"line", recipient.expected.line},
                                      {"passed", recipient.mismatches.empty()},
                                      {"mismatches", list_of(recipient.mismatches)},
                                      {"decision", as_json(recipient.decision)}});
    }
    return json;
}

}  // namespace sluis::ctl
