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
    std::string link;  ///< What a symbolic or hard link points to.
};

/// Which reader of archives takes the octets.
enum class ArchiveFormat { zip, seven_zip, rar, tar, cabinet };

/// Walks over the files of an archive within the message's bounds; a passed bound is marked in the sink.
///
/// @param wanted  whether the file's content is to be unpacked; asked once for each file
/// @param content  gets what was unpacked
/// @return false when the archive is damaged or a bound was passed (both are marked)
bool walk_archive(std::string_view octets, Sink& sink, const std::function<bool(const ArchiveEntry&)>& wanted,
                  const std::function<void(const ArchiveEntry&, std::string&& content)>& content,
                  ArchiveFormat format = ArchiveFormat::zip);

/// One compressed stream (gzip, bzip2, xz, LZMA, Zstandard, compress), unpacked within the message's bounds. What could
/// be unpacked comes back; what could not is marked in the sink.
[[nodiscard]] std::string unpack_stream(std::string_view octets, Sink& sink);
/// The file name and the comment in a gzip header (RFC 1952 §2.3), one per line.
[[nodiscard]] std::string gzip_names(std::string_view octets);

/// Loads what libarchive needs.
void warm_up_archive();

}  // namespace sluis::scan
