#pragma once

#include <string>

#include "gateway/portal/visit.h"
#include "storage/shares/share.h"

namespace sluis::portal {

/// The sealed texts of one document, opened. Empty when they are gone.
struct DocumentNames {
    std::string name;
    std::string subject;
};

/// For who may open the document alone. What cannot be opened (expired this moment, damaged) is empty, and reported.
[[nodiscard]] DocumentNames names_of(Visit& visit, const storage::shares::SharedDocument& document);

/// The name to show and to save under: never empty, no path, no control characters.
[[nodiscard]] std::string file_name(const std::string& name, const storage::shares::SharedDocument& document);

}  // namespace sluis::portal
