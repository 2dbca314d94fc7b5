#pragma once

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/use_future.hpp>
#include <atomic>

#include "config/policy_file.h"
#include "gateway/pipeline/storing_reception.h"
#include "gateway/templates/own_texts.h"
#include "tests/storage/shares/a_share.h"

namespace sluis::test {

/// Knows An, whose password is `geheim`, and how often it was asked for a proof.
class CountingDirectory final : public storage::directory::Directory {
public:
    std::optional<policy::DirectoryFacts> find(const mail::Mailbox& address) const override {
        if (address.text() != "an@regenboog.example") return std::nullopt;
        return an().facts;
    }
    std::optional<Person> authenticate(const std::string& login, const std::string& password) const override {
        ++proofs;
        if (away) throw storage::directory::Unavailable{"the directory is away"};
        if ((login != "an" && login != "an@regenboog.example") || password != "geheim") return std::nullopt;
        return an();
    }
    std::optional<Person> person(const std::string& login) const override {
        return login == "an" ? std::optional{an()} : std::nullopt;
    }
    std::vector<std::string> domains(const std::string& organisation) const override {
        if (away) throw storage::directory::Unavailable{"the directory is away"};
        return {organisation + ".example"};
    }
    void probe() const override {}

    mutable std::atomic<int> proofs = 0;
    bool away = false;

private:
    static Person an() {
        Person person;
        person.facts.organisation = "regenboog";
        person.facts.person = person.login = "an";
        person.addresses.push_back(*mail::Mailbox::parse("an@regenboog.example"));
        return person;
    }
};

/// A relay's reception with the database role of the relay.
struct ReceptionWorld : ShareWorld {
    explicit ReceptionWorld(config::Settings given = {}) : settings{std::move(given)} {}

    config::Settings settings;
    storage::postgres::Pool connections{database.conninfo("relay"), 4};
    CountingDirectory directory;
    scan::Scanner scanner{{}};
    pipeline::CurrentPolicy policy{policy::PolicySet{config::factory_policy()}};
    templates::Renderer renderer{std::filesystem::path{SLUIS_SOURCE_DIR} / "templates"};
    templates::Texts texts{renderer, {}};
    pipeline::Services services{settings, connections, keys, store, directory, scanner, policy, texts, [] {}, [] {}};
    asio::thread_pool pool{1};
    pipeline::StoringReception reception{services, pool, "portal's own"};

    /// @throws what the session answers 454 to
    std::optional<smtp::Sender> authenticate(const std::string& login, const std::string& password) {
        smtp::Peer peer;
        peer.listener = "submission";
        peer.address = "192.0.2.7";
        asio::io_context reactor;
        auto answer = asio::co_spawn(reactor, reception.authenticate(peer, login, password), asio::use_future);
        reactor.run();
        return answer.get();
    }
};

}  // namespace sluis::test
