#pragma once

#include "services/gateway/store/committer.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <condition_variable>
#include <mutex>

namespace gatehouse::test {

using namespace gateway;

using Answer = Result<std::vector<Committed>>;

/// Collects the answers to submissions; `wait` gives them in the order they were asked for.
class Answers
{
public:
    explicit Answers(std::size_t expected)
        : m_answers(expected)
    {
    }
    Committer::Done at(std::size_t index)
    {
        return [this, index](Answer answer) {
            const std::lock_guard lock(m_mutex);
            m_answers[index] = std::move(answer);
            ++m_count;
            m_arrived.notify_all();
        };
    }
    std::vector<Answer> wait()
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return m_count >= m_answers.size(); });
        std::vector<Answer> answers;
        for (const auto &answer : m_answers)
            answers.push_back(*answer);
        return answers;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<std::optional<Answer>> m_answers;
    std::size_t m_count = 0;
};

inline Answer submitAndWait(Committer &committer, std::vector<IncomingEvent> events)
{
    Answers answers(1);
    committer.submit(std::move(events), answers.at(0));
    return answers.wait().front();
}

inline CommitterOptions optionsFor(const GatewayDatabase &database)
{
    CommitterOptions options;
    options.database = database.options();
    return options;
}

} // namespace gatehouse::test
