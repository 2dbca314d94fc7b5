#include "storage/postgres/cluster_files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>

#include "storage/postgres/error.h"
#include "storage/postgres/run_program.h"

namespace sluis::storage::postgres {
namespace {

namespace fs = std::filesystem;

/// sun_path holds 108 octets with the closing NUL (unix(7)).
constexpr std::size_t kMaxSocketPath = 107;
constexpr std::string_view kSocketName = "/.s.PGSQL.5432";

std::string quote(const fs::path& path) {
    return "'" + path.string() + "'";
}

std::optional<std::string> read_small(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) return std::nullopt;
    std::string text(64 * 1024, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line) && lines.size() < 100;) lines.push_back(line);
    return lines;
}

bool has_programs(const fs::path& folder) {
    const std::array<const char*, 3> names{"initdb", "pg_ctl", "postgres"};
    return std::all_of(names.begin(), names.end(),
                       [&](const char* name) { return ::access((folder / name).c_str(), X_OK) == 0; });
}

std::optional<fs::path> ask_pg_config() {
    if (::access("/usr/bin/pg_config", X_OK) != 0) return std::nullopt;
    const int output = ::memfd_create("pg_config", MFD_CLOEXEC);
    if (output < 0) return std::nullopt;
    std::array<char, 4096> buffer{};
    const int code =
        run_program({{"/usr/bin/pg_config", "--bindir"}, current_user(), output, std::chrono::seconds{10}});
    const auto got = ::pread(output, buffer.data(), buffer.size(), 0);
    ::close(output);
    if (code != 0 || got <= 1) return std::nullopt;
    std::string text{buffer.data(), static_cast<std::size_t>(got)};
    text.erase(text.find_last_not_of('\n') + 1);
    return fs::path{text};
}

}  // namespace

std::string postgresql_conf(const ClusterPaths& paths, int max_connections, bool durable) {
    std::ostringstream conf;
    conf << "# Written by Sluis at each start: changes here do not last.\n"
         << "data_directory = " << quote(paths.data()) << "\n"
         << "hba_file = " << quote(paths.conf() / "pg_hba.conf") << "\n"
         << "ident_file = " << quote(paths.conf() / "pg_ident.conf") << "\n"
         << "listen_addresses = ''\n"
         << "port = 5432\n"
         << "unix_socket_directories = " << quote(paths.run()) << "\n"
         << "unix_socket_permissions = 0777\n"  // the directory's mode and pg_hba.conf decide
         << "cluster_name = 'sluis'\n"
         << "max_connections = " << max_connections << "\n"
         << "shared_buffers = " << (durable ? "64MB" : "16MB") << "\n"
         << "max_wal_size = 256MB\n"
         << "work_mem = 8MB\n"
         << "jit = off\n"
         << "timezone = 'UTC'\n"
         << "log_timezone = 'UTC'\n"
         << "lc_messages = 'C'\n"
         // Nothing of statements, values or rows in the log. ERROR and WARNING stay out altogether, since their primary
         // messages quote values; LOG, FATAL and PANIC are about the server itself.
         << "log_min_messages = log\n"
         << "log_error_verbosity = terse\n"
         << "log_min_error_statement = panic\n"
         << "log_statement = none\n"
         << "log_min_duration_statement = -1\n"
         << "log_min_duration_sample = -1\n"
         << "log_transaction_sample_rate = 0\n"
         << "log_parameter_max_length = 0\n"
         << "log_parameter_max_length_on_error = 0\n"
         << "log_lock_waits = off\n"
         << "log_temp_files = -1\n"
         << "log_checkpoints = off\n"
         << "log_autovacuum_min_duration = -1\n"
         << "log_line_prefix = '%m [%p] '\n";
    if (durable)
        conf << "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
             << "logging_collector = on\nlog_directory = " << quote(paths.log()) << "\n"
             << "log_filename = 'postgresql-%a.log'\nlog_rotation_age = 1d\nlog_rotation_size = 0\n"
             << "log_truncate_on_rotation = on\nlog_file_mode = 0600\n";
    else
        conf << "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";
    return conf.str();
}

std::string pg_hba_conf() {
    return "# Written by Sluis at each start: changes here do not last.\n"
           "local all         all peer map=sluis\n"
           "local replication all peer map=sluis\n";
}

std::string pg_ident_conf(const std::vector<UserRoles>& users) {
    std::string map = "# Written by Sluis at each start: changes here do not last.\n";
    for (const auto& user : users)
        for (const auto& role : user.roles) map += "sluis \"" + user.os_user + "\" " + role + "\n";
    return map;
}

std::optional<std::string> problem_with_folder(const fs::path& folder) {
    if (!folder.is_absolute()) return "is no absolute path";
    const auto text = folder.string();
    const auto plain = [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 ||
               std::string_view{"/._-+@="}.find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (!std::all_of(text.begin(), text.end(), plain))
        return "has a character other than letters, digits and / . _ - + @ =";
    const auto socket = ClusterPaths{folder}.run().string().size() + kSocketName.size();
    if (socket > kMaxSocketPath)
        return "is too long: its socket's path would be " + std::to_string(socket) +
               " octets, and a Unix socket's is at most " + std::to_string(kMaxSocketPath) +
               "; choose a data directory with a shorter path";
    return std::nullopt;
}

bool write_if_changed(const fs::path& file, const std::string& text, mode_t mode) {
    if (read_small(file) == text) return false;
    const auto fresh = file.string() + ".new";
    ::unlink(fresh.c_str());
    const int out = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (out < 0) throw Error{"cannot write " + fresh, true};
    const bool written = ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fchmod(out, mode) == 0 && ::fsync(out) == 0;
    ::close(out);
    if (!written || ::rename(fresh.c_str(), file.c_str()) != 0) throw Error{"cannot write " + file.string(), true};
    return true;
}

std::optional<PostmasterFile> read_postmaster_file(const fs::path& data) {
    const auto text = read_small(data / "postmaster.pid");
    if (!text) return std::nullopt;
    const auto lines = lines_of(*text);
    PostmasterFile file;
    if (lines.empty()) return std::nullopt;
    std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), file.pid);
    if (file.pid <= 0) return std::nullopt;
    // Line 7: key and id of the segment (PostgreSQL, src/include/utils/pidfile.h).
    unsigned long key = 0;
    int id = 0;
    if (lines.size() >= 7 && std::istringstream{lines[6]} >> key >> id) file.shared_memory = id;
    return file;
}

bool is_postmaster_of(pid_t pid, const fs::path& data) {
    // The command line, since another user's working directory may be hidden even from root (containers).
    const auto line = read_small("/proc/" + std::to_string(pid) + "/cmdline");
    if (!line || line->find("postgres") == std::string::npos) return false;
    const std::string wanted = std::string{'\0'} + data.string() + '\0';
    return line->find(wanted) != std::string::npos;
}

bool is_shared_memory_held(const PostmasterFile& file) {
    shmid_ds state{};
    if (!file.shared_memory || ::shmctl(*file.shared_memory, IPC_STAT, &state) != 0) return false;
    return state.shm_nattch > 0;
}

fs::path find_binaries(const std::optional<std::string>& major) {
    const fs::path debian{"/usr/lib/postgresql"};
    if (const auto exact = debian / major.value_or("15") / "bin"; has_programs(exact)) return exact;
    if (const auto told = ask_pg_config(); told && has_programs(*told)) return *told;
    if (major) throw Error{"the private database is of PostgreSQL " + *major + ", which is not installed", false};
    throw Error{"PostgreSQL's server is not installed (package postgresql-15)", false};
}

}  // namespace sluis::storage::postgres
