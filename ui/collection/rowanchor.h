#pragma once

#include <QObject>
#include <QTableView>

namespace gatehouse::collection {
class WindowModel;
}

namespace gatehouse::ui {

class RowSelection;

/// Keeps what the reader looks at while rows come and go under it: the current row by its key,
/// the selected ones (see RowSelection), and the first visible row at its height. Rows have one
/// fixed height; the view scrolls by pixel.
///
/// Qt 6.4.2 jumps when the current index is among removed rows; so the selection is given up in
/// rowsAboutToBeRemoved, connected before the view's own slots (hence before setModel), and taken
/// up again by key afterwards.
class RowAnchor : public QObject
{
    Q_OBJECT

public:
    /// Sets the view's model and its selection.
    RowAnchor(QTableView *view, collection::WindowModel *model);

    RowSelection *selection() const { return m_selection; }

    /// The key of the current row; also while that row is not in the model. Empty: none.
    QString currentKey() const { return m_key; }
    bool isCurrentInModel() const;
    /// Where the current row is, or was when it left the model: the row after it stands there now.
    int currentRow() const;
    /// That row becomes the current one, once it is in the model.
    void setCurrentKey(const QString &key);
    /// Forgets the current row; nothing is selected.
    void clear();
    /// For another place in the list: likewise, but several rows stay selected.
    void leave();
    /// On: rows that are inserted above while the view stands at its top push the others down.
    void setFollowTop(bool follow) { m_followTop = follow; }

signals:
    /// The user, or the program, has moved to another row (or to none: empty).
    void currentKeyChanged(const QString &key);

private:
    void giveUpSelection(int first, int last);
    void keepHeight(int first, int count);
    void restoreSelection();
    void takeCurrent(const QModelIndex &current);
    int rowOf(const QString &key) const;

    QTableView *m_view;
    collection::WindowModel *m_model;
    RowSelection *m_selection;
    QString m_key;
    int m_lastRow = -1;
    bool m_isRestoring = false;
    bool m_selectsCurrent = false; ///< once it is in the model
    bool m_followTop = false;
};

} // namespace gatehouse::ui
