#include "gateway/pipeline/recipient_texts.h"

#include <algorithm>

namespace sluis::pipeline {
namespace {

std::string type_name(const policy::Policy& policy, const std::string& id) {
    const auto found =
        std::find_if(policy.types.begin(), policy.types.end(), [&](const auto& type) { return type.id == id; });
    return found == policy.types.end() ? std::string{} : found->name;
}

/// Without the word for how sure it is: "zeker: x; y" → "x; y".
std::string without_certainty(std::string reason) {
    const auto colon = reason.find(": ");
    constexpr std::string_view longest = "genoeg aanwijzingen";
    if (colon != std::string::npos && colon <= longest.size()) reason.erase(0, colon + 2);
    return reason;
}

/// The first piece of what a step gives as its reason.
std::string first_reason(const std::string& because) {
    return without_certainty(because.substr(0, because.find(';')));
}

/// What was found, and who the recipient is: the two questions of the flowchart that decided.
std::string why_of(const policy::Policy& policy, const policy::Decision& decision) {
    std::string found;
    for (const auto& step : decision.path) {
        const bool speaks =
            (step.question == "Q1" && step.answer != "nee") || (step.question == "directive" && found.empty());
        if (step.question == "directive" && step.answer == "dossier") continue;
        if (!speaks || step.because.empty()) continue;
        found = first_reason(step.because);
        if (step.question == "Q1") break;
    }
    const auto klass = policy.classes.find(decision.klass);
    const auto recipient = klass == policy.classes.end() ? decision.klass : klass->second.name;
    return found.empty() ? "ontvanger: " + recipient : found + "; ontvanger: " + recipient;
}

/// In words for the recipient what visibility decides (design §6, the recipient's side).
templates::Readers readers_of(const policy::PartyClass& klass, policy::Label label) {
    namespace known = policy::party_class;
    if (label == policy::Label::personal) return templates::Readers::addressee;
    if (klass == known::agency) return templates::Readers::circle;
    if (label == policy::Label::confidential) return templates::Readers::addressee;
    if (klass == known::consultant) return templates::Readers::circle;
    if (klass == known::facility || klass == known::community_institution || klass == known::own)
        return templates::Readers::organisation;
    return templates::Readers::addressee;
}

/// What a step of Q1 is about, as the sender knows it; never by file name.
std::string place_of(const policy::Findings& findings, const std::string& about) {
    if (about == "bericht") return "de tekst van de mail";
    if (about == "onderwerp") return "het onderwerp";
    std::size_t attachment = 0;
    for (const auto& document : findings.documents) {
        if (document.role == policy::Role::attachment) ++attachment;
        if (document.part != about) continue;
        if (document.role == policy::Role::attachment) return "bijlage " + std::to_string(attachment);
        return document.role == policy::Role::calendar ? "de afspraak" : "de handtekening";
    }
    return "de mail";
}

/// What was found where, from the path's answers to Q1.
std::vector<std::pair<std::string, std::string>> found_of(const policy::Decision& decision,
                                                          const policy::Findings& findings) {
    constexpr std::size_t most = 10;
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto& step : decision.path) {
        if (step.question != "Q1" || step.answer == "nee" || step.because.empty() || found.size() == most) continue;
        found.emplace_back(place_of(findings, step.about), without_certainty(step.because));
    }
    return found;
}

std::string shown_name(const policy::Party& party) {
    return party.facts.display_name.empty() ? party.address.text() : party.facts.display_name;
}

}  // namespace

std::vector<std::size_t> with_outcome(const std::vector<policy::Decision>& decisions, policy::Outcome outcome) {
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        if (decisions[i].outcome == outcome) indexes.push_back(i);
    }
    return indexes;
}

policy::Label label_of(const policy::Decision& decision) {
    auto strictest = decision.message_label.value_or(policy::Label::client_bound);
    for (const auto& document : decision.documents) {
        if (document.label) strictest = std::max(strictest, *document.label);
    }
    return strictest;
}

templates::RecipientFacts recipient_facts(const Consideration& considered, std::size_t index, templates::Time until) {
    const auto& policy = considered.policy;
    const auto& decision = considered.decisions[index];
    const auto& findings = considered.report.findings;
    templates::RecipientFacts facts;
    facts.recipient = decision.recipient.text();
    facts.documents = 0;
    for (std::size_t i = 0; i < decision.documents.size() && i < findings.documents.size(); ++i) {
        const auto& document = decision.documents[i];
        if (!document.personal) continue;
        ++facts.documents;
        const auto name = type_name(policy, document.type);
        if (!name.empty() && std::find(facts.kinds.begin(), facts.kinds.end(), name) == facts.kinds.end())
            facts.kinds.push_back(name);
    }
    facts.documents = decision.share_whole ? 1 : std::max(facts.documents, 1);
    facts.label = label_of(decision);
    facts.until = until;
    facts.why = why_of(policy, decision);
    facts.advice = decision.advice;
    facts.advice_text = decision.advice_text;
    facts.contacts = decision.contacts;
    if (const auto* change = policy::within_reach(considered.counterfactuals[index], decision))
        facts.would_change = change->sentence;
    if (decision.outcome == policy::Outcome::return_to_sender) facts.found = found_of(decision, findings);
    facts.code_required = decision.code_required;
    facts.generic_notified = decision.notify_generic && decision.generic_mailbox.has_value();
    return facts;
}

templates::NoticeFacts notice_facts(const Consideration& considered, const policy::Party& recipient,
                                    const policy::Decision& decision, std::size_t documents, templates::Time until,
                                    const std::string& link) {
    templates::NoticeFacts facts;
    facts.sender_name = shown_name(considered.sender);
    facts.sender_organisation = considered.sender.facts.organisation_name;
    facts.documents = static_cast<int>(documents);
    facts.body_shared = decision.share_body || decision.share_whole;
    facts.readers = readers_of(recipient.klass, label_of(decision));
    facts.proof =
        decision.code_required || recipient.facts.person.empty() ? templates::Proof::code : templates::Proof::login;
    facts.until = until;
    facts.link = link;
    return facts;
}

}  // namespace sluis::pipeline
