#include "gateway/pipeline/storing_reception.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <stdexcept>

#include "gateway/net/blocking.h"
#include "gateway/pipeline/bounce_address.h"
#include "gateway/pipeline/crash_point.h"
#include "gateway/pipeline/incoming_content.h"
#include "gateway/pipeline/relay_clients.h"
#include "gateway/smtp/received_field.h"
#include "storage/audit/audit_log.h"
#include "storage/queue/message_queue.h"
#include "storage/shares/login_throttle.h"

namespace sluis::pipeline {
namespace {

using mail::Reply;

Reply ok() {
    return Reply{250, {2, 1, 0}, "Ok"};
}

storage::queue::ReceivedMessage message_from(const config::Settings& settings, const smtp::Peer& peer,
                                             const std::optional<smtp::Sender>& sender,
                                             const mail::Envelope& envelope) {
    storage::queue::ReceivedMessage message;
    message.id = storage::queue::new_queue_id();
    message.envelope = envelope;
    if (sender) {
        message.organisation = sender->organisation;
        message.login = sender->login;
        message.client = sender->client;
        message.own = sender->own;
    }
    smtp::ReceivedFrom from;
    from.helo = peer.helo;
    from.address = peer.address;
    from.tls = peer.tls;
    from.authenticated = sender && !sender->login.empty();
    message.received_field =
        smtp::received_field(from, settings.hostname, message.id, std::chrono::system_clock::now());
    return message;
}

/// The rows of a message. Nothing says 250 before their commit returned.
void add_rows(storage::postgres::Transaction& transaction, storage::vault::StagedContent& staged,
              storage::queue::ReceivedMessage message) {
    message.content = staged.insert(transaction);
    const auto id = storage::queue::insert_message(transaction, message);
    if (message.own) {
        storage::queue::NewDelivery delivery;
        delivery.kind = "code";
        delivery.reverse_path = message.envelope.reverse_path.text();
        for (const auto& forward_path : message.envelope.forward_paths)
            delivery.forward_paths.push_back(forward_path.text());
        delivery.content = message.content;
        storage::queue::insert_delivery(transaction, id, delivery);
        storage::queue::finish_message(transaction, id, "", "{}");
        // It has no recipients to answer for: the delivery alone waits, and the content goes with it.
        for (const auto& forward_path : message.envelope.forward_paths) {
            storage::queue::set_recipient_state(transaction, id, forward_path.text(), "delivered");
        }
        return;
    }
    storage::audit::Entry entry;
    entry.event = storage::audit::Event::sent;
    entry.actor = message.login.empty() ? message.envelope.reverse_path.text() : message.login;
    entry.organisation = message.organisation;
    entry.message = id;
    storage::audit::write(transaction, entry);
}

/// Blocking. A shared cloud lets every customer in, so the reverse-path must be the organisation's.
/// @throws directory::Unavailable
bool may_send_as(const Services& services, const std::string& organisation, const mail::ReversePath& reverse_path) {
    if (reverse_path.is_null()) return true;
    const auto domains = services.directory.domains(organisation);
    return std::find(domains.begin(), domains.end(), mail::ascii_lower(reverse_path.mailbox().domain())) !=
           domains.end();
}

constexpr std::chrono::seconds delay_of_throttled_login{1};

struct Proof {
    std::optional<storage::directory::Directory::Person> person;
    bool must_wait = false;  ///< The directory was not asked.
};

/// Blocking. Who proved themselves and then wanted to send in somebody else's name. Strangers are refused without a
/// row, or they could fill the disk.
void note_refusal(const Services& services, const std::string& actor, const std::string& organisation) {
    storage::audit::Entry entry;
    entry.event = storage::audit::Event::refused;
    entry.actor = actor;
    entry.organisation = organisation;
    entry.detail = "reverse-path";
    auto connection = services.pool.lease();
    storage::postgres::Transaction transaction{*connection};
    storage::audit::write(transaction, entry);
    transaction.commit();
}

/// A name that failed is not written down: it may be a password, typed where the name belongs.
void note_login(storage::postgres::Connection& connection,
                const std::optional<storage::directory::Directory::Person>& person) {
    storage::audit::Entry entry;
    entry.event = person ? storage::audit::Event::login : storage::audit::Event::login_failed;
    if (person) {
        entry.actor = person->login;
        entry.organisation = person->facts.organisation;
    }
    entry.detail = "smtp";
    storage::postgres::Transaction transaction{connection};
    storage::audit::write(transaction, entry);
    transaction.commit();
}

/// Blocking. Throttled as the portal's logins are, and together with them. No connection is held while the directory
/// answers. @throws directory::Unavailable, storage::Error
Proof prove(const Services& services, const std::string& address, const std::string& login,
            const std::string& password) {
    namespace shares = storage::shares;
    const auto tried = shares::login_try(services.directory, login, address);
    if (shares::begin_login(*services.pool.lease(), services.keys, tried)) return {std::nullopt, true};
    Proof proof;
    try {
        proof.person = services.directory.authenticate(login, password);
    } catch (const storage::directory::Unavailable&) {
        shares::login_undecided(*services.pool.lease(), services.keys, tried);
        throw;
    }
    auto connection = services.pool.lease();
    if (proof.person) shares::login_proven(*connection, services.keys, tried);
    note_login(*connection, proof.person);
    return proof;
}

}  // namespace

StoringReception::StoringReception(const Services& services, asio::thread_pool& pool, std::string portal_password)
    : services_{services},
      pool_{pool},
      portal_password_{std::move(portal_password)},
      commits_{services.pool, pool},
      cloud_clients_{cloud_clients(services.settings.relay_clients)} {}

std::optional<smtp::Sender> StoringReception::recognise(const smtp::Peer& peer) {
    const auto& listeners = services_.settings.listeners;
    const bool relays = std::any_of(listeners.begin(), listeners.end(), [&](const config::Listener& listener) {
        return listener.name == peer.listener && listener.kind == config::ListenerKind::relay;
    });
    if (!relays) return std::nullopt;
    return relay_client_of(services_.settings.relay_clients, peer);
}

asio::awaitable<std::optional<smtp::Sender>> StoringReception::authenticate(const smtp::Peer& peer,
                                                                            const std::string& login,
                                                                            const std::string& password) {
    smtp::Sender sender;
    if (peer.listener == portal_listener) {  // The Unix socket is the portal's alone.
        if (login != portal_login || !storage::vault::same_secret(password, portal_password_)) co_return std::nullopt;
        sender.login = login;
        sender.own = true;
        co_return sender;
    }
    auto work = [this, address = peer.address, login, password] { return prove(services_, address, login, password); };
    const auto proof = co_await net::blocking(pool_, std::move(work));
    if (proof.must_wait) {
        // 454, not 535: a program with the right password must keep it. 454 has no delay of the session's own.
        asio::error_code ignored;
        asio::steady_timer delay{co_await asio::this_coro::executor, delay_of_throttled_login};
        co_await delay.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        throw std::runtime_error{"this login must wait"};
    }
    const auto& person = proof.person;
    if (!person) co_return std::nullopt;
    sender.organisation = person->facts.organisation;
    sender.login = person->login;
    for (const auto& address : person->addresses) sender.reverse_paths.push_back(address.key());
    co_return sender;
}

asio::awaitable<Reply> StoringReception::check_reverse_path(const smtp::Peer& peer,
                                                            const std::optional<smtp::Sender>& sender,
                                                            const mail::ReversePath& reverse_path) {
    if (!sender) {
        // A stranger may bring a report to one of our bounce addresses, and RCPT holds them to that.
        const bool may_report = !services_.settings.bounce_domain.empty() && !peer.listener.empty();
        co_return may_report ? ok() : Reply{550, {5, 7, 1}, "This server relays for its own organisations only"};
    }
    if (sender->own || sender->login.empty()) co_return ok();
    const auto& theirs = sender->reverse_paths;
    const bool is_theirs = !reverse_path.is_null() &&
                           std::find(theirs.begin(), theirs.end(), reverse_path.mailbox().key()) != theirs.end();
    if (is_theirs) co_return ok();
    auto note = [this, login = sender->login, organisation = sender->organisation] {
        note_refusal(services_, login, organisation);
        return true;
    };
    (void)co_await net::blocking(pool_, std::move(note));
    co_return Reply{550, {5, 7, 1}, "This login may not send under that address"};
}

asio::awaitable<Reply> StoringReception::check_forward_path(const smtp::Peer&,
                                                            const std::optional<smtp::Sender>& sender,
                                                            const mail::ReversePath&,
                                                            const mail::ForwardPath& forward_path) {
    const auto& domain = services_.settings.bounce_domain;
    if (!domain.empty() && forward_path.domain() == mail::ascii_lower(domain)) {
        const auto key = services_.keys.get_or_make(bounce_key);
        if (read_bounce_address(key, forward_path, domain)) co_return Reply{250, {2, 1, 5}, "Ok"};
        co_return Reply{550, {5, 1, 1}, "No such address here"};
    }
    if (!sender) co_return Reply{550, {5, 7, 1}, "This server relays for its own organisations only"};
    co_return Reply{250, {2, 1, 5}, "Ok"};
}

/// A report of failure from a shared cloud comes from its mail servers too, and is anybody's to bring.
bool StoringReception::is_for_us_alone(const mail::Envelope& envelope) const {
    const auto& domain = services_.settings.bounce_domain;
    const auto& paths = envelope.forward_paths;
    return !domain.empty() && std::all_of(paths.begin(), paths.end(),
                                          [&](const auto& path) { return path.domain() == mail::ascii_lower(domain); });
}

std::unique_ptr<smtp::Incoming> StoringReception::begin(const smtp::Peer& peer,
                                                        const std::optional<smtp::Sender>& sender,
                                                        const mail::Envelope& envelope) {
    if (sender && sender->judged_by_header && !is_for_us_alone(envelope)) {
        return std::make_unique<CloudIncoming>(services_,
                                               fitting(cloud_clients_, services_.settings.relay_clients, peer));
    }
    return std::make_unique<SealedIncoming>(services_, sender.value_or(smtp::Sender{}));
}

asio::awaitable<Reply> StoringReception::accept(const smtp::Peer& peer, const std::optional<smtp::Sender>& sender,
                                                const mail::Envelope& envelope,
                                                std::unique_ptr<smtp::Incoming> content) {
    auto& incoming = dynamic_cast<SealedIncoming&>(*content);
    const auto proven = incoming.finish();
    const bool by_header = sender && sender->judged_by_header && !is_for_us_alone(envelope);
    if (!proven) {
        spdlog::warn("reception: {}: refused: no header field, or not one alone, proves whose mail it is",
                     peer.listener);
        co_return Reply{550, {5, 7, 1}, "This server relays for its own organisations only"};
    }
    auto message = message_from(services_.settings, peer, sender ? proven : std::nullopt, envelope);
    auto& staged = incoming.staged();
    try {
        auto finish = [this, by_header, &message, &staged] {
            staged.finish();
            crash_point("receive.staged");
            return !by_header || may_send_as(services_, message.organisation, message.envelope.reverse_path);
        };
        bool may = false;
        if (staged.is_in_memory() && !by_header) {
            may = finish();
        } else {
            may = co_await net::blocking(pool_, std::move(finish));
        }
        if (!may) {
            auto note = [this, &message] {
                note_refusal(services_, message.client, message.organisation);
                return true;
            };
            (void)co_await net::blocking(pool_, std::move(note));
            spdlog::warn("reception: {}: refused: the reverse-path is not of the organisation", message.id);
            co_return Reply{550, {5, 7, 1}, "This organisation may not send under that address"};
        }
        message.size = staged.size();
        const GroupCommit::Work rows = [&message, &staged](storage::postgres::Transaction& transaction) {
            add_rows(transaction, staged, message);
        };
        co_await commits_.commit(rows);
        staged.committed();
        if (message.own) {
            services_.delivery_waits();
        } else {
            services_.message_waits();
        }
        co_return Reply{250, {2, 0, 0}, "queued as " + message.id};
    } catch (const storage::Error& problem) {
        spdlog::error("reception: {}: not stored: {}", message.id, problem.what());
        co_return Reply{451, {4, 3, 0}, "This mail could not be stored; please try again later"};
    }
}

}  // namespace sluis::pipeline
