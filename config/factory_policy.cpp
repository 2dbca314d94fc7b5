#include "config/policy_file.h"

namespace sluis::config {
namespace {

using policy::ClassRule;
using policy::DocumentType;
using policy::Label;
using policy::Outcome;
namespace party_class = policy::party_class;

ClassRule share(const char* klass, const char* name) {
    ClassRule rule;
    rule.klass = klass;
    rule.name = name;
    return rule;
}

void add_classes(policy::Policy& policy) {
    auto own = share(party_class::own, "eigen organisatie");
    own.pass_internal_route = true;
    auto agency = share(party_class::agency, "agentschap");
    agency.notify_generic = true;
    auto court = share(party_class::court, "jeugdrechter of parket");
    court.code_required = true;
    auto client = share(party_class::client, "cliënt of context");
    client.on_personal = client.on_unscannable = Outcome::hold;
    client.code_required = true;
    client.advice = "direct";
    auto helpdesk = share(party_class::helpdesk, "helpdesk");
    helpdesk.on_personal = Outcome::return_to_sender;
    helpdesk.on_weak = Outcome::share;
    helpdesk.dossier_number_counts = false;
    helpdesk.advice = "anonymous";
    auto unknown = share(party_class::unknown, "onbekende ontvanger");
    unknown.code_required = true;
    for (auto& rule :
         {own, share(party_class::facility, "andere voorziening"),
          share(party_class::community_institution, "gemeenschapsinstelling"),
          share(party_class::consultant, "consulent (OCJ, SDJ, VK)"), agency, court, client, helpdesk, unknown}) {
        policy.classes.emplace(rule.klass, rule);
    }
}

DocumentType type(const char* id, const char* name, Label label, std::vector<std::string> words) {
    DocumentType type;
    type.id = id;
    type.name = name;
    type.label = label;
    type.words = std::move(words);
    return type;
}

// Words are compared at word starts without diacritics, and a hyphen is a blank: "handelings plan" is also
// "Handelings-plannen". Words of nine letters or more are found with one letter wrong, so no typing errors stand here.
void add_client_bound_types(std::vector<DocumentType>& types) {
    constexpr auto label = Label::client_bound;
    types.push_back(type("handelingsplan", "Handelingsplan", label,
                         {"handelingsplan", "handelings plan", "hulpverleningsplan", "begeleidingsplan",
                          "plan d'accompagnement", "projet éducatif"}));
    types.push_back(type("groeiplan", "Groeiplan", label, {"groeiplan", "groei plan", "plan de croissance"}));
    types.push_back(type("evolutieverslag", "Evolutieverslag", label,
                         {"evolutieverslag", "evolutie verslag", "evolutierapport", "evolutie rapport", "evo verslag",
                          "verslag evolutie", "rapport d'évolution"}));
    types.push_back(
        type("observatieverslag", "Observatie- of diagnostisch verslag", label,
             {"observatieverslag", "observatie verslag", "observatierapport", "diagnostisch verslag",
              "diagnostisch rapport", "diagnostiekverslag", "rapport d'observation", "bilan diagnostique"}));
    types.push_back(type("a-document", "A-document", label, {"a-document", "adocument", "a doc"}));
    types.push_back(type("m-document", "M-document", label, {"m-document", "mdocument", "m doc"}));
    types.push_back(type("indicatiestelling", "Indicatiestelling", label,
                         {"indicatiestelling", "indicatie stelling", "isv verslag"}));
    types.push_back(type("maatschappelijk-onderzoek", "Maatschappelijk onderzoek", label,
                         {"maatschappelijk onderzoek", "maatschappelijk verslag", "sociaal onderzoek",
                          "sociaal verslag", "enquête sociale", "rapport social"}));
    types.push_back(type("gerechtelijk-stuk", "Beschikking, vonnis of vordering", label,
                         {"vonnis", "beschikking jeugdrechter", "beschikking jeugdrechtbank",
                          "gerechtelijke beschikking", "beschikking van de jeugdrechter", "vordering parket",
                          "vordering van het parket", "jugement", "ordonnance du juge", "ordonnance du tribunal"}));
    types.push_back(type("bijzondere-kosten", "Bijzondere kosten", label,
                         {"bijzondere kost", "bijzondere onkost", "bijz kosten", "bijz. onkosten", "buitengewone kost",
                          "frais spéciaux", "frais particuliers"}));
    auto incident =
        type("ernstige-gebeurtenis", "Melding ernstige gebeurtenis", label,
             {"ernstige gebeurtenis", "ernstig incident", "ernstige feiten", "incidentmelding", "melding incident",
              "incidentverslag", "incident verslag", "incidentrapport", "événement grave", "incident grave"});
    incident.counts_persons = true;
    types.push_back(incident);
    types.push_back(type("tijdslijn", "Tijdslijn", label, {"tijdslijn", "tijdlijn", "tijds lijn", "ligne du temps"}));
    types.push_back(
        type("intakeverslag", "Intakeverslag", label,
             {"intakeverslag", "intake verslag", "verslag intake", "intakeformulier", "rapport d'admission"}));
    types.push_back(type("crisisverslag", "Crisisverslag", label,
                         {"crisisverslag", "crisis verslag", "verslag crisis", "rapport de crise"}));
    auto report = type("verslag", "Verslag", label, {"verslag", "rapport"});
    report.general = true;
    types.push_back(report);
}

void add_confidential_types(std::vector<DocumentType>& types) {
    constexpr auto label = Label::confidential;
    types.push_back(type("personeelslijst", "Listing personeel", label,
                         {"listing personeel", "lijst personeel", "personeelslijst", "personeels lijst",
                          "personeelslisting", "listing van het personeel", "lijst van het personeel",
                          "personeelsoverzicht", "overzicht personeel", "personeelsbestand", "liste du personnel"}));
    types.push_back(type("ancienniteit", "Anciënniteit", label, {"anciënniteit", "ancienneté", "dienstjaren"}));
    types.push_back(type("groeipakket", "Groeipakket", label,
                         {"groeipakket", "groei pakket", "kinderbijslag", "allocations familiales"}));
    types.push_back(type("zakgeld", "Overzicht zakgeld", label,
                         {"zakgeld", "zak geld", "vrij besteedbaar bedrag", "argent de poche"}));
    types.push_back(type("verblijfssubsidie", "Verblijfssubsidie", label, {"verblijfssubsidie", "verblijfs subsidie"}));
    types.push_back(
        type("pleegzorgvergoeding", "Vergoeding pleegzorgers", label,
             {"onkostenvergoeding pleegzorg", "onkostenvergoeding pleegouder", "vergoeding pleegzorg",
              "vergoeding pleegouder", "vergoeding voor pleegzorg", "vergoeding van pleegzorg", "pleegzorgvergoeding",
              "pleegvergoeding", "indemnité famille d'accueil", "indemnités famille d'accueil"}));
    types.push_back(type("loonfiche", "Loonfiche", label,
                         {"loonfiche", "loonbrief", "loonstrook", "fiche de paie", "fiche de salaire"}));
    types.push_back(type("arbeidsovereenkomst", "Arbeidsovereenkomst", label,
                         {"arbeidsovereenkomst", "arbeids overeenkomst", "arbeidscontract", "contrat de travail"}));
    types.push_back(type("afwezigheidsattest", "Verlof- of ziekteattest", label,
                         {"verlofattest", "verlof attest", "ziekteattest", "ziekte attest", "ziektebriefje",
                          "attest van arbeidsongeschiktheid", "certificat d'incapacité de travail"}));
}

}  // namespace

policy::Policy factory_policy() {
    policy::Policy policy;
    policy.version = "factory-1";
    add_classes(policy);
    add_client_bound_types(policy.types);
    add_confidential_types(policy.types);
    policy.consumer_domains = {"aol.com",        "belgacom.net",   "gmail.com",   "gmx.com",    "gmx.net",
                               "googlemail.com", "hotmail.be",     "hotmail.com", "icloud.com", "live.be",
                               "live.com",       "mac.com",        "mail.com",    "me.com",     "msn.com",
                               "outlook.be",     "outlook.com",    "pandora.be",  "pm.me",      "proton.me",
                               "proximus.be",    "protonmail.com", "scarlet.be",  "skynet.be",  "telenet.be",
                               "voo.be",         "yahoo.com",      "yahoo.fr",    "ymail.com"};
    // Hosts where files are put for others. Not those of an organisation's own tenant (sharepoint.com), nor forms
    // (docs.google.com).
    policy.banned_links = {"1drv.ms",
                           "blob.core.windows.net",
                           "box.com",
                           "db.tt",
                           "drive.google.com",
                           "dropbox.com",
                           "dropboxusercontent.com",
                           "filemail.com",
                           "fromsmash.com",
                           "issuu.com",
                           "mediafire.com",
                           "mega.nz",
                           "onedrive.live.com",
                           "sendgb.com",
                           "sendspace.com",
                           "swisstransfer.com",
                           "transfernow.net",
                           "we.tl",
                           "wetransfer.com"};
    return policy;
}

}  // namespace sluis::config
