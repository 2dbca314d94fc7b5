#include <algorithm>

#include "gateway/scan/bounds.h"
#include "gateway/scan/report.h"
#include "gateway/scan/report_check.h"
#include "gateway/scan/text.h"
#include "gateway/scan/wire.h"

namespace sluis::scan {
namespace {

// The least octets that each thing takes in an answer: what a count is held against before anything is
// allocated.
constexpr std::size_t least_entity = 5 + 4 + 4 + 1 + 16 + 16 + 4 + 4 + 1 + 4;
constexpr std::size_t least_field = 4 + 16;
constexpr std::size_t least_value = 5 + 4 + 4;
constexpr std::size_t least_document = 5 + 4 + 1 + 4 + 4 + 8 + 4 + 1 + 4 + 4;
constexpr std::size_t least_candidate = 1 + 4 + 1 + 4 + 4 + 4 + 1;
constexpr std::size_t least_evidence = 4 + 1 + 4 + 4 + 4;
constexpr std::size_t least_host = 4 + 1;

template <class Enumeration>
Enumeration enumerator(Reader& from, Enumeration last) {
    const std::uint8_t value = from.u8();
    if (value > static_cast<std::uint8_t>(last)) from.refuse();
    return from.ok() ? static_cast<Enumeration>(value) : Enumeration{};
}

template <class Enumeration>
std::optional<Enumeration> optional_enumerator(Reader& from, Enumeration last) {
    const std::uint8_t value = from.u8();
    if (value > static_cast<std::uint8_t>(last) + 1) from.refuse();
    if (!from.ok() || value == 0) return std::nullopt;
    return static_cast<Enumeration>(value - 1);
}

constexpr auto last_unscannable = policy::Unscannable::unreadable_picture;

bool is_token(std::string_view text, std::string_view punctuation) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || punctuation.find(c) != std::string_view::npos;
    });
}

std::string plain(Reader& from, std::size_t limit, bool line_feeds = false) {
    const std::string_view text = from.text(limit);
    if (!is_plain_text(text, line_feeds)) from.refuse();
    return std::string{from.ok() ? text : std::string_view{}};
}

std::string lower_case(Reader& from, std::size_t limit) {
    std::string text = plain(from, limit);
    if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) from.refuse();
    return text;
}

mime::Range range(Reader& from) {
    const std::uint64_t begin = from.u64();
    const std::uint64_t end = from.u64();
    if (begin > end) from.refuse();
    return {begin, end};
}

std::string path(Reader& from) {
    const std::string_view text = from.text(bounds::path);
    if (text.find_first_not_of("0123456789.") != std::string_view::npos) from.refuse();
    return std::string{text};
}

mime::Entity entity(Reader from, Reader& answer, const mime::Limits& limits, std::size_t& fields_left) {
    mime::Entity entity;
    entity.path = path(from);
    const std::uint32_t parent = from.u32();
    if (parent > limits.max_parts) from.refuse();
    entity.parent = from.ok() ? static_cast<int>(parent) - 1 : -1;
    const std::uint8_t leaf = from.u8();
    if (leaf > 1) from.refuse();
    entity.is_leaf = leaf == 1;
    entity.header = range(from);
    entity.body = range(from);
    entity.media_type = lower_case(from, bounds::media_type);
    entity.boundary = plain(from, bounds::boundary);
    entity.encoding = enumerator(from, mime::TransferEncoding::quoted_printable);

    const std::uint32_t fields = from.count(std::min(limits.max_header_fields, fields_left), least_field);
    fields_left -= fields;
    entity.fields.reserve(fields);
    for (std::uint32_t i = 0; i < fields && from.ok(); ++i) {
        std::string name = lower_case(from, bounds::field_name);
        entity.fields.push_back({std::move(name), range(from)});
    }
    if (!from.at_end()) answer.refuse();
    return entity;
}

std::vector<policy::Evidence> evidence(Reader& from) {
    const std::uint32_t count = from.count(bounds::evidence, least_evidence);
    std::vector<policy::Evidence> all;
    all.reserve(count);
    for (std::uint32_t i = 0; i < count && from.ok(); ++i) {
        policy::Evidence one;
        one.detector = from.text(bounds::detector);
        if (one.detector.empty() || !is_token(one.detector, "._-")) from.refuse();
        one.strength = enumerator(from, policy::Strength::certain);
        one.place = plain(from, bounds::place);
        one.masked = plain(from, bounds::masked);
        const std::uint32_t person = from.u32();
        if (person > bounds::persons) from.refuse();
        if (person > 0) one.person = person - 1;
        all.push_back(std::move(one));
    }
    return all;
}

std::pair<std::string, std::string> value(Reader from, Reader& answer) {
    std::string name = lower_case(from, bounds::field_name);
    std::string text = plain(from, bounds::value);
    if (!from.at_end()) answer.refuse();
    return {std::move(name), std::move(text)};
}

std::vector<std::string> hosts(Reader& from) {
    const std::uint32_t count = from.count(bounds::link_hosts, least_host);
    std::vector<std::string> all;
    for (std::uint32_t i = 0; i < count && from.ok(); ++i) {
        std::string host{from.text(bounds::link_host)};
        if (!is_link_host(host) || (!all.empty() && host <= all.back())) from.refuse();
        all.push_back(std::move(host));
    }
    return all;
}

policy::Findings findings(Reader from, Reader& answer) {
    policy::Findings findings;
    findings.subject = plain(from, bounds::subject);
    findings.subject_evidence = evidence(from);
    findings.protection = enumerator(from, policy::Protection::pgp_encrypted);
    findings.unscannable = optional_enumerator(from, last_unscannable);
    const std::uint8_t sealed = from.u8();
    if (sealed > 1) from.refuse();
    findings.sealed = sealed == 1;
    findings.link_hosts = hosts(from);
    if (!from.at_end()) answer.refuse();
    return findings;
}

policy::Document document(Reader from, Reader& answer) {
    policy::Document document;
    document.part = path(from);
    document.role = enumerator(from, policy::Role::signature);
    document.file_name = plain(from, bounds::file_name);
    if (document.file_name.find_first_of("/\\") != std::string::npos) from.refuse();
    document.media_type = lower_case(from, bounds::media_type);
    document.size = from.u64();
    document.evidence = evidence(from);
    document.unscannable = optional_enumerator(from, last_unscannable);
    document.title = plain(from, bounds::title);
    document.head = plain(from, bounds::head, true);
    if (!from.at_end()) answer.refuse();
    return document;
}

std::vector<Candidate> candidates(Reader from, Reader& answer, std::uint32_t count, bool& cut) {
    const std::uint8_t was_cut = from.u8();
    if (was_cut > 1) from.refuse();
    cut = was_cut == 1;
    std::vector<Candidate> all;
    all.reserve(from.ok() ? count : 0);
    for (std::uint32_t i = 0; i < count && from.ok(); ++i) {
        Candidate one;
        one.kind = enumerator(from, match::last_kind);
        one.value = from.text(bounds::candidate);
        const std::uint32_t document = from.u32();
        if (document > 0) one.document = document - 1;
        one.place = plain(from, bounds::place);
        const std::uint32_t person = from.u32();
        if (person > bounds::persons) from.refuse();
        if (person > 0) one.person = person - 1;
        const std::uint8_t in_signature = from.u8();
        if (in_signature > 1) from.refuse();
        one.in_signature = in_signature == 1;
        all.push_back(std::move(one));
    }
    if (!from.at_end()) answer.refuse();
    return all;
}

struct Counts {
    std::uint32_t entities = 0;
    std::uint32_t values = 0;
    std::uint32_t documents = 0;
    std::uint32_t candidates = 0;
};

Counts counts(Reader& answer, std::size_t answer_size, const mime::Limits& limits) {
    Reader from = answer.record('C');
    const auto bounded = [&](std::size_t limit, std::size_t least) {
        const std::uint32_t count = from.u32();
        if (count > limit || count > answer_size / least) from.refuse();
        return count;
    };
    const Counts counts{bounded(limits.max_parts, least_entity), bounded(bounds::values, least_value),
                        bounded(limits.max_parts, least_document), bounded(bounds::candidates, least_candidate)};
    if (!from.at_end()) answer.refuse();
    return answer.ok() ? counts : Counts{};
}

}  // namespace

Result<Report> decode(std::string_view answer, std::uint64_t message_size, const mime::Limits& limits) {
    Reader from{answer};
    if (from.take(bounds::magic.size()) != bounds::magic) return failure("an answer of another format");

    const Counts count = counts(from, answer.size(), limits);
    Report report;
    report.structure.entities.reserve(count.entities);
    std::size_t fields_left = limits.max_kept_fields;
    for (std::uint32_t i = 0; i < count.entities && from.ok(); ++i)
        report.structure.entities.push_back(entity(from.record('E'), from, limits, fields_left));
    for (std::uint32_t i = 0; i < count.values && from.ok(); ++i)
        report.structure.values.push_back(value(from.record('V'), from));
    report.findings = findings(from.record('F'), from);
    report.findings.documents.reserve(count.documents);
    for (std::uint32_t i = 0; i < count.documents && from.ok(); ++i)
        report.findings.documents.push_back(document(from.record('D'), from));
    report.candidates = candidates(from.record('K'), from, count.candidates, report.candidates_cut);

    if (!from.at_end()) return failure("an answer out of form");
    if (const char* lie = lie_in(report.structure, message_size, limits)) return failure(lie);
    if (const char* lie = lie_in(report.findings, report.structure, message_size)) return failure(lie);
    if (const char* lie = lie_in(report.candidates, report.findings)) return failure(lie);
    return report;
}

}  // namespace sluis::scan
