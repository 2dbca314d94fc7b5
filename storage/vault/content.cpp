#include "storage/vault/content.h"

#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <unordered_map>

#include "storage/vault/sealed_content.h"
#include "storage/vault/staged_content.h"

namespace sluis::storage::vault {
namespace {

namespace fs = std::filesystem;

/// A random UUID, version 4 (RFC 9562 §5.4).
ContentId random_id() {
    std::array<unsigned char, 16> octets{};
    if (::getrandom(octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size()))
        throw Error{"vault: the system gave no random octets", true};
    octets[6] = static_cast<unsigned char>((octets[6] & 0x0f) | 0x40);
    octets[8] = static_cast<unsigned char>((octets[8] & 0x3f) | 0x80);
    ContentId id;
    for (std::size_t at = 0; at < octets.size(); ++at) {
        if (at == 4 || at == 6 || at == 8 || at == 10) id += '-';
        id += "0123456789abcdef"[octets[at] >> 4];
        id += "0123456789abcdef"[octets[at] & 15];
    }
    return id;
}

bool is_id(std::string_view text) {
    return text.size() == 36 && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

/// The ids of files below the folder that nothing wrote to since `before`.
std::vector<ContentId> old_files(const fs::path& folder, std::time_t before) {
    constexpr std::size_t most = 10'000;  // the next sweep takes the rest
    std::vector<ContentId> ids;
    std::error_code problem;
    fs::recursive_directory_iterator entry{folder, problem};
    for (const fs::recursive_directory_iterator end; !problem && entry != end && ids.size() < most;
         entry.increment(problem)) {
        struct stat state {};
        const auto stem = entry->path().stem().string();
        if (entry->path().extension() != ".sealed" || !is_id(stem)) continue;
        if (::lstat(entry->path().c_str(), &state) == 0 && S_ISREG(state.st_mode) && state.st_mtime <= before)
            ids.push_back(stem);
    }
    if (problem) throw Error{"vault: the folder cannot be read: " + folder.string(), true};
    return ids;
}

}  // namespace

std::string_view to_string(ContentKind kind) {
    switch (kind) {
        case ContentKind::received:
            return "received";
        case ContentKind::outgoing:
            return "outgoing";
        case ContentKind::document:
            return "document";
    }
    return "unknown";
}

std::unique_ptr<StagedContent> ContentStore::stage(ContentKind kind, std::string_view organisation,
                                                   std::string_view key_name) const {
    const auto named = keys_.get_or_make(key_name);
    return std::make_unique<SealingContent>(
        options_, sealing::ObjectName{random_id(), std::string{to_string(kind)}, std::string{organisation}},
        std::string{key_name}, named);
}

std::unique_ptr<OpenContent> ContentStore::open(postgres::Connection& connection, const ContentId& id) const {
    if (!is_id(id)) throw Error{"vault: no object can have this id", false};
    const auto rows = connection.execute(
        options_.documents_only
            ? "select kind, organisation, key_name, wrapped_key, size, inline, id from shared_content where id = $1"
            : "select kind, organisation, key_name, wrapped_key, size, inline, id from content where id = $1",
        {std::string_view{id}});
    if (rows.empty()) throw Error{"vault: there is no such object", false};
    return open_row(rows, 0);
}

std::vector<std::unique_ptr<OpenContent>> ContentStore::open_each(postgres::Connection& connection,
                                                                  const std::vector<ContentId>& ids) const {
    const auto rows = connection.execute(
        "select kind, organisation, key_name, wrapped_key, size, inline, id from content where id = any($1::uuid[])",
        {std::string_view{postgres::text_array(ids)}});
    std::unordered_map<ContentId, std::size_t> row_of;
    for (std::size_t row = 0; row < rows.size(); ++row) row_of.emplace(rows.text(row, 6), row);
    std::vector<std::unique_ptr<OpenContent>> opened;
    for (const auto& id : ids) {
        opened.emplace_back();
        const auto found = row_of.find(id);
        if (found == row_of.end()) continue;
        try {
            opened.back() = open_row(rows, found->second);
        } catch (const Error&) {
            // The others are none the worse for it; the null says it.
        }
    }
    return opened;
}

std::unique_ptr<OpenContent> ContentStore::open_row(const postgres::Rows& rows, std::size_t row) const {
    sealing::ObjectName name{rows.text(row, 6), rows.text(row, 0), rows.text(row, 1)};
    const auto key_name = rows.text(row, 2);
    const auto named = keys_.find(key_name);
    if (!named) {
        if (key_name.starts_with("day-"))
            throw KeyDestroyed{"vault: the object expired: " + key_name + " was destroyed"};
        throw Error{"vault: the key is missing: " + key_name, true};
    }
    const auto key = sealing::unwrap(rows.bytes(row, 3), *named, key_name, name);
    if (!key) throw Error{"vault: an object's key is damaged, or wrapped by another key of that name", false};
    const auto size = static_cast<std::uint64_t>(rows.number(row, 4));
    if (rows.is_null(row, 5)) {
        const auto file = sealed_path(options_.folder, name.id);
        return std::make_unique<SealedContent>(std::move(name), *key, file, size);
    }
    return std::make_unique<SealedContent>(std::move(name), *key, rows.bytes(row, 5), size);
}

std::string ContentStore::read_all(postgres::Connection& connection, const ContentId& id, std::uint64_t max) const {
    const auto content = open(connection, id);
    if (content->size() > max) throw Error{"vault: an object is larger than its reader allows", false};
    std::string octets(static_cast<std::size_t>(content->size()), '\0');
    content->read(0, octets);
    return octets;
}

void ContentStore::erase(postgres::Transaction& transaction, const ContentId& id) const {
    transaction.execute("delete from content where id = $1", {std::string_view{id}});
}

void ContentStore::remove_file(const ContentId& id) const noexcept {
    if (is_id(id)) ::unlink(sealed_path(options_.folder, id).c_str());
}

std::size_t ContentStore::sweep(postgres::Connection& connection, std::chrono::seconds minimum_age) const {
    std::size_t removed = 0;
    // The files first: what has a row by then is seen, and no id is used twice.
    for (const auto& id : old_files(options_.folder, std::time(nullptr) - minimum_age.count())) {
        if (!connection.execute("select from content where id = $1", {std::string_view{id}}).empty()) continue;
        remove_file(id);
        ++removed;
    }
    return removed;
}

}  // namespace sluis::storage::vault
