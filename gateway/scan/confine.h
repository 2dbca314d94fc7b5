#pragma once

#include "gateway/scan/descriptor.h"
#include "gateway/scan/template.h"

namespace sluis::scan {

/// Standard input and output become /dev/null; every descriptor that the options do not name is closed.
void keep_named_descriptors(const TemplateOptions& options);

/// The socket to accept on, listening and non-blocking. @throws std::system_error
[[nodiscard]] Descriptor listening_socket(const TemplateOptions& options);

/// Makes the kernel, when short of memory, rather end this process or a child of it than any other.
void volunteer_for_oom();

/// @throws std::runtime_error when a library started a thread: a forked child would hold its locks for ever.
void require_single_thread();

/// Gives up everything that the template does not need, for itself and its children, for good.
void confine_template(const TemplateOptions& options, const Filter& filter);

}  // namespace sluis::scan
