#include "gateway/scan/sandbox.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "gateway/scan/descriptor.h"

namespace sluis::scan {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// A starter that allows less is obeyed: raising its hard limit would need a privilege.
void limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard) {
    rlimit bound{};
    if (::getrlimit(resource, &bound) != 0) fail("getrlimit");
    bound = {std::min<rlim_t>(soft, bound.rlim_max), std::min<rlim_t>(hard, bound.rlim_max)};
    if (::setrlimit(resource, &bound) != 0) fail("setrlimit");
}

void limit(__rlimit_resource resource, std::uint64_t most) {
    limit(resource, most, most);
}

// Debian 12's <linux/landlock.h> ends before these: network (ABI 4), devices (5), scopes (6).
struct LandlockRules {
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scopes = 0;
};

LandlockRules landlock_rules(long abi) {
    const int file_rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
    LandlockRules rules;
    rules.files = (1ULL << file_rights) - 1;
    if (abi >= 4) rules.network = 0b11;  // bind and connect over TCP
    if (abi >= 6) rules.scopes = 0b11;   // abstract Unix sockets and signals
    return rules;
}

long landlock_version() {
    constexpr unsigned ask_version = 1;
    return ::syscall(SYS_landlock_create_ruleset, nullptr, 0UL, ask_version);
}

void allow(int ruleset, const std::filesystem::path& path, std::uint64_t rights) {
    const Descriptor beneath{::open(path.c_str(), O_PATH | O_CLOEXEC)};
    if (!beneath) return;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = rights;
    rule.parent_fd = beneath.get();
    if (::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U) != 0)
        fail("landlock_add_rule");
}

}  // namespace

void load(const Filter& filter) {
    const sock_fprog program{static_cast<unsigned short>(filter.size()), const_cast<sock_filter*>(filter.data())};
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0U, &program) != 0) fail("seccomp");
}

bool deny_by_landlock() {
    return allow_by_landlock({}, {});
}

bool has_landlock() {
    return landlock_version() >= 1;
}

bool allow_by_landlock(const std::vector<std::filesystem::path>& executable,
                       const std::vector<std::filesystem::path>& readable) {
    const long abi = landlock_version();
    if (abi < 1) return false;
    const LandlockRules rules = landlock_rules(abi);
    const std::size_t size = abi >= 6 ? sizeof rules : abi >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
    const Descriptor ruleset{static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size, 0U))};
    if (!ruleset) fail("landlock_create_ruleset");
    for (const auto& path : executable)
        allow(ruleset.get(), path, LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE);
    for (const auto& path : readable) allow(ruleset.get(), path, LANDLOCK_ACCESS_FS_READ_FILE);
    if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0U) != 0) fail("landlock_restrict_self");
    return true;
}

void drop_privileges() {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("PR_SET_NO_NEW_PRIVS");
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) fail("PR_SET_DUMPABLE");
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
    if (::syscall(SYS_capset, &header, none) != 0) fail("capset");
}

void limit_child(const ChildResources& resources) {
    if (resources.address_space > 0) limit(RLIMIT_AS, resources.address_space);
    if (resources.cpu_seconds > 0) limit(RLIMIT_CPU, resources.cpu_seconds, resources.cpu_seconds + 1);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_NOFILE, 0);
    limit(RLIMIT_MEMLOCK, 0);
}

void limit_converter(const ChildResources& resources, std::uint64_t max_text) {
    constexpr std::uint64_t descriptors = 16;
    if (resources.address_space > 0) limit(RLIMIT_AS, resources.address_space);
    limit(RLIMIT_CPU, resources.cpu_seconds, resources.cpu_seconds + 1);
    limit(RLIMIT_FSIZE, max_text);
    limit(RLIMIT_NOFILE, descriptors);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_MEMLOCK, 0);
}

void limit_template(std::uint64_t descriptors) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_MSGQUEUE, 0);
    limit(RLIMIT_NOFILE, descriptors);
}

std::uint64_t mapped_octets() {
    std::uint64_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void wipe_environment() {
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
        ::explicit_bzero(*variable, ::strlen(*variable));
    ::clearenv();
}

}  // namespace sluis::scan
