#pragma once

#include "models/collection/windowmodel.h"

#include <QObject>

#include <memory>
#include <optional>

namespace gatehouse::ui {

class NoticeBoard;
class PageCommands;

/// From a header or a command to a list in another order. Where the source says that it would have
/// to read and sort many rows, it is asked first (sortAnyway, cancelSort of the board), and the
/// list stays in the order it has until then.
class SortFlow final : public QObject
{
    Q_OBJECT

public:
    /// Model and board outlive it.
    SortFlow(const collection::WindowModel &model, std::shared_ptr<collection::Source> source,
             NoticeBoard *board);
    ~SortFlow() override;

    /// "Sort by ..." for each column that can be sorted by.
    void addCommands(PageCommands &commands);
    /// See Descriptor::nextSort.
    void sortByColumn(const QString &column);
    void setSort(const collection::Sort &sort);
    /// Another filter was set, with which an order may cost more: until that is known, the list is
    /// in its own.
    void restart(const collection::Sort &sort);
    /// The order that was asked for last, though it may not be shown yet.
    collection::Sort wanted() const;

signals:
    /// The list is to be shown in that order; `isCostly`: that was agreed to.
    void chosen(const gatehouse::collection::Sort &sort, bool isCostly);

private:
    void choose(const collection::Sort &sort, bool isCostly);
    void askForCost(const collection::Sort &sort);
    void takeCost(const collection::Sort &sort, const Result<collection::SortCost> &cost);
    void ask(const collection::Sort &sort, std::optional<qint64> rows);
    void forget();

    const collection::WindowModel &m_model;
    std::shared_ptr<collection::Source> m_source;
    NoticeBoard *m_board;
    QFuture<Result<collection::SortCost>> m_costing;
    std::optional<collection::Sort> m_asked; ///< an order that somebody is to agree to
    std::optional<collection::Sort> m_wanted; ///< that, or one whose cost is not known yet
};

} // namespace gatehouse::ui
