#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "gateway/mail/result.h"
#include "gateway/scan/child.h"
#include "gateway/scan/converters.h"

namespace sluis::scan {

/// What the command line of sluis-scan says.
struct TemplateOptions {
    int socket = -1;                    ///< An inherited Unix stream socket, bound; or
    std::filesystem::path socket_path;  ///< where to make one, readable for its owner alone.
    /// When given: gets one octet once the template serves, and the template ends when its other side closes.
    int control = -1;
    std::size_t max_children = 4;               ///< At once. More connections wait in the socket's queue.
    std::chrono::seconds deadline{25};          ///< For one message.
    std::chrono::seconds ocr_time{15};          ///< Of that, work on reading pictures.
    std::uint64_t max_memory = 1024ULL << 20;   ///< Octets that a child may take beside what the template has.
    std::uint64_t max_message = 256ULL << 20;   ///< Octets.
    ConverterBounds converters;                 ///< For programs that are executed.
    std::uint64_t max_text = 64ULL << 20;       ///< Octets of text out of one message.
    std::uint64_t max_unpacked = 256ULL << 20;  ///< Octets out of its archives and documents.
    std::size_t max_entries = 10'000;           ///< Files in its archives and documents.
    std::size_t max_nesting = 16;               ///< Archives, documents and messages within one another.
    mime::Limits mime;                          ///< For the analysis, and to be told to Scanner alike.
};

/// Reads the command line. The failing side says what is wrong with it.
[[nodiscard]] Result<TemplateOptions> template_options(std::span<char* const> arguments);
[[nodiscard]] const char* template_usage();

/// The template: warms up, confines itself for good, then forks one child for each connection, ends it at the
/// deadline, reaps it and tells how it ended. It never receives a message itself, so no child inherits one.
///
/// One thread. Returns the exit status on SIGTERM, SIGINT or the end of its control socket, all children dead.
/// The process is not usable for anything else afterwards. @throws std::exception when it cannot confine itself.
[[nodiscard]] int run_template(const TemplateOptions& options, const std::function<void()>& warm_up,
                               const Analyse& analyse);

}  // namespace sluis::scan
