#include <algorithm>
#include <map>
#include <set>

#include "config/policy_file.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/policy_change_text.h"
#include "gateway/ctl/terminal.h"
#include "gateway/runtime/parts.h"

namespace sluis::ctl {
namespace {

using policy::OutcomeChange;
using policy::PolicySet;

// Each view is some ten thousand combinations: a sector's installation takes seconds, not minutes.
constexpr std::size_t max_views = 200;

/// Senders for whom the two policies are compared.
struct View {
    std::string who;  ///< "" for the installation.
    std::vector<OutcomeChange> changes;
};

/// For one organisation or group: what is not told for the installation already.
View view_of(const std::string& who, const policy::Policy& before, const policy::Policy& after,
             const policy::CellChanges& told) {
    auto cells = policy::cell_changes(before, after);
    std::erase_if(cells, [&](const auto& cell) {
        const auto same = told.find(cell.first);
        return same != told.end() && same->second == cell.second;
    });
    return {who, policy::in_few_lines(cells, before, after)};
}

struct Views {
    std::vector<View> all;
    bool complete = true;   ///< Every organisation and group was compared, and every combination.
    bool too_many = false;  ///< More combinations than are compared, or lines than are kept.
    void add(View view, bool compared) {
        too_many = too_many || !compared || view.changes.size() >= policy::max_outcome_changes;
        complete = complete && !too_many;
        all.push_back(std::move(view));
    }
};

/// The installation, each organisation with a layer, each group.
Views views_of(const PolicySet& before, const PolicySet& after) {
    std::set<std::string> organisations;
    std::map<std::string, std::set<std::string>> groups;
    for (const auto* set : {&before, &after}) {
        for (const auto& [id, layer] : set->organisations) organisations.insert(id);
        for (const auto& group : set->groups)
            groups[group.name].insert(group.organisations.begin(), group.organisations.end());
    }
    Views views;
    const auto installed = policy::effective(before, "", {}), fresh = policy::effective(after, "", {});
    const auto told = policy::cell_changes(installed, fresh);
    views.add({"", policy::in_few_lines(told, installed, fresh)}, policy::compares_all(installed, fresh));
    const auto add = [&](const std::string& who, const std::string& organisation, const std::set<std::string>& of) {
        if (views.all.size() >= max_views) {
            views.complete = false;
            return;
        }
        const auto old = policy::effective(before, organisation, of), now = policy::effective(after, organisation, of);
        views.add(view_of(who, old, now, told), policy::compares_all(old, now));
    };
    for (const auto& id : organisations) add("organisation " + id, id, {});
    for (auto& [name, of] : groups) {
        if (of.empty()) of.insert("");
        for (const auto& id : of) add("group " + name + (id.empty() ? "" : " of " + id), id, {name});
    }
    return views;
}

policy::Sender sender_of(const config::Settings& settings, const mail::Mailbox& from, bool with_groups) {
    policy::Sender sender;
    const auto directory = runtime::open_directory(settings.directory);
    sender.address = from.key();
    if (auto facts = directory->find(from)) sender.facts = std::move(*facts);
    if (with_groups) sender.facts.groups = directory->groups(from);
    return sender;
}

Json as_json(const std::string& before, const std::string& after, const std::vector<policy::PolicyChange>& changes,
             const Views& views) {
    Json json{{"before", before}, {"after", after}, {"same", changes.empty()}};
    json["changes"] = Json::array();
    for (const auto& change : changes) json["changes"].push_back(ctl::as_json(change));
    json["outcomes"] = Json::array();
    for (const auto& view : views.all) {
        for (const auto& change : view.changes) {
            auto line = line_of(change);
            line["who"] = view.who;
            json["outcomes"].push_back(std::move(line));
        }
    }
    json["complete"] = views.complete;
    return json;
}

void show(const std::string& before, const std::string& after, const std::vector<policy::PolicyChange>& changes,
          const Views& views, const Output& output) {
    Table head;
    head.width = output.width;
    head.add({"in force", before});
    head.add({"new", after});
    output.out << head.text();
    if (changes.empty()) {
        output.out << "\nThey say the same.\n";
        return;
    }
    output.out << '\n' << changes_in_words(changes, output);
    const bool any =
        std::any_of(views.all.begin(), views.all.end(), [](const auto& view) { return !view.changes.empty(); });
    output.out << (any ? "\nOther outcomes:\n"
                       : "\nNo combination of class, answer to Q1 and type gets another outcome.\n");
    for (const auto& view : views.all) {
        if (view.changes.empty()) continue;
        if (!view.who.empty()) output.out << "for senders of " << view.who << ", also:\n";
        output.out << outcomes_in_words(view.changes, output);
    }
    if (views.too_many)
        output.out << "There are more combinations than are compared and told here; others may change too.\n";
    if (views.all.size() >= max_views && !views.complete)
        output.out << "Only the first " << max_views
                   << " organisations and groups were compared; use --from for others.\n";
}

}  // namespace

int policy_diff(const config::Settings& settings, const PolicyDiffOptions& options, const Output& output) {
    const auto before = policy_of(settings);
    if (!before) return print(before.error(), output);
    const auto after = config::read_policy(options.file);
    if (!after) return print(after.error(), output, in_new_policy);
    std::vector<policy::PolicyChange> changes;
    Views views;
    if (options.from.empty()) {
        changes = policy::changes(*before, *after);
        if (!changes.empty()) views = views_of(*before, *after);
    } else {
        const auto from = mail::Mailbox::parse(options.from);
        if (!from) {
            output.err << "sluisctl: --from " << options.from << ": not an address; write it as ann@example.org\n";
            return status::usage;
        }
        const auto sender =
            sender_of(settings, *from, before->asks_directory_groups() || after->asks_directory_groups());
        changes = policy::changes(*before, *after, sender);
        if (!changes.empty())
            views.all.push_back(view_of("", policy::effective(*before, sender), policy::effective(*after, sender), {}));
    }
    if (output.json) {
        print(output, as_json(before->installation.version, after->installation.version, changes, views));
    } else {
        show(before->installation.version, after->installation.version, changes, views, output);
    }
    return changes.empty() ? status::ok : status::finding;
}

}  // namespace sluis::ctl
