#include "gateway/scan/report.h"

#include <algorithm>

#include "gateway/scan/bounds.h"
#include "gateway/scan/text.h"
#include "gateway/scan/wire.h"

// The answer: the magic, then records in this order, nothing after them. A record is its tag (one octet), its
// body's length (u32), its body. Integers are little-endian; a text is its length (u32) and its octets; a
// list is its count (u32) and its items; an optional is an enumerator plus one, 0 for none.
//
//   'C'  counts      u32 entities, u32 values, u32 documents, u32 candidates
//   'E'  entity      path, u32 parent + 1, u8 leaf, header, body, media type, boundary, u8 encoding,
//                    fields (name, range)                                           once per entity
//   'V'  value       name, value                                                    once per value
//   'F'  findings    subject, evidence, u8 protection, optional unscannable, u8 sealed, hosts
//   'D'  document    part, u8 role, file name, media type, u64 size, evidence, optional unscannable, title,
//   head
//                                                                                   once per document
//   'K'  candidates  u8 cut, list of: u8 kind, value, u32 document + 1, place, u32 person + 1, u8 in signature
//   A range is u64 begin, u64 end. Evidence is detector, u8 strength, place, masked, u32 person + 1.

namespace sluis::scan {
namespace {

template <class Enumeration>
std::uint8_t number(Enumeration value) {
    return static_cast<std::uint8_t>(value);
}

template <class Enumeration>
std::uint8_t number(const std::optional<Enumeration>& value) {
    return value ? static_cast<std::uint8_t>(number(*value) + 1) : std::uint8_t{0};
}

std::uint32_t count_of(std::size_t size) {
    return static_cast<std::uint32_t>(size);
}

void write(Writer& to, const mime::Range& range) {
    to.u64(range.begin);
    to.u64(range.end);
}

void write_record(Writer& to, char tag, const Writer& body) {
    to.u8(static_cast<std::uint8_t>(tag));
    to.text(body.bytes());
}

std::string lower_case(std::string_view text, std::size_t limit) {
    std::string lower = plain_text(text, limit);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

Writer body_of(const mime::Entity& entity) {
    Writer to;
    to.text(entity.path);
    to.u32(static_cast<std::uint32_t>(entity.parent + 1));
    to.u8(entity.is_leaf ? 1 : 0);
    write(to, entity.header);
    write(to, entity.body);
    to.text(lower_case(entity.media_type, bounds::media_type));
    to.text(entity.boundary);
    to.u8(number(entity.encoding));
    to.u32(count_of(entity.fields.size()));
    for (const auto& field : entity.fields) {
        to.text(lower_case(field.name, bounds::field_name));
        write(to, field.range);
    }
    return to;
}

// The strongest come first where not all can go, so that cutting never turns a yes into a no.
void write_evidence(Writer& to, const std::vector<policy::Evidence>& all) {
    std::vector<const policy::Evidence*> chosen;
    chosen.reserve(all.size());
    for (const auto& one : all) chosen.push_back(&one);
    if (chosen.size() > bounds::evidence) {
        std::stable_sort(chosen.begin(), chosen.end(),
                         [](const auto* a, const auto* b) { return a->strength > b->strength; });
        chosen.resize(bounds::evidence);
    }
    to.u32(count_of(chosen.size()));
    for (const auto* one : chosen) {
        to.text(plain_text(one->detector, bounds::detector));
        to.u8(number(one->strength));
        to.text(plain_text(one->place, bounds::place));
        to.text(plain_text(one->masked, bounds::masked));
        to.u32(one->person ? std::min(*one->person, bounds::persons - 1) + 1 : 0);
    }
}

std::string plain_file_name(std::string_view name) {
    std::string plain = plain_text(name, bounds::file_name);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '/' || c == '\\'; }, '_');
    return plain;
}

Writer body_of(const policy::Document& document) {
    Writer to;
    to.text(document.part);
    to.u8(number(document.role));
    to.text(plain_file_name(document.file_name));
    to.text(lower_case(document.media_type, bounds::media_type));
    to.u64(document.size);
    write_evidence(to, document.evidence);
    to.u8(number(document.unscannable));
    to.text(plain_text(document.title, bounds::title));
    to.text(plain_text(document.head, bounds::head, true));
    return to;
}

// In their order and each once, so that an answer has one spelling.
void write_hosts(Writer& to, std::vector<std::string> hosts) {
    std::sort(hosts.begin(), hosts.end());
    hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
    hosts.erase(std::remove_if(hosts.begin(), hosts.end(), [](const auto& host) { return !is_link_host(host); }),
                hosts.end());
    if (hosts.size() > bounds::link_hosts) hosts.resize(bounds::link_hosts);
    to.u32(count_of(hosts.size()));
    for (const auto& host : hosts) to.text(host);
}

// The kinds that say most come first where not all can go, each kind in the order it was found.
std::vector<const Candidate*> chosen(const std::vector<Candidate>& all, bool& cut) {
    std::vector<const Candidate*> chosen;
    chosen.reserve(all.size());
    for (const auto& one : all) chosen.push_back(&one);
    const auto says_more = [](const auto* a, const auto* b) { return a->kind < b->kind; };
    if (!std::is_sorted(chosen.begin(), chosen.end(), says_more))
        std::stable_sort(chosen.begin(), chosen.end(), says_more);
    if (chosen.size() > bounds::candidates) {
        cut = cut || match::says_much(chosen[bounds::candidates]->kind);
        chosen.resize(bounds::candidates);
    }
    return chosen;
}

Writer body_of(const std::vector<const Candidate*>& candidates, bool cut) {
    Writer to;
    to.u8(cut ? 1 : 0);
    for (const auto* one : candidates) {
        to.u8(number(one->kind));
        to.text(one->value);
        to.u32(one->document ? *one->document + 1 : 0);
        to.text(plain_text(one->place, bounds::place));
        to.u32(one->person ? std::min(*one->person, bounds::persons - 1) + 1 : 0);
        to.u8(one->in_signature ? 1 : 0);
    }
    return to;
}

Writer body_of(const policy::Findings& findings) {
    Writer to;
    to.text(plain_text(findings.subject, bounds::subject));
    write_evidence(to, findings.subject_evidence);
    to.u8(number(findings.protection));
    to.u8(number(findings.unscannable));
    to.u8(findings.sealed ? 1 : 0);
    write_hosts(to, findings.link_hosts);
    return to;
}

}  // namespace

std::string encode(const Report& report) {
    Writer to;
    to.raw(bounds::magic);

    bool cut = report.candidates_cut;
    const auto candidates = chosen(report.candidates, cut);
    Writer counts;
    counts.u32(count_of(report.structure.entities.size()));
    counts.u32(count_of(report.structure.values.size()));
    counts.u32(count_of(report.findings.documents.size()));
    counts.u32(count_of(candidates.size()));
    write_record(to, 'C', counts);

    for (const auto& entity : report.structure.entities) write_record(to, 'E', body_of(entity));
    for (const auto& [name, value] : report.structure.values) {
        Writer pair;
        pair.text(lower_case(name, bounds::field_name));
        pair.text(plain_text(value, bounds::value));
        write_record(to, 'V', pair);
    }
    write_record(to, 'F', body_of(report.findings));
    for (const auto& document : report.findings.documents) write_record(to, 'D', body_of(document));
    write_record(to, 'K', body_of(candidates, cut));
    return to.bytes();
}

Report opaque(std::uint64_t message_size, policy::Unscannable reason) {
    mime::Entity whole;
    whole.body = {0, message_size};
    whole.media_type = "application/octet-stream";

    policy::Document document;
    document.media_type = "message/rfc822";
    document.size = message_size;
    document.unscannable = reason;

    Report report;
    report.structure.entities.push_back(std::move(whole));
    report.findings.documents.push_back(std::move(document));
    report.findings.unscannable = reason;
    return report;
}

}  // namespace sluis::scan
