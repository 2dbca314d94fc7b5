#include "storage/directory/ldif_source.h"

#include <sys/stat.h>

#include <fstream>
#include <set>
#include <sstream>

#include "gateway/mail/mailbox.h"
#include "storage/directory/directory.h"
#include "storage/directory/ldif.h"
#include "storage/directory/password.h"
#include "storage/directory/schema.h"

namespace sluis::storage::directory {
namespace {

const std::vector<const char*> indexed{schema::id,     schema::organisation, schema::mail,          schema::alternate,
                                       schema::domain, schema::member,       schema::member_address};

std::string index_key(std::string_view attribute, std::string_view value) {
    return std::string{attribute} + '\n' + mail::ascii_lower(value);
}

// What a server's schema and its operator would have caught: a file has neither.
std::string schema_problem(const Entry& entry, std::set<std::string>& taken,
                           const std::set<std::string>& organisations) {
    const auto twice = [&](const char* attribute, const std::string& value) {
        return !taken.insert(index_key(attribute, value)).second;
    };
    const bool person = entry.has("objectclass", schema::person_class);
    const bool service = entry.has("objectclass", schema::service_class);
    if (entry.has("objectclass", schema::organisation_class)) {
        if (entry.first(schema::organisation).empty()) return "an organisation needs o:";
        if (entry.first(schema::kind).empty()) return "an organisation needs sluisKind:";
        if (twice("organisation", entry.first(schema::organisation))) return "two organisations with the same o:";
        for (const auto& domain : entry.all(schema::domain)) {
            if (!mail::is_domain(domain)) return "associatedDomain: is not a domain";
        }
    }
    if (entry.has("objectclass", schema::list_class)) {
        if (entry.first(schema::mail).empty()) return "a list needs mail:";
        for (const auto* attribute : {schema::mail, schema::alternate, schema::member_address}) {
            for (const auto& address : entry.all(attribute)) {
                if (!mail::Mailbox::parse(address)) return std::string{attribute} + ": is not an address";
                if (attribute != schema::member_address && twice("list", address))
                    return std::string{attribute} + ": is another list's address";
            }
        }
    }
    if (!person && !service) return {};
    if (!organisations.contains(mail::ascii_lower(entry.first(schema::organisation))))
        return "o: names no organisation of this file";
    if (person && entry.first(schema::id).empty()) return "a person needs uid:";
    if (person && twice("id", entry.first(schema::id))) return "two people with the same uid:";
    for (const auto* attribute : {schema::mail, schema::alternate}) {
        for (const auto& address : entry.all(attribute)) {
            if (!mail::Mailbox::parse(address)) return std::string{attribute} + ": is not an address";
            if (twice("address", address)) return std::string{attribute} + ": is another entry's address";
        }
    }
    if (entry.first(schema::mail).empty()) return "a person or service needs mail:";
    for (const auto& record : entry.all(schema::password)) {
        if (!is_password_record(record)) return "userPassword: is not of the scheme {PBKDF2-SHA256}";
    }
    return {};
}

std::string read(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream.is_open() || !stream) throw Unavailable{"cannot read " + file.string()};
    return text.str();
}

}  // namespace

LdifSource::LdifSource(std::filesystem::path file, std::chrono::seconds staleness)
    : file_{std::move(file)}, staleness_{staleness}, seen_{stamp()} {
    version_ = load();
}

LdifSource::Stamp LdifSource::stamp() const {
    struct stat status {};
    if (::stat(file_.c_str(), &status) != 0) return {};
    return {static_cast<std::uintmax_t>(status.st_size), status.st_ino,
            std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

std::shared_ptr<const LdifSource::Version> LdifSource::load() const {
    auto entries = parse_ldif(read(file_));
    const auto refuse = [&](int line, const std::string& what) {
        throw Unavailable{file_.string() + ':' + std::to_string(line) + ": " + what};
    };
    if (!entries) refuse(entries.error().line, entries.error().what);

    auto version = std::make_shared<Version>();
    version->entries = std::move(*entries);
    std::set<std::string> organisations, taken;
    for (const auto& entry : version->entries) {
        if (!entry.has("objectclass", schema::organisation_class)) continue;
        organisations.insert(mail::ascii_lower(entry.first(schema::organisation)));
    }
    for (std::size_t i = 0; i < version->entries.size(); ++i) {
        const auto& entry = version->entries[i];
        if (const auto what = schema_problem(entry, taken, organisations); !what.empty()) refuse(entry.line, what);
        version->index[index_key(schema::own_dn, folded_dn(entry.dn))].push_back(i);
        for (const auto* attribute : indexed) {
            const bool is_dn = std::string_view{attribute} == schema::member;
            for (const auto& value : entry.all(attribute)) {
                version->index[index_key(attribute, is_dn ? folded_dn(value) : value)].push_back(i);
            }
        }
    }
    return version;
}

std::shared_ptr<const LdifSource::Version> LdifSource::current() const {
    const std::lock_guard lock{mutex_};
    if (const auto now = stamp(); now != seen_) {
        seen_ = now;
        try {
            version_ = load();
            wrong_.clear();
        } catch (const Unavailable& failure) {
            if (wrong_.empty()) wrong_since_ = std::chrono::steady_clock::now();
            wrong_ = failure.what();
        }
    }
    if (!wrong_.empty() && std::chrono::steady_clock::now() - wrong_since_ >= staleness_) throw Unavailable{wrong_};
    return version_;
}

std::vector<Entry> LdifSource::find(const Query& query) const {
    const auto version = current();
    std::set<std::size_t> found;
    for (const auto& attribute : query.attributes) {
        const bool is_dn = attribute == schema::member || attribute == schema::own_dn;
        const auto at = version->index.find(index_key(attribute, is_dn ? folded_dn(query.value) : query.value));
        if (at == version->index.end()) continue;
        for (const auto i : at->second) {
            const bool fits = query.object_class.empty() || version->entries[i].has("objectclass", query.object_class);
            if (fits) found.insert(i);
            if (found.size() >= query.most) break;
        }
    }
    std::vector<Entry> entries;
    for (const auto i : found) {
        if (entries.size() < query.most) entries.push_back(version->entries[i]);
    }
    return entries;
}

bool LdifSource::prove(const Entry& entry, const std::string& password) const {
    bool fits = false;
    for (const auto& record : entry.all(schema::password)) fits |= password_fits(record, password);
    return fits;
}

void LdifSource::probe() const {
    static_cast<void>(current());
    const std::lock_guard lock{mutex_};
    if (!wrong_.empty()) throw Unavailable{wrong_};
}

}  // namespace sluis::storage::directory
