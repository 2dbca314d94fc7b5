#pragma once

#include <string>
#include <vector>

#include "gateway/facts/facts.h"
#include "policy/document_type.h"
#include "tests/storage/queue/a_queue.h"

/// Decisions as the queue keeps them, for commands that read them.
namespace sluis::test {

/// A mail with one care plan and a national number, to a member of an organisation of each class.
inline facts::Facts facts_to(const policy::Policy& policy, const std::vector<std::string>& classes) {
    const auto party = [&](const std::string& address, const std::string& klass) {
        policy::DirectoryFacts facts;
        facts.organisation = klass == "own" ? "huis" : "van-" + klass;
        facts.organisation_class = klass;
        facts.person = "iemand";
        return policy::classify(policy, mail::Mailbox::parse(address).value(), facts, "huis");
    };
    facts::Facts facts{.policy_version = policy.version,
                       .organisation = "huis",
                       .message_id = "<1@huis.example>",
                       .sender = party("an@huis.example", "facility"),
                       .recipients = {},
                       .directives = {},
                       .findings = {}};
    for (const auto& klass : classes) facts.recipients.push_back(party("iemand@" + klass + ".example", klass));
    facts.directives.dossier = "";
    facts.directives.dossier_fits = true;
    facts.findings.documents.resize(2);
    facts.findings.documents[0].part = "1";
    facts.findings.documents[0].role = policy::Role::body;
    facts.findings.documents[1].part = "2";
    facts.findings.documents[1].file_name = "handelingsplan.pdf";
    facts.findings.documents[1].evidence = {{"rrn", policy::Strength::certain, "", "87.••.••-•••.23", 0}};
    policy::read_texts(policy, facts.findings);
    facts.decisions = policy::decide(policy, facts.sender, facts.directives, facts.findings, facts.recipients);
    facts.counterfactuals.resize(facts.decisions.size());
    return facts;
}

inline QueueId store_octets(Queue& queue, const std::string& octets) {
    const auto id = queue.receive();
    postgres::Transaction transaction{queue.relay};
    finish_message(transaction, id, "v1", octets);
    transaction.commit();
    return id;
}

inline QueueId store_facts(Queue& queue, const facts::Facts& facts) {
    return store_octets(queue, facts::encode(facts));
}

}  // namespace sluis::test
