#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/postgres/error.h"

struct pg_conn;
struct pg_result;

namespace sluis::storage::postgres {

using Bytes = std::string;  ///< Octets of a bytea; a string because it owns and grows, not because it is text.

/// Marks a parameter as bytea.
struct Blob {
    std::string_view octets;
};

/// One parameter of a statement: null, text, number, boolean or octets. Copies nothing: what it refers to must outlive the call.
using Param = std::variant<std::nullptr_t, std::string_view, std::int64_t, bool, Blob>;

/// A std::optional text as a parameter.
[[nodiscard]] inline Param maybe(const std::optional<std::string>& text) {
    return text ? Param{std::string_view{*text}} : Param{nullptr};
}

/// The rows of one statement. Columns by position; a wrong position or a null read as a value throws Error.
class Rows {
public:
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

private:
    struct Clear {
        void operator()(pg_result* result) const noexcept;
    };
    std::unique_ptr<pg_result, Clear> result_;
};

/// One connection to PostgreSQL. Not thread-safe: one thread at a time, from a Pool.
class Connection {
public:
    /// @throws Error when the server cannot be reached within ten seconds.
    explicit Connection(const std::string& conninfo);

    /// One statement with $1… parameters, prepared on first use and kept by its text.
    /// @throws Error, with the SQLSTATE and the server's primary message (which names no values).
    Rows execute(std::string_view sql, const std::vector<Param>& params = {});

    /// Several statements without parameters, as in a migration.
    void run_script(const std::string& sql);

    [[nodiscard]] bool is_usable() const noexcept;
    [[nodiscard]] bool in_transaction() const noexcept;

private:
    struct Finish {
        void operator()(pg_conn* connection) const noexcept;
    };
    std::unique_ptr<pg_conn, Finish> connection_;
    std::vector<std::string> prepared_;
};

/// BEGIN … COMMIT. What is not committed is rolled back by the destructor.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Rows execute(std::string_view sql, const std::vector<Param>& params = {}) { return connection_.execute(sql, params); }
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace sluis::storage::postgres
