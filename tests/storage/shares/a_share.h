#pragma once

#include "storage/shares/new_share.h"
#include "storage/vault/content.h"
#include "tests/support/test_database.h"

namespace sluis::test {

namespace shares = storage::shares;
namespace vault = storage::vault;

/// Everything a share needs, in one database and one folder. Roles: `relay` writes, `portal` reads.
struct ShareWorld {
    TestDatabase database;
    TestFolder folder;
    vault::KeyDirectory keys{make(folder.path() / "keys")};
    vault::ContentStore store{{make(folder.path() / "content")}, keys};
    storage::postgres::Connection relay{database.conninfo("relay")};

    static std::filesystem::path make(const std::filesystem::path& path) {
        std::filesystem::create_directory(path);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }
};

struct SeededDocument {
    std::string name = "Handelingsplan.pdf";
    std::string media_type = "application/pdf";
    std::string octets = "%PDF-1.4 inhoud van het plan";
    policy::Label label = policy::Label::client_bound;
};

struct Seeded {
    shares::ShareIds ids;
    std::vector<std::string> tokens;  ///< Of the links, one for each recipient.
};

/// A share as the pipeline would make it: documents sealed and inserted in the share's own transaction. `share` brings
/// sender and recipients; each recipient without grants gets every document.
inline Seeded seed_share(ShareWorld& world, shares::NewShare share, const std::vector<SeededDocument>& documents,
                         const std::string& accepted_before = "0 seconds") {
    auto& relay = world.relay;
    share.accepted_at = relay.execute("select (clock_timestamp() - $1::interval)::text", {accepted_before}).text(0, 0);
    share.key_name = shares::expiry_day(relay, share.accepted_at, share.days).key_name;
    storage::postgres::Transaction transaction{relay};
    std::vector<std::unique_ptr<vault::StagedContent>> staged;
    for (const auto& document : documents) {
        auto content = world.store.stage(vault::ContentKind::document, share.organisation, share.key_name);
        content->append(document.octets);
        content->finish();
        shares::NewDocument row;
        row.content = content->insert(transaction);
        row.label = document.label;
        row.type = share.type;
        row.sealed_name = content->seal_field(shares::sealed_field::name, document.name);
        row.sealed_subject = content->seal_field(shares::sealed_field::subject, "Plan voor het overleg");
        row.media_type = document.media_type;
        row.size = document.octets.size();
        share.documents.push_back(std::move(row));
        staged.push_back(std::move(content));
    }
    Seeded seeded;
    for (auto& recipient : share.recipients) {
        const auto link = shares::new_link(world.keys);
        seeded.tokens.push_back(link.token);
        recipient.link_mac = link.mac;
        if (recipient.grants.empty())
            for (std::size_t at = 0; at < documents.size(); ++at) recipient.grants.push_back({at, documents[at].label});
    }
    seeded.ids = shares::insert_share(transaction, share);
    transaction.commit();
    for (const auto& content : staged) content->committed();
    return seeded;
}

/// From An Claes of De Regenboog, a facility.
inline shares::NewShare share_from_an() {
    shares::NewShare share;
    share.message = "q-1";
    share.organisation = "regenboog";
    share.sender = "an.claes@regenboog.example";
    share.sender_login = "an";
    share.division = "leefgroep";
    share.sender_class = "facility";
    share.type = "handelingsplan";
    share.dossier = "D-2041";
    return share;
}

inline shares::NewRecipient recipient(std::string address, std::string klass, std::string organisation = {},
                                      std::string person = {}, std::string division = {}) {
    shares::NewRecipient one;
    one.address = std::move(address);
    one.klass = std::move(klass);
    one.organisation = std::move(organisation);
    one.person = std::move(person);
    one.division = std::move(division);
    one.code_required = one.person.empty();
    return one;
}

}  // namespace sluis::test
