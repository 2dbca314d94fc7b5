#include "gateway/scan/extract/analyse.h"

#include <libxml/parser.h>

#include <array>
#include <new>

#include "gateway/mail/mailbox.h"
#include "gateway/mime/second_opinion.h"
#include "gateway/scan/detect/proposals.h"
#include "gateway/scan/detect/words.h"
#include "gateway/scan/extract/archive.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/header_values.h"
#include "gateway/scan/extract/leaf.h"
#include "gateway/scan/extract/pdf_warm_up.h"
#include "gateway/scan/extract/protection.h"
#include "gateway/scan/ocr/engine.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

constexpr std::size_t max_value = 8192;
constexpr std::size_t max_values = 1000;
constexpr std::size_t max_file_name = 1000;
constexpr std::size_t max_media_type = 250;

// The fields that policy and the mails of Sluis read.
constexpr std::array<std::string_view, 22> read_fields{"sensitivity",
                                                       "auto-submitted",
                                                       "precedence",
                                                       "list-id",
                                                       "list-unsubscribe",
                                                       "x-auto-response-suppress",
                                                       "references",
                                                       "message-id",
                                                       "in-reply-to",
                                                       "from",
                                                       "sender",
                                                       "reply-to",
                                                       "to",
                                                       "cc",
                                                       "bcc",
                                                       "subject",
                                                       "date",
                                                       "importance",
                                                       "return-path",
                                                       "x-loop",
                                                       "x-autoreply",
                                                       "x-autorespond"};

// Other fields that tend to repeat a subject.
constexpr std::array<std::string_view, 4> subject_like{"thread-topic", "comments", "keywords", "x-subject"};

bool is_one_of(std::string_view name, const auto& names) {
    for (const auto known : names) {
        if (name == known) return true;
    }
    return false;
}

void read_header(std::string_view message, Report& report, People& people, Sink& subject) {
    const auto& root = report.structure.entities.front();
    mime::HeaderFields fields{mime::octets(message, root.header)};
    while (const auto field = fields.next()) {
        const auto name = mail::ascii_lower(field->name);
        if (name == "from" || name == "to" || name == "cc" || name == "sender" || name == "reply-to") {
            for (const auto& address : mime::parse_addresses(field->value, 500)) {
                people.add_correspondent(address.name);
                people.add_correspondent_address(address.address);
            }
        }
        const bool wanted = is_one_of(name, read_fields) || name.starts_with("x-sluis-");
        const bool like_subject = is_one_of(name, subject_like);
        if (!wanted && !like_subject) continue;
        const auto value = mime::decode_text(field->value);
        if (wanted && report.structure.values.size() < max_values)
            report.structure.values.emplace_back(name, clean(value, max_value));
        if (name == "subject") {
            if (report.findings.subject.empty()) report.findings.subject = clean(value, max_value);
            read_value("onderwerp", value, subject);
        } else if (like_subject) {
            read_value("kopregels", value, subject);
        }
    }
    for (const auto& entity : report.structure.entities) {
        if (&entity == &root || !entity.is_leaf) read_header_values(mime::octets(message, entity.header), subject);
    }
}

// A signed message in one piece is a container of its own: its text is searched, but it is not taken for read.
void read_opaque_signed(const Leaf& leaf, Sink& sink) {
    sink.unscannable(Unscannable::unknown_type);
    const auto begin = leaf.content().find("Content-Type:");
    if (begin != std::string_view::npos) read_nested_message(leaf.content().substr(begin), sink);
}

policy::Document read_document(std::string_view message, const mime::Structure& structure, const mime::Entity& entity,
                               Budget& budget, People& people, LinkHosts& links) {
    const auto leaf = open_leaf(message, entity, budget.mime);
    policy::Document document;
    document.part = entity.path;
    document.role = role_of(structure, leaf);
    document.file_name = clean(leaf.file_name, max_file_name);
    document.media_type = clean(entity.media_type, max_media_type);
    document.size = leaf.content().size();
    people.now_reads(document.role == policy::Role::body);
    if (people.proposals() != nullptr) people.proposals()->begin_document(document.role == policy::Role::body);
    Sink sink{budget, people};
    if (document.role == policy::Role::body) sink.gather_links(links);
    const bool cms = entity.media_type.ends_with("pkcs7-mime");
    if (cms && cms_of(leaf.content()) == Cms::signed_data) read_opaque_signed(leaf, sink);
    read_leaf(leaf, document.role, sink);
    // The message's own header belongs to its subject, also where the message is one leaf.
    if (entity.parent >= 0) read_header_values(leaf.header, sink);
    sink.finish(document);
    return document;
}

// Octets between the parts, which no client shows but which leave with the message: evidence of the message's text,
// which counts whatever documents there are.
void read_outside(std::string_view message, Report& report, Budget& budget, People& people) {
    Sink sink{budget, people};
    for (const auto& range : mime::outside_parts(report.structure))
        read_value("buiten de delen", mime::octets(message, range), sink);
    policy::Document found;
    sink.finish(found);
    auto& findings = report.findings;
    for (auto& evidence : found.evidence) {
        if (evidence.strength >= policy::Strength::strong) findings.subject_evidence.push_back(std::move(evidence));
    }
    if (!findings.unscannable) findings.unscannable = found.unscannable;
}

// What was taken for two persons and turned out to be one gets one ordinal.
void settle_persons(People& people, Report& report) {
    const auto ordinals = people.settled();
    const auto settle = [&](auto& pieces) {
        for (auto& piece : pieces) {
            if (piece.person && *piece.person < ordinals.size()) piece.person = ordinals[*piece.person];
        }
    };
    settle(report.findings.subject_evidence);
    for (auto& document : report.findings.documents) settle(document.evidence);
    settle(report.candidates);
}

Report analyse_reading(std::string_view message, mime::Reading reading, const AnalyseLimits& limits) {
    Budget budget{limits};
    Proposals proposals;
    People people;
    if (limits.propose) people.propose_to(proposals);
    Report report;
    const bool ambiguous = !mime::second_opinion(message, reading).empty();
    report.structure = std::move(reading.structure);
    if (ambiguous) report.findings.unscannable = Unscannable::ambiguous;

    Sink subject{budget, people};
    read_header(message, report, people, subject);
    policy::Document of_subject;
    subject.finish(of_subject);
    report.findings.subject_evidence = std::move(of_subject.evidence);
    // Before the documents, which may take all of the time and the text that the message may cost.
    read_outside(message, report, budget, people);

    LinkHosts links;
    report.findings.sealed = is_sealed(report.structure);
    report.findings.protection = protection_of(message, report.structure, limits.mime);
    for (const auto& entity : report.structure.entities) {
        if (!entity.is_leaf) continue;
        report.findings.documents.push_back(read_document(message, report.structure, entity, budget, people, links));
    }
    report.findings.link_hosts = links.take();
    proposals.finish(report, people);
    settle_persons(people, report);
    return report;
}

}  // namespace

void warm_up() {
    warm_up_without_pictures();
    warm_up_ocr();
}

void warm_up_without_pictures() {
    ::xmlInitParser();
    match::warm_up_fold();
    warm_up_words();
    warm_up_archive();
    warm_up_pdf();
    for (const auto* charset :
         {"utf-8",        "utf-16",       "utf-16le",    "utf-16be",     "utf-32",         "us-ascii",
          "iso-8859-1",   "iso-8859-2",   "iso-8859-15", "windows-1250", "windows-1251",   "windows-1252",
          "windows-1254", "windows-1256", "koi8-r",      "gb2312",       "gb18030",        "big5",
          "shift_jis",    "iso-2022-jp",  "euc-jp",      "euc-kr",       "ks_c_5601-1987", "utf-7",
          "macintosh",    "ibm850"}) {
        static_cast<void>(mime::to_utf8("warm", charset));
    }
    AnalyseLimits limits;
    static_cast<void>(
        analyse("Subject: =?utf-8?q?warm?=\r\nContent-Type: text/html\r\n\r\n<p>warm &eacute; "
                "https://w\u00e4rm.example/</p>\r\n",
                limits));
}

Report analyse(std::string_view message, const AnalyseLimits& limits) {
    try {
        auto reading = mime::read_message(message, limits.mime);
        if (!reading) {
            const bool deep = reading.error() == mime::ReadFailure::too_deep;
            return opaque(message.size(), deep ? Unscannable::too_deep : Unscannable::too_large);
        }
        return analyse_reading(message, *std::move(reading), limits);
    } catch (const std::bad_alloc&) {
        return opaque(message.size(), Unscannable::too_large);
    } catch (const std::exception&) {
        return opaque(message.size(), Unscannable::broken);
    }
}

}  // namespace sluis::scan
