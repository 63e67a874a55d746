#pragma once

#include "models/collection/windowmodel.h"
#include "ui/widgets/tableview.h"

#include <QPoint>
#include <QTimer>

#include <optional>

namespace gatehouse::ui {

class RowAnchor;

/// The rows of a collection: columns and delegates after the descriptor, less important columns
/// dropped where it is narrow, the reader's place kept (see RowAnchor), the model told what is
/// seen.
class CollectionTable : public widgets::TableView
{
    Q_OBJECT

public:
    explicit CollectionTable(collection::WindowModel *model, QWidget *parent = nullptr);

    RowAnchor *anchor() const { return m_anchor; }
    /// Drops columns by Column::priority: at 1100 px and more none, below it those of 1, below 900
    /// those of 2 too. The width of a window with a list in it counts, not the
    /// table's.
    void fitColumns(int windowWidth);
    /// By `step` rows; without a current row to the first; from a row that has left the model to
    /// one of those that were beside it.
    void moveBy(int step);
    /// The header's arrow says that.
    void showSort(const collection::Sort &sort);
    /// The selected rows as text, a line each, where the window holds them all; copyWanted()
    /// otherwise.
    void copySelection();
    /// Those rows as text, for copying.
    void copy(const std::vector<collection::Row> &rows);
    /// The newest row of all is seen whole.
    bool isAtTop() const;

signals:
    /// The header of that view column was clicked.
    void headerClicked(const QString &column);
    void copied(int rows);
    void copyWanted();
    /// The mouse is drawing a selected row away.
    void dragBegun();
    /// Enter, or a double click.
    void opened();
    /// The position of the first visible row, or how many are visible, has changed.
    void scrolled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void updateGeometries() override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event) const override;

private:
    void extendBy(Qt::Key arrow);
    QString lineOf(const collection::Row &row) const;
    void setUpColumns();
    int widthOf(int index) const;
    /// The one that takes the room that is left: the descriptor's, or while that is dropped the
    /// widest text.
    int stretchedColumn() const;
    void reportVisibleRange();

    QTimer m_report; ///< the model must not be told while it is changing: later, and once
    std::optional<QPoint> m_pressed; ///< where a drag may begin
    collection::WindowModel *m_model;
    RowAnchor *m_anchor;
};

} // namespace gatehouse::ui
