#include <charconv>
#include <optional>

#include "gateway/portal/document_names.h"
#include "gateway/portal/pages.h"
#include "gateway/portal/people_names.h"
#include "gateway/portal/words.h"
#include "storage/shares/overview.h"
#include "storage/shares/stopped_mail.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;

constexpr std::size_t shares_a_page = 25;

/// True when this reader, or for the addressee anyone through this recipient, opened the document before.
bool was_opened(const shares::Share& share, std::int64_t document, const std::string& reader) {
    for (const auto& recipient : share.recipients)
        for (const auto& consultation : recipient.consultations)
            if (consultation.document == document && consultation.reader == reader) return true;
    return false;
}

void add_documents(Visit& visit, const shares::Share& share, templates::Values& values) {
    const auto reader = visit.reader_name();
    for (const auto& document : share.documents) {
        auto& row = values.add_section("DOCUMENT");
        const auto verdict = shares::may_read_as_recipient(*visit.reader(), share.facts, document.facts);
        row.show("CAN_OPEN", verdict.may_open())
            .show("NOT_DESIGNATED", verdict.refusal == shares::Refusal::not_designated)
            .show("INLINE", verdict.may_open() && opens_in_browser(document.media_type))
            .show("SEEN", was_opened(share, document.facts.id, reader));
        row.set("NAME",
                verdict.may_open() ? file_name(names_of(visit, document).name, document) : type_text(document.type));
        row.set("ID", std::to_string(document.facts.id))
            .set("KIND", media_text(document.media_type))
            .set("SIZE", size_text(document.size));
    }
}

void add_share(Visit& visit, const shares::Share& share, templates::Values& values) {
    values.set("SENDER", PeopleNames{visit}.of_address(share.sender))
        .set("SENT_AT", moment_text(share.accepted_at))
        .set("UNTIL", moment_text(share.expires_at))
        .set("DAYS_LEFT", days_left_text(share.days_left))
        .show("SOON", share.days_left < 3)
        .set("DOSSIER", share.dossier.value_or(""))
        .show("HAS_DOSSIER", share.dossier.has_value());
    add_documents(visit, share, values);
}

std::optional<std::int64_t> older_than(const Request& request) {
    const auto found = request.query.find("ouder");
    std::int64_t id = 0;
    if (found == request.query.end()) return std::nullopt;
    const auto& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id <= 0) return std::nullopt;
    return id;
}

Notice why_nothing(const shares::Reader& reader, const shares::Share& share) {
    for (const auto& document : share.documents) {
        const auto verdict = shares::may_read_as_recipient(reader, share.facts, document.facts);
        if (verdict.refusal == shares::Refusal::withdrawn) return Notice::withdrawn;
        if (verdict.refusal == shares::Refusal::expired) return Notice::expired;
    }
    return Notice::not_for_you;
}

/// The session holds no link of a share: a member has an overview, a sender by link their own stopped mail.
Response without_share(Visit& visit, const shares::PortalSession& session) {
    if (session.is_member() || !session.stopped) return visit.redirect("/ontvangen");
    const auto mail = shares::find_stopped(visit.database(), *session.stopped);
    return mail ? visit.redirect("/tegengehouden/" + mail->reference) : notice(visit, Notice::unknown_link);
}

}  // namespace

Response linked_documents(Visit& visit) {
    const auto& session = visit.session();
    if (!session) return to_login(visit, "/documenten");
    if (!session->recipient) return without_share(visit, *session);
    if (!visit.reader()) return session->is_member() ? to_login(visit, "/documenten") : visit.redirect("/toegang");
    auto linked = shares::find_by_recipient(visit.database(), *session->recipient);
    if (!linked) return notice(visit, Notice::unknown_link);
    auto share = linked->share;
    if (!shares::keep_visible(share, *visit.reader(), shares::Side::recipient))
        return notice(visit, why_nothing(*visit.reader(), linked->share));
    if (share.facts.expired) return notice(visit, Notice::expired);
    templates::Values values;
    values.set("FORM", visit.form_token()).set("COUNT", documents_text(share.documents.size()));
    add_share(visit, share, values);
    return visit.page("documenten", "Documenten voor u", std::move(values));
}

Response received(Visit& visit) {
    if (!visit.reader()) return to_login(visit, "/ontvangen");
    if (!visit.reader()->is_member()) return visit.redirect("/documenten");
    shares::OverviewQuery query;
    query.before = older_than(visit.request());
    query.max = shares_a_page;
    const auto page = shares::received(visit.database(), *visit.reader(), query);
    templates::Values values;
    values.set("FORM", visit.form_token()).show("NONE", page.shares.empty()).show("SOME", !page.shares.empty());
    for (const auto& share : page.shares) add_share(visit, share, values.add_section("SHARE"));
    values.show("MORE", page.next.has_value()).set("NEXT", page.next ? std::to_string(*page.next) : "");
    return visit.page("ontvangen", "Ontvangen documenten", std::move(values));
}

}  // namespace sluis::portal::pages
