#include "storage/shares/stopped_mail.h"

#include <algorithm>
#include <array>

#include "storage/shares/explanation.h"

namespace sluis::storage::shares {

namespace {

constexpr std::array<std::string_view, 5> state_names{"held", "shared", "withdrawn", "expired", "returned"};

StoppedState state_from(const std::string& name) {
    const auto found = std::find(state_names.begin(), state_names.end(), name);
    if (found == state_names.end()) throw Error{"stopped mail: an unknown state in the database", false};
    return static_cast<StoppedState>(found - state_names.begin());
}

Time time_of(const postgres::Rows& rows, std::size_t row, int column) {
    return Time{std::chrono::seconds{rows.number(row, column)}};
}

void load_recipients(postgres::Connection& connection, StoppedMail& mail) {
    const auto rows = connection.execute(
        "select r.id, r.address, r.state, r.why, r.advice, r.kinds, r.documents, r.kept_by, r.changed_by,"
        " extract(epoch from r.changed_at)::bigint, s.reference, extract(epoch from s.expires_at)::bigint,"
        " (select a.answer from stopped_answer a where a.recipient = r.id and a.done_at is null), e.body::text"
        " from stopped_recipient r left join share s on s.id = r.share left join explanation e"
        " on e.stopped_recipient = r.id where r.stopped = $1 order by r.ordinal limit 1000",
        {mail.id});
    for (std::size_t row = 0; row < rows.size(); ++row) {
        StoppedRecipient one;
        one.id = rows.number(row, 0);
        one.address = rows.text(row, 1);
        one.state = state_from(rows.text(row, 2));
        one.why = rows.text(row, 3);
        one.advice = rows.text(row, 4);
        one.kinds = rows.text(row, 5);
        one.documents = static_cast<int>(rows.number(row, 6));
        one.kept_by = rows.text(row, 7);
        one.changed_by = rows.text(row, 8);
        one.changed_at = time_of(rows, row, 9);
        one.share_reference = rows.maybe_text(row, 10);
        if (!rows.is_null(row, 11)) one.share_until = time_of(rows, row, 11);
        one.answered = rows.maybe_text(row, 12);
        one.explanation = rows.text_or(row, 13, "");
        mail.recipients.push_back(std::move(one));
    }
}

/// @param which  a condition or an ending of ours with one parameter, never a text from outside
std::vector<StoppedMail> load(postgres::Connection& connection, const std::string& which,
                              const std::vector<postgres::Param>& params) {
    const auto rows = connection.execute(
        "select id, reference, message, organisation, sender, sender_login, told,"
        " extract(epoch from accepted_at)::bigint, extract(epoch from ends_at)::bigint, ends_at <= clock_timestamp()"
        " from stopped_mail where " +
            which,
        params);
    std::vector<StoppedMail> mails;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        StoppedMail mail;
        mail.id = rows.number(row, 0);
        mail.reference = rows.text(row, 1);
        mail.message = rows.text(row, 2);
        mail.organisation = rows.text(row, 3);
        mail.sender = rows.text(row, 4);
        mail.sender_login = rows.text(row, 5);
        mail.told = rows.text(row, 6);
        mail.accepted_at = time_of(rows, row, 7);
        mail.ends_at = time_of(rows, row, 8);
        mail.over = rows.boolean(row, 9);
        load_recipients(connection, mail);
        mails.push_back(std::move(mail));
    }
    return mails;
}

std::optional<StoppedMail> one_of(std::vector<StoppedMail> mails) {
    if (mails.empty()) return std::nullopt;
    return std::move(mails.front());
}

std::string key_of(const std::string& address) {
    const auto mailbox = mail::Mailbox::parse(address);
    return mailbox ? mailbox->key() : std::string{};
}

}  // namespace

std::string insert_stopped_mail(postgres::Transaction& transaction, const NewStoppedMail& mail) {
    const auto reference = vault::random_token(12);
    const auto id = transaction
                        .execute(
                            "insert into stopped_mail (reference, link_mac, message, organisation, sender,"
                            " sender_login, told, accepted_at, ends_at)"
                            " values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $8::timestamptz + interval '72 "
                            "hours') returning id",
                            {reference, mail.link_mac, mail.message, mail.organisation, mail.sender, mail.sender_login,
                             mail.told, mail.accepted_at})
                        .number(0, 0);
    std::int64_t ordinal = 0;
    for (const auto& recipient : mail.recipients) {
        const auto row =
            transaction
                .execute(
                    "insert into stopped_recipient (stopped, ordinal, address, state, why, advice, kinds,"
                    " documents) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
                    {id, ordinal++, recipient.address, std::string_view{recipient.returned ? "returned" : "held"},
                     recipient.why, recipient.advice, recipient.kinds, std::int64_t{recipient.documents}})
                .number(0, 0);
        insert_explanation(transaction, Explained::stopped_recipient, row, recipient.explanation);
    }
    return reference;
}

std::string stopped_link_path(std::string_view token) {
    return "/t/" + std::string{token};
}

const StoppedRecipient* StoppedMail::recipient(std::int64_t wanted) const {
    const auto found =
        std::find_if(recipients.begin(), recipients.end(), [&](const auto& one) { return one.id == wanted; });
    return found == recipients.end() ? nullptr : &*found;
}

bool StoppedMail::waits() const {
    return !over && std::any_of(recipients.begin(), recipients.end(),
                                [](const auto& one) { return one.state == StoppedState::held && !one.answered; });
}

std::optional<StoppedMail> find_stopped(postgres::Connection& connection, std::int64_t id) {
    return one_of(load(connection, "id = $1", {id}));
}

std::optional<StoppedMail> find_stopped(postgres::Connection& connection, std::string_view reference) {
    return one_of(load(connection, "reference = $1", {reference}));
}

std::optional<StoppedMail> find_stopped_by_link(postgres::Connection& connection, std::string_view link_mac) {
    return one_of(load(connection, "link_mac = $1", {link_mac}));
}

std::vector<StoppedMail> stopped_of(postgres::Connection& connection, const Reader& reader, std::size_t max) {
    if (!reader.is_member()) return {};
    const auto most = std::to_string(std::min<std::size_t>(max, 100));
    std::string addresses = "{";
    for (const auto& address : reader.addresses) {
        std::string quoted;
        for (const char c : address) {
            if (c == '"' || c == '\\') quoted += '\\';
            quoted += c;
        }
        addresses += (addresses.size() > 1 ? ",\"" : "\"") + quoted + '"';
    }
    addresses += '}';
    auto mails = load(connection,
                      "organisation = $1 and (sender_login = $2 or lower(sender) = any($3::text[]) or lower(told) = "
                      "any($3::text[])) order by accepted_at desc limit " +
                          most,
                      {reader.organisation, reader.login, addresses});
    std::erase_if(mails, [&](const StoppedMail& mail) { return !may_answer(reader, mail); });
    return mails;
}

bool may_answer(const Reader& reader, const StoppedMail& mail) {
    const auto told = key_of(mail.told), sender = key_of(mail.sender);
    if (!reader.is_member())
        return reader.guest_stopped == mail.id && !reader.guest_address.empty() && reader.guest_address == told;
    if (mail.organisation.empty() || reader.organisation != mail.organisation) return false;
    if (!mail.sender_login.empty() && reader.login == mail.sender_login) return true;
    const auto is_theirs = [&](const std::string& key) {
        return !key.empty() &&
               std::find(reader.addresses.begin(), reader.addresses.end(), key) != reader.addresses.end();
    };
    return is_theirs(sender) || is_theirs(told);
}

void settle_stopped(postgres::Transaction& transaction, std::string_view message, std::string_view address,
                    StoppedState state, std::string_view by, std::optional<std::int64_t> share) {
    transaction.execute(
        "update stopped_recipient r set state = $3, changed_by = $4, share = $5, kept_by = '',"
        " changed_at = clock_timestamp() from stopped_mail m"
        " where m.id = r.stopped and m.message = $1 and r.address = $2 and r.state = 'held'",
        {message, address, state_names[static_cast<std::size_t>(state)], by,
         share ? postgres::Param{*share} : postgres::Param{nullptr}});
}

void keep_stopped(postgres::Transaction& transaction, std::int64_t recipient, std::string_view advice) {
    transaction.execute("update stopped_recipient set kept_by = $2 where id = $1 and state = 'held'",
                        {recipient, advice});
}

std::size_t purge_stopped(postgres::Connection& connection, std::chrono::hours age) {
    const std::int64_t hours{age.count()};
    const auto mails = connection.execute(
        "delete from stopped_mail where id in (select m.id from stopped_mail m where m.accepted_at < clock_timestamp()"
        " - make_interval(hours => $1::int) and not exists (select from stopped_recipient r where r.stopped = m.id"
        " and r.state = 'held') limit 1000)",
        {hours});
    const auto explanations = connection.execute(
        "delete from explanation where id in (select id from explanation where created_at < clock_timestamp()"
        " - make_interval(hours => $1::int) limit 1000)",
        {hours});
    return static_cast<std::size_t>(mails.affected() + explanations.affected());
}

}  // namespace sluis::storage::shares
