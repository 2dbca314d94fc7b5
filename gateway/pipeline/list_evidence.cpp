#include "gateway/pipeline/list_evidence.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "gateway/match/values.h"
#include "gateway/scan/bounds.h"

namespace sluis::pipeline {
namespace {

using match::Kind;
using policy::Strength;
using storage::lists::ListKind;

constexpr std::size_t most_pieces = 50;  // For one document: who else is on it changes no answer.

// What of one person stands in one document.
struct Mention {
    ListKind list = ListKind::clients;
    std::int32_t person = 0;
    std::vector<std::size_t> candidates;  // The kinds that say most first.
};

struct Kinds {
    std::array<bool, match::kinds> present{};
    bool rare_name = false;
    [[nodiscard]] bool has(Kind kind) const { return present[static_cast<std::size_t>(kind)]; }
};

Kinds kinds_of(const scan::Report& report, const std::vector<std::size_t>& candidates) {
    Kinds kinds;
    for (const auto index : candidates) {
        const auto& candidate = report.candidates[index];
        kinds.present[static_cast<std::size_t>(candidate.kind)] = true;
        if (candidate.kind == Kind::name && !match::is_common_name(candidate.value)) kinds.rare_name = true;
    }
    return kinds;
}

Strength strength_of(ListKind list, const Kinds& kinds) {
    if (kinds.has(Kind::national_number) || kinds.has(Kind::name_birth)) return Strength::certain;
    if (list == ListKind::staff) return Strength::weak;
    const bool second = kinds.has(Kind::email) || kinds.has(Kind::phone) || kinds.has(Kind::dossier);
    if (kinds.has(Kind::name) && second) return Strength::certain;
    if (kinds.has(Kind::initial) && second) return Strength::strong;
    if (kinds.rare_name || kinds.has(Kind::email) || kinds.has(Kind::phone)) return Strength::strong;
    return Strength::weak;
}

// "J. P." for "jan peeters": which of the two is the surname, nobody said.
std::string initials_of(std::string_view name) {
    std::string initials;
    bool begins = true;
    for (const char c : name) {
        if (c >= '0' && c <= '9') break;  // The date of birth.
        if (begins && c != ' ') {
            if (!initials.empty()) initials += ' ';
            initials += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            initials += '.';
        }
        begins = c == ' ';
    }
    return initials;
}

std::string masked(const scan::Candidate& candidate) {
    const auto& value = candidate.value;
    switch (candidate.kind) {
        case Kind::national_number:
            return value.substr(0, 2) + ".••.••-•••." + value.substr(9);
        case Kind::name_birth:
            return initials_of(value) + " °••/••/••••";
        case Kind::name:
        case Kind::initial:
            return initials_of(value);
        case Kind::dossier:
            return "dossier ••••";
        case Kind::email:
            return "•••@•••";
        case Kind::phone:
            return "telefoon ••••";
    }
    return "•••";
}

std::string masked_mention(const scan::Report& report, const Mention& mention) {
    std::string text;
    Kinds told;
    for (const auto index : mention.candidates) {
        const auto& candidate = report.candidates[index];
        const bool name_told = told.has(Kind::name_birth) || told.has(Kind::name);
        const bool is_name = candidate.kind == Kind::name || candidate.kind == Kind::initial;
        if (told.has(candidate.kind) || (is_name && name_told)) continue;
        told.present[static_cast<std::size_t>(candidate.kind)] = true;
        text += (text.empty() ? "" : " + ") + masked(candidate);
    }
    return text;
}

// The findings' ordinals: that of a number is the scan's own, so that a number and a name of one person are one.
class Ordinals {
public:
    Ordinals(const scan::Report& report, const std::vector<Recognised>& recognised) {
        const auto take = [&](const std::optional<std::uint32_t>& person) {
            if (person) next_ = std::max(next_, *person + 1);
        };
        for (const auto& piece : report.findings.subject_evidence) take(piece.person);
        for (const auto& document : report.findings.documents) {
            for (const auto& piece : document.evidence) take(piece.person);
        }
        for (const auto& candidate : report.candidates) take(candidate.person);
        for (const auto& one : recognised) {
            const auto& person = report.candidates[one.candidate].person;
            if (person) known_.emplace(std::pair{one.list, one.person}, *person);
        }
    }

    std::optional<std::uint32_t> of(ListKind list, std::int32_t person) {
        const auto [known, fresh] = known_.emplace(std::pair{list, person}, next_);
        if (fresh) ++next_;
        return known->second < scan::bounds::persons ? std::optional{known->second} : std::nullopt;
    }

private:
    std::map<std::pair<ListKind, std::int32_t>, std::uint32_t> known_;
    std::uint32_t next_ = 0;
};

using DocumentKey = std::optional<std::uint32_t>;

policy::Evidence evidence_of(const scan::Report& report, const Mention& mention, Ordinals& ordinals) {
    const auto kinds = kinds_of(report, mention.candidates);
    policy::Evidence evidence;
    evidence.strength = strength_of(mention.list, kinds);
    evidence.place = report.candidates[mention.candidates.front()].place;
    const bool firm = evidence.strength >= Strength::strong;
    if (mention.list == ListKind::staff) {
        evidence.detector = "list.staff";
        // Colleagues are named in every other mail: however many there are, they are one weak piece.
        evidence.masked = firm ? masked_mention(report, mention) : "personeelslid";
    } else {
        const bool dossier_alone = !firm && kinds.has(Kind::dossier);
        evidence.detector = dossier_alone ? "list.client.dossier" : "list.client";
        evidence.masked = masked_mention(report, mention);
    }
    if (firm || mention.list == ListKind::clients) evidence.person = ordinals.of(mention.list, mention.person);
    return evidence;
}

// Persons of whom most is said come first; a value that was theirs is nobody else's.
std::vector<Mention> distinct_persons(const scan::Report& report, std::vector<Mention> mentions) {
    const auto rank_of = [&](const Mention& mention) {
        return std::tuple{mention.list == ListKind::clients ? 0 : 1,
                          -static_cast<int>(strength_of(mention.list, kinds_of(report, mention.candidates))),
                          -static_cast<int>(mention.candidates.size()), mention.person};
    };
    std::vector<std::pair<decltype(rank_of(mentions.front())), std::size_t>> ranks;
    for (std::size_t i = 0; i < mentions.size(); ++i) ranks.emplace_back(rank_of(mentions[i]), i);
    std::sort(ranks.begin(), ranks.end());
    std::set<std::pair<ListKind, std::size_t>> taken;
    std::vector<Mention> distinct;
    for (const auto& [rank, index] : ranks) {
        auto& mention = mentions[index];
        std::erase_if(mention.candidates, [&](std::size_t candidate) {
            return taken.contains({mention.list, candidate});
        });
        if (mention.candidates.empty()) continue;
        for (const auto candidate : mention.candidates) taken.emplace(mention.list, candidate);
        distinct.push_back(std::move(mention));
    }
    return distinct;
}

void add(std::vector<policy::Evidence>& to, policy::Evidence evidence) {
    const bool known = std::any_of(to.begin(), to.end(), [&](const auto& other) {
        return other.detector == evidence.detector && other.masked == evidence.masked &&
               other.person == evidence.person;
    });
    if (!known) to.push_back(std::move(evidence));
}

}  // namespace

void add_list_evidence(scan::Report& report, const std::vector<Recognised>& recognised) {
    Ordinals ordinals{report, recognised};
    std::map<DocumentKey, std::map<std::pair<ListKind, std::int32_t>, Mention>> found;
    for (const auto& one : recognised) {
        auto& mention = found[report.candidates[one.candidate].document][{one.list, one.person}];
        mention.list = one.list;
        mention.person = one.person;
        mention.candidates.push_back(one.candidate);
    }
    for (auto& [document, persons] : found) {
        std::vector<Mention> mentions;
        for (auto& [who, mention] : persons) {
            std::sort(mention.candidates.begin(), mention.candidates.end(), [&](std::size_t a, std::size_t b) {
                return std::tuple{report.candidates[a].kind, a} < std::tuple{report.candidates[b].kind, b};
            });
            mentions.push_back(std::move(mention));
        }
        auto& evidence = document ? report.findings.documents.at(*document).evidence : report.findings.subject_evidence;
        std::size_t pieces = 0;
        for (const auto& mention : distinct_persons(report, std::move(mentions))) {
            if (pieces++ == most_pieces) break;
            add(evidence, evidence_of(report, mention, ordinals));
        }
    }
}

}  // namespace sluis::pipeline
