#include "policy/decide.h"

#include <algorithm>
#include <set>

#include "policy/judging.h"
#include "policy/observation.h"
#include "policy/wording.h"

namespace sluis::policy {
namespace {

constexpr std::size_t max_documents_in_path = 40;

std::string name_rule(const ClassRule& rule, const Reading& reading, const Party& recipient, const Verdict& verdict,
                      std::optional<Label> label) {
    if (verdict.outcome == Outcome::pass) {
        const auto personal = [&](const Item& item) { return item.grounds.any(); };
        const auto encrypted = [](const Item& item) { return item.encrypted_mail; };
        const auto& items = reading.items;
        if (std::any_of(items.begin(), items.end(), personal)) {
            return rule.klass + (recipient.internal_route ? ".internal" : ".pass");
        }
        return std::any_of(items.begin(), items.end(), encrypted) ? "encrypted.pass" : "no-personal-data";
    }
    const auto& subject = verdict.cause.empty() ? verdict.klass : verdict.cause;
    if (verdict.outcome == Outcome::share && label) return subject + '.' + std::string{to_string(*label)};
    return subject + '.' + std::string{to_string(verdict.outcome)};
}

/// Puts each document under its item's verdict; what is shared along takes the label it would have had.
void fill_documents(const ClassRule& rule, const Findings& findings, const Reading& reading,
                    const std::vector<Verdict>& verdicts, Decision& decision) {
    const bool all = decision.share_body || decision.share_whole;
    for (std::size_t i = 0; i < findings.documents.size(); ++i) {
        DocumentDecision document;
        document.part = findings.documents[i].part;
        if (const auto at = reading.item_of[i]) {
            const auto& item = reading.items[*at];
            document.personal = item.grounds.any();
            document.outcome = verdicts[*at].outcome;
            document.label = verdicts[*at].label;
            document.type = item.type;
            if (all && document.outcome == Outcome::pass) {
                document.outcome = Outcome::share;
                document.label = std::max(rule.label, item.type_label.value_or(rule.label));
            }
        }
        if (document.label && (!decision.message_label || *document.label > *decision.message_label)) {
            decision.message_label = document.label;
        }
        decision.documents.push_back(std::move(document));
    }
}

int days_of(const Directives& directives, const Reading& reading, const std::vector<Verdict>& verdicts) {
    int days = reading.days;
    if (directives.days) return days;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (verdicts[i].label && reading.items[i].days) days = std::min(days, *reading.items[i].days);
    }
    return std::clamp(days, 1, max_share_days);
}

/// S0.34. Nobody gets two notices of one message: a generic mailbox that is a recipient itself has its own.
void add_generic_mailbox(const ClassRule& rule, const Party& recipient, const std::set<std::string>& recipients,
                         Decision& decision) {
    if (!rule.notify_generic || decision.message_label == Label::personal) return;
    const auto& text = recipient.facts.generic_mailbox.empty() ? rule.generic_mailbox : recipient.facts.generic_mailbox;
    const auto mailbox = mail::Mailbox::parse(text);
    if (!mailbox) {
        decision.warnings.emplace_back("no-generic-mailbox");
    } else if (!recipients.contains(mailbox->key())) {
        decision.notify_generic = true;
        decision.generic_mailbox = mailbox;
    }
}

void add_path(const Policy& policy, const ClassRule& rule, const Reading& reading, const Party& recipient,
              Decision& decision) {
    auto& path = decision.path;
    path = reading.directives;
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < reading.items.size(); ++i) {
        if (i >= max_documents_in_path && !reading.items[i].grounds.any()) {
            ++left_out;
        } else if (path.size() > 4 * max_documents_in_path) {
            ++left_out;
        } else {
            path.push_back(reading.items[i].answer);
        }
    }
    if (left_out > 0) path.push_back({"Q1", "", "…", "en nog " + std::to_string(left_out) + " documenten"});
    path.push_back({"Q2", "", recipient.klass, recipient.because});
    for (const auto& item : reading.items) {
        if (!item.grounds.any() || path.size() > 8 * max_documents_in_path) continue;
        path.insert(path.end(), item.notes.begin(), item.notes.end());
    }
    std::string because = (rule.name.empty() ? rule.klass : rule.name) + ": " + std::string{in_words(decision.outcome)};
    if (decision.message_label && decision.outcome == Outcome::share) {
        because += ", " + std::string{in_words(*decision.message_label)};
    }
    if (decision.share_whole) because += ", het hele bericht samen";
    if (decision.share_body) because += ", ook de tekst van de mail";
    path.push_back(
        {"outcome", "", std::string{to_string(decision.outcome)}, because + " (beleid " + policy.version + ")"});
}

/// False for a mail of nothing but pictures of a signature: when its subject must be shared, no leaf can bear it.
bool has_leaf_to_share(const Reading& reading) {
    return std::any_of(reading.item_of.begin(), reading.item_of.end(),
                       [](const auto& item) { return item.has_value(); });
}

Decision decide_one(const Policy& policy, const Directives& directives, const Findings& findings,
                    const Reading& reading, const Party& recipient, const std::set<std::string>& recipients,
                    RulesHeeded heeded) {
    const auto rule = rule_for(policy, recipient.klass);
    const auto verdicts = judge(policy, reading, recipient, heeded);
    const auto verdict = strictest(verdicts);

    Decision decision{recipient.address, recipient.klass};
    decision.outcome = verdict.outcome;
    decision.warnings = reading.warnings;
    const bool shares = verdict.outcome == Outcome::share || verdict.outcome == Outcome::hold;
    const bool text = verdicts[reading.text].label.has_value();
    decision.share_whole = shares && (reading.whole || (text && !has_leaf_to_share(reading)));
    decision.share_body = shares && !decision.share_whole && text;
    for (const auto& each : verdicts) {
        if (each.label && (!decision.message_label || *each.label > *decision.message_label)) {
            decision.message_label = each.label;
        }
    }
    fill_documents(rule, findings, reading, verdicts, decision);
    if (!shares) decision.message_label.reset();
    decision.days = days_of(directives, reading, verdicts);
    if (shares) {
        const bool guest = recipient.facts.person.empty() && !recipient.facts.is_service;
        decision.code_required =
            guest || std::any_of(verdicts.begin(), verdicts.end(), [](const Verdict& each) { return each.code; });
        add_generic_mailbox(rule, recipient, recipients, decision);
        const bool client_bound = std::any_of(verdicts.begin(), verdicts.end(),
                                              [](const Verdict& each) { return each.label == Label::client_bound; });
        if (client_bound && !reading.dossier) decision.warnings.push_back(reading.dossier_warning);
    }
    if (verdict.outcome > Outcome::share) {
        const bool ruled = verdict.cause.empty() || verdict.cause.starts_with("rule.");
        const auto& advice = ruled ? verdict.advice : verdict.cause;
        decision.advice = advice.empty() ? "general" : advice;
        decision.advice_text = verdict.text;
    }
    if (policy.topic_classes.contains(recipient.klass)) decision.contacts = reading.contacts;
    if (!reading.banned_links.empty() && !recipient.internal_route && policy.on_banned_link == Outcome::pass) {
        decision.warnings.emplace_back("banned-link");
    }
    decision.rule = name_rule(rule, reading, recipient, verdict, decision.message_label);
    add_path(policy, rule, reading, recipient, decision);
    return decision;
}

/// Its outcome, or where the policy only watches what it would have been.
Decision decide_and_watch(const Policy& policy, const Directives& directives, const Findings& findings,
                          const Reading& reading, const Party& recipient, const std::set<std::string>& recipients) {
    const auto decide_with = [&](RulesHeeded heeded) {
        return decide_one(policy, directives, findings, reading, recipient, recipients, heeded);
    };
    if (policy.mode == Mode::observe) return observed(decide_with(RulesHeeded::all), policy.observed_by);
    auto decision = decide_with(RulesHeeded::enforced);
    if (const auto by = observed_rules(policy, reading, recipient); !by.empty()) {
        note_observed(decision, decide_with(RulesHeeded::all), by);
    }
    return decision;
}

}  // namespace

std::vector<Decision> decide(const Policy& policy, const Party& sender, const Directives& directives,
                             const Findings& findings, const std::vector<Party>& recipients) {
    const auto reading = read(policy, sender, directives, findings);
    std::set<std::string> keys;
    for (const auto& recipient : recipients) keys.insert(recipient.address.key());
    std::vector<Decision> decisions;
    decisions.reserve(recipients.size());
    for (const auto& recipient : recipients) {
        decisions.push_back(decide_and_watch(policy, directives, findings, reading, recipient, keys));
    }
    return decisions;
}

void share_whole_message(std::vector<Decision>& decisions) {
    for (auto& decision : decisions) {
        if (decision.outcome != Outcome::share) continue;
        auto label = decision.message_label.value_or(Label::client_bound);
        for (const auto& document : decision.documents) label = std::max(label, document.label.value_or(label));
        decision.message_label = label;
        decision.share_whole = true;
        decision.share_body = false;
        decision.path.push_back(
            {"outcome", "bericht", "share", "de mail gaat in haar geheel naar de kluis: er kan geen deel uit"});
    }
}

std::optional<Label> sender_side_label(const std::vector<Decision>& decisions, const std::string& part) {
    std::optional<Label> strictest_label;
    bool shared = false;
    for (const auto& decision : decisions) {
        for (const auto& document : decision.documents) {
            if (document.part != part || !document.label) continue;
            shared = shared || (document.outcome == Outcome::share && decision.outcome == Outcome::share);
            strictest_label = std::max(strictest_label.value_or(*document.label), *document.label);
        }
    }
    return shared ? strictest_label : std::nullopt;
}

}  // namespace sluis::policy
