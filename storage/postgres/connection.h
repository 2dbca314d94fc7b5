#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "storage/postgres/error.h"

struct pg_conn;
struct pg_result;

namespace sluis::storage::postgres {

/// The server refused a statement. what() bears the SQLSTATE and names of tables and constraints, never
/// values.
class StatementError : public Error {
public:
    StatementError(const std::string& what, bool transient, std::string sqlstate)
        : Error{what, transient}, sqlstate_{std::move(sqlstate)} {}
    /// Five characters; "23505" is a unique violation (PostgreSQL, appendix A).
    [[nodiscard]] const std::string& sqlstate() const noexcept { return sqlstate_; }

private:
    std::string sqlstate_;
};

using Bytes = std::string;  ///< Octets of a bytea; a string because it owns and grows, not because it is text.

/// Marks a parameter as bytea.
struct Blob {
    std::string_view octets;
};

/// One parameter of a statement: null, text, number, boolean or octets. Copies nothing: what it refers to
/// must outlive the call.
using Param = std::variant<std::nullptr_t, std::string_view, std::int64_t, bool, Blob>;

/// A std::optional text as a parameter.
[[nodiscard]] inline Param maybe(const std::optional<std::string>& text) {
    return text ? Param{std::string_view{*text}} : Param{nullptr};
}

/// The rows of one statement. Columns by position; a wrong position or a null read as a value throws Error.
class Rows {
public:
    struct Clear {
        void operator()(pg_result* result) const noexcept;
    };
    explicit Rows(pg_result* result);
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] std::uint64_t affected() const noexcept;  ///< Rows changed by INSERT, UPDATE, DELETE.

    [[nodiscard]] bool is_null(std::size_t row, int column) const;
    [[nodiscard]] std::string text(std::size_t row, int column) const;
    [[nodiscard]] std::string text_or(std::size_t row, int column, std::string_view otherwise) const;
    [[nodiscard]] std::optional<std::string> maybe_text(std::size_t row, int column) const;
    [[nodiscard]] std::int64_t number(std::size_t row, int column) const;
    [[nodiscard]] bool boolean(std::size_t row, int column) const;
    [[nodiscard]] Bytes bytes(std::size_t row, int column) const;

    /// The command's tag: "INSERT 0 1", "ROLLBACK".
    [[nodiscard]] std::string_view command() const noexcept;

private:
    std::unique_ptr<pg_result, Clear> result_;
};

/// One connection to PostgreSQL. Not thread-safe: one thread at a time, from a Pool.
class Connection {
public:
    /// @throws Error when the server cannot be reached within ten seconds.
    explicit Connection(const std::string& conninfo);

    /// One statement with $1… parameters, prepared on first use and kept by its text.
    /// A text parameter must not hold NUL: PostgreSQL has no such text.
    /// @throws StatementError when the server refuses it; Error (transient) when the connection is lost or
    /// the deadline passed.
    Rows execute(std::string_view sql, const std::vector<Param>& params = {});

    /// As execute(), but asks for no answer: the statement goes with what is executed next, in order and in the same
    /// round trip (libpq, "Pipeline Mode"). Its failure is thrown there, and nothing after it was done. Copies the
    /// parameters. For a Transaction, which has an end.
    /// @param unchanged  a text that lives for ever: it is an error with this text when the statement gives or changes
    ///                   no row. What follows in the same round trip was done then.
    void post(std::string_view sql, const std::vector<Param>& params = {}, std::string_view unchanged = {});
    /// Waits for the answers to what was posted, if anything was. @throws as execute()
    void finish_posted();
    /// The same where what was posted counts no more.
    void drop_posted() noexcept;
    /// True when something posted is an error as soon as it changes no row.
    [[nodiscard]] bool posted_must_change() const noexcept;

    /// Several statements without parameters, as in a migration.
    void run_script(const std::string& sql);

    /// How long one statement may take: the server stops it then, and shortly after the connection is given
    /// up. 30 seconds unless told otherwise.
    void set_statement_deadline(std::chrono::milliseconds deadline);

    /// Hears NOTIFY on this channel from now on. @param channel  an SQL identifier
    void listen(std::string_view channel);
    /// True as soon as a notification is there, at once when one came before; false when `deadline` passed.
    /// @throws Error when the connection is lost
    [[nodiscard]] bool wait_notified(std::chrono::milliseconds deadline);

    [[nodiscard]] bool is_usable() const noexcept;
    [[nodiscard]] bool in_transaction() const noexcept;
    /// As is_usable(), but looks whether the server closed it meanwhile. Asks the server nothing.
    [[nodiscard]] bool is_alive() noexcept;

private:
    struct Finish {
        void operator()(pg_conn* connection) const noexcept;
    };
    std::unique_ptr<pg_conn, Finish> connection_;
    using Result = std::unique_ptr<pg_result, Rows::Clear>;
    /// One that was sent and not answered.
    struct Posted {
        std::string preparing;  ///< The text that it prepares; empty when it executes.
        std::string_view unchanged;
    };
    [[nodiscard]] Rows finish();
    [[nodiscard]] Result next_result(std::chrono::steady_clock::time_point deadline);
    void wait_readable(std::chrono::steady_clock::time_point deadline);
    [[nodiscard]] std::string prepare(std::string_view sql);

    std::unordered_map<std::string, std::string> prepared_;  ///< Statement text → name.
    std::size_t names_ = 0;                                  ///< Names given to statements so far.
    std::vector<Posted> posted_;
    std::chrono::milliseconds statement_deadline_{30'000};
};

/// A text[] as a parameter: `$1::text[]`.
[[nodiscard]] std::string text_array(const std::vector<std::string>& texts);

/// A value between quotes for a connection string (libpq, "Keyword/Value Connection Strings").
[[nodiscard]] std::string quote_conninfo(std::string_view value);

/// BEGIN … COMMIT. What is not committed is rolled back by the destructor.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Rows execute(std::string_view sql, const std::vector<Param>& params = {}) {
        return connection_.execute(sql, params);
    }
    /// Connection::post(): what nobody needs the answer of before the commit.
    void post(std::string_view sql, const std::vector<Param>& params = {}, std::string_view unchanged = {}) {
        connection_.post(sql, params, unchanged);
    }
    /// Waits for the answers to what was posted. @throws as execute()
    void finish_posted() { connection_.finish_posted(); }
    /// What comes after it can be undone by undo(), once or more, whatever failed meanwhile.
    void mark();
    void undo();
    /// @throws Error when it was not committed, or (transient) when the connection broke before the answer
    /// came: unknown then.
    void commit();
    [[nodiscard]] Connection& connection() const noexcept { return connection_; }

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace sluis::storage::postgres
