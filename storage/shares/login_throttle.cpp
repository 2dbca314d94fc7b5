#include "storage/shares/login_throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace sluis::storage::shares {

namespace {

constexpr std::int64_t first_wait_seconds = 15;
constexpr std::int64_t longest_wait_seconds = 15 * 60;

std::string mac_of(const vault::KeyDirectory& keys, std::string_view subject) {
    return vault::keyed_hash(keys.get_or_make("hmac-throttle"), "throttle", subject);
}

/// An IPv6 client has a whole /64 to choose from.
std::string network_of(const std::string& address) {
    const auto bare = address.substr(0, address.find('%'));
    std::array<unsigned char, 16> octets{};
    if (::inet_pton(AF_INET6, bare.c_str(), octets.data()) != 1) return address;
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (std::equal(mapped.begin(), mapped.end(), octets.begin())) {
        ::inet_ntop(AF_INET, octets.data() + mapped.size(), text.data(), text.size());
        return text.data();
    }
    std::fill(octets.begin() + 8, octets.end(), static_cast<unsigned char>(0));
    ::inet_ntop(AF_INET6, octets.data(), text.data(), text.size());
    return std::string{text.data()} + "/64";
}

}  // namespace

std::optional<std::chrono::seconds> count_try(postgres::Connection& connection, const vault::KeyDirectory& keys,
                                              std::string_view subject, int free_tries) {
    const auto mac = mac_of(keys, subject);
    postgres::Transaction transaction{connection};
    transaction.execute("insert into login_throttle (subject) values ($1) on conflict do nothing", {mac});
    const auto rows = transaction.execute(
        "select failures,"
        " ceil(greatest(0, coalesce(extract(epoch from locked_until - clock_timestamp()), 0)))::bigint,"
        " floor(greatest(0, extract(epoch from clock_timestamp() - changed_at)))::bigint"
        " from login_throttle where subject = $1 for update",
        {mac});
    if (const auto wait = rows.number(0, 1); wait > 0) return std::chrono::seconds{wait};
    const std::int64_t seconds_to_forget_one = 3600 / free_tries;
    const auto forgotten = std::min(rows.number(0, 0), rows.number(0, 2) / seconds_to_forget_one);
    const auto failures = rows.number(0, 0) - forgotten + 1;
    std::int64_t wait = 0;
    if (failures >= free_tries) {
        const auto doublings = std::min<std::int64_t>(failures - free_tries, 10);
        wait = std::min(first_wait_seconds << doublings, longest_wait_seconds);
    }
    // Not "now" while others still count: frequent tries would stop the forgetting.
    transaction.execute(
        "update login_throttle set failures = $2::int,"
        " changed_at = case when $2::int = 1 then clock_timestamp()"
        " else changed_at + make_interval(secs => $4::int) end,"
        " locked_until = clock_timestamp() + make_interval(secs => $3::int) where subject = $1",
        {mac, failures, wait, forgotten * seconds_to_forget_one});
    transaction.commit();
    return std::nullopt;
}

void take_back_try(postgres::Connection& connection, const vault::KeyDirectory& keys, std::string_view subject) {
    // While a wait lasts nobody else is counted, so the wait is this try's own.
    connection.execute(
        "update login_throttle set failures = greatest(0, failures - 1), locked_until = null where subject = $1",
        {mac_of(keys, subject)});
}

void forget_tries(postgres::Connection& connection, const vault::KeyDirectory& keys, std::string_view subject) {
    connection.execute("delete from login_throttle where subject = $1", {mac_of(keys, subject)});
}

LoginTry login_try(const directory::Directory& directory, const std::string& login, const std::string& address) {
    auto known = login;
    if (const auto person = directory.person(login)) {
        known = person->login;
    } else if (const auto mailbox = mail::Mailbox::parse(login)) {
        if (const auto facts = directory.find(*mailbox); facts && !facts->person.empty()) known = facts->person;
    }
    LoginTry tried;
    tried.person = "login:" + mail::ascii_lower(known);
    if (!address.empty()) tried.network = "address:" + network_of(address);
    return tried;
}

std::optional<std::chrono::seconds> begin_login(postgres::Connection& connection, const vault::KeyDirectory& keys,
                                                const LoginTry& tried) {
    if (!tried.network.empty()) {
        const auto wait = count_try(connection, keys, tried.network, free_tries_of_address);
        if (wait) return wait;
    }
    const auto wait = count_try(connection, keys, tried.person, free_tries_of_login);
    if (wait && !tried.network.empty()) take_back_try(connection, keys, tried.network);
    return wait;
}

void login_proven(postgres::Connection& connection, const vault::KeyDirectory& keys, const LoginTry& tried) {
    forget_tries(connection, keys, tried.person);
    if (!tried.network.empty()) take_back_try(connection, keys, tried.network);
}

void login_undecided(postgres::Connection& connection, const vault::KeyDirectory& keys, const LoginTry& tried) {
    take_back_try(connection, keys, tried.person);
    if (!tried.network.empty()) take_back_try(connection, keys, tried.network);
}

}  // namespace sluis::storage::shares
