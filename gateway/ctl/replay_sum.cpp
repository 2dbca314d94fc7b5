#include "gateway/ctl/replay_sum.h"

#include <algorithm>

#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

using policy::Decision;

constexpr std::size_t max_unexplained = 20;

std::string outcome_of(const Decision& decision) {
    std::string text{policy::to_string(decision.outcome)};
    if (decision.message_label) text += ' ' + std::string{policy::to_string(*decision.message_label)};
    return text;
}

void add_flag(bool before, bool after, const char* with, const char* without, std::string& text) {
    if (before == after) return;
    text += (text.empty() ? "" : ", ") + std::string{after ? with : without};
}

/// What is another, the gravest first; the rule's name only when nothing else is.
std::string change_between(const Decision& before, const Decision& after) {
    std::string text;
    const auto from = outcome_of(before), to = outcome_of(after);
    if (from != to) text = from + " → " + to;
    if (before.klass != after.klass)
        text += (text.empty() ? "" : ", ") + ("class " + before.klass + " → " + after.klass);
    const bool both_share = before.message_label && after.message_label;
    if (both_share && before.days != after.days)
        text +=
            (text.empty() ? "" : ", ") + ("days " + std::to_string(before.days) + " → " + std::to_string(after.days));
    if (both_share) {
        add_flag(before.code_required, after.code_required, "with a code", "without a code", text);
        add_flag(before.notify_generic, after.notify_generic, "tells the generic mailbox", "tells no generic mailbox",
                 text);
        add_flag(before.share_body, after.share_body, "the text too", "not the text", text);
        add_flag(before.share_whole, after.share_whole, "the whole message", "not the whole message", text);
    }
    if (text.empty() && before.advice != after.advice) text = "advice " + before.advice + " → " + after.advice;
    if (!text.empty()) return text;
    return before.rule != after.rule ? "only the rule" : "only a part, or what is observed";
}

ShownDifference shown(const std::string& id, const facts::Difference& difference) {
    return {id,
            difference.recipient + 1,
            difference.after.klass,
            change_between(difference.before, difference.after),
            difference.before.rule,
            difference.after.rule,
            difference.because};
}

std::string number(std::size_t count, std::string_view one, std::string_view many) {
    return counted(static_cast<std::int64_t>(count), one, many);
}

std::string table_of(const std::vector<ShownDifference>& differences, const Output& output) {
    Table table;
    table.head = true;
    table.width = output.width;
    table.add({"mail", "recipient", "change, and why"});
    for (const auto& one : differences) {
        table.add({one.id, std::to_string(one.recipient) + ' ' + one.klass, one.change});
        const auto rule = one.rule_before == one.rule_after ? one.rule_after : one.rule_before + " → " + one.rule_after;
        table.add({"", "", rule + (one.because.empty() ? "" : ": " + one.because)});
    }
    return table.text(output.colours);
}

std::string unseen_in_words(const ReplaySum& sum, const Output& output) {
    if (sum.unseen.empty()) return {};
    Table table;
    table.width = output.width;
    table.indent = 2;
    for (const auto& key : sum.unseen) table.add({"-", key});
    return "\nNot seen, since what the words of then found is stored, and never the text:\n" + table.text();
}

std::string earlier_in_words(const ReplaySum& sum) {
    if (sum.by_earlier_policy == 0) return {};
    const auto mails = number(sum.by_earlier_policy, "mail was", "mails were") + " decided by an earlier policy; ";
    if (sum.changed_since == 0) return mails + "the policy in force decides the same.\n";
    return mails + number(sum.changed_since, "decision of these is", "decisions of these are") +
           " another by the policy in force\nalready. That is not counted as a change by the new one.\n";
}

std::string caveats(const ReplaySum& sum, const Output& output) {
    auto text = unseen_in_words(sum, output);
    std::string mails;
    for (const auto& [why, count] : sum.not_taken)
        mails += number(count, "mail was", "mails were") + " not taken again: " + why + ".\n";
    mails += earlier_in_words(sum);
    if (!mails.empty()) text += '\n' + mails;
    if (sum.unexplained > 0) {
        text += "\nWARNING: " + number(sum.unexplained, "decision comes", "decisions come") +
                " out otherwise by the very policy that took " + (sum.unexplained == 1 ? "it" : "them") +
                ". The new policy has no part in this:\n"
                "something decided that was not stored, or the program changed. Look at these with sluisctl queue "
                "show.\n" +
                table_of(sum.unexplained_shown, output);
    }
    return text;
}

Json as_json(const std::vector<ShownDifference>& differences) {
    Json list = Json::array();
    for (const auto& one : differences)
        list.push_back({{"id", one.id},
                        {"recipient", one.recipient},
                        {"class", one.klass},
                        {"change", one.change},
                        {"rule_before", one.rule_before},
                        {"rule_after", one.rule_after},
                        {"because", one.because}});
    return list;
}

}  // namespace

void ReplaySum::add(const std::string& id, const facts::Facts& facts, const facts::Replayed& replayed) {
    ++mails;
    decisions += facts.decisions.size();
    differing += replayed.by_new.size();
    differing_mails += replayed.by_new.empty() ? 0 : 1;
    for (const auto& difference : replayed.by_new) {
        auto one = ctl::shown(id, difference);
        ++kinds[one.change];
        if (shown.size() < max_shown) shown.push_back(std::move(one));
    }
    if (!replayed.same_policy) {
        ++by_earlier_policy;
        changed_since += replayed.since.size();
        return;
    }
    unexplained += replayed.since.size();
    for (const auto& difference : replayed.since) {
        if (unexplained_shown.size() < max_unexplained) unexplained_shown.push_back(ctl::shown(id, difference));
    }
}

void ReplaySum::add_incomplete() {
    ++not_taken["it had so many parts that not all is stored"];
}

void ReplaySum::add_unread(const std::string& why) {
    const bool version = why.starts_with("version ");
    ++not_taken[version ? "stored by another version of Sluis (" + why.substr(0, why.find(':')) + ")"
                        : "what is stored cannot be read"];
}

std::string in_words(const ReplaySum& sum, const Output& output) {
    Table head;
    head.width = output.width;
    head.add({"in force", sum.before});
    head.add({"new", sum.after});
    head.add({"looked at", number(sum.mails, "mail", "mails") + " of the last " +
                               number(static_cast<std::size_t>(sum.days), "day", "days") + ", " +
                               number(sum.decisions, "decision", "decisions")});
    head.add({"would differ", sum.differing == 0 ? "none"
                                                 : number(sum.differing, "decision", "decisions") + " in " +
                                                       number(sum.differing_mails, "mail", "mails")});
    auto text = head.text();
    if (sum.differing > 0) {
        std::vector<std::pair<std::size_t, std::string>> kinds;
        for (const auto& [change, count] : sum.kinds) kinds.emplace_back(count, change);
        std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        Table table;
        table.indent = 2;
        table.width = output.width;
        for (const auto& [count, change] : kinds) table.add({std::to_string(count), change});
        text += '\n' + table.text() + '\n' + table_of(sum.shown, output);
        if (sum.shown.size() < sum.differing)
            text += "… and " + std::to_string(sum.differing - sum.shown.size()) + " more; --max shows more.\n";
    }
    return text + caveats(sum, output);
}

Json as_json(const ReplaySum& sum) {
    Json json{{"before", sum.before},
              {"after", sum.after},
              {"days", sum.days},
              {"mails", sum.mails},
              {"decisions", sum.decisions},
              {"differing", sum.differing},
              {"differing_mails", sum.differing_mails}};
    json["kinds"] = Json::object();
    for (const auto& [change, count] : sum.kinds) json["kinds"][change] = count;
    json["differences"] = as_json(sum.shown);
    json["not_taken"] = Json::object();
    for (const auto& [why, count] : sum.not_taken) json["not_taken"][why] = count;
    json["by_earlier_policy"] = sum.by_earlier_policy;
    json["changed_since"] = sum.changed_since;
    json["unexplained"] = sum.unexplained;
    json["unexplained_differences"] = as_json(sum.unexplained_shown);
    json["unseen"] = sum.unseen;
    return json;
}

}  // namespace sluis::ctl
