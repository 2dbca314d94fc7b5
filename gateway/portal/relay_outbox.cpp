#include "gateway/portal/relay_outbox.h"

#include <algorithm>
#include <utility>

#include "gateway/templates/own_mail.h"

namespace sluis::portal {

bool RelayOutbox::send_code(const mail::Mailbox& to, const templates::CodeFacts& facts) {
    return send(to, texts_.code(facts));
}

bool RelayOutbox::send_locked_link(const mail::Mailbox& to, const templates::LockedLinkFacts& facts) {
    return send(to, texts_.locked_link(facts));
}

bool RelayOutbox::send(const mail::Mailbox& to, const templates::MailText& text) const {
    const templates::OwnMail own{
        .from = {"Sluis", options_.postmaster},
        .to = to,
        .reply_to = {},
        .subject = text.subject,
        .text = text.text,
        .html = text.html,
        .in_reply_to = {},
        .references = {},
        .auto_submitted = templates::AutoSubmitted::generated,
        .trace = templates::trace_value(options_.trace_key.octets(), storage::vault::random_token(12)),
        .host = options_.hostname,
        .message_id = {},
        .date = std::chrono::system_clock::now()};
    const auto content = templates::own_mail(own);
    mail::Envelope envelope;
    envelope.forward_paths = {to};
    smtp::ContentFacts facts;
    facts.size = content.size();
    bool given = false;
    const auto source = [&]() -> std::span<const char> {
        if (std::exchange(given, true)) return {};
        return {content.data(), content.size()};
    };
    const auto replies = smtp::submit_blocking(options_.relay, envelope, facts, source);
    return replies.size() == 1 && replies.front().code / 100 == 2;
}

}  // namespace sluis::portal
