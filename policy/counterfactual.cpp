#include "policy/counterfactual.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "policy/counterfactual_words.h"
#include "policy/word_table.h"
#include "policy/wording.h"

namespace sluis::policy {
namespace {

constexpr WordTable<Change, 7> changes{{{Change::without_document, "without-document"},
                                        {Change::without_evidence, "without-evidence"},
                                        {Change::readable_document, "readable-document"},
                                        {Change::other_class, "other-class"},
                                        {Change::with_dossier, "with-dossier"},
                                        {Change::without_directive, "without-directive"},
                                        {Change::with_directive, "with-directive"}}};

constexpr std::size_t max_tried_documents = 16;
constexpr std::size_t max_tried_evidence = 16;
constexpr std::size_t max_tried_classes = 24;
// A mail with ten weak pieces changes with each of them: three say it.
constexpr std::size_t max_told_evidence = 3;

/// What asking decide() once looks at.
std::size_t cost_of(const Findings& findings) {
    constexpr std::size_t least = 32;
    return std::accumulate(findings.documents.begin(), findings.documents.end(),
                           least + findings.documents.size() + findings.subject_evidence.size(),
                           [](std::size_t sum, const Document& document) { return sum + document.evidence.size(); });
}

/// Asks decide() for one recipient, time after time, with one thing changed, and keeps what changes the answer.
class Trial {
public:
    /// @param tries  how often it may ask
    Trial(const Policy& policy, const Party& sender, const Directives& directives, const Findings& findings,
          const Party& recipient, const Decision& decision, std::size_t tries)
        : policy_{policy},
          sender_{sender},
          directives_{directives},
          findings_{findings},
          recipient_{recipient},
          decision_{decision},
          tries_{tries} {}

    void try_evidence();
    void try_documents();
    void try_directives();
    void try_classes();
    [[nodiscard]] std::vector<Counterfactual> found() { return std::move(found_); }
    [[nodiscard]] std::size_t tries() const { return tries_; }

private:
    /// Nothing when it has asked often enough.
    [[nodiscard]] std::optional<Decision> decide_with(const Directives& directives, const Findings& findings,
                                                      const Party& recipient) {
        if (tries_ == 0) return std::nullopt;
        --tries_;
        return decide(policy_, sender_, directives, findings, {recipient}).front();
    }
    [[nodiscard]] bool changes_it(const Decision& other) const {
        return other.outcome != decision_.outcome || label(other) != label(decision_);
    }
    [[nodiscard]] static std::optional<Label> label(const Decision& decision) {
        return decision.outcome == Outcome::share || decision.outcome == Outcome::hold ? decision.message_label
                                                                                       : std::nullopt;
    }
    void keep(Change change, std::string about, const std::string& condition, const std::optional<Decision>& other);
    void try_text();
    void try_without_piece(const std::vector<Evidence>& pieces, const std::string& condition);

    const Policy& policy_;
    const Party& sender_;
    const Directives& directives_;
    const Findings& findings_;
    const Party& recipient_;
    const Decision& decision_;
    std::size_t tries_;
    std::vector<Counterfactual> found_;
};

void Trial::keep(Change change, std::string about, const std::string& condition, const std::optional<Decision>& other) {
    if (!other || !changes_it(*other) || found_.size() >= max_counterfactuals) return;
    const auto new_label = label(*other);
    found_.push_back({change, std::move(about), other->outcome, new_label,
                      condition + ' ' + consequence_in_words(decision_, other->outcome, new_label) + '.'});
}

bool is_same(const Evidence& a, const Evidence& b) {
    return a.detector == b.detector && a.masked == b.masked;
}

void drop(std::vector<Evidence>& from, const std::vector<Evidence>& pieces) {
    std::erase_if(from, [&](const Evidence& piece) {
        return std::any_of(pieces.begin(), pieces.end(), [&](const auto& each) { return is_same(each, piece); });
    });
}

Findings without(Findings findings, const std::vector<Evidence>& pieces) {
    drop(findings.subject_evidence, pieces);
    for (auto& document : findings.documents) drop(document.evidence, pieces);
    return findings;
}

/// Distinct pieces that speak for personal data, over the whole message, the strongest first.
std::vector<Evidence> distinct_pieces(const Findings& findings) {
    std::vector<Evidence> pieces;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    const auto take = [&](const std::vector<Evidence>& evidence) {
        for (const auto& piece : evidence) {
            if (piece.strength == Strength::negative || !seen.emplace(piece.detector, piece.masked).second) continue;
            pieces.push_back(piece);
        }
    };
    for (const auto& document : findings.documents) take(document.evidence);
    take(findings.subject_evidence);
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Evidence& a, const Evidence& b) { return a.strength > b.strength; });
    return pieces;
}

void Trial::try_without_piece(const std::vector<Evidence>& pieces, const std::string& condition) {
    keep(Change::without_evidence, pieces.front().detector, condition,
         decide_with(directives_, without(findings_, pieces), recipient_));
}

void Trial::try_evidence() {
    const auto pieces = distinct_pieces(findings_);
    for (std::size_t i = 0; i < std::min(pieces.size(), max_tried_evidence); ++i) {
        if (found_.size() >= max_told_evidence || tries_ == 0) return;
        try_without_piece({pieces[i]}, "Zonder " + with_article(in_words(pieces[i])));
    }
    // Where each is one of several, all of a kind together may still decide.
    std::map<std::string_view, std::vector<Evidence>> kinds;
    for (const auto& piece : pieces) {
        if (kinds.size() < max_tried_evidence || kinds.contains(detector_in_words(piece.detector)))
            kinds[detector_in_words(piece.detector)].push_back(piece);
    }
    for (const auto& [kind, of_kind] : kinds) {
        if (of_kind.size() < 2 || found_.size() >= max_told_evidence || tries_ == 0) continue;
        try_without_piece(of_kind,
                          "Zonder deze gegevens (" + std::to_string(of_kind.size()) + " × " + std::string{kind} + ")");
    }
}

/// The subject and the bodies are weighed as one, so they are left out as one.
void Trial::try_text() {
    auto findings = findings_;
    findings.subject_evidence.clear();
    for (auto& document : findings.documents) {
        if (document.role == Role::body) document.evidence.clear();
    }
    keep(Change::without_document, "bericht", "Zonder de gegevens in het onderwerp en de tekst van de mail",
         decide_with(directives_, findings, recipient_));
}

void Trial::try_documents() {
    const auto has_text = [](const Document& each) { return each.role == Role::body && !each.evidence.empty(); };
    if (!findings_.subject_evidence.empty() ||
        std::any_of(findings_.documents.begin(), findings_.documents.end(), has_text)) {
        try_text();
    }
    std::size_t tried = 0;
    for (std::size_t i = 0; i < findings_.documents.size() && tried < max_tried_documents && tries_ > 0; ++i) {
        const auto& document = findings_.documents[i];
        if (document.evidence.empty() && !document.unscannable && document.role != Role::calendar) continue;
        const auto name = document_in_words(findings_, i);
        if (document.unscannable) {
            auto findings = findings_;
            findings.documents[i].unscannable.reset();
            findings.documents[i].encrypted_payload = false;
            ++tried;
            keep(Change::readable_document, document.part,
                 "Was " + name + " leesbaar geweest, zonder persoonsgegevens,",
                 decide_with(directives_, findings, recipient_));
        }
        // Without its only leaf there is no mail.
        if (document.role == Role::body || findings_.documents.size() < 2) continue;
        auto findings = findings_;
        findings.documents.erase(findings.documents.begin() + static_cast<std::ptrdiff_t>(i));
        ++tried;
        keep(Change::without_document, document.part, "Zonder " + name, decide_with(directives_, findings, recipient_));
    }
}

void Trial::try_directives() {
    const auto attempt = [this](Change change, const char* about, const std::string& condition, auto edit) {
        auto directives = directives_;
        edit(directives);
        keep(change, about, condition, decide_with(directives, findings_, recipient_));
    };
    if (directives_.confidential) {
        attempt(Change::without_directive, "vertrouwelijk", "Zonder [vertrouwelijk]",
                [](Directives& each) { each.confidential = false; });
    }
    if (directives_.personal) {
        attempt(Change::without_directive, "persoonlijk", "Zonder [persoonlijk]",
                [](Directives& each) { each.personal = false; });
    }
    if (directives_.sensitivity) {
        attempt(Change::without_directive, "sensitivity", "Zonder ‘privé’ of ‘vertrouwelijk’ in uw mailprogramma",
                [](Directives& each) { each.sensitivity = false; });
    }
    if (directives_.no_personal_data) {
        attempt(Change::without_directive, "geen-pg", "Zonder [geen-pg]",
                [](Directives& each) { each.no_personal_data.reset(); });
    }
    if (!directives_.dossier_fits.value_or(false)) {
        attempt(Change::with_dossier, "dossier", "Met een dossiernummer in het onderwerp ([dossier:…])",
                [](Directives& each) {
                    each.dossier = "";
                    each.dossier_fits = true;
                });
    }
    if (!directives_.confidential && !directives_.personal) {
        attempt(Change::with_directive, "vertrouwelijk", "Met [vertrouwelijk] in het onderwerp",
                [](Directives& each) { each.confidential = true; });
    }
}

void Trial::try_classes() {
    struct Group {
        Decision decision;
        std::vector<std::string> names;
        std::string about;
    };
    std::map<std::pair<Outcome, std::optional<Label>>, Group> groups;
    std::size_t tried = 0;
    for (const auto& [klass, rule] : policy_.classes) {
        if (klass == recipient_.klass || ++tried > max_tried_classes) continue;
        auto recipient = recipient_;
        recipient.klass = klass;
        recipient.internal_route = false;
        const auto other = decide_with(directives_, findings_, recipient);
        if (!other || !changes_it(*other)) continue;
        auto& group = groups.try_emplace({other->outcome, label(*other)}, Group{*other, {}, {}}).first->second;
        group.names.push_back(rule.name.empty() ? klass : rule.name);
        group.about += (group.about.empty() ? "" : ",") + klass;
    }
    for (const auto& [result, group] : groups) {
        keep(Change::other_class, group.about, "Voor een ontvanger van de soort " + any_of_in_words(group.names),
             group.decision);
    }
}

/// All of a recipient and of its decision that another answer could come from.
using Alike = std::tuple<PartyClass, std::vector<PartyClass>, std::string, bool, bool, Outcome, std::optional<Label>>;

Alike alike(const Policy& policy, const Party& recipient, const Decision& decision) {
    // Organisations differ only where a rule names one.
    const auto organisation = mail::ascii_lower(recipient.facts.organisation);
    const bool matters = std::any_of(policy.rules.begin(), policy.rules.end(),
                                     [&](const Rule& rule) { return rule.recipients.contains(organisation); });
    return {recipient.klass,          recipient.member_classes,          matters ? organisation : std::string{},
            recipient.internal_route, recipient.facts.may_read_personal, decision.outcome,
            decision.message_label};
}

}  // namespace

std::string_view to_string(Change change) {
    return word_of(changes, change);
}
std::optional<Change> change_from(std::string_view text) {
    return value_of(changes, text);
}

std::vector<std::vector<Counterfactual>> counterfactuals(const Policy& policy, const Party& sender,
                                                         const Directives& directives, const Findings& findings,
                                                         const std::vector<Party>& recipients,
                                                         const std::vector<Decision>& decisions) {
    std::map<Alike, std::vector<std::size_t>> kinds;
    for (std::size_t i = 0; i < decisions.size(); ++i) kinds[alike(policy, recipients[i], decisions[i])].push_back(i);
    std::vector<std::vector<Counterfactual>> all(decisions.size());
    auto tries = max_looked_at / cost_of(findings);
    auto left = kinds.size();
    for (const auto& [kind, members] : kinds) {
        const auto first = members.front();
        const auto share = (tries + left - 1) / left;
        if (share == 0) break;
        Trial trial{policy, sender, directives, findings, recipients[first], decisions[first], share};
        trial.try_evidence();
        trial.try_documents();
        trial.try_directives();
        trial.try_classes();
        tries -= share - trial.tries();
        --left;
        const auto found = trial.found();
        for (const auto member : members) all[member] = found;
    }
    return all;
}

const Counterfactual* within_reach(const std::vector<Counterfactual>& list, const Decision& decision) {
    const auto is_milder = [&](const Counterfactual& one) {
        return std::pair{one.outcome, one.label} < std::pair{decision.outcome, decision.message_label};
    };
    const auto found = std::find_if(list.begin(), list.end(), [&](const Counterfactual& one) {
        return one.change != Change::other_class && is_milder(one);
    });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace sluis::policy
