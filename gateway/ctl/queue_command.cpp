#include <algorithm>

#include "gateway/ctl/commands.h"
#include "gateway/ctl/decision_text.h"
#include "gateway/ctl/terminal.h"
#include "gateway/runtime/database.h"
#include "storage/audit/audit_view.h"
#include "storage/queue/queue_view.h"

namespace sluis::ctl {
namespace {

namespace queue = storage::queue;
using storage::postgres::Connection;
using Clock = std::chrono::system_clock;

constexpr std::size_t max_lines = 10'000;

Connection connect(const config::Settings& settings) {
    return Connection{runtime::conninfo(settings, "relay")};
}

/// One word for where a message stands.
std::string state_of(const queue::QueueLine& line) {
    if (line.state == "received") return line.attempts > 0 ? "deferred" : "to decide";
    if (line.waiting > 0) return "to deliver";
    return line.held > 0 ? "held" : "done";
}

/// What the last attempt said, of the delivery that waits longest.
std::string last_reply(Connection& connection, const queue::QueueLine& line) {
    if (line.waiting == 0) return line.last_problem;
    const auto message = queue::show_message(connection, line.id);
    if (!message) return {};
    for (const auto& delivery : message->deliveries)
        for (const auto& recipient : delivery.recipients)
            if (recipient.state == "pending" && !recipient.last_reply.empty()) return recipient.last_reply;
    return {};
}

Json line_json(const queue::QueueLine& line, const std::string& reply) {
    return Json{{"id", line.id},
                {"received_at", line.received_at},
                {"organisation", line.organisation},
                {"state", state_of(line)},
                {"size", line.size},
                {"recipients", line.recipients},
                {"held", line.held},
                {"waiting", line.waiting},
                {"attempts", line.attempts},
                {"next_attempt", line.next_attempt},
                {"last_problem", line.last_problem},
                {"last_reply", reply}};
}

struct Event {
    std::string at, what, who, detail;
};

/// All that is known to have happened, in order of time.
std::vector<Event> timeline(const queue::ShownMessage& message, const std::vector<storage::audit::Row>& audit) {
    std::vector<Event> events{{message.line.received_at, "received",
                               message.reverse_path.empty() ? "<>" : message.reverse_path,
                               message.client.empty() ? "login " + message.login : "from " + message.client}};
    for (const auto& row : audit) events.push_back({row.at, row.event, row.actor, row.detail});
    for (const auto& delivery : message.deliveries) {
        events.push_back({delivery.created_at, "queued " + delivery.kind, "",
                          counted(static_cast<std::int64_t>(delivery.recipients.size()), "recipient", "recipients")});
        for (const auto& recipient : delivery.recipients) {
            if (recipient.last_at.empty()) continue;
            const auto what = recipient.state == "pending" ? "deferred" : recipient.state;
            events.push_back(
                {recipient.last_at, what + " " + delivery.kind, recipient.forward_path, recipient.last_reply});
        }
    }
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    return events;
}

Json deliveries_json(const queue::ShownMessage& message) {
    Json list = Json::array();
    for (const auto& delivery : message.deliveries) {
        Json recipients = Json::array();
        for (const auto& recipient : delivery.recipients)
            recipients.push_back({{"recipient", recipient.forward_path},
                                  {"state", recipient.state},
                                  {"attempts", recipient.attempts},
                                  {"next_attempt", recipient.next_attempt},
                                  {"last_at", recipient.last_at},
                                  {"last_reply", recipient.last_reply}});
        list.push_back({{"id", delivery.id},
                        {"kind", delivery.kind},
                        {"reverse_path", delivery.reverse_path},
                        {"created_at", delivery.created_at},
                        {"recipients", recipients}});
    }
    return list;
}

void show_json(const queue::ShownMessage& message, const std::vector<Event>& events, const Output& output) {
    auto json = line_json(message.line, "");
    json.erase("last_reply");
    json["from"] = message.reverse_path;
    json["client"] = message.client;
    json["login"] = message.login;
    json["policy"] = message.policy_version;
    json["envelope"] = Json::array();
    for (const auto& recipient : message.recipients)
        json["envelope"].push_back(
            {{"recipient", recipient.forward_path}, {"state", recipient.state}, {"held_until", recipient.held_until}});
    json["deliveries"] = deliveries_json(message);
    json["timeline"] = Json::array();
    for (const auto& event : events)
        json["timeline"].push_back(
            {{"at", event.at}, {"event", event.what}, {"who", event.who}, {"detail", event.detail}});
    const auto facts = facts::decode(message.facts);
    const auto known = facts ? ctl::as_json(*facts) : Json::object();
    json["documents"] = known.value("documents", Json::array());
    json["decisions"] = known.value("decisions", Json::array());
    print(output, json);
}

void show_words(const queue::ShownMessage& message, const std::vector<Event>& events, const Output& output) {
    const auto now = Clock::now();
    Table head;
    head.width = output.width;
    head.add({"message", message.line.id});
    head.add({"from", message.reverse_path.empty() ? "<> (the null reverse-path)" : message.reverse_path});
    head.add({"organisation", message.line.organisation});
    head.add({"received", message.line.received_at + ", " + age_of(message.line.received_at, now) + " ago"});
    head.add({"size", size_in_words(message.line.size)});
    head.add({"state", state_of(message.line) + (message.line.next_attempt.empty()
                                                     ? ""
                                                     : "; next attempt " + until_of(message.line.next_attempt, now))});
    if (!message.line.last_problem.empty()) head.add({"last problem", message.line.last_problem});
    if (!message.policy_version.empty()) head.add({"policy", message.policy_version});
    output.out << head.text();

    const auto heading = [&output](const char* text) {
        output.out << '\n' << coloured(text, Colour::bold, output.colours) << '\n';
    };
    heading("Recipients");
    Table recipients;
    recipients.indent = 2;
    recipients.width = output.width;
    for (const auto& recipient : message.recipients)
        recipients.add(
            {recipient.forward_path, recipient.state,
             recipient.held_until.empty() || recipient.state != "held" ? "" : "until " + recipient.held_until});
    output.out << recipients.text();
    heading("Timeline");
    Table table;
    table.indent = 2;
    table.width = output.width;
    for (const auto& event : events) {
        const bool both = !event.who.empty() && !event.detail.empty();
        table.add({event.at, event.what, event.who + (both ? ": " : "") + event.detail});
    }
    output.out << table.text();
    heading("Decisions");
    const auto facts = facts::decode(message.facts);
    if (facts) {
        output.out << decisions_in_words(*facts, output);
    } else if (message.facts.empty()) {
        output.out << "  Not decided yet.\n";
    } else {
        output.out << "  None can be shown (" << facts.error() << ").\n";
    }
}

}  // namespace

int queue_list(const config::Settings& settings, const Output& output) {
    auto connection = connect(settings);
    const auto lines = queue::list_queue(connection, max_lines);
    if (output.json) {
        Json messages = Json::array();
        for (const auto& line : lines) messages.push_back(line_json(line, last_reply(connection, line)));
        print(output, Json{{"messages", messages}});
        return status::ok;
    }
    if (lines.empty()) return output.out << "Nothing waits.\n", status::ok;
    const auto now = Clock::now();
    Table table;
    table.width = output.width;
    table.head = true;
    table.add({"ID", "AGE", "STATE", "SIZE", "ORGANISATION", "TO", "NEXT", "LAST REPLY"});
    for (const auto& line : lines)
        table.add({line.id, age_of(line.received_at, now), state_of(line), size_in_words(line.size), line.organisation,
                   std::to_string(line.recipients), until_of(line.next_attempt, now), last_reply(connection, line)});
    output.out << table.text(output.colours) << '\n'
               << counted(static_cast<std::int64_t>(lines.size()), "message waits", "messages wait")
               << ". More about one: sluisctl queue show ID\n";
    return status::ok;
}

int queue_show(const config::Settings& settings, const std::string& id, const Output& output) {
    auto connection = connect(settings);
    const auto message = queue::show_message(connection, id);
    if (!message) {
        output.err << "sluisctl: there is no message " << id << ". What waits: sluisctl queue list\n";
        return status::not_found;
    }
    const auto events = timeline(*message, storage::audit::rows_of_message(connection, id));
    output.json ? show_json(*message, events, output) : show_words(*message, events, output);
    return status::ok;
}

int queue_retry(const config::Settings& settings, const std::string& id, const Output& output) {
    auto connection = connect(settings);
    std::vector<std::string> ids{id};
    if (id.empty()) {
        ids.clear();
        for (const auto& line : queue::list_queue(connection, max_lines)) ids.push_back(line.id);
    }
    std::int64_t due = 0;
    for (const auto& each : ids) due += static_cast<std::int64_t>(queue::retry_message(connection, each));
    if (output.json) {
        print(output, Json{{"due", due}});
    } else if (due > 0) {
        output.out << counted(due, "attempt is", "attempts are") << " due now. Follow it: sluisctl queue list\n";
    } else if (id.empty()) {
        output.out << "Nothing waits for an attempt.\n";
    } else {
        output.err << "sluisctl: nothing of message " << id
                   << " waits for an attempt; a held message waits for its sender.\n";
    }
    return due > 0 || id.empty() ? status::ok : status::not_found;
}

}  // namespace sluis::ctl
