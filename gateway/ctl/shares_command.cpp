#include "gateway/ctl/commands.h"
#include "gateway/ctl/terminal.h"
#include "gateway/mail/mailbox.h"
#include "gateway/mail/timestamp.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"
#include "storage/audit/audit_view.h"
#include "storage/shares/shares_view.h"
#include "storage/shares/withdrawal.h"

namespace sluis::ctl {
namespace {

namespace shares = storage::shares;
using storage::postgres::Connection;

Connection connect(const config::Settings& settings) {
    return Connection{runtime::conninfo(settings, "relay")};
}

std::string when(const std::optional<shares::Time>& time) {
    return time ? mail::iso_from_time(*time) : std::string{};
}

std::string state_of(const shares::SharedRecipient& recipient) {
    if (recipient.withdrawn_at) return "withdrawn";
    if (recipient.undelivered_at) return "notice undelivered";
    return recipient.first_opened_at ? "opened" : "not opened";
}

Json recipients_json(const shares::Share& share) {
    Json list = Json::array();
    for (const auto& recipient : share.recipients) {
        Json consultations = Json::array();
        for (const auto& read : recipient.consultations)
            consultations.push_back({{"reader", read.reader},
                                     {"document", read.document},
                                     {"opened_at", when(read.opened_at)},
                                     {"completed_at", when(read.completed_at)}});
        list.push_back({{"id", recipient.facts.id},
                        {"address", recipient.address},
                        {"class", recipient.facts.klass},
                        {"state", state_of(recipient)},
                        {"code_required", recipient.code_required},
                        {"generic", recipient.facts.generic},
                        {"first_opened_at", when(recipient.first_opened_at)},
                        {"withdrawn_at", when(recipient.withdrawn_at)},
                        {"undelivered_at", when(recipient.undelivered_at)},
                        {"consultations", consultations}});
    }
    return list;
}

/// No dossier number: it names a client.
Json as_json(const shares::Share& share) {
    Json documents = Json::array();
    for (const auto& document : share.documents)
        documents.push_back({{"id", document.facts.id},
                             {"label", policy::to_string(document.facts.label)},
                             {"type", document.type},
                             {"media_type", document.media_type},
                             {"size", document.size}});
    return Json{{"reference", share.reference},
                {"state", shares::state_of(share)},
                {"message", share.message},
                {"organisation", share.facts.organisation},
                {"sender", share.sender},
                {"label", policy::to_string(share.label)},
                {"type", share.type},
                {"accepted_at", when(share.accepted_at)},
                {"expires_at", when(share.expires_at)},
                {"withdrawn_at", when(share.withdrawn_at)},
                {"documents", documents},
                {"recipients", recipients_json(share)}};
}

int none(const std::string& reference, const Output& output) {
    output.err << "sluisctl: there is no share " << reference << ". All of them: sluisctl shares list\n";
    return status::not_found;
}

Table section(const Output& output) {
    Table table;
    table.indent = 2;
    table.width = output.width;
    return table;
}

void show_words(const shares::Share& share, const std::vector<storage::audit::Row>& audit, const Output& output) {
    Table head;
    head.width = output.width;
    head.add({"share", share.reference});
    head.add({"state", shares::state_of(share)});
    head.add({"sender", share.sender + " (" + share.facts.organisation + ")"});
    head.add({"label", std::string{policy::to_string(share.label)}});
    head.add({"shared", when(share.accepted_at)});
    head.add({"until", when(share.expires_at)});
    if (share.withdrawn_at) head.add({"withdrawn", when(share.withdrawn_at)});
    head.add({"message", share.message + "  (sluisctl queue show " + share.message + ")"});
    output.out << head.text();
    const auto heading = [&output](const char* text) {
        output.out << '\n' << coloured(text, Colour::bold, output.colours) << '\n';
    };
    heading("Documents");
    auto documents = section(output);
    for (const auto& document : share.documents)
        documents.add({std::to_string(document.facts.id), std::string{policy::to_string(document.facts.label)},
                       document.type, document.media_type, size_in_words(document.size)});
    output.out << documents.text();
    heading("Recipients");
    auto recipients = section(output);
    for (const auto& recipient : share.recipients)
        recipients.add({recipient.address, recipient.facts.klass, state_of(recipient),
                        recipient.first_opened_at ? "first opened " + when(recipient.first_opened_at) : ""});
    output.out << recipients.text();
    heading("Audit");
    auto events = section(output);
    for (const auto& row : audit)
        events.add({row.at, row.event, row.actor, row.document != 0 ? "document " + std::to_string(row.document) : "",
                    row.detail});
    output.out << (audit.empty() ? "  Nothing was written down.\n" : events.text());
}

/// The recipients whom this address names.
std::vector<std::int64_t> named(const shares::Share& share, const std::string& address) {
    std::vector<std::int64_t> ids;
    for (const auto& recipient : share.recipients)
        if (mail::ascii_lower(recipient.address) == mail::ascii_lower(address)) ids.push_back(recipient.facts.id);
    return ids;
}

bool withdraw(Connection& connection, const shares::Share& share, const std::vector<std::int64_t>& recipients) {
    const auto actor = "sluisctl:" + runtime::current_user().name;
    storage::postgres::Transaction transaction{connection};
    bool done = false;
    if (recipients.empty()) done = shares::withdraw_share(transaction, share.facts.id, actor);
    for (const auto recipient : recipients)
        done = shares::withdraw_recipient(transaction, share.facts.id, recipient, actor) || done;
    transaction.commit();
    return done;
}

}  // namespace

int shares_list(const config::Settings& settings, const SharesListOptions& options, const Output& output) {
    auto connection = connect(settings);
    shares::SharesFilter filter;
    filter.organisation = options.organisation;
    filter.sender = options.sender;
    filter.recipient = options.recipient;
    filter.message = options.message;
    filter.living_only = options.open_only;
    filter.max = options.max;
    const auto found = shares::list_shares(connection, filter);
    if (output.json) {
        Json list = Json::array();
        for (const auto& share : found) list.push_back(as_json(share));
        print(output, Json{{"shares", list}});
        return status::ok;
    }
    if (found.empty()) return output.out << "No such shares.\n", status::ok;
    Table table;
    table.width = output.width;
    table.head = true;
    table.add({"REFERENCE", "STATE", "SHARED", "UNTIL", "LABEL", "SENDER", "OPENED", "RECIPIENTS"});
    for (const auto& share : found) {
        std::string to;
        std::size_t opened = 0;
        for (const auto& recipient : share.recipients) {
            to += (to.empty() ? "" : ", ") + recipient.address;
            if (recipient.first_opened_at) ++opened;
        }
        table.add({share.reference, shares::state_of(share), when(share.accepted_at).substr(0, 10),
                   when(share.expires_at).substr(0, 10), std::string{policy::to_string(share.label)}, share.sender,
                   std::to_string(opened) + " of " + std::to_string(share.recipients.size()), to});
    }
    output.out << table.text(output.colours);
    if (found.size() >= options.max)
        output.out << "\nThere may be more: --max N, or narrow it with --sender, --recipient, --open.\n";
    return status::ok;
}

int shares_show(const config::Settings& settings, const std::string& reference, const Output& output) {
    auto connection = connect(settings);
    const auto share = shares::find_share(connection, reference);
    if (!share) return none(reference, output);
    const auto audit = storage::audit::rows_of_share(connection, share->facts.id);
    if (!output.json) return show_words(*share, audit, output), status::ok;
    auto json = as_json(*share);
    json["audit"] = Json::array();
    for (const auto& row : audit)
        json["audit"].push_back({{"at", row.at},
                                 {"event", row.event},
                                 {"actor", row.actor},
                                 {"recipient", row.recipient},
                                 {"document", row.document},
                                 {"detail", row.detail}});
    print(output, json);
    return status::ok;
}

int shares_withdraw(const config::Settings& settings, const WithdrawOptions& options, const Output& output) {
    auto connection = connect(settings);
    const auto share = shares::find_share(connection, options.reference);
    if (!share) return none(options.reference, output);
    const auto recipients = options.recipient.empty() ? std::vector<std::int64_t>{} : named(*share, options.recipient);
    if (recipients.empty() && !options.recipient.empty()) {
        output.err << "sluisctl: " << options.recipient << " is no recipient of share " << options.reference
                   << ". Who is: sluisctl shares show " << options.reference << '\n';
        return status::not_found;
    }
    const std::string whom = options.recipient.empty() ? counted(static_cast<std::int64_t>(share->recipients.size()),
                                                                 "recipient", "recipients")
                                                       : options.recipient;
    if (!options.yes) {
        output.err << "sluisctl: this withdraws share " << options.reference << " of " << share->sender << " for "
                   << whom << ", at once and for good. Nothing was done yet; to do it, add --yes\n";
        return status::usage;
    }
    const bool done = withdraw(connection, *share, recipients);
    if (output.json) {
        print(output, Json{{"reference", options.reference}, {"withdrawn", done}});
    } else if (done) {
        output.out << "Share " << options.reference << " is withdrawn for " << whom
                   << (options.recipient.empty() ? ". Nothing of it opens any more.\n"
                                                 : ". For them, nothing of it opens any more.\n");
    } else {
        output.err << "sluisctl: share " << options.reference
                   << " was withdrawn or had expired already; nothing was changed.\n";
    }
    return done ? status::ok : status::not_found;
}

}  // namespace sluis::ctl
