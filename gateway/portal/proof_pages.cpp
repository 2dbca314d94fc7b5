#include <optional>

#include "gateway/portal/pages.h"
#include "gateway/portal/words.h"
#include "storage/audit/audit_log.h"
#include "storage/shares/access_code.h"
#include "storage/shares/share.h"
#include "storage/shares/stopped_mail.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;
namespace audit = storage::audit;
using shares::CodeCheck;
using shares::CodeSubject;
using shares::IssuedCode;

/// What the link in this session leads to, and how its reader proves that it was sent to them.
struct Held {
    CodeSubject subject;
    std::string address;      ///< That the link was sent to, as it was written.
    std::string path;         ///< Where who has proven themselves goes.
    bool code_first = false;  ///< Its reader has no login, as far as is known.
    audit::Entry about;       ///< For the audit: without event, actor and detail.
    /// Whom to tell that it locked, and the page to look at; empty for stopped mail: its sender is the one who types.
    std::string sender, sender_page;

    std::optional<Response> refusal{};  ///< Instead of all this: the page that says why not.
};

Held refused(Response why) {
    Held held;
    held.refusal = std::move(why);
    return held;
}

Held held_share(Visit& visit, std::int64_t id) {
    const auto linked = shares::find_by_recipient(visit.database(), id);
    const auto* recipient = linked ? linked->share.recipient(linked->recipient) : nullptr;
    if (!recipient) return refused(notice(visit, Notice::unknown_link));
    if (linked->share.facts.withdrawn || recipient->facts.withdrawn) return refused(notice(visit, Notice::withdrawn));
    if (linked->share.facts.expired) return refused(notice(visit, Notice::expired));
    Held held{CodeSubject::recipient(id), recipient->address, "/documenten", recipient->code_required, {}, {}, {}};
    held.about.organisation = linked->share.facts.organisation;
    held.about.message = linked->share.message;
    held.about.share = linked->share.facts.id;
    held.about.recipient = id;
    held.sender = linked->share.sender;
    held.sender_page = "/verzonden/" + linked->share.reference;
    return held;
}

Held held_mail(Visit& visit, std::int64_t id) {
    const auto mail = shares::find_stopped(visit.database(), id);
    if (!mail) return refused(notice(visit, Notice::unknown_link));
    if (mail->over) return refused(notice(visit, Notice::hold_over));
    Held held{CodeSubject::stopped(id), mail->told, "/tegengehouden/" + mail->reference, false, {}, {}, {}};
    held.about.organisation = mail->organisation;
    held.about.message = mail->message;
    return held;
}

/// The link that this session holds, while it opens something; else the page that says why not.
Held held_link(Visit& visit) {
    const auto& session = visit.session();
    if (!session || !(session->recipient || session->stopped)) return refused(notice(visit, Notice::unknown_link));
    auto held = session->recipient ? held_share(visit, *session->recipient) : held_mail(visit, *session->stopped);
    if (!held.refusal && (session->is_member() || session->is_guest())) held.refusal = visit.redirect(held.path);
    return held;
}

void write_audit(storage::postgres::Transaction& transaction, audit::Event event, const Held& held,
                 std::string_view detail) {
    auto entry = held.about;
    entry.event = event;
    entry.detail = std::string{detail};
    audit::write(transaction, entry);
}

bool mail_code(Visit& visit, const Held& held, const IssuedCode& issued) {
    const auto address = mail::Mailbox::parse(held.address);
    return address && visit.services().outbox.send_code(*address, {issued.code, issued.until});
}

void tell_sender(Visit& visit, const Held& held, templates::Time until) {
    if (held.sender.empty()) return;
    const auto sender = mail::Mailbox::parse(held.sender);
    const templates::LockedLinkFacts facts{held.address, until, visit.settings().url + held.sender_page};
    if ((!sender || !visit.services().outbox.send_locked_link(*sender, facts)) && visit.services().report)
        visit.services().report("portal: the sender of share " + std::to_string(held.about.share.value_or(0)) +
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
    values.set("FORM", visit.form_token()).set("BACK", held.path);
    values.show("GUEST_FIRST", held.code_first).show("MEMBER_FIRST", !held.code_first);
    const bool own_mail = held.subject.kind == CodeSubject::Kind::stopped_mail;
    values.show("OWN_MAIL", own_mail).show("SHARED", !own_mail);
    return visit.page("toegang", "Wie bent u?", std::move(values));
}

Response ask_code(Visit& visit) {
    auto held = held_link(visit);
    if (held.refusal) return std::move(*held.refusal);
    storage::postgres::Transaction transaction{visit.database()};
    const auto issued =
        shares::issue_code(transaction, visit.services().keys, held.subject, visit.settings().code_lifetime);
    if (issued.result == IssuedCode::Result::issued) write_audit(transaction, audit::Event::code_asked, held, {});
    transaction.commit();
    if (issued.result == IssuedCode::Result::locked) return locked(visit, issued.until);
    if (issued.result == IssuedCode::Result::too_many) return code_page(visit, "TOO_MANY", 0, 429);
    if (mail_code(visit, held, issued)) return visit.redirect("/toegang/code");
    storage::postgres::Transaction undo{visit.database()};
    shares::revoke_code(undo, visit.services().keys, held.subject, issued.code);
    undo.commit();
    return notice(visit, Notice::mail_failed);
}

Response code_form(Visit& visit) {
    auto held = held_link(visit);
    if (held.refusal) return std::move(*held.refusal);
    if (!shares::has_live_code(visit.database(), held.subject)) return visit.redirect("/toegang");
    return code_page(visit, nullptr, 0, 200);
}

Response try_code(Visit& visit) {
    auto held = held_link(visit);
    if (held.refusal) return std::move(*held.refusal);
    storage::postgres::Transaction transaction{visit.database()};
    const auto check =
        shares::check_code(transaction, visit.services().keys, held.subject, visit.request().field("code"));
    if (check.answer == CodeCheck::Answer::wrong || check.locks_now)
        write_audit(transaction, audit::Event::code_failed, held, check.locks_now ? "locked" : "wrong");
    transaction.commit();
    if (check.locks_now) tell_sender(visit, held, *check.locked_until);
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
    guest.guest_address = mail::ascii_lower(held.address);
    guest.recipient = visit.session()->recipient;
    guest.stopped = visit.session()->stopped;
    visit.replace_session(guest);
    return visit.redirect(held.path);
}

}  // namespace sluis::portal::pages
