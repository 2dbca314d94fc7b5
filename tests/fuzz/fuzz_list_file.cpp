// A list of clients or staff as an administrator's spreadsheet writes it: character set, separator, headings, rows.
#include <cstdint>
#include <string_view>

#include "storage/register/list_file.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sluis;
    using namespace sluis::storage::lists;
    constexpr std::chrono::year_month_day today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{26}};
    ListLimits limits;
    limits.max_rows = 1000;
    limits.csv = {20, 100};
    const std::string_view octets{reinterpret_cast<const char*>(data), size};
    const auto listing = read_list(octets, today, limits);
    if (!listing) {
        require(listing.error().line >= 1 && listing.error().column >= 1 && !listing.error().what.empty());
        return 0;
    }
    require(listing->rows <= limits.max_rows && listing->persons.size() + listing->rows_without_value <= listing->rows);
    require(listing->skipped.size() <= Listing::max_told && listing->skipped.size() <= listing->skipped_cells);
    require(!listing->used_columns.empty());
    std::size_t values = 0;
    for (const auto& [kind, count] : listing->values) values += count;
    std::size_t held = 0;
    for (const auto& person : listing->persons) {
        held += person.size();
        for (const auto& [kind, value] : person) {
            // What is hashed is one line of plain text, whatever stood in the cell.
            require(!value.empty() && value.size() <= 160);
            for (const char c : value) require(c >= ' ' && c < '\x7f');
        }
    }
    require(values <= held);
    return 0;
}
