#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "gateway/ctl/output.h"
#include "gateway/facts/replay.h"

namespace sluis::ctl {

/// One decision that differs, for the report. No address: the queue id leads to it.
struct ShownDifference {
    std::string id;
    std::size_t recipient = 0;  ///< Counted from 1, as the mail named them.
    std::string klass;
    std::string change;  ///< "share client-bound → hold client-bound".
    std::string rule_before, rule_after;
    std::string because;
};

/// What a replay comes to. Bounded: counts, and at most max_shown differences.
struct ReplaySum {
    std::string before, after;  ///< Versions.
    int days = 30;
    std::size_t max_shown = 100;
    std::vector<std::string> unseen{};  ///< policy::unseen_by_replay().

    std::size_t mails = 0;  ///< Taken again.
    std::size_t decisions = 0;
    std::size_t differing = 0;  ///< Decisions that the new policy takes otherwise.
    std::size_t differing_mails = 0;
    std::map<std::string, std::size_t> kinds{};  ///< How often each change.
    std::vector<ShownDifference> shown{};

    std::map<std::string, std::size_t> not_taken{};  ///< Why mails were not taken again, and how many.

    std::size_t by_earlier_policy = 0;  ///< Mails that another version of the policy decided.
    std::size_t changed_since = 0;      ///< Decisions of those that the policy in force takes otherwise already.
    std::size_t unexplained = 0;        ///< Decisions of the same version that come out otherwise by themselves.
    std::vector<ShownDifference> unexplained_shown{};

    void add(const std::string& id, const facts::Facts& facts, const facts::Replayed& replayed);
    void add_incomplete();
    /// @param why  what facts::decode() said
    void add_unread(const std::string& why);
};

[[nodiscard]] std::string in_words(const ReplaySum& sum, const Output& output);
[[nodiscard]] Json as_json(const ReplaySum& sum);

}  // namespace sluis::ctl
