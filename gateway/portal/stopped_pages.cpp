#include <algorithm>
#include <charconv>
#include <chrono>
#include <thread>

#include "gateway/portal/explanation_view.h"
#include "gateway/portal/pages.h"
#include "gateway/portal/words.h"
#include "storage/shares/new_share.h"
#include "storage/shares/stopped_answer.h"
#include "storage/shares/stopped_mail.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;
using shares::StoppedState;

constexpr std::size_t max_token = 64;
// The relay does an answer within a second or two; a page that shows what came of it is worth that wait.
constexpr std::chrono::milliseconds done_within{4000}, look_again{100};

std::optional<shares::StoppedMail> stopped_by(Visit& visit, std::string_view token) {
    if (token.empty() || token.size() > max_token) return std::nullopt;
    return shares::find_stopped_by_link(visit.database(), shares::link_mac(visit.services().keys, token));
}

std::string path_of(const shares::StoppedMail& mail) {
    return "/tegengehouden/" + mail.reference;
}

std::string advice_text(Visit& visit, const std::string& id) {
    const auto wanted = "words/advice/" + id;
    const auto& names = visit.services().texts.names();
    const bool known = std::find(names.begin(), names.end(), wanted + ".txt") != names.end();
    auto text = visit.services().texts.text(known ? wanted : "words/advice/general", {});
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

/// The mail that this path names, for who may answer for it; else the page that says why not.
struct Found {
    std::optional<shares::StoppedMail> mail;
    std::optional<Response> refusal;
};

Found found_by(Visit& visit, std::string_view reference) {
    Found found;
    auto mail = shares::find_stopped(visit.database(), reference);
    if (!visit.reader()) {
        const bool by_link = mail && visit.session() && visit.session()->stopped == mail->id;
        found.refusal =
            by_link ? visit.redirect("/toegang") : to_login(visit, "/tegengehouden/" + std::string{reference});
    } else if (!mail) {
        found.refusal = notice(visit, Notice::not_found);
    } else if (!shares::may_answer(*visit.reader(), *mail)) {
        found.refusal = notice(visit, visit.reader()->is_member() ? Notice::not_for_you : Notice::not_found);
    } else {
        found.mail = std::move(mail);
    }
    return found;
}

void add_recipient(Visit& visit, const shares::StoppedMail& mail, const shares::StoppedRecipient& recipient,
                   templates::Values& row) {
    const bool held = recipient.state == StoppedState::held && !mail.over;
    row.set("ADDRESS", recipient.address).set("RECIPIENT_ID", std::to_string(recipient.id));
    row.set("DOCUMENTS", documents_text(static_cast<std::size_t>(std::max(recipient.documents, 1))));
    row.set("KINDS", recipient.kinds).show("HAS_KINDS", !recipient.kinds.empty());
    row.set("WHY", recipient.why).show("HAS_WHY", !recipient.why.empty());
    row.show("WAITS", held && !recipient.answered).show("BEING_DONE", held && recipient.answered.has_value());
    row.show("SHARED", recipient.state == StoppedState::shared)
        .show("WITHDRAWN", recipient.state == StoppedState::withdrawn)
        .show("EXPIRED",
              recipient.state == StoppedState::expired || (recipient.state == StoppedState::held && mail.over))
        .show("RETURNED", recipient.state == StoppedState::returned);
    row.set("CHANGED_AT", moment_text(recipient.changed_at)).set("CHANGED_BY", recipient.changed_by);
    row.show("BY_SOMEBODY", !recipient.changed_by.empty());
    if (recipient.share_until) row.add_section("HAS_SHARE").set("UNTIL", moment_text(*recipient.share_until));
    if (recipient.share_reference && visit.reader()->is_member())
        row.add_section("SHARE_LINK").set("REFERENCE", *recipient.share_reference);
    const bool settled = recipient.state == StoppedState::shared || recipient.state == StoppedState::withdrawn;
    if (!settled) row.add_section("HAS_ADVICE").set("ADVICE", advice_text(visit, recipient.advice));
    if (held && !recipient.kept_by.empty())
        row.add_section("KEPT").set("KEPT_BECAUSE", advice_text(visit, recipient.kept_by));
    add_explanation(recipient.explanation, {}, path_of(mail) + "/schema/" + std::to_string(recipient.id) + ".svg", row);
}

void add_mail(const shares::StoppedMail& mail, templates::Values& values) {
    values.set("REFERENCE", mail.reference)
        .set("SENT_AT", moment_text(mail.accepted_at))
        .set("SENDER", mail.sender.empty() ? mail.told : mail.sender)
        .set("ENDS_AT", moment_text(mail.ends_at));
    std::size_t waiting = 0, returned = 0;
    for (const auto& recipient : mail.recipients) {
        waiting += recipient.state == StoppedState::held && !recipient.answered ? 1u : 0u;
        returned += recipient.state == StoppedState::returned ? 1u : 0u;
    }
    values.show("WAITING", mail.waits()).show("SEVERAL_WAIT", mail.waits() && waiting > 1);
    values.show("ALL_RETURNED", returned == mail.recipients.size()).show("HELD", returned != mail.recipients.size());
}

/// Waits until the relay has done what was answered, for a moment: the page then shows what came of it. Without a
/// connection meanwhile: there are fewer of them than senders who may wait.
void wait_until_done(Visit& visit, std::int64_t stopped) {
    const auto deadline = std::chrono::steady_clock::now() + done_within;
    try {
        while (shares::answer_waits(visit.database(), stopped) && std::chrono::steady_clock::now() < deadline) {
            visit.free_database();
            std::this_thread::sleep_for(look_again);
        }
    } catch (const storage::Error&) {
        // The answer is committed: not to see what came of it is no failure of it.
    }
}

/// The recipient that the form names; 0 for one that is none of this mail; nothing for all of them.
std::optional<std::int64_t> chosen(const Visit& visit, const shares::StoppedMail& mail) {
    const auto text = visit.request().field("ontvanger");
    if (text.empty()) return std::nullopt;
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return mail.recipient(id) ? id : 0;
}

}  // namespace

Response stopped_landing(Visit& visit, std::string_view token) {
    const auto mail = stopped_by(visit, token);
    if (!mail) return notice(visit, Notice::unknown_link);
    if (mail->over) return notice(visit, Notice::hold_over);
    templates::Values values;
    values.set("SENT_AT", templates::time_text(mail->accepted_at))
        .set("ENDS_AT", templates::time_text(mail->ends_at))
        .set("HERE", visit.request().path)
        .set("PORTAL", origin_of(visit.settings().url))
        .set("FORM", visit.form_token());
    values.show("WAITING", mail->waits()).show("ANSWERED", !mail->waits());
    return visit.page("tegengehouden-link", mail->waits() ? "Uw mail wacht op uw keuze" : "Er is al gekozen",
                      std::move(values));
}

Response enter_stopped(Visit& visit, std::string_view token) {
    const auto mail = stopped_by(visit, token);
    if (!mail) return notice(visit, Notice::unknown_link);
    if (mail->over) return notice(visit, Notice::hold_over);
    const auto& session = visit.session();
    const bool proven = session && (session->is_member() || (session->is_guest() && session->stopped == mail->id));
    if (proven) return visit.redirect(path_of(*mail));
    shares::PortalSession next;
    next.stopped = mail->id;
    visit.replace_session(next);
    return visit.redirect("/toegang");
}

Response stopped_mail(Visit& visit, std::string_view reference) {
    auto found = found_by(visit, reference);
    if (found.refusal) return std::move(*found.refusal);
    templates::Values values;
    const auto form = visit.form_token();
    values.set("FORM", form);
    add_mail(*found.mail, values);
    for (const auto& recipient : found.mail->recipients)
        add_recipient(visit, *found.mail, recipient, values.add_section("RECIPIENT").set("FORM", form));
    return visit.page("tegengehouden", "Tegengehouden mail", std::move(values));
}

Response stopped_picture(Visit& visit, std::string_view reference, std::int64_t recipient) {
    auto found = found_by(visit, reference);
    if (found.refusal) return std::move(*found.refusal);
    const auto* one = found.mail->recipient(recipient);
    const auto picture = one ? explanation_picture(one->explanation) : std::nullopt;
    return picture ? visit.picture(*picture) : notice(visit, Notice::not_found);
}

Response answer_stopped(Visit& visit, std::string_view reference) {
    auto found = found_by(visit, reference);
    if (found.refusal) return std::move(*found.refusal);
    const auto& mail = *found.mail;
    const auto choice = visit.request().field("keuze");
    if (choice != "delen" && choice != "intrekken") return notice(visit, Notice::not_found);
    const auto recipient = chosen(visit, mail);
    if (recipient == 0) return notice(visit, Notice::not_found);
    // A second click, another tab: nothing is added, and the page says what became of it.
    storage::postgres::Transaction transaction{visit.database()};
    shares::give_answer(transaction, mail.id, recipient,
                        choice == "delen" ? shares::Answer::release : shares::Answer::withdraw, visit.reader_name());
    transaction.commit();
    wait_until_done(visit, mail.id);
    return visit.redirect(path_of(mail));
}

}  // namespace sluis::portal::pages
