#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// One object of Outlook's: a message, a recipient or an attachment, whose properties come from a .msg or a
/// winmail.dat.
///
/// Texts of every property are searched, the named ones too; of the body every form that is there. An attachment is
/// read when finish() is called, once its name is known.
class MapiObject {
public:
    explicit MapiObject(Sink& sink) : sink_{&sink}, flow_{sink} {}

    /// @param id, type  as in MS-OXPROPS; other types than texts and binaries are ignored
    void property(std::uint32_t id, std::uint32_t type, std::string_view value);
    /// An attachment's content and title beside the properties, as winmail.dat has them.
    void attachment_data(std::string&& octets) { data_ = std::move(octets); }
    void attachment_name(std::string_view utf8);
    /// @param container  "bijlage 1"; for a message nothing is attached, and it is not used.
    void finish(const std::string& container);

private:
    void binary(std::uint32_t id, std::string_view value);

    Sink* sink_;
    FlowText flow_;
    std::optional<std::string> data_;
    std::string name_, media_type_, html_, rich_text_;
};

/// Undoes the compression of rich text (MS-OXRTFCP). Nothing when it is no such stream, or longer than `most`.
[[nodiscard]] std::optional<std::string> decompress_rtf(std::string_view compressed, std::uint64_t most);

}  // namespace sluis::scan
