#pragma once

#include <string>
#include <string_view>

#include "policy/flowchart.h"

namespace sluis::policy {

/// The flowchart of a policy, unmarked: one box for each question, with the policy's own classes, types and rules, and
/// every way that they leave open. What a decision has and the policy does not know is added by its identifier.
/// Filled in by flowchart(), which marks the way.
class Outline {
public:
    Outline(const Policy& policy, const Decision& decision);

    /// Raises the mark of a node or box, and of the box around it. An identifier that is not there is left alone.
    void mark(std::string_view id, Mark mark);
    [[nodiscard]] Mark marked(std::string_view id) const;
    /// Raises the mark of an edge and of both its ends; draws the edge where there was none.
    void connect(const std::string& from, const std::string& to, Mark mark);

    [[nodiscard]] Flowchart finished() { return std::move(chart_); }

private:
    FlowBox& add_box(const char* id, std::string title);
    void add_first_question();
    void add_classes();
    void add_class_ways(const ClassRule& rule);
    void add_types();
    void add_rules();
    void add_exception(const char* cause, Outcome outcome);
    void add_outcomes();
    void add_what_is_unknown();

    const Policy& policy_;
    const Decision& decision_;
    Flowchart chart_;
};

}  // namespace sluis::policy
