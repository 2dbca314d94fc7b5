#include "gateway/templates/own_texts.h"

#include <algorithm>
#include <string_view>

namespace sluis::templates {
namespace {

const std::vector<std::string> mails{
    "notice", "notice-generic", "confirmation",       "caution", "hold",       "hold-expired",
    "return", "code",           "notice-undelivered", "failure", "locked-link"};
constexpr std::string_view subject_mark{"Onderwerp: "};

std::string_view word_of(FailureFacts::Cause cause) {
    using Cause = FailureFacts::Cause;
    switch (cause) {
        case Cause::unknown_address:
            return "unknown-address";
        case Cause::mailbox_full:
            return "mailbox-full";
        case Cause::refused:
            return "refused";
        case Cause::too_large:
            return "too-large";
        case Cause::unreachable:
            return "unreachable";
        case Cause::no_secure_connection:
            return "no-secure-connection";
        case Cause::needs_8bit:
            return "needs-8bit";
        case Cause::needs_utf8:
            return "needs-utf8";
        case Cause::other:
            break;
    }
    return "other";
}

// One sentence from words/KIND/ID, or the general one where nobody wrote that one.
std::string words(const Renderer& renderer, std::string_view kind, std::string_view id, const Values& values) {
    const auto folder = "words/" + std::string{kind} + '/';
    const auto& names = renderer.names();
    const auto wanted = folder + std::string{id};
    const bool known = std::binary_search(names.begin(), names.end(), wanted + ".txt");
    auto text = renderer.text(known ? wanted : folder + (kind == "advice" ? "general" : "other"), values);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

void set_count(Values& values, int documents) {
    values.set("DOCUMENTS", std::to_string(documents)).show("ONE", documents == 1).show("MANY", documents != 1);
}

void set_recipient(Values& values, const RecipientFacts& facts) {
    values.set("RECIPIENT", facts.recipient).set("UNTIL", time_text(facts.until)).set("WHY", facts.why);
    set_count(values, facts.documents);
    std::string kinds;
    for (const auto& kind : facts.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
    values.set("KINDS", kinds).show("HAS_KINDS", !kinds.empty());
    values.show("CLIENT_BOUND", facts.label == policy::Label::client_bound)
        .show("CONFIDENTIAL", facts.label == policy::Label::confidential)
        .show("PERSONAL", facts.label == policy::Label::personal);
    if (!facts.would_change.empty()) values.add_section("CHANGE").set("SENTENCE", facts.would_change);
    values.show("GENERIC", facts.generic_notified).show("CODE", facts.code_required);
    for (const auto& [where, what] : facts.found) values.add_section("FOUND").set("WHERE", where).set("WHAT", what);
    values.show("HAS_FOUND", !facts.found.empty()).show("NO_FOUND", facts.found.empty());
    for (const auto& contact : facts.contacts) {
        values.add_section("CONTACT").set("TOPIC", contact.topic).set("WHOM", contact.whom);
    }
}

void set_warnings(Values& values, const Renderer& renderer, const std::vector<std::string>& warnings,
                  const std::vector<std::string>& mistakes) {
    values.show("HAS_WARNINGS", !warnings.empty() || !mistakes.empty());
    for (const auto& id : warnings) {
        values.add_section("WARNING").set("WARNING_TEXT", words(renderer, "warning", id, {}));
    }
    for (const auto& mistake : mistakes) values.add_section("WARNING").set("WARNING_TEXT", mistake);
}

std::string advice_of(const Renderer& renderer, const RecipientFacts& facts, const Values& values) {
    return facts.advice_text.empty() ? words(renderer, "advice", facts.advice, values) : facts.advice_text;
}

void set_sender(Values& values, const std::string& name, const std::string& organisation) {
    values.set("SENDER_NAME", name).set("SENDER_ORGANISATION", organisation);
    values.show("FROM_ORGANISATION", !organisation.empty() && organisation != name);
}

}  // namespace

Texts::Texts(const Renderer& renderer, Installation installation)
    : renderer_{renderer}, installation_{std::move(installation)} {
    while (installation_.portal_url.ends_with('/')) installation_.portal_url.pop_back();
    std::vector<std::string> needed{"words/advice/general.txt", "words/warning/other.txt", "words/cause/other.txt"};
    for (const auto& mail : mails) {
        needed.push_back("mail/" + mail + ".txt");
        needed.push_back("mail/" + mail + ".html");
    }
    renderer_.check(needed);
}

MailText Texts::fill(const std::string& name, Values& values) const {
    values.set("PORTAL_URL", installation_.portal_url);
    values.set("HELP_CONTACT", installation_.help_contact).show("HELP", !installation_.help_contact.empty());
    values.set("DPO_CONTACT", installation_.dpo_contact).show("DPO", !installation_.dpo_contact.empty());
    values.set("PRIVACY_URL", installation_.privacy_url).show("PRIVACY", !installation_.privacy_url.empty());

    // A code never comes with the place to type it.
    values.show("MANUAL", name != "code");

    MailText mail;
    mail.text = renderer_.text("mail/" + name, values);
    const auto end = mail.text.find('\n');
    if (!mail.text.starts_with(subject_mark) || end == std::string::npos) {
        throw TemplateError{"template mail/" + name + ".txt.tpl: the line after the first must begin with Onderwerp:"};
    }
    mail.subject = mail.text.substr(subject_mark.size(), end - subject_mark.size());
    mail.text.erase(0, mail.text.find_first_not_of('\n', end));
    values.set("SUBJECT", mail.subject);
    mail.html = renderer_.page("mail/" + name, values);
    return mail;
}

MailText Texts::notice(const NoticeFacts& facts) const {
    Values values;
    set_sender(values, facts.sender_name, facts.sender_organisation);
    set_count(values, facts.documents);
    values.set("UNTIL", time_text(facts.until)).set("LINK", facts.link);
    values.show("BODY", facts.body_shared).show("NO_BODY", !facts.body_shared);
    values.show("YOU_ALONE", facts.readers == Readers::addressee)
        .show("ORGANISATION", facts.readers == Readers::organisation)
        .show("CIRCLE", facts.readers == Readers::circle);
    values.show("LOGIN", facts.proof == Proof::login).show("CODE", facts.proof == Proof::code);
    return fill("notice", values);
}

MailText Texts::generic_notice(const GenericNoticeFacts& facts) const {
    Values values;
    set_sender(values, facts.sender_name, facts.sender_organisation);
    set_count(values, facts.documents);
    values.set("UNTIL", time_text(facts.until)).set("LINK", facts.link);
    return fill("notice-generic", values);
}

MailText Texts::confirmation(const ConfirmationFacts& facts) const {
    Values values;
    for (const auto& recipient : facts.shared) set_recipient(values.add_section("SHARED"), recipient);
    if (facts.untouched > 0) {
        auto& untouched = values.add_section("UNTOUCHED");
        untouched.set("UNTOUCHED_COUNT", std::to_string(facts.untouched));
        untouched.show("UNTOUCHED_ONE", facts.untouched == 1).show("UNTOUCHED_MANY", facts.untouched > 1);
    }
    set_warnings(values, renderer_, facts.warnings, facts.mistakes);
    values.set("LINK", facts.link);
    return fill("confirmation", values);
}

MailText Texts::caution(const CautionFacts& facts) const {
    Values values;
    set_warnings(values, renderer_, facts.warnings, facts.mistakes);
    return fill("caution", values);
}

MailText Texts::hold(const HoldFacts& facts) const {
    Values values;
    for (const auto& recipient : facts.held) {
        auto& section = values.add_section("HELD");
        set_recipient(section, recipient);
        section.set("ADVICE", advice_of(renderer_, recipient, {}));
    }
    values.show("OTHERS", facts.others_served);
    values.show("CHOICE", !facts.link.empty()).show("NO_CHOICE", facts.link.empty());
    values.set("WITHDRAWN_AT", time_text(facts.withdrawn_at)).set("LINK", facts.link);
    return fill("hold", values);
}

MailText Texts::hold_expired(const HoldExpiredFacts& facts) const {
    Values values;
    for (const auto& recipient : facts.held) set_recipient(values.add_section("HELD"), recipient);
    values.set("SENT_AT", time_text(facts.sent_at));
    return fill("hold-expired", values);
}

MailText Texts::returned(const ReturnFacts& facts) const {
    Values example;
    example.set("DOSSIER_EXAMPLE", facts.dossier_example).show("EXAMPLE", !facts.dossier_example.empty());
    Values values;
    for (const auto& recipient : facts.returned) {
        auto& section = values.add_section("RETURNED");
        set_recipient(section, recipient);
        section.set("ADVICE", advice_of(renderer_, recipient, example));
    }
    values.show("OTHERS", facts.others_served).show("PERSONAL_DATA", facts.personal_data);
    values.set("LINK", facts.link).show("HAS_LINK", !facts.link.empty());
    return fill("return", values);
}

MailText Texts::code(const CodeFacts& facts) const {
    Values values;
    values.set("CODE", facts.code).set("VALID_UNTIL", time_text(facts.valid_until));
    return fill("code", values);
}

MailText Texts::failure(const FailureFacts& facts) const {
    Values values;
    for (const auto& recipient : facts.recipients) {
        values.add_section("PERSON")
            .set("RECIPIENT", recipient.recipient)
            .set("CAUSE", words(renderer_, "cause", word_of(recipient.cause), {}));
    }
    values.set("SENT_AT", time_text(facts.sent_at)).set("RETRY_UNTIL", time_text(facts.retry_until));
    values.show("DELAYED", facts.delayed).show("FAILED", !facts.delayed);
    return fill("failure", values);
}

MailText Texts::undelivered_notice(const UndeliveredNoticeFacts& facts) const {
    Values values;
    values.set("RECIPIENT", facts.recipient)
        .set("SENT_AT", time_text(facts.sent_at))
        .set("UNTIL", time_text(facts.until));
    values.set("LINK", facts.link).show("GENERIC", facts.generic_notified);
    return fill("notice-undelivered", values);
}

MailText Texts::locked_link(const LockedLinkFacts& facts) const {
    Values values;
    values.set("RECIPIENT", facts.recipient).set("LOCKED_UNTIL", time_text(facts.locked_until)).set("LINK", facts.link);
    return fill("locked-link", values);
}

}  // namespace sluis::templates
