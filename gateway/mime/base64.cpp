#include "gateway/mime/ascii.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

enum : std::uint8_t { skipped = 64, padding = 65, foreign = 66 };

constexpr std::array<std::uint8_t, 256> make_values() {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> values{};
    for (auto& value : values) value = foreign;
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    for (const unsigned char c : {' ', '\t', '\r', '\n'}) values[c] = skipped;
    values[static_cast<unsigned char>('=')] = padding;
    return values;
}
constexpr auto values = make_values();

void append(std::uint32_t bits, int octets, std::string& out) {
    const std::array<char, 3> quantum{static_cast<char>(bits >> 16 & 0xFF), static_cast<char>(bits >> 8 & 0xFF),
                                      static_cast<char>(bits & 0xFF)};
    out.append(quantum.data(), static_cast<std::size_t>(octets));
}

// Appends what the whole quanta at the head of the text give; gives how many octets they are.
std::size_t append_quanta(std::string_view encoded, std::string& out) {
    std::array<char, 3 * 32> block;
    std::size_t at = 0;
    std::size_t filled = 0;
    const auto value = [&](std::size_t i) -> std::uint32_t { return values[static_cast<unsigned char>(encoded[i])]; };
    while (at + 4 <= encoded.size()) {
        const std::uint32_t a = value(at), b = value(at + 1), c = value(at + 2), d = value(at + 3);
        if ((a | b | c | d) >= skipped) break;
        const std::uint32_t bits = a << 18 | b << 12 | c << 6 | d;
        block[filled++] = static_cast<char>(bits >> 16 & 0xFF);
        block[filled++] = static_cast<char>(bits >> 8 & 0xFF);
        block[filled++] = static_cast<char>(bits & 0xFF);
        at += 4;
        if (filled < block.size()) continue;
        out.append(block.data(), filled);
        filled = 0;
    }
    out.append(block.data(), filled);
    return at;
}

}  // namespace

void Base64Decoder::feed(std::string_view encoded, std::string& out) {
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (characters_ == 0 && !padded_) {
            i += append_quanta(encoded.substr(i), out);
            if (i == encoded.size()) return;
        }
        const std::uint8_t value = values[static_cast<unsigned char>(encoded[i])];
        if (value == skipped) continue;
        if (value == foreign) {
            anomaly_ = true;
        } else if (value == padding) {
            pad(out);
        } else {
            if (padded_) anomaly_ = true;
            if (padded_ && after_padding_ == AfterPadding::stop) return;
            padded_ = false;
            bits_ = bits_ << 6 | value;
            if (++characters_ < 4) continue;
            append(bits_, 3, out);
            bits_ = 0;
            characters_ = 0;
        }
    }
}

void Base64Decoder::pad(std::string& out) {
    if (padded_) return;
    if (characters_ < 2) anomaly_ = true;
    finish(out);
    padded_ = true;
}

void Base64Decoder::finish(std::string& out) {
    if (characters_ >= 2) append(bits_ << 6 * (4 - characters_), characters_ - 1, out);
    bits_ = 0;
    characters_ = 0;
}

bool is_anomalous_base64(std::string_view body) {
    constexpr std::size_t piece = 64 * 1024;
    Base64Decoder decoder;
    std::string scratch;
    for (std::size_t at = 0; at < body.size() && !decoder.had_anomaly(); at += piece) {
        scratch.clear();
        decoder.feed(body.substr(at, piece), scratch);
    }
    decoder.finish(scratch);
    return decoder.had_anomaly();
}

}  // namespace sluis::mime
