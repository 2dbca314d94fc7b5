#include "policy/values.h"

#include <algorithm>
#include <type_traits>

namespace sluis::policy {
namespace {

/// Calls visit(key, field, order) for every value: the one list of what policy.toml sets by keys.
template <class SomePolicy, class Visit>
void visit_values(SomePolicy& policy, Visit&& visit) {
    using enum Stricter;
    visit("mode", policy.mode, less);
    visit("weak_needed", policy.weak_needed, less);
    visit("unscannable", policy.unscannable_is_personal, greater);
    visit("encrypted_mail", policy.encrypted_mail, greater);
    visit("without_dossier", policy.without_dossier, greater);
    visit("banned_link", policy.on_banned_link, greater);
    visit("max_days", policy.max_days, less);
    visit("default_days", policy.default_days, less);
    visit("override", policy.override_allowed, less);
    visit("override_organisations", policy.override_organisations, none);
    visit("personal_senders", policy.personal_senders, none);
    visit("dossier_pattern", policy.dossier_pattern, none);
    visit("banned_links", policy.banned_links, none);
    visit("topic_classes", policy.topic_classes, none);
    visit("consumer_domains", policy.consumer_domains, none);
    visit("internal_domains", policy.internal_domains, none);
    for (auto& [klass, rule] : policy.classes) {
        const auto key = "class." + klass + '.';
        visit(key + "personal", rule.on_personal, greater);
        visit(key + "unscannable", rule.on_unscannable, greater);
        visit(key + "weak", rule.on_weak, greater);
        visit(key + "label", rule.label, greater);
        visit(key + "code", rule.code_required, greater);
        visit(key + "notify_generic", rule.notify_generic, greater);
        visit(key + "dossier_number_counts", rule.dossier_number_counts, greater);
        visit(key + "pass_internal_route", rule.pass_internal_route, less);
        visit(key + "advice", rule.advice, none);
        visit(key + "name", rule.name, none);
        visit(key + "generic_mailbox", rule.generic_mailbox, none);
    }
    for (auto& type : policy.types) {
        const auto key = "type." + type.id + '.';
        visit(key + "label", type.label, greater);
        visit(key + "counts_persons", type.counts_persons, greater);
        visit(key + "days", type.days, less);
        visit(key + "general", type.general, none);
        visit(key + "name", type.name, none);
        visit(key + "words", type.words, none);
    }
}

template <class Field>
std::optional<Value> read(const Field& field) {
    return Value{field};
}
template <class Field>
std::optional<Value> read(const std::optional<Field>& field) {
    return field ? std::optional<Value>{*field} : std::nullopt;
}
std::optional<Value> read(const std::set<std::string>& field) {
    return Value{std::vector<std::string>{field.begin(), field.end()}};
}

template <class Field>
void write(Field& field, const Value& value) {
    if (const auto* typed = std::get_if<Field>(&value)) field = *typed;
}
template <class Field>
void write(std::optional<Field>& field, const Value& value) {
    if (const auto* typed = std::get_if<Field>(&value)) field = *typed;
}
void write(std::set<std::string>& field, const Value& value) {
    if (const auto* typed = std::get_if<std::vector<std::string>>(&value)) field = {typed->begin(), typed->end()};
}

/// The key with * for the name that an administrator chose: "class.*.weak".
std::string pattern_of(std::string_view key) {
    const auto first = key.find('.');
    const auto last = key.rfind('.');
    if (first == last) return std::string{key};
    return std::string{key.substr(0, first)} + ".*" + std::string{key.substr(last)};
}

const std::map<std::string, Stricter>& orders() {
    static const auto table = [] {
        Policy sample;
        sample.classes["x"].klass = "x";
        sample.types.emplace_back().id = "x";
        std::map<std::string, Stricter> found;
        visit_values(sample,
                     [&](std::string_view key, const auto&, Stricter order) { found.emplace(pattern_of(key), order); });
        return found;
    }();
    return table;
}

std::string quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

std::string shown(const Value& value) {
    return std::visit(
        [](const auto& typed) -> std::string {
            using Type = std::decay_t<decltype(typed)>;
            if constexpr (std::is_same_v<Type, bool>) {
                return typed ? "true" : "false";
            } else if constexpr (std::is_same_v<Type, int>) {
                return std::to_string(typed);
            } else if constexpr (std::is_same_v<Type, std::string>) {
                return quoted(typed);
            } else if constexpr (std::is_same_v<Type, std::vector<std::string>>) {
                std::string all;
                for (const auto& text : typed) all += (all.empty() ? "" : ", ") + quoted(text);
                return '[' + all + ']';
            } else {
                return quoted(to_string(typed));
            }
        },
        value);
}

std::string shown(std::string_view key, const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value); flag != nullptr && key == "unscannable") {
        return *flag ? "\"yes\"" : "\"no\"";
    }
    const auto* outcome = std::get_if<Outcome>(&value);
    const bool warns = outcome != nullptr && *outcome == Outcome::pass;
    if (warns && (key == "without_dossier" || key == "banned_link")) return "\"warn\"";
    return shown(value);
}

std::map<std::string, Value> values_of(const Policy& policy) {
    std::map<std::string, Value> values;
    visit_values(policy, [&](std::string_view key, const auto& field, Stricter) {
        if (auto value = read(field)) values.emplace(key, std::move(*value));
    });
    return values;
}

void assign(Policy& policy, const std::map<std::string, Value>& values) {
    visit_values(policy, [&](std::string_view key, auto& field, Stricter) {
        if (const auto found = values.find(std::string{key}); found != values.end()) write(field, found->second);
    });
    policy.default_days = std::min(policy.default_days, policy.max_days);
    for (auto& [klass, rule] : policy.classes) {
        if (rule.on_weak) rule.on_personal = std::max(rule.on_personal, *rule.on_weak);
    }
}

Stricter order_of(std::string_view key) {
    const auto found = orders().find(pattern_of(key));
    return found == orders().end() ? Stricter::none : found->second;
}

const Value& stricter(std::string_view key, const Value& a, const Value& b) {
    switch (order_of(key)) {
        case Stricter::greater:
            return b > a ? b : a;
        case Stricter::less:
            return b < a ? b : a;
        case Stricter::none:
            break;
    }
    return a;
}

bool is_for_groups(std::string_view key) {
    const auto pattern = pattern_of(key);
    if (!orders().contains(pattern)) return false;
    return order_of(key) != Stricter::none || pattern == "class.*.advice";
}

}  // namespace sluis::policy
