#pragma once

#include "gateway/scan/report.h"

namespace sluis::scan {

inline constexpr std::uint64_t sample_size = 1000;

/// A multipart/mixed of a text and a multipart of two: "", "1", "2", "2.1", "2.2".
inline Report sample_report() {
    using mime::TransferEncoding;
    Report report;
    report.structure.entities = {
        {"",
         -1,
         false,
         {0, 100},
         {100, 1000},
         {{"from", {0, 20}}, {"subject", {20, 60}}},
         "multipart/mixed",
         "b1",
         TransferEncoding::identity},
        {"1", 0, true, {110, 130}, {130, 200}, {}, "text/plain", "", TransferEncoding::quoted_printable},
        {"2",
         0,
         false,
         {210, 260},
         {260, 900},
         {{"content-type", {210, 250}}},
         "multipart/related",
         "b2",
         TransferEncoding::identity},
        {"2.1", 2, true, {270, 300}, {300, 500}, {}, "text/html", "", TransferEncoding::identity},
        {"2.2", 2, true, {510, 550}, {550, 890}, {}, "application/pdf", "", TransferEncoding::base64},
    };
    report.structure.values = {{"sensitivity", "Private"}, {"x-sluis-label", "één"}};
    report.findings.subject = "Verslag [dossier:D-1]";
    report.findings.subject_evidence = {{"word.health", policy::Strength::weak, "onderwerp", "ve•••", std::nullopt}};
    report.findings.protection = policy::Protection::smime_signed;
    report.findings.sealed = true;
    report.findings.link_hosts = {"[2001:db8::1]", "overdracht.example"};
    policy::Document text{"1", policy::Role::body, "", "text/plain", 70, {}, std::nullopt, "", "regel een\nregel twee"};
    policy::Document html{"2.1", policy::Role::body, "", "text/html", 200, {}, std::nullopt, "", ""};
    policy::Document pdf{"2.2",
                         policy::Role::attachment,
                         "verslag é.pdf",
                         "application/pdf",
                         250,
                         {{"rrn", policy::Strength::certain, "pagina 2", "87.••.••-•••.23", 0U},
                          {"word.negative", policy::Strength::negative, "", "", 99'999U}},
                         policy::Unscannable::unreadable_picture,
                         "Evolutieverslag",
                         "Evolutieverslag\nOpgesteld door"};
    report.findings.documents = {text, html, pdf};
    report.candidates = {{match::Kind::national_number, "87041298723", 2, "pagina 2", 0U, false},
                         {match::Kind::name_birth, "ekstermans lore 1987-04-12", 2, "pagina 2", std::nullopt, false},
                         {match::Kind::name, "ekstermans lore", std::nullopt, "onderwerp", std::nullopt, false},
                         {match::Kind::email, "lore@post.example", 0, "", std::nullopt, true}};
    return report;
}

}  // namespace sluis::scan
