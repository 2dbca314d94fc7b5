#include "gateway/scan/converter_program.h"

#include <dlfcn.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <cstdio>

#include "gateway/scan/converters.h"

namespace sluis::scan {
namespace {

// The file from which this address was loaded. Converters need the C library alone, and it is the one that runs here.
std::filesystem::path file_of(const void* address) {
    Dl_info info{};
    if (::dladdr(address, &info) == 0 || info.dli_fname == nullptr) return {};
    std::error_code ignored;
    return std::filesystem::canonical(info.dli_fname, ignored);
}

}  // namespace

const ConverterProgram& program_of(Converter converter) {
    // xls2csv wants a name. What it names is the inherited descriptor, in no folder.
    static constexpr ConverterProgram word{"catdoc", {"-d", "utf-8", "-w", "/proc/self/fd/0", nullptr}};
    static constexpr ConverterProgram sheet{"xls2csv", {"-d", "utf-8", "-q1", "/proc/self/fd/0", nullptr}};
    return converter == Converter::sheet ? sheet : word;
}

bool is_installed(Converter converter, const std::filesystem::path& folder) {
    return ::access((folder / program_of(converter).name).c_str(), X_OK) == 0;
}

ConverterFiles converter_files(const std::filesystem::path& folder) {
    ConverterFiles files;
    for (const auto converter : all_converters) {
        if (is_installed(converter, folder)) files.executable.push_back(folder / program_of(converter).name);
    }
    files.executable.push_back(file_of(reinterpret_cast<const void*>(::getauxval(AT_BASE))));
    files.readable = {file_of(reinterpret_cast<const void*>(&::fwrite)), "/etc/ld.so.cache", "/etc/catdocrc",
                      "/usr/share/catdoc"};
    return files;
}

}  // namespace sluis::scan
