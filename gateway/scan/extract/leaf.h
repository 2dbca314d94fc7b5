#pragma once

#include <string>
#include <string_view>

#include "gateway/mime/header.h"
#include "gateway/mime/reader.h"
#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// A leaf of a message with its content decoded.
struct Leaf {
    const mime::Entity* entity = nullptr;
    std::string_view header;
    mime::ParameterizedValue type;
    mime::ParameterizedValue disposition;
    std::string file_name;
    std::string_view body;  ///< As it stands in the message.
    mime::Decoded decoded;  ///< Empty when it is not encoded: then the body is the content.
    [[nodiscard]] std::string_view content() const {
        return entity->encoding == mime::TransferEncoding::identity ? body : std::string_view{decoded.content};
    }
};

[[nodiscard]] Leaf open_leaf(std::string_view message, const mime::Entity& entity, const mime::Limits& limits);

/// The media type of the multipart around an entity; empty when there is none.
[[nodiscard]] std::string_view parent_type(const mime::Structure& structure, const mime::Entity& entity);

/// What the leaf is to its reader.
[[nodiscard]] policy::Role role_of(const mime::Structure& structure, const Leaf& leaf);

/// Searches a leaf: its names, and its content in each way that it can be decoded.
void read_leaf(const Leaf& leaf, policy::Role role, Sink& sink);

}  // namespace sluis::scan
