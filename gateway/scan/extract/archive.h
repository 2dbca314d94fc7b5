#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// One file in an archive.
struct ArchiveEntry {
    std::string name;
    bool encrypted = false;
};

/// Walks over the files of a ZIP archive within the message's bounds; a passed bound is marked in the sink.
///
/// @param wanted  whether the file's content is to be unpacked; asked once for each file
/// @param content  gets what was unpacked
/// @return false when the archive is damaged or a bound was passed (both are marked)
bool walk_archive(std::string_view octets, Sink& sink, const std::function<bool(const ArchiveEntry&)>& wanted,
                  const std::function<void(const ArchiveEntry&, std::string&& content)>& content);

/// Loads what libarchive needs.
void warm_up_archive();

}  // namespace sluis::scan
