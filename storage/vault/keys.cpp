#include "storage/vault/keys.h"

#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>

namespace sluis::storage::vault {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDestroyed = ".destroyed";

bool is_name(std::string_view name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), plain);
}

std::string checked(std::string_view name) {
    if (!is_name(name)) throw Error{"keys: a name that no key can have", false};
    return std::string{name};
}

std::string today() {
    const auto now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[16];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &utc)};
}

bool has_passed(std::string_view name) {
    return name.starts_with("day-") && name.substr(4) < today();
}

bool write_whole(int file, const Key& key) {
    return ::pwrite(file, key.octets().data(), Key::size, 0) == static_cast<ssize_t>(Key::size) && ::fsync(file) == 0;
}

/// Closes the file when it goes.
struct File {
    int number;
    explicit File(int number_) : number{number_} {}
    ~File() {
        if (number >= 0) ::close(number);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
};

}  // namespace

KeyDirectory::KeyDirectory(fs::path folder) : KeyDirectory{std::move(folder), Options{}} {}

KeyDirectory::KeyDirectory(fs::path folder, Options options)
    : folder_{std::move(folder)}, options_{std::move(options)} {
    struct stat state {};
    if (::stat(folder_.c_str(), &state) != 0 || !S_ISDIR(state.st_mode))
        throw Error{"keys: the directory is not there: " + folder_.string(), true};
    if ((state.st_mode & 0027) != 0)
        throw Error{"keys: others may enter the directory, or its group may write to it: " + folder_.string(), false};
}

Key KeyDirectory::get_or_make(std::string_view name) const {
    const auto file = checked(name);
    if (has_passed(name) || is_destroyed(file))
        throw Error{"keys: " + file + " was destroyed and is not made again", false};
    auto key = read(file);
    if (!key) {
        make(file);
        key = read(file);
    }
    sync_once(file);
    // Destroying leaves its mark first: what was read before the mark was there is whole, what was read after is not
    // used.
    if (!key || is_destroyed(file)) throw Error{"keys: " + file + " was destroyed and is not made again", false};
    return *key;
}

std::optional<Key> KeyDirectory::find(std::string_view name) const {
    const auto file = checked(name);
    if (is_destroyed(file)) return std::nullopt;
    return read(file);
}

void KeyDirectory::make(const std::string& name) const {
    const bool shared = std::any_of(options_.shared_prefixes.begin(), options_.shared_prefixes.end(),
                                    [&](const auto& prefix) { return name.starts_with(prefix); });
    const mode_t mode = shared ? 0640 : 0600;
    const auto fresh = folder_ / (".new-" + random_token(12));
    bool linked = false;
    {
        const File file{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)};
        if (file.number < 0) throw Error{"keys: " + name + " cannot be made in " + folder_.string(), true};
        // The key is whole and on stable storage before it has its name; the first to give it wins.
        const bool written = ::fchmod(file.number, mode) == 0 && write_whole(file.number, Key::random());
        linked = written && (::link(fresh.c_str(), (folder_ / name).c_str()) == 0 || errno == EEXIST);
    }
    ::unlink(fresh.c_str());
    if (!linked) throw Error{"keys: " + name + " cannot be written in " + folder_.string(), true};
    sync();
}

std::optional<Key> KeyDirectory::read(const std::string& name) const {
    const File file{::open((folder_ / name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)};
    if (file.number < 0) {
        if (errno == ENOENT && ::access(folder_.c_str(), F_OK) == 0) return std::nullopt;
        throw Error{"keys: " + name + " cannot be read", true};
    }
    std::array<unsigned char, Key::size + 1> octets{};
    const auto got = ::read(file.number, octets.data(), octets.size());
    if (got != static_cast<ssize_t>(Key::size)) throw Error{"keys: " + name + " is damaged", false};
    std::array<unsigned char, Key::size> exact{};
    std::copy_n(octets.begin(), Key::size, exact.begin());
    const Key key{exact};
    ::gnutls_memset(octets.data(), 0, octets.size());
    ::gnutls_memset(exact.data(), 0, exact.size());
    return key;
}

void KeyDirectory::sync_once(const std::string& name) const {
    // Another process may have made it a moment ago and not have come to its own sync yet.
    const std::lock_guard lock{synced_->mutex};
    if (synced_->names.contains(name)) return;
    sync();
    if (synced_->names.size() >= 1000) synced_->names.clear();
    synced_->names.insert(name);
}

bool KeyDirectory::is_destroyed(const std::string& name) const {
    return ::access((folder_ / (name + std::string{kDestroyed})).c_str(), F_OK) == 0;
}

void KeyDirectory::destroy(std::string_view name) const {
    const auto file = checked(name);
    const auto path = folder_ / file;
    {
        const File mark{::open((path.string() + std::string{kDestroyed}).c_str(),
                               O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640)};
        if (mark.number < 0 || ::fchmod(mark.number, 0640) != 0)
            throw Error{"keys: " + file + " cannot be destroyed", true};
    }
    sync();
    const File old{::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC)};
    if (old.number < 0 && errno == ENOENT) return;
    // Random octets and not zeros: should anything read them as a key, it seals what nobody can open.
    if (old.number < 0 || !write_whole(old.number, Key::random()) || ::unlink(path.c_str()) != 0)
        throw Error{"keys: " + file + " cannot be destroyed", true};
    sync();
}

std::vector<std::string> KeyDirectory::names(std::string_view prefix) const {
    std::vector<std::string> found;
    std::error_code problem;
    for (fs::directory_iterator entry{folder_, problem}, end; !problem && entry != end; entry.increment(problem)) {
        auto name = entry->path().filename().string();
        if (is_name(name) && name.starts_with(prefix)) found.push_back(std::move(name));
    }
    if (problem) throw Error{"keys: the directory cannot be read: " + folder_.string(), true};
    std::sort(found.begin(), found.end());
    return found;
}

void KeyDirectory::sync() const {
    const File directory{::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.number < 0 || ::fsync(directory.number) != 0)
        throw Error{"keys: the directory cannot be synced: " + folder_.string(), true};
}

}  // namespace sluis::storage::vault
