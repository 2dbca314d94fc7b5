#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "gateway/mail/result.h"

/// Files that an administrator names: mails with any line ends, or bare documents.
namespace sluis::ctl {

inline constexpr std::uint64_t max_file_bytes = 250u << 20;

/// The file's octets; "-" is standard input. The failing side says why, without the file's name.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file);

/// True when it begins as a message does: an mbox line or well-formed header fields, of which at least one is a mail's.
[[nodiscard]] bool looks_like_mail(std::string_view octets);

/// The message as it would arrive: an mbox line taken away, and line ends made CRLF when they were LF alone. A message
/// in which both stand is left as it is, since live mail with it would be refused or normalized by what the client may
/// do.
[[nodiscard]] std::string as_message(std::string octets);

/// A message with one attachment: the document, under its file's name, so that it is read as it would be in a mail.
[[nodiscard]] std::string message_around(std::string_view document, std::string_view file_name);

}  // namespace sluis::ctl
