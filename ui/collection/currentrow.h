#pragma once

#include "models/collection/source.h"

#include <QObject>

#include <memory>
#include <optional>

namespace gatehouse::collection {
class WindowModel;
}

namespace gatehouse::ui {

class CollectionTable;
class DetailPane;

/// Shows the table's current row in the detail, for as long as it is the current one: also while it
/// is not in the window, and when it no longer exists.
class CurrentRow final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it. `list` is what the detail hides while it is shown alone.
    CurrentRow(collection::WindowModel *model, std::shared_ptr<collection::Source> source,
               CollectionTable *table, QWidget *list, DetailPane *detail);
    ~CurrentRow() override;

    /// The window's rows may be others.
    void update();
    bool isAlone() const;
    /// The detail without the list; only with a row.
    void setAlone(bool alone);

signals:
    /// What can be done is about this row now, in these words; nothing: about none.
    void shown(const std::optional<gatehouse::collection::Row> &row);
    /// Another row is looked at, or none.
    void changed();

private:
    void show(const collection::Row &row);
    void lookForIt();
    void take(const Uuid &id, const Result<collection::Row> &row);
    void announce(const std::optional<collection::Row> &row);

    collection::WindowModel *m_model;
    std::shared_ptr<collection::Source> m_source;
    CollectionTable *m_table;
    QWidget *m_list;
    DetailPane *m_detail;
    std::optional<Uuid> m_announced;
    QFuture<Result<collection::Row>> m_looking; ///< for a row that is not in the window
};

} // namespace gatehouse::ui
