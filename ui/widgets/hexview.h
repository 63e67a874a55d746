#pragma once

#include "ui/widgets/searchable.h"

#include <QAbstractScrollArea>
#include <QByteArray>

namespace gatehouse::widgets {

/// One row of a hex dump: "00000010  7b 22 69 64 ..  {"id". Bytes outside 0x20-0x7e are dots.
QString hexLine(const QByteArray &bytes, qsizetype offset, int perRow);

/// Bytes as offset, hex and ASCII, sixteen a row or eight where sixteen do not fit. Paints only
/// what is seen. Search takes text (as UTF-8, any case of ASCII letters). Ctrl+C copies the rows
/// that are selected.
class HexView final : public QAbstractScrollArea, public Searchable
{
    Q_OBJECT

public:
    explicit HexView(QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    int rowCount() const;
    int bytesPerRow() const { return m_perRow; }
    void copy() const;

    void search(const QString &text) override;
    void step(int direction) override;
    int found() const override { return int(m_found.size()); }
    int currentFound() const override { return m_current; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    void moveTo(qsizetype row, bool extend);
    void reveal(qsizetype row);
    qsizetype rowAt(const QPoint &position) const;
    void paintRow(QPainter &painter, qsizetype row, int y) const;
    void paintFound(QPainter &painter, qsizetype row, int y) const;

    QByteArray m_bytes;
    int m_perRow = 16;
    qsizetype m_anchor = -1; ///< selected rows: from here
    qsizetype m_caret = -1; ///< to here, inclusive; -1: none
    QList<qsizetype> m_found;
    qsizetype m_needle = 0; ///< length of what was searched for
    int m_current = -1;
};

} // namespace gatehouse::widgets
