#include "gateway/ctl/explained.h"

#include "gateway/ctl/decision_text.h"
#include "gateway/ctl/pictures.h"
#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

Json as_json(const Explained& explained, const std::vector<std::filesystem::path>& pictures) {
    Json json{{explained.what, explained.name},
              {"from", explained.from},
              {"organisation", explained.facts.organisation},
              {"lists_looked_at", explained.lists_looked_at}};
    json.update(ctl::as_json(explained.facts));
    for (const auto& release : explained.releases) json["releases"].push_back(ctl::as_json(release));
    for (std::size_t i = 0; i < pictures.size(); ++i) json["decisions"][i]["picture"] = pictures[i].string();
    return json;
}

void show_words(const Explained& explained, const std::vector<std::filesystem::path>& pictures, const Output& output) {
    const auto& facts = explained.facts;
    Table head;
    head.width = output.width;
    head.add({explained.what, explained.name});
    head.add({"from", explained.from.empty() ? "<> (the null reverse-path)" : explained.from});
    head.add({"organisation", facts.organisation.empty()
                                  ? "unknown: the directory does not know the sender; give --organisation"
                                  : facts.organisation});
    head.add({"policy", facts.policy_version});
    if (const auto reason = facts.findings.unscannable)
        head.add({"structure",
                  "cannot be read for sure (" + std::string{policy::to_string(*reason)} + "): counts as one document"});
    output.out << head.text() << '\n' << decisions_in_words(facts, output);
    for (const auto& release : explained.releases)
        output.out << "\nReleased later by the sender:\n" << decisions_in_words(release, output);
    if (!pictures.empty()) output.out << '\n';
    for (std::size_t i = 0; i < pictures.size(); ++i)
        output.out << "Picture of the way for " << facts.decisions[i].recipient.text() << ": " << pictures[i].string()
                   << '\n';
}

}  // namespace

int show(const Explained& explained, const std::filesystem::path& svg, const Output& output) {
    if (svg == "-" && output.json) {
        output.err << "sluisctl: --json and --svg - would stand in one stream; write the picture to a file\n";
        return status::usage;
    }
    if (!svg.empty()) {
        const int written = write_pictures(explained.facts, explained.policy, svg, output);
        if (written != status::ok || svg == "-") return written;
    }
    const auto pictures =
        svg.empty() ? std::vector<std::filesystem::path>{} : picture_files(svg, explained.facts.decisions.size());
    if (output.json) {
        print(output, as_json(explained, pictures));
    } else {
        show_words(explained, pictures, output);
        if (explained.what == "file") output.out << "\nNothing was sent or stored.\n";
    }
    return status::ok;
}

}  // namespace sluis::ctl
