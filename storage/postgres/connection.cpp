#include "storage/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <cerrno>

#include "gateway/mail/reply.h"
#include "storage/postgres/results.h"
#include "storage/postgres/sqlstate.h"

namespace sluis::storage::postgres {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// What conninfo does not say itself. Unix sockets ignore the TCP settings.
constexpr std::array<const char*, 9> kKeywords{"connect_timeout",  "application_name", "client_encoding",
                                               "keepalives_idle",  "keepalives_count", "keepalives_interval",
                                               "tcp_user_timeout", "dbname",           nullptr};

void ignore_notice(void*, const char*) {}

}  // namespace

std::string quote_conninfo(std::string_view value) {
    std::string quoted = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

void Connection::Finish::operator()(pg_conn* connection) const noexcept {
    ::PQfinish(connection);
}

Connection::Connection(const std::string& conninfo) {
    const std::array<const char*, 9> values{"10", "sluis", "UTF8", "30", "3", "10", "30000", conninfo.c_str(), nullptr};
    connection_.reset(::PQconnectdbParams(kKeywords.data(), values.data(), 1));
    if (!connection_) throw Error{"database: no memory for a connection", true};
    ::PQsetNoticeProcessor(connection_.get(), ignore_notice, nullptr);
    if (::PQstatus(connection_.get()) != CONNECTION_OK)
        throw Error{"database: no connection: " + mail::one_line(::PQerrorMessage(connection_.get())), true};
    // idle_in_transaction: a claim lives as long as its transaction, and one delivery may last RFC 5321's
    // time-outs.
    run_script(
        "set timezone = 'UTC'; set datestyle = 'ISO'; set bytea_output = 'hex'; set search_path = public; "
        "set lock_timeout = '15s'; set idle_in_transaction_session_timeout = '1h'; set "
        "standard_conforming_strings = on");
    set_statement_deadline(statement_deadline_);
}

void Connection::set_statement_deadline(milliseconds deadline) {
    statement_deadline_ = deadline;
    run_script("set statement_timeout = " + std::to_string(deadline.count()));
}

void Connection::run_script(const std::string& sql) {
    finish_posted();
    if (!is_usable() || ::PQsendQuery(connection_.get(), sql.c_str()) == 0) throw_lost();
    const auto deadline = Clock::now() + statement_deadline_ + grace;
    Result refused;
    while (auto result = next_result(deadline)) {
        if (!is_success(result.get()) && !refused) refused = std::move(result);
    }
    if (refused) throw_statement_error(refused.get());
    if (!is_usable()) throw_lost();
}

Connection::Result Connection::next_result(Clock::time_point deadline) {
    while (::PQisBusy(connection_.get()) != 0) wait_readable(deadline);
    Result result{::PQgetResult(connection_.get())};
    const auto status = result ? ::PQresultStatus(result.get()) : PGRES_COMMAND_OK;
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
        connection_.reset();  // it would wait for rows that never come
        throw Error{"database: COPY is not spoken here", false};
    }
    return result;
}

void Connection::wait_readable(Clock::time_point deadline) {
    // Also writes what did not fit the socket's buffer: a large bytea while the server is busy reading.
    const int unsent = ::PQflush(connection_.get());
    if (unsent < 0) throw_lost();
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    pollfd wait{::PQsocket(connection_.get()), static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0)), 0};
    const int ready = left.count() <= 0 ? 0 : ::poll(&wait, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) return;
    if (ready <= 0) {
        connection_.reset();  // its answer may still come: it must never be taken for another statement's
        throw Error{"database: no answer within the deadline", true};
    }
    if ((wait.revents & (POLLIN | POLLERR | POLLHUP)) != 0 && ::PQconsumeInput(connection_.get()) == 0) throw_lost();
}

void Connection::listen(std::string_view channel) {
    char* quoted = ::PQescapeIdentifier(connection_.get(), channel.data(), channel.size());
    if (quoted == nullptr) throw Error{"database: no such channel name", false};
    const std::string sql = "listen " + std::string{quoted};
    ::PQfreemem(quoted);
    run_script(sql);
}

bool Connection::wait_notified(milliseconds deadline) {
    const auto until = Clock::now() + deadline;
    for (;;) {
        if (!is_usable() || ::PQconsumeInput(connection_.get()) == 0) throw_lost();
        bool heard = false;
        while (pgNotify* notify = ::PQnotifies(connection_.get())) {
            ::PQfreemem(notify);
            heard = true;
        }
        if (heard) return true;
        const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
        if (left.count() <= 0) return false;
        pollfd wait{::PQsocket(connection_.get()), POLLIN, 0};
        if (::poll(&wait, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) throw_lost();
    }
}

bool Connection::is_usable() const noexcept {
    return connection_ && ::PQstatus(connection_.get()) == CONNECTION_OK;
}

bool Connection::in_transaction() const noexcept {
    return connection_ && (!posted_.empty() || ::PQtransactionStatus(connection_.get()) != PQTRANS_IDLE);
}

bool Connection::is_alive() noexcept {
    // The first read may give the server's last words, and only the next one its end.
    for (int round = 0; round < 4 && is_usable(); ++round) {
        pollfd wait{::PQsocket(connection_.get()), POLLIN, 0};
        if (::poll(&wait, 1, 0) <= 0) return true;
        if (::PQconsumeInput(connection_.get()) == 0) return false;
    }
    return is_usable();
}

}  // namespace sluis::storage::postgres
