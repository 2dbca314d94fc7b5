#include <algorithm>
#include <chrono>

#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/explained.h"
#include "gateway/mail/timestamp.h"
#include "gateway/runtime/database.h"
#include "storage/queue/queue_view.h"

namespace sluis::ctl {
namespace {

int refuse(const std::string& id, const std::string& why, const Output& output) {
    output.err << "sluisctl: " << (why.empty() ? "there is no message " + id : "message " + id + ' ' + why) << '\n';
    return status::not_found;
}

/// Leaves the decisions for these recipients. @returns the first that is none of the message's; empty when all are
std::string keep_only(facts::Facts& facts, const std::vector<std::string>& addresses) {
    const auto known = facts;
    facts.recipients.clear();
    facts.decisions.clear();
    facts.counterfactuals.clear();
    for (const auto& address : addresses) {
        const auto wanted = mail::Mailbox::parse(address);
        const auto found = std::find_if(known.decisions.begin(), known.decisions.end(), [&](const auto& decision) {
            return wanted && decision.recipient.key() == wanted->key();
        });
        if (found == known.decisions.end()) return address;
        const auto index = static_cast<std::size_t>(found - known.decisions.begin());
        facts.recipients.push_back(known.recipients[index]);
        facts.decisions.push_back(known.decisions[index]);
        facts.counterfactuals.push_back(known.counterfactuals[index]);
    }
    return {};
}

/// What stands beside the facts of the first decision: those of each release, oldest first.
std::vector<facts::Facts> releases_in(const std::string& json, const std::vector<std::string>& addresses) {
    std::vector<facts::Facts> releases;
    for (const auto& one : nlohmann::json::parse(json).value("releases", nlohmann::json::array())) {
        const auto facts = facts::decode(one.dump());
        if (facts && addresses.empty()) releases.push_back(*facts);
        for (const auto& address : addresses) {
            auto theirs = facts;
            if (theirs && keep_only(*theirs, {address}).empty()) releases.push_back(std::move(*theirs));
        }
    }
    return releases;
}

}  // namespace

int explain_stored(const config::Settings& settings, const ExplainOptions& options, const Output& output) {
    const auto id = options.file.string();
    storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
    const auto message = storage::queue::show_message(connection, id);
    if (!message) return refuse(id, "", output);
    if (message->facts.empty())
        return refuse(id, "is not decided yet. What keeps it: sluisctl queue show " + id, output);
    auto facts = facts::decode(message->facts);
    if (!facts) return refuse(id, "has no decision that can be read (" + facts.error() + ")", output);
    const auto policies = policy_of(settings);
    if (!policies) return print(policies.error(), output);
    const auto today = mail::iso_from_time(std::chrono::system_clock::now());
    auto policy = facts::effective_for(*policies, *facts, today.substr(0, 10));
    if (!options.to.empty()) {
        if (const auto stranger = keep_only(*facts, options.to); !stranger.empty())
            return refuse(id, "has no recipient " + stranger, output);
    }
    Explained explained{"message", id, message->reverse_path, std::move(*facts), std::move(policy)};
    explained.releases = releases_in(message->facts, options.to);
    return show(explained, options.svg, output);
}

}  // namespace sluis::ctl
