#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/findings.h"

namespace sluis::scan {

/// The attributes of an element, by local name. Valid while the listener is told of it.
struct Attributes {
    std::vector<std::pair<std::string_view, std::string_view>> values;
    /// The value of that name; empty when absent.
    [[nodiscard]] std::string_view of(std::string_view name) const;
};

/// Who listens to an XML document. Names are local names, without prefix.
struct XmlListener {
    std::function<void(std::string_view name, const Attributes& attributes)> start = [](auto, const auto&) {};
    std::function<void(std::string_view name)> end = [](auto) {};
    std::function<void(std::string_view text)> text = [](auto) {};
    std::function<void(std::string_view text)> comment = [](auto) {};  ///< Also the text of a processing instruction.
    std::function<bool()> stop = [] { return false; };                 ///< Asked between pieces of 64 KiB.
};

/// Reads XML, one element at a time: no tree, no entities but the five, nothing loaded. Gives why it
/// could not be read to its end: broken where it is not well-formed, too_deep.
[[nodiscard]] std::optional<policy::Unscannable> read_xml(std::string_view octets, const XmlListener& listener);

}  // namespace sluis::scan
