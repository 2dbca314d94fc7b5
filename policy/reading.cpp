#include "policy/reading.h"

#include <re2/re2.h>

#include <algorithm>

#include "policy/topics.h"
#include "policy/wording.h"

namespace sluis::policy {
namespace {

constexpr std::size_t max_dossier = 64;

/// A dossier number fits when it is the pattern as a whole. A pattern that is none fits nothing.
bool fits(const std::string& pattern, const std::string& dossier) {
    if (dossier.empty() || dossier.size() > max_dossier) return false;
    if (pattern.empty()) return true;
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 expression{pattern, options};
    return expression.ok() && RE2::FullMatch(dossier, expression);
}

/// What the sender's directives come to, after the policy's limits on them.
struct Wishes {
    bool word = false;                   ///< Makes a no into a yes.
    bool overridden = false;             ///< Makes a yes into a no.
    std::optional<Label> label;          ///< At least this, where Q1 is yes.
    const DocumentType* type = nullptr;  ///< What the sender says the document is.
};

bool may_send_personal(const Policy& policy, const Party& sender) {
    return policy.personal_senders.contains(sender.klass) ||
           policy.personal_senders.contains(sender.facts.organisation_class);
}

bool has_certain_evidence(const Findings& findings) {
    return weigh(findings.subject_evidence).certain ||
           std::any_of(findings.documents.begin(), findings.documents.end(),
                       [](const Document& document) { return weigh(document.evidence).certain; });
}

/// Why [geen-pg] has no force: a warning's identifier and the same in words. Empty when it has.
std::pair<std::string, std::string> refusal(const Policy& policy, const Party& sender, const Directives& directives,
                                            const Findings& findings) {
    const auto& organisations = policy.override_organisations;
    const bool listed = organisations.contains("*") ||
                        (!sender.facts.organisation.empty() && organisations.contains(sender.facts.organisation));
    if (!policy.override_allowed.value_or(listed)) {
        return {"override-not-allowed", "het beleid laat [geen-pg] voor deze afzender niet toe"};
    }
    if (directives.no_personal_data->empty()) return {"override-without-reason", "er staat geen reden bij [geen-pg]"};
    if (directives.is_reply || is_reply_or_forward(findings.subject)) {
        return {"override-reply", "[geen-pg] telt niet in een antwoord of een doorgestuurde mail"};
    }
    if (directives.confidential || directives.personal) {
        return {"override-confidential", "[geen-pg] staat naast [vertrouwelijk] of [persoonlijk]"};
    }
    if (has_certain_evidence(findings)) return {"override-certain", "er staat een zeker persoonsgegeven in de mail"};
    return {};
}

void note(Reading& reading, std::string answer, std::string because) {
    reading.directives.push_back({"directive", "", std::move(answer), std::move(because)});
}

Wishes read_wishes(const Policy& policy, const Party& sender, const Directives& directives, const Findings& findings,
                   Reading& reading) {
    Wishes wishes;
    wishes.word = directives.confidential || directives.personal;
    if (directives.confidential) {
        wishes.label = Label::confidential;
        note(reading, "vertrouwelijk", "de afzender vraagt het");
    }
    if (directives.personal) {
        reading.personal = may_send_personal(policy, sender);
        wishes.label = reading.personal ? Label::personal : Label::confidential;
        if (reading.personal) {
            note(reading, "persoonlijk", "de afzender vraagt het");
        } else {
            reading.warnings.emplace_back("personal-not-allowed");
            note(reading, "vertrouwelijk",
                 "alleen het agentschap mag [persoonlijk] vragen; het telt als [vertrouwelijk]");
        }
    }
    if (directives.sensitivity) {
        wishes.label = std::max(wishes.label.value_or(Label::confidential), Label::confidential);
        note(reading, "vertrouwelijk", "het mailprogramma zegt 'privé' of 'vertrouwelijk'; dat telt waar Q1 ja is");
    }
    if (directives.no_personal_data) {
        const auto [warning, because] = refusal(policy, sender, directives, findings);
        wishes.overridden = warning.empty();
        if (!wishes.overridden) reading.warnings.push_back(warning);
        note(reading, wishes.overridden ? "geen-pg" : "geen-pg geweigerd",
             wishes.overridden ? "de afzender geeft een reden, en het beleid laat het toe" : because);
    }
    return wishes;
}

void read_dossier_and_days(const Policy& policy, const Directives& directives, Reading& reading) {
    reading.dossier = has_dossier(policy, directives);
    reading.dossier_warning = directives.dossier ? "dossier-format" : "no-dossier";
    if (directives.dossier) {
        note(reading, reading.dossier ? "dossier" : "dossier onbekend",
             reading.dossier ? "er is een dossiernummer gegeven"
                             : "het dossiernummer heeft niet de vorm die het beleid vraagt");
    }
    const int ceiling = std::clamp(policy.max_days, 1, max_share_days);
    const int wanted = directives.days.value_or(policy.default_days);
    reading.days = std::clamp(wanted, 1, ceiling);
    if (directives.days && reading.days != wanted) reading.warnings.emplace_back("days-limited");
    if (directives.days) note(reading, "dagen", std::to_string(reading.days) + " dagen");
    if (!directives.mistakes.empty()) reading.warnings.emplace_back("directive-mistake");
}

void read_type_tag(const Policy& policy, const Directives& directives, Wishes& wishes, Reading& reading) {
    if (!directives.type) return;
    wishes.type = find_by_name(policy.types, *directives.type);
    if (wishes.type == nullptr) {
        reading.warnings.emplace_back("type-unknown");
        note(reading, "type onbekend", "het soort document dat bij [type:…] staat, is niet bekend");
    } else {
        note(reading, "type", "de afzender zegt dat het dit soort document is: " + wishes.type->name);
    }
}

/// D12. The host names a service, not a person.
void read_links(const Policy& policy, const Findings& findings, Reading& reading) {
    reading.banned_links = banned_hosts(policy, findings);
    if (reading.banned_links.empty()) return;
    reading.items[reading.text].banned_link = true;
    note(reading, "link",
         "in de tekst staat een link naar " + reading.banned_links.front() +
             ": zo'n dienst is voor persoonsgegevens niet toegestaan");
}

/// Q1 for one item, from its weight, with the sender's word.
void answer(const Policy& policy, const Wishes& wishes, bool word, const std::vector<Evidence>& evidence,
            std::optional<Unscannable> unscannable, bool whole_message, Item& item) {
    const auto weight = weigh(evidence);
    const int needed = std::max(1, policy.weak_needed);
    auto& grounds = item.grounds;
    grounds.firm = weight.firm;
    grounds.weak = weight.weak >= needed;
    grounds.weak_without_dossier = weight.weak_without_dossier >= needed;
    grounds.unscannable = unscannable && (whole_message || policy.unscannable_is_personal);
    grounds.word = word && wishes.word;

    auto& step = item.answer;
    step.question = "Q1";
    if (unscannable && !grounds.firm && !grounds.weak) {
        step.answer = "unscannable";
        step.because = "niet te lezen: " + std::string{in_words(*unscannable)} +
                       (grounds.unscannable ? "; telt als ja" : "; telt volgens het beleid niet als ja");
    } else if (grounds.firm || grounds.weak) {
        step.answer = "ja";
        step.because = (weight.certain ? "zeker: "
                        : weight.firm  ? "sterk: "
                                       : "genoeg aanwijzingen: ") +
                       in_words(evidence);
    } else {
        step.answer = grounds.word ? "ja" : "nee";
        step.because = weight.weak == 0
                           ? "geen persoonsgegevens gevonden"
                           : std::to_string(weight.weak) + " van de " + std::to_string(needed) + " aanwijzingen";
    }
    if (grounds.word && !grounds.firm && !grounds.weak) step.because += "; de afzender zegt dat het vertrouwelijk is";
    if (wishes.overridden && !whole_message && grounds.any()) {
        grounds = Grounds{};
        step.answer = "nee";
        step.because += "; de afzender zegt met reden dat het geen persoonsgegevens zijn";
    }
}

/// Q3 for one item, and the least label that its type, its persons and the sender ask for.
/// @param found  the type that its words say  @param tagged  whether [type:…] speaks of it
void take_type(const DocumentType* found, bool tagged, const std::vector<Evidence>& evidence, bool unread,
               const Wishes& wishes, Item& item) {
    std::optional<Label> label = wishes.label;
    const auto& about = item.answer.about;
    const auto* type = tagged && wishes.type != nullptr ? wishes.type : found;
    if (type != nullptr) {
        label = std::max(label, std::optional{type->label});
        item.type = type->id;
        item.days = type->days;
        item.notes.push_back({"Q3", about, type->id, type->name + ": " + std::string{in_words(type->label)}});
        // The sender's word names the type; it does not take away what the document itself says.
        if (found != nullptr && found != type && found->label > type->label) {
            label = std::max(label, std::optional{found->label});
            item.notes.push_back({"Q3", about, found->id, "het document lijkt ook: " + found->name});
        }
        const bool counts = type->counts_persons || (found != nullptr && found->counts_persons);
        const auto weight = weigh(evidence);
        if (counts && (weight.persons.size() > 1 || weight.staff || unread)) {
            label = std::max(*label, Label::confidential);
            item.notes.push_back({"Q3", about, std::string{to_string(Label::confidential)},
                                  weight.persons.size() > 1 ? "er staan meer personen in"
                                  : weight.staff            ? "er staat een personeelslid in"
                                                            : "de personen erin konden niet geteld worden"});
        }
    }
    if (label) item.type_label = std::max(item.type_label.value_or(*label), *label);
}

/// The subject and all bodies, weighed as one text: pieces in the subject and in the body add up.
Item read_text(const Policy& policy, const Wishes& wishes, bool word, const Findings& findings,
               const TypeFinder& types) {
    Item item;
    std::vector<Evidence> evidence = findings.subject_evidence;
    std::optional<Unscannable> unscannable;
    bool has_body = false;
    for (const auto& document : findings.documents) {
        if (document.role != Role::body) continue;
        has_body = true;
        evidence.insert(evidence.end(), document.evidence.begin(), document.evidence.end());
        if (is_encrypted_payload(findings, document)) {
            item.encrypted_mail = true;
        } else if (document.unscannable) {
            unscannable = document.unscannable;
        }
    }
    item.answer.about = has_body ? "bericht" : "onderwerp";
    answer(policy, wishes, word, evidence, unscannable, false, item);
    for (const auto& document : findings.documents) {
        if (document.role == Role::body)
            take_type(types.find(document), word, evidence, unscannable.has_value(), wishes, item);
    }
    if (!has_body) take_type(types.find_by_subject(), word, evidence, false, wishes, item);
    return item;
}

Item read_document(const Policy& policy, const Wishes& wishes, const Findings& findings, const Document& document,
                   const TypeFinder& types) {
    Item item;
    item.calendar = document.role == Role::calendar;
    item.encrypted_mail = is_encrypted_payload(findings, document);
    item.answer.about = document.part;
    const auto unscannable = item.encrypted_mail ? std::nullopt : document.unscannable;
    answer(policy, wishes, !item.calendar, document.evidence, unscannable, false, item);
    take_type(types.find(document), !item.calendar, document.evidence, unscannable.has_value(), wishes, item);
    return item;
}

/// A message whose structure cannot be trusted: one document more, that nobody's word makes readable.
Item read_opaque(const Policy& policy, const Wishes& wishes, Unscannable reason, const TypeFinder& types) {
    Item item;
    item.answer.about = "hele bericht";
    answer(policy, wishes, true, {}, reason, true, item);
    take_type(types.find_by_subject(), true, {}, true, wishes, item);
    return item;
}

}  // namespace

bool has_dossier(const Policy& policy, const Directives& directives) {
    if (!directives.dossier) return false;
    return directives.dossier_fits ? *directives.dossier_fits : fits(policy.dossier_pattern, *directives.dossier);
}

Reading read(const Policy& policy, const Party& sender, const Directives& directives, const Findings& findings) {
    Reading reading;
    const auto subject = without_directives(findings.subject);
    auto wishes = read_wishes(policy, sender, directives, findings, reading);
    read_type_tag(policy, directives, wishes, reading);
    read_dossier_and_days(policy, directives, reading);
    const TypeFinder types{policy.types, findings};
    const bool has_attachment = std::any_of(findings.documents.begin(), findings.documents.end(),
                                            [](const Document& document) { return document.role == Role::attachment; });
    // Without a leaf there is nothing that was read: no mail passes as empty.
    const auto opaque =
        findings.documents.empty() ? findings.unscannable.value_or(Unscannable::broken) : findings.unscannable;
    reading.whole = findings.protection != Protection::none || findings.sealed || opaque.has_value();
    reading.items.push_back(read_text(policy, wishes, !has_attachment, findings, types));
    for (const auto& document : findings.documents) {
        switch (document.role) {
            case Role::body:
                reading.item_of.emplace_back(0);
                break;
            case Role::signature_picture:
            case Role::signature:
                // A number in the name of a small picture is seen by whoever gets it.
                if (!weigh(document.evidence).firm) {
                    reading.item_of.emplace_back();
                    break;
                }
                [[fallthrough]];
            case Role::attachment:
            case Role::calendar:
                reading.item_of.emplace_back(reading.items.size());
                reading.items.push_back(read_document(policy, wishes, findings, document, types));
        }
    }
    if (opaque) reading.items.push_back(read_opaque(policy, wishes, *opaque, types));
    read_links(policy, findings, reading);
    std::set<std::string> found;
    for (const auto& item : reading.items) found.insert(item.type);
    reading.contacts = contacts_for(policy, subject, findings, found);
    return reading;
}

}  // namespace sluis::policy
