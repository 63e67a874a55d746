#pragma once

#include <QLayout>
#include <QList>

namespace gatehouse::widgets {

/// Items beside each other at their size hints, in as many lines as the width demands; from the
/// right in right-to-left. Items of one line are centred on it.
class FlowLayout final : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr, int gap = 8);
    ~FlowLayout() override;

    /// Like addWidget, at a position among the items.
    void insertWidget(int position, QWidget *widget);

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int position) const override;
    QLayoutItem *takeAt(int position) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool move) const;
    void placeLine(const QList<QLayoutItem *> &line, const QRect &inner, int y, int height) const;

    QList<QLayoutItem *> m_items;
    int m_gap;
};

} // namespace gatehouse::widgets
