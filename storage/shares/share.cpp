#include "storage/shares/share.h"

#include <algorithm>
#include <map>

#include "gateway/mail/mailbox.h"

namespace sluis::storage::shares {

namespace {

using postgres::Connection;
using postgres::Rows;

constexpr std::string_view share_columns =
    "select s.id, s.reference, s.message, s.organisation, s.sender, s.sender_login, s.division, s.sender_class, "
    "s.label,"
    " s.type, s.dossier,"
    " extract(epoch from s.accepted_at)::bigint,"
    " extract(epoch from s.expires_at)::bigint,"
    " extract(epoch from s.withdrawn_at)::bigint,"
    " extract(epoch from s.expired_at)::bigint,"
    " (s.expires_at <= clock_timestamp() or (s.expired_at is not null and s.withdrawn_at is null)),"
    " greatest(0, floor(extract(epoch from s.expires_at - clock_timestamp()) / 86400))::bigint"
    " from share s where s.id = any($1::bigint[]) order by s.id desc";

std::string array_of(const std::vector<std::int64_t>& ids) {
    std::string text = "{";
    for (const auto id : ids) text += (text.size() > 1 ? "," : "") + std::to_string(id);
    return text + '}';
}

Time time_of(std::int64_t seconds) {
    return Time{std::chrono::seconds{seconds}};
}

std::optional<Time> maybe_time(const Rows& rows, std::size_t row, int column) {
    if (rows.is_null(row, column)) return std::nullopt;
    return time_of(rows.number(row, column));
}

policy::Label label_of(const Rows& rows, std::size_t row, int column) {
    const auto label = policy::label_from(rows.text(row, column));
    if (!label) throw Error{"a share bears an unknown label", false};
    return *label;
}

Share share_of(const Rows& rows, std::size_t row) {
    Share share;
    share.facts.id = rows.number(row, 0);
    share.reference = rows.text(row, 1);
    share.message = rows.text(row, 2);
    share.facts.organisation = rows.text(row, 3);
    share.sender = rows.text(row, 4);
    share.facts.sender = mail::ascii_lower(share.sender);
    share.facts.sender_login = rows.text(row, 5);
    share.facts.division = rows.text(row, 6);
    share.facts.sender_class = rows.text(row, 7);
    share.label = label_of(rows, row, 8);
    share.type = rows.text(row, 9);
    share.dossier = rows.maybe_text(row, 10);
    share.accepted_at = time_of(rows.number(row, 11));
    share.expires_at = time_of(rows.number(row, 12));
    share.withdrawn_at = maybe_time(rows, row, 13);
    share.expired_at = maybe_time(rows, row, 14);
    share.facts.withdrawn = share.withdrawn_at.has_value();
    share.facts.expired = rows.boolean(row, 15);
    share.days_left = static_cast<int>(rows.number(row, 16));
    return share;
}

std::vector<Consultation> consultations_of(Connection& connection, const std::string& shares) {
    const auto rows = connection.execute(
        "select c.reader, extract(epoch from c.opened_at)::bigint,"
        " extract(epoch from c.completed_at)::bigint, c.document, c.recipient"
        " from consultation c join share_recipient r on r.id = c.recipient"
        " where r.share = any($1::bigint[]) order by c.id limit 20000",
        {shares});
    std::vector<Consultation> all;
    for (std::size_t row = 0; row < rows.size(); ++row)
        all.push_back({rows.text(row, 0), time_of(rows.number(row, 1)), maybe_time(rows, row, 2), rows.number(row, 3),
                       rows.number(row, 4)});
    return all;
}

void load_recipients(Connection& connection, const std::string& ids, std::map<std::int64_t, Share*>& shares) {
    const auto rows = connection.execute(
        "select r.share, r.id, r.address, r.class, r.organisation, r.division, r.person, r.generic, r.code_required,"
        " extract(epoch from r.first_opened_at)::bigint,"
        " extract(epoch from r.withdrawn_at)::bigint,"
        " extract(epoch from r.undelivered_at)::bigint"
        " from share_recipient r where r.share = any($1::bigint[]) order by r.id",
        {ids});
    std::map<std::int64_t, std::vector<Consultation>> read;
    for (auto& consultation : consultations_of(connection, ids))
        read[consultation.recipient].push_back(std::move(consultation));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        SharedRecipient recipient;
        recipient.facts.id = rows.number(row, 1);
        recipient.address = rows.text(row, 2);
        recipient.facts.address = mail::ascii_lower(recipient.address);
        recipient.facts.klass = rows.text(row, 3);
        recipient.facts.organisation = rows.text(row, 4);
        recipient.facts.division = rows.text(row, 5);
        recipient.facts.person = rows.text(row, 6);
        recipient.facts.generic = rows.boolean(row, 7);
        recipient.code_required = rows.boolean(row, 8);
        recipient.first_opened_at = maybe_time(rows, row, 9);
        recipient.withdrawn_at = maybe_time(rows, row, 10);
        recipient.undelivered_at = maybe_time(rows, row, 11);
        recipient.facts.withdrawn = recipient.withdrawn_at.has_value();
        recipient.consultations = std::move(read[recipient.facts.id]);
        shares.at(rows.number(row, 0))->recipients.push_back(std::move(recipient));
    }
}

void load_documents(Connection& connection, const std::string& ids, std::map<std::int64_t, Share*>& shares) {
    const auto rows = connection.execute(
        "select d.share, d.id, d.content::text, d.label, d.type, d.sealed_name, d.sealed_subject, d.media_type, d.size,"
        " d.part"
        " from share_document d where d.share = any($1::bigint[]) order by d.share, d.ordinal",
        {ids});
    for (std::size_t row = 0; row < rows.size(); ++row) {
        SharedDocument document;
        document.facts.id = rows.number(row, 1);
        document.content = rows.maybe_text(row, 2);
        document.facts.label = label_of(rows, row, 3);
        document.type = rows.text(row, 4);
        if (!rows.is_null(row, 5)) document.sealed_name = rows.bytes(row, 5);
        if (!rows.is_null(row, 6)) document.sealed_subject = rows.bytes(row, 6);
        document.media_type = rows.text(row, 7);
        document.size = static_cast<std::uint64_t>(rows.number(row, 8));
        document.part = rows.text(row, 9);
        shares.at(rows.number(row, 0))->documents.push_back(std::move(document));
    }
}

void load_grants(Connection& connection, const std::string& ids, std::map<std::int64_t, Share*>& shares) {
    const auto rows = connection.execute(
        "select r.share, g.document, g.recipient, g.label from share_grant g join share_recipient r on r.id = "
        "g.recipient"
        " where r.share = any($1::bigint[]) order by g.document, g.recipient",
        {ids});
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto& share = *shares.at(rows.number(row, 0));
        const auto document = std::find_if(share.documents.begin(), share.documents.end(),
                                           [&](const auto& one) { return one.facts.id == rows.number(row, 1); });
        const auto* recipient = share.recipient(rows.number(row, 2));
        if (document == share.documents.end() || !recipient) continue;  // written between two of these statements
        document->facts.grants.push_back({recipient->facts, label_of(rows, row, 3)});
    }
}

std::optional<Share> first_of(Connection& connection, const Rows& ids) {
    if (ids.empty()) return std::nullopt;
    auto shares = load_shares(connection, {ids.number(0, 0)});
    if (shares.empty()) return std::nullopt;
    return std::move(shares.front());
}

std::optional<Linked> linked(Connection& connection, const Rows& found) {
    auto share = first_of(connection, found);
    if (!share) return std::nullopt;
    return Linked{std::move(*share), found.number(0, 1)};
}

}  // namespace

const SharedRecipient* Share::recipient(std::int64_t id) const {
    const auto found =
        std::find_if(recipients.begin(), recipients.end(), [id](const auto& one) { return one.facts.id == id; });
    return found == recipients.end() ? nullptr : &*found;
}

const SharedDocument* Share::document(std::int64_t id) const {
    const auto found =
        std::find_if(documents.begin(), documents.end(), [id](const auto& one) { return one.facts.id == id; });
    return found == documents.end() ? nullptr : &*found;
}

std::vector<Share> load_shares(postgres::Connection& connection, const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return {};
    const auto array = array_of(ids);
    const auto rows = connection.execute(share_columns, {array});
    std::vector<Share> shares;
    for (std::size_t row = 0; row < rows.size(); ++row) shares.push_back(share_of(rows, row));
    std::map<std::int64_t, Share*> by_id;
    for (auto& share : shares) by_id[share.facts.id] = &share;
    load_recipients(connection, array, by_id);
    load_documents(connection, array, by_id);
    load_grants(connection, array, by_id);
    return shares;
}

std::optional<Share> find_share(postgres::Connection& connection, std::int64_t id) {
    return first_of(connection, connection.execute("select id from share where id = $1", {id}));
}

std::optional<Share> find_share(postgres::Connection& connection, std::string_view reference) {
    return first_of(connection, connection.execute("select id from share where reference = $1", {reference}));
}

std::optional<Share> find_share_of_document(postgres::Connection& connection, std::int64_t document) {
    return first_of(connection, connection.execute("select share from share_document where id = $1", {document}));
}

std::optional<Linked> find_by_link(postgres::Connection& connection, std::string_view link_mac) {
    return linked(connection,
                  connection.execute("select share, id from share_recipient where link_mac = $1", {link_mac}));
}

std::optional<Linked> find_by_recipient(postgres::Connection& connection, std::int64_t recipient) {
    return linked(connection, connection.execute("select share, id from share_recipient where id = $1", {recipient}));
}

}  // namespace sluis::storage::shares
