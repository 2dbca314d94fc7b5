#include <algorithm>
#include <charconv>
#include <cmath>

#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/xml_events.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_columns = 16384;

std::size_t number_of(std::string_view digits, std::size_t fallback) {
    std::size_t value = fallback;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// "AB12" is column 27.
std::size_t column_of(std::string_view reference, std::size_t fallback) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z' || column > max_columns) break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    return column == 0 || column > max_columns ? fallback : column - 1;
}

// 8.0923991340000003E9 is stored where 8092399134 was meant.
std::string plain_number(std::string_view stored) {
    double value = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
    const bool whole = error == std::errc{} && end == stored.data() + stored.size() && value >= 0 && value < 1e15 &&
                       std::abs(value - std::round(value)) < 1e-5;
    return whole ? std::to_string(static_cast<unsigned long long>(std::llround(value))) : std::string{stored};
}

// Headers and footers say by codes what stands left or right, and in which letters (ECMA-376 part 1 §18.3.1.46).
std::string without_codes(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '&' || i + 1 == text.size()) {
            plain.push_back(text[i]);
            continue;
        }
        ++i;
        if (text[i] == '"') i = std::min(text.find('"', i + 1), text.size());
        while (i + 1 < text.size() && is_digit(text[i]) && is_digit(text[i + 1])) ++i;
        plain.push_back('\n');
    }
    return plain;
}

struct Sheet {
    std::string where;
    SharedStrings* shared;
    Sink* sink;
    std::vector<Cell> cells;
    FlowText beside;  // Formulas, validation, headers and footers: all that is in no cell.
    std::string type, value, other;
    std::size_t row = 0, column = 0;
    bool in_value = false;

    void start(std::string_view name, const Attributes& attributes) {
        if (name == "row") {
            row = number_of(attributes.of("r"), row + 1);
            column = 0;
        } else if (name == "c") {
            column = column_of(attributes.of("r"), column);
            type = attributes.of("t");
            value.clear();
        } else if (name == "v" || name == "t") {
            in_value = true;
        } else {
            for (const auto& [key, text] : attributes.values) {
                const bool written = key == "tooltip" || key == "display" || key == "location" || key == "error" ||
                                     key.starts_with("prompt") || key == "errorTitle" || key == "codeName";
                if (written || may_hold_number(text)) beside.aside(text);
            }
        }
        end_other();
    }

    void end(std::string_view name) {
        if (name == "v" || name == "t") in_value = false;
        if (name == "c") end_cell();
        if (name == "row") {
            if (!cells.empty()) sink->row(where, row, cells);
            cells.clear();
        }
        end_other();
    }

    void end_other() {
        if (!other.empty()) beside.aside(other);
        if (other.find('&') != other.npos) beside.aside(without_codes(other));
        other.clear();
    }

    void end_cell() {
        if (!value.empty() && cells.size() < max_columns) {
            const bool numeric = type.empty() || type == "n";
            if (type == "s") {
                const auto at = number_of(value, shared->texts.size());
                const bool known = at < shared->texts.size();
                if (known) shared->used[at] = true;
                value = known ? shared->texts[at] : std::string{};
            } else if (numeric) {
                value = plain_number(value);
            }
            cells.push_back({column, value, numeric});
        }
        ++column;
    }
};

}  // namespace

SharedStrings read_shared_strings(std::string_view xml, Sink& sink) {
    SharedStrings strings;
    std::string beside;  // How a text is pronounced: no cell shows it.
    bool in_text = false;
    int phonetic = 0;
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes&) {
        if (name == "si") strings.texts.emplace_back();
        if (name == "rPh") ++phonetic;
        in_text = name == "t" && phonetic == 0;
    };
    listener.end = [&](std::string_view name) {
        if (name == "rPh") --phonetic;
        if (name == "t") in_text = false;
    };
    listener.text = [&](std::string_view text) {
        if (phonetic > 0) beside += text;
        if (in_text && !strings.texts.empty()) strings.texts.back() += text;
    };
    listener.stop = [&] { return sink.stopped(); };
    if (const auto fault = read_xml(xml, listener)) sink.unscannable(*fault);
    if (!beside.empty()) strings.texts.push_back(std::move(beside));
    strings.used.resize(strings.texts.size());
    return strings;
}

void read_sheet(std::string_view xml, const std::string& where, SharedStrings& shared, Sink& sink) {
    Sheet sheet{where, &shared, &sink, {}, FlowText{sink}, {}, {}, {}, 0, 0, false};
    sink.new_table();
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes& attributes) { sheet.start(name, attributes); };
    listener.end = [&](std::string_view name) { sheet.end(name); };
    listener.text = [&](std::string_view text) { (sheet.in_value ? sheet.value : sheet.other) += text; };
    listener.stop = [&] { return sink.stopped(); };
    if (const auto fault = read_xml(xml, listener)) sink.unscannable(*fault);
    sink.place(where + ", buiten de cellen");
    sheet.beside.finish();
    sink.place("");
}

}  // namespace sluis::scan
