#include "gateway/pipeline/list_match.h"

#include <algorithm>
#include <array>
#include <set>

#include "gateway/match/values.h"
#include "gateway/mime/header.h"
#include "gateway/pipeline/list_evidence.h"

namespace sluis::pipeline {
namespace {

using match::Kind;
using storage::lists::Hit;
using storage::lists::ListKind;
using storage::lists::Question;

constexpr std::size_t most_correspondents = 500;
constexpr std::array<std::string_view, 5> of_correspondents{"from", "sender", "reply-to", "to", "cc"};

using Value = std::pair<Kind, std::string>;

void add_name(std::set<Value>& values, std::string_view display_name) {
    const auto names = match::names_of("", display_name);
    for (const auto& name : names.full) {
        values.emplace(Kind::name, name);
        // Which half is the given name, nobody says: "J. Peeters" and "P. Jan" are both them.
        const auto blank = name.find(' ');
        const auto first = name.substr(0, blank), second = name.substr(blank + 1);
        values.emplace(Kind::initial, match::initial_of(first, second));
        values.emplace(Kind::initial, match::initial_of(second, first));
    }
}

/// By what the correspondents are named: their addresses and display names.
std::set<Value> values_of_correspondents(const scan::Report& report, const mail::Envelope& envelope) {
    std::set<Value> values;
    const auto add_address = [&](std::string_view address) {
        if (auto value = match::email(address)) values.emplace(Kind::email, std::move(*value));
    };
    if (!envelope.reverse_path.is_null()) add_address(envelope.reverse_path.mailbox().text());
    for (const auto& path : envelope.forward_paths) add_address(path.text());
    for (const auto& [name, value] : report.structure.values) {
        if (std::find(of_correspondents.begin(), of_correspondents.end(), name) == of_correspondents.end()) continue;
        for (const auto& address : mime::parse_addresses(value, most_correspondents)) {
            add_address(address.address);
            add_name(values, address.name);
        }
    }
    return values;
}

bool identifies(Kind kind) {
    return kind == Kind::national_number || kind == Kind::name_birth;
}

/// What is left of the hits once contact data of the correspondents is out.
std::vector<Recognised> recognised(const scan::Report& report, const std::set<Value>& correspondents,
                                   const std::vector<Hit>& hits) {
    std::set<std::int32_t> corresponding_staff;
    for (const auto& hit : hits) {
        if (hit.question >= report.candidates.size() && hit.list == ListKind::staff)
            corresponding_staff.insert(hit.person);
    }
    std::vector<Recognised> left;
    for (const auto& hit : hits) {
        if (hit.question >= report.candidates.size()) continue;
        const auto& candidate = report.candidates[hit.question];
        if (!identifies(candidate.kind)) {
            if (correspondents.contains({candidate.kind, candidate.value})) continue;
            const bool staff = hit.list == ListKind::staff;
            if (staff && (candidate.in_signature || corresponding_staff.contains(hit.person))) continue;
        }
        left.push_back({hit.question, hit.list, hit.person});
    }
    return left;
}

// Of which documents candidates are missing is not known: one may have lost all of its own to another's.
void mark_cut(scan::Report& report) {
    for (auto& document : report.findings.documents) {
        const bool small = document.role == policy::Role::signature || document.role == policy::Role::signature_picture;
        if (!small && !document.unscannable) document.unscannable = policy::Unscannable::too_large;
    }
}

}  // namespace

void match_lists(storage::lists::ListLookup& lists, const std::string& organisation, const mail::Envelope& envelope,
                 scan::Report& report) {
    const auto correspondents = values_of_correspondents(report, envelope);
    std::vector<Question> questions;
    questions.reserve(report.candidates.size() + correspondents.size());
    for (const auto& candidate : report.candidates) questions.push_back({candidate.kind, candidate.value});
    // Behind the candidates: which members of staff are correspondents.
    for (const auto& [kind, value] : correspondents) {
        if (kind != Kind::initial) questions.push_back({kind, value});
    }
    add_list_evidence(report, recognised(report, correspondents, lists.look_up(organisation, questions)));
    if (report.candidates_cut) mark_cut(report);
    report.candidates.clear();
}

}  // namespace sluis::pipeline
