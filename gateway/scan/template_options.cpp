#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>

#include "gateway/scan/template.h"

namespace sluis::scan {
namespace {

template <class Number>
bool read_number(std::string_view text, Number least, Number most, Number& to) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) return false;
    to = value;
    return true;
}

bool read_octets(std::string_view text, std::uint64_t& octets) {
    return read_number<std::uint64_t>(text, 1ULL << 20, 1ULL << 40, octets);
}

bool read_seconds(std::string_view text, int least, std::chrono::seconds& to) {
    int seconds = 0;
    if (!read_number(text, least, 3600, seconds)) return false;
    to = std::chrono::seconds{seconds};
    return true;
}

bool read_option(std::string_view name, std::string_view value, TemplateOptions& options) {
    constexpr int last_descriptor = std::numeric_limits<int>::max();
    if (name == "--socket-fd") return read_number(value, 3, last_descriptor, options.socket);
    if (name == "--control-fd") return read_number(value, 3, last_descriptor, options.control);
    if (name == "--max-children") return read_number<std::size_t>(value, 1, 1000, options.max_children);
    if (name == "--max-memory") return read_octets(value, options.max_memory);
    if (name == "--max-message") return read_octets(value, options.max_message);
    if (name == "--max-text") return read_octets(value, options.max_text);
    if (name == "--max-unpacked") return read_octets(value, options.max_unpacked);
    if (name == "--max-entries") return read_number<std::size_t>(value, 1, 10'000'000, options.max_entries);
    if (name == "--max-nesting") return read_number<std::size_t>(value, 1, 100, options.max_nesting);
    if (name == "--converters") return options.converters.folder = value, value.starts_with('/');
    if (name == "--converter-memory") return read_octets(value, options.converters.max_memory);
    if (name == "--converter-seconds") {
        int seconds = 0;
        if (!read_number(value, 1, 3600, seconds)) return false;
        options.converters.deadline = std::chrono::seconds{seconds};
        return true;
    }
    if (name == "--max-depth") return read_number<std::size_t>(value, 1, 200, options.mime.max_depth);
    if (name == "--max-parts") return read_number<std::size_t>(value, 1, 100'000, options.mime.max_parts);
    if (name == "--deadline-seconds") return read_seconds(value, 1, options.deadline);
    if (name == "--ocr-seconds") return read_seconds(value, 0, options.ocr_time);
    if (name == "--socket") {
        options.socket_path = value;
        return !value.empty();
    }
    return false;
}

}  // namespace

Result<TemplateOptions> template_options(std::span<char* const> arguments) {
    TemplateOptions options;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        const std::string_view name = arguments[i];
        if (i + 1 == arguments.size()) return failure(std::string{name} + ": an option without value, or unknown");
        const std::string_view value = arguments[i + 1];
        if (!read_option(name, value, options))
            return failure(std::string{name} + " " + std::string{value} + ": unknown, or out of range");
    }
    if ((options.socket >= 0) == !options.socket_path.empty())
        return failure("exactly one of --socket-fd and --socket is needed");
    if (options.socket >= 0 && options.socket == options.control)
        return failure("--socket-fd and --control-fd are the same");
    // What begins within the analysis' own deadline, four fifths of this one, ends within this one.
    options.converters.deadline =
        std::min<std::chrono::milliseconds>(options.converters.deadline, options.deadline / 5);
    options.converters.max_document = options.max_message;
    options.converters.max_text = options.max_text;
    options.converters.max_channels = options.max_children + 1;
    return options;
}

const char* template_usage() {
    return "sluis-scan: reads messages in confined children, one for each\n"
           "  --socket-fd N        inherited Unix stream socket to accept on, or\n"
           "  --socket PATH        where to make it\n"
           "  --control-fd N       gets one octet when ready; sluis-scan ends when its other side closes\n"
           "  --max-children N     at once (4)\n"
           "  --deadline-seconds N for one message (25)\n"
           "  --ocr-seconds N      of that, work on reading pictures (15)\n"
           "  --max-memory OCTETS  for one child (1073741824)\n"
           "  --max-message OCTETS larger ones are not read (268435456)\n"
           "  --max-text OCTETS    searched in one message (67108864)\n"
           "  --max-unpacked OCTETS out of its archives and documents (268435456)\n"
           "  --max-entries N      files in its archives and documents (10000)\n"
           "  --max-nesting N      archives, documents and messages within one another (16)\n"
           "  --converters FOLDER  where catdoc and xls2csv stand (/usr/bin)\n"
           "  --converter-memory OCTETS for one conversion (268435456)\n"
           "  --converter-seconds N for one conversion (5); a fifth of the deadline at most\n"
           "  --max-depth N        MIME nesting (32)\n"
           "  --max-parts N        MIME entities (2000)\n";
}

}  // namespace sluis::scan
