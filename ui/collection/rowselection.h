#pragma once

#include "models/collection/windowmodel.h"

#include <QItemSelectionModel>

#include <map>

namespace gatehouse::ui {

/// Which rows of a list are selected, by their ids: kept while rows come and go, and while they are
/// out of the window. To a view it is the selection model, of those that the window holds.
///
/// A range goes from the row that was last selected alone or toggled to the current one; what was
/// selected when it began stays selected.
class RowSelection : public QItemSelectionModel
{
    Q_OBJECT

public:
    /// More are never held: what would be more changes nothing.
    static constexpr int most = 10'000;

    explicit RowSelection(collection::WindowModel *model, QObject *parent = nullptr);

    int count() const { return int(m_keys.size()); }
    /// In the list's order, newest first.
    std::vector<Uuid> ids() const;

    using QItemSelectionModel::select;
    void select(const QItemSelection &chosen, SelectionFlags command) override;
    void clear() override;
    void reset() override;

    /// Those rows leave the window, and stay selected.
    void giveUp(int first, int last);
    /// Rows have come into the window: those that are selected are shown so.
    void restore();

signals:
    /// Other rows are selected, in the window or beyond it.
    void changed();
    /// It would have been more than `most`.
    void tooMany();
    /// Where the range was to begin has left the window; it begins at the current row.
    void rangeLost();

private:
    using Keys = std::map<Uuid, collection::RowKey>;

    const collection::RowKey *keyAt(int row) const;
    Keys afterRange();
    Keys afterChoice(const QItemSelection &chosen, SelectionFlags command);
    void noteStart(const QItemSelection &chosen, const Keys &keys);
    void show();

    collection::WindowModel *m_model;
    Keys m_keys;
    Keys m_before; ///< selected when the range began
    std::optional<Uuid> m_start; ///< of a range
    bool m_isShowing = false; ///< what the base class does is ours
};

} // namespace gatehouse::ui
