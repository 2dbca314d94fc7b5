#include <optional>

#include "gateway/portal/pages.h"
#include "gateway/portal/words.h"
#include "storage/audit/audit_log.h"
#include "storage/shares/access_code.h"
#include "storage/shares/share.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;
namespace audit = storage::audit;
using shares::CodeCheck;
using shares::IssuedCode;

/// The link that this session holds, while it opens something; else the page that says why not.
struct Held {
    std::optional<shares::Linked> linked;
    std::optional<Response> refusal;
};

Held held_link(Visit& visit) {
    Held held;
    const auto& session = visit.session();
    if (!session || !session->recipient) {
        held.refusal = notice(visit, Notice::unknown_link);
        return held;
    }
    held.linked = shares::find_by_recipient(visit.database(), *session->recipient);
    const auto* recipient = held.linked ? held.linked->share.recipient(held.linked->recipient) : nullptr;
    if (!recipient) {
        held.refusal = notice(visit, Notice::unknown_link);
    } else if (held.linked->share.facts.withdrawn || recipient->facts.withdrawn) {
        held.refusal = notice(visit, Notice::withdrawn);
    } else if (held.linked->share.facts.expired) {
        held.refusal = notice(visit, Notice::expired);
    } else if (session->is_member() || session->is_guest()) {
        held.refusal = visit.redirect("/documenten");
    }
    return held;
}

void write_audit(storage::postgres::Transaction& transaction, audit::Event event, const shares::Linked& linked,
                 std::string_view detail) {
    audit::Entry entry;
    entry.event = event;
    entry.organisation = linked.share.facts.organisation;
    entry.message = linked.share.message;
    entry.share = linked.share.facts.id;
    entry.recipient = linked.recipient;
    entry.detail = std::string{detail};
    audit::write(transaction, entry);
}

bool mail_code(Visit& visit, const shares::Linked& linked, const IssuedCode& issued) {
    const auto address = mail::Mailbox::parse(linked.share.recipient(linked.recipient)->address);
    return address && visit.services().outbox.send_code(*address, {issued.code, issued.until});
}

void tell_sender(Visit& visit, const shares::Linked& linked, templates::Time until) {
    const auto sender = mail::Mailbox::parse(linked.share.sender);
    templates::LockedLinkFacts facts{linked.share.recipient(linked.recipient)->address, until,
                                     visit.settings().url + "/verzonden/" + linked.share.reference};
    if ((!sender || !visit.services().outbox.send_locked_link(*sender, facts)) && visit.services().report)
        visit.services().report("portal: the sender of share " + std::to_string(linked.share.facts.id) +
                                " could not be told that a link locked");
}

Response code_page(Visit& visit, const char* section, int tries_left, unsigned status) {
    templates::Values values;
    values.set("FORM", visit.form_token()).set("TRIES", std::to_string(tries_left));
    values.set("MINUTES", std::to_string(visit.settings().code_lifetime.count()));
    if (section) values.show(section).show("ERROR");
    return visit.page("code", section ? "Fout: typ uw code" : "Typ uw code", std::move(values), status);
}

}  // namespace

Response proof(Visit& visit) {
    auto held = held_link(visit);
    if (held.refusal) return std::move(*held.refusal);
    templates::Values values;
    const bool guest_first = held.linked->share.recipient(held.linked->recipient)->code_required;
    values.set("FORM", visit.form_token()).show("GUEST_FIRST", guest_first).show("MEMBER_FIRST", !guest_first);
    return visit.page("toegang", "Wie bent u?", std::move(values));
}

Response ask_code(Visit& visit) {
    auto held = held_link(visit);
    if (held.refusal) return std::move(*held.refusal);
    storage::postgres::Transaction transaction{visit.database()};
    const auto issued =
        shares::issue_code(transaction, visit.services().keys, held.linked->recipient, visit.settings().code_lifetime);
    if (issued.result == IssuedCode::Result::issued)
        write_audit(transaction, audit::Event::code_asked, *held.linked, {});
    transaction.commit();
    if (issued.result == IssuedCode::Result::locked) return locked(visit, issued.until);
    if (issued.result == IssuedCode::Result::too_many) return code_page(visit, "TOO_MANY", 0, 429);
    if (mail_code(visit, *held.linked, issued)) return visit.redirect("/toegang/code");
    storage::postgres::Transaction undo{visit.database()};
    shares::revoke_code(undo, visit.services().keys, held.linked->recipient, issued.code);
    undo.commit();
    return notice(visit, Notice::mail_failed);
}

Response code_form(Visit& visit) {
    auto held = held_link(visit);
    if (held.refusal) return std::move(*held.refusal);
    if (!shares::has_live_code(visit.database(), held.linked->recipient)) return visit.redirect("/toegang");
    return code_page(visit, nullptr, 0, 200);
}

Response try_code(Visit& visit) {
    auto held = held_link(visit);
    if (held.refusal) return std::move(*held.refusal);
    const auto& linked = *held.linked;
    storage::postgres::Transaction transaction{visit.database()};
    const auto check =
        shares::check_code(transaction, visit.services().keys, linked.recipient, visit.request().field("code"));
    if (check.answer == CodeCheck::Answer::wrong || check.locks_now)
        write_audit(transaction, audit::Event::code_failed, linked, check.locks_now ? "locked" : "wrong");
    transaction.commit();
    if (check.locks_now) tell_sender(visit, linked, *check.locked_until);
    switch (check.answer) {
        case CodeCheck::Answer::locked:
            return locked(visit, *check.locked_until);
        case CodeCheck::Answer::wrong:
            return code_page(visit, check.tries_left == 1 ? "WRONG_LAST" : "WRONG", check.tries_left, 403);
        case CodeCheck::Answer::malformed:
            return code_page(visit, "MALFORMED", check.tries_left, 400);
        case CodeCheck::Answer::none_live:
            return code_page(visit, "NONE_LIVE", check.tries_left, 403);
        case CodeCheck::Answer::right:
            break;
    }
    shares::PortalSession guest;
    guest.guest_address = linked.share.recipient(linked.recipient)->facts.address;
    guest.recipient = linked.recipient;
    visit.replace_session(guest);
    return visit.redirect("/documenten");
}

}  // namespace sluis::portal::pages
