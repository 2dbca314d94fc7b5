#include "storage/vault/sealed_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace sluis::storage::vault {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_failed(const char* what) {
    if (errno == ENOSPC || errno == EDQUOT) throw Error{"vault: the disk is full", true};
    throw Error{std::string{"vault: "} + what + " failed", true};
}

void sync_folder(const fs::path& folder) {
    const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = number >= 0 && ::fsync(number) == 0;
    if (number >= 0) ::close(number);
    if (!synced) throw_failed("syncing a folder");
}

}  // namespace

fs::path sealed_path(const fs::path& folder, std::string_view id) {
    return folder / id.substr(0, 2) / (std::string{id} + ".sealed");
}

void refuse_full_disk(const fs::path& folder, std::uint64_t min_free_bytes) {
    struct statvfs state {};
    if (::statvfs(folder.c_str(), &state) != 0) throw Error{"vault: the folder is not there: " + folder.string(), true};
    if (static_cast<std::uint64_t>(state.f_bavail) * state.f_frsize < min_free_bytes)
        throw Error{"vault: the disk is full", true};
}

NewSealedFile::NewSealedFile(const fs::path& folder, std::string_view id)
    : folder_{folder}, path_{sealed_path(folder, id)} {
    if (::mkdir(path_.parent_path().c_str(), 0750) != 0 && errno != EEXIST) throw_failed("making a folder");
    number_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
    if (number_ < 0) throw_failed("making a file");
    if (::fchmod(number_, 0640) != 0) {
        ::close(number_);
        ::unlink(path_.c_str());
        throw_failed("setting a file's mode");
    }
}

NewSealedFile::~NewSealedFile() {
    if (number_ >= 0) ::close(number_);
    if (!kept_) ::unlink(path_.c_str());
}

void NewSealedFile::write(std::string_view octets) {
    while (!octets.empty()) {
        const auto count = ::write(number_, octets.data(), octets.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw_failed("writing a file");
        octets.remove_prefix(static_cast<std::size_t>(count));
    }
}

void NewSealedFile::sync() {
    if (::fsync(number_) != 0) throw_failed("syncing a file");
    sync_folder(path_.parent_path());
    // Its folder may be new, made by this or another process.
    sync_folder(folder_);
    if (::close(std::exchange(number_, -1)) != 0) throw_failed("closing a file");
}

SealedFile::SealedFile(const fs::path& path) : number_{::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)} {
    struct stat state {};
    if (number_ < 0) throw Error{"vault: an object's file cannot be opened", errno != ENOENT};
    if (::fstat(number_, &state) != 0 || !S_ISREG(state.st_mode)) {
        ::close(number_);
        throw Error{"vault: an object's file is none", false};
    }
    size_ = static_cast<std::uint64_t>(state.st_size);
}

SealedFile::~SealedFile() {
    ::close(number_);
}

std::string SealedFile::read(std::uint64_t offset, std::size_t count) const {
    std::string octets(count, '\0');
    std::size_t got = 0;
    while (got < count) {
        const auto more = ::pread(number_, octets.data() + got, count - got, static_cast<off_t>(offset + got));
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) throw Error{"vault: reading an object's file failed", true};
        if (more == 0) break;
        got += static_cast<std::size_t>(more);
    }
    octets.resize(got);
    return octets;
}

}  // namespace sluis::storage::vault
