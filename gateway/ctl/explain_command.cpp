#include "config/policy_file.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/decision_text.h"
#include "gateway/ctl/list_access.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/ctl/scan_access.h"
#include "gateway/ctl/terminal.h"
#include "gateway/pipeline/consideration.h"
#include "gateway/pipeline/facts.h"
#include "gateway/runtime/parts.h"

namespace sluis::ctl {
namespace {

Result<mail::Envelope> envelope_of(const ExplainOptions& options) {
    mail::Envelope envelope;
    if (!options.from.empty()) {
        const auto from = mail::Mailbox::parse(options.from);
        if (!from) return failure("--from " + options.from + ": not an address; write it as ann@example.org");
        envelope.reverse_path = mail::ReversePath{*from};
    }
    for (const auto& text : options.to) {
        const auto to = mail::Mailbox::parse(text);
        if (!to) return failure("--to " + text + ": not an address; write it as ann@example.org");
        envelope.forward_paths.push_back(*to);
    }
    return envelope;
}

/// Live mail's organisation comes from the relay client or the login; here the directory's word for the address stands
/// for it, unless it was given.
std::string organisation_of(const ExplainOptions& options, const mail::Envelope& envelope,
                            const storage::directory::Directory& directory) {
    if (!options.organisation.empty() || envelope.reverse_path.is_null()) return options.organisation;
    const auto facts = directory.find(envelope.reverse_path.mailbox());
    return facts ? facts->organisation : std::string{};
}

Json as_json(const Json& facts, const ExplainOptions& options, const std::string& organisation, bool with_lists) {
    Json json{{"file", options.file.string()},
              {"from", options.from},
              {"organisation", organisation},
              {"lists_looked_at", with_lists}};
    for (const char* key :
         {"policy", "protection", "unscannable", "subject_evidence", "documents", "taken_out", "decisions"})
        if (facts.contains(key)) json[key] = facts[key];
    return json;
}

void show(const Json& facts, const ExplainOptions& options, const std::string& organisation, const Output& output) {
    Table head;
    head.width = output.width;
    head.add({"file", options.file.string()});
    head.add({"from", options.from.empty() ? "<> (the null reverse-path)" : options.from});
    head.add({"organisation", organisation.empty()
                                  ? "unknown: the directory does not know the sender; give --organisation"
                                  : organisation});
    head.add({"policy", facts.value("policy", "")});
    if (facts.contains("unscannable"))
        head.add(
            {"structure", "cannot be read for sure (" + facts.value("unscannable", "") + "): counts as one document"});
    output.out << head.text() << '\n' << decisions_in_words(facts, output) << "\nNothing was sent or stored.\n";
}

}  // namespace

int explain(const config::Settings& settings, const ExplainOptions& options, const Output& output) {
    const auto envelope = envelope_of(options);
    if (!envelope) return output.err << "sluisctl: " << envelope.error() << '\n', status::usage;
    auto octets = read_file(options.file);
    if (!octets)
        return output.err << "sluisctl: " << options.file.string() << ' ' << octets.error() << '\n', status::no_input;
    if (!looks_like_mail(*octets)) {
        output.err
            << "sluisctl: " << options.file.string()
            << " is no mail: it does not begin with header fields such as From:. For a document, use: sluisctl scan "
            << options.file.string() << '\n';
        return status::no_mail;
    }
    const auto policy = policy_of(settings);
    if (!policy) return print(policy.error(), output);
    const auto message = as_message(std::move(*octets));
    const auto directory = runtime::open_directory(settings.directory);
    const auto organisation = organisation_of(options, *envelope, *directory);
    ListAccess lists{settings};
    const ScanAccess scan{&settings};
    const auto considered =
        pipeline::consider(message, *envelope, organisation, scan.scanner(), *directory, lists.lookup(), *policy);
    const auto facts = Json::parse(pipeline::facts_json(considered, {}));
    if (output.json) {
        print(output, as_json(facts, options, organisation, lists.lookup() != nullptr));
    } else {
        show(facts, options, organisation, output);
    }
    if (lists.lookup() == nullptr)
        output.err
            << "sluisctl: the database does not answer, so the organisation's lists of clients and staff were not "
               "looked at.\n";
    return status::ok;
}

}  // namespace sluis::ctl
