#include "policy/release.h"

#include <catch2/catch.hpp>

using namespace sluis;
using namespace sluis::policy;

namespace {

mail::Mailbox parent() {
    return mail::Mailbox::parse("els@postvak.example").value();
}

Document a_document(const char* part, Role role = Role::attachment) {
    Document document;
    document.part = part;
    document.role = role;
    return document;
}

/// A letter and one attachment.
Findings a_mail(Role second = Role::attachment) {
    Findings findings;
    findings.documents = {a_document("1", Role::body), a_document("2", second)};
    return findings;
}

DocumentDecision decided(const char* part, Outcome outcome, std::optional<Label> label) {
    return {part, outcome != Outcome::pass, outcome, label, ""};
}

/// The attachment's outcome and label for a parent; the letter passes.
Decision decision(Outcome outcome, std::optional<Label> label, const char* rule) {
    Decision one{parent(), party_class::client};
    one.outcome = outcome;
    one.rule = rule;
    one.message_label = label;
    one.documents = {decided("1", Outcome::pass, {}), decided("2", outcome, label)};
    one.path = {{"Q1", "2", "ja", "x"}, {"outcome", "", std::string{to_string(outcome)}, "y"}};
    return one;
}

Party reader(bool designated = false) {
    Party party{parent(), party_class::client, {}, {}, false};
    party.facts.may_read_personal = designated;
    return party;
}

}  // namespace

TEST_CASE("a release is a share with a code, never a pass and never milder than the hold") {
    using enum Outcome;
    for (const auto before : {Label::client_bound, Label::confidential}) {
        for (const auto now : {Label::client_bound, Label::confidential}) {
            for (const auto today : {pass, share, hold}) {
                const auto held = decision(hold, before, "client.hold");
                auto again = decision(today, today == pass ? std::optional<Label>{} : now, "client.hold");
                const auto result = released(held, again, a_mail(), reader());
                INFO(to_string(before) << ' ' << to_string(now) << ' ' << to_string(today));
                const auto strictest = today == pass ? before : std::max(before, now);
                CHECK(result.outcome == share);
                CHECK(result.code_required);
                CHECK(result.rule == "client.released");
                CHECK(result.documents[1].outcome == share);
                CHECK(result.documents[1].label == strictest);
                CHECK(result.message_label == strictest);
                CHECK(result.documents[0].outcome == pass);
                CHECK(result.advice.empty());
                CHECK(result.path.back().question == "outcome");
                CHECK(result.path.back().answer == "share");
            }
        }
    }
}

TEST_CASE("mail to a list that one of its members' classes held is released") {
    auto today = decision(Outcome::hold, Label::client_bound, "client.hold");
    today.klass = "helpdesk";
    auto list = reader();
    CHECK(released(today, today, a_mail(), list).outcome == Outcome::hold);
    list.member_classes = {"facility", "client", "helpdesk"};
    CHECK(released(today, today, a_mail(), list).outcome == Outcome::share);
}

TEST_CASE("what today is stricter about than a release stays so") {
    const auto held = decision(Outcome::hold, Label::client_bound, "client.hold");
    auto today = decision(Outcome::return_to_sender, {}, "helpdesk.return");
    CHECK(released(held, today, a_mail(), reader()).outcome == Outcome::return_to_sender);

    today = decision(Outcome::hold, Label::client_bound, "unheard-of.hold");
    today.advice = "general";
    const auto kept = released(held, today, a_mail(), reader());
    CHECK(kept.outcome == Outcome::hold);
    CHECK(kept.advice == "general");
}

TEST_CASE("a personal document waits until its reader is designated, whatever held it") {
    const auto held = decision(Outcome::hold, Label::personal, "personal-reader.hold");
    auto today = decision(Outcome::hold, Label::personal, "personal-reader.hold");
    today.advice = "personal-reader";
    CHECK(released(held, today, a_mail(), reader()).outcome == Outcome::hold);

    // The class holds too, and its reason hides the other; and a policy of today that forgot the label.
    for (const auto& again : {decision(Outcome::hold, Label::personal, "client.hold"),
                              decision(Outcome::share, Label::client_bound, "x")}) {
        const auto kept = released(held, again, a_mail(), reader());
        CHECK(kept.outcome == Outcome::hold);
        CHECK(kept.advice == "personal-reader");
        const auto shared = released(held, again, a_mail(), reader(true));
        CHECK(shared.outcome == Outcome::share);
        CHECK(shared.message_label == Label::personal);
    }
}

TEST_CASE("a calendar part that is held takes its mail whole, and so does what cannot be shared by itself") {
    const auto held = decision(Outcome::hold, Label::client_bound, "calendar.hold");
    CHECK(
        released(held, decision(Outcome::hold, Label::client_bound, "calendar.hold"), a_mail(Role::calendar), reader())
            .share_whole);
    CHECK_FALSE(
        released(held, decision(Outcome::hold, Label::client_bound, "client.hold"), a_mail(), reader()).share_whole);

    // Held for a structure that could not be read; today nothing is found in any part.
    auto unreadable = decision(Outcome::hold, Label::confidential, "client.hold");
    for (auto& document : unreadable.documents) document.outcome = Outcome::pass;
    auto today = decision(Outcome::pass, {}, "no-personal-data");
    const auto whole = released(unreadable, today, a_mail(), reader());
    CHECK(whole.outcome == Outcome::share);
    CHECK(whole.share_whole);
    CHECK(whole.message_label == Label::confidential);
    CHECK(whole.documents[0].label == Label::confidential);
}

TEST_CASE("a released text takes all documents along, and the shorter term holds") {
    auto held = decision(Outcome::hold, Label::client_bound, "client.hold");
    held.share_body = true;
    held.days = 7;
    auto today = decision(Outcome::hold, Label::client_bound, "client.hold");
    today.days = 30;
    const auto result = released(held, today, a_mail(), reader());
    CHECK(result.share_body);
    CHECK(result.documents[0].outcome == Outcome::share);
    CHECK(result.days == 7);
}
