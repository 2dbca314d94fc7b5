#include "gateway/runtime/data_folder.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace sluis::runtime {
namespace {

[[noreturn]] void fail(const std::filesystem::path& what, const char* doing) {
    throw std::runtime_error(what.string() + ": cannot " + doing + ": " + std::strerror(errno));
}

/// Owner and group are set only by root: else everything is the caller's own.
void make_folder(const std::filesystem::path& folder, mode_t mode, const std::optional<SystemUser>& owner,
                 const std::optional<SystemUser>& group) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail(folder, "make this folder");
    if (::geteuid() == 0 && (owner || group)) {
        const uid_t uid = owner ? owner->uid : 0;
        const gid_t gid = group ? group->gid : (owner ? owner->gid : 0);
        if (::chown(folder.c_str(), uid, gid) != 0) fail(folder, "set its owner");
    }
    // After chown, which clears the set-group bit.
    if (::chmod(folder.c_str(), mode) != 0) fail(folder, "set its mode");
}

}  // namespace

std::optional<SystemUser> find_user(const std::string& name) {
    if (name.empty()) return std::nullopt;
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd* found = nullptr;
    ::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr) {
        throw std::runtime_error("users: the system has no user \"" + name +
                                 "\"; make it with: useradd --system --no-create-home " + name);
    }
    return SystemUser{name, found->pw_uid, found->pw_gid};
}

SystemUser current_user() {
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd* found = nullptr;
    ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr)
        throw std::runtime_error("the user that runs sluisd has no entry in the user database (passwd)");
    return SystemUser{found->pw_name, found->pw_uid, found->pw_gid};
}

DataFolder data_folder(const config::Settings& settings) {
    return DataFolder{settings.data, settings.keys};
}

void make_data_folder(const config::Settings& settings) {
    const auto relay = find_user(settings.users.relay);
    const auto portal = find_user(settings.users.portal);
    (void)find_user(
        settings.users.database);  // The private cluster makes its folders itself; a wrong name is told here.
    const auto folder = data_folder(settings);

    std::filesystem::create_directories(folder.root.parent_path());
    make_folder(folder.root, 0755, std::nullopt, std::nullopt);
    // Files that the relay makes here get the portal's group: the portal reads them and makes none.
    make_folder(folder.keys, relay ? 02750 : 0700, relay, portal);
    make_folder(folder.content(), relay ? 02750 : 0700, relay, portal);
    make_folder(folder.root / "run", 0755, std::nullopt, std::nullopt);
    make_folder(folder.root / "run" / "submit", 0750, relay, portal);
}

DataFolderLock::DataFolderLock(const std::filesystem::path& file)
    : descriptor_{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)} {
    if (descriptor_ < 0) fail(file, "open this file");
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor_);
        throw std::runtime_error(file.string() + ": another sluisd runs on this data folder");
    }
}

DataFolderLock::~DataFolderLock() {
    ::close(descriptor_);
}

}  // namespace sluis::runtime
