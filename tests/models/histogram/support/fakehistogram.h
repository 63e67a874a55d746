#pragma once

#include "models/histogram/source.h"

#include <QPromise>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::test {

/// Rows in memory: a time and a status each. Answers at once, or when told to.
class FakeHistogram final : public histogram::HistogramSource
{
public:
    struct Row
    {
        Timestamp time;
        QString status;
    };
    std::vector<Row> rows;
    bool isHolding = false; ///< keeps requests until answer() is called
    bool hasRollups = true; ///< else a request is answered for its slice alone
    std::optional<Error> error; ///< given instead of counts
    std::vector<histogram::CountRequest> requests; ///< all there ever were

    QFuture<Result<histogram::CountAnswer>> count(const histogram::CountRequest &request) override;
    QFuture<Result<TimeRange>> extent() override;

    int held() const { return static_cast<int>(m_held.size()); }
    bool isCancelled(int position) const;
    /// Answers the request held at that position, with the rows as they are now.
    void answer(int position = 0);

private:
    struct Held
    {
        histogram::CountRequest request;
        std::shared_ptr<QPromise<Result<histogram::CountAnswer>>> promise;
    };
    Result<histogram::CountAnswer> resultOf(const histogram::CountRequest &request) const;
    std::vector<Held> m_held;
};

} // namespace gatehouse::test
