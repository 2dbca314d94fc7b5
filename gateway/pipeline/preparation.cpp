#include "gateway/pipeline/preparation.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "gateway/pipeline/bounce_address.h"
#include "gateway/pipeline/consequences.h"
#include "gateway/pipeline/crash_point.h"
#include "gateway/pipeline/kept_facts.h"
#include "storage/shares/designation.h"
#include "storage/shares/new_share.h"

namespace sluis::pipeline {
namespace {

namespace queue = storage::queue;

constexpr std::uint64_t largest_message = 1ull << 30;  // The session's own limit is below this.

std::size_t hops(const mime::Structure& structure) {
    const auto& fields = structure.entities.front().fields;
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [](const auto& field) { return field.name == "received"; }));
}

bool is_about_our_notice(const Services& services, const queue::ReceivedMessage& message) {
    const auto& domain = services.settings.bounce_domain;
    const auto& paths = message.envelope.forward_paths;
    return !domain.empty() && std::all_of(paths.begin(), paths.end(),
                                          [&](const auto& path) { return path.domain() == mail::ascii_lower(domain); });
}

/// The term is counted from acceptance (design §1.8), so a short one may have passed while the message waited.
bool share_would_be_over(const queue::ReceivedMessage& message, const std::vector<policy::Decision>& decisions) {
    return std::any_of(decisions.begin(), decisions.end(), [&](const policy::Decision& decision) {
        return decision.outcome == policy::Outcome::share &&
               message.age >= std::chrono::days{std::clamp(decision.days, 1, storage::shares::max_days)};
    });
}

/// It could not be prepared for as long as a next hop is given: the sender gets it back, from what the envelope says.
void give_up(const Services& services, storage::postgres::Transaction& transaction,
             const queue::ReceivedMessage& message) {
    SentMail about;
    about.id = message.id;
    about.organisation = message.organisation;
    about.reverse_path = message.envelope.reverse_path;
    about.received_at = message.received_at;
    about.automatic = true;
    Outgoing outgoing{services, transaction, message};
    return_all(services, transaction, message, OwnMailWriter{services, about}, outgoing, {5, 4, 7},
               "this mail could not be processed in time");
    queue::finish_message(transaction, message.id, "", "{}");
    transaction.commit();
    outgoing.committed();
    services.delivery_waits();
}

/// The field by which a client in a shared cloud proved itself: it was taken out when the mail came in.
std::string secret_field_of(const config::Settings& settings, const std::string& client) {
    const auto found = std::find_if(settings.relay_clients.begin(), settings.relay_clients.end(),
                                    [&](const config::RelayClient& one) { return one.name == client; });
    const bool is_secret = found != settings.relay_clients.end() && !found->header_secret_file.empty();
    return is_secret ? found->header : std::string{};
}

void prepare(const Services& services, storage::postgres::Connection& connection,
             storage::postgres::Transaction& transaction, const queue::ReceivedMessage& message, Outgoing& outgoing) {
    const auto content = services.content.read_all(connection, message.content, largest_message);
    if (is_about_our_notice(services, message)) {
        take_bounce(services, connection, transaction, message, services.scanner.scan(content), outgoing);
        queue::finish_message(transaction, message.id, "", "{}");
        return;
    }
    const storage::shares::DesignatedDirectory directory{services.directory, connection, services.keys};
    storage::lists::ListLookup lists{connection, services.keys, services.list_sieves};
    auto considered = consider(content, message.envelope, message.organisation, services.scanner, directory, &lists,
                               *services.policy.get());
    if (auto field = secret_field_of(services.settings, message.client); !field.empty())
        considered.taken_out.push_back(std::move(field));
    crash_point("prepare.considered");
    const auto about = sent_mail(message, considered.report.structure, services.keys.get_or_make(trace_key_name));
    const OwnMailWriter own_mail{services, about};
    const Work work{services,   transaction,       connection, message, content,
                    considered, considered.policy, own_mail,   outgoing};
    const auto give_back = [&](mail::EnhancedStatus status, const char* diagnostic) {
        return_all(services, transaction, message, own_mail, outgoing, status, diagnostic);
    };
    if (hops(considered.report.structure) > services.settings.smtp.max_received_fields) {
        give_back({5, 4, 6}, "too many hops: this mail goes round in a loop");
    } else if (share_would_be_over(message, considered.decisions)) {
        give_back({5, 4, 7}, "this mail was processed after the term that its sender gave");
    } else {
        carry_out(work);
    }
    queue::finish_message(transaction, message.id, considered.policy_version,
                          facts::encode(facts_of(considered, about)));
    for (const auto& decision : considered.decisions) {
        spdlog::info("message {}: {} by {} ({})", message.id, policy::to_string(decision.outcome), decision.rule,
                     considered.policy_version);
    }
}

std::chrono::seconds wait_before(int attempts) {
    constexpr std::chrono::seconds longest{300};
    return std::min(longest, std::chrono::seconds{2} * (1 << std::min(attempts, 8)));
}

}  // namespace

bool prepare_next(const Services& services) {
    auto connection = services.pool.lease();
    storage::postgres::Transaction transaction{*connection};
    const auto message = queue::claim_message(transaction);
    if (!message) return false;
    crash_point("prepare.claimed");

    // The claim outlives a failure: what was done is rolled back to here, and the same transaction defers the message.
    transaction.mark();
    Outgoing outgoing{services, transaction, *message};
    const auto defer = [&](const char* code, const std::exception& problem) {
        spdlog::warn("message {}: deferred ({}): {}", message->id, code, problem.what());
        transaction.undo();
        // The report of failure says "could not be processed" after as long as a next hop is given.
        if (message->age > services.settings.delivery.give_up_after) {
            give_up(services, transaction, *message);
            return true;
        }
        queue::defer_message(transaction, message->id, wait_before(message->attempts), code);
        transaction.commit();
        return true;
    };
    try {
        prepare(services, *connection, transaction, *message, outgoing);
        transaction.finish_posted();
    } catch (const scan::Unavailable& problem) {
        return defer("scanner-away", problem);
    } catch (const storage::directory::Unavailable& problem) {
        return defer("directory-away", problem);
    } catch (const storage::Error& problem) {
        return defer("storage", problem);
    } catch (const std::exception& problem) {
        return defer("internal", problem);
    }
    crash_point("prepare.before-commit");
    transaction.commit();
    crash_point("prepare.after-commit");
    outgoing.committed();
    services.delivery_waits();
    return true;
}

}  // namespace sluis::pipeline
