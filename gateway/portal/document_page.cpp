#include <algorithm>
#include <charconv>
#include <cstring>
#include <vector>

#include "gateway/portal/document_names.h"
#include "gateway/portal/pages.h"
#include "gateway/portal/words.h"
#include "storage/shares/consultation.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;
namespace vault = storage::vault;

constexpr std::size_t first_block = 64 * 1024;

/// What is written down when the last octet has left.
struct Reading {
    std::int64_t share = 0;
    std::int64_t document = 0;
    std::optional<std::int64_t> consultation;
    std::string reader;
};

/// A document on its way out. Its first block was read, so decrypted and found genuine, before the answer began.
class DocumentBody : public Body {
public:
    DocumentBody(const PortalServices& services, std::unique_ptr<vault::OpenContent> content, std::vector<char> first,
                 Reading reading)
        : services_{services}, content_{std::move(content)}, first_{std::move(first)}, reading_{std::move(reading)} {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return content_->size(); }

    std::size_t read(std::uint64_t offset, std::span<char> into) override {
        if (offset >= first_.size()) return content_->read(offset, into);
        const auto count = std::min<std::size_t>(into.size(), first_.size() - offset);
        std::memcpy(into.data(), first_.data() + offset, count);
        return count;
    }

    void completed() noexcept override {
        try {
            const auto connection = services_.pool.lease();
            shares::record_completed(*connection, reading_.share, reading_.document, reading_.consultation,
                                     reading_.reader);
        } catch (const std::exception& error) {
            if (services_.report)
                services_.report("portal: document " + std::to_string(reading_.document) +
                                 " left whole, which could not be recorded: " + error.what());
        }
    }

private:
    const PortalServices& services_;
    std::unique_ptr<vault::OpenContent> content_;
    std::vector<char> first_;
    Reading reading_;
};

std::vector<char> first_block_of(vault::OpenContent& content) {
    std::vector<char> block(static_cast<std::size_t>(std::min<std::uint64_t>(first_block, content.size())));
    std::size_t filled = 0;
    while (filled < block.size()) {
        const auto count = content.read(filled, std::span{block}.subspan(filled));
        if (count == 0) throw storage::Error{"a document is shorter than it says", false};
        filled += count;
    }
    return block;
}

Notice notice_of(const shares::Verdict& verdict) {
    switch (verdict.refusal) {
        case shares::Refusal::withdrawn:
            return Notice::withdrawn;
        case shares::Refusal::expired:
            return Notice::expired;
        case shares::Refusal::not_designated:
            return Notice::not_designated;
        default:
            return Notice::not_found;
    }
}

std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

Response stream(Visit& visit, const shares::Share& share, const shares::SharedDocument& document,
                const shares::Verdict& verdict) {
    auto content = visit.services().store.open(visit.database(), *document.content);
    const auto name = document.sealed_name ? content->open_field("name", *document.sealed_name) : std::string{};
    auto first = first_block_of(*content);
    const auto reader = visit.reader_name();
    // From here on it counts as opened: what cannot be recorded does not leave.
    const auto consultation = shares::record_opened(visit.database(), share, document, verdict, reader);

    const bool in_browser = visit.request().field("hoe") == "openen" && opens_in_browser(document.media_type);
    const auto wrapping = content_wrapping(document.media_type, in_browser);
    Response response;
    add_security_headers(response, wrapping.policy);
    response.header("Content-Type", wrapping.type)
        .header("Content-Disposition",
                content_disposition(in_browser ? "inline" : "attachment", file_name(name, document)));
    response.body = std::make_unique<DocumentBody>(visit.services(), std::move(content), std::move(first),
                                                   Reading{share.facts.id, document.facts.id, consultation, reader});
    return response;
}

}  // namespace

Response document(Visit& visit, std::string_view id) {
    if (!visit.reader()) {
        const bool holds_link = visit.session() && visit.session()->recipient && !visit.session()->is_member();
        return holds_link ? visit.redirect("/toegang") : to_login(visit, "/ontvangen");
    }
    const auto number = number_of(id);
    const auto share = number > 0 ? shares::find_share_of_document(visit.database(), number) : std::nullopt;
    const auto* document = share ? share->document(number) : nullptr;
    if (!document) return notice(visit, Notice::not_found);
    const auto verdict = shares::may_read(*visit.reader(), share->facts, document->facts);
    if (!verdict.may_open()) return notice(visit, notice_of(verdict));
    if (!document->content) return notice(visit, Notice::expired);
    try {
        return stream(visit, *share, *document, verdict);
    } catch (const vault::KeyDestroyed&) {
        return notice(visit, Notice::expired);
    }
}

}  // namespace sluis::portal::pages
