#include <catch2/catch.hpp>
#include <fstream>

#include "storage/shares/access_code.h"
#include "storage/shares/consultation.h"
#include "storage/shares/expiry.h"
#include "storage/shares/overview.h"
#include "storage/shares/portal_session.h"
#include "storage/shares/shares_view.h"
#include "storage/shares/withdrawal.h"
#include "tests/storage/shares/a_share.h"

using namespace sluis;
using namespace sluis::storage::shares;
using storage::postgres::Connection;
using storage::postgres::Transaction;
using test::recipient;
using test::seed_share;
using test::share_from_an;
using test::ShareWorld;

namespace {

test::Seeded share_with_guest(ShareWorld& world, const std::string& accepted_before = "0 seconds", int days = 30) {
    auto share = share_from_an();
    share.days = days;
    share.recipients = {recipient("Ouder@Gezin.example", "client")};
    return seed_share(world, share, {{}}, accepted_before);
}

Reader an() {
    Reader reader;
    reader.login = "an";
    reader.organisation = "regenboog";
    reader.addresses = {"an.claes@regenboog.example"};
    return reader;
}

Reader member_of_otter(const std::string& login) {
    Reader reader;
    reader.login = login;
    reader.organisation = "otter";
    reader.addresses = {login + "@otter.example"};
    return reader;
}

std::int64_t count(Connection& connection, const std::string& sql) {
    return connection.execute(sql).number(0, 0);
}

IssuedCode issue(ShareWorld& world, Connection& portal, std::int64_t recipient_id) {
    Transaction transaction{portal};
    auto issued = issue_code(transaction, world.keys, CodeSubject::recipient(recipient_id), std::chrono::minutes{20});
    transaction.commit();
    return issued;
}

CodeCheck type_code(ShareWorld& world, Connection& portal, std::int64_t recipient_id, const std::string& code) {
    Transaction transaction{portal};
    auto check = check_code(transaction, world.keys, CodeSubject::recipient(recipient_id), code);
    transaction.commit();
    return check;
}

std::string other_than(const std::string& code) {
    return (code[0] == '9' ? "0" : "9") + code.substr(1);
}

}  // namespace

TEST_CASE("a share lives at most thirty days of 24 hours, from acceptance", "[shares]") {
    ShareWorld world;
    auto share = share_from_an();
    share.days = 400;
    share.recipients = {recipient("ouder@gezin.example", "client")};
    const auto seeded = seed_share(world, share, {{}});
    CHECK(count(world.relay, "select count(*) from share where expires_at = accepted_at + interval '720 hours'") == 1);
    CHECK(count(world.relay,
                "select count(*) from share where key_name = 'day-' || to_char(expires_at at time zone 'UTC', "
                "'YYYY-MM-DD')") == 1);
    CHECK(expiry_day(world.relay, "2026-03-20 12:00:00+00", 30).expires_at == "2026-04-19T12:00:00Z");
    CHECK(expiry_day(world.relay, "2026-03-20 12:00:00+00", 0).expires_at == "2026-03-21T12:00:00Z");
    CHECK(expiry_day(world.relay, "2020-01-01 00:00:00+00", 30).passed);
}

TEST_CASE("what would have expired already, or is sealed under another day, is not shared", "[shares]") {
    ShareWorld world;
    CHECK_THROWS_AS(share_with_guest(world, "31 days"), storage::Error);
    auto share = share_from_an();
    share.accepted_at = world.relay.execute("select clock_timestamp()::text").text(0, 0);
    share.key_name = "day-2026-01-01";
    share.documents.resize(1);
    share.recipients = {recipient("ouder@gezin.example", "client")};
    Transaction transaction{world.relay};
    CHECK_THROWS_AS(insert_share(transaction, share), storage::Error);
}

TEST_CASE("a link leads to its own recipient and no other token does", "[shares]") {
    ShareWorld world;
    const auto seeded = share_with_guest(world);
    Connection portal{world.database.conninfo("portal")};
    const auto linked = find_by_link(portal, link_mac(world.keys, seeded.tokens[0]));
    REQUIRE(linked);
    CHECK(linked->recipient == seeded.ids.recipients[0]);
    CHECK(linked->share.recipients[0].facts.address == "ouder@gezin.example");
    CHECK(linked->share.days_left == 29);
    CHECK_FALSE(find_by_link(portal, link_mac(world.keys, seeded.tokens[0] + "x")));
    CHECK(count(world.relay, "select count(*) from share_recipient where link_mac like '%" + seeded.tokens[0] + "%'") ==
          0);
}

TEST_CASE("the fifth wrong code locks the link, longer each time, and kills what lived", "[shares][codes]") {
    ShareWorld world;
    const auto id = share_with_guest(world).ids.recipients[0];
    Connection portal{world.database.conninfo("portal")};
    const auto first = issue(world, portal, id);
    REQUIRE(first.result == IssuedCode::Result::issued);
    REQUIRE(first.code.size() == 6);
    const auto second = issue(world, portal, id);
    for (int left = 4; left > 0; --left) {
        const auto check = type_code(world, portal, id, other_than(left % 2 ? first.code : second.code));
        CHECK(check.answer == CodeCheck::Answer::wrong);
        CHECK(check.tries_left == left);
    }
    const auto fifth = type_code(world, portal, id, other_than(first.code));
    CHECK(fifth.answer == CodeCheck::Answer::locked);
    CHECK(fifth.locks_now);

    const auto right_but_locked = type_code(world, portal, id, first.code);
    CHECK(right_but_locked.answer == CodeCheck::Answer::locked);
    CHECK_FALSE(right_but_locked.locks_now);
    CHECK(issue(world, portal, id).result == IssuedCode::Result::locked);

    Connection owner{world.database.conninfo()};
    owner.execute("update access_tries set locked_until = clock_timestamp() - interval '1 second'");
    CHECK(type_code(world, portal, id, first.code).answer == CodeCheck::Answer::none_live);
    const auto later = issue(world, portal, id);
    for (int n = 0; n < 5; ++n) static_cast<void>(type_code(world, portal, id, other_than(later.code)));
    CHECK(count(owner, "select (extract(epoch from locked_until - clock_timestamp()) / 60)::int from access_tries") ==
          30);
}

TEST_CASE("at most three codes live, an older one still works, and a used one does not", "[shares][codes]") {
    ShareWorld world;
    const auto id = share_with_guest(world).ids.recipients[0];
    Connection portal{world.database.conninfo("portal")};
    const auto first = issue(world, portal, id);
    static_cast<void>(issue(world, portal, id));
    static_cast<void>(issue(world, portal, id));
    CHECK(issue(world, portal, id).result == IssuedCode::Result::too_many);
    CHECK(type_code(world, portal, id, "geen code").answer == CodeCheck::Answer::malformed);
    CHECK(type_code(world, portal, id, first.code.substr(0, 3) + " " + first.code.substr(3)).answer ==
          CodeCheck::Answer::right);
    CHECK(type_code(world, portal, id, first.code).answer == CodeCheck::Answer::wrong);
    CHECK(count(world.relay, "select count(*) from access_code where code_mac = '" + first.code + "'") == 0);
}

TEST_CASE("a code lives a quarter of an hour at least and opens its own link alone", "[shares][codes]") {
    ShareWorld world;
    const auto one = share_with_guest(world).ids.recipients[0], other = share_with_guest(world).ids.recipients[0];
    Connection portal{world.database.conninfo("portal")};
    Transaction transaction{portal};
    const auto issued = issue_code(transaction, world.keys, CodeSubject::recipient(one), std::chrono::minutes{1});
    transaction.commit();
    CHECK(count(world.relay, "select (extract(epoch from expires_at - created_at) / 60)::int from access_code") == 15);
    static_cast<void>(issue(world, portal, other));
    CHECK(type_code(world, portal, other, issued.code).answer == CodeCheck::Answer::wrong);
    Connection owner{world.database.conninfo()};
    owner.execute("update access_code set expires_at = clock_timestamp()");
    CHECK(type_code(world, portal, one, issued.code).answer == CodeCheck::Answer::none_live);
}

TEST_CASE("a session is found by its cookie while it lives", "[shares][sessions]") {
    ShareWorld world;
    Connection portal{world.database.conninfo("portal")};
    PortalSession member;
    member.login = "an";
    Transaction transaction{portal};
    const auto token = start_session(transaction, world.keys, member, std::chrono::minutes{60});
    const auto dead = start_session(transaction, world.keys, member, std::chrono::minutes{0});
    transaction.commit();
    REQUIRE(find_session(portal, world.keys, token));
    CHECK(find_session(portal, world.keys, token)->is_member());
    CHECK(find_session(portal, world.keys, token)->csrf.size() > 20);
    CHECK_FALSE(find_session(portal, world.keys, dead));
    CHECK_FALSE(find_session(portal, world.keys, token + "x"));
    CHECK(count(portal, "select count(*) from portal_session where token_mac = '" + token + "'") == 0);
    Transaction ending{portal};
    end_session(ending, world.keys, token);
    ending.commit();
    CHECK_FALSE(find_session(portal, world.keys, token));
}

TEST_CASE("the first octet and the last are recorded for the reader, with the audit", "[shares]") {
    ShareWorld world;
    const auto seeded = share_with_guest(world);
    Connection portal{world.database.conninfo("portal")};
    const auto share = find_share(portal, seeded.ids.share).value();
    const Verdict verdict{Side::recipient, Refusal::none, seeded.ids.recipients[0], true};
    const auto consultation = record_opened(portal, share, share.documents[0], verdict, "ouder@gezin.example");
    CHECK(record_opened(portal, share, share.documents[0], verdict, "ouder@gezin.example") == consultation);

    auto seen = find_share(portal, seeded.ids.share).value();
    REQUIRE(seen.recipients[0].consultations.size() == 1);
    CHECK(seen.recipients[0].first_opened_at);
    CHECK_FALSE(seen.recipients[0].consultations[0].completed_at);
    record_completed(portal, seeded.ids.share, seeded.ids.documents[0], consultation, "ouder@gezin.example");
    CHECK(find_share(portal, seeded.ids.share)->recipients[0].consultations[0].completed_at);
    CHECK(count(world.relay, "select count(*) from audit where event = 'opened'") == 2);
    CHECK(count(world.relay, "select count(*) from audit where event = 'completed'") == 1);
}

TEST_CASE("overviews show what may_read allows, page by page", "[shares][overview]") {
    ShareWorld world;
    for (int n = 0; n < 5; ++n) {
        auto share = share_from_an();
        share.dossier = n % 2 ? "oneven" : "even";
        share.recipients = {recipient("gust@otter.example", "facility", "otter", "gust")};
        share.label = n == 4 ? policy::Label::confidential : policy::Label::client_bound;
        seed_share(world, share, {{"Plan.pdf", "application/pdf", "x", share.label}});
    }
    Connection portal{world.database.conninfo("portal")};
    CHECK(received(portal, member_of_otter("gust"), {}).shares.size() == 5);
    CHECK(received(portal, member_of_otter("hanne"), {}).shares.size() == 4);
    CHECK(received(portal, an(), {}).shares.empty());
    CHECK(sent(portal, an(), {}).shares.size() == 5);
    auto colleague = an();
    colleague.login = "bert";
    colleague.addresses = {"bert@regenboog.example"};
    CHECK(sent(portal, colleague, {}).shares.size() == 4);
    CHECK(sent(portal, an(), {std::nullopt, 50, "oneven"}).shares.size() == 2);
    CHECK(sent(portal, member_of_otter("gust"), {}).shares.empty());

    const auto first = sent(portal, an(), {std::nullopt, 3, {}});
    REQUIRE(first.next);
    CHECK(first.shares.size() == 3);
    const auto second = sent(portal, an(), {first.next, 3, {}});
    CHECK(second.shares.size() == 2);
    CHECK_FALSE(second.next);
}

TEST_CASE("the sender's overview names only recipients of documents that its reader sees", "[shares][overview]") {
    ShareWorld world;
    auto share = share_from_an();
    auto open = recipient("gust@otter.example", "facility", "otter", "gust");
    open.grants = {{0, policy::Label::client_bound}};
    auto secret = recipient("rechter@rechtbank.example", "court");
    secret.grants = {{1, policy::Label::confidential}};
    share.recipients = {open, secret};
    share.label = policy::Label::confidential;
    seed_share(world, share, {{"Plan.pdf"}, {"Lijst.pdf", "application/pdf", "x", policy::Label::confidential}});
    auto colleague = an();
    colleague.login = "bert";
    colleague.addresses = {"bert@regenboog.example"};
    Connection portal{world.database.conninfo("portal")};
    const auto seen = sent(portal, colleague, {}).shares.at(0);
    CHECK(seen.documents.size() == 1);
    REQUIRE(seen.recipients.size() == 1);
    CHECK(seen.recipients[0].address == "gust@otter.example");
    CHECK(sent(portal, an(), {}).shares.at(0).recipients.size() == 2);
}

TEST_CASE("withdrawing the last recipient withdraws the share", "[shares]") {
    ShareWorld world;
    auto share = share_from_an();
    share.recipients = {recipient("een@gezin.example", "client"), recipient("twee@gezin.example", "client")};
    const auto ids = seed_share(world, share, {{}}).ids;
    Connection portal{world.database.conninfo("portal")};
    Transaction transaction{portal};
    CHECK(withdraw_recipient(transaction, ids.share, ids.recipients[0], "an"));
    CHECK_FALSE(withdraw_recipient(transaction, ids.share, ids.recipients[0], "an"));
    CHECK_FALSE(withdraw_recipient(transaction, ids.share + 1, ids.recipients[1], "an"));
    CHECK_FALSE(find_share(portal, ids.share)->withdrawn_at);
    CHECK(withdraw_recipient(transaction, ids.share, ids.recipients[1], "an"));
    CHECK(find_share(portal, ids.share)->withdrawn_at);
    CHECK_FALSE(withdraw_share(transaction, ids.share, "an"));
    transaction.commit();
}

TEST_CASE("at expiry content and names go, the day's key after its day, and the sender keeps the facts",
          "[shares][expiry]") {
    ShareWorld world;
    const auto old = share_with_guest(world, "29 days 23 hours 59 minutes 58 seconds"),
               living = share_with_guest(world);
    Connection owner{world.database.conninfo()};
    const auto old_key = owner.execute("select key_name from share where id = $1", {old.ids.share}).text(0, 0);
    owner.execute(
        "update share set accepted_at = accepted_at - interval '3 days', expires_at = expires_at - interval '3 days',"
        " key_name = 'day-' || to_char((expires_at - interval '3 days') at time zone 'UTC', 'YYYY-MM-DD') where id = "
        "$1",
        {old.ids.share});
    CHECK(find_share(owner, old.ids.share)->facts.expired);
    static_cast<void>(world.keys.get_or_make("hmac-link"));
    std::ofstream{world.folder.path() / "keys" / "day-2026-01-01"} << std::string(32, 'k');
    std::filesystem::permissions(world.folder.path() / "keys" / "day-2026-01-01", std::filesystem::perms{0600});

    const auto done = expire_due(world.relay, world.keys, world.store);

    CHECK(done.shares == 1);
    CHECK(done.documents == 1);
    CHECK(done.keys == 1);
    const auto share = find_share(owner, old.ids.share).value();
    CHECK(share.expired_at);
    CHECK_FALSE(share.documents[0].content);
    CHECK_FALSE(share.documents[0].sealed_name);
    CHECK_FALSE(share.documents[0].sealed_subject);
    CHECK(share.type == "handelingsplan");
    CHECK(share.dossier == "D-2041");
    CHECK(share.recipients[0].address == "Ouder@Gezin.example");
    CHECK(count(owner, "select count(*) from content where kind = 'document'") == 1);
    CHECK(find_share(owner, living.ids.share)->documents[0].content);
    CHECK(count(owner, "select count(*) from audit where event = 'expired'") == 1);
    CHECK(count(owner, "select count(*) from audit where event = 'deleted'") == 1);
    CHECK(expire_due(world.relay, world.keys, world.store).shares == 0);
    CHECK(old_key.starts_with("day-"));
    CHECK(state_of(share) == "expired");
}

TEST_CASE("what was withdrawn is removed at the next housekeeping", "[shares][expiry]") {
    ShareWorld world;
    const auto ids = share_with_guest(world).ids;
    Transaction transaction{world.relay};
    CHECK(withdraw_share(transaction, ids.share, "an"));
    transaction.commit();
    CHECK(expire_due(world.relay, world.keys, world.store).documents == 1);
    const auto share = find_share(world.relay, ids.share).value();
    CHECK(state_of(share) == "withdrawn");
    CHECK_FALSE(share.documents[0].content);
    CHECK(count(world.relay, "select count(*) from audit where event = 'expired'") == 0);
    SharesFilter living, from_an;
    from_an.sender = "AN.claes@regenboog.example";
    CHECK(list_shares(world.relay, from_an).size() == 1);
    living.living_only = true;
    CHECK(list_shares(world.relay, living).empty());
}

TEST_CASE("role portal sees neither the queue nor content that is no document", "[shares][roles]") {
    ShareWorld world;
    share_with_guest(world);
    Connection portal{world.database.conninfo("portal")};
    for (const auto* table : {"message", "message_recipient", "delivery", "delivery_recipient", "content"})
        CHECK_THROWS_AS(portal.execute("select 1 from " + std::string{table}), storage::Error);
    CHECK_THROWS_AS(portal.execute("update share set expires_at = clock_timestamp()"), storage::Error);
    CHECK_THROWS_AS(portal.execute("update share_recipient set link_mac = 'x'"), storage::Error);
    CHECK_THROWS_AS(portal.execute("delete from audit"), storage::Error);
    CHECK_THROWS_AS(portal.execute("update audit set actor = ''"), storage::Error);
    CHECK(count(portal, "select count(*) from shared_content") == 1);
}
