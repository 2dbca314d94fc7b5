#include <charconv>

#include "gateway/scan/extract/compound_file.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/mapi.h"
#include "gateway/scan/extract/ole.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

constexpr std::string_view property_prefix = "__substg1.0_";
constexpr std::uint32_t attached_object = 0x3701, object_type = 0x000D;

struct PropertyName {
    std::uint32_t id = 0, type = 0;
};

// "__substg1.0_0037001F", and behind it "-00000002" where a property has several values (MS-OXMSG §2.1.3).
std::optional<PropertyName> property_of(std::string_view name) {
    if (!name.starts_with(property_prefix) || name.size() < property_prefix.size() + 8) return std::nullopt;
    const auto hex = name.substr(property_prefix.size(), 8);
    std::uint32_t both = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), both, 16);
    if (error != std::errc{} || end != hex.data() + hex.size()) return std::nullopt;
    constexpr std::uint32_t several = 0x1000;
    return PropertyName{both >> 16, both & 0xFFFFU & ~several};
}

class OutlookMessage {
public:
    OutlookMessage(const CompoundFile& file, Sink& sink) : file_{&file}, sink_{&sink} {}

    void read_message(std::uint32_t storage) {
        read_object(storage, "");
        for (const auto inner : storages_in(storage)) {
            const auto& name = file_->entries()[inner].name;
            if (sink_->stopped()) return;
            if (name.starts_with("__attach")) read_attachment(inner);
            if (name.starts_with("__recip")) read_object(inner, "");
            if (name.starts_with("__nameid")) read_names(inner);
        }
    }

private:
    [[nodiscard]] std::vector<std::uint32_t> storages_in(std::uint32_t storage) const {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < file_->entries().size(); ++i) {
            const auto& entry = file_->entries()[i];
            if (entry.parent == storage && entry.type == CompoundFile::Entry::Type::storage) found.push_back(i);
        }
        return found;
    }

    void read_object(std::uint32_t storage, const std::string& container) {
        MapiObject object{*sink_};
        for (const auto& entry : file_->entries()) {
            if (entry.parent != storage || entry.type != CompoundFile::Entry::Type::stream) continue;
            const auto content = stream_content(*file_, entry, *sink_);
            if (sink_->stopped()) return;
            if (const auto name = property_of(entry.name)) object.property(name->id, name->type, content);
        }
        object.finish(container);
    }

    // Which names the properties have that MS-OXPROPS does not number. Its streams are numbered too, by another rule
    // (MS-OXMSG §2.2.3): what would be a body elsewhere is a piece of a hash table here. Outlook shows none of it, so
    // numbers alone are looked for.
    void read_names(std::uint32_t storage) {
        for (const auto& entry : file_->entries()) {
            if (entry.parent != storage || entry.type != CompoundFile::Entry::Type::stream) continue;
            const auto content = stream_content(*file_, entry, *sink_);
            if (sink_->stopped()) return;
            if (may_hold_number(content)) read_text_runs("namen van eigenschappen", content, *sink_);
        }
    }

    void read_attachment(std::uint32_t storage) {
        const auto container = "bijlage " + std::to_string(++attachments_);
        read_object(storage, container);
        for (const auto inner : storages_in(storage)) {
            const auto name = property_of(file_->entries()[inner].name);
            if (!name || name->id != attached_object || name->type != object_type) continue;
            if (sink_->nesting() >= sink_->budget().max_nesting) return sink_->unscannable(Unscannable::too_deep);
            sink_->enter(container);
            const bool message = file_->find(inner, "__properties_version1.0") != CompoundFile::none;
            message ? OutlookMessage{*file_, *sink_}.read_message(inner) : read_ole_object(*file_, inner, *sink_);
            sink_->leave();
        }
    }

    const CompoundFile* file_;
    Sink* sink_;
    std::size_t attachments_ = 0;
};

}  // namespace

void read_outlook_message(const CompoundFile& file, Sink& sink) {
    if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(Unscannable::too_deep);
    sink.enter("Outlook-bericht");
    OutlookMessage{file, sink}.read_message(0);
    sink.leave();
}

}  // namespace sluis::scan
