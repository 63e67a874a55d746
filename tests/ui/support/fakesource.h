#pragma once

#include "models/collection/source.h"

#include <QHash>
#include <QPromise>

#include <memory>

namespace gatehouse::test {

/// Rows in memory, newest first. Understands conditions of the kind "column is one of". Answers at
/// once; `error` makes every call fail.
class FakeSource final : public collection::Source
{
public:
    explicit FakeSource(collection::Descriptor descriptor);

    /// A row whose cells are those named; the others are NULL. Gives its id. Rows are added newest
    /// first: each is a second older than the one before; with `newest` it goes to the top.
    Uuid add(const QHash<QString, QVariant> &cells, bool newest = false);
    void set(const Uuid &id, const QString &column, const QVariant &value);
    void remove(const Uuid &id);
    /// To the top or the bottom, under the same id: what the list is sorted by has changed.
    void move(const Uuid &id, bool toTop);
    /// Gives every page that `isSilent` kept back, as the rows are now; the last one asked for
    /// first.
    void answerAll();
    void clear() { m_rows.clear(); }
    const std::vector<collection::Row> &rows() const { return m_rows; }

    QFuture<Result<collection::Page>> page(const collection::PageRequest &request) override;
    QFuture<Result<collection::Row>> row(const Uuid &id) override;
    QFuture<Result<collection::Count>> count(const collection::Filter &filter) override;

    std::optional<Error> error;
    /// Where the next page that may pause does, without a row; afterwards all are silent.
    std::optional<collection::Reach> pause;
    bool isSilent = false; ///< pages that are asked for never come
    std::vector<std::shared_ptr<QPromise<Result<collection::Page>>>> unanswered;
    std::vector<collection::PageRequest> asked; ///< likewise
    int pagesRead = 0;

private:
    std::vector<collection::Row> matching(const collection::Filter &filter) const;
    collection::Row *find(const Uuid &id);

    collection::Descriptor m_descriptor;
    QStringList m_columns;
    std::vector<collection::Row> m_rows;
};

} // namespace gatehouse::test
