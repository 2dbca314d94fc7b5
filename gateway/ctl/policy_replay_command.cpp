#include <map>
#include <set>

#include "config/policy_file.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/replay_sum.h"
#include "gateway/runtime/database.h"
#include "policy/difference.h"
#include "storage/queue/decided_messages.h"

namespace sluis::ctl {
namespace {

bool is_day(const std::string& text) {
    static constexpr std::string_view form = "0000-00-00";
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '-' ? text[i] != '-' : !digit) return false;
    }
    return true;
}

}  // namespace

int policy_replay(const config::Settings& settings, const PolicyReplayOptions& options, const Output& output) {
    if (!options.on.empty() && !is_day(options.on)) {
        output.err << "sluisctl: --on " << options.on << ": not a day; write it as 2027-01-31\n";
        return status::usage;
    }
    const auto in_force = policy_of(settings);
    if (!in_force) return print(in_force.error(), output);
    const auto fresh = config::read_policy(options.file);
    if (!fresh) return print(fresh.error(), output, in_new_policy);

    ReplaySum sum;
    sum.before = in_force->installation.version;
    sum.after = fresh->installation.version;
    sum.days = options.days;
    sum.max_shown = options.max;
    sum.unseen = policy::unseen_by_replay(policy::changes(*in_force, *fresh));
    storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
    storage::queue::each_decided(connection, options.days, [&](const storage::queue::DecidedMessage& message) {
        const auto facts = facts::decode(message.facts);
        if (!facts) return sum.add_unread(facts.error());
        if (!facts->complete) return sum.add_incomplete();
        const auto day = options.on.empty() ? message.received_at.substr(0, 10) : options.on;
        sum.add(message.id, *facts, facts::replay(*facts, *in_force, *fresh, day));
    });
    if (output.json) {
        print(output, as_json(sum));
    } else {
        output.out << in_words(sum, output);
    }
    return sum.differing == 0 ? status::ok : status::finding;
}

}  // namespace sluis::ctl
