#pragma once

#include "models/collection/source.h"

#include <QObject>

#include <memory>

namespace gatehouse::ui {

class CollectionTable;
class NoticeBoard;

/// The rows that are selected, also those that have left the window: which they are, what is said
/// of them, and how they are copied.
class SelectionFlow final : public QObject
{
    Q_OBJECT

public:
    /// Table and board outlive it. Adds "Copy the selected rows" to the table's menu.
    SelectionFlow(const collection::Descriptor &descriptor,
                  std::shared_ptr<collection::Source> source, CollectionTable *table,
                  NoticeBoard *board);
    ~SelectionFlow() override;

    /// Newest first, at most RowSelection::most.
    std::vector<Uuid> ids() const;
    /// Those that are still there.
    QFuture<Result<std::vector<collection::Row>>> rows() const;
    /// "12 selected"; empty for less than two.
    QString text() const;

signals:
    /// Other rows are selected.
    void changed();

private:
    void copy();

    const collection::Descriptor m_descriptor;
    std::shared_ptr<collection::Source> m_source;
    CollectionTable *m_table;
    NoticeBoard *m_board;
    QFuture<Result<std::vector<collection::Row>>> m_copying;
};

} // namespace gatehouse::ui
