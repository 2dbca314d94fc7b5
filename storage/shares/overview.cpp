#include "storage/shares/overview.h"

#include <algorithm>
#include <limits>

#include "gateway/mail/mailbox.h"

namespace sluis::storage::shares {

namespace {

constexpr std::size_t batch = 200;
constexpr int max_batches = 25;

/// A text array in PostgreSQL's notation.
std::string array_of(const std::vector<std::string>& texts) {
    std::string array = "{";
    for (const auto& text : texts) {
        array += array.size() > 1 ? ",\"" : "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') array += '\\';
            array += c;
        }
        array += '"';
    }
    return array + '}';
}

// Candidates only: a superset by organisation and address. may_read() judges each of them.
constexpr std::string_view received_candidates =
    "select s.id from share s where s.id < $1 and s.withdrawn_at is null and s.expired_at is null"
    " and s.expires_at > clock_timestamp() and exists (select 1 from share_recipient r where r.share = s.id"
    " and r.withdrawn_at is null and (lower(r.address) = any($2::text[]) or (r.organisation <> '' and r.organisation = "
    "$3)))"
    " order by s.id desc limit $4";
constexpr std::string_view sent_candidates =
    "select s.id from share s where s.id < $1 and s.organisation = $2 and ($3 = '' or s.dossier = $3)"
    " order by s.id desc limit $4";

postgres::Rows candidates(postgres::Connection& connection, const Reader& reader, Side side, std::int64_t before,
                          const std::string& dossier) {
    const auto max = static_cast<std::int64_t>(batch);
    if (side == Side::sender) return connection.execute(sent_candidates, {before, reader.organisation, dossier, max});
    const auto addresses = array_of(reader.addresses);
    return connection.execute(received_candidates, {before, addresses, reader.organisation, max});
}

OverviewPage page_of(postgres::Connection& connection, const Reader& reader, const OverviewQuery& query, Side side) {
    OverviewPage page;
    if (!reader.is_member()) return page;
    auto before = query.before.value_or(std::numeric_limits<std::int64_t>::max());
    for (int round = 0; round < max_batches; ++round) {
        const auto rows = candidates(connection, reader, side, before, query.dossier);
        std::vector<std::int64_t> ids;
        for (std::size_t row = 0; row < rows.size(); ++row) ids.push_back(rows.number(row, 0));
        for (auto& share : load_shares(connection, ids)) {
            if (!keep_visible(share, reader, side)) continue;
            if (page.shares.size() == query.max) {
                page.next = page.shares.back().facts.id;
                return page;
            }
            page.shares.push_back(std::move(share));
        }
        if (rows.size() < batch) return page;
        before = ids.back();
    }
    page.next = before;
    return page;
}

}  // namespace

bool keep_visible(Share& share, const Reader& reader, Side side) {
    const auto verdict = [&](const SharedDocument& document) {
        return side == Side::sender ? may_read_as_sender(reader, share.facts, document.facts)
                                    : may_read_as_recipient(reader, share.facts, document.facts);
    };
    std::erase_if(share.documents, [&](const auto& document) {
        const auto judged = verdict(document);
        return !judged.may_see() || (side == Side::recipient && judged.refusal == Refusal::withdrawn);
    });
    std::erase_if(share.recipients, [&](const auto& recipient) {
        return std::none_of(share.documents.begin(), share.documents.end(), [&](const auto& document) {
            return std::any_of(document.facts.grants.begin(), document.facts.grants.end(),
                               [&](const auto& grant) { return grant.recipient.id == recipient.facts.id; });
        });
    });
    return !share.documents.empty();
}

OverviewPage received(postgres::Connection& connection, const Reader& reader, const OverviewQuery& query) {
    return page_of(connection, reader, query, Side::recipient);
}

OverviewPage sent(postgres::Connection& connection, const Reader& reader, const OverviewQuery& query) {
    return page_of(connection, reader, query, Side::sender);
}

}  // namespace sluis::storage::shares
