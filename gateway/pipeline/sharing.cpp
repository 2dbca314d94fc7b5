#include "gateway/pipeline/sharing.h"

#include <algorithm>

#include "gateway/mail/timestamp.h"
#include "gateway/pipeline/bounce_address.h"
#include "gateway/pipeline/crash_point.h"
#include "gateway/pipeline/explaining.h"
#include "gateway/pipeline/recipient_texts.h"
#include "gateway/pipeline/rewriting.h"
#include "gateway/pipeline/vaulting.h"
#include "storage/audit/audit_log.h"
#include "storage/shares/new_share.h"

namespace sluis::pipeline {
namespace {

namespace shares = storage::shares;

/// A recipient of the share: one of the envelope, or a generic mailbox.
struct Reader {
    std::size_t decision = 0;
    mail::Mailbox address;
    bool generic = false;
    shares::Link link;
};

std::vector<Reader> readers_of(const Work& work, const std::vector<std::size_t>& shared) {
    std::vector<Reader> readers;
    for (const auto index : shared) {
        readers.push_back(
            {index, work.considered.decisions[index].recipient, false, shares::new_link(work.services.keys)});
    }
    for (const auto index : shared) {
        const auto& decision = work.considered.decisions[index];
        if (!decision.notify_generic || !decision.generic_mailbox) continue;
        const bool known = std::any_of(readers.begin(), readers.end(), [&](const Reader& reader) {
            return reader.address == *decision.generic_mailbox;
        });
        if (!known) readers.push_back({index, *decision.generic_mailbox, true, shares::new_link(work.services.keys)});
    }
    return readers;
}

shares::NewRecipient row_of(const Work& work, const Reader& reader, const std::vector<VaultDocument>& documents) {
    const auto& decision = work.considered.decisions[reader.decision];
    const auto& party = work.considered.recipients[reader.decision];
    shares::NewRecipient row;
    row.address = reader.address.text();
    row.klass = decision.klass;
    row.organisation = party.facts.organisation;
    row.division = party.facts.division;
    row.person = reader.generic ? std::string{} : party.facts.person;
    row.generic = reader.generic;
    row.link_mac = reader.link.mac;
    row.code_required = decision.code_required;
    if (!reader.generic) row.explanation = explanation_json(work, reader.decision);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto& part = documents[i].part;
        const auto one = std::find_if(decision.documents.begin(), decision.documents.end(),
                                      [&](const auto& document) { return document.part == part; });
        if (decision.share_whole) {
            row.grants.push_back({i, label_of(decision)});
        } else if (one != decision.documents.end() && (one->outcome == policy::Outcome::share || decision.share_body)) {
            const auto found = std::find_if(work.considered.report.findings.documents.begin(),
                                            work.considered.report.findings.documents.end(),
                                            [&](const policy::Document& document) { return document.part == part; });
            if (found != work.considered.report.findings.documents.end() && is_shared(decision, *found)) {
                row.grants.push_back({i, one->label.value_or(label_of(decision))});
            }
        }
    }
    return row;
}

shares::NewShare new_share(const Work& work, const std::vector<VaultDocument>& documents,
                           const shares::ExpiryDay& expiry, int days) {
    const auto& sender = work.considered.sender;
    shares::NewShare share;
    share.message = work.message.id;
    share.organisation = work.message.organisation;
    share.sender = work.message.envelope.reverse_path.is_null() ? work.own_mail.sender_mailbox().text()
                                                                : work.message.envelope.reverse_path.text();
    share.sender_login = work.message.login.empty() ? sender.facts.person : work.message.login;
    share.division = sender.facts.division;
    share.sender_class = sender.klass;
    share.dossier = work.considered.directives.dossier;
    share.accepted_at = work.message.received_at;
    share.days = days;
    share.key_name = expiry.key_name;
    const auto subject = policy::without_directives(work.considered.report.findings.subject);
    for (const auto& document : documents) {
        share.label = std::max(share.label, document.label);
        if (share.type.empty()) share.type = document.type;
        share.documents.push_back(
            vault_document(work.outgoing, work.transaction, document, work.content, subject, expiry.key_name));
    }
    return share;
}

std::string reverse_path_for(const Work& work, std::int64_t share_recipient) {
    const auto& domain = work.services.settings.bounce_domain;
    if (domain.empty()) return work.message.envelope.reverse_path.text();
    return bounce_address(work.services.keys.get_or_make(bounce_key), share_recipient, domain);
}

mime::Segments mail_with_notice(const Work& work, const policy::Decision& decision, const templates::MailText& notice) {
    const auto& configured = work.services.settings.kept_header_fields;
    auto plan = rewrite_plan(work.considered, decision, configured.empty() ? default_kept_fields() : configured,
                             notice.subject);
    plan.prepended = work.own_mail.trace_line();
    plan.notice = templates::notice_entity(notice.text, notice.html);
    return rewritten(work.considered, decision, std::move(plan), work.content.size());
}

void send_notice(const Work& work, const Reader& reader, std::int64_t share_recipient, std::size_t documents,
                 templates::Time until) {
    const auto& decision = work.considered.decisions[reader.decision];
    const auto& party = work.considered.recipients[reader.decision];
    const auto link = work.services.settings.portal.url + shares::link_path(reader.link.token);
    Outgoing::Mail mail;
    mail.reverse_path = reverse_path_for(work, share_recipient);
    mail.forward_paths = {reader.address.text()};
    mail.share_recipient = share_recipient;
    if (reader.generic) {
        templates::GenericNoticeFacts facts;
        const auto about = notice_facts(work.considered, party, decision, documents, until, link);
        facts.sender_name = about.sender_name;
        facts.sender_organisation = about.sender_organisation;
        facts.documents = about.documents;
        facts.until = until;
        facts.link = link;
        mail.kind = "notice";
        work.outgoing.send(mail, work.own_mail.to_other(reader.address, work.services.texts.generic_notice(facts)));
        return;
    }
    const auto notice =
        work.services.texts.notice(notice_facts(work.considered, party, decision, documents, until, link));
    mail.kind = "rewritten";
    mail.eight_bit_mime = work.message.envelope.eight_bit_mime;
    work.outgoing.send(mail, mail_with_notice(work, decision, notice), work.content);
}

}  // namespace

Shared share(const Work& work, const std::vector<std::size_t>& shared) {
    int days = shares::max_days;
    for (const auto index : shared) days = std::min(days, work.considered.decisions[index].days);
    const auto expiry = shares::expiry_day(work.connection, work.message.received_at, days);
    const auto documents = documents_to_vault(work.considered);
    const auto readers = readers_of(work, shared);

    auto row = new_share(work, documents, expiry, days);
    for (const auto& reader : readers) row.recipients.push_back(row_of(work, reader, documents));
    crash_point("prepare.documents-sealed");
    const auto ids = shares::insert_share(work.transaction, row);
    crash_point("prepare.share-made");
    const auto until = mail::time_from_iso(ids.expires_at).value_or(std::chrono::system_clock::now());

    for (std::size_t i = 0; i < readers.size(); ++i) {
        send_notice(work, readers[i], ids.recipients[i], row.recipients[i].grants.size(), until);
        storage::audit::Entry entry;
        entry.event = storage::audit::Event::shared;
        entry.actor = row.sender;
        entry.organisation = row.organisation;
        entry.message = work.message.id;
        entry.share = ids.share;
        entry.recipient = ids.recipients[i];
        entry.detail = work.considered.policy_version + ' ' + work.considered.decisions[readers[i].decision].rule;
        storage::audit::write(work.transaction, entry);
    }
    return {until, ids.reference, ids.share};
}

}  // namespace sluis::pipeline
