#include "storage/shares/stopped_answer.h"

namespace sluis::storage::shares {

namespace {

std::string_view name_of(Answer answer) {
    return answer == Answer::release ? "release" : "withdraw";
}

}  // namespace

std::size_t give_answer(postgres::Transaction& transaction, std::int64_t stopped, std::optional<std::int64_t> recipient,
                        Answer answer, std::string_view by) {
    const auto rows = transaction.execute(
        "insert into stopped_answer (recipient, answer, answered_by)"
        " select r.id, $3, $4 from stopped_recipient r join stopped_mail m on m.id = r.stopped"
        " where m.id = $1 and ($2::bigint is null or r.id = $2) and r.state = 'held' and m.ends_at > clock_timestamp()"
        " order by r.ordinal on conflict do nothing",
        {stopped, recipient ? postgres::Param{*recipient} : postgres::Param{nullptr}, name_of(answer), by});
    return static_cast<std::size_t>(rows.affected());
}

bool answer_waits(postgres::Connection& connection, std::int64_t stopped) {
    return !connection
                .execute(
                    "select 1 from stopped_answer a join stopped_recipient r on r.id = a.recipient"
                    " where r.stopped = $1 and a.done_at is null limit 1",
                    {stopped})
                .empty();
}

std::vector<DueAnswer> claim_answers(postgres::Transaction& transaction) {
    const auto first = transaction.execute(
        "select m.message from stopped_answer a join stopped_recipient r on r.id = a.recipient join stopped_mail m"
        " on m.id = r.stopped where a.done_at is null and a.next_attempt <= statement_timestamp()"
        " order by a.next_attempt limit 1 for update of a skip locked");
    if (first.empty()) return {};
    const auto rows = transaction.execute(
        "select a.id, a.recipient, m.message, r.address, a.answer, a.answered_by, a.attempts,"
        " extract(epoch from clock_timestamp() - a.answered_at)::bigint"
        " from stopped_answer a join stopped_recipient r on r.id = a.recipient join stopped_mail m on m.id = r.stopped"
        " where m.message = $1 and a.done_at is null and a.next_attempt <= statement_timestamp()"
        " order by a.id limit 1000 for update of a skip locked",
        {first.text(0, 0)});
    std::vector<DueAnswer> answers;
    for (std::size_t row = 0; row < rows.size(); ++row)
        answers.push_back({rows.number(row, 0), rows.number(row, 1), rows.text(row, 2), rows.text(row, 3),
                           rows.text(row, 4) == "release" ? Answer::release : Answer::withdraw, rows.text(row, 5),
                           static_cast<int>(rows.number(row, 6)), std::chrono::seconds{rows.number(row, 7)}});
    return answers;
}

void finish_answers(postgres::Transaction& transaction, const std::vector<DueAnswer>& answers) {
    for (const auto& answer : answers)
        transaction.execute("update stopped_answer set done_at = clock_timestamp() where id = $1", {answer.id});
}

void defer_answers(postgres::Transaction& transaction, const std::vector<DueAnswer>& answers,
                   std::chrono::seconds retry_in) {
    for (const auto& answer : answers)
        transaction.execute(
            "update stopped_answer set attempts = attempts + 1,"
            " next_attempt = clock_timestamp() + make_interval(secs => $2::bigint) where id = $1",
            {answer.id, std::int64_t{retry_in.count()}});
}

}  // namespace sluis::storage::shares
