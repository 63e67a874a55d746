#pragma once

#include "models/collection/source.h"

#include <QPromise>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::test {

/// Rows in memory. Answers at once, or when told to. Of filters it knows `status is`
/// and `id is`.
class FakeSource final : public collection::Source
{
public:
    std::vector<collection::Row> rows; ///< newest first; tests change them at will
    bool isHolding = false; ///< keeps requests until answer() is called
    int slice = 0; ///< filtered pages pause after so many rows, fitting or not; 0: never
    std::optional<Error> error; ///< given instead of rows
    std::vector<collection::PageRequest> requests; ///< all there ever were

    QFuture<Result<collection::Page>> page(const collection::PageRequest &request) override;
    QFuture<Result<collection::Row>> row(const Uuid &id) override;
    QFuture<Result<collection::Count>> count(const collection::Filter &filter) override;

    int held() const { return int(m_held.size()); }
    bool isCancelled(int position) const;
    /// Answers the request held at that position, with the rows as they are now.
    void answer(int position = 0);
    void answerAll();
    /// What page() finds.
    collection::Page find(const collection::PageRequest &request) const;

private:
    struct Held
    {
        collection::PageRequest request;
        std::shared_ptr<QPromise<Result<collection::Page>>> promise;
    };
    Result<collection::Page> resultOf(const collection::PageRequest &request) const;
    std::vector<Held> m_held;
};

} // namespace gatehouse::test
