#include "storage/shares/new_share.h"

#include <algorithm>

#include "storage/shares/explanation.h"

namespace sluis::storage::shares {

namespace {

using postgres::Blob;
using postgres::Param;

constexpr const char* iso_utc = "YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"";

int clamped(int days) {
    return std::clamp(days, 1, max_days);
}

std::int64_t insert_document(postgres::Transaction& transaction, std::int64_t share, std::int64_t ordinal,
                             const NewDocument& document) {
    const auto subject = document.sealed_subject.empty() ? Param{nullptr} : Param{Blob{document.sealed_subject}};
    return transaction
        .execute(
            "insert into share_document (share, ordinal, content, label, type, sealed_name, sealed_subject, "
            "media_type, size, part)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
            {share, ordinal, document.content, policy::to_string(document.label), document.type,
             Blob{document.sealed_name}, subject, document.media_type, static_cast<std::int64_t>(document.size),
             document.part})
        .number(0, 0);
}

std::int64_t insert_recipient(postgres::Transaction& transaction, std::int64_t share, const NewRecipient& recipient) {
    return transaction
        .execute(
            "insert into share_recipient (share, address, class, organisation, division, person, generic, "
            "link_mac, code_required)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
            {share, recipient.address, recipient.klass, recipient.organisation, recipient.division, recipient.person,
             recipient.generic, recipient.link_mac, recipient.code_required})
        .number(0, 0);
}

void check(const NewShare& share, const ExpiryDay& day) {
    if (share.documents.empty() || share.recipients.empty())
        throw Error{"a share needs a document and a recipient", false};
    if (day.passed) throw Error{"the share would have expired already", false};
    if (share.key_name != day.key_name) throw Error{"the content is sealed under another day's key", false};
    for (const auto& recipient : share.recipients)
        for (const auto& grant : recipient.grants)
            if (grant.document >= share.documents.size()) throw Error{"a grant points at no document", false};
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
    const auto moment = transaction.execute(
        "with moment as (select $1::timestamptz + make_interval(hours => 24 * $2::int) as at)"
        " select to_char(at at time zone 'UTC', $3), to_char(at at time zone 'UTC', 'YYYY-MM-DD'), at <= "
        "clock_timestamp(), at from moment",
        {share.accepted_at, static_cast<std::int64_t>(clamped(share.days)), iso_utc});
    const auto date = moment.text(0, 1);
    check(share, {moment.text(0, 0), date, vault::KeyDirectory::day_key_name(date), moment.boolean(0, 2)});

    ShareIds ids;
    ids.expires_at = moment.text(0, 0);
    ids.reference = vault::random_token(12);
    ids.share = transaction
                    .execute(
                        "insert into share (reference, message, organisation, sender, sender_login, division, "
                        "sender_class,"
                        " label, type, dossier, accepted_at, expires_at, key_name)"
                        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id",
                        {ids.reference, share.message, share.organisation, share.sender, share.sender_login,
                         share.division, share.sender_class, policy::to_string(share.label), share.type,
                         postgres::maybe(share.dossier), share.accepted_at, moment.text(0, 3), share.key_name})
                    .number(0, 0);
    for (const auto& document : share.documents)
        ids.documents.push_back(
            insert_document(transaction, ids.share, static_cast<std::int64_t>(ids.documents.size()), document));
    for (const auto& recipient : share.recipients) {
        ids.recipients.push_back(insert_recipient(transaction, ids.share, recipient));
        insert_explanation(transaction, Explained::share_recipient, ids.recipients.back(), recipient.explanation);
        for (const auto& grant : recipient.grants)
            transaction.execute("insert into share_grant (recipient, document, label) values ($1, $2, $3)",
                                {ids.recipients.back(), ids.documents[grant.document], policy::to_string(grant.label)});
    }
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
