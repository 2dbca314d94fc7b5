// A portal to look at: starts on a free port of loopback with HTTPS, prints one line of JSON (address, links), and runs
// until its standard input ends. The last code that was "mailed" stands in the file that the JSON names.
#include <iostream>

#include "config/policy_file.h"
#include "storage/shares/stopped_mail.h"
#include "tests/gateway/portal/an_explanation.h"
#include "tests/gateway/portal/portal_world.h"

using namespace sluis;
using namespace sluis::test;

namespace {

std::string seed(PortalWorld& world, const char* type, std::vector<shares::NewRecipient> recipients,
                 const std::vector<SeededDocument>& documents, const char* before, policy::Label label,
                 const char* dossier) {
    auto share = share_from_an();
    share.sender = "an@regenboog.example";
    share.type = type;
    share.label = label;
    share.dossier = dossier ? std::optional<std::string>{dossier} : std::nullopt;
    share.recipients = std::move(recipients);
    for (auto& one : share.recipients) one.explanation = an_explanation();
    return seed_share(world, share, documents, before).tokens[0];
}

/// A mail of An Claes that is held for two parents. @returns the path of her link
std::string seed_stopped(PortalWorld& world) {
    shares::NewStoppedMail mail;
    mail.message = "q-stopped";
    mail.organisation = "regenboog";
    mail.sender = mail.told = "an@regenboog.example";
    mail.accepted_at = world.relay.execute("select (clock_timestamp() - interval '2 hours')::text").text(0, 0);
    const auto link = shares::new_link(world.keys);
    mail.link_mac = link.mac;
    for (const auto* address : {"els.verbeke@postvak.example", "omer.verbeke@postvak.example"}) {
        shares::NewStoppedRecipient one;
        one.address = address;
        one.why = "rijksregisternummer 87.••.••-•••.23 (pagina 2); ontvanger: cliënt of context";
        one.advice = "direct";
        one.kinds = "Evolutieverslag";
        one.explanation = an_explanation();
        mail.recipients.push_back(one);
    }
    storage::postgres::Transaction transaction{world.relay};
    shares::insert_stopped_mail(transaction, mail);
    transaction.commit();
    return shares::stopped_link_path(link.token);
}

const char* const small_pdf =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 "
    "R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/"
    "BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 44>>stream\nBT /F1 18 Tf 40 100 Td (Handelingsplan) Tj "
    "ET\nendstream endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n";

/// What an organisation may have agreed on who sends what.
constexpr const char* agreements = R"(revision = "2026-11"
[group.directie]
members = { roles = ["organisation-administrator"] }
class.court.code = true
override = true

[group.administratie]
members = { roles = ["administrative-officer"], addresses = ["gust@otter.example"] }

[[rule]]
name = "personeelslijst-door-directie"
when = { type = ["personeelslijst", "ancienniteit"], class = ["agency", "facility"], not_group = ["directie"] }
then = "return"

[[rule]]
name = "rechtbank-op-proef"
when = { class = ["court"] }
then = "hold"
mode = "observe"
from = "2027-01-01"
)";

std::optional<policy::PolicySet> policies() {
    auto set = config::parse_policy(agreements, "policy.toml");
    return set ? std::optional{std::move(*set)} : std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: portal_fixture CERTIFICATE KEY\n";
        return 2;
    }
    using enum policy::Label;
    PortalWorld world;
    world.outbox.folder = world.folder.path();
    world.services.policies = policies;
    const SeededDocument plan{"Handelingsplan Zoë 2026.pdf", "application/pdf", small_pdf, client_bound};
    const SeededDocument letter{"Brief aan de ouders.txt", "text/plain", std::string(4200, 'a'), client_bound};
    const SeededDocument sheet{
        "Overzicht met een heel lange bestandsnaam die niet op een regel past van september tot december.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::string(1'250'000, 'x'), client_bound};
    const auto guest = seed(world, "handelingsplan", {recipient("mia@gezin.example", "client")}, {plan, letter, sheet},
                            "2 days", client_bound, "D-2041");
    seed(world, "evolutieverslag",
         {recipient("gust@otter.example", "facility", "otter", "gust"),
          recipient("hanne@otter.example", "facility", "otter", "hanne")},
         {plan}, "28 days", client_bound, "D-2041");
    SeededDocument list{"Anciënniteit.pdf", "application/pdf", small_pdf, confidential};
    const auto member = seed(world, "ancienniteit", {recipient("gust@otter.example", "facility", "otter", "gust")},
                             {list}, "1 hour", confidential, nullptr);
    list.label = personal;
    seed(world, "loonfiche", {recipient("gust@otter.example", "facility", "otter", "gust")}, {list}, "3 hours",
         personal, nullptr);
    const auto withdrawn =
        seed(world, "verslag", {recipient("mia@gezin.example", "client")}, {plan}, "5 days", client_bound, "D-77");
    storage::postgres::Connection owner{world.database.conninfo()};
    owner.execute("update share set withdrawn_at = clock_timestamp() where type = 'verslag'");

    const auto stopped = seed_stopped(world);

    // The port is known once it listens, and the address must be known before: so it starts twice.
    world.settings.tls.certificate_file = argv[1];
    world.settings.tls.key_file = argv[2];
    world.settings.max_connections_per_address = 100;
    world.start();
    world.settings.listen.port = world.site->port();
    world.site.reset();
    world.settings.url = "https://localhost:" + std::to_string(world.settings.listen.port);
    world.start();
    std::cout << "{\"url\": \"" << world.settings.url << "\", \"guest\": \"/d/" << guest << "\", \"member\": \"/d/"
              << member << "\", \"stopped\": \"" << stopped << "\", \"withdrawn\": \"/d/" << withdrawn
              << "\", \"code\": \"" << (world.folder.path() / "code").string() << "\"}" << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
    }
    world.site->stop();
}
