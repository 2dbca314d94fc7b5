#include "gateway/pipeline/release.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "gateway/pipeline/consequences.h"
#include "gateway/pipeline/crash_point.h"
#include "gateway/pipeline/kept_facts.h"
#include "gateway/pipeline/recipient_texts.h"
#include "gateway/pipeline/rewriting.h"
#include "gateway/pipeline/stopping.h"
#include "gateway/pipeline/stored_decision.h"
#include "policy/release.h"
#include "storage/shares/designation.h"
#include "storage/shares/new_share.h"
#include "storage/shares/stopped_answer.h"
#include "storage/shares/stopped_mail.h"

namespace sluis::pipeline {
namespace {

namespace queue = storage::queue;
namespace shares = storage::shares;
using policy::Outcome;
using shares::DueAnswer;
using storage::audit::Event;

constexpr std::uint64_t largest_message = 1ull << 30;

void write_audit(storage::postgres::Transaction& transaction, Event event, const DueAnswer& answer,
                 const std::string& organisation, const std::string& detail) {
    storage::audit::Entry entry;
    entry.event = event;
    entry.actor = answer.by;
    entry.organisation = organisation;
    entry.message = answer.message;
    entry.detail = detail;
    storage::audit::write(transaction, entry);
}

/// What is not of this release stays as it is: held, or served before. As "hold" its label still counts for the
/// sender's side of the documents, and nothing of it is shared again.
void set_aside(policy::Decision& decision) {
    if (decision.outcome == Outcome::share) decision.outcome = Outcome::hold;
}

/// Nothing known of how it was held: as strict as a share can be.
policy::Decision strictest_hold(const mail::Mailbox& recipient, const std::string& klass) {
    policy::Decision held{recipient, klass};
    held.outcome = Outcome::hold;
    held.share_whole = true;
    held.message_label = policy::Label::confidential;
    return held;
}

/// One that goes whole takes the others along: a share holds the parts, or the whole.
void share_alike(std::vector<policy::Decision>& decisions, const std::vector<std::size_t>& shared) {
    const bool whole =
        std::any_of(shared.begin(), shared.end(), [&](std::size_t index) { return decisions[index].share_whole; });
    if (!whole) return;
    for (const auto index : shared) {
        decisions[index].share_whole = true;
        decisions[index].share_body = false;
    }
}

/// Decides again for those that are released; all others are set aside.
/// @returns the indexes of the released ones, in the order of `answers`
std::vector<std::size_t> decide_again(storage::postgres::Connection& connection, const std::vector<DueAnswer>& answers,
                                      Consideration& considered) {
    std::vector<std::size_t> indexes;
    for (const auto& answer : answers) {
        const auto found =
            std::find_if(considered.decisions.begin(), considered.decisions.end(),
                         [&](const policy::Decision& decision) { return decision.recipient.text() == answer.address; });
        if (found == considered.decisions.end()) throw storage::Error("a held recipient is not of its message", false);
        indexes.push_back(static_cast<std::size_t>(found - considered.decisions.begin()));
    }
    for (std::size_t i = 0; i < considered.decisions.size(); ++i) {
        auto& decision = considered.decisions[i];
        if (std::find(indexes.begin(), indexes.end(), i) == indexes.end()) {
            set_aside(decision);
            continue;
        }
        const auto held = stored_decision(connection, answers.front().message, decision.recipient.text());
        decision = policy::released(held.value_or(strictest_hold(decision.recipient, decision.klass)), decision,
                                    considered.report.findings, considered.recipients[i]);
        // Made for the hold: of a share only what had let the mail through still says something.
        std::erase_if(considered.counterfactuals[i],
                      [](const policy::Counterfactual& one) { return one.outcome != Outcome::pass; });
    }
    share_alike(considered.decisions, with_outcome(considered.decisions, Outcome::share));
    share_whole_where_needed(considered);
    return indexes;
}

bool is_over(storage::postgres::Connection& connection, const Consideration& considered,
             const std::vector<std::size_t>& shared, const std::string& accepted_at) {
    int days = shares::max_days;
    for (const auto index : shared) days = std::min(days, considered.decisions[index].days);
    return shares::expiry_day(connection, accepted_at, days).passed;
}

/// The term that the sender gave (design §1.8 counts it from acceptance) ended while the mail was held.
void return_as_over(Consideration& considered, const std::vector<std::size_t>& shared) {
    for (const auto index : shared) {
        auto& decision = considered.decisions[index];
        decision.outcome = Outcome::return_to_sender;
        decision.advice = "term-over";
        decision.rule = decision.klass + ".term-over";
        decision.path.push_back({"outcome", "", "return", "de termijn die de afzender gaf, is al voorbij"});
    }
}

void carry_out_release(const Work& work, const std::vector<DueAnswer>& answers,
                       const std::vector<std::size_t>& indexes) {
    const auto& decisions = work.considered.decisions;
    std::vector<std::size_t> shared, returned;
    for (const auto index : indexes) {
        if (decisions[index].outcome == Outcome::share) shared.push_back(index);
        if (decisions[index].outcome == Outcome::return_to_sender) returned.push_back(index);
    }
    std::optional<std::int64_t> share_id;
    if (!shared.empty()) {
        const auto made = share(work, shared);
        share_id = made.id;
        confirm(work, shared, 0, made);
        for (const auto index : shared)
            queue::set_recipient_state(work.transaction, work.message.id, decisions[index].recipient.text(), "queued");
    }
    if (!returned.empty()) give_back(work, returned, !shared.empty());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& decision = decisions[indexes[i]];
        const auto event = decision.outcome == Outcome::share ? Event::released : Event::held;
        if (decision.outcome != Outcome::return_to_sender) note(work, event, indexes[i], answers[i].by);
        if (decision.outcome == Outcome::share) {
            shares::settle_stopped(work.transaction, work.message.id, answers[i].address, shares::StoppedState::shared,
                                   answers[i].by, share_id);
        } else if (decision.outcome == Outcome::return_to_sender) {
            shares::settle_stopped(work.transaction, work.message.id, answers[i].address,
                                   shares::StoppedState::returned, answers[i].by);
        } else {
            shares::keep_stopped(work.transaction, answers[i].recipient, decision.advice);
        }
    }
}

/// What explains it later: the facts of today's scan and the decisions of this release alone.
std::string release_facts(const Consideration& considered, const std::vector<std::size_t>& indexes,
                          const SentMail& about) {
    auto facts = facts_of(considered, about);
    facts.recipients.clear();
    facts.decisions.clear();
    facts.counterfactuals.clear();
    for (const auto index : indexes) {
        facts.recipients.push_back(considered.recipients[index]);
        facts.decisions.push_back(considered.decisions[index]);
        facts.counterfactuals.push_back(considered.counterfactuals[index]);
    }
    return facts::encode(facts);
}

void release(const Services& services, storage::postgres::Connection& connection,
             storage::postgres::Transaction& transaction, const queue::ReceivedMessage& message,
             const std::vector<DueAnswer>& answers, Outgoing& outgoing) {
    const auto content = services.content.read_all(connection, message.content, largest_message);
    const shares::DesignatedDirectory directory{services.directory, connection, services.keys};
    storage::lists::ListLookup lists{connection, services.keys, services.list_sieves};
    auto considered = consider(content, message.envelope, message.organisation, services.scanner, directory, &lists,
                               *services.policy.get());
    const auto indexes = decide_again(connection, answers, considered);
    crash_point("release.considered");
    const auto shared = with_outcome(considered.decisions, Outcome::share);
    if (!shared.empty() && is_over(connection, considered, shared, message.received_at))
        return_as_over(considered, shared);
    const auto about = sent_mail(message, considered.report.structure, services.keys.get_or_make(trace_key_name));
    const OwnMailWriter own_mail{services, about};
    carry_out_release(
        {services, transaction, connection, message, content, considered, considered.policy, own_mail, outgoing},
        answers, indexes);
    queue::add_release(transaction, message.id, release_facts(considered, indexes, about));
    for (const auto index : indexes)
        spdlog::info("message {}: release: {} by {} ({})", message.id,
                     policy::to_string(considered.decisions[index].outcome), considered.decisions[index].rule,
                     considered.policy_version);
}

void withdraw(storage::postgres::Transaction& transaction, const queue::ReceivedMessage& message,
              const DueAnswer& answer) {
    queue::set_recipient_state(transaction, message.id, answer.address, "withdrawn");
    shares::settle_stopped(transaction, message.id, answer.address, shares::StoppedState::withdrawn, answer.by);
    write_audit(transaction, Event::withdrawn, answer, message.organisation, "hold");
    spdlog::info("message {}: a hold was withdrawn by its sender", message.id);
}

std::chrono::seconds wait_before(int attempts) {
    constexpr std::chrono::seconds longest{300};
    return std::min(longest, std::chrono::seconds{2} * (1 << std::min(attempts, 8)));
}

/// The answers for one message, claimed.
struct Round {
    const Services& services;
    storage::postgres::Connection& connection;
    storage::postgres::Transaction& transaction;
    const queue::ReceivedMessage& message;
    std::vector<std::unique_ptr<Outgoing>> sent{};
};

enum class Attempt { done, failed, environment };

/// Does these answers together. What fails is undone to before it, and takes nothing else along.
template <class Action>
Attempt attempt(Round& round, const std::vector<DueAnswer>& answers, const Action& action) {
    auto outgoing = std::make_unique<Outgoing>(round.services, round.transaction, round.message);
    auto result = Attempt::environment;
    round.transaction.mark();
    try {
        action(*outgoing);
        shares::finish_answers(round.transaction, answers);
        round.transaction.finish_posted();
        round.sent.push_back(std::move(outgoing));
        return Attempt::done;
    } catch (const scan::Unavailable& problem) {
        spdlog::warn("message {}: an answer to its hold waits: {}", round.message.id, problem.what());
    } catch (const storage::directory::Unavailable& problem) {
        spdlog::warn("message {}: an answer to its hold waits: {}", round.message.id, problem.what());
    } catch (const storage::Error& problem) {
        spdlog::warn("message {}: an answer to its hold waits: {}", round.message.id, problem.what());
        if (!problem.is_transient()) result = Attempt::failed;
    } catch (const std::exception& problem) {
        spdlog::warn("message {}: an answer to its hold waits: {}", round.message.id, problem.what());
        result = Attempt::failed;
    }
    round.transaction.undo();
    return result;
}

void put_off(Round& round, const std::vector<DueAnswer>& answers) {
    // Past this its hold ends as any other: withdrawn, and the sender told.
    if (answers.front().age > round.services.settings.delivery.give_up_after)
        shares::finish_answers(round.transaction, answers);
    else
        shares::defer_answers(round.transaction, answers, wait_before(answers.front().attempts));
}

/// Together they are one share. Where something about one of them is wrong, each by itself; what the environment lacks,
/// it lacks for all.
void do_releases(Round& round, const std::vector<DueAnswer>& releases) {
    const auto release_these = [&](const std::vector<DueAnswer>& these) {
        return attempt(round, these, [&](Outgoing& outgoing) {
            release(round.services, round.connection, round.transaction, round.message, these, outgoing);
        });
    };
    if (releases.empty()) return;
    const auto together = release_these(releases);
    if (together == Attempt::done) return;
    if (together == Attempt::environment || releases.size() == 1) return put_off(round, releases);
    for (const auto& one : releases)
        if (release_these({one}) != Attempt::done) put_off(round, {one});
}

/// What is not held any more was settled before: by the end of the hold, or by an answer to another mail about it.
void answer(Round& round, const std::vector<DueAnswer>& answers) {
    std::vector<DueAnswer> releases, settled;
    for (const auto& one : answers) {
        if (!queue::lock_held(round.transaction, one.message, one.address)) {
            settled.push_back(one);
        } else if (one.answer == shares::Answer::release) {
            releases.push_back(one);
        } else {
            const auto done =
                attempt(round, {one}, [&](Outgoing&) { withdraw(round.transaction, round.message, one); });
            if (done != Attempt::done) put_off(round, {one});
        }
    }
    shares::finish_answers(round.transaction, settled);
    do_releases(round, releases);
}

}  // namespace

bool answer_next(const Services& services) {
    auto connection = services.pool.lease();
    storage::postgres::Transaction transaction{*connection};
    const auto answers = shares::claim_answers(transaction);
    if (answers.empty()) return false;
    crash_point("release.claimed");
    const auto message = queue::held_message(transaction, answers.front().message);
    if (!message) {
        shares::finish_answers(transaction, answers);
        transaction.commit();
        return true;
    }
    Round round{services, *connection, transaction, *message};
    answer(round, answers);
    transaction.finish_posted();
    crash_point("release.before-commit");
    transaction.commit();
    crash_point("release.after-commit");
    for (auto& outgoing : round.sent) outgoing->committed();
    services.delivery_waits();
    return true;
}

}  // namespace sluis::pipeline
