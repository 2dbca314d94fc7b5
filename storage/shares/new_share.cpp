#include "storage/shares/new_share.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <unordered_map>

namespace sluis::storage::shares {

namespace {

using postgres::Param;

constexpr const char* iso_utc = "YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"";

int clamped(int days) {
    return std::clamp(days, 1, max_days);
}

std::string octets_text(std::string_view octets) {
    std::string text = "\\x";
    for (const unsigned char octet : octets) {
        text += "0123456789abcdef"[octet >> 4];
        text += "0123456789abcdef"[octet & 15];
    }
    return text;
}

/// One value of each of these, as an array for unnest().
template <class Of, class Value>
std::string array_of(const std::vector<Of>& all, const Value& value) {
    std::vector<std::string> texts;
    for (const auto& one : all) texts.push_back(std::string{value(one)});
    return postgres::text_array(texts);
}

/// The share with all that belongs to it, in one statement: it is what a shared mail costs the database most. No row
/// when it would have expired by the database's clock, or expires on another day than that of the key.
constexpr std::string_view whole_share =
    "with moment as (select $1::timestamptz + make_interval(hours => 24 * $2::int) as at),"
    " s as (insert into share (reference, message, organisation, sender, sender_login, division, sender_class, label,"
    " type, dossier, accepted_at, expires_at, key_name)"
    " select $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $1::timestamptz, at, $13 from moment"
    " where at > clock_timestamp() and $13 = 'day-' || to_char(at at time zone 'UTC', 'YYYY-MM-DD')"
    " returning id, expires_at),"
    " d as (insert into share_document (share, ordinal, content, label, type, sealed_name, sealed_subject, media_type,"
    " size, part)"
    " select s.id, n - 1, content, label, type, sealed_name, nullif(sealed_subject, ''), media_type, size, part from s,"
    " unnest($14::uuid[], $15::text[], $16::text[], $17::bytea[], $18::bytea[], $19::text[], $20::bigint[], "
    "$21::text[])"
    " with ordinality as t (content, label, type, sealed_name, sealed_subject, media_type, size, part, n) order by n"
    " returning id, ordinal),"
    " r as (insert into share_recipient (share, address, class, organisation, division, person, generic, link_mac,"
    " code_required)"
    " select s.id, address, class, organisation, division, person, generic, link_mac, code_required from s,"
    " unnest($22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::boolean[], $28::text[],"
    " $29::boolean[]) with ordinality"
    " as t (address, class, organisation, division, person, generic, link_mac, code_required, n) order by n"
    " returning id, link_mac),"
    " e as (insert into explanation (share_recipient, body) select r.id, t.body::jsonb from r join"
    " unnest($28::text[], $30::text[]) as t (link_mac, body) using (link_mac) where t.body <> ''),"
    " g as (insert into share_grant (recipient, document, label) select r.id, d.id, t.label from"
    " unnest($31::text[], $32::int[], $33::text[]) as t (link_mac, ordinal, label)"
    " join r using (link_mac) join d using (ordinal))"
    " select s.id, to_char(s.expires_at at time zone 'UTC', $34),"
    " (select string_agg(d.id::text, ' ' order by d.ordinal) from d), r.id, r.link_mac from s, r order by r.id";

std::vector<std::int64_t> numbers_from(const std::string& text) {
    std::istringstream words{text};
    return {std::istream_iterator<std::int64_t>{words}, {}};
}

void check(const NewShare& share) {
    if (share.documents.empty() || share.recipients.empty())
        throw Error{"a share needs a document and a recipient", false};
    for (const auto& recipient : share.recipients)
        for (const auto& grant : recipient.grants)
            if (grant.document >= share.documents.size()) throw Error{"a grant points at no document", false};
}

/// Which recipient may read which document, each grant with the link of its recipient.
struct Granted {
    std::string link_mac;
    NewGrant grant;
};

std::vector<Granted> grants_of(const NewShare& share) {
    std::vector<Granted> all;
    for (const auto& recipient : share.recipients)
        for (const auto& grant : recipient.grants) all.push_back({recipient.link_mac, grant});
    return all;
}

}  // namespace

ExpiryDay expiry_day(postgres::Connection& connection, const std::string& accepted_at, int days) {
    const auto rows = connection.execute(
        "with moment as (select $1::timestamptz + make_interval(hours => 24 * $2::int) as at)"
        " select to_char(at at time zone 'UTC', $3), to_char(at at time zone 'UTC', 'YYYY-MM-DD'), at <= "
        "clock_timestamp() from moment",
        {accepted_at, static_cast<std::int64_t>(clamped(days)), iso_utc});
    const auto date = rows.text(0, 1);
    return {rows.text(0, 0), date, vault::KeyDirectory::day_key_name(date), rows.boolean(0, 2)};
}

ShareIds insert_share(postgres::Transaction& transaction, const NewShare& share) {
    check(share);
    ShareIds ids;
    ids.reference = vault::random_token(12);
    const auto of_documents = [&](const auto& value) { return array_of(share.documents, value); };
    const auto of_recipients = [&](const auto& value) { return array_of(share.recipients, value); };
    const auto grants = grants_of(share);
    const auto truth = [](bool value) { return value ? "t" : "f"; };
    const std::vector<std::string> arrays{
        of_documents([](const auto& one) { return one.content; }),
        of_documents([](const auto& one) { return policy::to_string(one.label); }),
        of_documents([](const auto& one) { return one.type; }),
        of_documents([](const auto& one) { return octets_text(one.sealed_name); }),
        of_documents([](const auto& one) { return octets_text(one.sealed_subject); }),
        of_documents([](const auto& one) { return one.media_type; }),
        of_documents([](const auto& one) { return std::to_string(one.size); }),
        of_documents([](const auto& one) { return one.part; }),
        of_recipients([](const auto& one) { return one.address; }),
        of_recipients([](const auto& one) { return one.klass; }),
        of_recipients([](const auto& one) { return one.organisation; }),
        of_recipients([](const auto& one) { return one.division; }),
        of_recipients([](const auto& one) { return one.person; }),
        of_recipients([&](const auto& one) { return truth(one.generic); }),
        of_recipients([](const auto& one) { return one.link_mac; }),
        of_recipients([&](const auto& one) { return truth(one.code_required); }),
        of_recipients([](const auto& one) { return one.explanation; }),
        array_of(grants, [](const auto& one) { return one.link_mac; }),
        array_of(grants, [](const auto& one) { return std::to_string(one.grant.document); }),
        array_of(grants, [](const auto& one) { return policy::to_string(one.grant.label); })};
    std::vector<Param> values{share.accepted_at,  static_cast<std::int64_t>(clamped(share.days)),
                              ids.reference,      share.message,
                              share.organisation, share.sender,
                              share.sender_login, share.division,
                              share.sender_class, policy::to_string(share.label),
                              share.type,         postgres::maybe(share.dossier),
                              share.key_name};
    for (const auto& array : arrays) values.emplace_back(std::string_view{array});
    values.emplace_back(std::string_view{iso_utc});
    const auto rows = transaction.execute(whole_share, values);
    if (rows.empty())
        throw Error{"the share would have expired already, or its content is sealed under another day's key", false};
    ids.share = rows.number(0, 0);
    ids.expires_at = rows.text(0, 1);
    ids.documents = numbers_from(rows.text(0, 2));
    std::unordered_map<std::string, std::int64_t> id_of;
    for (std::size_t row = 0; row < rows.size(); ++row) id_of.emplace(rows.text(row, 4), rows.number(row, 3));
    for (const auto& recipient : share.recipients) ids.recipients.push_back(id_of.at(recipient.link_mac));
    return ids;
}

Link new_link(const vault::KeyDirectory& keys) {
    Link link{vault::random_token(24), {}};
    link.mac = link_mac(keys, link.token);
    return link;
}

std::string link_mac(const vault::KeyDirectory& keys, std::string_view token) {
    return vault::keyed_hash(keys.get_or_make("hmac-link"), "link", token);
}

std::string link_path(std::string_view token) {
    return "/d/" + std::string{token};
}

}  // namespace sluis::storage::shares
