#pragma once

#include <QList>
#include <QPair>
#include <QString>
#include <QWidget>

namespace gatehouse::widgets {

class PlainTextView;
class TableView;

/// Names and values of HTTP headers, in the order they came, repeated names kept. Values are plain
/// monospace text; the selected one is shown whole and selectable below. Ctrl+C copies "Name:
/// value" of the selected rows.
class HeadersView final : public QWidget
{
    Q_OBJECT

public:
    using Headers = QList<QPair<QString, QString>>;

    explicit HeadersView(QWidget *parent = nullptr);

    void setHeaders(const Headers &headers);

    /// Instead of rows: why there are none.
    void setPlaceholder(const QString &text);

    TableView *table() const { return m_table; }

private:
    class Model;
    void showWhole(int row);
    void copySelection() const;

    Model *m_model;
    TableView *m_table;
    PlainTextView *m_whole;
};

} // namespace gatehouse::widgets
