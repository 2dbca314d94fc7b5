#include <algorithm>
#include <string>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/little_endian.h"
#include "gateway/scan/extract/mapi.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

// MS-OXTNEF §2.1.3.1, the tag's identifier alone.
constexpr std::uint32_t subject = 0x8004, body = 0x800C, attach_data = 0x800F, attach_title = 0x8010;
constexpr std::uint32_t attach_start = 0x9002, message_properties = 0x9003, attach_properties = 0x9005;
constexpr std::uint32_t recipients = 0x9004;
constexpr std::size_t max_values = 100'000;

/// Takes MAPI properties off a block of them. A count or a length that cannot be ends the block, marked.
class PropertyBlock {
public:
    PropertyBlock(std::string_view octets, Sink& sink) : rest_{octets}, sink_{&sink} {}

    /// `nested` gets what is attached as an object: a winmail.dat within.
    void read(MapiObject& object, std::string& nested) {
        for (auto count = take32(); count > 0 && !failed_ && !rest_.empty(); --count) one(object, nested);
        if (failed_) sink_->unscannable(Unscannable::broken);
    }

    /// Rows of properties, one for each recipient.
    void read_rows() {
        for (auto rows = take32(); rows > 0 && !failed_ && !rest_.empty(); --rows) {
            MapiObject recipient{*sink_};
            std::string nested;
            for (auto count = take32(); count > 0 && !failed_ && !rest_.empty(); --count) one(recipient, nested);
            recipient.finish("");
        }
        if (failed_) sink_->unscannable(Unscannable::broken);
    }

private:
    void one(MapiObject& object, std::string& nested) {
        constexpr std::uint32_t several = 0x1000, first_named = 0x8000, object_type = 0x000D, data = 0x3701;
        const auto tag = take32();
        const auto id = tag >> 16, type = tag & 0xFFFF & ~several;
        if (id >= first_named) take_name(object);
        const bool variable = type == 0x1E || type == 0x1F || type == 0x102 || type == object_type;
        const auto values = variable || (tag & several) != 0 ? take32() : 1;
        if (values > max_values) failed_ = true;
        for (std::uint32_t i = 0; i < values && !failed_; ++i) {
            if (!variable) {
                take(fixed_size(type));
                continue;
            }
            const auto size = take32();
            const auto value = take(size);
            take((4 - size % 4) % 4);
            if (type == object_type && id == data && value.size() > 16)
                nested = value.substr(16);
            else
                object.property(id, type, value);
        }
    }

    void take_name(MapiObject& object) {
        take(16);
        const bool by_number = take32() == 0;
        const auto size = take32();
        if (by_number) return;
        const auto name = take(size);
        take((4 - size % 4) % 4);
        object.property(0x8000, 0x1F, name);
    }

    static std::size_t fixed_size(std::uint32_t type) {
        if (type == 0x48) return 16;
        return type == 5 || type == 6 || type == 7 || type == 0x14 || type == 0x40 ? 8 : 4;
    }

    std::string_view take(std::size_t size) {
        if (size > rest_.size()) failed_ = true;
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    std::uint32_t take32() { return little32(take(4), 0); }

    std::string_view rest_;
    Sink* sink_;
    bool failed_ = false;
};

class Tnef {
public:
    explicit Tnef(Sink& sink) : sink_{&sink}, current_{sink} {}

    void read(std::string_view octets) {
        constexpr std::size_t header = 6, attribute_header = 9;
        // Mail programs end a file as a text ends.
        const auto end = octets.find_last_not_of(std::string_view{"\r\n\0", 3}) + 1;
        const auto fill = octets.size() - std::max(end, header);
        for (auto rest = octets.substr(header); !rest.empty() && !sink_->stopped();) {
            if (rest.size() <= std::min(fill, attribute_header - 1)) break;
            const std::size_t size = little32(rest, 5);
            if (rest.size() < attribute_header || size > rest.size() - attribute_header) {
                sink_->unscannable(Unscannable::broken);
                break;
            }
            attribute(little32(rest, 1) & 0xFFFF, rest.substr(attribute_header, size));
            rest.remove_prefix(std::min(rest.size(), attribute_header + size + 2));
        }
        end_object();
    }

private:
    void attribute(std::uint32_t id, std::string_view value) {
        if (id == attach_start) return begin_attachment();
        if (id == message_properties || id == attach_properties)
            return PropertyBlock{value, *sink_}.read(current_, nested_);
        if (id == recipients) return PropertyBlock{value, *sink_}.read_rows();
        if (id == attach_data) return current_.attachment_data(std::string{value});
        const auto text = mime::to_utf8(value.substr(0, value.find('\0')), "");
        if (id == attach_title) return current_.attachment_name(text);
        if (id == subject || id == body)
            current_.property(id == subject ? 0x0037 : 0x1000, 0x1E, value);
        else if (may_hold_number(value))
            read_text_runs("winmail.dat", value, *sink_);
    }

    void begin_attachment() {
        end_object();
        current_ = MapiObject{*sink_};
        ++attachments_;
    }

    void end_object() {
        const auto container = "bijlage " + std::to_string(attachments_);
        current_.finish(container);
        if (!nested_.empty()) read_contained(nested_, "winmail.dat", container, *sink_);
        nested_.clear();
    }

    Sink* sink_;
    MapiObject current_;
    std::string nested_;
    std::size_t attachments_ = 0;
};

}  // namespace

void read_tnef(std::string_view octets, Sink& sink) {
    if (little32(octets, 0) != 0x223E9F78) return sink.unscannable(Unscannable::broken);
    if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(Unscannable::too_deep);
    sink.enter("winmail.dat");
    Tnef{sink}.read(octets);
    sink.leave();
}

}  // namespace sluis::scan
