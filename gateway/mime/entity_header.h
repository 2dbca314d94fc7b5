#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/mime/delimiters.h"
#include "gateway/mime/limits.h"
#include "gateway/mime/reader.h"

namespace sluis::mime {

/// The ambiguities met so far, each once.
class Doubts {
public:
    void add(Ambiguity ambiguity) { met_.set(static_cast<std::size_t>(ambiguity)); }
    [[nodiscard]] std::vector<Ambiguity> list() const {
        std::vector<Ambiguity> all;
        for (std::size_t i = 0; i < met_.size(); ++i) {
            if (met_.test(i)) all.push_back(static_cast<Ambiguity>(i));
        }
        return all;
    }

private:
    std::bitset<static_cast<std::size_t>(Ambiguity::second_reader_differs) + 1> met_;
};

/// What the reader needs of one entity's header.
struct EntityHeader {
    std::size_t end = 0;  ///< Where the body begins.
    std::vector<FieldRange> fields;
    std::vector<std::pair<std::string, std::string>> values;  ///< See Structure::values.
    std::string media_type = "text/plain";
    bool has_type = false;                ///< A readable Content-Type stands there.
    std::vector<std::string> boundaries;  ///< Empty for a leaf.
    TransferEncoding encoding = TransferEncoding::identity;
    bool crlf_lines = false;
    bool lf_lines = false;
};

/// Reads the header that begins at an offset. It ends after an empty line, or before a delimiter of an open multipart,
/// or where the text begins when the empty line is missing.
[[nodiscard]] Result<EntityHeader, ReadFailure> read_entity_header(std::string_view message, std::size_t begin,
                                                                   const std::vector<OpenMultipart>& open,
                                                                   const Limits& limits, Doubts& doubts);

/// A boundary as Structure may hold it: printable ASCII, everything else as '?'.
[[nodiscard]] std::string printable(std::string_view boundary);

}  // namespace sluis::mime
