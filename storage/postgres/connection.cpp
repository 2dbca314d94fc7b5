#include "storage/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <cerrno>

#include "gateway/mail/reply.h"
#include "storage/postgres/sqlstate.h"

namespace sluis::storage::postgres {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// The server stops a statement at its deadline; the client waits this much longer before it gives up on the
/// server.
constexpr milliseconds kGrace{10'000};
/// More distinct statements than this are executed unprepared: no program of ours has as many.
constexpr std::size_t kMaxPrepared = 500;

/// What conninfo does not say itself. Unix sockets ignore the TCP settings.
constexpr std::array<const char*, 9> kKeywords{"connect_timeout",  "application_name", "client_encoding",
                                               "keepalives_idle",  "keepalives_count", "keepalives_interval",
                                               "tcp_user_timeout", "dbname",           nullptr};

/// Texts and numbers of the parameters, in the form libpq wants: pointers into memory that stays.
struct Bound {
    std::vector<std::string> texts;
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;

    void add(std::string text) {
        texts.push_back(std::move(text));
        values.push_back(texts.back().c_str());
        lengths.push_back(0);
        formats.push_back(0);
    }
    void add(const char* octets, std::size_t size, int format) {
        values.push_back(octets);
        lengths.push_back(static_cast<int>(size));
        formats.push_back(format);
    }
};

Bound bind(const std::vector<Param>& params) {
    Bound bound;
    bound.texts.reserve(params.size());
    for (const auto& param : params) {
        if (const auto* text = std::get_if<std::string_view>(&param)) {
            if (text->find('\0') != std::string_view::npos) throw Error{"database: a text parameter holds NUL", false};
            bound.add(std::string{*text});
        } else if (const auto* number = std::get_if<std::int64_t>(&param)) {
            bound.add(std::to_string(*number));
        } else if (const auto* truth = std::get_if<bool>(&param)) {
            bound.add(*truth ? "t" : "f");
        } else if (const auto* blob = std::get_if<Blob>(&param)) {
            if (blob->octets.size() > 512u << 20) throw Error{"database: octets too many for one parameter", false};
            bound.add(blob->octets.empty() ? "" : blob->octets.data(), blob->octets.size(), 1);
        } else {
            bound.add(nullptr, 0, 0);
        }
    }
    return bound;
}

void ignore_notice(void*, const char*) {}

[[noreturn]] void throw_lost() {
    throw Error{"database: the connection was lost", true};
}

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

Rows Connection::execute(std::string_view sql, const std::vector<Param>& params) {
    if (!is_usable()) throw_lost();
    const auto bound = bind(params);
    const int count = static_cast<int>(params.size());
    const auto name = prepare(sql);
    const int sent = name.empty()
                         ? ::PQsendQueryParams(connection_.get(), std::string{sql}.c_str(), count, nullptr,
                                               bound.values.data(), bound.lengths.data(), bound.formats.data(), 0)
                         : ::PQsendQueryPrepared(connection_.get(), name.c_str(), count, bound.values.data(),
                                                 bound.lengths.data(), bound.formats.data(), 0);
    if (sent == 0) throw_lost();
    return finish_statement();
}

std::string Connection::prepare(std::string_view sql) {
    std::string text{sql};
    if (const auto known = prepared_.find(text); known != prepared_.end()) return known->second;
    if (prepared_.size() >= kMaxPrepared) return {};
    auto name = "s" + std::to_string(prepared_.size());
    if (::PQsendPrepare(connection_.get(), name.c_str(), text.c_str(), 0, nullptr) == 0) throw_lost();
    (void)finish_statement();
    prepared_.emplace(std::move(text), name);
    return name;
}

void Connection::run_script(const std::string& sql) {
    if (!is_usable() || ::PQsendQuery(connection_.get(), sql.c_str()) == 0) throw_lost();
    (void)finish_statement();
}

Rows Connection::finish_statement() {
    const auto deadline = Clock::now() + statement_deadline_ + kGrace;
    pg_result* last = nullptr;
    std::unique_ptr<pg_result, Rows::Clear> kept;
    std::unique_ptr<pg_result, Rows::Clear> refused;
    do {
        while (::PQisBusy(connection_.get()) != 0) wait_readable(deadline);
        last = ::PQgetResult(connection_.get());
        if (last == nullptr) break;
        switch (::PQresultStatus(last)) {
            case PGRES_COMMAND_OK:
            case PGRES_TUPLES_OK:
            case PGRES_EMPTY_QUERY:
                kept.reset(last);
                break;
            case PGRES_COPY_IN:
            case PGRES_COPY_OUT:
            case PGRES_COPY_BOTH:
                ::PQclear(last);
                throw Error{"database: COPY is not spoken here", false};
            default:
                if (refused)
                    ::PQclear(last);
                else
                    refused.reset(last);
        }
    } while (last != nullptr);
    if (refused) throw_statement_error(refused.get());
    if (!kept) throw_lost();
    return Rows{kept.release()};
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
    return connection_ && ::PQtransactionStatus(connection_.get()) != PQTRANS_IDLE;
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
