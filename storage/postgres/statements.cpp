#include <libpq-fe.h>

#include <algorithm>
#include <utility>

#include "storage/postgres/connection.h"
#include "storage/postgres/results.h"
#include "storage/postgres/sqlstate.h"

namespace sluis::storage::postgres {
namespace {

/// More distinct statements than this are executed unprepared: no program of ours has as many.
constexpr std::size_t max_prepared = 500;

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

}  // namespace

bool is_success(const pg_result* result) noexcept {
    const auto status = ::PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

void throw_lost() {
    throw Error{"database: the connection was lost", true};
}

Rows Connection::execute(std::string_view sql, const std::vector<Param>& params) {
    post(sql, params);
    return finish();
}

void Connection::post(std::string_view sql, const std::vector<Param>& params, std::string_view unchanged) {
    if (!is_usable()) throw_lost();
    const auto bound = bind(params);
    if (posted_.empty() && ::PQenterPipelineMode(connection_.get()) == 0) throw_lost();
    const int count = static_cast<int>(params.size());
    const auto name = prepare(sql);
    const int sent = name.empty()
                         ? ::PQsendQueryParams(connection_.get(), std::string{sql}.c_str(), count, nullptr,
                                               bound.values.data(), bound.lengths.data(), bound.formats.data(), 0)
                         : ::PQsendQueryPrepared(connection_.get(), name.c_str(), count, bound.values.data(),
                                                 bound.lengths.data(), bound.formats.data(), 0);
    if (sent == 0) {
        connection_.reset();
        throw_lost();
    }
    posted_.push_back({{}, unchanged});
}

std::string Connection::prepare(std::string_view sql) {
    std::string text{sql};
    if (const auto known = prepared_.find(text); known != prepared_.end()) return known->second;
    if (names_ >= max_prepared) return {};
    auto name = "s" + std::to_string(names_++);
    if (::PQsendPrepare(connection_.get(), name.c_str(), text.c_str(), 0, nullptr) == 0) {
        connection_.reset();
        throw_lost();
    }
    posted_.push_back({text, {}});
    prepared_.emplace(std::move(text), name);
    return name;
}

Rows Connection::finish() {
    const auto posted = std::exchange(posted_, {});
    if (!is_usable() || ::PQpipelineSync(connection_.get()) == 0) {
        connection_.reset();
        throw_lost();
    }
    const auto deadline = std::chrono::steady_clock::now() + statement_deadline_ + grace;
    Result last, refused;
    std::string_view unchanged;
    for (const auto& one : posted) {
        bool done = false;
        while (auto result = next_result(deadline)) {
            done = is_success(result.get());
            if (done) {
                last = std::move(result);
            } else if (!refused && ::PQresultStatus(result.get()) != PGRES_PIPELINE_ABORTED) {
                refused = std::move(result);
            }
        }
        if (!done && !one.preparing.empty()) prepared_.erase(one.preparing);
        if (done && !one.unchanged.empty() && std::string_view{::PQcmdTuples(last.get())} == "0")
            unchanged = one.unchanged;
    }
    const auto sync = next_result(deadline);
    const bool whole =
        sync && ::PQresultStatus(sync.get()) == PGRES_PIPELINE_SYNC && ::PQexitPipelineMode(connection_.get()) == 1;
    if (!whole) connection_.reset();
    if (refused) throw_statement_error(refused.get());
    if (!whole || !last) throw_lost();
    if (!unchanged.empty()) throw Error{std::string{unchanged}, false};
    return Rows{last.release()};
}

void Connection::finish_posted() {
    if (!posted_.empty()) (void)finish();
}

void Connection::drop_posted() noexcept {
    try {
        finish_posted();
    } catch (const std::exception&) {
        // What failed of it counts no more either.
    }
}

bool Connection::posted_must_change() const noexcept {
    return std::any_of(posted_.begin(), posted_.end(), [](const Posted& one) { return !one.unchanged.empty(); });
}

std::string text_array(const std::vector<std::string>& texts) {
    std::string array = "{";
    for (const auto& text : texts) {
        if (array.size() > 1) array += ',';
        array += '"';
        for (const char c : text) {
            if (c == '"' || c == '\\') array += '\\';
            array += c;
        }
        array += '"';
    }
    return array + '}';
}

}  // namespace sluis::storage::postgres
