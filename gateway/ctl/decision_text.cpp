#include "gateway/ctl/decision_text.h"

#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

using policy::Decision;
using policy::Outcome;

std::string how_shared(const Decision& decision) {
    std::string words;
    if (decision.message_label) words += " as " + std::string{policy::to_string(*decision.message_label)};
    words += " for " + counted(decision.days, "day", "days");
    if (decision.code_required) words += ", opened with a code by mail";
    if (decision.share_whole) words += "; the whole message as message.eml";
    if (decision.share_body) words += "; the text of the mail too";
    if (decision.notify_generic) words += "; the generic mailbox is told";
    return words;
}

Colour colour_of(Outcome outcome) {
    if (outcome == Outcome::pass) return Colour::good;
    return outcome == Outcome::share ? Colour::bold : Colour::warning;
}

std::string documents_in_words(const Decision& decision, std::size_t width) {
    Table table;
    table.indent = 4;
    table.width = width;
    for (const auto& document : decision.documents) {
        std::string what{policy::to_string(document.outcome)};
        if (document.label) what += " as " + std::string{policy::to_string(*document.label)};
        what += document.personal ? ", personal data" : ", no personal data";
        if (!document.type.empty()) what += ", " + document.type;
        table.add({document.part.empty() ? "the message" : "part " + document.part, what});
    }
    return table.text();
}

std::string changes_in_words(const std::vector<policy::Counterfactual>& counterfactuals, std::size_t width) {
    if (counterfactuals.empty()) return "";
    Table table;
    table.indent = 4;
    table.width = width;
    for (const auto& one : counterfactuals) table.add({"-", one.sentence});
    return "  what would have changed it:\n" + table.text();
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

std::string block(const Decision& decision, const std::vector<policy::Counterfactual>& counterfactuals,
                  const Output& output) {
    std::string text = coloured(decision.recipient.text(), Colour::bold, output.colours) + "  " +
                       coloured(outcome_in_words(decision), colour_of(decision.outcome), output.colours) + '\n';
    text += path_in_words(decision, 4, output.width);
    if (decision.outcome != Outcome::pass && decision.documents.size() > 1)
        text += "  each part:\n" + documents_in_words(decision, output.width);
    text += changes_in_words(counterfactuals, output.width);
    Table rest;
    rest.indent = 2;
    rest.width = output.width;
    rest.add({"rule", decision.rule});
    if (!decision.advice.empty()) rest.add({"advice to the sender", decision.advice});
    if (!decision.warnings.empty()) rest.add({"warnings", joined(decision.warnings)});
    return text + rest.text();
}

}  // namespace

std::string path_in_words(const Decision& decision, std::size_t indent, std::size_t width) {
    Table table;
    table.indent = indent;
    table.width = width;
    for (const auto& step : decision.path) table.add({step.question, step.about, step.answer, step.because});
    return table.text();
}

std::string outcome_in_words(const Decision& decision) {
    switch (decision.outcome) {
        case Outcome::pass:
            return "passes untouched";
        case Outcome::share:
            return "is shared" + how_shared(decision);
        case Outcome::hold:
            return "is held until the sender releases or withdraws it; released, it is shared" + how_shared(decision);
        case Outcome::return_to_sender:
            return "goes back to the sender";
    }
    return "";
}

std::string decisions_in_words(const facts::Facts& facts, const Output& output) {
    std::string text;
    if (!facts.taken_out.empty())
        text = "Taken out before it leaves, since it was for Sluis alone: " + joined(facts.taken_out) + ".\n";
    for (std::size_t i = 0; i < facts.decisions.size(); ++i) {
        static const std::vector<policy::Counterfactual> none;
        if (!text.empty()) text += '\n';
        text += block(facts.decisions[i], i < facts.counterfactuals.size() ? facts.counterfactuals[i] : none, output);
    }
    return text;
}

}  // namespace sluis::ctl
