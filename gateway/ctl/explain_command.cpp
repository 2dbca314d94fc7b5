#include "config/policy_file.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/decision_text.h"
#include "gateway/ctl/list_access.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/ctl/scan_access.h"
#include "gateway/ctl/terminal.h"
#include "gateway/pipeline/consideration.h"
#include "gateway/pipeline/kept_facts.h"
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

Json explanation_json(const facts::Facts& facts, const ExplainOptions& options, bool with_lists) {
    Json json{{"file", options.file.string()},
              {"from", options.from},
              {"organisation", facts.organisation},
              {"lists_looked_at", with_lists}};
    json.update(as_json(facts));
    return json;
}

void show(const facts::Facts& facts, const ExplainOptions& options, const Output& output) {
    Table head;
    head.width = output.width;
    head.add({"file", options.file.string()});
    head.add({"from", options.from.empty() ? "<> (the null reverse-path)" : options.from});
    head.add({"organisation", facts.organisation.empty()
                                  ? "unknown: the directory does not know the sender; give --organisation"
                                  : facts.organisation});
    head.add({"policy", facts.policy_version});
    if (const auto reason = facts.findings.unscannable)
        head.add({"structure",
                  "cannot be read for sure (" + std::string{policy::to_string(*reason)} + "): counts as one document"});
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
    const auto facts = pipeline::facts_of(considered, {});
    if (output.json) {
        print(output, explanation_json(facts, options, lists.lookup() != nullptr));
    } else {
        show(facts, options, output);
    }
    if (lists.lookup() == nullptr)
        output.err
            << "sluisctl: the database does not answer, so the organisation's lists of clients and staff were not "
               "looked at.\n";
    return status::ok;
}

}  // namespace sluis::ctl
