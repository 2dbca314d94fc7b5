#include "config/table_reader.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "config/units.h"
#include "policy/text.h"

namespace sluis::config {
namespace {

constexpr std::uintmax_t max_file = 1u << 20;

std::string in_quotes(std::string_view text) {
    return '"' + std::string{text} + '"';
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + in_quotes(text);
    return '[' + all + ']';
}

}  // namespace

void Reading::refuse(Position at, std::string what) {
    problems.push_back({file.string(), at.line, at.column, std::move(what)});
}

std::filesystem::path Reading::resolved(const std::string& path) const {
    return path.empty() ? std::filesystem::path{} : (file.parent_path() / path).lexically_normal();
}

TableReader::TableReader(Reading& reading, const Node* table, Position at, std::string name, std::string pattern)
    : reading_{reading}, table_{table}, at_{at}, name_{std::move(name)}, pattern_{std::move(pattern)} {
    if (table_ == nullptr || table_->kind == Node::Kind::table) return;
    reading_.refuse(table_->at, "key '" + name_ + "': found " + shown(*table_) + ", allowed: a table [" + name_ + "]");
    table_ = nullptr;
}

std::string TableReader::name_of(std::string_view key) const {
    return name_.empty() ? std::string{key} : name_ + '.' + std::string{key};
}

bool TableReader::has(std::string_view key) const {
    return table_ != nullptr && member_of(*table_, key) != nullptr;
}

Position TableReader::position(std::string_view key) const {
    const auto* member = table_ == nullptr ? nullptr : member_of(*table_, key);
    return member == nullptr ? at_ : member->at;
}

const Node* TableReader::ask(std::string_view key, std::string_view allowed, std::string_view fallback) {
    asked_.emplace(key);
    const auto pattern = pattern_.empty() ? std::string{key} : pattern_ + '.' + std::string{key};
    reading_.keys.push_back({pattern, std::string{allowed}, std::string{fallback}});
    const auto* member = table_ == nullptr ? nullptr : member_of(*table_, key);
    if (member == nullptr) return nullptr;
    reading_.set.emplace(name_of(key), member->at);
    return &member->value;
}

void TableReader::refuse_value(std::string_view key, const Node& value, std::string_view allowed) {
    reading_.refuse(value.at,
                    "key '" + name_of(key) + "': found " + shown(value) + ", allowed: " + std::string{allowed});
}

void TableReader::text(std::string_view key, std::string& value, std::string_view allowed, const Check& check) {
    const auto* node = ask(key, allowed, value.empty() ? "" : in_quotes(value));
    if (node == nullptr) return;
    const bool clean = node->kind == Node::Kind::text && std::none_of(node->text.begin(), node->text.end(), [](char c) {
                           return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
                       });
    if (!clean || (check && !check(node->text))) return refuse_value(key, *node, allowed);
    value = node->text;
}

void TableReader::secret_text(std::string_view key, std::string& value) {
    const auto* node = ask(key, "a text", "");
    if (node == nullptr) return;
    if (node->kind != Node::Kind::text) return refuse_value(key, *node, "a text");
    value = node->text;
}

void TableReader::texts(std::string_view key, std::vector<std::string>& value, std::string_view allowed,
                        const Check& check) {
    const auto* node = ask(key, allowed, value.empty() ? "[]" : joined(value));
    if (node == nullptr) return;
    if (node->kind != Node::Kind::array) return refuse_value(key, *node, allowed);
    std::vector<std::string> read;
    for (const auto& item : node->items) {
        if (item.kind != Node::Kind::text || (check && !check(item.text))) {
            refuse_value(key, item, allowed);
        } else {
            read.push_back(item.text);
        }
    }
    value = std::move(read);
}

void TableReader::path(std::string_view key, std::filesystem::path& value) {
    const auto* node = ask(key, "a path, from this file's folder on", value.empty() ? "" : in_quotes(value.string()));
    if (node != nullptr && (node->kind != Node::Kind::text || node->text.empty())) {
        return refuse_value(key, *node, "a path, from this file's folder on");
    }
    if (node != nullptr) value = reading_.resolved(node->text);
}

void TableReader::flag(std::string_view key, bool& value) {
    const auto* node = ask(key, "true or false", value ? "true" : "false");
    if (node == nullptr) return;
    if (node->kind != Node::Kind::flag) return refuse_value(key, *node, "true or false");
    value = node->flag;
}

void TableReader::endpoint(std::string_view key, Endpoint& value) {
    constexpr std::string_view allowed = "an IP address and a port, like \"127.0.0.1:2525\" or \"[::1]:465\"";
    const auto* node = ask(key, allowed, value.port == 0 ? "" : in_quotes(shown(value)));
    if (node == nullptr) return;
    const auto read = node->kind == Node::Kind::text ? read_endpoint(node->text) : std::nullopt;
    if (!read) return refuse_value(key, *node, allowed);
    value = *read;
}

void TableReader::size(std::string_view key, std::uint64_t& value, std::uint64_t least, std::uint64_t most) {
    const auto allowed = "a size from \"" + shown_size(least) + "\" to \"" + shown_size(most) + "\" (KiB, MiB, GiB)";
    const auto* node = ask(key, allowed, in_quotes(shown_size(value)));
    if (node == nullptr) return;
    const auto read = node->kind == Node::Kind::text ? read_size(node->text) : std::nullopt;
    if (!read || *read < least || *read > most) return refuse_value(key, *node, allowed);
    value = *read;
}

std::int64_t TableReader::read_integer(std::string_view key, std::int64_t value, std::int64_t least,
                                       std::int64_t most) {
    const auto allowed = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    const auto* node = ask(key, allowed, std::to_string(value));
    if (node == nullptr) return value;
    if (node->kind == Node::Kind::integer && node->integer >= least && node->integer <= most) return node->integer;
    refuse_value(key, *node, allowed);
    return value;
}

std::chrono::seconds TableReader::read_duration_of(std::string_view key, std::chrono::seconds value,
                                                   std::chrono::seconds least, std::chrono::seconds most) {
    const auto allowed = "a time from \"" + shown(least) + "\" to \"" + shown(most) + "\" (s, m, h, d)";
    const auto* node = ask(key, allowed, in_quotes(shown(value)));
    if (node == nullptr) return value;
    const auto read = node->kind == Node::Kind::text ? read_duration(node->text) : std::nullopt;
    if (read && *read >= least && *read <= most) return *read;
    refuse_value(key, *node, allowed);
    return value;
}

void TableReader::durations(std::string_view key, std::vector<std::chrono::seconds>& value, std::chrono::seconds least,
                            std::chrono::seconds most) {
    const auto allowed = "a list of 1 to 100 times from \"" + shown(least) + "\" to \"" + shown(most) +
                         "\", none shorter than the one before";
    std::vector<std::string> defaults;
    for (const auto each : value) defaults.push_back(shown(each));
    const auto* node = ask(key, allowed, joined(defaults));
    if (node == nullptr) return;
    if (node->kind != Node::Kind::array || node->items.empty() || node->items.size() > 100) {
        return refuse_value(key, *node, allowed);
    }
    std::vector<std::chrono::seconds> read;
    for (const auto& item : node->items) {
        const auto each = item.kind == Node::Kind::text ? read_duration(item.text) : std::nullopt;
        if (!each || *each < least || *each > most || (!read.empty() && *each < read.back())) {
            return refuse_value(key, item, allowed);
        }
        read.push_back(*each);
    }
    value = std::move(read);
}

std::optional<std::size_t> TableReader::read_choice(std::string_view key, const std::vector<std::string_view>& words,
                                                    const std::string& fallback) {
    std::string allowed;
    for (const auto word : words) allowed += (allowed.empty() ? "" : ", ") + in_quotes(word);
    const auto* node = ask(key, allowed, fallback.empty() ? "" : in_quotes(fallback));
    if (node == nullptr) return std::nullopt;
    if (node->kind == Node::Kind::text) {
        const auto found = std::find(words.begin(), words.end(), node->text);
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        allowed += did_you_mean(node->text, {words.begin(), words.end()});
    }
    refuse_value(key, *node, allowed);
    return std::nullopt;
}

TableReader TableReader::table(std::string_view key) {
    asked_.emplace(key);
    const auto* member = table_ == nullptr ? nullptr : member_of(*table_, key);
    const auto pattern = pattern_.empty() ? std::string{key} : pattern_ + '.' + std::string{key};
    return {reading_, member == nullptr ? nullptr : &member->value, member == nullptr ? at_ : member->at, name_of(key),
            pattern};
}

std::vector<std::pair<std::string, TableReader>> TableReader::tables(std::string_view key) {
    asked_.emplace(key);
    std::vector<std::pair<std::string, TableReader>> named;
    const auto* member = table_ == nullptr ? nullptr : member_of(*table_, key);
    if (member == nullptr) return named;
    const auto pattern = std::string{key} + ".*";
    if (member->value.kind != Node::Kind::table) {
        refuse_value(key, member->value, "tables [" + name_of(key) + ".NAME]");
        return named;
    }
    for (const auto& each : member->value.members) {
        named.emplace_back(each.key,
                           TableReader{reading_, &each.value, each.at, name_of(key) + '.' + each.key, pattern});
    }
    return named;
}

std::vector<TableReader> TableReader::list(std::string_view key) {
    asked_.emplace(key);
    std::vector<TableReader> listed;
    const auto* member = table_ == nullptr ? nullptr : member_of(*table_, key);
    if (member == nullptr) return listed;
    if (member->value.kind != Node::Kind::array) {
        refuse_value(key, member->value, "tables [[" + name_of(key) + "]]");
        return listed;
    }
    for (const auto& each : member->value.items) {
        listed.emplace_back(TableReader{reading_, &each, each.at, name_of(key), std::string{key} + ".*"});
    }
    return listed;
}

std::vector<std::pair<std::string, std::string>> TableReader::pairs(std::string_view allowed) {
    std::vector<std::pair<std::string, std::string>> pairs;
    reading_.keys.push_back({pattern_ + ".*", std::string{allowed}, ""});
    if (table_ == nullptr) return pairs;
    for (const auto& member : table_->members) {
        asked_.insert(member.key);
        reading_.set.emplace(name_of(member.key), member.at);
        if (member.value.kind == Node::Kind::text) {
            pairs.emplace_back(member.key, member.value.text);
        } else {
            refuse_value(member.key, member.value, allowed);
        }
    }
    return pairs;
}

void TableReader::require(std::string_view key, std::string_view why) {
    if (!has(key)) refuse("key '" + name_of(key) + "' is missing: " + std::string{why});
}

void TableReader::refuse(std::string_view key, std::string what) {
    reading_.refuse(position(key), "key '" + name_of(key) + "': " + std::move(what));
}

void TableReader::refuse(std::string what) {
    reading_.refuse(at_, std::move(what));
}

void TableReader::finish() {
    if (table_ == nullptr) return;
    const std::vector<std::string> known{asked_.begin(), asked_.end()};
    for (const auto& member : table_->members) {
        if (asked_.contains(member.key)) continue;
        reading_.refuse(member.at, "unknown key '" + name_of(member.key) + "'" + did_you_mean(member.key, known));
    }
}

Problems in_file_order(Problems problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::pair{a.line, a.column} < std::pair{b.line, b.column};
    });
    return problems;
}

Result<std::string, Problems> read_text(const std::filesystem::path& file) {
    const auto refused = [&](std::string what) { return failure(Problems{{file.string(), 0, 0, std::move(what)}}); };
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) return refused("is a folder, not a file");
    errno = 0;
    std::ifstream in{file, std::ios::binary};
    if (!in) return refused("cannot be read: " + std::system_category().message(errno == 0 ? ENOENT : errno));
    std::string text;
    text.resize(max_file + 1);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) return refused("cannot be read to its end");
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > max_file) return refused("is larger than 1 MiB");
    return text;
}

std::string did_you_mean(std::string_view found, const std::vector<std::string>& words) {
    const std::string* nearest = nullptr;
    std::size_t least = std::max<std::size_t>(1, found.size() / 3) + 1;
    for (const auto& word : words) {
        const auto distance = policy::edit_distance(found, word);
        if (distance < least) {
            least = distance;
            nearest = &word;
        }
    }
    return nearest == nullptr ? "" : " (did you mean \"" + *nearest + "\"?)";
}

}  // namespace sluis::config
