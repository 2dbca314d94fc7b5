#include "config/policy_tables.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "policy/text.h"

namespace sluis::config {
namespace {

using policy::ClassRule;
using policy::DocumentType;
using policy::Label;
using policy::Mode;
using policy::Outcome;
using policy::Policy;
using policy::Topic;

constexpr std::size_t max_types = 500;
constexpr std::size_t max_words = 100;

constexpr std::size_t max_topics = 100;

bool is_domain_pattern(const std::string& text) {
    return mail::is_domain(text.starts_with("*.") ? std::string_view{text}.substr(2) : std::string_view{text});
}

const Choices<Outcome>& outcomes_of_personal() {
    static const Choices<Outcome> choices{
        {"share", Outcome::share}, {"hold", Outcome::hold}, {"return", Outcome::return_to_sender}};
    return choices;
}

const Choices<Label>& labels() {
    static const Choices<Label> choices{{"client-bound", Label::client_bound}, {"confidential", Label::confidential}};
    return choices;
}

bool is_pattern(const std::string& text) {
    RE2::Options options;
    options.set_log_errors(false);
    return text.size() <= 200 && RE2{text, options}.ok();
}

std::vector<std::string> names_of(const std::map<policy::PartyClass, ClassRule>& classes) {
    std::vector<std::string> names;
    for (const auto& [klass, rule] : classes) names.push_back(klass);
    return names;
}

void read_class(TableReader& table, const std::string& klass, bool is_new, Policy& policy) {
    ClassRule& rule = policy.classes[klass];
    rule.klass = klass;
    if (!is_identifier(klass)) table.refuse("class '" + klass + "': allowed: " + std::string{identifier});
    table.text("name", rule.name, "what people call this class");
    table.choice("personal", rule.on_personal, outcomes_of_personal());
    if (is_new) {
        table.require("name", "'" + klass + "' is a new class");
        table.require("personal", "'" + klass + "' is a new class, and every class has exactly one outcome");
        rule.on_unscannable = rule.on_personal;
    }
    table.choice("unscannable", rule.on_unscannable, outcomes_of_personal());
    auto weak = rule.on_weak.value_or(rule.on_personal);
    table.choice("weak", weak, outcomes_of_personal());
    if (table.has("weak")) rule.on_weak = weak;
    if (rule.on_weak && *rule.on_weak > rule.on_personal) {
        table.refuse(table.has("weak") ? "weak" : "personal",
                     "weak evidence cannot weigh more than strong: 'weak' is \"" +
                         std::string{to_string(*rule.on_weak)} + "\" and 'personal' is \"" +
                         std::string{to_string(rule.on_personal)} + '"');
    }
    table.choice("label", rule.label, labels());
    table.flag("code", rule.code_required);
    table.flag("notify_generic", rule.notify_generic);
    table.text("generic_mailbox", rule.generic_mailbox, "an address",
               [](const std::string& text) { return mail::Mailbox::parse(text).has_value(); });
    if (!rule.generic_mailbox.empty() && !rule.notify_generic) {
        table.refuse("generic_mailbox", "stands here, but notify_generic is false");
    }
    table.text("advice", rule.advice, identifier, is_identifier);
    table.text("text", rule.text, plain_words, is_plain_words);
    table.flag("pass_internal_route", rule.pass_internal_route);
    if (rule.pass_internal_route && klass != policy::party_class::own) {
        table.refuse("pass_internal_route", "only class 'own' has internal routes");
    }
    table.flag("dossier_number_counts", rule.dossier_number_counts);
    table.finish();
}

/// Says no to a word that another type has: a document would be of two types at once. Asked when all types are known,
/// so that a word can move from one type to another within one file.
void check_words(TableReader& table, const std::string& id, const Policy& policy,
                 const std::map<std::string, std::set<std::string>>& owners) {
    for (const auto& type : policy.types) {
        if (type.id != id) continue;
        for (const auto& word : type.words) {
            const auto ready = policy::folded(word);
            if (ready.empty()) table.refuse("words", "\"" + word + "\" has neither letters nor digits");
            for (const auto& other : owners.at(ready)) {
                if (other != id) table.refuse("words", "\"" + word + "\" is a word of type '" + other + "' already");
            }
        }
    }
}

void read_type(TableReader& table, const std::string& id, Policy& policy) {
    auto at =
        std::find_if(policy.types.begin(), policy.types.end(), [&](const DocumentType& type) { return type.id == id; });
    const bool is_new = at == policy.types.end();
    if (is_new) {
        if (policy.types.size() >= max_types) return table.refuse("more than 500 types");
        at = policy.types.insert(at, DocumentType{});
        at->id = id;
    }
    auto& type = *at;
    if (!is_identifier(id)) table.refuse("type '" + id + "': allowed: " + std::string{identifier});
    table.text("name", type.name, "what people call this type");
    table.choice("label", type.label, labels());
    table.texts("words", type.words, "a list of at most 100 words or groups of words");
    if (type.words.size() > max_words) table.refuse("words", "found more than 100");
    if (is_new) {
        for (const auto* key : {"name", "label", "words"}) table.require(key, "'" + id + "' is a new type");
    }
    table.flag("counts_persons", type.counts_persons);
    table.flag("general", type.general);
    int days = type.days.value_or(policy.max_days);
    table.integer("days", days, 1, policy::max_share_days);
    if (table.has("days")) type.days = days;
    table.finish();
}

void read_types(TableReader& top, Policy& policy) {
    auto tables = top.tables("type");
    for (auto& [id, table] : tables) read_type(table, id, policy);
    std::map<std::string, std::set<std::string>> owners;
    for (const auto& type : policy.types) {
        for (const auto& word : type.words) owners[policy::folded(word)].insert(type.id);
    }
    for (auto& [id, table] : tables) check_words(table, id, policy, owners);
}

/// A table of address or domain → class.
void read_classes_of(TableReader table, std::map<std::string, policy::PartyClass>& target, const Policy& policy,
                     std::string_view key_is, const TableReader::Check& check) {
    const auto names = names_of(policy.classes);
    std::map<std::string, policy::PartyClass> read;
    for (const auto& [key, klass] : table.pairs("the name of a class")) {
        if (!check(key)) {
            table.refuse(key, "allowed: " + std::string{key_is});
        } else if (!policy.classes.contains(klass)) {
            table.refuse(key, "found \"" + klass + "\", allowed: " + listed(names) + did_you_mean(klass, names));
        } else if (!read.emplace(mail::ascii_lower(key), klass).second) {
            table.refuse(key, "stands here twice, in another case");
        }
    }
    for (auto& [key, klass] : read) target.insert_or_assign(key, std::move(klass));
    table.finish();
}

void read_topic(TableReader& table, const std::string& id, Policy& policy) {
    auto at =
        std::find_if(policy.topics.begin(), policy.topics.end(), [&](const Topic& topic) { return topic.id == id; });
    const bool is_new = at == policy.topics.end();
    if (is_new) {
        if (policy.topics.size() >= max_topics) return table.refuse("more than 100 topics");
        at = policy.topics.insert(at, Topic{});
        at->id = id;
    }
    if (!is_identifier(id)) table.refuse("topic '" + id + "': allowed: " + std::string{identifier});
    table.text("name", at->name, "what people call this topic", is_plain_words);
    table.text("contact", at->contact, "whom to ask: a name, an address or both, at most 500 octets", is_plain_words);
    read_set(table, "types", at->types, "a list of document types", [&](const std::string& text) {
        return std::any_of(policy.types.begin(), policy.types.end(), [&](const auto& type) { return type.id == text; });
    });
    table.texts("words", at->words, "a list of at most 100 words or groups of words",
                [](const std::string& text) { return !policy::folded(text).empty(); });
    if (at->words.size() > max_words) table.refuse("words", "found more than 100");
    if (is_new) {
        for (const auto* key : {"name", "contact"}) table.require(key, "'" + id + "' is a new topic");
        if (at->types.empty() && at->words.empty()) table.refuse("topic '" + id + "' has neither types nor words");
    }
    table.finish();
}

void read_topics(TableReader& top, Policy& policy) {
    for (auto& [id, table] : top.tables("topic")) read_topic(table, id, policy);
}

void read_general(TableReader& top, Policy& policy) {
    top.choice("mode", policy.mode, Choices<Mode>{{"enforce", Mode::enforce}, {"observe", Mode::observe}});
    top.integer("weak_needed", policy.weak_needed, 1, 20);
    top.choice("unscannable", policy.unscannable_is_personal, Choices<bool>{{"yes", true}, {"no", false}});
    top.choice("encrypted_mail", policy.encrypted_mail,
               Choices<Outcome>{{"pass", Outcome::pass},
                                {"share", Outcome::share},
                                {"hold", Outcome::hold},
                                {"return", Outcome::return_to_sender}});
    top.choice("without_dossier", policy.without_dossier,
               Choices<Outcome>{{"warn", Outcome::pass}, {"hold", Outcome::hold}});
    top.text("dossier_pattern", policy.dossier_pattern, "a regular expression (RE2) of at most 200 octets", is_pattern);
    top.integer("max_days", policy.max_days, 1, policy::max_share_days);
    policy.default_days = std::min(policy.default_days, policy.max_days);
    top.integer("default_days", policy.default_days, 1, policy::max_share_days);
    if (policy.default_days > policy.max_days) {
        top.refuse("default_days", "found " + std::to_string(policy.default_days) + ", allowed: at most max_days (" +
                                       std::to_string(policy.max_days) + ")");
    }
    bool override_allowed = policy.override_allowed.value_or(false);
    top.flag("override", override_allowed);
    if (top.has("override")) policy.override_allowed = override_allowed;
    read_set(top, "consumer_domains", policy.consumer_domains, "a list of domain names",
             [](const std::string& text) { return mail::is_domain(text); });
    read_set(top, "internal_domains", policy.internal_domains, "a list of domain names",
             [](const std::string& text) { return mail::is_domain(text); });
    read_set(top, "banned_links", policy.banned_links, "a list of domain names",
             [](const std::string& text) { return mail::is_domain(text); });
    top.choice("banned_link", policy.on_banned_link,
               Choices<Outcome>{{"warn", Outcome::pass}, {"hold", Outcome::hold}});
}

}  // namespace

bool is_plain_words(const std::string& text) {
    return !text.empty() && text.size() <= 500;
}

bool is_identifier(const std::string& text) {
    return !text.empty() && text.size() <= 64 && text.front() != '-' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "\"" : ", \"") + name + '"';
    return all;
}

void read_set(TableReader& table, std::string_view key, std::set<std::string>& value, std::string_view allowed,
              const TableReader::Check& check) {
    std::vector<std::string> texts{value.begin(), value.end()};
    table.texts(key, texts, allowed, check);
    if (!table.has(key)) return;
    value.clear();
    for (const auto& text : texts) value.insert(mail::ascii_lower(text));
}

void read_values(TableReader& table, Policy& policy) {
    read_general(table, policy);
    for (auto& [klass, each] : table.tables("class")) {
        read_class(each, klass, !policy.classes.contains(klass), policy);
    }
    read_types(table, policy);
    const auto is_class = [&](const std::string& text) { return policy.classes.contains(text); };
    read_set(table, "personal_senders", policy.personal_senders, "a list of classes", is_class);
    read_set(table, "topic_classes", policy.topic_classes, "a list of classes", is_class);
}

void read_entries(TableReader& table, Policy& policy) {
    read_classes_of(table.table("addresses"), policy.addresses, policy, "an address",
                    [](const std::string& text) { return mail::Mailbox::parse(text).has_value(); });
    read_classes_of(table.table("domains"), policy.domains, policy, "a domain name, or \"*.\" and a domain name",
                    is_domain_pattern);
    read_topics(table, policy);
}

}  // namespace sluis::config
