#include "config/policy_file.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/decision_text.h"
#include "gateway/ctl/explained.h"
#include "gateway/ctl/list_access.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/ctl/pictures.h"
#include "gateway/ctl/scan_access.h"
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

/// A queue id has twelve digits and consonants; a file of that name goes before it.
bool names_stored_message(const std::filesystem::path& file) {
    const auto text = file.string();
    std::error_code error;
    return text.size() == 12 && text.find_first_not_of("0123456789bcdfghjkmnpqrstvwxyz") == std::string::npos &&
           !std::filesystem::exists(file, error);
}

}  // namespace

int explain(const config::Settings& settings, const ExplainOptions& options, const Output& output) {
    if (names_stored_message(options.file)) return explain_stored(settings, options, output);
    if (options.to.empty())
        return output.err << "sluisctl: who gets the mail? Name each recipient with --to\n", status::usage;
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
    const Explained explained{"file", options.file.string(), options.from,
                              facts,  considered.policy,     lists.lookup() != nullptr};
    const int done = show(explained, options.svg, output);
    if (lists.lookup() == nullptr)
        output.err
            << "sluisctl: the database does not answer, so the organisation's lists of clients and staff were not "
               "looked at.\n";
    return done;
}

}  // namespace sluis::ctl
