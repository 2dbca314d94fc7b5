#include <catch2/catch.hpp>
#include <filesystem>

#include "storage/directory/directory.h"
#include "storage/directory/open_directory.h"

namespace {

using namespace sluis;
using namespace sluis::storage::directory;
namespace party_class = policy::party_class;

mail::Mailbox a_mailbox(std::string_view text) {
    return mail::Mailbox::parse(text).value();
}

}  // namespace

TEST_CASE("the demo's directory holds every class of the flowchart", "[directory][demo]") {
    Options options;
    options.ldif_file = std::filesystem::path{SLUIS_SOURCE_DIR} / "config/demo/directory.ldif";
    const auto directory = open_directory(options);
    const auto class_of = [&](const char* address) {
        return directory->find(a_mailbox(address)).value().organisation_class;
    };

    CHECK(class_of("an.claes@huisterlinde.example") == party_class::facility);
    CHECK(class_of("campus.noord@dewilgen.example") == party_class::community_institution);
    CHECK(class_of("karim.elamrani@jeugdhulp-agentschap.example") == party_class::consultant);
    CHECK(class_of("nele.peeters@jeugdhulp-agentschap.example") == party_class::consultant);
    CHECK(class_of("wim.vos@jeugdhulp-agentschap.example") == party_class::agency);
    CHECK(class_of("jan.rechter@jeugdrechtbank.example") == party_class::court);
    CHECK_FALSE(directory->find(a_mailbox("helpdesk@jeugdhulp-agentschap.example")));
    CHECK_FALSE(directory->find(a_mailbox("els.verbeke@postvak.example")));
    CHECK(directory->find(a_mailbox("lieve.dewit@huisterlinde.example"))->may_read_personal);
    CHECK(directory->find(a_mailbox("wim.vos@jeugdhulp-agentschap.example"))->generic_mailbox ==
          "voorzieningenbeleid@jeugdhulp-agentschap.example");
    for (const auto* login : {"an", "lieve", "joris", "fatima", "griet", "karim", "wim"}) {
        INFO(login);
        CHECK(directory->authenticate(login, std::string{"welkom-"} + login));
        CHECK_FALSE(directory->authenticate(login, "welkom"));
    }
}
