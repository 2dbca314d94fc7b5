#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <memory>
#include <stdexcept>

#include "gateway/scan/descriptor.h"
#include "gateway/scan/sandbox.h"

namespace sluis::scan {
namespace {

using Context = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

void check(int result) {
    if (result != 0) throw std::runtime_error("libseccomp: a rule was refused");
}

// A call that this architecture does not have under its old name (open, fork, …) needs no rule.
void rule(const Context& filter, std::uint32_t action, std::initializer_list<int> calls) {
    for (const int call : calls) {
        if (call >= 0) check(::seccomp_rule_add(filter.get(), action, call, 0));
    }
}

void allow_if(const Context& filter, int call, scmp_arg_cmp condition) {
    check(::seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &condition));
}

constexpr scmp_arg_cmp argument(unsigned index, scmp_compare compare, scmp_datum_t a, scmp_datum_t b = 0) {
    return {index, compare, a, b};
}

// What every C and C++ program does: memory that is never executable, time, random octets, its own descriptors.
Context computing() {
    Context filter{::seccomp_init(SCMP_ACT_ERRNO(EPERM)), [](scmp_filter_ctx context) { ::seccomp_release(context); }};
    if (!filter) throw std::runtime_error("libseccomp: no filter");
    rule(filter, SCMP_ACT_ALLOW,
         {SCMP_SYS(read),
          SCMP_SYS(pread64),
          SCMP_SYS(write),
          SCMP_SYS(writev),
          SCMP_SYS(close),
          SCMP_SYS(lseek),
          SCMP_SYS(fstat),
          SCMP_SYS(munmap),
          SCMP_SYS(mremap),
          SCMP_SYS(brk),
          SCMP_SYS(madvise),
          SCMP_SYS(futex),
          SCMP_SYS(exit),
          SCMP_SYS(exit_group),
          SCMP_SYS(rt_sigreturn),
          SCMP_SYS(rt_sigprocmask),
          SCMP_SYS(rt_sigaction),
          SCMP_SYS(sigaltstack),
          SCMP_SYS(clock_gettime),
          SCMP_SYS(clock_getres),
          SCMP_SYS(clock_nanosleep),
          SCMP_SYS(nanosleep),
          SCMP_SYS(gettimeofday),
          SCMP_SYS(time),
          SCMP_SYS(times),
          SCMP_SYS(getrusage),
          SCMP_SYS(getrandom),
          SCMP_SYS(getpid),
          SCMP_SYS(gettid),
          SCMP_SYS(getuid),
          SCMP_SYS(geteuid),
          SCMP_SYS(getgid),
          SCMP_SYS(getegid),
          SCMP_SYS(sched_yield),
          SCMP_SYS(sched_getaffinity),
          SCMP_SYS(getcpu),
          SCMP_SYS(restart_syscall),
          SCMP_SYS(set_robust_list),
          SCMP_SYS(rseq)});
    rule(filter, SCMP_ACT_ERRNO(ENOTTY), {SCMP_SYS(ioctl)});
    rule(filter, SCMP_ACT_ERRNO(ENOSYS), {SCMP_SYS(clone3)});
    // Nobody does these by accident.
    rule(filter, SCMP_ACT_KILL_PROCESS,
         {SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(io_uring_setup),
          SCMP_SYS(bpf), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(userfaultfd),
          SCMP_SYS(perf_event_open), SCMP_SYS(keyctl)});
    return filter;
}

// Parsing in this process: nothing executed, neither a program nor memory, and no file.
Context parsing() {
    Context filter = computing();
    allow_if(filter, SCMP_SYS(mmap), argument(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    allow_if(filter, SCMP_SYS(mprotect), argument(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    // A library that looks for a file finds none and goes on, where EPERM might make it give up.
    rule(filter, SCMP_ACT_ERRNO(ENOENT),
         {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2), SCMP_SYS(access), SCMP_SYS(faccessat),
          SCMP_SYS(faccessat2), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
          SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd)});
    rule(filter, SCMP_ACT_KILL_PROCESS, {SCMP_SYS(execve), SCMP_SYS(execveat)});
    return filter;
}

// A program that is executed: it loads itself, and reads files as far as Landlock lets it.
Context executing() {
    Context filter = computing();
    rule(filter, SCMP_ACT_ALLOW,
         {SCMP_SYS(execve), SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(arch_prctl), SCMP_SYS(set_tid_address),
          SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat), SCMP_SYS(lstat),
          SCMP_SYS(newfstatat), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(fcntl)});
    allow_if(filter, SCMP_SYS(prlimit64), argument(0, SCMP_CMP_EQ, 0));
    constexpr scmp_datum_t changing = O_ACCMODE | O_CREAT | O_TRUNC;
    allow_if(filter, SCMP_SYS(open), argument(1, SCMP_CMP_MASKED_EQ, changing, O_RDONLY));
    allow_if(filter, SCMP_SYS(openat), argument(2, SCMP_CMP_MASKED_EQ, changing, O_RDONLY));
    return filter;
}

// fork(), and neither a thread nor a namespace.
void allow_fork(const Context& filter) {
    allow_if(filter, SCMP_SYS(clone), argument(0, SCMP_CMP_EQ, CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD));
}

Filter compiled(const Context& filter) {
    const Descriptor memory{::memfd_create("filter", MFD_CLOEXEC)};
    if (!memory || ::seccomp_export_bpf(filter.get(), memory.get()) != 0)
        throw std::runtime_error("libseccomp: the filter cannot be exported");
    const off_t size = ::lseek(memory.get(), 0, SEEK_END);
    if (size <= 0) throw std::runtime_error("libseccomp: an empty filter");
    Filter program(static_cast<std::size_t>(size) / sizeof(sock_filter));
    if (::pread(memory.get(), program.data(), static_cast<std::size_t>(size), 0) != size)
        throw std::runtime_error("libseccomp: the filter cannot be read");
    return program;
}

}  // namespace

Filter child_filter() {
    return compiled(parsing());
}

Filter converter_filter() {
    return compiled(executing());
}

Filter converters_filter() {
    const Context filter = executing();
    rule(filter, SCMP_ACT_ALLOW,
         {SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(wait4), SCMP_SYS(kill), SCMP_SYS(recvmsg), SCMP_SYS(recvfrom),
          SCMP_SYS(rt_sigtimedwait), SCMP_SYS(memfd_create), SCMP_SYS(close_range), SCMP_SYS(dup2), SCMP_SYS(dup3),
          SCMP_SYS(getppid), SCMP_SYS(prctl), SCMP_SYS(seccomp), SCMP_SYS(setrlimit), SCMP_SYS(getrlimit)});
    allow_fork(filter);
    return compiled(filter);
}

Filter template_filter() {
    const Context filter = parsing();
    rule(filter, SCMP_ACT_ALLOW,
         {SCMP_SYS(accept4),
          SCMP_SYS(poll),
          SCMP_SYS(ppoll),
          SCMP_SYS(wait4),
          SCMP_SYS(kill),
          SCMP_SYS(tgkill),
          SCMP_SYS(sendto),
          SCMP_SYS(recvmsg),
          SCMP_SYS(socketpair),
          SCMP_SYS(sendmsg),
          SCMP_SYS(close_range),
          SCMP_SYS(dup2),
          SCMP_SYS(dup3),
          SCMP_SYS(fcntl),
          SCMP_SYS(getppid),
          SCMP_SYS(prctl),
          SCMP_SYS(seccomp),
          SCMP_SYS(capset),
          SCMP_SYS(setrlimit),
          SCMP_SYS(getrlimit),
          SCMP_SYS(landlock_create_ruleset),
          SCMP_SYS(landlock_restrict_self)});
    allow_fork(filter);
    // One's own limits, not another process'.
    allow_if(filter, SCMP_SYS(prlimit64), argument(0, SCMP_CMP_EQ, 0));
    return compiled(filter);
}

}  // namespace sluis::scan
