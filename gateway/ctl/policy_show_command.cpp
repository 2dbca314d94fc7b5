#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/terminal.h"
#include "gateway/runtime/parts.h"
#include "policy/policy_set.h"

namespace sluis::ctl {
namespace {

/// What the policy knows of this sender; the directory is asked for an address alone.
policy::Sender sender_of(const config::Settings& settings, const PolicyShowOptions& options,
                         const std::optional<mail::Mailbox>& from, bool with_groups) {
    policy::Sender sender;
    if (from) {
        const auto directory = runtime::open_directory(settings.directory);
        sender.address = from->key();
        if (auto facts = directory->find(*from)) sender.facts = std::move(*facts);
        if (with_groups) sender.facts.groups = directory->groups(*from);
    }
    if (!options.organisation.empty() && sender.facts.organisation != options.organisation) {
        sender.facts = {};
        sender.facts.organisation = options.organisation;
    }
    return sender;
}

Json as_json(const policy::Policy& policy, const std::vector<policy::ListedValue>& values) {
    Json json{{"policy", policy.version},
              {"organisation", policy.applied.organisation},
              {"groups", policy.applied.groups},
              {"observed_by", policy.observed_by}};
    json["values"] = Json::array();
    for (const auto& [key, value, origin] : values) {
        json["values"].push_back({{"key", key},
                                  {"value", value},
                                  {"layer", policy::to_string(origin.layer)},
                                  {"name", origin.name},
                                  {"file", origin.file},
                                  {"line", origin.line}});
    }
    json["rules"] = Json::array();
    for (const auto& rule : policy.rules) {
        json["rules"].push_back({{"name", rule.name},
                                 {"then", policy::to_string(rule.outcome)},
                                 {"mode", policy::to_string(rule.mode)},
                                 {"class", rule.classes},
                                 {"type", rule.types},
                                 {"recipient", rule.recipients}});
    }
    return json;
}

void show(const policy::Policy& policy, const std::vector<policy::ListedValue>& values, bool all,
          const Output& output) {
    Table head;
    head.width = output.width;
    head.add({"policy", policy.version});
    if (!policy.applied.organisation.empty()) head.add({"organisation", policy.applied.organisation});
    for (const auto& group : policy.applied.groups) head.add({"group", group});
    if (!policy.observed_by.empty()) head.add({"observed by", policy.observed_by});
    output.out << head.text() << '\n';

    Table table;
    table.head = true;
    table.width = output.width;
    table.add({"key", "from", "value"});
    std::size_t factory = 0;
    for (const auto& [key, value, origin] : values) {
        factory += origin.layer == policy::Layer::factory ? 1 : 0;
        if (all || origin.layer != policy::Layer::factory) table.add({key, policy::in_words(origin), value});
    }
    if (table.rows.size() > 1) output.out << table.text(output.colours);
    if (!all)
        output.out << counted(static_cast<std::int64_t>(factory), "value is", "values are") << " the factory's.\n";
    if (policy.rules.empty()) return;
    Table rules;
    rules.head = true;
    rules.width = output.width;
    rules.add({"rule", "mode", "then"});
    for (const auto& rule : policy.rules) {
        rules.add({rule.name, std::string{policy::to_string(rule.mode)}, std::string{policy::to_string(rule.outcome)}});
    }
    output.out << '\n' << rules.text(output.colours);
}

}  // namespace

int policy_show(const config::Settings& settings, const PolicyShowOptions& options, const Output& output) {
    const auto set = policy_of(settings);
    if (!set) return print(set.error(), output);
    const auto from = options.from.empty() ? std::nullopt : mail::Mailbox::parse(options.from);
    if (!from && !options.from.empty()) {
        output.err << "sluisctl: --from " << options.from << ": not an address; write it as ann@example.org\n";
        return status::usage;
    }
    const auto sender = sender_of(settings, options, from, set->asks_directory_groups());
    const auto policy = policy::effective(*set, sender);
    const auto values = policy::listing(*set, sender);
    if (output.json) {
        print(output, as_json(policy, values));
    } else {
        show(policy, values, options.all, output);
    }
    return status::ok;
}

}  // namespace sluis::ctl
