#pragma once

#include "ui/pages/overview/tiles.h"

#include <QAbstractButton>

namespace gatehouse::ui {

/// A tile as a card that is a button: pressed, it leads to what is behind its answer. A screen
/// reader hears all of it in one sentence.
class TileButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TileButton(QWidget *parent = nullptr);

    void setTile(const Tile &tile);
    const Tile &tile() const { return m_tile; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintHead(QPainter &painter, const QRect &line) const;
    void paintValue(QPainter &painter, const QRect &line) const;
    QColor trendColour() const;

    Tile m_tile;
};

} // namespace gatehouse::ui
