#pragma once

#include <string>

#include "policy/flowchart.h"

namespace sluis::policy {

/// The flowchart as a picture in SVG 1.1, 1000 pixels wide, whole in itself: for a page under a strict
/// Content-Security-Policy, for paper (what was taken differs by more than its colour), and with a title and a
/// description for who cannot see it. Each answer is a group with data-node and data-mark.
[[nodiscard]] std::string as_svg(const Flowchart& chart);

}  // namespace sluis::policy
