#include "storage/shares/expiry.h"

#include <vector>

#include "storage/audit/audit_log.h"

namespace sluis::storage::shares {

namespace {

constexpr std::string_view day_prefix = "day-";

audit::Entry entry_of(audit::Event event, std::int64_t share, const std::string& organisation,
                      const std::string& message) {
    audit::Entry entry;
    entry.event = event;
    entry.organisation = organisation;
    entry.message = message;
    entry.share = share;
    return entry;
}

/// Removes what one share holds. @returns the contents, whose files go after the commit
std::vector<vault::ContentId> empty_share(postgres::Transaction& transaction, const vault::ContentStore& store,
                                          std::int64_t share, const std::string& organisation,
                                          const std::string& message) {
    const auto documents = transaction.execute(
        "select id, content::text from share_document where share = $1 and content is not null order by ordinal",
        {share});
    transaction.execute(
        "update share_document set content = null, sealed_name = null, sealed_subject = null where share = $1",
        {share});
    std::vector<vault::ContentId> contents;
    for (std::size_t row = 0; row < documents.size(); ++row) {
        contents.push_back(documents.text(row, 1));
        store.erase(transaction, contents.back());
        auto entry = entry_of(audit::Event::deleted, share, organisation, message);
        entry.document = documents.number(row, 0);
        audit::write(transaction, entry);
    }
    // What guests could still prove. Their sessions live on for their hour: nothing opens, and the next click says why.
    for (const auto* table : {"access_code", "access_tries"})
        transaction.execute("delete from " + std::string{table} +
                                " where recipient in (select id from share_recipient where share = $1)",
                            {share});
    return contents;
}

/// One share that is due, in a transaction of its own. False when there is none that nobody else works on.
bool expire_one(postgres::Connection& connection, const vault::ContentStore& store, Expired& done) {
    postgres::Transaction transaction{connection};
    const auto due = transaction.execute(
        "select id, organisation, message, withdrawn_at is null from share"
        " where expired_at is null and (expires_at <= clock_timestamp() or withdrawn_at is not null)"
        " order by expires_at limit 1 for update skip locked");
    if (due.empty()) return false;
    const auto share = due.number(0, 0);
    const auto organisation = due.text(0, 1), message = due.text(0, 2);
    const auto contents = empty_share(transaction, store, share, organisation, message);
    transaction.execute("update share set expired_at = clock_timestamp() where id = $1", {share});
    if (due.boolean(0, 3)) audit::write(transaction, entry_of(audit::Event::expired, share, organisation, message));
    transaction.commit();
    for (const auto& content : contents) store.remove_file(content);
    done.shares += 1;
    done.documents += contents.size();
    return true;
}

/// Keys of days before today (UTC). A share expires within its key's day, so none of these opens anything that lives.
std::size_t destroy_passed_days(postgres::Connection& connection, const vault::KeyDirectory& keys) {
    const auto today =
        connection.execute("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD')").text(0, 0);
    const auto first_to_keep = vault::KeyDirectory::day_key_name(today);
    std::size_t destroyed = 0;
    for (const auto& name : keys.names(day_prefix)) {
        if (name >= first_to_keep) continue;
        keys.destroy(name);
        destroyed += 1;
    }
    return destroyed;
}

}  // namespace

Expired expire_due(postgres::Connection& connection, const vault::KeyDirectory& keys, const vault::ContentStore& store,
                   std::size_t max_shares) {
    Expired done;
    // First the keys: they are what counts, and wait for no long list and no damaged row.
    done.keys = destroy_passed_days(connection, keys);
    while (done.shares < max_shares && expire_one(connection, store, done)) {
    }
    done.more = done.shares == max_shares;
    connection.execute("delete from portal_session where expires_at <= clock_timestamp()");
    connection.execute("delete from access_code where created_at < clock_timestamp() - interval '24 hours'");
    connection.execute("delete from login_throttle where changed_at < clock_timestamp() - interval '1 day'");
    return done;
}

}  // namespace sluis::storage::shares
