#pragma once

#include <string>
#include <vector>

#include "policy/decision.h"
#include "policy/policy.h"

namespace sluis::policy {

/// How far a decision went along a piece of the flowchart. In order: the greater is shown.
enum class Mark {
    none,
    beside,   ///< True of some part of the mail, or noted; it is not what decided.
    watched,  ///< Where it would have gone, were the policy not only watching.
    taken,    ///< On the way from the mail to its outcome.
};
[[nodiscard]] std::string_view to_string(Mark mark);

/// One answer.
struct FlowNode {
    std::string id;    ///< "q1.ja", "q2.facility", "q3.handelingsplan", "rule.NAME", "outcome.share.confidential", …
    std::string text;  ///< Plain Dutch.
    std::string note;  ///< In small print below; may be empty.
    Mark mark = Mark::none;
};
struct FlowGroup {
    std::string title;  ///< May be empty.
    std::vector<FlowNode> nodes;
};
/// A question with its answers, or an outcome.
struct FlowBox {
    std::string id;  ///< "start", "directive", "q1", "q2", "q3", "rules", "outcome.pass", …
    std::string title;
    std::vector<FlowGroup> groups{};
    Mark mark = Mark::none;
};
/// From an answer or a box to an answer or a box.
struct FlowEdge {
    std::string from, to;
    Mark mark = Mark::none;
};

/// The flowchart of a policy with the way of one decision in it. It is a picture of the policy: classes, types and
/// rules of policy.toml stand in it as the factory's do. Nothing of the mail is in it but the answers: no sample, no
/// file name, no address.
struct Flowchart {
    std::string policy;  ///< Version of the policy that decided.
    std::string way;     ///< The way in words, for who cannot see the picture.
    std::vector<FlowBox> boxes;
    std::vector<FlowEdge> edges;
};

/// Pure. A decision that another policy took is drawn all the same: what this one does not know is added by its
/// identifier.
/// @param policy  the one that holds for the sender; its classes, types, rules and exceptions are drawn
[[nodiscard]] Flowchart flowchart(const Policy& policy, const Decision& decision);

/// Identifiers of the nodes that a step of Decision::path stands for: every one of them is marked.
[[nodiscard]] std::string node_of(const Policy& policy, const Step& step);

}  // namespace sluis::policy
