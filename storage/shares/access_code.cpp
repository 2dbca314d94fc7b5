#include "storage/shares/access_code.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace sluis::storage::shares {

namespace {

using namespace access_code;

std::string random_code() {
    const auto key = vault::Key::random();
    std::uint64_t number = 0;
    std::memcpy(&number, key.octets().data(), sizeof number);
    std::uint64_t range = 1;
    for (int digit = 0; digit < digits; ++digit) range *= 10;
    auto code = std::to_string(number % range);
    return std::string(digits - code.size(), '0') + code;
}

/// The statement with the column that names the subject in place of `SUBJECT`. Two texts, so two prepared statements.
std::string about(const CodeSubject& subject, std::string sql) {
    constexpr std::string_view mark = "SUBJECT";
    const std::string column = subject.kind == CodeSubject::Kind::share_recipient ? "recipient" : "stopped";
    for (auto at = sql.find(mark); at != std::string::npos; at = sql.find(mark, at))
        sql.replace(at, mark.size(), column);
    return sql;
}

std::string mac_of(const vault::KeyDirectory& keys, const CodeSubject& subject, std::string_view code) {
    return vault::keyed_hash(keys.get_or_make("hmac-code"), "code",
                             (subject.kind == CodeSubject::Kind::share_recipient ? "" : "stopped:") +
                                 std::to_string(subject.id) + ':' + std::string{code});
}

struct Tries {
    int tries = 0;
    int rounds = 0;
    std::optional<Time> locked_until;
};

/// Locks the link's row, so that parallel tries are counted one after another.
Tries lock_tries(postgres::Transaction& transaction, const CodeSubject& subject) {
    transaction.execute(about(subject, "insert into access_tries (SUBJECT) values ($1) on conflict do nothing"),
                        {subject.id});
    const auto rows = transaction.execute(about(subject,
                                                "select tries, rounds, extract(epoch from locked_until)::bigint, "
                                                "coalesce(locked_until > clock_timestamp(), "
                                                "false)"
                                                " from access_tries where SUBJECT = $1 for update"),
                                          {subject.id});
    Tries tries{static_cast<int>(rows.number(0, 0)), static_cast<int>(rows.number(0, 1)), std::nullopt};
    if (rows.boolean(0, 3)) tries.locked_until = Time{std::chrono::seconds{rows.number(0, 2)}};
    return tries;
}

/// The digits of what was typed; nothing when it is no code.
std::optional<std::string> digits_of(std::string_view typed) {
    std::string code;
    if (typed.size() > 64) return std::nullopt;
    for (const char c : typed) {
        if (c >= '0' && c <= '9')
            code += c;
        else if (c != ' ' && c != '-' && c != '\t')
            return std::nullopt;
    }
    if (code.size() != digits) return std::nullopt;
    return code;
}

std::chrono::minutes lock_after(int rounds) {
    const auto doublings = std::clamp(rounds, 0, 10);
    return std::min<std::chrono::minutes>(first_lock * (1 << doublings), longest_lock);
}

CodeCheck count_wrong_try(postgres::Transaction& transaction, const CodeSubject& subject, const Tries& before) {
    CodeCheck check{CodeCheck::Answer::wrong, max_tries - before.tries - 1, std::nullopt, false};
    if (check.tries_left > 0) {
        transaction.execute(about(subject, "update access_tries set tries = tries + 1 where SUBJECT = $1"),
                            {subject.id});
        return check;
    }
    const auto rows =
        transaction.execute(about(subject,
                                  "update access_tries set tries = 0, rounds = rounds + 1, locked_until = "
                                  "clock_timestamp() + make_interval(mins "
                                  "=> $2::int)"
                                  " where SUBJECT = $1 returning extract(epoch from locked_until)::bigint"),
                            {subject.id, static_cast<std::int64_t>(lock_after(before.rounds).count())});
    transaction.execute(
        about(subject, "update access_code set expires_at = clock_timestamp() where SUBJECT = $1 and used_at is null"),
        {subject.id});
    return {CodeCheck::Answer::locked, 0, Time{std::chrono::seconds{rows.number(0, 0)}}, true};
}

}  // namespace

IssuedCode issue_code(postgres::Transaction& transaction, const vault::KeyDirectory& keys, const CodeSubject& subject,
                      std::chrono::minutes lifetime) {
    const auto tries = lock_tries(transaction, subject);
    if (tries.locked_until) return {IssuedCode::Result::locked, {}, *tries.locked_until};
    transaction.execute(
        about(subject,
              "delete from access_code where SUBJECT = $1 and created_at < clock_timestamp() - interval '24 hours'"),
        {subject.id});
    const auto count = transaction.execute(
        about(subject,
              "select count(*) filter (where used_at is null and expires_at > clock_timestamp()), count(*),"
              " coalesce(extract(epoch from min(expires_at) filter (where used_at is null and expires_at > "
              "clock_timestamp())), 0)::bigint,"
              " coalesce(extract(epoch from min(created_at) + interval '24 hours'), 0)::bigint from access_code where "
              "SUBJECT = $1"),
        {subject.id});
    if (count.number(0, 1) >= max_a_day)
        return {IssuedCode::Result::too_many, {}, Time{std::chrono::seconds{count.number(0, 3)}}};
    if (count.number(0, 0) >= max_live)
        return {IssuedCode::Result::too_many, {}, Time{std::chrono::seconds{count.number(0, 2)}}};
    const auto code = random_code();
    const auto rows = transaction.execute(
        about(subject,
              "insert into access_code (SUBJECT, code_mac, expires_at) values ($1, $2, clock_timestamp() + "
              "make_interval(mins => $3::int))"
              " returning extract(epoch from expires_at)::bigint"),
        {subject.id, mac_of(keys, subject, code), static_cast<std::int64_t>(std::max(lifetime, min_lifetime).count())});
    return {IssuedCode::Result::issued, code, Time{std::chrono::seconds{rows.number(0, 0)}}};
}

void revoke_code(postgres::Transaction& transaction, const vault::KeyDirectory& keys, const CodeSubject& subject,
                 std::string_view code) {
    transaction.execute(about(subject, "delete from access_code where SUBJECT = $1 and code_mac = $2"),
                        {subject.id, mac_of(keys, subject, code)});
}

CodeCheck check_code(postgres::Transaction& transaction, const vault::KeyDirectory& keys, const CodeSubject& subject,
                     std::string_view typed) {
    const auto tries = lock_tries(transaction, subject);
    if (tries.locked_until) return {CodeCheck::Answer::locked, 0, tries.locked_until, false};
    const auto code = digits_of(typed);
    if (!code) return {CodeCheck::Answer::malformed, max_tries - tries.tries, std::nullopt, false};
    const auto live = transaction.execute(
        about(subject,
              "select id, code_mac from access_code where SUBJECT = $1 and used_at is null and expires_at > "
              "clock_timestamp()"
              " order by id limit 10"),
        {subject.id});
    if (live.empty()) return {CodeCheck::Answer::none_live, max_tries - tries.tries, std::nullopt, false};
    const auto mac = mac_of(keys, subject, *code);
    std::optional<std::int64_t> right;
    for (std::size_t row = 0; row < live.size(); ++row)
        if (vault::same_secret(live.text(row, 1), mac)) right = live.number(row, 0);
    if (!right) return count_wrong_try(transaction, subject, tries);
    transaction.execute("update access_code set used_at = clock_timestamp() where id = $1", {*right});
    transaction.execute(
        about(subject, "update access_tries set tries = 0, rounds = 0, locked_until = null where SUBJECT = $1"),
        {subject.id});
    return {CodeCheck::Answer::right, max_tries, std::nullopt, false};
}

bool has_live_code(postgres::Connection& connection, const CodeSubject& subject) {
    return !connection
                .execute(about(subject,
                               "select 1 from access_code where SUBJECT = $1 and used_at is null and expires_at > "
                               "clock_timestamp() limit 1"),
                         {subject.id})
                .empty();
}

}  // namespace sluis::storage::shares
