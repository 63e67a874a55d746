#pragma once

#include "models/collection/source.h"
#include "tests/models/support/sampledescriptor.h"

#include <QHash>
#include <QPromise>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::test {

/// Rows of any collection in memory. Answers at once, or when told to. Of conditions it knows
/// "column is one of", also negated or disabled, and from and until a time of the list's own.
class FakeSource final : public collection::Source
{
public:
    explicit FakeSource(collection::Descriptor descriptor = sampleDescriptor());

    std::vector<collection::Row> rows; ///< newest first; tests change them at will
    bool isHolding = false; ///< keeps requests for pages until answer() is called
    int slice = 0; ///< filtered pages pause after so many rows, fitting or not; 0: never
    /// Where the next page that may pause does, without a row; what is asked for then is held.
    std::optional<collection::Reach> pause;
    std::optional<Error> error; ///< given instead of rows and counts
    collection::SortCost cost; ///< of any order
    std::vector<collection::PageRequest> requests; ///< all there ever were

    /// A row whose cells are those named; the others are NULL. Gives its id. Rows are added newest
    /// first: each is some seconds older than the one before; with `newest` it goes to the top.
    Uuid add(const QHash<QString, QVariant> &cells, bool newest = false);
    void set(const Uuid &id, const QString &column, const QVariant &value);
    void remove(const Uuid &id);
    /// To the top or the bottom, under the same id: what the list is sorted by has changed.
    void move(const Uuid &id, bool toTop);

    QFuture<Result<collection::Page>> page(const collection::PageRequest &request) override;
    QFuture<Result<collection::Row>> row(const Uuid &id) override;
    QFuture<Result<collection::Count>> count(const collection::Filter &filter) override;
    QFuture<Result<collection::SortCost>> sortCost(const collection::Filter &filter,
                                                   const collection::Sort &sort) override;

    int held() const { return int(m_held.size()); }
    bool isCancelled(int position) const;
    /// Answers the request held at that position, with the rows as they are now.
    void answer(int position = 0);
    void answerAll();
    /// What page() finds.
    collection::Page find(const collection::PageRequest &request) const;
    /// All rows in that order.
    std::vector<collection::Row> sorted(const collection::Sort &sort) const;

private:
    struct Held
    {
        collection::PageRequest request;
        std::shared_ptr<QPromise<Result<collection::Page>>> promise;
    };
    Result<collection::Page> resultOf(const collection::PageRequest &request) const;
    bool matches(const collection::Row &row, const collection::Filter &filter) const;
    std::size_t cellOf(const QString &column) const;
    std::vector<collection::Row>::iterator positionOf(const Uuid &id);

    collection::Descriptor m_descriptor;
    QStringList m_columns;
    std::vector<Held> m_held;
};

} // namespace gatehouse::test
