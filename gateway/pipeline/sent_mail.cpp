#include "gateway/pipeline/sent_mail.h"

#include <algorithm>

#include "gateway/templates/own_mail.h"

namespace sluis::pipeline {
namespace {

bool says_automatic(const mime::Structure& structure) {
    const auto auto_submitted = mail::ascii_lower(value_of(structure, "auto-submitted"));
    const auto precedence = mail::ascii_lower(value_of(structure, "precedence"));
    return (!auto_submitted.empty() && !auto_submitted.starts_with("no")) || precedence == "bulk" ||
           precedence == "list" || precedence == "junk" || !value_of(structure, "list-id").empty();
}

}  // namespace

std::string value_of(const mime::Structure& structure, std::string_view lower_name) {
    const auto found = std::find_if(structure.values.begin(), structure.values.end(),
                                    [&](const auto& value) { return value.first == lower_name; });
    return found == structure.values.end() ? std::string{} : found->second;
}

SentMail sent_mail(const storage::queue::ReceivedMessage& message, const mime::Structure& structure,
                   const storage::vault::Key& trace_key) {
    SentMail mail;
    mail.id = message.id;
    mail.organisation = message.organisation;
    mail.reverse_path = message.envelope.reverse_path;
    mail.received_at = message.received_at;
    mail.message_id = templates::message_id(value_of(structure, "message-id")).value_or("");
    const bool came_back = templates::is_ours(value_of(structure, "x-sluis-trace"), trace_key.octets());
    mail.automatic = mail.reverse_path.is_null() || came_back || says_automatic(structure);
    return mail;
}

SentMail load_sent_mail(storage::postgres::Connection& connection, const storage::queue::QueueId& id) {
    const auto rows = connection.execute(
        "select organisation, reverse_path, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
        "       coalesce(facts->>'message_id', ''), coalesce((facts->>'automatic')::boolean, true)"
        "  from message where id = $1",
        {std::string_view{id}});
    if (rows.empty()) throw storage::Error("message " + id + ": no such message", false);
    SentMail mail;
    mail.id = id;
    mail.organisation = rows.text(0, 0);
    if (auto mailbox = mail::Mailbox::parse(rows.text(0, 1))) mail.reverse_path = mail::ReversePath{*mailbox};
    mail.received_at = rows.text(0, 2);
    mail.message_id = rows.text(0, 3);
    mail.automatic = rows.boolean(0, 4);
    return mail;
}

}  // namespace sluis::pipeline
