#include <libpq-fe.h>

#include <charconv>
#include <cstdlib>

#include "storage/postgres/connection.h"

namespace sluis::storage::postgres {
namespace {

void check_position(const pg_result* result, std::size_t row, int column) {
    const bool inside =
        row < static_cast<std::size_t>(::PQntuples(result)) && column >= 0 && column < ::PQnfields(result);
    if (!inside) throw Error{"database: a row or column was read that the result does not have", false};
}

std::string_view value(const pg_result* result, std::size_t row, int column) {
    check_position(result, row, column);
    const int r = static_cast<int>(row);
    if (::PQgetisnull(result, r, column) != 0) throw Error{"database: a null was read as a value", false};
    return {::PQgetvalue(result, r, column), static_cast<std::size_t>(::PQgetlength(result, r, column))};
}

}  // namespace

void Rows::Clear::operator()(pg_result* result) const noexcept {
    ::PQclear(result);
}

Rows::Rows(pg_result* result) : result_{result} {}

std::size_t Rows::size() const noexcept {
    return static_cast<std::size_t>(::PQntuples(result_.get()));
}

std::uint64_t Rows::affected() const noexcept {
    const std::string_view text = ::PQcmdTuples(result_.get());
    std::uint64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

std::string_view Rows::command() const noexcept {
    return ::PQcmdStatus(result_.get());
}

bool Rows::is_null(std::size_t row, int column) const {
    check_position(result_.get(), row, column);
    return ::PQgetisnull(result_.get(), static_cast<int>(row), column) != 0;
}

std::string Rows::text(std::size_t row, int column) const {
    return std::string{value(result_.get(), row, column)};
}

std::string Rows::text_or(std::size_t row, int column, std::string_view otherwise) const {
    return is_null(row, column) ? std::string{otherwise} : text(row, column);
}

std::optional<std::string> Rows::maybe_text(std::size_t row, int column) const {
    if (is_null(row, column)) return std::nullopt;
    return text(row, column);
}

std::int64_t Rows::number(std::size_t row, int column) const {
    const auto digits = value(result_.get(), row, column);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc{} || end != digits.data() + digits.size())
        throw Error{"database: a column that is no whole number was read as one", false};
    return number;
}

bool Rows::boolean(std::size_t row, int column) const {
    const auto letter = value(result_.get(), row, column);
    if (letter == "t") return true;
    if (letter == "f") return false;
    throw Error{"database: a column that is no boolean was read as one", false};
}

Bytes Rows::bytes(std::size_t row, int column) const {
    value(result_.get(), row, column);
    const auto* escaped =
        reinterpret_cast<const unsigned char*>(::PQgetvalue(result_.get(), static_cast<int>(row), column));
    std::size_t size = 0;
    const std::unique_ptr<unsigned char, decltype(&::PQfreemem)> octets{::PQunescapeBytea(escaped, &size),
                                                                        &::PQfreemem};
    if (!octets) throw Error{"database: no memory for octets", true};
    return {reinterpret_cast<const char*>(octets.get()), size};
}

}  // namespace sluis::storage::postgres
