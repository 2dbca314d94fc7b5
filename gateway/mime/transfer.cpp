#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

Decoded decode_base64(std::string_view body) {
    Decoded decoded;
    decoded.content.reserve(body.size() / 4 * 3);
    Base64Decoder decoder;
    decoder.feed(body, decoded.content);
    decoder.finish(decoded.content);
    decoded.anomaly = decoder.had_anomaly();
    if (!decoded.anomaly) return decoded;

    Base64Decoder stopping{Base64Decoder::AfterPadding::stop};
    stopping.feed(body, decoded.other_reading);
    stopping.finish(decoded.other_reading);
    if (decoded.other_reading == decoded.content) decoded.other_reading.clear();
    return decoded;
}

Decoded decode_quoted_printable(std::string_view body) {
    Decoded decoded;
    decoded.content.reserve(body.size());
    QuotedPrintableDecoder decoder;
    decoder.feed(body, decoded.content);
    decoder.finish(decoded.content);
    decoded.anomaly = decoder.had_anomaly();
    return decoded;
}

}  // namespace

Decoded decode(std::string_view body, TransferEncoding encoding) {
    switch (encoding) {
        case TransferEncoding::base64:
            return decode_base64(body);
        case TransferEncoding::quoted_printable:
            return decode_quoted_printable(body);
        case TransferEncoding::identity:
            break;
    }
    Decoded decoded;
    decoded.content = body;
    return decoded;
}

}  // namespace sluis::mime
