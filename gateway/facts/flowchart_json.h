#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "policy/flowchart.h"

namespace sluis::facts {

/// A flowchart as it is kept for the sender's page: the picture is drawn when it is asked for.
///
///     {"policy": …, "way": …, "boxes": [{"id": "q2", "title": …, "mark": 3, "groups": [{"title": …, "nodes":
///      [["q2.facility", "Andere voorziening", "wordt veilig gedeeld", 3]]}]}], "edges": [["q2.facility", "q3", 3]]}
[[nodiscard]] nlohmann::ordered_json as_json(const policy::Flowchart& chart);

/// Nothing when it is no such JSON, or has more in it than a picture can hold.
[[nodiscard]] std::optional<policy::Flowchart> flowchart_from(const nlohmann::json& json);

}  // namespace sluis::facts
