#include <algorithm>
#include <charconv>
#include <map>

#include "gateway/portal/document_names.h"
#include "gateway/portal/explanation_view.h"
#include "gateway/portal/pages.h"
#include "gateway/portal/people_names.h"
#include "gateway/portal/words.h"
#include "storage/shares/explanation.h"
#include "storage/shares/overview.h"
#include "storage/shares/stopped_mail.h"
#include "storage/shares/withdrawal.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;

constexpr std::size_t shares_a_page = 25;
constexpr std::size_t max_dossier = 100;

bool is_open(const shares::Share& share) {
    return !share.facts.withdrawn && !share.facts.expired;
}

bool is_granted(const shares::SharedDocument& document, std::int64_t recipient) {
    return std::any_of(document.facts.grants.begin(), document.facts.grants.end(),
                       [&](const auto& grant) { return grant.recipient.id == recipient; });
}

/// One share that this reader sees on the sender's side, with what they see of it; else nothing.
std::optional<shares::Share> visible_share(Visit& visit, std::string_view reference) {
    auto share = shares::find_share(visit.database(), reference);
    if (!share || !shares::keep_visible(*share, *visit.reader(), shares::Side::sender)) return std::nullopt;
    return share;
}

bool may_withdraw(Visit& visit, const shares::Share& share) {
    return is_open(share) && shares::may_withdraw(*visit.reader(), share.facts, share.label);
}

void add_state(const shares::Share& share, templates::Values& values) {
    values.show("OPEN", is_open(share)).show("WITHDRAWN", share.facts.withdrawn);
    values.show("EXPIRED", share.facts.expired && !share.facts.withdrawn);
    if (share.withdrawn_at) values.set("WITHDRAWN_AT", moment_text(*share.withdrawn_at));
}

void add_share(const shares::Share& share, const PeopleNames& people, templates::Values& values) {
    values.set("REFERENCE", share.reference)
        .set("TYPE", type_text(share.type))
        .set("LABEL", label_text(share.label))
        .set("SENDER", people.of_address(share.sender))
        .set("SENT_AT", moment_text(share.accepted_at))
        .set("UNTIL", moment_text(share.expires_at))
        .set("DAYS_LEFT", days_left_text(share.days_left))
        .set("DOSSIER", share.dossier.value_or(""))
        .show("HAS_DOSSIER", share.dossier.has_value())
        .set("DOCUMENTS", documents_text(share.documents.size()));
    add_state(share, values);
}

void add_recipient_state(const shares::SharedRecipient& recipient, const PeopleNames& people, templates::Values& row) {
    const bool is_withdrawn = recipient.withdrawn_at.has_value();
    const bool is_lost = recipient.undelivered_at.has_value() && !recipient.first_opened_at;
    row.set("ADDRESS", recipient.address).show("GENERIC", recipient.facts.generic);
    const auto name = people.of_address(recipient.address);
    if (name != recipient.address) row.add_section("HAS_NAME").set("RECIPIENT_NAME", name);
    row.show("RECIPIENT_WITHDRAWN", is_withdrawn).show("UNDELIVERED", !is_withdrawn && is_lost);
    row.show("OPENED", recipient.first_opened_at.has_value());
    row.show("UNOPENED", !recipient.first_opened_at && !is_withdrawn && !is_lost);
    if (recipient.first_opened_at) row.set("OPENED_AT", moment_text(*recipient.first_opened_at));
    if (recipient.withdrawn_at) row.set("RECIPIENT_WITHDRAWN_AT", moment_text(*recipient.withdrawn_at));
}

void add_consultations(const shares::Share& share, const shares::SharedRecipient& recipient,
                       const std::vector<std::string>& names, const PeopleNames& people, templates::Values& row) {
    for (const auto& consultation : recipient.consultations) {
        const auto found = std::find_if(share.documents.begin(), share.documents.end(), [&](const auto& document) {
            return document.facts.id == consultation.document;
        });
        if (found == share.documents.end()) continue;
        auto& line = row.add_section("CONSULTATION");
        line.set("READER", people.of_reader(consultation.reader)).set("WHEN", moment_text(consultation.opened_at));
        line.set("NAME", names[static_cast<std::size_t>(found - share.documents.begin())]);
        line.show("COMPLETED", consultation.completed_at.has_value()).show("PARTIAL", !consultation.completed_at);
    }
}

/// The recipient of the query or form that is one of this share and not yet withdrawn; nothing for all of them.
const shares::SharedRecipient* chosen_recipient(const Visit& visit, const shares::Share& share) {
    std::string_view text = visit.request().field("ontvanger");
    if (const auto found = visit.request().query.find("ontvanger");
        text.empty() && found != visit.request().query.end())
        text = found->second;
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return share.recipient(id);
}

bool names_recipient(const Visit& visit) {
    return !visit.request().field("ontvanger").empty() || visit.request().query.contains("ontvanger");
}

/// The reader's own mail that was held or given back, newest first: what waits for them stands on top of the page.
void add_stopped(Visit& visit, templates::Values& values) {
    constexpr std::size_t most = 10;
    const auto mails = shares::stopped_of(visit.database(), *visit.reader(), most);
    if (mails.empty()) return;
    auto& section = values.add_section("STOPPED");
    for (const auto& mail : mails) {
        auto& item = section.add_section("STOPPED_MAIL");
        item.set("REFERENCE", mail.reference).set("SENT_AT", moment_text(mail.accepted_at));
        item.set("ENDS_AT", moment_text(mail.ends_at));
        item.show("WAITING", mail.waits()).show("SETTLED", !mail.waits());
        for (const auto& recipient : mail.recipients)
            item.add_section("STOPPED_RECIPIENT").set("ADDRESS", recipient.address);
    }
}

}  // namespace

Response sent(Visit& visit) {
    if (!visit.reader() || !visit.reader()->is_member()) return to_login(visit, "/verzonden");
    shares::OverviewQuery query;
    query.max = shares_a_page;
    // A dossier number stands in the form, never in an address; so do the steps to older pages of it.
    query.dossier = std::string{visit.request().field("dossier").substr(0, max_dossier)};
    std::int64_t before = 0;
    const auto older = visit.request().field("ouder");
    std::from_chars(older.data(), older.data() + older.size(), before);
    if (before > 0) query.before = before;
    const auto page = shares::sent(visit.database(), *visit.reader(), query);
    templates::Values values;
    values.set("FORM", visit.form_token()).set("FILTER", query.dossier).show("FILTERED", !query.dossier.empty());
    values.show("NONE", page.shares.empty()).show("SOME", !page.shares.empty());
    const PeopleNames people{visit};
    if (query.dossier.empty() && !query.before) add_stopped(visit, values);
    for (const auto& share : page.shares) {
        auto& item = values.add_section("SHARE");
        add_share(share, people, item);
        for (const auto& recipient : share.recipients)
            add_recipient_state(recipient, people, item.add_section("RECIPIENT"));
    }
    values.show("MORE", page.next.has_value()).set("NEXT", page.next ? std::to_string(*page.next) : "");
    return visit.page("verzonden", "Verzonden documenten", std::move(values));
}

Response sent_share(Visit& visit, std::string_view reference) {
    if (!visit.reader() || !visit.reader()->is_member()) return to_login(visit, "/verzonden/" + std::string{reference});
    const auto share = visible_share(visit, reference);
    if (!share) return notice(visit, Notice::not_found);
    templates::Values values;
    values.set("FORM", visit.form_token());
    add_share(*share, PeopleNames{visit}, values);
    const bool can_withdraw = may_withdraw(visit, *share);
    values.show("CAN_WITHDRAW", can_withdraw);
    std::vector<std::string> names;
    std::string subject;
    for (const auto& document : share->documents) {
        const auto opened = names_of(visit, document);
        names.push_back(opened.name.empty() ? type_text(document.type) : file_name(opened.name, document));
        if (subject.empty()) subject = opened.subject;
        auto& row = values.add_section("DOCUMENT");
        row.set("NAME", names.back()).set("ID", std::to_string(document.facts.id));
        row.set("KIND", media_text(document.media_type)).set("SIZE", size_text(document.size));
        row.set("DOCUMENT_LABEL", label_text(document.facts.label))
            .show("CAN_OPEN", is_open(*share) && document.content);
    }
    values.set("SUBJECT", subject).show("HAS_SUBJECT", !subject.empty());
    std::map<std::string, std::string> part_names;
    for (std::size_t at = 0; at < share->documents.size(); ++at)
        if (!share->documents[at].part.empty()) part_names[share->documents[at].part] = names[at];
    const bool explains = shares::may_see_explanation(*visit.reader(), share->facts, share->label);
    const PeopleNames people{visit};
    for (const auto& recipient : share->recipients) {
        auto& row = values.add_section("RECIPIENT");
        add_recipient_state(recipient, people, row);
        if (explains)
            add_explanation(
                shares::find_explanation(visit.database(), shares::Explained::share_recipient, recipient.facts.id),
                part_names, "/verzonden/" + share->reference + "/schema/" + std::to_string(recipient.facts.id) + ".svg",
                row);
        row.set("RECIPIENT_ID", std::to_string(recipient.facts.id));
        row.show("CAN_WITHDRAW_ONE", can_withdraw && !recipient.withdrawn_at && share->recipients.size() > 1);
        for (std::size_t at = 0; at < share->documents.size(); ++at)
            if (is_granted(share->documents[at], recipient.facts.id)) row.add_section("GRANTED").set("NAME", names[at]);
        add_consultations(*share, recipient, names, people, row);
    }
    return visit.page("verzending", "Wat u verzond", std::move(values));
}

Response sent_picture(Visit& visit, std::string_view reference, std::int64_t recipient) {
    if (!visit.reader() || !visit.reader()->is_member()) return to_login(visit, "/verzonden/" + std::string{reference});
    const auto share = visible_share(visit, reference);
    const bool explains = share && shares::may_see_explanation(*visit.reader(), share->facts, share->label);
    const bool is_theirs = explains && std::any_of(share->recipients.begin(), share->recipients.end(),
                                                   [&](const auto& one) { return one.facts.id == recipient; });
    if (!is_theirs) return notice(visit, Notice::not_found);
    const auto picture =
        explanation_picture(shares::find_explanation(visit.database(), shares::Explained::share_recipient, recipient));
    return picture ? visit.picture(*picture) : notice(visit, Notice::not_found);
}

Response withdraw_form(Visit& visit, std::string_view reference) {
    if (!visit.reader() || !visit.reader()->is_member()) return to_login(visit, "/verzonden/" + std::string{reference});
    const auto share = visible_share(visit, reference);
    if (!share || !may_withdraw(visit, *share)) return notice(visit, Notice::not_found);
    const auto* recipient = chosen_recipient(visit, *share);
    if (names_recipient(visit) && !recipient) return notice(visit, Notice::not_found);
    templates::Values values;
    values.set("FORM", visit.form_token());
    add_share(*share, PeopleNames{visit}, values);
    values.show("ONE", recipient != nullptr).show("ALL", recipient == nullptr);
    if (recipient) values.set("RECIPIENT_ID", std::to_string(recipient->facts.id));
    const auto was_opened = [](const auto& one) { return one.first_opened_at.has_value(); };
    values.show("OPENED_BEFORE", recipient
                                     ? was_opened(*recipient)
                                     : std::any_of(share->recipients.begin(), share->recipients.end(), was_opened));
    for (const auto& one : share->recipients)
        if (!recipient || recipient == &one) values.add_section("RECIPIENT").set("ADDRESS", one.address);
    return visit.page("intrekken", "Intrekken", std::move(values));
}

Response withdraw(Visit& visit, std::string_view reference) {
    if (!visit.reader() || !visit.reader()->is_member()) return to_login(visit, "/verzonden/" + std::string{reference});
    const auto share = visible_share(visit, reference);
    if (!share || !may_withdraw(visit, *share)) return notice(visit, Notice::not_found);
    const auto* recipient = chosen_recipient(visit, *share);
    if (names_recipient(visit) && !recipient) return notice(visit, Notice::not_found);
    storage::postgres::Transaction transaction{visit.database()};
    if (recipient)
        shares::withdraw_recipient(transaction, share->facts.id, recipient->facts.id, visit.reader_name());
    else
        shares::withdraw_share(transaction, share->facts.id, visit.reader_name());
    transaction.commit();
    return visit.redirect("/verzonden/" + share->reference);
}

}  // namespace sluis::portal::pages
