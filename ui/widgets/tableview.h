#pragma once

#include <QTableView>

namespace gatehouse::widgets {

/// A QTableView in our look: whole rows, alternate colours, no grid, rows of 26 px, a header of
/// 28 px with the sort arrow beside the name, elided at the end, per-pixel scrolling, RowDelegate
/// by default. Knows how to look stale. Everything else (model, scroll bars, columns) is the
/// caller's.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(QWidget *parent = nullptr);

    /// Rows of 22 px instead of 26.
    void setCompact(bool compact);

    /// Old rows while the source is away: muted text, a grey selection, still readable and
    /// selectable.
    void setStale(bool stale);
    bool isStale() const { return m_stale; }

    /// Shown centred instead of rows when the model has none; plain text.
    void setPlaceholder(const QString &text);
    QString placeholder() const { return m_placeholder; }

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_stale = false;
    QString m_placeholder;
};

} // namespace gatehouse::widgets
