#pragma once

#include <nlohmann/json.hpp>
#include <ostream>

/// What sluisctl says and how it ends. For an administrator at a terminal, or for a script with --json.
namespace sluis::ctl {

using Json = nlohmann::ordered_json;

/// Exit statuses, documented in docs/sluisctl.md. From 64 on they are those of sysexits.h.
namespace status {
inline constexpr int ok = 0;
inline constexpr int finding = 1;       ///< The command did its work, and what it found asks for attention.
inline constexpr int unscannable = 2;   ///< scan: nothing personal, but not all could be read.
inline constexpr int not_found = 3;     ///< No such message or share, or nothing to do with it.
inline constexpr int usage = 64;        ///< The command line is wrong.
inline constexpr int no_mail = 65;      ///< The file is no mail.
inline constexpr int no_input = 66;     ///< A file cannot be read.
inline constexpr int unavailable = 69;  ///< The database, the directory or the scan does not answer.
inline constexpr int no_output = 73;    ///< A file cannot be written.
inline constexpr int configuration = 78;
}  // namespace status

/// Where a command writes, and how.
struct Output {
    std::ostream& out;
    std::ostream& err;
    bool json = false;
    bool colours = false;     ///< Only where a person looks.
    std::size_t width = 100;  ///< Columns.
};

/// One JSON document and a line feed. Texts that are no UTF-8 are mended, never thrown at.
void print(const Output& output, const Json& json);

}  // namespace sluis::ctl
