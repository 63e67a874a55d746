#pragma once

#include "ui/widgets/chip.h"

#include <QList>

class QPushButton;

namespace gatehouse::widgets {

class FlowLayout;

/// The chips of a page's filters in a flow layout, and the "+ Filter" button behind them. Left and
/// right move between chips (mirrored in right-to-left). It shows what setChips says and asks for
/// changes by position; after a removal was carried out the focus is on the chip that took its
/// place.
class ChipBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ChipBar(QWidget *parent = nullptr);

    /// Widgets are kept by position, so that focus and an open editor survive a refresh.
    void setChips(const QList<ChipText> &chips);
    int count() const;

    /// For placing an editor under it; nullptr beyond the end.
    Chip *chipAt(int position) const;
    QPushButton *addButton() const { return m_add; }

signals:
    void editRequested(int position);
    void removeRequested(int position);
    void activeRequested(int position, bool active);
    void negatedRequested(int position, bool negated);
    void linkRequested(int position);
    void addRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void appendChip(const ChipText &text);
    void dropLast();
    void focusNeighbour(int step);

    FlowLayout *m_layout;
    QPushButton *m_add;
    QList<Chip *> m_chips;
};

} // namespace gatehouse::widgets
